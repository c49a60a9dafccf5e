"""A conversation as a front end reads it."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import HideComment, SetConversation
from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.reading import threads
from coprod_wagtail.comments.store.listing import settle
from coprod_wagtail.swap import get_page_model
from tests.api.client import ApiClient
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

pytestmark = pytest.mark.framework


@pytest.fixture
def api():
    return ApiClient()


def in_order(page, number):
    """So many comments, in the order they are read."""
    return sorted((ReaderCommentFactory(page=page) for _one in range(number)), key=lambda one: (one.sort_key, one.pk))


def conversation(api, page, **query):
    return api.read(f"conversations/{page.pk}/", **query).json()


def comments(api, page, **query):
    return api.read("comments/", page=page.pk, **query).json()


@pytest.mark.shape
def test_everything_for_the_form_is_there(api, client, post):
    found = conversation(api, post)
    assert (found["state"], found["comment_count"], found["url"]) == ("open", 0, post.full_url)
    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    form = page.select_one("form.coprod-form")
    by_name = {field["name"]: field for field in found["form"]["fields"]}
    for name in ("body", "author_name", "author_email"):
        drawn = form.find(attrs={"name": name})
        label = form.find("label", attrs={"for": drawn["id"]})
        assert by_name[name]["label"] == label.get_text(" ", strip=True)
        assert by_name[name]["hint"] in form.get_text(" ", strip=True)
        assert by_name[name]["autocomplete"] == drawn.get("autocomplete", "")
    assert by_name["token"]["value"] == form.find(attrs={"name": "token"})["value"]
    texts, words = found["form"]["texts"], page.get_text(" ", strip=True)
    for line in [texts["title"], texts["promise"], *texts["privacy_lines"], *texts["house_rules"], texts["button"]]:
        assert line in words
    assert found["form"]["trap"] in {field.get("name") for field in form.find_all("input")}


def test_the_form_is_the_same_for_everyone_within_the_hour(api, post):
    assert conversation(api, post) == conversation(api, post)


@pytest.mark.parametrize("access", ["read_only", "hidden"])
def test_no_form_where_nobody_can_write(api, post, access):
    ReaderCommentFactory(page=post)
    SetConversation(post, {"access": access}, user=ModeratorFactory())()
    found = conversation(api, post)
    assert (found["state"], found["form"]) == (access, None)
    assert found["message"]
    assert found["comment_count"] == (1 if access == "read_only" else 0)
    assert comments(api, post)["count"] == found["thread_count"]
    assert len(comments(api, post)["items"]) == found["thread_count"]


@pytest.mark.shape
def test_threads_with_their_replies_in_the_order_of_the_page(api, client, post):
    first, second = in_order(post, 2)
    reply = ReaderCommentFactory(page=post, thread=first, reply_to=first, posted_at=first.posted_at)
    answer = ReaderCommentFactory(page=post, thread=first, reply_to=reply, posted_at=first.posted_at)
    found = comments(api, post)
    assert (found["count"], found["comment_count"], found["next_cursor"]) == (2, 4, None)
    assert [thread["id"] for thread in found["items"]] == [first.pk, second.pk]
    thread = found["items"][0]
    assert (thread["depth"], thread["reply_count"], thread["thread_id"], thread["parent_id"]) == (0, 2, first.pk, None)
    assert [(one["id"], one["parent_id"], one["depth"]) for one in thread["replies"]] == [
        (reply.pk, first.pk, 1),
        (answer.pk, reply.pk, 1),
    ]
    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    drawn = [article["id"] for article in page.select("article.coprod-comment")]
    ids = [one["id"] for thread in found["items"] for one in [thread, *thread["replies"]]]
    assert drawn == [f"comment-{pk}" for pk in ids]
    headings = [heading.get_text() for heading in page.select(".coprod-comment__head")]
    said = [
        f"{one['byline_html']} {one['when_html']}" for thread in found["items"] for one in [thread, *thread["replies"]]
    ]
    assert headings == [BeautifulSoup(html, "html.parser").get_text() for html in said]


def test_words_as_text_and_as_safe_html(api, post):
    ReaderCommentFactory(page=post, body="<script>alert(1)</script>\n\nhttps://example.org", author_name="Sam")
    [comment] = comments(api, post)["items"]
    assert comment["body"].startswith("<script>")
    assert "<script>" not in comment["body_html"]
    assert comment["author"] == {"name": "Sam", "kind": "guest", "badge": None, "role": None}


def test_the_heading_in_words_and_as_safe_html(api, post):
    moment = datetime(2026, 5, 4, 10, tzinfo=UTC)
    first = ReaderCommentFactory(page=post, author_name="<b>Sam</b>", posted_at=moment)
    ReaderCommentFactory(page=post, author_name="أحمد", posted_at=moment, reply_to=first)
    [thread] = comments(api, post)["items"]
    [reply] = thread["replies"]
    assert thread["heading"] == "Comment by <b>Sam</b>, 4 May 2026"
    when = '<time datetime="2026-05-04">4 May 2026</time>'
    assert thread["heading_html"] == f"Comment by <bdi>&lt;b&gt;Sam&lt;/b&gt;</bdi>, {when}"
    assert reply["heading_html"] == f"Reply by <bdi>أحمد</bdi> to <bdi>&lt;b&gt;Sam&lt;/b&gt;</bdi>, {when}"


@pytest.mark.parametrize(
    ("code", "translated", "words_language", "direction"),
    [("en-gb", True, "en-gb", "ltr"), ("ar", True, "ar", "rtl"), ("ar", False, "en", "ltr")],
)
def test_which_way_the_words_are_written(api, post, settings, monkeypatch, code, translated, words_language, direction):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code)]
    settings.LANGUAGE_CODE = code
    if translated:  # as a catalogue says it
        monkeypatch.setattr("coprod_wagtail.text.spoken.pgettext", lambda context, words: code)
    told = conversation(api, post)
    assert (told["words_language"], told["direction"]) == (words_language, direction)


def test_a_comment_that_is_gone_says_nothing_of_it(api, post):
    first = ReaderCommentFactory(page=post, body="PLANTED", author_name="PLANTED")
    ReaderCommentFactory(page=post, thread=first, reply_to=first)
    HideComment(first, user=ModeratorFactory())()
    found = comments(api, post)
    assert found["items"][0]["kind"] == "gone"
    assert found["items"][0]["note"]
    assert "PLANTED" not in str(found)


def test_what_lost_its_name_and_date_says_so(api, post):
    ReaderCommentFactory(
        page=post, author_name="", author_kind="unknown", posted_at=None, posted_precision=DatePrecision.UNKNOWN
    )
    [comment] = comments(api, post)["items"]
    assert (comment["posted_at"], comment["posted_precision"]) == (None, "unknown")
    assert comment["author"] == {"name": None, "kind": "unknown", "badge": None, "role": None}
    assert comment["note"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_a_cursor_leads_through_all_of_them_once(api, post, limit):
    wanted = [ReaderCommentFactory(page=post).pk for _one in range(7)]
    ReaderComment.objects.update(sort_key=5)  # all at the same moment
    found, cursor = [], ""
    for _round in range(10):
        page = comments(api, post, limit=limit, **({"cursor": cursor} if cursor else {}))
        found += [thread["id"] for thread in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == wanted
    assert [thread["id"] for thread in comments(api, post, limit=limit, offset=3)["items"]] == wanted[3 : 3 + limit]


def test_a_cursor_is_not_moved_by_what_is_published_meanwhile(api, post):
    old = in_order(post, 4)
    first = comments(api, post, limit=2)
    late = ReaderCommentFactory(page=post)
    ReaderComment.objects.filter(pk=late.pk).update(sort_key=old[0].sort_key - 1)
    rest = comments(api, post, limit=2, cursor=first["next_cursor"])
    assert [thread["id"] for thread in rest["items"]] == [old[2].pk, old[3].pk]


@pytest.mark.sampled
@pytest.mark.parametrize("cursor", ["x", "1", "1.2.3", "1.", "-", "٣.1", "1.2\n", "\x00", "1" * 200])
def test_a_cursor_that_is_none(api, post, cursor):
    response = api.read("comments/", page=post.pk, cursor=cursor)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["cursor"]


NOT_PUBLIC = ["draft", "expired", "private", "private above", "hidden from tree", "no page", "no conversation"]


@pytest.mark.framework
@pytest.mark.parametrize("reason", NOT_PUBLIC)
def test_what_is_not_public_is_not_there(api, post, reason):
    ReaderCommentFactory(page=post)
    pk = post.pk
    if reason == "draft":
        post.unpublish()
    elif reason == "expired":
        get_page_model().objects.filter(pk=pk).update(live=False, expired=True)
    elif reason.startswith("private"):
        page = post if reason == "private" else post.get_parent()
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    elif reason == "hidden from tree":
        post.move(get_page_model().objects.get(depth=1), pos="last-child")
    elif reason == "no page":
        pk = 10**9
    else:
        pk = post.get_parent().pk
    answers = {
        api.read(f"conversations/{pk}/").content,
        api.read("comments/", page=pk).content,
        api.write("comments/", {"page": pk, "body": "Hello", "author_name": "Sam"}).content,
    }
    assert len(answers) == 1  # byte for byte the same
    assert b"not_found" in answers.pop()


@pytest.mark.shape
def test_another_sites_page_is_not_there_unless_asked_for(api, post):
    root = BlogIndexPageFactory(parent=get_page_model().objects.get(depth=1), slug="other")
    other = Site.objects.create(hostname="other.example", root_page=root)
    there = BlogPostPageFactory(parent=root)
    for path, query in [(f"conversations/{there.pk}/", {}), ("comments/", {"page": there.pk})]:
        assert api.read(path, **query).status_code == 404
        assert api.read(path, site="other.example", **query).status_code == 200
        assert api.read(path, site=str(other.pk), **query).status_code == 200
        assert api.read(path, site="nowhere.example", **query).status_code == 404
    assert api.read(f"conversations/{post.pk}/", site="other.example").status_code == 404


@pytest.mark.framework
@pytest.mark.parametrize("count", [0, 10, 300])
def test_the_number_of_queries_does_not_grow(api, post, count):
    for _one in range(min(count, 3)):
        first = ReaderCommentFactory(page=post)
    if count:
        rows = [
            ReaderComment(
                page=post, conversation=first.conversation, body="x", body_html="x", author_name="x",
                status="published", listed=True, sort_key=number, posted_at=first.posted_at,
                due_at=first.posted_at,
            )
            for number in range(count)
        ]  # fmt: skip
        ReaderComment.objects.bulk_create(rows)
        first.conversation.__class__.objects.update(thread_count=count + 3, published_count=count + 3)
        settle(first, "published")
    api.read("comments/", page=post.pk)
    with CaptureQueriesContext(connection) as asked:
        api.get("/api/coprod/v1/comments/", {"page": post.pk})
    assert len(asked) <= 6
    assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"]]
    with CaptureQueriesContext(connection) as asked:
        api.get(f"/api/coprod/v1/conversations/{post.pk}/")
    assert len(asked) <= 6


@pytest.mark.parametrize("cursor", ["9" * 19 + ".1", "1." + "9" * 19, "-" + "9" * 19 + ".1"])
def test_a_cursor_that_no_database_holds_is_before_or_after_everything(api, post, cursor):
    ReaderCommentFactory(page=post)
    assert len(comments(api, post, cursor=cursor)["items"]) == (0 if cursor.startswith("9") else 1)


# Threads with many replies


@pytest.fixture
def few_shown(monkeypatch):
    monkeypatch.setattr(threads, "REPLIES_SHOWN", 3)


def thread_of(page, number):
    """A first comment, and so many replies of which each answers the one before."""
    first = answered = ReaderCommentFactory(page=page)
    replies = []
    for _one in range(number):
        answered = ReaderCommentFactory(page=page, reply_to=answered)
        replies.append(answered)
    first.refresh_from_db()
    return first, sorted(replies, key=lambda one: (one.sort_key, one.pk))


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (2, 2), (3, 3), (4, 3), (8, 3)])
def test_of_a_long_thread_the_first_replies_are_shown_and_all_are_counted(api, post, few_shown, number, shown):
    first, replies = thread_of(post, number)
    thread_of(post, 1)
    found = {thread["id"]: thread for thread in comments(api, post)["items"]}[first.pk]
    assert found["reply_count"] == number
    assert [reply["id"] for reply in found["replies"]] == [reply.pk for reply in replies[:shown]]
    assert (found["replies_cursor"] is None) == (number <= shown)


def test_the_cursor_leads_to_the_others(api, post, few_shown):
    first, replies = thread_of(post, 8)
    (thread,) = comments(api, post)["items"]
    found, cursor = [reply["id"] for reply in thread["replies"]], thread["replies_cursor"]
    while cursor:
        response = api.read(f"comments/{first.pk}/replies/", limit=2, cursor=cursor)
        page = response.json()
        assert page["count"] == 8
        found += [reply["id"] for reply in page["items"]]
        cursor = page["next_cursor"]
        assert ('rel="next"' in response.headers.get("Link", "")) == bool(cursor)
    assert found == [reply.pk for reply in replies]


def test_replies_say_who_they_answer_also_on_a_page_of_their_own(api, post):
    first, replies = thread_of(post, 3)
    with_thread = {reply["id"]: reply for reply in comments(api, post)["items"][0]["replies"]}
    alone = {reply["id"]: reply for reply in api.read(f"comments/{first.pk}/replies/").json()["items"]}
    assert alone.keys() == with_thread.keys()
    assert all("to " in reply["heading"] for reply in alone.values())


def test_links_lead_forward_and_back(api, post):
    for _one in range(5):
        ReaderCommentFactory(page=post)
    link = api.read("comments/", page=post.pk, limit=2, offset=2).headers["Link"]
    assert f"<?page={post.pk}&limit=2&cursor=" in link and 'rel="next"' in link
    assert f'<?page={post.pk}&limit=2>; rel="prev"' in link


def test_a_reply_that_is_hidden_is_not_counted(api, post):
    first, replies = thread_of(post, 3)
    HideComment(replies[-1] if replies[-1].answers.count() == 0 else replies[0], user=ModeratorFactory())()
    found = comments(api, post)["items"][0]
    assert found["reply_count"] == len(found["replies"])


@pytest.mark.parametrize("which", ["a reply", "a waiting one", "none"])
def test_only_a_first_comment_that_shows_has_replies(api, post, which):
    _first, (reply,) = thread_of(post, 1)
    waiting = ReaderCommentFactory(page=post, status="pending")
    pk = {"a reply": reply.pk, "a waiting one": waiting.pk, "none": 10**9}[which]
    assert api.read(f"comments/{pk}/replies/").status_code == 404


def test_a_thread_with_many_replies_takes_no_more_queries(api, post, few_shown):
    first, _replies = thread_of(post, 8)
    for path in (f"/api/coprod/v1/comments/?page={post.pk}", f"/api/coprod/v1/comments/{first.pk}/replies/"):
        api.get(path)
        with CaptureQueriesContext(connection) as asked:
            api.get(path)
        assert len(asked) <= 7
        assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"]]
