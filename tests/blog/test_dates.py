"""The date of a post follows its first publication, unless somebody chose one."""

import datetime
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from time_machine import travel
from wagtail.models import Locale

from coprod_wagtail.pages.models import BlogPostPage
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.framework

OCTOBER, NOVEMBER = "2026-10-01 10:00+00:00", "2026-11-28 10:00+00:00"
FIRST_DAY, PUBLISHED = datetime.date(2026, 10, 1), datetime.date(2026, 11, 28)


def draft(blog, **kwargs):
    post = BlogPostPageFactory(parent=blog, live=False, **kwargs)
    post.save_revision()
    return post


def again(post):
    return BlogPostPage.objects.get(pk=post.pk)


def publish(post):
    again(post).get_latest_revision().publish()
    return again(post)


@pytest.fixture
def in_october(blog):
    with travel(OCTOBER, tick=False):
        return draft(blog)


@pytest.mark.shape
def test_it_is_the_day_of_the_first_publication(in_october):
    with travel(NOVEMBER, tick=False):
        assert publish(in_october).date == PUBLISHED


def test_a_date_that_somebody_chose_stays(blog):
    post = draft(blog, date=FIRST_DAY)
    with travel(NOVEMBER, tick=False):
        assert publish(post).date == FIRST_DAY


def test_a_schedule_counts_from_the_day_it_comes_out(in_october):
    with travel(OCTOBER, tick=False):
        post = again(in_october)
        post.go_live_at = timezone.now() + datetime.timedelta(days=57, hours=23)
        post.save_revision().publish()
        assert again(post).date is None
    with travel(NOVEMBER, tick=False):
        call_command("publish_scheduled", stdout=StringIO())
    assert (again(in_october).live, again(in_october).date) == (True, PUBLISHED)


def test_it_is_the_day_on_the_clock_of_the_site(in_october):
    evening = travel("2026-11-28 20:00:00+00:00", tick=False)
    with override_settings(TIME_ZONE="Pacific/Auckland"), evening, timezone.override("America/New_York"):
        assert publish(in_october).date == datetime.date(2026, 11, 29)


def test_later_publications_leave_it_alone(in_october):
    with travel(NOVEMBER, tick=False):
        publish(in_october)
    with travel("2026-12-24 10:00+00:00", tick=False):
        # What the editor opens was written before the publication, and has to have the date by now.
        version = again(in_october).get_latest_revision_as_object()
        assert version.date == PUBLISHED
        version.save_revision().publish()
        again(in_october).unpublish()
        assert publish(in_october).date == PUBLISHED


def test_a_draft_from_before_the_publication_takes_no_date_away(in_october):
    early = again(in_october).get_latest_revision()
    with travel(NOVEMBER, tick=False):
        again(in_october).save_revision()
        publish(in_october)
    with travel("2026-12-24 10:00+00:00", tick=False):
        early.publish()
    assert again(in_october).date == PUBLISHED


def test_it_can_be_taken_out_afterwards(in_october):
    with travel(NOVEMBER, tick=False):
        post = publish(in_october)
        post.date = None
        post.save_revision().publish()
    assert again(post).date is None
    assert again(post).get_latest_revision_as_object().date is None


@pytest.mark.shape
def test_a_copy_is_a_new_post(blog):
    with travel(OCTOBER, tick=False):
        post = publish(draft(blog, date=FIRST_DAY))
    copy = post.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert again(copy).date is None
    assert again(copy).get_latest_revision_as_object().is_dated_by_publication
    with travel(NOVEMBER, tick=False):
        assert publish(copy).date == PUBLISHED
        again(copy).get_latest_revision_as_object().save_revision().publish()
    assert again(copy).date == PUBLISHED
    assert again(post).date == FIRST_DAY


def test_a_copy_that_is_live_at_once_is_published_now(blog):
    with travel(OCTOBER, tick=False):
        post = publish(draft(blog))
    with travel(NOVEMBER, tick=False):
        copy = post.copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert again(copy).date == PUBLISHED
    assert again(copy).get_latest_revision_as_object().date == PUBLISHED


@pytest.mark.shape
def test_an_alias_has_the_date_of_its_source(blog, in_october):
    alias = in_october.create_alias(update_slug="alias")
    with travel(NOVEMBER, tick=False):
        publish(in_october)
    assert again(alias).date == PUBLISHED


@pytest.mark.shape
@pytest.mark.parametrize("date", [FIRST_DAY, None])
@override_settings(
    WAGTAIL_I18N_ENABLED=True,
    LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")],
    WAGTAIL_CONTENT_LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")],
)
def test_a_translation_has_the_date_of_its_original_known_or_not(blog, date):
    post = BlogPostPageFactory(parent=blog, date=date, first_published_at=timezone.now())
    translation = post.copy_for_translation(Locale.objects.create(language_code="cy"), copy_parents=True)
    with travel(NOVEMBER, tick=False):
        assert publish(translation).date == date


def test_what_is_live_without_a_date_does_not_get_one(blog):
    post = BlogPostPageFactory(parent=blog, date=None, first_published_at=timezone.now())
    post.save_revision().publish()
    assert again(post).date is None


def test_the_preview_of_a_draft_says_that_the_date_will_come(blog, rf):
    page = draft(blog)
    html = page.make_preview_request(preview_mode=page.default_preview_mode).content
    words = BeautifulSoup(html, "html.parser").find(class_="coprod-byline__facts").text
    assert "Dated when it is published" in words
    assert not BeautifulSoup(html, "html.parser").find("time")


@pytest.mark.sampled
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0202-06-04"])
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_a_slip_of_the_keyboard_is_refused_in_words(blog, day, zone):
    field = BlogPostPage.get_edit_handler().get_form_class().base_fields["date"]
    with timezone.override(zone), pytest.raises(ValidationError) as refusal:
        field.clean(day)
    (words,) = refusal.value.messages
    assert words.startswith(f"Check the year: {int(day[:4])} is too far away. Write it like ")


@pytest.mark.parametrize("day", [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)])
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
def test_old_rows_with_such_dates_break_no_door(client, blog, day, zone):
    post = BlogPostPageFactory(parent=blog, date=day, first_published_at=None)
    addresses = [
        post.url,
        blog.url,
        "/api/coprod/v1/posts/",
        "/api/coprod/v1/posts/?order=oldest",
        f"/api/coprod/v1/posts/?year={day.year}",
        f"/api/coprod/v1/posts/{post.pk}/",
    ]
    with override_settings(TIME_ZONE=zone), timezone.override(zone):
        assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
        assert client.get("/api/coprod/v1/posts/").json()["items"][0]["date"] == day.isoformat()
