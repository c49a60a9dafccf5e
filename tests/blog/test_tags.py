"""Tags: capital letters make no other one, and editors can rename and merge them without breaking an address."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from taggit.models import Tag
from wagtail_factories import ImageFactory

from coprod_wagtail.pages.models import BlogPostPage
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.framework


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def tagged(blog, *tags, **kwargs):
    post = BlogPostPageFactory(parent=blog, **kwargs)
    post.tags.add(*tags)
    post.save()
    return post


def tags_of(post):
    return sorted(BlogPostPage.objects.get(pk=post.pk).tags.names())


# Capital letters


@pytest.mark.parametrize(
    ("first", "second"), [("Carers", "carers"), ("carers", "CARERS"), ("École", "école"), ("Days out", "days OUT")]
)
def test_capital_letters_make_no_other_tag(client, blog, first, second):
    for name, title in ((first, "One"), (second, "Two")):
        tagged(blog, name, title=title)
    tag = Tag.objects.get()
    assert tag.name == first
    assert "_1" not in tag.slug
    html = client.get(blog.url, {"tag": tag.slug}).text
    assert "One" in html
    assert "Two" in html


def test_two_in_one_go_are_one(blog):
    assert tags_of(tagged(blog, "Carers", "carers", "Tea")) == ["Carers", "Tea"]


@pytest.mark.skipif(connection.vendor == "mysql", reason="there the database takes the two names for one")
def test_two_that_were_there_already_are_left_apart(blog):
    Tag.objects.create(name="Carers", slug="carers")
    Tag.objects.create(name="carers", slug="carers_1")
    assert tags_of(tagged(blog, "carers")) == ["carers"]
    assert tags_of(tagged(blog, "CARERS")) == ["Carers"]


def test_letters_that_differ_in_more_make_another(blog):
    assert tags_of(tagged(blog, "carer", "carers", "young carers")) == ["carer", "carers", "young carers"]


# Renaming


def edit(editor, tag, **kwargs):
    data = {"name": tag.name, "slug": tag.slug} | kwargs
    return editor.post(reverse("coprod_blog_tags:edit", args=[tag.pk]), data)


def test_a_tag_is_renamed_and_its_address_stays(editor, client, blog):
    post = tagged(blog, "carers")
    assert edit(editor, Tag.objects.get(), name="Family carers").status_code == 302
    assert tags_of(post) == ["Family carers"]
    assert "Posts marked “Family carers”" in strip_tags(client.get("/blog/?tag=carers").text)


@pytest.mark.shape
def test_an_old_address_leads_on_at_both_doors(editor, client, blog):
    tagged(blog, "carers", title="Tea")
    edit(editor, Tag.objects.get(), slug="family-carers")
    assert client.get("/blog/?tag=carers")["Location"] == "/blog/?tag=family-carers"
    for slug in ("carers", "family-carers"):
        assert [post["title"] for post in client.get(f"/api/coprod/v1/posts/?tag={slug}").json()["items"]] == ["Tea"]


def test_a_name_that_another_has_is_refused_in_words(editor, blog):
    tagged(blog, "carers", "tea")
    response = edit(editor, Tag.objects.get(name="tea"), name="CARERS")
    assert response.context["form"].errors["name"] == [
        "There is a tag “carers” already. Press “Merge” to make the two one."
    ]


# Merging


def merge(editor, old, into):
    address = reverse("coprod_blog_tags:merge", args=[Tag.objects.get(name=old).pk])
    return editor.post(address, {"into": Tag.objects.get(name=into).pk}, follow=True)


def test_two_become_one_everywhere(editor, client, blog):
    both, old, new = tagged(blog, "old", "new"), tagged(blog, "old", title="Tea"), tagged(blog, "new")
    picture = ImageFactory()
    picture.tags.add("old")
    assert "“old” is “new” now." in merge(editor, "old", "new").text
    assert [tags_of(post) for post in (both, old, new)] == [["new"]] * 3
    assert list(picture.tags.names()) == ["new"]
    assert not Tag.objects.filter(name="old").exists()
    assert client.get("/blog/?tag=old")["Location"] == "/blog/?tag=new"
    assert len(client.get("/api/coprod/v1/posts/?tag=old").json()["items"]) == 3


def test_addresses_of_what_was_merged_before_lead_on_too(editor, client, blog):
    tagged(blog, "a", "b", "c")
    merge(editor, "a", "b")
    merge(editor, "b", "c")
    assert client.get("/blog/?tag=a")["Location"] == "/blog/?tag=c"


@pytest.mark.parametrize("tags", [["old"], ["old", "new"]])
def test_a_draft_keeps_its_tag(editor, blog, tags):
    tagged(blog, "new", "old")
    post = tagged(blog)
    post.tags.add(*tags)
    post.save_revision()
    merge(editor, "old", "new")
    BlogPostPage.objects.get(pk=post.pk).get_latest_revision().publish()
    assert tags_of(post) == ["new"]


def test_the_question_says_what_will_happen(editor, blog):
    tagged(blog, "old", "new")
    tagged(blog, "old")
    page = BeautifulSoup(
        editor.get(reverse("coprod_blog_tags:merge", args=[Tag.objects.get(name="old").pk])).content, "html.parser"
    )
    assert "2 posts have the tag “old”. They will have the one that stays instead." in page.text
    assert [option.text for option in page.find("select", {"name": "into"}).find_all("option")][1:] == ["new"]


def test_the_list_says_how_many_posts_there_are(editor, blog):
    tagged(blog, "tea")
    tagged(blog, "tea", "cake")
    ImageFactory().tags.add("only a picture")
    table = BeautifulSoup(editor.get(reverse("coprod_blog_tags:index")).content, "html.parser").find(
        "table", class_="listing"
    )
    rows = [[" ".join(cell.text.split()) for cell in row.find_all("td")] for row in table.tbody.find_all("tr")]
    assert [(row[1], row[2]) for row in rows] == [("cake", "1"), ("tea", "2")]


def test_who_may_not_change_tags_may_not_merge_them(client, blog):
    tagged(blog, "old", "new")
    client.force_login(UserFactory(is_staff=True))
    assert merge(client, "old", "new").redirect_chain
    assert Tag.objects.count() == 2


def test_the_list_asks_as_often_for_many_as_for_one(editor, blog):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            editor.get(reverse("coprod_blog_tags:index"))
        return len(captured)

    tagged(blog, "tea")
    queries()
    with_one = queries()
    tagged(blog, *(f"tag {number}" for number in range(15)))
    assert queries() == with_one
