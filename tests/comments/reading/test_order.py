"""Newest threads first, for who asks: on pages and over JSON, at every door and all the way through."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.reading.page import read
from tests.api.client import ApiClient
from tests.factories import ReaderCommentFactory

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

NEWEST = "?order=newest"


@pytest.fixture
def threads(post, settings):
    """Five on three pages, two of them at the same moment; the second has replies. By their numbers, oldest first."""
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2, "TOO_SOON_SECONDS": 0}
    begin = timezone.now() - timedelta(days=9)
    lost = {"posted_at": None, "posted_precision": DatePrecision.UNKNOWN}
    made = [ReaderCommentFactory(page=post, body="T0", **lost)]
    for number, day in enumerate((1, 2, 2, 3), start=1):
        made.append(ReaderCommentFactory(page=post, body=f"T{number}", posted_at=begin + timedelta(days=day)))
    for number in range(2):
        at = begin + timedelta(days=4 + number)
        ReaderCommentFactory(page=post, body=f"R{number}", posted_at=at, reply_to=made[1])
    return made


def view(client, page, query=""):
    return BeautifulSoup(client.get(f"{page.url}{query}").content, "html.parser")


def said(drawn):
    return [body.get_text() for body in drawn.select("#comments .coprod-comment__body")]


def link(drawn, words):
    return next(one["href"] for one in drawn.select("#comments a") if one.get_text() == words)


@pytest.mark.shape
def test_a_link_turns_the_threads_round_and_replies_stay_as_they_were(client, post, threads):
    oldest = view(client, post)
    assert said(oldest) == ["T0", "T1", "R0", "R1"]
    order = oldest.select_one(".coprod-order")
    assert (order.span["aria-current"], order.span.get_text(), order.a["rel"]) == ("true", "Oldest first", ["nofollow"])
    newest = view(client, post, NEWEST)
    assert link(oldest, "Newest first").endswith(f"{NEWEST}#comments")
    assert said(newest) == ["T4", "T3"]
    assert newest.select_one(".coprod-order span").get_text() == "Newest first"
    assert link(newest, "Oldest first") == f"{post.url}#comments"


def test_it_stays_from_page_to_page_and_back(client, post, threads):
    drawn, seen = view(client, post, NEWEST), []
    seen += said(drawn)
    for _page in range(2):
        there = link(drawn, "Earlier comments")
        assert "order=newest" in there
        drawn = view(client, post, there.removeprefix(post.url).split("#")[0])
        seen += said(drawn)
    assert seen == ["T4", "T3", "T2", "T1", "R0", "R1", "T0"]
    assert [one["rel"] for one in drawn.select(".coprod-pagination a")] == [["prev"]]
    assert said(view(client, post, link(drawn, "Later comments").removeprefix(post.url).split("#")[0]))[0] == "T2"


def test_a_link_to_a_comment_finds_it_in_either_order(client, post, threads):
    for number, thread in enumerate(threads):
        for order in ("", "&order=newest"):
            drawn = view(client, post, f"?comment={thread.pk}{order}")
            assert said(drawn)[0] == f"T{number}"
            here = drawn.select_one(f"#comment-{thread.pk} .coprod-comment__link")["href"]
            assert f"comment={thread.pk}" in here and ("order=newest" in here) is bool(order)


def test_around_a_comment_nothing_is_left_out_and_nothing_comes_twice(post, threads):
    middle = read(post, around_id=threads[2].pk, newest=True)
    assert [item.comment.pk for item in middle.items if not item.is_reply] == [threads[2].pk, threads[1].pk]
    assert middle.later == f"?comment={threads[0].pk}&order=newest"
    assert middle.earlier == f"?comment={threads[4].pk}&order=newest"
    assert read(post, around_id=threads[4].pk, newest=True).earlier is None
    assert read(post, around_id=threads[0].pk, newest=True).later is None
    assert read(post, around_id=threads[3].pk, newest=True).earlier == "?order=newest"


def test_where_there_is_one_thread_there_is_no_order(client, post):
    ReaderCommentFactory(page=post)
    assert not view(client, post).select(".coprod-order")


def test_writing_leads_back_to_the_order_one_came_from(client, post, threads):
    reply = view(client, post, NEWEST).select_one("button[name=reply]")
    data = drawn_fields(client, f"{post.url}{NEWEST}") | words()
    action = data.pop("action")
    for more in ({"reply": reply["value"]}, {"author_name": ""}):
        again = soup(client.post(action, data | more, headers=SAME_ORIGIN))
        assert again.select_one(".coprod-order span").get_text() == "Newest first"
        assert again.select_one("#form [name=order]")["value"] == "newest"
    step = soup(client.post(action, data | {"step": "name"}, headers=SAME_ORIGIN))
    assert step.select_one("[name=order]")["value"] == "newest"
    sent = client.post(action, data, headers=SAME_ORIGIN)
    place = sent["Location"].split("#")[0]
    assert place.endswith(NEWEST)
    slip = soup(client.get(place))
    back = [one["href"] for one in slip.select(".coprod-slip a") if one["href"].startswith(post.url)]
    assert back == [f"{post.url}{NEWEST}"]
    assert "order" not in slip.select_one("#coprod-address")["value"]
    assert "order" not in send(client, post, **words(body="Another."))["Location"]


def test_the_other_order_goes_with_what_was_typed(client, post, threads):
    for query, wanted in (("", "Newest first"), (NEWEST, "Oldest first")):
        button = view(client, post, query).select_one(".coprod-order button")
        data = drawn_fields(client, f"{post.url}{query}") | {"body": "Half a"}
        data.pop("action")
        again = soup(client.post(button["formaction"], data | {"page": button["value"]}, headers=SAME_ORIGIN))
        assert again.select_one(".coprod-order span").get_text() == wanted
        assert bool(again.select_one("#form [name=order]")) is (wanted == "Newest first")
        assert again.textarea.get_text().strip() == "Half a"


@pytest.mark.shape
def test_search_engines_are_told_that_it_is_the_same_page(client, post, threads):
    assert client.get(f"{post.url}{NEWEST}")["Link"] == f'<{post.full_url}>; rel="canonical"'
    assert not client.get(post.url).has_header("Link")


def test_nothing_that_is_kept_is_given_in_the_other_order(client, post, threads, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"PAGE_CACHE_SECONDS": 60, "ETAG_BEFORE_DRAWING": True}
    tags = {client.get(f"{post.url}{query}")["ETag"] for query in ("", NEWEST)}
    assert len(tags) == 2
    for _kept in range(2):
        assert said(view(client, post))[0] == "T0"
        assert said(view(client, post, NEWEST))[0] == "T4"
    assert "s-maxage" not in client.get(f"{post.url}{NEWEST}")["Cache-Control"]


@pytest.mark.shape
@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_a_cursor_goes_through_all_of_them_in_either_order(post, threads, order):
    api, seen, query = ApiClient(), [], {}
    while query is not None:
        found = api.read("comments/", page=post.pk, order=order, limit=2, **query).json()
        seen += [item["body"] for item in found["items"]]
        query = {"cursor": found["next_cursor"]} if found["next_cursor"] else None
    assert seen == (["T0", "T1", "T2", "T3", "T4"] if order == "oldest" else ["T4", "T3", "T2", "T1", "T0"])
    second = api.read("comments/", page=post.pk, order=order, limit=1, offset=1).json()["items"]
    assert [item["body"] for item in second] == seen[1:2]
    replies = [item["replies"] for item in api.read("comments/", page=post.pk, order=order).json()["items"]]
    assert [[reply["body"] for reply in thread] for thread in replies if thread] == [["R0", "R1"]]


def test_a_cursor_is_no_worse_for_what_came_meanwhile(post, threads):
    api = ApiClient()
    first = api.read("comments/", page=post.pk, order="newest", limit=2).json()
    ReaderCommentFactory(page=post, body="T5", posted_at=timezone.now())
    later = api.read("comments/", page=post.pk, order="newest", limit=2, cursor=first["next_cursor"]).json()
    assert [item["body"] for item in later["items"]] == ["T2", "T1"]


def test_no_other_order_is_known_and_none_is_an_error_on_pages(client, post, threads):
    asked = client.get("/api/coprod/v1/comments/", {"page": post.pk, "order": "best"})
    assert asked.status_code == 422
    assert said(view(client, post, "?order=best"))[0] == "T0"


def test_it_asks_the_database_no_more(post, threads, django_assert_num_queries):
    for newest in (False, True):
        with django_assert_num_queries(3):
            assert read(post, newest=newest).items
        del post._coprod_conversation
    assert ReaderComment.objects.count() == 7
