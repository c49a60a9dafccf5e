"""Readers' comments are found where the site says so, as long as everybody may read them."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import DeclineComment, EraseComment, HideComment, PublishComment, TakeDownComment
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.search.finding import search
from tests.factories import BlogIndexPageFactory, ReaderCommentFactory
from tests.searching import SEARCHES

pytestmark = [pytest.mark.framework, *SEARCHES]


@pytest.fixture
def site(root_page):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def on(site):
    return ReaderCommentSettings.objects.create(site=site, search_comments=True)


@pytest.fixture
def find(site):
    def find(words, **asked):
        found = search(words, site, **asked)
        return [hit.pk for hit in found.hits(found.of("comment"))]

    return find


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="The heron came back to the kettle.")


def do(action):
    with transaction.atomic():
        action.execute()


def test_they_are_not_found_unless_the_site_says_so(find, site, comment):
    assert find("heron") == []
    assert "comment" not in [kind.name for kind in search("heron", site).counts]
    setting = ReaderCommentSettings.objects.create(site=site, search_comments=True)
    assert find("heron") == [comment.pk]
    setting.search_comments = False
    setting.save()
    assert find("heron") == []


def test_by_all_words_and_names_whatever_case_and_accents(on, find, post, comment):
    other = ReaderCommentFactory(page=post, author_name="Zoë", body="No bird at all, only a teapot.")
    assert find("HERON kettle") == find("sam") == find("herón") == [comment.pk]
    assert find("zoe") == find("teapot") == find("tea") == [other.pk]
    assert find("heron teapot") == find("pot") == find("eron") == []


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_what_does_not_show_is_not_found(on, find, post, status):
    ReaderCommentFactory(page=post, body="heron", status=status)
    assert find("heron") == []


@pytest.mark.parametrize(
    "close", ["draft", "hidden", "login", "login above", "folded", "deleted", "other site", "alias"]
)
def test_a_comment_goes_with_all_that_it_stands_on(on, find, post, blog, comment, close):
    if close == "draft":
        post.unpublish()
    elif close == "hidden":
        Conversation.objects.update(access=Access.HIDDEN)
    elif close.startswith("login"):
        page = post.get_parent() if close == "login above" else post
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif close == "folded":
        ReaderComment.objects.update(content_note="About birds")
    elif close == "deleted":
        post.delete()
    elif close == "other site":
        top = BlogIndexPageFactory(parent=blog.get_parent().get_parent(), title="Elsewhere", slug="elsewhere")
        Site.objects.create(hostname="elsewhere.example", root_page=top)
        post.move(top, "last-child")
    else:
        type(post).objects.filter(pk=post.pk).update(alias_of=blog.get_parent())
    assert find("heron") == []


def test_what_moderators_and_writers_do_is_true_at_once(on, find, comment, post):
    admin = get_user_model().objects.create_superuser("admin")
    do(HideComment(comment, user=admin))
    assert find("heron") == []
    do(PublishComment(ReaderComment.objects.get(), user=admin))
    assert find("heron") == [comment.pk]
    do(TakeDownComment(ReaderComment.objects.get()))
    assert find("heron") == []


def test_its_writer_can_erase_it(on, find, comment):
    do(EraseComment(comment))
    assert find("heron") == find("sam") == []


def test_declined_after_it_was_published(on, find, comment):
    do(DeclineComment(comment, user=get_user_model().objects.create_superuser("admin")))
    assert find("heron") == []


def test_topics_years_and_authors_are_of_posts_only(on, site, comment, member):
    from coprod_wagtail.search.kinds import Narrowed

    for narrowed in (Narrowed(topic="food"), Narrowed(year=2026), Narrowed(by="maryam")):
        assert not search("heron", site, narrowed=narrowed).of("comment")


def test_below_a_page_and_in_a_language(on, find, post, members, comment):
    assert find("heron", below={"comment": post}) == find("heron", locale=post.locale.language_code) == [comment.pk]
    assert find("heron", below={"comment": members}) == find("heron", locale="cy") == []


def test_the_page_leads_to_the_comment(on, client, comment):
    page = BeautifulSoup(client.get("/blog/search/?q=heron").content, "html.parser")
    (hit,) = page.select(".coprod-hit")
    assert hit.a["href"] == f"/blog/a-good-week/?comment={comment.pk}#comment-{comment.pk}"
    assert " ".join(hit.select_one(".coprod-hit__facts").text.split()).startswith("Reader’s comment · By Sam ·")
    assert hit.mark.text == "heron"


def test_the_api_says_the_same(on, client, comment):
    (item,) = client.get("/api/coprod/v1/search/?q=heron&kind=comment").json()["items"]
    assert (item["kind"], item["id"], item["authors"]) == ("comment", comment.pk, ["Sam"])
    assert item["path"] == f"/blog/a-good-week/?comment={comment.pk}#comment-{comment.pk}"


def test_what_lost_its_name_and_date_has_none(on, site, post):
    lost = {
        "author_name": "",
        "author_kind": AuthorKind.UNKNOWN,
        "posted_at": None,
        "posted_precision": DatePrecision.UNKNOWN,
    }
    ReaderCommentFactory(page=post, body="heron", **lost)
    found = search("heron", site)
    (hit,) = found.hits(found.places)
    assert (hit.thing.authors, hit.thing.date) == ([], None)


@pytest.mark.parametrize(
    "text", ["a\\", "(", "[a", "\0", "%", "_", "'", 'heron" (', "+" * 300, "heron " * 300, "\u0301"]
)
def test_no_words_are_an_error(on, find, comment, text):
    assert find(text) in ([], [comment.pk])


def test_the_number_of_queries_does_not_grow(on, site, post, comment):
    def ask():
        with CaptureQueriesContext(connection) as captured:
            found = search("heron", site)
            found.hits(found.places)
        return len(captured)

    ask()
    few = ask()
    for _number in range(8):
        ReaderCommentFactory(page=post, body="heron")
    assert ask() == few
