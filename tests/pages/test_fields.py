"""Answers with some of their fields, and some sizes of their pictures: what nobody asks for is not worked out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_factories import ImageFactory

from coprod_wagtail.blog.api import posts
from coprod_wagtail.members import api as members_api
from tests.api.client import ApiClient
from tests.api.conforming import document
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

KINDS = {"post": "posts", "member": "members", "question": "conversation-pages", "blog": "indexes"}


@pytest.fixture
def api():
    return ApiClient()


def fields_of(name):
    return list(document()["components"]["schemas"][name]["properties"])


@pytest.mark.parametrize(
    ("address", "name", "shape"),
    [
        ("posts", "post", "Post"),
        ("members", "member", "Member"),
        ("conversation-pages", "question", "ConversationPage"),
        ("indexes", "blog", "Index"),
    ],
)
def test_each_field_alone_is_what_it_is_among_all(api, whole_site, address, name, shape):
    ReaderCommentFactory(page=whole_site["post"])
    page = whole_site[name]
    whole = api.read(f"{address}/{page.pk}/").json()
    for field in fields_of(shape):
        assert api.read(f"{address}/{page.pk}/", fields=field).json() == {field: whole[field]}
    by_path = api.read(f"{address}/by-path/", path=whole["path"], fields="id, title" if "title" in whole else "id,name")
    assert by_path.json()["id"] == page.pk and len(by_path.json()) == 2
    (item,) = [one for one in api.read(f"{address}/").json()["items"] if one["id"] == page.pk]
    for field in item:
        (some,) = [one for one in api.read(f"{address}/", fields=f"id,{field}").json()["items"] if one["id"] == page.pk]
        assert some == {"id": page.pk, field: item[field]}


def test_a_list_says_all_the_same_how_many_there_are_and_where_it_goes_on(api, blog):
    for _one in range(3):
        BlogPostPageFactory(parent=blog)
    found = api.read("posts/", fields="id", limit=2)
    assert found.json()["count"] == 3 and [*found.json()["items"][0]] == ["id"]
    assert 'rel="next"' in found.headers["Link"] and "fields=id" in found.headers["Link"]


@pytest.mark.parametrize("fields", ["nope", "id,nope", "body", "title.x", "*", "ID"])
def test_one_that_there_is_not_is_told_with_those_there_are(api, post, fields):
    refused = api.read("posts/", fields=fields)
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["field"], error["code"]) == ("fields", "not_a_choice") and "reading_minutes" in error["message"]


@pytest.mark.parametrize("fields", ["", ",", " , "])
def test_none_are_all(api, post, fields):
    assert api.read(f"posts/{post.pk}/", fields=fields).json() == api.read(f"posts/{post.pk}/").json()


def test_it_may_be_asked_for_again(api, post):
    first = api.read("posts/", fields="id,title")
    assert api.read("posts/", fields="id,title", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.headers["ETag"] != api.read("posts/", fields="id").headers["ETag"]


class TestWhatIsNotAskedFor:
    def test_is_not_worked_out(self, api, whole_site, monkeypatch):
        def never(*args, **kwargs):
            raise AssertionError("nobody asked for it")

        for name in ("parts_of", "add_bylines", "add_categories", "add_tags", "picture", "seo"):
            monkeypatch.setattr(posts, name, never)
        monkeypatch.setattr(members_api, "displayed", never)
        monkeypatch.setattr(members_api, "picture", never)
        assert api.read("posts/", fields="id,title,path").status_code == 200
        assert api.read(f"posts/{whole_site['post'].pk}/", fields="id,closing_question").status_code == 200
        assert api.read("members/", fields="name").status_code == 200
        assert api.read(f"members/{whole_site['member'].pk}/", fields="links").status_code == 200

    def test_costs_no_queries(self, api, whole_site):
        def queries(path, **query):
            api.read(path, **query)
            with CaptureQueriesContext(connection) as captured:
                assert api.read(path, **query).status_code == 200
            return [one["sql"] for one in captured]

        some = queries("posts/", fields="id,title,path")
        assert len(some) <= 5 and len(some) < len(queries("posts/")) - 3
        assert not [sql for sql in some if '"body"' in sql or "`body`" in sql]
        few = len(queries("posts/", fields="id,title,authors,picture"))
        for _one in range(10):
            BlogPostPageFactory(parent=whole_site["blog"])
        assert len(queries("posts/", fields="id,title,authors,picture")) == few
        assert len(queries("posts/", fields="id,title,path")) == len(some)


class TestRenditions:
    @pytest.fixture
    def pictured(self, post):
        post.image = ImageFactory(file__width=1600, file__height=1000)
        post.image_decorative = True
        post.body = [("picture", {"image": {"image": post.image, "decorative": True, "alt_text": ""}, "caption": ""})]
        post.save()
        return post

    def test_without_a_list_of_them(self, api, pictured):
        every = api.read(f"posts/{pictured.pk}/").json()["picture"]
        found = api.read(f"posts/{pictured.pk}/", renditions="none").json()
        assert found["picture"] == {**every, "renditions": []}
        assert found["body"][0]["value"]["picture"]["renditions"] == []
        (item,) = api.read("posts/", renditions="none").json()["items"]
        assert item["picture"] == found["picture"]

    def test_of_some_widths(self, api, pictured):
        found = api.read(f"posts/{pictured.pk}/", renditions="400, 800").json()["picture"]
        assert [one["width"] for one in found["renditions"]] == [800, 400, 800, 400]
        assert found["width"] == 800 and "1200w" not in found["srcset"] + found["webp_srcset"]
        (item,) = api.read("posts/", renditions="400,none").json()["items"]
        assert (item["picture"]["width"], item["picture"]["renditions"]) == (400, [])

    def test_what_is_not_asked_for_is_not_made(self, api, pictured):
        pictured.image.renditions.all().delete()
        api.read("posts/", renditions="400")
        assert {one.width for one in pictured.image.renditions.all()} == {400}

    def test_the_same_at_any_path(self, api, pictured):
        path = api.read(f"posts/{pictured.pk}/").json()["path"]
        found = api.read("pages/by-path/", path=path, renditions="400").json()["page"]["picture"]
        assert found["width"] == 400

    @pytest.mark.parametrize("renditions", ["300", "all", "400;800", "-400"])
    def test_one_that_there_is_not(self, api, post, renditions):
        for address in ("posts/", f"posts/{post.pk}/", "pages/by-path/?path=/"):
            refused = api.get(f"/api/coprod/v1/{address}{'&' if '?' in address else '?'}renditions={renditions}")
            assert refused.status_code == 422
            (error,) = refused.json()["errors"]
            assert (error["field"], error["code"]) == ("renditions", "not_a_choice") and "1200" in error["message"]
