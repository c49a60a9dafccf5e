"""What posts are about, over JSON, on a site in two languages."""

import pytest

from coprod_wagtail.page_tree.paths import page_path
from tests.api.client import ApiClient

from .translating import translate


@pytest.fixture
def read():
    return lambda path, **query: ApiClient().read(path, **query).json()


def counted(found):
    return [(one["name"], one["language"], one["post_count"]) for one in found["items"]]


def test_a_category_is_there_once_in_the_language_that_is_asked_for(read, post, welsh_post, category):
    assert counted(read("categories/")) == [("Days out", "en-gb", 2)]
    assert counted(read("categories/", locale="cy")) == [("Days out", "en-gb", 1)]
    translate(category, {"Days out": "Dyddiau allan"})
    assert counted(read("categories/")) == [("Days out", "en-gb", 2)]
    assert counted(read("categories/", locale="cy")) == [("Dyddiau allan", "cy", 1)]
    (one,) = read("categories/", locale="cy")["items"]
    assert read("posts/", category=one["slug"], locale="cy")["count"] == 1


def test_tags_say_the_language_they_were_first_put_on(read, post, welsh_post):
    post.tags.add("weeks")
    post.save()
    welsh_post.tags.add("weeks", "newydd")
    welsh_post.save()
    assert counted(read("tags/", locale="cy")) == [("newydd", "cy", 1), ("weeks", "en-gb", 1)]
    assert counted(read("tags/")) == [("newydd", "cy", 1), ("weeks", "en-gb", 2)]


def test_months_are_called_as_the_language_does(read, post, welsh_post):
    (year,) = read("years/", locale="cy")["items"]
    assert (year["year"], year["post_count"], year["months"][0]["name"]) == (2026, 1, "Mawrth")
    assert read("years/")["items"][0]["months"][0]["name"] == "March"


def test_an_index_counts_what_is_in_its_language(read, post, blog, welsh_post, welsh_blog):
    counts = {one["id"]: one["page_count"] for one in read("indexes/")["items"] if one["lists"] == "post"}
    assert counts == {blog.pk: 1, welsh_blog.pk: 1}
    (found,) = [one for one in read("indexes/", locale="cy")["items"] if one["lists"] == "post"]
    assert (found["title"], found["language"], found["translations"][0]["id"]) == ("Blog Cymraeg", "cy", blog.pk)


def test_what_is_at_a_path_speaks_the_language_of_the_page(post, welsh_post):
    path = ApiClient().read(f"posts/{welsh_post.pk}/").json()["path"]
    found = ApiClient().read("pages/by-path/", path=path, locale="cy")
    assert found.json()["page"]["id"] == welsh_post.pk and found.headers["Content-Language"] == "cy"


def test_every_page_of_one_language(read, post, welsh_post):
    found = read("pages/", locale="cy")["items"]
    assert {one["language"] for one in found} == {"cy"} and welsh_post.pk in {one["id"] for one in found}
    keys = {one["id"]: one["translation_key"] for one in read("pages/")["items"]}
    assert keys[post.pk] == keys[welsh_post.pk]


def test_a_list_below_a_blog_is_told_in_its_language(read, post, blog, welsh_post, welsh_blog, category):
    translate(category, {"Days out": "Dyddiau allan"})
    (there,) = read("categories/", locale="cy")["items"]
    (here,) = read("categories/", under=blog.pk)["items"]
    assert there["path"].startswith(page_path(welsh_blog).path)
    found = ApiClient().read("pages/by-path/", path=there["path"], locale="cy").json()
    assert (found["kind"], found["list"]["name"]) == ("list", "Dyddiau allan")
    assert found["list"]["filters"]["under"] == welsh_blog.pk
    (other,) = found["list"]["translations"]
    assert (other["language"], other["path"]) == ("en-gb", here["path"])
    month = ApiClient().read("pages/by-path/", path=f"{page_path(welsh_blog).path}2026/03/", locale="cy").json()["list"]
    assert month["name"] == "Mawrth 2026"
