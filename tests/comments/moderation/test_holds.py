"""Holding a writer or a flood for a while: what waits, who is told, how it ends, and what nobody can find out by it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.comments.actions import EraseComment, person
from coprod_wagtail.comments.actions.purge import purge
from coprod_wagtail.comments.constants import Policy, Sign, Status
from coprod_wagtail.comments.models import Hold, ReaderComment, ReaderCommentSettings, Subscription
from coprod_wagtail.comments.models.moderation.hold import Held
from coprod_wagtail.comments.moderation import known
from coprod_wagtail.comments.moderation.holds.actions import EndHold, HoldWriter
from tests.factories import ReaderCommentFactory, UserFactory

from ..sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SAM, REASON = "sam.marker@example.org", "Called the cook names, three times."


@pytest.fixture(autouse=True)
def shows_first(settings, time_machine):
    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MANY_FROM_CLIENT": 2}
    ReaderCommentSettings.objects.create(site=Site.objects.get(is_default_site=True), policy=Policy.SHOW_FIRST)


def confirmed(page, address=SAM, **changes):
    comment = ReaderCommentFactory(page=page, **changes)
    Subscription.objects.create(
        conversation=comment.conversation,
        comment=comment,
        email=address,
        nonce="x",
        found_by=f"{comment.pk:064}",
        confirmed_at=timezone.now(),
    )
    return comment


def in_days(days):
    return timezone.now() + timedelta(days=days)


def hold(comment, user, kind=Held.WRITER, days=14, reason=REASON):
    return HoldWriter(comment, kind, reason=reason, until=in_days(days), user=user)()


def sent(client, post, address="192.0.2.1", **changes):
    data = drawn_fields(client, post.url) | words(**changes)
    assert client.post(data.pop("action"), data, headers=SAME_ORIGIN, REMOTE_ADDR=address).status_code == 302
    return ReaderComment.objects.latest("pk")


@pytest.fixture
def comment(post):
    return confirmed(post)


@pytest.fixture
def flood(client, post):
    """Of five comments from one place, the last three."""
    for number in range(5):
        sent(client, post, "192.0.2.66", body=f"Flood {number}.")
    return list(ReaderComment.objects.order_by("pk")[2:])


# A writer


def test_everything_of_a_held_writer_waits_with_a_sign(client, post, comment, moderator):
    assert sent(client, post, author_email=SAM).status == Status.PUBLISHED
    hold(comment, moderator)
    held = sent(client, post, author_email=SAM.upper(), body="Another.", address="192.0.2.2")
    assert (held.status, held.signs) == (Status.PENDING, [Sign.HELD])
    assert held.hold_number == Hold.objects.get().number
    other = sent(client, post, author_email="ada@example.org", body="Mine.", address="192.0.2.3")
    assert (other.status, other.hold_number) == (Status.PUBLISHED, None)


def test_their_earlier_comments_are_known_by_the_number_and_those_that_wait_say_so(post, comment, moderator):
    waiting = confirmed(post, status=Status.PENDING)
    strangers = ReaderCommentFactory(page=post, author_email=SAM)  # typed, and never confirmed
    hold(comment, moderator)
    number = Hold.objects.get().number
    for one in (comment, waiting, strangers):
        one.refresh_from_db()
    assert (comment.hold_number, waiting.hold_number, strangers.hold_number) == (number, number, None)
    assert (waiting.signs, comment.signs) == ([Sign.HELD], [])


def test_new_words_do_not_take_the_sign_away(client, post, comment, moderator):
    from coprod_wagtail.comments.actions import EditComment

    hold(comment, moderator)
    held = sent(client, post, author_email=SAM, body="Another.")
    EditComment(held, body="Other words.", author_name="Sam")()
    held.refresh_from_db()
    assert held.signs == [Sign.HELD]


def test_an_address_that_nobody_confirmed_cannot_be_held(post, moderator):
    comment = ReaderCommentFactory(page=post, author_email=SAM)
    with pytest.raises(Conflict):
        hold(comment, moderator)


# A flood


def test_a_flood_has_a_number_and_can_be_held(client, post, flood, moderator):
    [number] = {one.hold_number for one in flood}
    assert number and ReaderComment.objects.filter(hold_number=None).count() == 2
    hold(flood[0], moderator, Held.FLOOD)
    assert all(Sign.HELD in one.signs for one in ReaderComment.objects.filter(hold_number=number))


def test_what_comes_later_from_the_same_place_waits_too_and_from_others_not(
    client, post, flood, moderator, time_machine
):
    hold(flood[0], moderator, Held.FLOOD)
    time_machine.shift(timedelta(hours=1))
    again = sent(client, post, "192.0.2.66", body="One more.")
    assert (again.status, again.signs, again.hold_number) == (Status.PENDING, [Sign.HELD], flood[0].hold_number)
    other = sent(client, post, "192.0.2.67", body="And mine.")
    assert (other.status, other.hold_number) == (Status.PUBLISHED, None)


def test_a_flood_that_nobody_holds_is_over_when_it_is_over(client, post, flood, time_machine):
    time_machine.shift(timedelta(hours=1))
    again = sent(client, post, "192.0.2.66", body="One more.")
    assert again.status == Status.PUBLISHED


def test_the_cache_and_the_row_hold_no_address(client, post, flood):
    cache = caches["default"]
    if hasattr(cache, "_cache"):
        assert "192.0.2.66" not in str(list(cache._cache)) + str(list(cache._cache.values()))
    assert "192.0.2.66" not in str(list(ReaderComment.objects.values()))


# Its end


def test_it_ends_by_its_date(client, post, comment, moderator, time_machine):
    hold(comment, moderator, days=3)
    time_machine.shift(timedelta(days=3, minutes=2))
    assert sent(client, post, author_email=SAM, body="Another.").status == Status.PUBLISHED


def test_or_when_somebody_ends_it(client, post, comment, moderator):
    made = hold(comment, moderator)
    EndHold(made, user=moderator)()
    assert sent(client, post, author_email=SAM, body="Another.").status == Status.PUBLISHED
    with pytest.raises(Conflict):
        EndHold(made, user=moderator)()


@pytest.mark.parametrize("days", [-1, 0, 91, 4000])
def test_at_most_90_days(comment, moderator, days):
    with pytest.raises(ValidationError):
        hold(comment, moderator, days=days)
    assert not Hold.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b", "x" * 501, "\ud800"])
def test_there_is_a_reason(comment, moderator, reason):
    with pytest.raises(ValidationError):
        hold(comment, moderator, reason=reason)


def test_what_is_held_is_not_held_twice(comment, moderator):
    hold(comment, moderator)
    comment.refresh_from_db()
    with pytest.raises(Conflict):
        hold(comment, moderator)


def test_it_is_in_the_log_and_no_address_is(comment, moderator):
    EndHold(hold(comment, moderator), user=moderator)()
    begun, ended = ModelLogEntry.objects.order_by("pk")
    assert (begun.action, begun.object_id, begun.user) == ("coprod_comments.hold_writer", str(comment.pk), moderator)
    assert begun.data["note"] == REASON and begun.data["until"] and "marker" not in str(begun.data)
    assert (ended.action, ended.label, ended.user) == (
        "coprod_comments.end_hold",
        f"Hold {Hold.objects.get().pk}",
        moderator,
    )


# Who may


def test_only_who_may_decide_about_the_comment(comment, admin_user):
    nobody = UserFactory()
    with pytest.raises(NotAllowed):
        hold(comment, nobody)
    with pytest.raises(NotAllowed):
        EndHold(hold(comment, admin_user), user=nobody)()


@pytest.mark.parametrize("name", ["hold", "holds", "end_hold"])
def test_others_in_the_admin_see_and_change_nothing(client, comment, admin_user, name):
    made = hold(comment, admin_user)
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    args = {"hold": [comment.pk], "holds": [], "end_hold": [made.pk]}[name]
    response = client.post(reverse(f"coprod_comments_admin:{name}", args=args))
    assert response.status_code in (302, 403, 404, 405) and REASON not in response.content.decode()
    made.refresh_from_db()
    assert made.is_in_force


# In the admin


def test_a_moderator_holds_reviews_and_ends_it(client, comment, moderator, post):
    client.force_login(moderator)
    place = reverse("coprod_reader_comments:inspect", args=[comment.pk])
    url = reverse("coprod_comments_admin:hold", args=[comment.pk])
    assert url in client.get(place).content.decode()
    assert client.get(url).status_code == 200
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    assert client.post(url, {"kind": "writer", "reason": REASON, "until": day})["Location"] == place
    made = Hold.objects.get()
    assert timezone.localtime(made.until).date().isoformat() == day and made.made_by == moderator
    page = client.get(place).content.decode()
    assert REASON in page and url not in page and SAM not in page.replace(comment.author_email or "-", "")
    listed = client.get(reverse("coprod_comments_admin:holds")).content.decode()
    assert REASON in listed and place in listed and SAM not in listed and str(made.number) not in listed + page
    assert (
        reverse("coprod_comments_admin:holds") in client.get(reverse("coprod_reader_comments:index")).content.decode()
    )
    client.post(reverse("coprod_comments_admin:end_hold", args=[made.pk]))
    made.refresh_from_db()
    assert made.ended_at and "This is over." in client.get(reverse("coprod_comments_admin:holds")).content.decode()


@pytest.mark.parametrize(
    "change", [{"reason": ""}, {"until": "2020-01-01"}, {"until": ""}, {"kind": "flood"}, {"kind": ""}]
)
def test_what_is_missing_is_said_and_nothing_held(client, comment, moderator, change):
    client.force_login(moderator)
    fields = {"kind": "writer", "reason": REASON, "until": timezone.localdate().isoformat()} | change
    response = client.post(reverse("coprod_comments_admin:hold", args=[comment.pk]), fields)
    assert response.status_code == 200 and soup(response).select(".error-message, .w-field__errors")
    assert not Hold.objects.exists()


def test_the_list_costs_the_same_for_many(client, post, moderator, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    url = reverse("coprod_comments_admin:holds")
    client.force_login(moderator)
    hold(confirmed(post), moderator)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    few = len(queries)
    for number in range(4):
        hold(confirmed(post, f"{number}@example.org"), moderator)
    with django_assert_num_queries(few):
        client.get(url)


# What nobody else can find out


def test_no_public_door_tells_what_belongs_together(client, post, comment, moderator):
    hold(comment, moderator)
    second = sent(client, post, author_email=SAM, body="Another.")
    ReaderComment.objects.filter(pk=second.pk).update(status=Status.PUBLISHED, listed=True)
    number = Hold.objects.get().number
    doors = (post.url, f"/comments/{post.pk}/feed/", f"/api/coprod/v1/comments/?page={post.pk}")
    for door in (*doors, f"/api/coprod/v1/comments/{comment.pk}/", "/api/coprod/v1/comments/recent/"):
        page = client.get(door).content.decode()
        assert (
            str(number) not in page
            and number.hex not in page
            and "hold" not in page.lower().replace("placeholder", "").replace("household", "")
        ), door


def test_its_writer_is_given_the_reason_who_asks_for_all_that_is_held_of_them(comment, moderator):
    hold(comment, moderator)
    [held] = person.export(ReaderComment.objects.filter(pk=comment.pk))
    assert held["made_to_wait_because"] == REASON and held["made_to_wait_until"]
    assert str(Hold.objects.get().number) not in str(held)


# How it is forgotten


def test_the_last_comment_that_is_erased_takes_the_hold_along(post, comment, moderator):
    second = confirmed(post)
    hold(comment, moderator)
    for one, left in ((comment, 1), (second, 0)):
        one.refresh_from_db()
        EraseComment(one)()
        one.refresh_from_db()
        assert one.hold_number is None and Hold.objects.count() == left


def test_old_holds_and_numbers_go_in_time(post, comment, flood, moderator):
    hold(comment, moderator, days=1)
    purge(timezone.now() + timedelta(days=60))
    assert Hold.objects.count() == 1
    purge(timezone.now() + timedelta(days=92))
    assert not Hold.objects.exists()
    assert not ReaderComment.objects.exclude(hold_number=None).exists()


def test_a_hold_whose_page_is_gone_goes(post, comment, moderator):
    hold(comment, moderator)
    post.delete()
    purge()
    assert not Hold.objects.exists()


def test_sending_asks_nothing_more_where_nobody_is_held(client, post, django_assert_max_num_queries):
    sent(client, post)
    data = drawn_fields(client, post.url) | words(body="Another one.")
    with django_assert_max_num_queries(17):  # what it shows straight away takes a few
        client.post(data.pop("action"), data, headers=SAME_ORIGIN)


def test_a_cache_that_is_down_is_no_way_out(client, post, comment, moderator, monkeypatch):
    hold(comment, moderator)
    monkeypatch.setattr(known, "caches", {})
    assert send(client, post, **words(author_email=SAM)).status_code == 302
    assert Sign.HELD in ReaderComment.objects.latest("pk").signs
