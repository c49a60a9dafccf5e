"""Each language has a conversation of its own, at an address that does not name the language; every answer speaks it."""

import pytest
from django.utils import translation
from django.utils.formats import date_format

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.promise.working_days import WorkingDays
from tests.comments.sending import SAME_ORIGIN, drawn_fields, send, soup, words
from tests.factories import ReaderCommentFactory

from .translating import translate


def speaks(response, language):
    return soup(response).html["lang"] == response.headers["Content-Language"] == language


@pytest.fixture
def pages(post, welsh_post):
    return {"en-gb": post, "cy": welsh_post}


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_a_comment_lands_on_the_page_it_was_written_on_and_is_answered_in_its_language(client, pages, language):
    answer = send(client, pages[language], **words())

    comment = ReaderComment.objects.get()
    assert (comment.page_id, comment.language) == (pages[language].pk, language)
    slip = client.get(answer["Location"].partition("#")[0])
    assert speaks(slip, language)
    with translation.override(language):
        assert date_format(WorkingDays().after(comment.received_at, 2), "l j F") in slip.text
    assert soup(slip).find("a", href=pages[language].url)


def test_the_private_page_has_the_menu_of_its_language(client, pages, welsh_home):
    answer = send(client, pages["cy"], **words())

    slip = soup(client.get(answer["Location"].partition("#")[0]))

    assert slip.select_one(".masthead__name a")["href"] == "/cy/"


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_what_has_to_be_mended_is_said_in_the_language_of_the_page(client, pages, language):
    answer = send(client, pages[language], **words(body=""))

    assert answer.status_code == 422
    assert speaks(answer, language)


def test_so_is_that_it_came_from_another_site(client, pages):
    answer = send(client, pages["cy"], headers={"Sec-Fetch-Site": "cross-site"}, **words())

    assert answer.status_code == 403
    assert speaks(answer, "cy")


def test_so_is_that_it_is_too_large(client, pages, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAX_BODY_BYTES": 1000}

    answer = send(client, pages["cy"], **words(body="x" * 2000))

    assert answer.status_code == 413
    assert speaks(answer, "cy")


def test_words_for_a_page_that_went_come_back_in_the_language_of_the_page(client, pages):
    data = drawn_fields(client, pages["cy"].url) | words()
    pages["cy"].unpublish()

    answer = client.post(data.pop("action"), data, headers=SAME_ORIGIN)

    assert answer.status_code == 404
    assert speaks(answer, "cy")
    assert words()["body"] in answer.text


def test_a_hidden_page_does_not_tell_its_language_to_those_who_never_saw_it(client, pages):
    pages["cy"].unpublish()

    hidden, missing = (client.post(f"/comments/{pk}/", words(), headers=SAME_ORIGIN) for pk in (pages["cy"].pk, 999999))

    assert speaks(hidden, "en-gb")
    assert hidden.text == missing.text


def test_the_feed_is_in_the_language_of_the_page(client, pages):
    for page in pages.values():
        ReaderCommentFactory(page=page, body=f"On {page.title}")

    for language, page in pages.items():
        feed = client.get(f"/comments/{page.pk}/feed/")
        assert feed.headers["Content-Language"] == language
        assert f"<language>{language}</language>" in feed.text
        assert f"On {page.title}" in feed.text
        assert feed.text.count("<item>") == 1


def test_each_language_shows_and_counts_its_own_comments(client, pages):
    ReaderCommentFactory(page=pages["en-gb"], body="In English")
    ReaderCommentFactory(page=pages["en-gb"], body="Waiting", status=Status.PENDING)
    ReaderCommentFactory(page=pages["cy"], body="Yn Gymraeg")

    for own, other, page in (
        ("In English", "Yn Gymraeg", pages["en-gb"]),
        ("Yn Gymraeg", "In English", pages["cy"]),
    ):
        drawn = client.get(page.url)
        assert soup(drawn).select_one("#comments-title").text == "Comments (1)"
        assert own in drawn.text
        assert other not in drawn.text


def test_a_conversation_that_closes_in_one_language_stays_open_in_the_other(client, pages):
    from coprod_wagtail.comments.constants import Access
    from coprod_wagtail.comments.models import Conversation

    Conversation.objects.create(page=pages["en-gb"], access=Access.READ_ONLY)

    assert not soup(client.get(pages["en-gb"].url)).select("form.coprod-form")
    assert soup(client.get(pages["cy"].url)).select("form.coprod-form")


def test_a_question_to_the_readers_has_one_in_each_language_too(client, question, welsh_home):
    translated = translate(question, {"What should we do next?": "Beth nesaf?"})

    send(client, translated, **words())

    assert "Beth nesaf?" in soup(client.get(translated.url)).h1.text
    assert ReaderComment.objects.get().page_id == translated.pk
