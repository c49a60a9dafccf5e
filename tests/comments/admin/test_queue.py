"""The list of comments as somebody works through it: tabs, rows that can be decided, and each comment's place in it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coprod_wagtail.comments.admin import listing
from coprod_wagtail.comments.admin.narrowing import numbers
from coprod_wagtail.comments.admin.rows import AT_ONCE, in_two
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import CommentRight, Conversation, ReaderComment
from coprod_wagtail.comments.moderation import counting, queue
from coprod_wagtail.comments.store.bulk import write
from tests.factories import ConversationPageFactory, ModeratorFactory, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
NOW = timezone.now()


@pytest.fixture
def client(moderator):
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def waiting(post):
    """Three, the one that has waited longest first."""
    return [
        ReaderCommentFactory(page=post, status=Status.PENDING, body=f"Words {days}.", received_at=NOW - timedelta(days))
        for days in (3, 2, 1)
    ]


def reading_url(comment, query=""):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk]) + query


def decide_url(comment, verb, query=""):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb]) + query


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ").split())


def tabs_of(page):
    return {text_of(link): link for link in page.select(".coprod-tabs a")}


def rows_of(page):
    return page.select(".coprod-queue tbody tr")


# Tabs


def test_each_status_has_a_tab_that_says_how_many_there_are(client, post, waiting):
    ReaderCommentFactory.create_batch(2, page=post)
    ReaderCommentFactory(page=post, status=Status.HIDDEN)
    tabs = tabs_of(soup(client.get(INDEX)))
    assert list(tabs) == ["Waiting 3", "Published 2", "Declined 0", "Hidden 1", "Spam 0", "All 6"]
    for link in tabs.values():
        number = int(text_of(link).split()[-1])
        assert len(rows_of(soup(client.get(link["href"])))) == number


@pytest.mark.parametrize("status", [Status.TAKEN_BACK, Status.ERASED])
def test_what_readers_do_themselves_has_a_tab_only_where_there_is_some(client, post, waiting, status):
    names = {Status.TAKEN_BACK: "Taken back 1", Status.ERASED: "Erased 1"}
    assert names[status] not in tabs_of(soup(client.get(INDEX)))
    ReaderCommentFactory(page=post, status=status)
    assert names[status] in tabs_of(soup(client.get(INDEX)))


def test_the_tab_one_is_on_says_so(client, waiting):
    for query, current in (("", "All 3"), ("?status=pending", "Waiting 3"), ("?status=spam", "Spam 0")):
        tabs = tabs_of(soup(client.get(INDEX + query)))
        assert [name for name, link in tabs.items() if link.get("aria-current") == "page"] == [current]


def test_tabs_keep_what_is_searched_and_filtered_for_and_count_it(client, post, root_page, waiting):
    elsewhere = ConversationPageFactory(parent=root_page)
    ReaderCommentFactory(page=elsewhere, status=Status.PENDING, body="The bus.")
    ReaderCommentFactory(page=elsewhere, body="A bus.")
    ReaderCommentFactory(page=elsewhere, body="A tram.")
    query = f"?q=bus&page={elsewhere.pk}&received_from=2020-01-01"
    tabs = tabs_of(soup(client.get(f"{INDEX}{query}&status=pending&p=1")))
    assert list(tabs) == ["Waiting 1", "Published 1", "Declined 0", "Hidden 0", "Spam 0", "All 2"]
    assert len(rows_of(soup(client.get(tabs["All 2"]["href"])))) == 2
    assert "p=" not in tabs["All 2"]["href"]


def test_the_tabs_are_drawn_anew_with_each_search(client, waiting):
    assert "Waiting 1" in tabs_of(soup(client.get(INDEX + "results/?q=Words+2")))


@pytest.fixture
def bounds(monkeypatch):
    """How far is counted: what is listed, and what another tab has of a narrowed list."""

    def set_bounds(listed, others):
        monkeypatch.setattr(numbers, "MOST_FOUND", listed)
        monkeypatch.setattr(listing, "MOST_FOUND", listed)
        monkeypatch.setattr(numbers, "MOST_COUNTED", others)

    return set_bounds


ONLY_THE_FIRST = "This list has the first 4. Search or filter to find any of the others."


def test_numbers_stop_where_nobody_goes_by_them(client, post, waiting, bounds):
    ReaderCommentFactory.create_batch(5, page=post)
    bounds(4, 2)
    page = soup(client.get(INDEX))
    # Nothing narrows it: each as far as a list goes.
    assert list(tabs_of(page)) == ["Waiting 3", "Published 4+", "Declined 0", "Hidden 0", "Spam 0", "All 4+"]
    assert "Words 3." in text_of(rows_of(page)[0])
    assert len(rows_of(page)) == 4
    assert ONLY_THE_FIRST in text_of(page)
    page = soup(client.get(f"{INDEX}?page={post.pk}&status=pending"))
    assert list(tabs_of(page)) == ["Waiting 3", "Published 2+", "Declined 0", "Hidden 0", "Spam 0", "All 5+"]
    assert "There are 3 matches" in text_of(page) and ONLY_THE_FIRST not in text_of(page)
    page = soup(client.get(f"{INDEX}?page={post.pk}&status=published"))
    assert list(tabs_of(page))[:2] == ["Waiting 2+", "Published 4+"]
    assert len(rows_of(page)) == 4
    assert "There are more than 4 matches" in text_of(page) and ONLY_THE_FIRST in text_of(page)


def test_a_list_of_all_has_no_gap_where_more_wait_than_it_holds(client, post, waiting, bounds):
    newest = ReaderCommentFactory(page=post, received_at=NOW)
    bounds(2, 2)
    shown = " ".join(map(text_of, rows_of(soup(client.get(INDEX)))))
    assert "Words 3." in shown and "Words 2." in shown
    assert "Words 1." not in shown and newest.body not in shown


def test_what_was_reported_stays_on_top_of_a_list_that_is_cut(client, post, waiting, bounds):
    ReaderCommentFactory(page=post, body="Told.", reported_since=NOW)
    bounds(2, 2)
    page = soup(client.get(INDEX))
    assert [("Told." in text_of(row), "Words 3." in text_of(row)) for row in rows_of(page)] == [
        (True, False),
        (False, True),
    ]
    assert "Reported 1" in tabs_of(page)
    assert len(rows_of(soup(client.get(INDEX + "?status=reported")))) == 1


def test_who_sees_a_part_is_told_so_many_and_more(client, post, waiting, monkeypatch):
    group = Group.objects.create(name="Volunteers")
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    CommentRight.objects.create(group=group, page=post)
    volunteer, user = Client(), UserFactory()
    user.groups.add(group)
    volunteer.force_login(user)
    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    assert "Reader comments (3)" in client.get(INDEX).content.decode()
    assert "Reader comments (2+)" in volunteer.get(INDEX).content.decode()
    assert "2+ reader comments waiting" in text_of(soup(volunteer.get("/admin/")))


def test_the_end_of_the_queue_is_said_in_words(client, post):
    ReaderCommentFactory(page=post)
    assert "No comment is waiting to be read." in text_of(soup(client.get(INDEX + "?status=pending")))
    assert "match your query" in text_of(soup(client.get(INDEX + "?status=pending&q=bus")))


def test_the_status_is_said_once_where_all_rows_have_the_same(client, post, waiting):
    page = soup(client.get(INDEX))
    assert not page.select(".coprod-queue .w-status")
    assert text_of(page).count("Waiting to be read") == 2  # once above the list, once among the filters
    assert not soup(client.get(INDEX + "?status=pending")).select(".coprod-queue__only")
    ReaderCommentFactory(page=post)
    page = soup(client.get(INDEX))
    assert [text_of(tag) for tag in page.select(".coprod-queue .w-status")] == ["Waiting to be read"] * 3 + [
        "Published"
    ]


# Rows


def test_a_row_begins_with_the_words_and_names_the_writer_once(client, post):
    parent = ReaderCommentFactory(page=post, author_name="Ann")
    ReaderCommentFactory(page=post, author_name="Sam", body="The bus.", reply_to=parent, status=Status.PENDING)
    [row] = rows_of(soup(client.get(INDEX + "?status=pending")))
    words = text_of(row)
    assert words.startswith("The bus. Sam on A good week")
    assert words.count("Sam") == 1
    assert "in answer to Ann" in words


def test_long_words_are_all_there_and_the_rest_opens_without_scripts(client, post):
    body = " ".join(f"word{number}" for number in range(400))
    ReaderCommentFactory(page=post, body=body, status=Status.PENDING)
    [row] = rows_of(soup(client.get(INDEX)))
    shown, rest = row.select_one(".coprod-queue__words > div"), row.select_one("details div")
    assert text_of(row.select_one("summary")) == "Read the rest"
    assert f"{text_of(shown)} {text_of(rest)}".replace(" … … ", " ") == body


@pytest.mark.sampled
@pytest.mark.parametrize("words", ["", "short", "x" * AT_ONCE, "x" * (AT_ONCE + 1), "two words " * 300, "线" * 2000])
def test_words_in_two_are_all_the_words(words):
    first, rest = in_two(words)
    assert (first + rest).replace(" ", "") == words.replace(" ", "")
    assert len(first) <= AT_ONCE
    assert bool(rest) == (len(words) > AT_ONCE)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        (Status.PENDING, ["Publish", "Decline", "Mark as spam", "Open"]),
        (Status.PUBLISHED, ["Hide", "Open"]),
        (Status.HIDDEN, ["Publish", "Mark as spam", "Open"]),
        (Status.TAKEN_BACK, ["Open"]),
    ],
)
def test_a_row_offers_what_can_be_decided(client, post, status, buttons):
    comment = ReaderCommentFactory(page=post, status=status)
    [row] = rows_of(soup(client.get(INDEX)))
    offered = row.select(".coprod-row-decisions :is(button, a)")
    # Each says which comment it is about to whoever does not see the row.
    assert [text_of(button) for button in offered] == [f"{name} Reader comment {comment.pk}" for name in buttons]


def press(client, row, name, **given):
    """The button of a row, as a browser without scripts does it."""
    button = next(button for button in row.select("button") if text_of(button).startswith(name))
    fields = {field["name"]: field["value"] for field in row.select("input[name]")}
    return client.post(button["formaction"], fields | given)


def test_a_row_is_decided_and_one_is_back_in_the_list(moderator, waiting):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    rows = rows_of(soup(client.get(INDEX + "?status=pending&q=words")))
    response = press(client, rows[1], "Decline", reason="unkind")
    # At the row that comes next, so that nobody has to look for where they were.
    assert response.url == f"{INDEX}?status=pending&q=words#reader-comment_{waiting[2].pk}_title"
    assert rows[2].select_one(f"#reader-comment_{waiting[2].pk}_title")
    assert ReaderComment.objects.get(pk=waiting[1].pk).status == Status.DECLINED
    page = soup(client.get(response.url))
    assert f"Reader comment {waiting[1].pk} will not be published." in text_of(page.select_one(".messages"))
    assert len(rows_of(page)) == 2


def test_after_the_first_row_and_the_last_one_is_at_the_top(client, waiting):
    rows = rows_of(soup(client.get(INDEX)))
    assert press(client, rows[0], "Publish").url == INDEX
    assert press(client, rows[2], "Publish").url == INDEX


def test_undoing_leads_back_to_the_row_in_the_list(client, waiting):
    rows = rows_of(soup(client.get(INDEX + "?status=pending")))
    undo = soup(client.get(press(client, rows[1], "Publish").url)).select_one(".coprod-undo")
    response = client.post(undo["action"], {field["name"]: field["value"] for field in undo.select("input[name]")})
    assert response.url == f"{INDEX}?status=pending#reader-comment_{waiting[1].pk}_title"
    assert ReaderComment.objects.get(pk=waiting[1].pk).status == Status.PENDING


def test_who_is_slower_in_the_list_is_told_there(client, waiting):
    rows = rows_of(soup(client.get(INDEX)))
    quick = Client()
    quick.force_login(ModeratorFactory(first_name="Quick", last_name="Quinn"))
    quick.post(decide_url(waiting[1], "mark-spam"))
    response = press(client, rows[1], "Publish")
    assert response.url.startswith(INDEX + "#")
    words = text_of(soup(client.get(response.url)).select_one(".messages"))
    assert "Quick Quinn was quicker" in words and "It is now: Spam." in words
    assert ReaderComment.objects.get(pk=waiting[1].pk).status == Status.SPAM


def test_a_row_leads_nowhere_else(client, waiting):
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        comment = ReaderComment.objects.awaiting_moderation().first()
        assert "example.org" not in client.post(decide_url(comment, "publish"), {"next": elsewhere}).url


# The thread around a comment


def test_what_was_said_around_a_comment_is_one_press_away_in_reading_order(client, post):
    first = ReaderCommentFactory(page=post, author_name="Ann", posted_at=NOW - timedelta(5))
    others = [
        ReaderCommentFactory(page=post, reply_to=first, status=status, posted_at=NOW - timedelta(days))
        for days, status in ((4, Status.PUBLISHED), (3, Status.PENDING), (2, Status.HIDDEN))
    ]
    ReaderCommentFactory(page=post)
    rows = rows_of(soup(client.get(INDEX + "?status=pending")))
    link = rows[0].select_one(".coprod-queue__around")["href"]
    from_the_comment = [link["href"] for link in soup(client.get(reading_url(others[1]))).select(".coprod-reading a")]
    assert link in from_the_comment
    thread = client.get(link)
    assert [comment.pk for comment in thread.context["object_list"]] == [first.pk, *(other.pk for other in others)]
    assert len(soup(thread).select(".coprod-queue .w-status")) == 4


@pytest.mark.sampled
@pytest.mark.parametrize("number", ["0", "-1", "999999", "x", "9" * 40, "1 2"])
def test_around_no_comment_nothing_is_listed(client, waiting, number):
    assert not rows_of(soup(client.get(INDEX, {"around": number})))


# One comment's place in the list


def place_in(page):
    nav = page.select_one(".coprod-place")
    return text_of(nav) if nav else None


def test_a_comment_that_waits_says_which_of_how_many_it_is(client, waiting):
    first, second, third = (soup(client.get(reading_url(comment))) for comment in waiting)
    assert [place_in(page) for page in (first, second, third)] == [
        "1 of 3 Next",
        "Previous 2 of 3 Next",
        "Previous 3 of 3",
    ]
    links = {link.get("rel", [None])[0]: link["href"] for link in second.select(".coprod-place a")}
    assert links["prev"] == reading_url(waiting[0])
    assert links["next"] == reading_url(waiting[2])
    assert links[None] == f"{INDEX}?status=pending"


def test_a_comment_found_in_a_list_knows_its_place_there_and_keeps_to_it(client, post, waiting):
    hidden = [
        ReaderCommentFactory(page=post, status=Status.HIDDEN, body=body, received_at=NOW - timedelta(days))
        for days, body in ((1, "Trams."), (2, "A bus."), (3, "My bus."))
    ]
    query = "?status=hidden&q=bus"
    rows = rows_of(soup(client.get(INDEX + query)))
    assert rows[1].select_one("a")["href"] == reading_url(hidden[2], query)
    page = soup(client.get(reading_url(hidden[2], query)))
    assert place_in(page) == "Previous 2 of 2"
    assert page.select_one('.coprod-place a[rel="prev"]')["href"] == reading_url(hidden[1], query)
    assert page.select_one(".coprod-decisions button")["formaction"].endswith(query)


@pytest.mark.parametrize("query", ["", "?status=pending", "?q=words"])
def test_those_that_readers_told_us_about_come_first_here_too(client, waiting, query):
    told = waiting[-1]
    ReaderComment.objects.filter(pk=told.pk).update(reported_since=NOW)
    told.reports.create(reason="unkind")
    pages = [soup(client.get(reading_url(one, query))) for one in (told, waiting[0])]
    assert [place_in(page).split()[0] for page in pages] == ["1", "Previous"]
    assert pages[1].select_one('.coprod-place a[rel="prev"]')["href"] == reading_url(told, query)


def test_deciding_goes_on_in_the_same_list(client, post, waiting):
    query = "?status=pending&q=words"
    ReaderCommentFactory(page=post, status=Status.PENDING, body="Something else", received_at=NOW - timedelta(9))
    assert client.post(decide_url(waiting[0], "publish", query)).url == reading_url(waiting[1], query)
    assert client.post(decide_url(waiting[2], "publish", query)).url == reading_url(waiting[1], query)
    assert client.post(decide_url(waiting[1], "publish", query)).url == INDEX + query


def test_a_comment_that_is_not_in_the_list_has_no_place_in_it(client, post, waiting):
    published = ReaderCommentFactory(page=post)
    assert place_in(soup(client.get(reading_url(published)))) is None
    assert place_in(soup(client.get(reading_url(published, "?status=pending")))) is None


def test_where_there_are_too_many_to_count_it_says_so(client, waiting, monkeypatch):
    monkeypatch.setattr(queue, "IN_SIGHT", 2)
    assert place_in(soup(client.get(reading_url(waiting[0])))) == "1 of more than 2 Next"
    assert place_in(soup(client.get(reading_url(waiting[2])))) is None
    # Reading on is possible all the same.
    assert reading_url(waiting[0]) in client.get(reading_url(waiting[2])).content.decode()


def test_leaving_it_for_now_is_a_button_like_the_others(client, waiting):
    page = soup(client.get(reading_url(waiting[2])))
    buttons = page.select(".coprod-decisions .button")
    assert [text_of(button) for button in buttons] == ["Publish", "Decline", "Mark as spam", "Leave it for now"]
    assert [text_of(button) for button in buttons if "button-secondary" not in button["class"]] == ["Publish"]
    assert buttons[-1]["href"] == reading_url(waiting[0])


# Searching


@pytest.mark.parametrize("words", ["I don't", "I don’t", "I don`t"])
@pytest.mark.parametrize("wanted", ["don't", "don’t", "DONʼT"])
def test_any_apostrophe_finds_any_other(client, post, words, wanted):
    ReaderCommentFactory(page=post, body=words, status=Status.PENDING)
    assert len(rows_of(soup(client.get(INDEX, {"q": wanted})))) == 1


@pytest.mark.parametrize("words", ['"Twenty-two"', "“Twenty–two”", "„Twenty‑two“", "«Twenty—two»"])
@pytest.mark.parametrize("wanted", ['"twenty-two"', "“twenty–two”"])
def test_so_does_any_quotation_mark_and_any_dash(client, post, words, wanted):
    ReaderCommentFactory(page=post, body=words, status=Status.PENDING)
    assert len(rows_of(soup(client.get(INDEX, {"q": wanted})))) == 1


def test_a_search_that_is_too_long_is_told_and_finds_nothing(client, waiting):
    longest = "w" * listing.SEARCH_LENGTH
    ReaderCommentFactory(page=waiting[0].page, body=f"See {longest}!", status=Status.PENDING)
    assert len(rows_of(soup(client.get(INDEX, {"q": longest})))) == 1
    page = soup(client.get(INDEX, {"q": longest + "w"}))
    assert not rows_of(page)
    assert "Your search is too long. Use up to 100 letters." in text_of(page)


def test_nothing_is_decided_for_a_search_that_is_too_long(client, waiting):
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "publish"])
    client.post(f"{address}?id=all&q={'w' * 2000}")
    assert not ReaderComment.objects.filter(status=Status.PUBLISHED)


def test_all_words_are_looked_through_once(client, waiting):
    client.get(INDEX)
    for query in ({"q": "words"}, {"q": "words", "status": "pending"}, {"q": "nothing like it"}):
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX, query)
        assert len([query for query in queries if "REGEXP" in query["sql"].upper() or "~*" in query["sql"]]) == 1


# Queries


@pytest.mark.parametrize(
    ("url", "limit"),
    [
        (INDEX, 13),
        (INDEX + "?status=pending", 12),
        (INDEX + "?status=published", 12),
        # PostgreSQL is asked for its index.
        (INDEX + "?q=words", 13),
        (INDEX + "?ordering=received_at", 12),
        (INDEX + "results/", 9),
        # Those that readers told us about come first, by a query of their own.
        ("one", 16),
        ("one of a list", 16),
        ("/admin/bulk/coprod_comments/readercomment/publish/?id=all", 11),
    ],
)
def test_no_screen_costs_more_for_many_than_for_five(client, post, root_page, url, limit):
    parent = ReaderCommentFactory(page=post, author_name="Ann")

    def add(how_many):
        pages = [post, ConversationPageFactory(parent=root_page)]
        conversations = [Conversation.objects.get_or_create(page=page)[0] for page in pages]
        comments = [
            ReaderCommentFactory.build(
                page=pages[number % 2],
                conversation=conversations[number % 2],
                status=Status.PENDING if number % 3 else Status.HIDDEN,
                body="words",
            )
            for number in range(how_many)
        ]
        write([(comment, parent if number % 2 == 0 else None) for number, comment in enumerate(comments)])

    def queries():
        comment = ReaderComment.objects.awaiting_moderation().order_by("received_at").first()
        there = {"one": reading_url(comment), "one of a list": reading_url(comment, "?status=pending")}.get(url, url)
        client.get(there)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(there).status_code == 200
        return len(captured)

    add(5)
    few = queries()
    add(495)
    assert queries() <= few <= limit
