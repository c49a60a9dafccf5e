"""The form one thing at a time: one question a page, no scripts, nothing kept between the pages and nothing lost."""

import pytest

from coprod_wagtail.comments.constants import Access
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ReaderCommentFactory

from ..sending import SAME_ORIGIN, soup, words
from .test_questions import PRIVATE, fields_of, press

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}


@pytest.fixture
def first(client, post):
    link = soup(client.get(post.url)).find("a", string="One thing at a time")
    return soup(client.get(link["href"]))


def heading(page):
    return page.h1.get_text()


@pytest.mark.shape
def test_three_steps_and_it_is_sent(client, post, first):
    assert heading(first) == "Your comment" and "Step 1 of 3" in first.get_text()
    name = soup(press(client, post, first, body="Two\n\nlines.", step="name"))
    assert heading(name) == "A name to show" and "Step 2 of 3" in name.get_text()
    assert not name.textarea and len(name.select("input[type=text], textarea, input[type=email]")) == 1
    check = soup(press(client, post, name, author_name="Sam", step="check"))
    assert heading(check) == "Check before you send" and "Step 3 of 3" in check.get_text()
    assert not ReaderComment.objects.exists()
    assert press(client, post, check).status_code == 302
    comment = ReaderComment.objects.get()
    assert (comment.body, comment.author_name) == ("Two\n\nlines.", "Sam")


def test_each_step_asks_one_thing(client, post, first):
    shown = first.select("textarea, input:not([type=hidden]), select")
    assert [one["name"] for one in shown] == ["body"]


def test_what_is_wrong_is_told_where_it_belongs(client, post, first):
    response = press(client, post, first, body="", step="name")
    page = soup(response)
    assert response.status_code == 422 and heading(page) == "Your comment"
    assert page.title.get_text().strip().startswith("Error: ")
    assert page.select_one("#problem a")["href"] == "#" + page.textarea["id"]
    name = soup(press(client, post, first, body="Words.", step="name"))
    response = press(client, post, name, author_name="", step="check")
    assert response.status_code == 422 and heading(soup(response)) == "A name to show"
    assert fields_of(soup(response))["body"] == "Words."


def test_going_back_keeps_everything_and_asks_for_nothing(client, post, first):
    name = soup(press(client, post, first, body="Words.", step="name"))
    back = soup(press(client, post, name, author_name="", step="words"))
    assert heading(back) == "Your comment" and not back.select("#problem")
    assert fields_of(back)["body"] == "Words."
    # An old page, sent again, is as good as a new one.
    assert heading(soup(press(client, post, first, body="Other words.", step="name"))) == "A name to show"


def test_what_may_be_left_out_has_a_step_of_its_own(client, post, first):
    more = soup(press(client, post, first, **words(), step="more"))
    assert {one["name"] for one in more.select("input:not([type=hidden])")} == {
        "author_email",
        "content_note",
        "helped",
        "helped_shown",
    }
    response = press(client, post, more, author_email="sam at home", step="check")
    assert response.status_code == 422 and heading(soup(response)) == "E-mail, help and a note (optional)"
    check = soup(press(client, post, more, author_email="sam@example.org", helped="on", step="check"))
    press(client, post, check)
    comment = ReaderComment.objects.get()
    assert (comment.author_email, comment.helped) == ("sam@example.org", "private")


def test_the_question_is_a_part_of_the_last_step(client, post, first):
    check = soup(press(client, post, first, **words(body=PRIVATE), step="check"))
    assert check.select(".coprod-ask")
    assert press(client, post, check).status_code == 302


def test_words_from_the_whole_form_come_along_and_go_back(client, post):
    page = soup(client.get(post.url))
    carried = soup(press(client, post, page, **words(), step="words"))
    assert fields_of(carried).items() >= words().items()
    assert fields_of(carried)["steps"] == "1"
    whole = soup(press(client, post, carried, change=""))
    assert whole.select("#form") and fields_of(whole).items() >= words().items()


def test_a_reply_stays_one(client, post):
    ann = ReaderCommentFactory(page=post, author_name="Ann")
    link = soup(client.get(f"{post.url}?reply={ann.pk}")).find("a", string="One thing at a time")
    first = soup(client.get(link["href"]))
    check = soup(press(client, post, first, **words(), step="check"))
    press(client, post, check)
    assert ReaderComment.objects.get(author_name="Sam").reply_to == ann


def test_a_conversation_that_closed_meanwhile_keeps_the_words(client, post, first):
    check = soup(press(client, post, first, **words(), step="check"))
    Conversation.objects.update_or_create(page=post, defaults={"access": Access.READ_ONLY})
    response = press(client, post, check)
    page = soup(response)
    assert response.status_code == 409 and heading(page) == "Check before you send"
    assert "not taking" in page.select_one("#problem").get_text()
    assert fields_of(page).items() >= words().items()
    assert client.get(f"/comments/{post.pk}/steps/").status_code == 302


def test_an_old_token_is_renewed_on_the_last_step(client, post, time_machine):
    time_machine.move_to("2026-05-04 09:30:00+01:00")
    first = soup(client.get(f"/comments/{post.pk}/steps/"))
    time_machine.move_to("2026-05-06 11:00:00+01:00")
    check = soup(press(client, post, first, **words(), step="check"))
    assert "open for a long time" in check.get_text()
    assert press(client, post, check).status_code == 302


@pytest.mark.parametrize("step", ["", "x", "check", "0", "\x00", "words" * 99])
def test_steps_that_there_are_not(client, post, step):
    response = client.post(f"/comments/{post.pk}/", words() | {"step": step, "steps": "1"}, headers=SAME_ORIGIN)
    assert response.status_code in {200, 422}
    assert not ReaderComment.objects.exists()


def test_another_websites_page_is_told_that_we_cannot_tell(client, post):
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = client.post(f"/comments/{post.pk}/", words() | {"step": "name"}, headers=headers)
    assert response.status_code == 403


@pytest.mark.parametrize("place", ["steps", "sheet"])
def test_nothing_is_said_of_pages_that_are_not_public(client, post, place):
    address = f"/comments/{post.pk}/{place}/"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405
    post.unpublish()
    assert client.get(address).status_code == 404
    assert client.get(f"/comments/999999/{place}/").status_code == 404
    assert not Conversation.objects.exists()


# On paper


def test_the_sheet_says_what_is_asked_and_where_to_send_it(client, post, site_says):
    page = soup(client.get(f"/comments/{post.pk}/sheet/"))
    text = page.get_text(" ", strip=True)
    for words_of in ("What would help?", "1 Kettle Lane", "01632 960123", "us@example.org", "a made-up name"):
        assert words_of in text, words_of
    assert len(page.select(".coprod-sheet__lines > div")) > 8
    assert soup(client.get(post.url)).find("a", string="A sheet to print and write on")["href"].endswith("/sheet/")


@pytest.fixture
def site_says(post):
    from wagtail.models import Site

    from coprod_wagtail.comments.models import ReaderCommentSettings
    from coprod_wagtail.models import SiteHelp

    site = Site.objects.get(is_default_site=True)
    SiteHelp.objects.create(site=site, phone="01632 960123", email="us@example.org")
    ReaderCommentSettings.objects.create(site=site, post_to="Kettle Lane\n1 Kettle Lane")
    type(post).objects.filter(pk=post.pk).update(closing_question="What would help?")


def test_a_step_says_nothing_of_what_is_still_to_come(client, post, first):
    page = soup(press(client, post, first, body="", step="name"))
    assert [link.get_text() for link in page.select("#problem a")] == ["Write your comment."]
    assert page.h1.label["for"] == page.textarea["id"]
