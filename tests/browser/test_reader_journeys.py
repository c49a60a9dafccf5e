"""What readers do, by keyboard alone, with scripts and without. No typed word may be lost on any of these ways."""

import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.intake import flow, tokens
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

from .reader import WORDS

TWO_DAYS = 2 * 24 * 60 * 60


@pytest.fixture
def sam(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="Buses.", posted_at=timezone.now())


@pytest.mark.accessibility(
    "Reading, writing, replying", "With the keyboard alone, with and without scripts", "2.1.1", "2.1.2"
)
def test_reading_a_post_and_sending_a_comment(reader, post):
    reader.open(post.url)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("A good week")
    expect(reader.page.get_by_text("Nobody has written here yet.")).to_be_visible()
    reader.follow("Say what you think")
    reader.write(body=f"{WORDS}\n\nAnd the soup.")
    reader.press_send()
    reader.expect_thanks()
    expect(reader.thank_you).to_have_text("Thank you. Your comment has been sent.")
    expect(reader.page.get_by_text("Waiting to be read")).to_be_visible()
    expect(reader.page.locator(".coprod-comment__body p")).to_have_text([WORDS, "And the soup."])
    comment = ReaderComment.objects.get()
    assert (comment.body, comment.author_name) == (f"{WORDS}\n\nAnd the soup.", "Sam")
    assert (comment.status, comment.signs) == (Status.PENDING, [])
    reader.open(post.url)
    expect(reader.page.get_by_text(WORDS)).to_have_count(0)


@pytest.mark.accessibility("Reading, writing, replying", "taking back", "With the keyboard alone", "without scripts")
def test_taking_down_bringing_back_and_erasing(reader, post):
    page = reader.page
    reader.open(post.url)
    reader.write()
    reader.press_send()
    reader.expect_thanks()
    private = page.url.split("#")[0]

    reader.press("Take it down")
    expect(page.get_by_role("heading", name="You have taken your comment down.")).to_be_focused()
    expect(page.locator(".coprod-comment__body")).to_have_text(WORDS)
    assert ReaderComment.objects.get().status == Status.TAKEN_BACK

    reader.press("Bring it back")
    expect(page.get_by_text("Waiting to be read")).to_be_visible()

    reader.follow("Erase it for ever")
    reader.follow("Go back, and change nothing")
    assert page.url == private
    reader.follow("Erase it for ever")
    expect(page.get_by_text("Nobody can bring them back.")).to_be_visible()
    reader.press("Erase it for ever")
    expect(page.get_by_role("heading", name="Your comment is erased.")).to_be_focused()
    comment = ReaderComment.objects.get()
    assert (comment.status, comment.body, comment.author_name) == (Status.ERASED, "", "")
    assert page.request.get(private).status == 404
    page.go_back()
    page.go_back()
    expect(page.get_by_text(WORDS)).to_have_count(0)


def test_the_skip_link_comes_first_and_leads_past_the_menu(reader, post):
    reader.open(post.url)
    reader.tab_to(reader.page.get_by_role("link", name="Skip to the main part"), at_most=1)
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()
    reader.tab_to(reader.page.locator("main a").first, at_most=1)


@pytest.mark.accessibility("Errors", "has the focus and a link to each field", "Nothing typed is lost", "3.3.1")
def test_mending_what_is_wrong(reader, post):
    reader.open(post.url)
    reader.type_into("E-mail (optional)", "sam at example")
    reader.press_send()
    reader.expect_problem("Write your comment.", body="", name="")
    links = reader.problem.get_by_role("link")
    expect(links).to_have_text(
        [
            "Write your comment.",
            "Write a name to show. It can be made up.",
            "Write the e-mail address in full, like name@example.org, or leave it empty.",
        ]
    )
    expect(reader.field("E-mail (optional)")).to_have_value("sam at example")
    for link, label in [
        ("Write your comment.", "Your comment"),
        ("Write a name to show. It can be made up.", "A name to show"),
    ]:
        reader.follow(link)
        expect(reader.field(label)).to_be_focused()
        reader.page.keyboard.insert_text(f"For {label}")
    reader.press_send()
    reader.expect_problem("Write the e-mail address in full", body="For Your comment", name="For A name to show")
    expect(links).to_have_count(1)
    reader.type_into("E-mail (optional)", "sam@example.org")
    reader.press_send()
    reader.expect_thanks()
    assert not reader.page.title().startswith("Error")
    assert ReaderComment.objects.get().author_email == "sam@example.org"


@pytest.mark.accessibility("Errors", "Each message stands by its field and is tied to it", "3.3.3")
def test_an_error_stands_beside_its_field_and_is_tied_to_it(reader, post):
    reader.open(post.url)
    reader.type_into("Your comment", WORDS)
    reader.press_send()
    reader.expect_problem("Write a name to show", name="")
    name = reader.field("A name to show")
    expect(name).to_have_attribute("aria-invalid", "true")
    description = name.evaluate(
        "element => element.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )
    assert "made-up name" in description and "Write a name to show. It can be made up." in description
    expect(reader.field("Your comment")).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.accessibility("Reading, writing, replying", "replying", "With the keyboard alone")
def test_replying(reader, post, sam):
    reader.open(post.url)
    reader.press("Reply to Sam")
    expect(reader.page.get_by_role("heading", name="Reply to Sam", exact=True)).to_be_in_viewport()
    reader.write(name="Ann")
    reader.press_send()
    reader.expect_thanks()
    reply = ReaderComment.objects.get(author_name="Ann")
    assert (reply.reply_to_id, reply.thread_id) == (sam.pk, sam.pk)


def test_changing_ones_mind_about_replying(reader, post, sam):
    reader.open(f"{post.url}?reply={sam.pk}#form")
    reader.press("Write a comment of your own instead")
    expect(reader.page.get_by_role("heading", name="Say what you think", exact=True)).to_be_in_viewport()
    reader.write(name="Ann")
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get(author_name="Ann").reply_to_id is None


def test_an_error_while_replying_keeps_whom_one_answers(reader, post, sam):
    reader.open(f"{post.url}?reply={sam.pk}#form")
    reader.type_into("Your comment", WORDS)
    reader.press_send()
    reader.expect_problem("Write a name to show", name="")
    expect(reader.page.get_by_role("heading", name="Reply to Sam", exact=True)).to_be_visible()
    reader.type_into("A name to show", "Ann")
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get(author_name="Ann").reply_to_id == sam.pk


def test_what_one_answers_is_gone_meanwhile(reader, post, sam):
    reader.open(f"{post.url}?reply={sam.pk}#form")
    reader.write(name="Ann")
    ReaderComment.objects.update(status=Status.DECLINED, listed=False)
    reader.press_send()
    reader.expect_problem("You can still send your words as a comment of their own.", name="Ann")
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get(author_name="Ann").reply_to_id is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"closes_at": timezone.now() - timedelta(hours=1)}, "has closed"),
        ({"access": Access.READ_ONLY}, "We are not taking comments on this page."),
        ({"access": Access.HIDDEN}, "There are no comments on this page at the moment."),
    ],
    ids=["closed", "read-only", "hidden"],
)
def test_the_conversation_closes_while_one_writes(reader, post, change, words):
    reader.open(post.url)
    reader.write()
    Conversation.objects.create(page=post, **change)
    reader.press_send()
    reader.expect_problem(words)
    assert not ReaderComment.objects.exists()


def test_the_page_goes_while_one_writes(reader, post):
    reader.open(post.url)
    reader.write()
    post.unpublish()
    reader.press_send()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("We could not find this page")
    expect(reader.field("Your words, to copy")).to_have_value(WORDS)
    reader.tab_to(reader.field("Your words, to copy"))
    expect(reader.page.get_by_text("The name you wrote: Sam")).to_be_visible()


@pytest.mark.accessibility("A form that was open for two days", "Asks for one more press, and keeps the words", "2.2.1")
def test_a_form_that_was_open_for_two_days(reader, post, monkeypatch):
    with monkeypatch.context() as two_days_ago:
        two_days_ago.setattr(tokens, "time", SimpleNamespace(time=lambda: time.time() - TWO_DAYS))
        reader.open(post.url)
    reader.write()
    reader.press_send()
    reader.expect_problem("This page was open for a long time. Your words are still here.")
    assert not ReaderComment.objects.exists()
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get().body == WORDS


def test_going_back_after_sending_and_sending_again(reader, post):
    reader.open(post.url)
    reader.write()
    reader.press_send()
    first = reader.expect_thanks()
    reader.page.go_back()
    expect(reader.field("Your comment")).to_have_value(WORDS)
    expect(reader.field("A name to show")).to_have_value("Sam")
    reader.press_send()
    assert reader.expect_thanks() == first
    expect(reader.page.get_by_text(WORDS)).to_be_visible()
    assert ReaderComment.objects.count() == 1


def test_going_back_from_an_error_keeps_the_words(reader, post):
    reader.open(post.url)
    reader.type_into("Your comment", WORDS)
    reader.press_send()
    reader.expect_problem("Write a name to show", name="")
    reader.page.go_back()
    expect(reader.field("Your comment")).to_have_value(WORDS)
    reader.type_into("A name to show", "Sam")
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get().body == WORDS


def test_refreshing_the_private_page_sends_nothing(reader, post):
    reader.open(post.url)
    reader.write()
    reader.press_send()
    place = reader.expect_thanks()
    reader.sent.clear()
    reader.page.reload()
    # Where the focus is after a reload is the browser's: it goes back to where the page was.
    expect(reader.thank_you).to_be_visible()
    assert reader.page.url.partition("#")[0] == place.partition("#")[0]
    assert reader.sent == []
    assert ReaderComment.objects.count() == 1


def test_pressing_send_twice_makes_one_comment(reader, post, monkeypatch):
    both_pressed = threading.Event()
    monkeypatch.setattr(flow, "client_address", lambda request: f"{both_pressed.wait(20)}")
    reader.open(post.url)
    reader.write()
    reader.press_send()
    reader.page.wait_for_timeout(200)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_timeout(200)
    # The script drops the second press; without it the server has two requests at once and makes them one.
    assert len(reader.sent) == (1 if reader.scripts else 2)
    both_pressed.set()
    reader.expect_thanks()
    assert ReaderComment.objects.count() == 1
    assert Conversation.objects.get().waiting_count == 1


def test_sending_again_after_stopping_a_slow_answer(reader, post, monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(flow, "client_address", lambda request: f"{answered.wait(20)}")
    reader.page.clock.install()
    reader.open(post.url)
    reader.write()
    reader.press_send()
    reader.page.wait_for_timeout(200)
    reader.context.new_cdp_session(reader.page).send("Page.stopLoading")
    answered.set()
    reader.page.clock.fast_forward(5000)
    expect(reader.field("Your comment")).to_have_value(WORDS)
    reader.page.keyboard.press("Enter")
    reader.expect_thanks()
    assert ReaderComment.objects.count() == 1


@pytest.mark.accessibility("Reading, writing, replying", "turning pages")
def test_turning_the_pages_of_a_conversation(reader, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"THREADS_PER_PAGE": 2}
    start = timezone.now() - timedelta(days=9)
    for number in range(1, 6):
        ReaderCommentFactory(page=post, body=f"Words {number}.", posted_at=start + timedelta(days=number))
    bodies = reader.page.locator(".coprod-comment__body")
    current = reader.page.get_by_role("navigation", name="Pages of comments").locator("[aria-current=page]")
    # Without scripts it is a button of the form, which takes along what somebody wrote.
    kind, turn = ("link", reader.follow) if reader.scripts else ("button", reader.press)
    reader.open(post.url)
    expect(bodies).to_have_text(["Words 1.", "Words 2."])
    expect(reader.page.get_by_role(kind, name="Earlier comments")).to_have_count(0)
    for page, words in [("Page 2 of 3", ["Words 3.", "Words 4."]), ("Page 3 of 3", ["Words 5."])]:
        turn("Later comments")
        expect(current).to_have_text(page)
        expect(bodies).to_have_text(words)
        expect(reader.page.get_by_role("heading", name="Comments (5)")).to_be_in_viewport()
    expect(reader.page.get_by_role(kind, name="Later comments")).to_have_count(0)
    turn("Earlier comments")
    expect(current).to_have_text("Page 2 of 3")


def test_a_reply_to_a_comment_on_a_later_page_stays_on_that_page(reader, post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"THREADS_PER_PAGE": 1}
    start = timezone.now() - timedelta(days=9)
    words = "Buses, and the soup."
    for number, name in enumerate(["Ann", "Sam"]):
        ReaderCommentFactory(page=post, author_name=name, body=words, posted_at=start + timedelta(days=number))
    reader.open(f"{post.url}?comments=2#comments")
    reader.press("Reply to Sam")
    expect(reader.page.get_by_role("heading", name="Reply to Sam", exact=True)).to_be_visible()
    expect(reader.page.locator(".coprod-answered")).to_have_text(words)


def test_a_link_that_lost_which_comment_it_meant(new_context, post, settings):
    """A redirect may throw a query away; what stands behind # the browser keeps. Scripts can go by that."""
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"THREADS_PER_PAGE": 1}
    start = timezone.now() - timedelta(days=9)
    comments = [ReaderCommentFactory(page=post, posted_at=start + timedelta(days=n)) for n in range(3)]
    page = new_context().new_page()
    # From another page as from none: the browser forgets the page that was only passed through.
    for lost in (f"{post.url}#comment-{comments[2].pk}", f"{post.url}?comments=2#comment-{comments[2].pk}"):
        page.goto(lost)
        page.wait_for_url(f"**{post.url}?comment={comments[2].pk}#comment-{comments[2].pk}")
        expect(page.locator(".coprod-comment:target")).to_have_id(f"comment-{comments[2].pk}")
    # What is not there is looked for once.
    page.goto(f"{post.url}#comment-987654")
    page.wait_for_url("**?comment=987654#comment-987654")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".coprod-comment")).to_have_id(f"comment-{comments[0].pk}")


def test_following_what_a_reply_answers(reader, post, sam):
    ReaderCommentFactory(page=post, author_name="Ann", reply_to=sam, posted_at=timezone.now())
    reader.open(post.url)
    reader.follow("Sam", exact=True)
    assert reader.page.url.endswith(f"#comment-{sam.pk}")
    expect(reader.page.locator(f"#comment-{sam.pk}")).to_be_focused()
    expect(reader.page.locator(f"#comment-{sam.pk}")).to_be_in_viewport()


@pytest.mark.accessibility("Links between comments", "The comment that a link leads to has the focus", "2.4.3")
def test_following_a_comments_link_to_itself(reader, post, sam):
    reader.open(post.url)
    own = reader.page.locator(f"#comment-{sam.pk} .coprod-comment__link")
    reader.tab_to(own)
    reader.page.keyboard.press("Enter")
    assert reader.page.url.endswith(f"#comment-{sam.pk}")
    expect(reader.page.locator(f"#comment-{sam.pk}")).to_be_focused()


def test_answering_a_page_that_asks_a_question(reader, question_page):
    reader.open(question_page.url)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("What should we do next?")
    reader.follow("Say what you think")
    reader.write()
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get().page_id == question_page.pk


HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def test_hostile_words_are_shown_as_words(reader, post):
    """The reader fixture fails on any dialog, script error or request that these would cause."""
    reader.open(post.url)
    reader.write(body=HOSTILE, name=HOSTILE)
    reader.press_send()
    place = reader.expect_thanks()
    expect(reader.page.locator(".coprod-comment__body")).to_have_text(HOSTILE)
    ReaderCommentFactory(page=post, body=HOSTILE, author_name=HOSTILE, reply_to=ReaderCommentFactory(page=post))
    for address in [post.url, f"{post.url}?reply={ReaderComment.objects.latest('pk').pk}", place]:
        reader.open(address)
        expect(reader.page.get_by_text(HOSTILE).first).to_be_visible()
        expect(reader.page.locator("main .coprod-comment :is(script, img), .coprod-slip img")).to_have_count(0)
    reader.open(post.url)
    reader.write(body=HOSTILE, name="")
    reader.press_send()
    reader.expect_problem("Write a name to show", body=HOSTILE, name="")
