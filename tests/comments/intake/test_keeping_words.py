"""Wherever on the page somebody goes with a comment half written, the words go along. Nothing is sent by that."""

from datetime import UTC, datetime, timedelta

import pytest

from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

from ..sending import SAME_ORIGIN, drawn_fields, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

TYPED = {"body": "Half a  sentence\n\nand <b>", "author_name": "Sam", "author_email": "sam@"}
MAY_4 = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def sam(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="Buses.", posted_at=MAY_4)


def pressed(client, address, button, typed=TYPED, headers=SAME_ORIGIN):
    """What comes when a button of the page's form is pressed, as a browser without scripts does it."""
    data = drawn_fields(client, address) | typed
    data.pop("action")
    return client.post(
        button["formaction"].split("#")[0], data | {button["name"]: button.get("value", "")}, headers=headers
    )


def typed_in(page):
    form = page.select_one("form.coprod-form")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    return fields | {"body": form.textarea.get_text().removeprefix("\n")}


@pytest.mark.shape
def test_reply_takes_the_words_along(client, post, sam):
    button = soup(client.get(post.url)).select_one("button[name=reply]")
    response = pressed(client, post.url, button)
    page = soup(response)
    assert response.status_code == 200
    assert typed_in(page).items() >= TYPED.items()
    assert typed_in(page)["reply_to"] == str(sam.pk)
    assert page.select_one("#form h2").get_text() == "Reply to Sam"
    assert not page.select("#problem, .coprod-error")
    assert not page.title.get_text().startswith("Error")
    assert button["formaction"].endswith("#form")
    assert ReaderComment.objects.count() == 1


def test_and_back_to_a_comment_of_ones_own(client, post, sam):
    address = f"{post.url}?reply={sam.pk}"
    own = soup(client.get(address)).select_one("#form button[name=reply]")
    assert own.get_text() == "Write a comment of your own instead"
    page = soup(pressed(client, address, own))
    assert typed_in(page).items() >= TYPED.items()
    assert typed_in(page)["reply_to"] == ""
    assert page.select_one("#form h2").get_text(strip=True) == "Say what you think"


def test_what_was_carried_can_be_sent(client, post, sam):
    page = soup(pressed(client, post.url, soup(client.get(post.url)).select_one("button[name=reply]"), words()))
    response = client.post(f"/comments/{post.pk}/", typed_in(page), headers=SAME_ORIGIN)
    assert response.status_code == 302
    assert ReaderComment.objects.get(status=Status.PENDING).reply_to == sam


def test_other_pages_of_the_comments_do_too(client, post, settings):
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
    many = [ReaderCommentFactory(page=post, posted_at=MAY_4 + timedelta(days=n)) for n in range(5)]

    def go(address, name):
        page = soup(client.get(address))
        button = page.find("button", string=name)
        # A browser that runs no script shows the button in the place of the link.
        link = button.find_previous_sibling("a")
        assert link.get_text() == name and link.has_attr("data-coprod-carry")
        there = soup(pressed(client, address, button))
        assert typed_in(there).items() >= TYPED.items()
        with_link = soup(client.get(link["href"].split("#")[0]))
        assert shown(there) == shown(with_link)
        return shown(there)

    def shown(page):
        return [article["id"].removeprefix("comment-") for article in page.select(".coprod-thread > li > article")]

    assert go(post.url, "Later comments") == [str(comment.pk) for comment in many[2:4]]
    assert go(f"{post.url}?comments=3", "Earlier comments") == [str(comment.pk) for comment in many[2:4]]
    assert go(f"{post.url}?comment={many[3].pk}", "From the first comment") == [str(comment.pk) for comment in many[:2]]


def test_a_reply_stays_a_reply_on_another_page(client, post, sam, settings):
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 1}
    ReaderCommentFactory(page=post, posted_at=MAY_4 + timedelta(days=1))
    address = f"{post.url}?reply={sam.pk}"
    page = soup(pressed(client, address, soup(client.get(address)).find("button", string="Later comments")))
    assert typed_in(page).items() >= (TYPED | {"reply_to": str(sam.pk)}).items()


def test_a_conversation_that_closed_meanwhile_gives_the_words_back(client, post, sam):
    button = soup(client.get(post.url)).select_one("button[name=reply]")
    data = drawn_fields(client, post.url) | TYPED | {"reply": button["value"]}
    Conversation.objects.update(access=Access.READ_ONLY)
    page = soup(client.post(data.pop("action"), data, headers=SAME_ORIGIN))
    assert typed_in(page).items() >= TYPED.items()
    assert "We are not taking new ones" in page.select_one("#comments").get_text()


@pytest.mark.sampled
@pytest.mark.parametrize("reply", ["0", "999999", "x", "9" * 40, "\x00"])
def test_an_answer_to_nobody_keeps_the_words(client, post, reply):
    data = drawn_fields(client, post.url) | TYPED | {"reply": reply}
    page = soup(client.post(data.pop("action"), data, headers=SAME_ORIGIN))
    assert typed_in(page).items() >= TYPED.items()
    assert page.select_one("#form h2").get_text(strip=True) == "Say what you think"


def test_another_websites_page_is_told_that_we_cannot_tell(client, post, sam):
    button = soup(client.get(post.url)).select_one("button[name=reply]")
    response = pressed(client, post.url, button, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert typed_in(soup(response)).items() >= TYPED.items()


def test_nobody_keeps_such_a_page(client, post, sam):
    response = pressed(client, post.url, soup(client.get(post.url)).select_one("button[name=reply]"))
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.shape
def test_a_page_that_went_gives_the_words_back_to_copy(client, post, sam):
    data = drawn_fields(client, post.url) | TYPED | {"reply": str(sam.pk)}
    post.unpublish()
    response = client.post(data.pop("action"), data, headers=SAME_ORIGIN)
    assert response.status_code == 404
    assert "Half a  sentence" in soup(response).textarea.get_text()


def test_enter_in_a_field_sends(client, post, sam):
    """The first button of a form, in the order of the page, is the one that Enter presses."""
    page = soup(client.get(post.url))
    form = page.select_one("form.coprod-form")
    buttons = [
        button
        for button in page.select("button[type=submit]")
        if button.get("form") == form["id"] or button in form.find_all("button")
    ]
    assert len(buttons) > 2
    assert not buttons[0].has_attr("name") and not buttons[0].has_attr("formaction")
    assert buttons[0]["tabindex"] == "-1" and buttons[0]["aria-hidden"] == "true"
