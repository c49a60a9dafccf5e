"""The private page: thank you, what happens next and by when, and where the comment stands ever after."""

import pytest

from coprod_wagtail.comments.actions import DeclineComment, HideComment, PublishComment
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.slip.lookup import comment_by_secret

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def place(client, post):
    return send(client, post, **words())["Location"].split("#")[0]


def text_of(response):
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


@pytest.mark.shape
def test_it_says_thank_you_and_what_happens_next(client, post, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00")  # a Thursday: two working days on is Monday
    response = client.get(send(client, post, **words())["Location"].split("#")[0])
    heading = soup(response).select_one("h1")
    assert heading.get_text(strip=True) == "Thank you. Your comment has been sent."
    assert (heading["tabindex"], heading["id"]) == ("-1", "thank-you")
    assert "Monday 11 May" in text_of(response)
    assert words()["body"] in text_of(response)


def test_it_says_so_when_we_are_late(client, post, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00")
    place = send(client, post, **words())["Location"].split("#")[0]
    time_machine.move_to("2026-05-11 23:00:00+01:00")
    assert "longer than we said" not in text_of(client.get(place))
    time_machine.move_to("2026-05-12 01:00:00+01:00")
    assert "longer than we said" in text_of(client.get(place))


@pytest.mark.shape
def test_the_redirect_leads_to_the_heading(client, post):
    assert send(client, post, **words())["Location"].endswith("/#thank-you")


@pytest.mark.shape
def test_it_goes_on_saying_where_the_comment_stands(client, post, moderator, place):
    comment = ReaderComment.objects.get()
    assert "Waiting to be read" in text_of(client.get(place))
    PublishComment(comment, user=moderator)()
    page = soup(client.get(place))
    assert "Everybody can read it now" in page.get_text()
    link = page.select_one(f'a[href$="#comment-{comment.pk}"]')
    assert f'id="comment-{comment.pk}"' in client.get(link["href"].split("#")[0]).content.decode()
    HideComment(comment, user=moderator)()
    assert "not on our website at the moment" in text_of(client.get(place))


def test_a_comment_we_did_not_publish_says_so(client, post, moderator, place):
    DeclineComment(ReaderComment.objects.get(), user=moderator)()
    text = text_of(client.get(place))
    assert "decided not to show it" in text
    assert "Waiting" not in text


@pytest.mark.shape
def test_it_tells_nothing_of_a_page_that_went_private(client, post, moderator, place):
    PublishComment(ReaderComment.objects.get(), user=moderator)()
    post.unpublish()
    response = client.get(place)
    assert post.title not in text_of(response)
    assert response.status_code == 200


def test_it_is_for_its_reader_only(client, place):
    response = client.get(place)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    assert soup(response).select_one("meta[name=robots]")["content"] == "noindex"


def test_refreshing_changes_nothing(client, place):
    for _ in range(3):
        client.get(place)
    assert ReaderComment.objects.count() == 1


@pytest.mark.sampled
@pytest.mark.parametrize("secret", ["x", "a" * 22, "%00", "%F0%9F%98%80", "é"])
def test_an_address_nobody_was_given_is_not_found(client, place, secret):
    assert client.get(f"/comments/slips/{secret}/").status_code == 404


def test_a_new_key_ends_old_addresses(client, place, settings):
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "another"}
    assert client.get(place).status_code == 404


def test_a_new_secret_key_does_not_where_the_slip_key_is_set(client, post, settings):
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "long-lived"}
    place = send(client, post, **words())["Location"].split("#")[0]
    settings.SECRET_KEY = "rotated"
    assert client.get(place).status_code == 200


def test_a_key_that_was_replaced_goes_on_opening_what_it_made(client, post, settings):
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "the first"}
    first = send(client, post, **words())["Location"].split("#")[0]
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "the second", "SLIP_KEY_FALLBACKS": ["the first"]}
    second = send(client, post, **words(body="Another one."))["Location"].split("#")[0]
    for place in (first, second):
        assert client.get(place).status_code == 200
        assert client.get(f"/api/coprod/v1{place.removeprefix('/comments')}").status_code == 200
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "the second"}
    assert [client.get(place).status_code for place in (first, second)] == [404, 200]


def test_a_second_click_finds_the_first_answer_whichever_key_made_it(client, post, settings):
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "the first"}
    fields = drawn_fields(client, post.url)
    action, data = fields.pop("action"), fields | words()
    first = client.post(action, data, headers=SAME_ORIGIN)["Location"]
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "the second", "SLIP_KEY_FALLBACKS": ["the first"]}
    assert client.post(action, data, headers=SAME_ORIGIN)["Location"] == first
    assert ReaderComment.objects.count() == 1


def test_the_secret_key_of_before_may_be_a_fallback_where_there_was_no_slip_key(client, post, settings):
    settings.COPROD_WAGTAIL = {}
    before = settings.SECRET_KEY
    place = send(client, post, **words())["Location"].split("#")[0]
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "one of its own", "SLIP_KEY_FALLBACKS": [before]}
    assert client.get(place).status_code == 200
    settings.COPROD_WAGTAIL = {}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "rotated", [before]
    assert client.get(place).status_code == 200


def test_finding_it_is_one_query_however_many_keys_there_were(client, post, settings, django_assert_num_queries):
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "now", "SLIP_KEY_FALLBACKS": [f"key {n}" for n in range(5)]}
    with django_assert_num_queries(1):
        assert comment_by_secret("nobodys") is None


def test_nobody_can_post_to_it(client, place):
    assert client.post(place).status_code == 405
