"""Number and four words lead to a comment's private page: on pages and over JSON."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coprod_wagtail.comments.actions import EraseComment, TakeDownComment
from coprod_wagtail.comments.exceptions import NoSuchComment, TooManyTries
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.slip.lookup import (
    TRIES_FOR_COMMENT,
    TRIES_FOR_SITE,
    TRIES_FROM_PLACE,
    secret_by_passphrase,
)
from coprod_wagtail.comments.slip.passphrase import LENGTH, passphrase, wordlist
from coprod_wagtail.conf import conf
from tests.factories import ReaderCommentFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

FIND = "/comments/find/"
LOOKUP = "slips/lookup/"


@pytest.fixture
def place(client, post):
    return send(client, post, **words())["Location"].split("#")[0]


@pytest.fixture
def comment(place):
    return ReaderComment.objects.get()


@pytest.fixture
def four(client, place):
    """The words as its writer sees them."""
    return soup(client.get(place)).select_one(".coprod-ticket__words").get_text()


def by_page(client, number, typed):
    answer = client.post(FIND, {"number": number, "words": typed})
    return answer.status_code, answer.get("Location")


def by_api(client, number, typed):
    answer = client.post(
        f"/api/coprod/v1/{LOOKUP}", {"number": number, "words": typed}, content_type="application/json"
    )
    return answer.status_code, answer.json().get("secret")


# The words


@pytest.mark.pure
def test_the_list_has_words_that_cannot_be_taken_for_one_another():
    found = wordlist()
    assert len(found) == len(set(found)) == 2048
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in found)


def test_they_are_in_no_row(comment, four):
    stored = " ".join(str(value) for value in ReaderComment.objects.filter(pk=comment.pk).values_list().get())
    assert len(four.split()) == LENGTH and set(four.split()) <= set(wordlist())
    assert not any(word in stored for word in [four, *four.split()])


def test_they_stay_when_the_key_is_changed(client, place, comment, four, settings):
    old = conf.SLIP_KEY
    settings.COPROD_WAGTAIL = {
        **settings.COPROD_WAGTAIL, "SLIP_KEY": "another key of the site, which is long enough", "SLIP_KEY_FALLBACKS": [old],
    }  # fmt: skip
    assert soup(client.get(place)).select_one(".coprod-ticket__words").get_text() == four
    assert by_page(client, comment.pk, four) == (303, place)


def test_another_comment_has_others(comment, four):
    other = ReaderCommentFactory(page=comment.page)
    assert passphrase(other.slip_nonce, other.slip_hash) != four.split()


# Finding it


@pytest.mark.parametrize("typed", ["{}", "  {} ", "UPPER", "commas", "hyphens", "lines"])
def test_the_words_lead_there_however_they_are_typed(client, place, comment, four, typed):
    parts = four.split()
    typed = {
        "UPPER": four.upper(), "commas": ", ".join(parts), "hyphens": "-".join(parts), "lines": "\t".join(parts)
    }.get(typed, typed.format(four))  # fmt: skip
    assert by_page(client, comment.pk, typed) == (303, place)
    assert by_api(client, comment.pk, typed) == (200, place.split("/")[-2])


@pytest.mark.parametrize("number", ["{}", " {} ", "No. {}", "#{}", "Comment {}"])
def test_the_number_too(client, place, comment, four, number):
    assert by_page(client, number.format(comment.pk), four) == (303, place)
    assert by_api(client, number.format(comment.pk), four)[0] == 200


@pytest.mark.shape
def test_it_leads_there_whatever_became_of_the_comment(client, place, comment, four):
    TakeDownComment(comment)()
    assert by_page(client, comment.pk, four) == (303, place)


def test_no_cookie_is_set_and_nobody_keeps_it(client, comment, four):
    for answer in (client.get(FIND), client.post(FIND, {"number": comment.pk, "words": four}), client.post(FIND)):
        assert not answer.cookies and "no-store" in answer["Cache-Control"]


# Not finding it


def test_what_is_not_there_looks_alike_whatever_the_reason(client, comment, four):
    erased = ReaderCommentFactory(page=comment.page)
    of_erased = " ".join(passphrase(erased.slip_nonce, erased.slip_hash))
    EraseComment(erased)()
    imported = ReaderCommentFactory(page=comment.page, slip_nonce="", slip_hash=None)
    tries = [
        (comment.pk, "lilac otter bus drum"),
        (comment.pk + 1_000_000, four),
        (erased.pk, of_erased),
        (imported.pk, " ".join(passphrase("", None))),
    ]
    answers, counts = set(), set()
    for number, typed in tries:
        with CaptureQueriesContext(connection) as asked:
            page = client.post(FIND, {"number": number, "words": typed})
        answers.add((page.status_code, soup(page).select_one(".coprod-problem").get_text(" ", strip=True)))
        counts.add(len(asked))
        api = client.post(
            f"/api/coprod/v1/{LOOKUP}", {"number": number, "words": typed}, content_type="application/json"
        )
        answers.add((api.status_code, api.json()["detail"]))
    assert len(answers) == 2 and {status for status, _words in answers} == {404} and len(counts) == 1


@pytest.mark.parametrize(
    ("number", "typed", "field"),
    [
        ("", "lilac otter bus drum", "number"),
        ("twelve", "lilac otter bus drum", "number"),
        ("0", "lilac otter bus drum", "number"),
        ("-0", "lilac otter bus drum", "number"),
        ("9" * 19, "lilac otter bus drum", "number"),
        ("9" * 5000, "lilac otter bus drum", "number"),
        ("12", "", "words"),
        ("12", "lilac otter bus", "words"),
        ("12", "lilac otter bus drum oak", "words"),
        ("12", "x" * 5000, "words"),
        ("12", "1 2 3 4", "words"),
        ("12", "lilac otter bus dr\x00um", "words"),
        ("٣", "lilac otter bus drum", None),
    ],
)
def test_what_has_to_be_mended_is_said(client, db, number, typed, field):
    page = client.post(FIND, {"number": number, "words": typed})
    api = client.post(f"/api/coprod/v1/{LOOKUP}", {"number": number, "words": typed}, content_type="application/json")
    assert page.status_code == api.status_code == (422 if field else 404)
    if field:
        assert soup(page).select_one(f'.coprod-problem a[href="#coprod-{field}"]')
        assert [error["field"] for error in api.json()["errors"]] == [field]


def test_typed_words_stay(client, db):
    again = soup(client.post(FIND, {"number": "12", "words": "lilac otter bus"}))
    assert again.select_one("#coprod-number")["value"] == "12"
    assert again.select_one("#coprod-words")["value"] == "lilac otter bus"
    assert again.title.get_text().strip().startswith("Error:")


# Guessing


def test_ten_thousand_guesses_find_nothing(comment, four):
    cache.clear()
    found, refused, asked = [], 0, 0
    for number in range(10_000):
        guess = " ".join(wordlist()[(number * step) % 2048] for step in (1, 3, 7, 11))
        try:
            found.append(secret_by_passphrase(comment.pk, guess, f"10.0.{number % 256}.{number // 256}"))
        except NoSuchComment:
            asked += 1
        except TooManyTries:
            refused += 1
    assert not found and asked <= 2 * TRIES_FOR_COMMENT and asked + refused == 10_000


def test_neither_do_guesses_at_many_comments(db):
    cache.clear()
    asked = 0
    for number in range(1, 2000):
        try:
            secret_by_passphrase(number, "lilac otter bus drum", f"10.0.{number % 256}.{number // 256}")
        except NoSuchComment:
            asked += 1
        except TooManyTries:
            pass
    assert asked <= 2 * TRIES_FOR_SITE


def test_a_flood_shuts_nobody_out_who_has_the_link(client, place, comment, four):
    cache.clear()
    for _ in range(TRIES_FOR_COMMENT + 1):
        client.post(FIND, {"number": comment.pk, "words": "lilac otter bus drum"})
    answer = client.post(FIND, {"number": comment.pk, "words": four})
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 3600
    assert by_api(client, comment.pk, four)[0] == 429
    assert client.get(place).status_code == 200


@pytest.mark.parametrize("door", [by_page, by_api])
def test_one_place_shuts_nobody_else_out(client, comment, four, door):
    cache.clear()
    for number in range(TRIES_FOR_SITE + TRIES_FROM_PLACE):
        status, _found = door(client, 10_000 + number, "lilac otter bus drum")
        assert status == (404 if number < TRIES_FROM_PLACE else 429)
    assert door(client, comment.pk, four)[0] == 429
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert door(client, comment.pk, four)[0] in {200, 303}


@pytest.mark.shape
def test_there_is_a_way_to_it_where_people_read(client, post):
    page = soup(client.get(post.url))
    (link,) = [link for link in page.select("a") if link.get("href") == FIND]
    assert link.get_text() == "Find your comment"
    found = client.get(f"/api/coprod/v1/conversations/{post.pk}/").json()
    assert found["find_url"].endswith(FIND) and found["texts"]["find"] == "Find your comment"


@pytest.mark.parametrize("where", ["find", "edit"])
def test_what_is_far_too_much_is_told_so(client, place, where, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    answer = client.post({"find": FIND, "edit": f"{place}edit/"}[where], {"body": "x" * 200_000})
    assert answer.status_code == 413 and "too long" in answer.content.decode()
