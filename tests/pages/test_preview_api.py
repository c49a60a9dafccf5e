"""A draft on a front end that is built elsewhere: through Wagtail's own preview to the front end, and from there back to
the JSON API, which tells it in the shape of the live page."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site
from wagtail_factories import ImageFactory
from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview

from coprod_wagtail.blog.api.posts import Posts
from coprod_wagtail.blog.mixins import BlogPostMixin
from coprod_wagtail.comments.constants import Access
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.pages.models import BlogPostAuthor, BlogPostPage, ConversationPage, MemberProfilePage
from coprod_wagtail.swap import get_page_model
from tests.api.client import ROOT, ApiClient
from tests.factories import ReaderCommentFactory
from tests.pages.factories import CategoryFactory, make_private

pytestmark = pytest.mark.framework

FRONT_END = "https://www.front.example/preview/"
KINDS = {"post": "posts", "member": "members", "question": "conversation-pages"}
NAMES = {"post": "post", "member": "member", "question": "conversation-page"}


@pytest.fixture(autouse=True)
def front_end(settings):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": FRONT_END}}


@pytest.fixture
def api():
    return ApiClient()


def leads_to(response):
    """The address in the frame that Wagtail shows an editor."""
    return BeautifulSoup(response.content, "html.parser").iframe["src"]


def asks_for(page):
    """What the front end is given to ask for when an editor previews `page`."""
    address = leads_to(page.make_preview_request())
    assert address.startswith(FRONT_END)
    return {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}


def preview(api, page):
    response = api.read("previews/", **asks_for(page))
    assert response.status_code == 200, response.content
    return response.json()


def new(kind, parent, **fields):
    """A page that is being written, as Wagtail makes it for a preview."""
    page = kind(title="New", slug="new", locale=parent.locale, **fields)
    page.depth = parent.depth + 1
    page.path = get_page_model()._get_children_path_interval(parent.path)[1]
    page.set_url_path(parent)
    return page


# The shape


@pytest.mark.shape
@pytest.mark.smoke
@pytest.mark.parametrize("name", KINDS)
def test_a_page_without_changes_is_what_readers_get(api, whole_site, name):
    page = whole_site[name]
    live = api.read(f"{KINDS[name]}/{page.pk}/").json()
    if "conversation" in live:
        live["conversation"]["state"] = "preview"

    assert preview(api, page.specific) == {"kind": NAMES[name], "page": live}


def test_a_kind_that_is_not_promised_is_an_other_with_all_that_it_tells(api, whole_site, monkeypatch):
    """As of an app of a site's own, or one that comes later: clients know the kinds that there were."""
    page = whole_site["post"]
    live = api.read(f"posts/{page.pk}/").json()
    monkeypatch.setattr(Posts, "promised", False)
    found = preview(api, page.specific)
    assert (found["kind"], found["name"]) == ("other", "post")
    assert found["page"] | {"conversation": None} == live | {"conversation": None}


def test_changes_that_nobody_has_saved(api, whole_site):
    post = BlogPostPage.objects.get()
    post.title = "A better week"
    post.authors.add(BlogPostAuthor(name="Sam", sort_order=1))
    post.categories.add(CategoryFactory(name="Walks", slug="walks"))
    post.tags.add("walks")
    post.image, post.image_alt = ImageFactory(), "Two people walking"
    post.body = [("text", f'<p><a linktype="page" id="{whole_site["member"].pk}">Maryam</a></p>')]

    page = preview(api, post)["page"]

    assert page["title"] == page["seo"]["title"] == "A better week"
    assert [author["name"] for author in page["authors"]] == ["Maryam", "Sam"]
    assert {category["slug"] for category in page["categories"]} == {"food", "walks"}
    assert {tag["slug"] for tag in page["tags"]} == {"weeks", "walks"}
    assert page["picture"]["alt"] == "Two people walking"
    assert page["body_html"] == '<p><a href="/members/maryam/">Maryam</a></p>'
    assert BlogPostPage.objects.get().title == "A good week"
    assert api.read(f"posts/{post.pk}/").json()["title"] == "A good week"


def test_a_saved_draft_of_a_live_page(api, whole_site):
    member = MemberProfilePage.objects.get()
    member.display_name = "Maz"
    member.save_revision()

    draft = member.get_latest_revision_as_object()

    assert preview(api, draft)["page"]["name"] == "Maz"
    assert api.read(f"members/{member.pk}/").json()["name"] == "Maryam"


@pytest.mark.shape
@pytest.mark.parametrize("name", KINDS)
def test_a_page_that_was_never_published_or_is_private(api, whole_site, name):
    whole_site[name].unpublish()
    make_private(whole_site["home"])
    assert api.read(f"{KINDS[name]}/{whole_site[name].pk}/").status_code == 404

    assert preview(api, type(whole_site[name]).objects.get())["page"]["id"] == whole_site[name].pk


@pytest.mark.shape
@pytest.mark.parametrize(
    ("kind", "parent", "name"),
    [(BlogPostPage, "blog", "post"), (MemberProfilePage, "members", "member"), (ConversationPage, "home", "question")],
)
def test_a_page_that_was_never_saved(api, whole_site, kind, parent, name):
    told = preview(api, new(kind, whole_site[parent]))

    assert told["kind"] == NAMES[name]
    assert told["page"]["id"] == 0
    assert told["page"]["path"].endswith("/new/")
    assert told["page"]["url"].endswith(told["page"]["path"])
    assert told["page"]["first_published_at"] is None
    assert told["page"]["seo"]["title"] == "New"
    assert told["page"].keys() == api.read(f"{KINDS[name]}/{whole_site[name].pk}/").json().keys()


def test_a_post_that_was_never_saved_has_everything(api, whole_site):
    post = new(BlogPostPage, whole_site["blog"], body=[("text", "<p>Words</p>")], image=ImageFactory(), image_alt="Tea")
    post.authors = [BlogPostAuthor(profile=whole_site["member"]), BlogPostAuthor(name="Sam")]
    post.categories = [CategoryFactory(name="Walks", slug="walks")]
    post.tags.add("new ones")

    page = preview(api, post)["page"]

    assert [(author["name"], author["path"]) for author in page["authors"]] == [
        ("Maryam", "/members/maryam/"),
        ("Sam", None),
    ]
    assert [category["name"] for category in page["categories"]] == ["Walks"]
    assert [tag["name"] for tag in page["tags"]] == ["new ones"]
    assert page["picture"]["alt"] == "Tea"
    assert [part["value"] for part in page["body"]] == ["<p>Words</p>"]
    assert page["translations"] == []
    assert page["conversation"] == {
        "page": 0,
        "state": "preview",
        "comment_count": 0,
        "opens_at": None,
        "closes_at": None,
    }


def test_what_readers_said_is_counted_and_nobody_can_answer(api, whole_site):
    ReaderCommentFactory(page=whole_site["question"])

    told = preview(api, ConversationPage.objects.get())["page"]["conversation"]

    assert (told["page"], told["state"], told["comment_count"]) == (whole_site["question"].pk, "preview", 1)


def test_of_a_draft_nothing_readers_said_is_told(api, whole_site):
    ReaderCommentFactory(page=whole_site["question"])
    whole_site["question"].unpublish()

    told = preview(api, ConversationPage.objects.get())["page"]["conversation"]

    assert (told["state"], told["comment_count"]) == ("preview", 0)


def test_a_hidden_conversation_stays_hidden(api, whole_site):
    Conversation.objects.create(page_id=whole_site["post"].pk, access=Access.HIDDEN)

    assert preview(api, BlogPostPage.objects.get())["page"]["conversation"]["state"] == "hidden"


def test_nothing_private_is_told(api, whole_site, admin_user):
    member = new(MemberProfilePage, whole_site["members"], display_name="Maz", owner=admin_user)
    member.title, member.slug = "A private name", "maz"

    told = json.dumps(preview(api, member))

    assert "private" not in told.replace("private, no-store", "") and admin_user.get_username() not in told
    assert "linktype=" not in told and "embedtype=" not in told


# Who may have it


def test_it_is_kept_by_nobody_and_found_by_no_search_engine(api, whole_site, settings):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": ["https://www.front.example"], "API_CACHE_SECONDS": 600}
    asked = asks_for(BlogPostPage.objects.get())
    for query in (asked, asked | {"token": "made up"}):
        response = api.read("previews/", **query, headers={"Origin": "https://www.front.example"})
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "ETag" not in response.headers
        assert response.headers["Access-Control-Allow-Origin"] == "https://www.front.example"
    for origin in ("https://elsewhere.example", "null"):
        elsewhere = api.read("previews/", **asked, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in elsewhere.headers


def status(api, query):
    return api.read("previews/", **query).status_code


def test_tokens_that_are_not_good(api, whole_site):
    post, member = asks_for(BlogPostPage.objects.get()), asks_for(MemberProfilePage.objects.get())
    never_used = HeadlessPreviewMixin.get_preview_signer().sign(f"id={whole_site['question'].pk}")

    assert status(api, post | {"token": member["token"]}) == 404
    assert status(api, post | {"token": never_used}) == 404
    assert status(api, post | {"token": post["token"][:-1]}) == 404
    assert status(api, post | {"token": f"id={whole_site['post'].pk}"}) == 404
    assert status(api, post | {"token": post["token"].upper()}) == 404
    assert status(api, post | {"token": "ÿ\ufffd"}) == 404
    assert status(api, {"content_type": post["content_type"]}) == 422
    assert status(api, post | {"token": ""}) == 422
    assert status(api, post | {"token": "x" * 256}) == 422
    assert status(api, post | {"token": "\0"}) == 422
    assert status(api, post) == 200


def test_a_signature_of_another_key(api, whole_site, settings):
    asked = asks_for(BlogPostPage.objects.get())
    settings.SECRET_KEY = "another key, only for tests"

    assert status(api, asked) == 404


@pytest.mark.sampled
@pytest.mark.parametrize(
    "content_type", ["coprod_pages", "a.b.c", "coprod_pages.nothing", "nothing.blogpostpage", "auth.user", ".", "é.ü"]
)
def test_types_that_are_no_pages_of_ours(api, whole_site, content_type):
    assert status(api, asks_for(BlogPostPage.objects.get()) | {"content_type": content_type}) == 404


@pytest.mark.smoke
def test_a_token_is_good_for_a_day(api, whole_site):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        asked = asks_for(BlogPostPage.objects.get())
        clock.move_to(now + timedelta(hours=23, minutes=59))
        assert status(api, asked) == 200
        clock.move_to(now + timedelta(hours=24, minutes=1))
        assert status(api, asked) == 404
        assert PagePreview.objects.exists()  # so it was not the library that refused it


def test_what_was_deleted_is_shown_no_more(api, whole_site):
    asked = asks_for(MemberProfilePage.objects.get())
    whole_site["member"].delete()

    assert status(api, asked) == 404


def test_a_page_that_is_on_no_site(api, whole_site):
    asked = asks_for(BlogPostPage.objects.get())
    Site.objects.all().delete()

    assert status(api, asked) == 404


def test_a_page_of_another_kind(api, whole_site):
    """Such as one of the site's own that has the library's mixin: the package has no shape for it."""
    home = type(whole_site["home"]).objects.get(pk=whole_site["home"].pk)
    signed = HeadlessPreviewMixin.get_preview_signer().sign(f"id={home.pk}")
    PagePreview.objects.create(token=signed, content_type=home.content_type, content_json=home.to_json())

    assert status(api, {"content_type": home._meta.label_lower, "token": signed}) == 404


def test_without_the_library_there_are_no_previews(api, whole_site, monkeypatch):
    asked = asks_for(BlogPostPage.objects.get())
    for module in ("api.pages.previews", "page_tree.preview"):
        monkeypatch.setattr(f"coprod_wagtail.{module}.LIBRARY", "not_installed")

    assert status(api, asked) == 404
    assert BlogPostPage.objects.get().make_preview_request().template_name == "coprod_wagtail/pages/blog_post.html"


def test_looking_writes_nothing(api, whole_site):
    asked = asks_for(BlogPostPage.objects.get())
    api.read("previews/", **asked)
    with CaptureQueriesContext(connection) as queries:
        api.read("previews/", **asked)

    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("saved", [True, False])
def test_the_number_of_queries_stays_the_same(api, whole_site, saved):
    """But for one that Wagtail's own way of reading a draft asks for each author and tag, to see that it is still there."""
    member = whole_site["member"]

    def number(links, comments):
        post = BlogPostPage.objects.get() if saved else new(BlogPostPage, whole_site["blog"])
        post.body = [("text", f'<p><a linktype="page" id="{member.pk}">Maryam</a></p>')] * links
        ReaderCommentFactory.create_batch(comments, page=whole_site["post"])
        asked = asks_for(post)
        api.read("previews/", **asked)
        with CaptureQueriesContext(connection) as queries:
            api.read("previews/", **asked)
        return len(queries)

    assert number(links=1, comments=0) == number(links=30, comments=12)


# Through the admin


def form_of(page):
    """What the editor's form sends."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": "Written a moment ago.",
        "date": "",
        "closing_question": "",
        "body-count": "0",
        "authors-TOTAL_FORMS": "1",
        "authors-INITIAL_FORMS": "0",
        "related_posts-TOTAL_FORMS": "0",
        "related_posts-INITIAL_FORMS": "0",
        "authors-0-name": "Sam",
        "authors-0-profile": "",
        "authors-0-id": "",
        "authors-0-ORDER": "1",
        "authors-0-DELETE": "",
        "tags": "fresh",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


@pytest.mark.shape
@pytest.mark.smoke
@pytest.mark.parametrize("saved", [True, False])
def test_an_editor_sees_the_front_end_in_wagtail_s_frame(api, admin_client, whole_site, saved):
    blog, post = whole_site["blog"], whole_site["post"]
    if saved:
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])
    else:
        names = BlogPostPage._meta.label_lower.split(".")
        address = reverse("wagtailadmin_pages:preview_on_add", args=[*names, blog.pk])
        post = BlogPostPage(title="Not saved", slug="not-saved")
    assert admin_client.post(address, form_of(post)).json()["is_valid"]

    shown = leads_to(admin_client.get(address))

    assert shown.startswith(f"{FRONT_END}?content_type=coprod_pages.blogpostpage&token=")
    query = {name: value for name, [value] in parse_qs(urlsplit(shown).query).items()}
    page = api.read("previews/", **query).json()["page"]
    assert page["id"] == (post.pk or 0)
    assert page["summary"] == "Written a moment ago."
    assert "Sam" in [author["name"] for author in page["authors"]]
    assert [tag["slug"] for tag in page["tags"]] == ["fresh"]
    assert page["path"] == f"/blog/{post.slug}/"
    assert page["language"] == blog.locale.language_code


def test_wagtail_s_frame_can_hold_the_front_end_itself(whole_site, settings):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": FRONT_END}, "REDIRECT_ON_PREVIEW": True}

    response = BlogPostPage.objects.get().make_preview_request()

    assert response.status_code == 302
    assert response.url.startswith(f"{FRONT_END}?content_type=coprod_pages.blogpostpage&token=")


@pytest.mark.shape
def test_each_site_has_its_own_front_end(whole_site, settings):
    site = Site.objects.get()
    settings.WAGTAIL_HEADLESS_PREVIEW = {
        "CLIENT_URLS": {site.hostname: "https://own.example/see", "default": "https://others.example/"}
    }

    assert leads_to(BlogPostPage.objects.get().make_preview_request()).startswith("https://own.example/see/?")


@pytest.mark.parametrize("client_urls", [{}, {"elsewhere.example": FRONT_END}])
def test_without_a_front_end_for_the_site_templates_are_drawn(whole_site, settings, client_urls):
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": client_urls}

    response = BlogPostPage.objects.get().make_preview_request()

    assert response.template_name == "coprod_wagtail/pages/blog_post.html"
    assert not PagePreview.objects.exists()


def test_lists_of_pages_are_drawn_with_templates(whole_site):
    """The API has no shape for them: a front end makes such a list of its own."""
    for name in ("blog", "members"):
        assert not PagePreview.objects.exists()
        assert whole_site[name].make_preview_request().template_name.startswith("coprod_wagtail/")


def test_a_page_type_with_the_library_s_own_mixin_keeps_its_way():
    class OwnWay(HeadlessPreviewMixin):
        def serve_preview(self, request, preview_mode):
            return "its own way"

    class OwnPost(BlogPostMixin, OwnWay):
        class Meta:
            abstract = True

    assert OwnPost.__new__(OwnPost).serve_preview(None, "") == "its own way"


def test_the_address_leads_to_the_api(api):
    assert reverse("coprod_api:get_preview") == f"{ROOT}previews/"
