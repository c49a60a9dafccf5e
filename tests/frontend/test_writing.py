"""What a reader writes on the front end: sent, mended, answered, refused, and never lost."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.measuring import OVER_THE_EDGE
from tests.browser.reader import WORDS

from .conftest import POST, open_until

THANKS = re.compile(r"/your-comment/[\w-]+/")


def publish(demo, secret):
    """What a moderator does, by the private page's secret."""
    demo.do(
        f"""
from django.contrib.auth import get_user_model
from coprod_wagtail.comments.slip import code
from coprod_wagtail.comments.actions import PublishComment
comment = ReaderComment.objects.get(slip_hash=code.slip_hash("{secret}"))
PublishComment(comment, user=get_user_model().objects.get(username="moderator"))()
"""
    )


def expect_soon(reader, words):
    comments = reader.page.locator("#comments")
    open_until(reader.page, POST, lambda: words in comments.inner_text())
    expect(comments).to_contain_text(words)


def sent(page):
    """The secret of the private page that the reader is on."""
    expect(page.locator("#thank-you")).to_be_focused()
    assert THANKS.search(page.url)
    return page.url.split("/your-comment/")[1].split("/")[0]


def fill(page, body=WORDS, name="Sam"):
    page.get_by_label("Your comment").fill(body)
    page.get_by_label("A name to show").fill(name)


def send(page):
    page.get_by_role("button", name="Send", exact=True).click()


def expect_words_kept(page, words, *, body=WORDS, name="Sam"):
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#problem")).to_contain_text(words)
    assert page.title().startswith("Error: ")
    expect(page.get_by_label("Your comment")).to_have_value(body)
    expect(page.get_by_label("A name to show")).to_have_value(name)


def test_a_comment_from_the_first_word_to_the_page(reader, demo):
    page, words = reader.page, f"{WORDS} {reader.scripts}"
    reader.open(POST)
    reader.write(words, name="")
    reader.press_send()
    reader.expect_problem("Write a name to show.", body=words, name="")
    reader.follow("Write a name to show.")
    expect(reader.field("A name to show")).to_be_focused()
    page.keyboard.insert_text("Sam")
    reader.press_send()
    secret = sent(page)
    expect(page.locator("main")).to_contain_text("Waiting to be read.")
    expect(page.locator(".coprod-ticket")).to_contain_text(page.url.split("#")[0])
    expect(page.locator("main")).to_contain_text(words)
    publish(demo, secret)
    expect_soon(reader, words)
    reader.open(f"/your-comment/{secret}/")
    reader.follow("See it on the page")
    expect(page.locator(".coprod-comment:target")).to_contain_text(words)


def test_told_why_and_what_is_covered(reader, demo):
    page, words = reader.page, f"My neighbour Jo keeps a list, {reader.scripts}. Ask on Tuesday."
    reader.open(POST)
    reader.write(words)
    reader.press_send()
    secret = sent(page)
    demo.do(
        f"""
from django.contrib.auth import get_user_model
from coprod_wagtail.comments.slip import code
from coprod_wagtail.comments.actions import DeclineComment
from coprod_wagtail.comments.covering.decisions import CoverPart
comment = ReaderComment.objects.get(slip_hash=code.slip_hash("{secret}"))
user = get_user_model().objects.get(username="moderator")
DeclineComment(comment, user=user, reason="private-details", marked="Jo", mend="Leave her out.")()
CoverPart(comment, covered="Tuesday", kind="personal", user=user)()
"""
    )
    reader.open(f"/your-comment/{secret}/")
    why = page.get_by_role("region", name="Why we do not show it")
    expect(why).to_contain_text("Your comment has somebody’s name or private details in it")
    expect(why).to_contain_text("Leave her out.")
    expect(page.locator(".coprod-comment__body mark")).to_have_text("[marked: Jo end of mark]")
    expect(page.locator(".coprod-comment__body")).to_contain_text("Ask on [personal detail removed by us].")
    expect(page.get_by_role("region", name="Words that we took out")).to_contain_text("Tuesday")
    why.get_by_role("link", name="Change your words or the name").click()
    expect(page.get_by_label("Your comment")).to_be_visible()


def test_a_comment_is_taken_down_brought_back_and_erased(reader, demo):
    page, words = reader.page, f"Mine to take back {reader.scripts}"
    reader.open(POST)
    reader.write(words)
    reader.press_send()
    secret = sent(page)
    publish(demo, secret)
    expect_soon(reader, words)
    reader.open(f"/your-comment/{secret}/")
    page.get_by_role("button", name="Take it down").click()
    expect(page.get_by_role("heading", name="You have taken your comment down.")).to_be_focused()
    expect(page.locator("main")).to_contain_text(words)  # for its writer alone
    open_until(page, POST, lambda: words not in page.locator("#comments").inner_text())
    reader.open(f"/your-comment/{secret}/")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("main")).to_contain_text("Everybody can read it now.")
    expect_soon(reader, words)
    reader.open(f"/your-comment/{secret}/")
    reader.follow("Erase it for ever")
    expect(page.locator("main")).to_contain_text("Nobody can bring them back.")
    page.get_by_role("button", name="Erase it for ever").click()
    expect(page.get_by_role("heading", name="Your comment is erased.")).to_be_focused()
    reader.follow("Go to our home page")
    assert (
        page.request.get(
            f"{reader.page.url.split('/')[0]}//{reader.page.url.split('/')[2]}/your-comment/{secret}/"
        ).status
        == 404
    )


def test_a_reply_goes_to_whom_it_answers(reader, demo):
    page = reader.page
    reader.open(POST)
    reader.tab_to(page.get_by_role("button", name="Reply to Mair"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Reply to Mair")).to_be_visible()
    page.get_by_label("Your comment").fill(f"Diolch! {reader.scripts}")
    send(page)  # an error does not forget whom it answers
    expect(page.get_by_role("heading", name="Reply to Mair")).to_be_visible()
    page.get_by_label("A name to show").fill("Pat")
    send(page)
    publish(demo, sent(page))
    expect_soon(reader, f"Diolch! {reader.scripts}")
    reply = page.locator(".coprod-replies .coprod-comment").filter(has_text=f"Diolch! {reader.scripts}")
    expect(reply.get_by_role("heading")).to_contain_text("Pat, to Mair")


def test_the_reader_and_the_page_are_known_to_wagtail(page, demo):
    """The signed address: such a comment has no sign that nobody knows where it came from."""
    page.goto(POST)
    fill(page, "From where?")
    send(page)
    sent(page)
    signs = demo.do('print(ReaderComment.objects.get(body="From where?").signs)')
    assert signs == "[]"


def test_twice_the_same_is_once_and_other_words_are_another(page, demo, front_end):
    page.goto(POST)
    named = "fields => Object.fromEntries(fields.map(field => [field.name, field.value]))"
    form = page.locator("form.coprod-form [name]:not(button, [type=checkbox])").evaluate_all(named)

    def leads_to(words):
        return page.request.post(
            front_end.url + POST,
            form=form | {"body": words, "author_name": "Sam"},
            headers={"Sec-Fetch-Site": "same-origin"},
            max_redirects=0,
        ).headers["location"]

    first = leads_to("Pressed twice.")
    assert THANKS.match(first) and leads_to("Pressed twice.") == first
    # The browser's Back brings the same form once more.
    assert leads_to("And something else.") != first
    assert demo.do('print(ReaderComment.objects.filter(body="Pressed twice.").count())') == "1"


def test_a_form_that_was_open_for_days_is_sent_with_the_token_of_the_error(page):
    page.goto(POST)
    fill(page, f"{WORDS} I thought about it for days.")
    page.locator("input[name=token]").evaluate("field => field.value = '12-1.of-long-ago'")
    send(page)
    sent(page)


@pytest.fixture
def closed_since(page, demo):
    """`closed_since(minutes)`: a question whose conversation closed so long ago, while somebody had its form filled in."""

    def close(minutes):
        path = demo.do(
            f"""
asked = ConversationPage.objects.get(slug="the-front-room")
new = ConversationPage(title="Too late", slug="too-late-{minutes}", locale=asked.locale)
page = asked.get_parent().add_child(instance=new)
page.save_revision().publish()
print(page.url)
"""
        )
        page.goto(path)
        fill(page)
        demo.do(
            f"""
page = ConversationPage.objects.get(slug="too-late-{minutes}")
conversation, _ = Conversation.objects.get_or_create(page_id=page.pk)
closes = timezone.now() - timezone.timedelta(minutes={minutes})
Conversation.objects.filter(pk=conversation.pk).update(closes_at=closes)
"""
        )

    return close


def test_words_begun_before_it_closed_are_taken_for_a_little_while(page, closed_since):
    closed_since(1)
    send(page)
    page.wait_for_url(THANKS)


def test_what_is_wrong_can_still_be_mended_then(page, closed_since, demo):
    """The conversation says that it closed, and the form stands below it for who began before."""
    closed_since(2)
    demo.do(
        'ConversationPage.objects.get(slug="too-late-2").save_revision().publish()'
    )  # which the front end is told of
    other = page.context.new_page()
    open_until(other, page.url, lambda: "closed" in other.locator("#comments").inner_text())
    expect(other.locator("#form")).to_have_count(0)
    other.close()
    page.get_by_label("A name to show").fill("")
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        send(page)
    assert answer.value.status == 422
    expect_words_kept(page, "Write a name to show.", name="")
    expect(page.locator("#form")).to_contain_text("You began before it closed.")
    expect(page.locator("#comments")).to_contain_text("closed")
    page.get_by_label("A name to show").fill("Sam")
    send(page)
    page.wait_for_url(THANKS)


def test_words_that_come_too_late_are_given_back(page, closed_since):
    closed_since(60)
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        send(page)
    assert answer.value.status == 409
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#problem")).to_contain_text("closed")
    expect(page.get_by_label("Your words, to copy")).to_have_value(WORDS)


def pause(demo, words=""):
    """Pause all comments with these words; without any, take them again."""
    demo.do(
        f"""
from coprod_wagtail.comments.models import ReaderCommentSettings
ReaderCommentSettings.objects.update(paused={bool(words)}, pause_words="{words}")
ConversationPage.objects.get(slug="the-front-room").save_revision().publish()  # of which the front end is told
"""
    )


def test_words_come_back_where_all_comments_are_paused_meanwhile(page, demo):
    page.goto(POST)
    expect(page.locator("summary", has_text="Help, and other ways to comment")).to_be_visible()
    expect(page.locator(".coprod-what-happens")).to_contain_text("from 10 a.m. to 4 p.m.")
    fill(page)
    pause(demo, "Ann is ill.")
    try:
        with page.expect_response(lambda response: response.request.method == "POST") as answer:
            send(page)
        assert answer.value.status == 409
        expect(page.locator("#problem")).to_contain_text("Ann is ill.")
        expect(page.get_by_label("Your words, to copy")).to_have_value(WORDS)
        expect(page.locator("#comments .coprod-note")).to_have_text("Ann is ill.")
    finally:
        pause(demo)
    open_until(page, POST, lambda: page.locator("#form").count() == 1)
    expect(page.locator("#form")).to_be_visible()


def test_the_comment_that_is_answered_may_go_meanwhile(page, demo):
    page.goto(POST)
    page.get_by_role("button", name="Reply to A bus driver").click()
    fill(page, "Thank you for driving.")
    demo.do(
        """
from coprod_wagtail.comments.actions import HideComment
from django.contrib.auth import get_user_model
comment = ReaderComment.objects.get(author_name="A bus driver")
HideComment(comment, user=get_user_model().objects.get(username="moderator"))()
"""
    )
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        send(page)
    assert answer.value.status == 409
    expect_words_kept(page, "not on the page any more", body="Thank you for driving.")


def test_a_form_of_another_website_is_not_taken(page, front_end, demo):
    page.goto(
        "data:text/html,<form method=post action='%s'><input name=body value=Mine><button>Go</button></form>"
        % (front_end.url + POST)
    )
    with page.expect_response(front_end.url + POST) as answer:
        page.get_by_role("button").click()
    assert answer.value.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot take this")
    without = page.request.post(front_end.url + POST, form={"body": "Mine"})
    assert without.status == 403
    assert demo.do('print(ReaderComment.objects.filter(body="Mine").count())') == "0"


def test_too_much_at_once(page, front_end):
    answer = page.request.post(
        front_end.url + POST, form={"body": "a" * 300_000}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status == 413
    assert "Please go back and make it shorter." in answer.text()


PROBLEM = {"type": "about:blank", "title": "", "errors": []}


@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (
            429,
            {"code": "too_many", "detail": "That was a lot at once. Please wait a minute."},
            "That was a lot at once.",
        ),
        (500, {"code": "error", "detail": "Never shown."}, "We could not send your comment."),
    ],
)
def test_whatever_the_api_says_the_words_are_kept(page, doubtful, between, status, answer, words):
    page.goto(doubtful.url + POST)
    fill(page)
    body = json.dumps(PROBLEM | {"status": status} | answer).encode()
    between.answer = (status, {"Content-Type": "application/problem+json", "Retry-After": "31"}, body)
    with page.expect_response(lambda response: response.request.method == "POST") as found:
        send(page)
    assert found.value.status == (502 if status == 500 else status)
    if status == 429:
        assert found.value.headers["retry-after"] == "31"
    expect_words_kept(page, words)
    # And when all is well again, they can be sent.
    between.answer = None
    send(page)
    sent(page)


def test_when_the_api_is_gone_the_words_are_kept_and_count_once(page, doubtful, between, demo):
    page.goto(doubtful.url + POST)
    fill(page, "Through the storm.")
    between.go()
    with page.expect_response(lambda response: response.request.method == "POST") as found:
        send(page)
    assert found.value.status == 503
    expect_words_kept(page, "We could not send your comment.", body="Through the storm.")
    # What we know of the page is shown meanwhile; what we do not know is said in plain words.
    assert page.goto(doubtful.url + POST).status == 200
    assert page.goto(doubtful.url + "/members/").status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot show this page just now")
    between.come()
    assert page.goto(doubtful.url + "/members/").status == 200


def test_words_for_a_page_that_cannot_be_shown_are_given_back(page, doubtful, between, axe):
    between.go()
    answer = page.request.post(
        doubtful.url + POST,
        form={"body": "Do not lose <me>.", "author_name": "Sam"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status == 503
    page.route(
        "**/*",
        lambda route: route.fulfill(response=answer) if route.request.is_navigation_request() else route.continue_(),
    )
    page.goto(doubtful.url + POST)
    expect(page.get_by_label("Your words, to copy")).to_have_value("Do not lose <me>.")
    axe.assert_clean(page, dark_width=320)
    between.come()


def test_a_form_with_errors_and_the_private_page_are_clean_and_fit_a_phone(page, axe):
    page.goto(f"{POST}?reply_to=48")
    page.get_by_label("Your comment").fill("Dogs!")
    send(page)
    expect(page.locator("#problem")).to_be_focused()
    axe.assert_clean(page, dark_width=320)
    assert page.evaluate(OVER_THE_EDGE, "body") == []
    page.get_by_label("A name to show").fill("Sam")
    send(page)
    sent(page)
    axe.assert_clean(page, dark_width=320)
    assert page.evaluate(OVER_THE_EDGE, "body") == []
    answer = page.request.get(page.url)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
