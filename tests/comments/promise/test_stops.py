"""What stops new comments on a whole site: a pause, the time before an election, and the age of a page."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import State
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.panels import settings_in_words
from coprod_wagtail.comments.reading.api_urls import api_paths
from coprod_wagtail.text.formats import deadline_in_words
from tests.api.client import ApiClient
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def one_moment(time_machine):
    time_machine.move_to("2026-05-07 10:01:00+01:00", tick=False)
    return time_machine


def decide(**values):
    site = Site.objects.get(is_default_site=True)
    return ReaderCommentSettings.objects.update_or_create(site=site, defaults=values)[0]


def pause(**values):
    return decide(paused=True, **values)


def freeze(**values):
    now = timezone.now()
    return decide(**{"frozen_from": now - DAY, "frozen_until": now + DAY} | values)


def told(post):
    return ApiClient().read(f"conversations/{post.pk}/").json()


def note(client, post):
    found = soup(client.get(post.url)).select_one(".coprod-note")
    return found and " ".join(" ".join(line.get_text().split()) for line in found.find_all("p") or [found])


STOPS = pytest.mark.parametrize(("stop", "code"), [(pause, "paused"), (freeze, "frozen")])


@STOPS
def test_both_doors_say_so_and_have_no_form(client, post, stop, code):
    ReaderCommentFactory(page=post, body="Still here")
    assert told(post)["state"] == "open"
    stop()
    found = told(post)
    assert (found["state"], found["form"], found["follow"]) == (code, None, None)
    page = soup(client.get(post.url))
    assert page.select_one("form.coprod-form") is None
    assert "Still here" in page.get_text(), "reading goes on"
    assert note(client, post) == found["message"]
    read = ApiClient().read(f"comments/?page={post.pk}").json()
    assert (read["state"], read["items"][0]["can_be_answered"]) == (code, False)


def test_a_pause_speaks_in_words_of_the_sites_own(client, post):
    pause()
    assert note(client, post) == "We are not taking new comments at the moment."
    ReaderCommentFactory(page=post)
    assert "You can still read what people said" in note(client, post)
    pause(pause_words="We are back on Monday. Ring 020 7946 0000.")
    assert note(client, post) == told(post)["message"] == "We are back on Monday. Ring 020 7946 0000."
    assert soup(client.get(post.url)).select_one(".coprod-note a")["href"] == "tel:02079460000"


def test_a_freeze_says_when_people_can_write_again(client, post):
    site_settings = freeze()
    again = f"You can write here again from {deadline_in_words(site_settings.frozen_until)}"
    assert note(client, post) == f"We do not take new comments before an election. {again}"
    freeze(freeze_words="There is an election.")
    assert note(client, post) == told(post)["message"] == f"There is an election. {again}"


@STOPS
def test_words_that_were_typed_before_come_back(client, post, stop, code):
    fields = drawn_fields(client, post.url) | words()
    stop(pause_words="Ann is ill.", freeze_words="There is an election.")
    response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert response.status_code == 409
    page = soup(response)
    assert page.select_one("textarea[name=body]").get_text().strip() == words()["body"]
    assert page.select_one("#problem a").get_text(strip=True).startswith(("Ann is ill.", "There is an election."))
    assert not ReaderComment.objects.exists()


@STOPS
def test_the_api_answers_with_the_code(client, post, stop, code):
    token = next(field["value"] for field in told(post)["form"]["fields"] if field["name"] == "token")
    stop(pause_words="Ann is ill.", freeze_words="There is an election.")
    sent = {"page": post.pk, "token": token, **words()}
    for path in ("comments/", "comments/preview/"):
        response = client.post(f"/api/coprod/v1/{path}", sent, content_type="application/json", headers=SAME_ORIGIN)
        assert (response.status_code, response.json()["code"]) == (409, code)
        assert response.json()["detail"].startswith(("Ann is ill.", "There is an election."))


def test_what_was_begun_before_a_freeze_may_be_finished(client, post, one_moment):
    now = timezone.now()
    decide(frozen_from=now + MINUTE, frozen_until=now + DAY)
    fields = drawn_fields(client, post.url) | words()
    one_moment.shift(3 * MINUTE)
    assert soup(client.get(post.url)).select_one("form.coprod-form") is None, "nobody begins then"
    action = fields.pop("action")
    assert client.post(action, fields, headers=SAME_ORIGIN).status_code == 302
    one_moment.shift(4 * MINUTE)
    assert client.post(action, fields | {"body": "More"}, headers=SAME_ORIGIN).status_code == 409


def test_it_begins_and_ends_by_itself_and_caches_notice(client, post, settings, one_moment):
    settings.COPROD_WAGTAIL = {"API_CACHE_SECONDS": 300, "PAGE_CACHE_SECONDS": 300}
    site, now = Site.objects.get(), timezone.now()
    site.hostname, site.port = "testserver", 80
    site.save()
    decide(frozen_from=now + 2 * MINUTE, frozen_until=now + 4 * MINUTE)
    path, tags = api_paths(post.pk)[0], []
    for _ in range(3):
        answer = client.get(path)
        tags.append(answer["ETag"])
        drawn = client.get(post.url)
        if len(tags) < 3:
            assert "s-maxage=120" in answer["Cache-Control"]
            assert "s-maxage=120" in drawn["Cache-Control"]
        assert (soup(drawn).select_one("form.coprod-form") is None) is (len(tags) == 2)
        one_moment.shift(2 * MINUTE)
    assert len(set(tags[:2])) == 2
    assert tags[1] != tags[2]


def test_known_before_it_is_drawn_it_is_another_one(client, post, settings, one_moment):
    settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 300, "ETAG_BEFORE_DRAWING": True}
    now = timezone.now()
    decide(frozen_from=now + 2 * MINUTE, frozen_until=now + 4 * MINUTE)
    client.get(post.url)
    one_moment.shift(MINUTE)
    paths = [post.url, "/api/coprod/v1/posts/"]
    tags = {path: client.get(path)["ETag"] for path in paths}
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    one_moment.shift(2 * MINUTE)
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


@STOPS
def test_what_does_not_stop(client, post, stop, code):
    place = send(client, post, **words()).url.split("#")[0]
    comment = ReaderComment.objects.get()
    stop()
    PublishComment(comment, user=ModeratorFactory())()
    assert words()["body"] in client.get(post.url).content.decode()
    report = client.get(f"/comments/reports/{comment.pk}/")
    assert soup(report).select_one("form") is not None
    assert client.post(f"{place}take-down/").status_code == 302
    assert words()["body"] not in client.get(post.url).content.decode()
    assert client.post(f"{place}erase/").status_code == 302
    assert not ReaderComment.objects.filter(body=words()["body"]).exists()


def test_closed_says_closed_also_while_paused(post):
    pause()
    Conversation.objects.create(page=post, closes_at=timezone.now() - DAY)
    assert told(post)["state"] == "closed"


def test_a_pause_whose_end_nobody_knows_goes_before_a_freeze(post):
    freeze(paused=True)
    assert told(post)["state"] == "paused"


def test_the_nearest_site_counts(post, root_page):
    """A site whose root stands below another's."""
    other = Site.objects.create(hostname="other.example", root_page=post.get_parent())
    pause()
    assert Conversation.for_page_id(post.pk).state() == State.OPEN
    ReaderCommentSettings.objects.create(site=other, paused=True)
    assert Conversation.for_page_id(post.pk).state() == State.PAUSED


@pytest.mark.parametrize("stop", [lambda: decide(), pause, freeze, lambda: decide(close_after_days=3)])
def test_it_costs_no_query(client, post, stop):
    ReaderCommentFactory(page=post)
    client.get(post.url)
    with CaptureQueriesContext(connection) as before:
        client.get(post.url)
    stop()
    client.get(post.url)  # the list is drawn without its links for answering
    with CaptureQueriesContext(connection) as after:
        client.get(post.url)
    assert len(after) <= len(before)


# By the age of a page


def aged(post, days):
    type(post).objects.filter(pk=post.pk).update(first_published_at=timezone.now() - timedelta(days=days))


def test_a_page_closes_so_many_days_after_it_was_published(client, post, one_moment):
    aged(post, 29)
    assert told(post)["closes_at"] is None
    decide(close_after_days=30)
    ends = timezone.now() + DAY
    assert told(post)["state"] == "open"
    assert f"Open until {deadline_in_words(ends)}" in soup(client.get(post.url)).select_one("#form").get_text()
    fields = drawn_fields(client, post.url) | words()
    one_moment.shift(DAY - MINUTE)
    assert told(post)["state"] == "open"
    one_moment.shift(MINUTE)
    assert told(post)["state"] == "closed"
    assert note(client, post) == f"This conversation closed on {deadline_in_words(ends)}."
    # And what was begun before may be finished.
    assert client.post(fields.pop("action"), fields, headers=SAME_ORIGIN).status_code in {302, 422}


def test_a_closing_time_of_its_own_wins(post):
    aged(post, 60)
    decide(close_after_days=30)
    assert told(post)["state"] == "closed"
    Conversation.objects.create(page=post, closes_at=timezone.now() + DAY)
    assert told(post)["state"] == "open"
    Conversation.objects.update(closes_at=None, access="read_only")
    assert told(post)["state"] == "read_only"


def test_lists_of_pages_say_so_too(blog, post):
    fresh = BlogPostPageFactory(parent=blog)
    aged(post, 60)
    aged(fresh, 1)
    decide(close_after_days=30)
    found = {item["id"]: item["conversation"]["state"] for item in ApiClient().read("posts/").json()["items"]}
    assert found == {post.pk: "closed", fresh.pk: "open"}


def test_the_page_editor_says_when_it_closes(post):
    aged(post, 29)
    decide(close_after_days=30)
    post.refresh_from_db()
    said = dict(settings_in_words(Conversation.for_page(post)))["closes_at"]
    assert said == f"no time set. Like all pages of the site it closes on {deadline_in_words(timezone.now() + DAY)}"


# What editors may decide


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"frozen_from": timezone.now()}, "frozen_until"),
        ({"frozen_until": timezone.now()}, "frozen_from"),
        ({"frozen_from": timezone.now(), "frozen_until": timezone.now() - DAY}, "frozen_until"),
    ],
)
def test_a_freeze_has_a_beginning_and_an_end(values, field):
    with pytest.raises(ValidationError) as refused:
        ReaderCommentSettings(site=Site.objects.get(), **values).full_clean()
    assert list(refused.value.message_dict) == [field]
