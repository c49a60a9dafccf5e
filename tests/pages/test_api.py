"""What Wagtail's own JSON API says of the pages: what readers see, and nothing else."""

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail_factories import ImageFactory

from coprod_wagtail.compat import WAGTAIL_8
from tests.pages.factories import BlogPostAuthorFactory, make_private

pytestmark = pytest.mark.framework


@pytest.fixture(params=["v2", "v3"] if WAGTAIL_8 else ["v2"])
def fetch(request, client, whole_site):
    """The API's account of one of the pages of `whole_site`, in each of its versions."""
    try:
        reverse("wagtailapi_v3:api-root" if request.param == "v3" else "wagtailapi:pages:listing")
    except NoReverseMatch:
        pytest.skip("this site does not serve this version")
    return lambda name: client.get(f"/api/{request.param}/pages/{whole_site[name].pk}/").json()


@pytest.mark.shape
def test_a_post(fetch, whole_site):
    data = fetch("post")

    assert data["summary"] == "Twelve people planned a week."
    assert data["closing_question"] == "And yours?"
    assert data["reading_minutes"] == 1
    assert data["image"] is None
    assert data["categories"] == [{"name": "Food", "slug": "food"}]
    assert data["tags"] == [{"name": "weeks", "slug": "weeks"}]
    assert [part["type"] for part in data["body"]] == ["heading", "text"]
    assert data["date"] == whole_site["post"].date.isoformat()


def test_the_authors_of_a_post(fetch, whole_site):
    BlogPostAuthorFactory(page=whole_site["post"], name="Sam", sort_order=9)

    member = whole_site["member"]
    assert fetch("post")["authors"] == [
        {"name": "Maryam", "url": member.full_url, "profile": member.pk},
        {"name": "Sam", "url": None, "profile": None},
    ]


def test_a_private_profile_tells_no_name(fetch, whole_site):
    make_private(whole_site["member"])

    assert fetch("post")["authors"] == [{"name": "A member", "url": None, "profile": None}]


def test_a_picture_has_its_words_and_not_the_name_of_its_file(fetch, whole_site):
    post = whole_site["post"]
    post.image = ImageFactory(title="private-file-name", file__width=60, file__height=40)
    post.image_alt = "A full table"
    post.save()

    image = fetch("post")["image"]
    assert image == {"url": image["url"], "width": 60, "height": 40, "alt": "A full table"}


@pytest.mark.shape
def test_a_member(fetch):
    data = fetch("member")

    assert data["public_name"] == "Maryam"
    assert data["role"] == "Member since 2014"
    assert data["photo"] is None
    assert data["links"] == []


@pytest.mark.shape
def test_a_question(fetch):
    assert fetch("question")["question"] == "What should we do next?"


def test_introductions_have_ordinary_links(fetch, whole_site):
    blog = whole_site["blog"]
    blog.intro = f'<p><a linktype="page" id="{whole_site["members"].pk}">us</a></p>'
    blog.save()

    assert fetch("blog")["intro"] == '<p><a href="/members/">us</a></p>'


@pytest.mark.parametrize("kind", ["BlogPostPage", "BlogIndexPage", "MemberProfilePage", "ConversationPage"])
def test_lists_can_be_asked_for_everything(client, whole_site, kind):
    response = client.get(f"/api/v2/pages/?type=coprod_pages.{kind}&fields=*")

    assert response.json()["meta"]["total_count"] == 1


def test_nothing_private_is_a_field(fetch):
    private = {"owner", "live_revision", "draft_title", "author_email", "reader_comments", "display_name"}

    for name in ("post", "member", "question", "blog", "members"):
        assert not private & set(fetch(name))
