"""A site that draws no pages: what it says over its APIs, what the comments' own addresses do, and the admin's links."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.models import ReaderComment
from tests.comments.sending import SAME_ORIGIN, soup, words
from tests.factories import ReaderCommentFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.PROJECT != "headless_only", reason="About a site that draws no pages."),
]


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


def sent_over_the_api(client, page):
    """What the API answers to a comment that a front end sends."""
    form = client.get(f"/api/coprod/v1/conversations/{page.pk}/").json()["form"]
    hidden = {field["name"]: field["value"] for field in form["fields"] if field["type"] == "hidden"}
    data = {"page": page.pk, **hidden, form["trap"]: ""} | words()
    response = client.post("/api/coprod/v1/comments/", data, content_type="application/json", headers=SAME_ORIGIN)
    assert response.status_code == 202, response.content
    return response.json()


@pytest.mark.parametrize("address", ["/", "/blog/", "/blog/a-good-week/"])
def test_no_page_has_an_address_here(client, post, address):
    assert post.url is None
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v2/pages/?type=coprod_pages.BlogPostPage&fields=*"])
def test_wagtails_api_tells_of_the_pages(client, post, address):
    response = client.get(address)
    assert "A good week" in [item["title"] for item in response.json()["items"]]
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_a_comment_comes_in_over_the_api_and_goes_out_again_when_it_is_published(client, post, moderator):
    sent_over_the_api(client, post)
    address = f"/api/coprod/v1/comments/?page={post.pk}"
    assert client.get(address).json()["items"] == []
    PublishComment(ReaderComment.objects.get(), user=moderator)()
    assert words()["body"] in client.get(address).text


def test_the_private_page_is_drawn_and_leads_to_no_page_here(client, post, moderator):
    sent = sent_over_the_api(client, post)
    assert "Waiting to be read" in client.get(sent["url"]).text
    PublishComment(ReaderComment.objects.get(), user=moderator)()
    page = soup(client.get(sent["url"]))
    assert "Everybody can read it now" in page.get_text()
    assert not [link["href"] for link in page.select("main a[href]") if link["href"].startswith(("None", "#comment"))]


def test_a_form_that_is_sent_to_this_server_gives_the_words_back(client, post):
    """There is no page that could be shown again with what is to be mended: forms are sent to the API."""
    response = client.post(reverse("coprod_comments:send", args=[post.pk]), words(), headers=SAME_ORIGIN)
    assert response.status_code == 404
    assert words()["body"] in response.text
    assert not ReaderComment.objects.exists()


def test_a_feed_needs_pages_to_link_to(client, post):
    ReaderCommentFactory(page=post)
    for address in (reverse("coprod_comments:feed", args=[post.pk]), reverse("coprod_comments:site_feed")):
        assert client.get(address).status_code == 404
    assert post.specific.get_feeds() == [] == post.get_parent().specific.get_feeds()


def test_a_moderator_reads_and_decides_without_a_link_to_the_page(client, post, moderator):
    sent_over_the_api(client, post)
    comment = ReaderComment.objects.get()
    client.force_login(moderator)
    assert words()["body"] in client.get("/admin/reader-comments/").text
    reading = soup(client.get(f"/admin/reader-comments/inspect/{comment.pk}/"))
    assert "A good week" in reading.get_text()
    assert not reading.select('main a[href="None"], main a[href^="None"]')
    client.post(f"/admin/reader-comments/decide/{comment.pk}/publish/")
    assert ReaderComment.objects.visible().get() == comment


def test_the_page_tree_has_no_link_to_a_page_that_is_not_drawn(editor, blog, post):
    tree = soup(editor.get(reverse("wagtailadmin_explore", args=[blog.pk])))
    assert tree.find("a", href=reverse("wagtailadmin_pages:edit", args=[post.pk]))
    assert not tree.select('a[href="None"], a[href="/blog/a-good-week/"]')


def test_the_editor_of_a_page_opens_with_its_conversation(editor, post):
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    assert response.status_code == 200
    assert reverse("coprod_comments_admin:set_conversation", args=[post.pk]) in response.text
