"""A conversation as it is read: structure, order, dates, names, pages, closed and hidden ones."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision, Status
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.comments.reading.page import read
from coprod_wagtail.text.numbers import whole_number
from tests.factories import ReaderCommentFactory

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MAY_4 = datetime(2026, 5, 4, 10, tzinfo=UTC)


def old_comment(post, **kwargs):
    defaults = {
        "author_name": "",
        "author_kind": AuthorKind.UNKNOWN,
        "posted_at": None,
        "posted_precision": DatePrecision.UNKNOWN,
    }
    return ReaderCommentFactory(page=post, **defaults | kwargs)


def drawn(client, url, comment):
    return soup(client.get(url)).select_one(f"#comment-{comment.pk}")


# Structure


@pytest.mark.shape
def test_a_thread_is_a_list_of_articles_with_headings(client, post):
    sam = ReaderCommentFactory(page=post, author_name="Sam", posted_at=MAY_4)
    ann = ReaderCommentFactory(page=post, author_name="Ann", posted_at=MAY_4 + timedelta(days=1), reply_to=sam)
    page = soup(client.get(post.url))
    section = page.select_one("section#comments")
    assert page.find(id=section["aria-labelledby"]).get_text(strip=True) == "Comments (2)"
    article = section.select_one("ol > li > article")
    assert article["id"] == f"comment-{sam.pk}"
    assert page.find(id=article["aria-labelledby"]).name == "h3"
    assert article.h3.get_text() == "Sam 4 May 2026"
    assert article.time["datetime"] == "2026-05-04"
    reply = section.select_one("ol > li > ol > li > article")
    assert reply["id"] == f"comment-{ann.pk}"
    assert reply.h4.get_text() == "Ann, to Sam 5 May 2026"


def test_replies_to_replies_stay_one_step_in(client, post):
    first = ReaderCommentFactory(page=post, posted_at=MAY_4)
    second = ReaderCommentFactory(page=post, author_name="Ann", reply_to=first, posted_at=MAY_4 + timedelta(hours=1))
    third = ReaderCommentFactory(page=post, reply_to=second, posted_at=MAY_4 + timedelta(hours=2))
    page = soup(client.get(post.url))
    assert len(page.select("ol ol")) == 1
    assert [item["id"] for item in page.select("ol ol article")] == [f"comment-{c.pk}" for c in (second, third)]
    assert drawn(client, post.url, third).select_one(f'a[href="#comment-{second.pk}"]')


def test_several_threads_are_well_formed(client, post):
    threads = [ReaderCommentFactory(page=post, posted_at=MAY_4 + timedelta(days=n)) for n in range(3)]
    for parent in (threads[0], threads[0], threads[2]):
        ReaderCommentFactory(page=post, reply_to=parent, posted_at=MAY_4 + timedelta(days=9))
    page = soup(client.get(post.url))
    top = page.select(".coprod-thread > li")
    assert [item.article["id"] for item in top] == [f"comment-{comment.pk}" for comment in threads]
    assert [len(item.select("ol.coprod-replies > li")) for item in top] == [2, 0, 1]


def test_names_and_words_of_hostile_people_are_text(client, post):
    comment = ReaderCommentFactory(
        page=post, author_name="<script>alert(1)</script>{name}%s", body="<script>alert(2)</script>"
    )
    ReaderCommentFactory(page=post, reply_to=comment, author_name="{to}<b>")
    response = client.get(f"{post.url}?reply={comment.pk}")
    assert not soup(response).select("#comments script, #comments b")
    assert "<script>alert" not in response.content.decode()
    assert "<script>alert(1)</script>{name}%s" in drawn(client, post.url, comment).h3.get_text()


@pytest.mark.accessibility(
    "Languages of comments", "Where a comment's language is known and another than the page's, it is marked", "3.1.2"
)
def test_words_in_another_language_say_which(client, post):
    welsh = ReaderCommentFactory(page=post, language="cy", body="Diolch")
    english = ReaderCommentFactory(page=post, language="en-gb")
    assert drawn(client, post.url, welsh).select_one(".coprod-comment__body").attrs["lang"] == "cy"
    body = drawn(client, post.url, english).select_one(".coprod-comment__body")
    assert "lang" not in body.attrs and body["dir"] == "auto"


def test_reply_buttons_are_each_their_own(client, post):
    for name in ("Sam", "Sam", "Ann"):
        ReaderCommentFactory(page=post, author_name=name)
    buttons = soup(client.get(post.url)).select(".coprod-comment__actions button")
    assert len({button["value"] for button in buttons}) == 3
    assert {(button["name"], button["form"], button["type"]) for button in buttons} == {
        ("reply", "coprod-form", "submit")
    }
    names = sorted(button.get_text().strip().partition(",")[0] for button in buttons)
    assert names == ["Reply to Ann", "Reply to Sam", "Reply to Sam"]


@pytest.mark.shape
def test_the_form_answers_the_chosen_comment(client, post):
    comment = ReaderCommentFactory(page=post, author_name="Sam")
    page = soup(client.get(f"{post.url}?reply={comment.pk}"))
    assert page.select_one("#form h2").get_text() == "Reply to Sam"
    assert page.select_one("input[name=reply_to]")["value"] == str(comment.pk)
    assert page.select_one("#form blockquote").get_text() == comment.body


def test_a_long_comment_is_quoted_by_its_first_words_with_a_way_to_the_rest(client, post):
    comment = ReaderCommentFactory(page=post, body="One word after the other.\n\n" * 12)
    form = soup(client.get(f"{post.url}?reply={comment.pk}")).select_one("#form")
    assert form.blockquote.get_text().count("One word") == 6
    assert form.blockquote.get_text().endswith("…")
    assert form.find("a", string="Read the whole comment")["href"] == f"#comment-{comment.pk}"


@pytest.mark.parametrize("reply", ["0", "999999", "-3", "x", "9" * 40, "", "%00"])
def test_a_reply_link_that_leads_nowhere_draws_the_ordinary_form(client, post, reply):
    page = soup(client.get(f"{post.url}?reply={reply}"))
    assert page.select_one("#form h2").get_text(strip=True) == "Say what you think"
    assert page.select_one("input[name=reply_to]").get("value", "") == ""


# Order, lost names and dates


def test_undated_ones_come_first_in_their_old_order_then_oldest_first(post):
    late = ReaderCommentFactory(page=post, posted_at=MAY_4)
    early = ReaderCommentFactory(page=post, posted_at=datetime(1969, 1, 1, tzinfo=UTC))
    second = old_comment(post, position=2)
    first = old_comment(post, position=1)
    assert [item.pk for item in read(post).items] == [first.pk, second.pk, early.pk, late.pk]


def test_a_lost_name_and_date_are_said_plainly_and_nowhere_else(client, post):
    comment = old_comment(post, author_name="Old Site User")
    article = drawn(client, post.url, comment)
    assert "Written by a reader on our old website. We no longer have their name or the date." in article.get_text()
    assert article.time is None
    assert "Old Site User" not in client.get(post.url).content.decode()
    feed = client.get(f"/comments/{post.pk}/feed/").content.decode()
    assert "pubDate" not in feed and "creator" not in feed and "Old Site User" not in feed


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("precision", "heading", "machine"),
    [
        (DatePrecision.EXACT, "Sam 4 May 2026", "2026-05-04"),
        (DatePrecision.DAY, "Sam 4 May 2026", "2026-05-04"),
        (DatePrecision.MONTH, "Sam May 2026", "2026-05"),
        (DatePrecision.YEAR, "Sam 2026", "2026"),
    ],
)
def test_a_date_is_no_more_exact_than_we_know(client, post, precision, heading, machine):
    comment = ReaderCommentFactory(page=post, author_name="Sam", posted_at=MAY_4, posted_precision=precision)
    article = drawn(client, post.url, comment)
    assert article.h3.get_text() == heading
    assert article.time["datetime"] == machine


def test_a_name_without_a_date_and_a_date_without_a_name(client, post):
    undated = old_comment(post, author_name="Sam", author_kind=AuthorKind.GUEST)
    nameless = ReaderCommentFactory(page=post, author_name="", author_kind=AuthorKind.UNKNOWN, posted_at=MAY_4)
    assert drawn(client, post.url, undated).h3.get_text() == "Sam Link to this comment"
    assert "We no longer have the date." in drawn(client, post.url, undated).get_text()
    assert "We no longer have their name." in drawn(client, post.url, nameless).get_text()
    assert drawn(client, post.url, nameless).h3.get_text() == "A reader of our old website 4 May 2026"
    assert drawn(client, post.url, nameless).time


# Tombstones


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.HIDDEN, "We took this comment off the page."),
        (Status.TAKEN_BACK, "The person who wrote this took it back."),
        (Status.ERASED, "This comment was removed."),
    ],
)
def test_an_answered_comment_that_went_leaves_a_plain_line(client, post, status, said):
    first = ReaderCommentFactory(page=post, status=status, author_name="Secret Sam", body="secret words")
    reply = ReaderCommentFactory(page=post, reply_to=first, author_name="Ann", posted_at=MAY_4)
    response = client.get(post.url)
    stone = soup(response).select_one(f"#comment-{first.pk}")
    assert said in stone.get_text()
    assert "secret" not in response.content.decode().lower()
    assert not stone.select("button[name=reply]")
    assert drawn(client, post.url, reply).h4.get_text() == "Ann, to a comment that is no longer here 4 May 2026"
    assert drawn(client, post.url, reply).select("button[name=reply]")


def test_nobody_can_answer_a_tombstone(client, post):
    first = ReaderCommentFactory(page=post, status=Status.HIDDEN)
    ReaderCommentFactory(page=post, reply_to=first)
    page = soup(client.get(f"{post.url}?reply={first.pk}"))
    assert page.select_one("input[name=reply_to]").get("value", "") == ""


# Pages


@pytest.fixture
def many(post, settings):
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
    threads = [ReaderCommentFactory(page=post, posted_at=MAY_4 + timedelta(days=n)) for n in range(5)]
    ReaderCommentFactory(page=post, reply_to=threads[4], posted_at=MAY_4 + timedelta(days=9))
    return threads


def shown(client, url):
    return [article["id"] for article in soup(client.get(url)).select(".coprod-thread > li > article")]


@pytest.mark.shape
def test_threads_come_in_pages_with_real_links(client, post, many):
    ids = [f"comment-{comment.pk}" for comment in many]
    assert shown(client, post.url) == ids[:2]
    later = soup(client.get(post.url)).select_one('.coprod-pagination a[rel="next"]')
    assert later.get_text() == "Later comments"
    assert shown(client, later["href"].split("#")[0]) == ids[2:4]
    assert shown(client, f"{post.url}?comments=3") == ids[4:]


@pytest.mark.sampled
@pytest.mark.parametrize(("number", "first"), [("99", 4), ("0", 0), ("-1", 0), ("x", 0), ("9" * 50, 0), ("", 0)])
def test_page_numbers_that_lead_nowhere_give_the_nearest_page(client, post, many, number, first):
    assert shown(client, f"{post.url}?comments={number}")[0] == f"comment-{many[first].pk}"


@pytest.mark.shape
def test_a_link_to_a_comment_opens_the_page_it_is_on(client, post, many):
    reply = many[4].replies.get()
    for comment in (many[4], reply):
        assert shown(client, f"{post.url}?comment={comment.pk}") == [f"comment-{many[4].pk}"]
        assert shown(client, f"{post.url}?reply={comment.pk}") == [f"comment-{many[4].pk}"]


def test_from_there_one_can_read_on_in_both_directions(client, post, many):
    def to(link):
        return soup(client.get(link["href"].split("#")[0]))

    def ids(page):
        return [article["id"] for article in page.select(".coprod-thread > li > article")]

    expected = [f"comment-{comment.pk}" for comment in many]
    page = soup(client.get(f"{post.url}?comment={many[3].pk}"))
    assert ids(page) == expected[3:]
    assert not page.select('a[rel="next"]') and not page.select('.coprod-pagination [aria-current="page"]')
    earlier = to(page.select_one('a[rel="prev"]'))
    assert ids(earlier) == expected[1:3]
    assert ids(to(earlier.select_one('a[rel="next"]'))) == expected[3:]
    beginning = earlier.select_one('a[rel="prev"]')
    assert ids(to(beginning)) == expected[:2] and "?" not in beginning["href"]
    assert ids(to(page.find("a", string="From the first comment"))) == expected[:2]
    above = page.select_one(".coprod-thread").find_previous("a", string="Earlier comments")
    assert (above.get_text(), ids(to(above))) == ("Earlier comments", expected[1:3])


def test_the_first_comment_has_none_before_it(client, post, many):
    page = soup(client.get(f"{post.url}?comment={many[0].pk}"))
    assert not page.find_all("a", string=["Earlier comments", "From the first comment"])
    assert page.select_one('a[rel="next"]')["href"] == f"{post.url}?comment={many[2].pk}#comments"


def test_of_comments_from_the_same_moment_none_is_left_out(client, post, settings):
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
    comments = [ReaderCommentFactory(page=post, posted_at=MAY_4) for _number in range(6)]
    ids = [f"comment-{comment.pk}" for comment in comments]
    assert shown(client, f"{post.url}?comment={comments[2].pk}") == ids[2:4]
    page = soup(client.get(f"{post.url}?comment={comments[2].pk}"))
    assert shown(client, page.select_one('a[rel="next"]')["href"].split("#")[0]) == ids[4:]
    assert shown(client, page.select_one('a[rel="prev"]')["href"].split("#")[0]) == ids[:2]


@pytest.mark.parametrize("gone", [{"status": Status.HIDDEN}, {"status": Status.PENDING}])
def test_a_link_to_a_comment_that_is_not_shown_opens_the_first_page(client, post, many, gone):
    comment = ReaderCommentFactory(page=post, **gone)
    assert shown(client, f"{post.url}?comment={comment.pk}")[0] == f"comment-{many[0].pk}"


def test_a_link_to_a_comment_in_a_short_conversation_shows_all_of_it(client, post):
    comments = [ReaderCommentFactory(page=post, posted_at=MAY_4 + timedelta(days=n)) for n in range(3)]
    assert len(shown(client, f"{post.url}?comment={comments[2].pk}")) == 3


def test_the_count_is_of_all_pages(client, post, many):
    assert soup(client.get(f"{post.url}?comments=2")).select_one("#comments-title").get_text() == "Comments (6)"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "number"), [("5", 5), ("0", None), ("²", None), ("٣", None), (None, None), ("9" * 17, None)]
)
def test_whole_numbers(text, number):
    assert whole_number(text) == number


# Closed, not open yet, read only, hidden


@pytest.mark.sampled
@pytest.mark.shape
@pytest.mark.parametrize(
    ("change", "said", "listed"),
    [
        ({"access": Access.READ_ONLY}, "We are not taking new ones", True),
        ({"access": Access.HIDDEN}, "not shown at the moment", False),
        ({"closes_at": MAY_4}, "This conversation closed on 4 May 2026", True),
        ({"opens_at": datetime(2100, 5, 4, 9, tzinfo=UTC)}, "You can write here from 4 May 2100 at 10 a.m.", True),
    ],
)
def test_a_conversation_that_takes_nothing_says_why(client, post, change, said, listed):
    comment = ReaderCommentFactory(page=post)
    Conversation.objects.update(**change)
    page = soup(client.get(post.url))
    assert said in page.select_one("#comments .coprod-note").get_text()
    assert page.select_one("form.coprod-form") is None
    assert not page.select("button[name=reply]")
    assert bool(page.select_one(f"#comment-{comment.pk}")) is listed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"access": Access.READ_ONLY}, "We are not taking comments on this page."),
        ({"closes_at": MAY_4}, "This conversation closed on 4 May 2026 at 11 a.m., London time."),
    ],
)
def test_nobody_is_told_to_read_comments_where_there_are_none(client, post, change, said):
    Conversation.objects.create(page=post, **change)
    assert soup(client.get(post.url)).select_one("#comments .coprod-note").get_text() == said


def test_times_name_the_clocks_they_are_told_by(client, post, settings):
    closes = datetime(2100, 7, 4, 9, tzinfo=UTC)
    Conversation.objects.create(page=post, closes_at=closes)
    for zone, said in {
        "Europe/London": "Open until 4 July 2100 at 10 a.m., London time",
        "America/Port-au-Prince": "Open until 4 July 2100 at 5 a.m., Port-au-Prince time",
        "UTC": "Open until 4 July 2100 at 9 a.m., UTC",
    }.items():
        with timezone.override(zone):
            assert said in soup(client.get(post.url)).select_one(".coprod-promise").get_text()


def test_an_open_conversation_says_until_when(client, post):
    Conversation.objects.create(page=post, closes_at=timezone.now() + timedelta(days=2))
    assert "Open until" in soup(client.get(post.url)).select_one(".coprod-promise").get_text()


def test_times_are_the_moment_itself(post):
    conversation = Conversation(page=post, opens_at=MAY_4, closes_at=MAY_4 + timedelta(hours=1))
    assert conversation.state(MAY_4 - timedelta(microseconds=1)) == "not_open"
    assert conversation.state(MAY_4) == "open"
    assert conversation.state(MAY_4 + timedelta(hours=1)) == "closed"


@pytest.mark.shape
def test_nobody_has_written_yet(client, post):
    assert "Nobody has written here yet" in soup(client.get(post.url)).select_one("#comments").get_text()


# The rest


@pytest.mark.shape
def test_the_closing_question_is_asked_again_above_the_form(client, post):
    post.closing_question = "What would your week look like?"
    post.save()
    assert soup(client.get(post.url)).select_one("#form .coprod-question").get_text(strip=True) == post.closing_question


def test_what_happens_to_the_words_stands_beside_the_form(client, post):
    form = soup(client.get(post.url)).select_one("#form")
    text = form.get_text(" ", strip=True)
    assert "usually within 2 working days" in text
    assert "Everyone can see your words" in text
    assert "medical details" in text
    folds = {fold.summary.get_text(strip=True): fold.ul.get_text() for fold in form.select("details:has(> ul)")}
    assert list(folds) == ["What happens to my words", "House rules", "Help, and other ways to comment"]
    assert "we will take your comment down" in folds["What happens to my words"]


def test_between_the_heading_and_the_box_stand_few_words(client, post):
    Conversation.objects.create(page=post, closes_at=timezone.now() + timedelta(days=2))
    form = soup(client.get(post.url)).select_one("#form")
    for fold in form.select("details > ul"):
        fold.decompose()
    for one in form.textarea.find_all_next():
        if form in one.parents:
            one.decompose()
    before = form.find_all(string=True)
    words = " ".join(before).split()
    heading = form.h2.get_text().split()
    assert words[: len(heading)] == heading
    assert 20 < len(words) - len(heading) <= 47  # two of them say whose clock it is


def test_a_reply_says_each_name_once_and_links_to_what_it_answers(client, post):
    first = ReaderCommentFactory(page=post, author_name="Ann", posted_at=MAY_4)
    reply = ReaderCommentFactory(page=post, author_name="Tern", reply_to=first, posted_at=MAY_4)
    article = drawn(client, post.url, reply)
    assert article.h4.get_text() == "Tern, to Ann 4 May 2026"
    assert article.h4.select_one(f'a[href="#comment-{first.pk}"]').get_text() == "Ann"
    for hidden in article.select(".coprod-visually-hidden"):
        hidden.decompose()  # for who hears a link by itself
    assert article.get_text().count("Ann") == 1


def test_each_comment_has_a_link_to_itself_that_can_take_the_focus(client, post, many):
    for comment, query in ((many[0], ""), (many[2], f"?comment={many[2].pk}")):
        page = soup(client.get(f"{post.url}?comments=2" if query else post.url))
        article = page.select_one(f"#comment-{comment.pk}")
        assert article.select_one(".coprod-comment__link")["href"] == f"{post.url}{query}#comment-{comment.pk}"
        assert article["tabindex"] == "-1"


def test_every_field_has_a_label_and_its_hint(client, post):
    page = soup(client.get(post.url))
    for name, autocomplete in (("body", None), ("author_name", "nickname"), ("author_email", "email")):
        field = page.select_one(f"[name={name}]")
        assert page.select_one(f"label[for={field['id']}]").get_text(strip=True)
        assert page.find(id=field["aria-describedby"]).get_text(strip=True)
        assert field.get("autocomplete") == autocomplete
        assert not field.has_attr("placeholder") and not field.has_attr("required")


@pytest.mark.shape
def test_templates_have_no_inline_script_or_style(client, post):
    ReaderCommentFactory(page=post)
    page = soup(client.get(post.url))
    assert not page.select('[style], style, script:not([src], [type="application/ld+json"])')
    assert not [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]


def test_the_same_conversation_in_another_language_has_its_dates(post):
    ReaderCommentFactory(page=post, author_name="Sam", posted_at=MAY_4)
    with translation.override("de"):
        assert "Mai 2026" in read(post).items[0].plain_heading


def test_a_conversation_may_not_close_before_it_opens(post):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        Conversation(page=post, opens_at=MAY_4, closes_at=MAY_4).full_clean()


def test_a_number_in_an_address_is_written_as_programs_do(client, post, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    comment = ReaderCommentFactory(pk=12345, page=post)
    article = drawn(client, post.url, comment)
    assert article.select_one("button[name=reply]")["value"] == "12345"
    assert article.select_one(".coprod-comment__link")["href"] == f"{post.url}#comment-12345"
