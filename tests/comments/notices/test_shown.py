"""Where comments show before anybody has read them, moderators hear that one came: once, in the same e-mails as of what waits."""

from datetime import date, time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from coprod_wagtail.comments.actions import HideComment, PublishComment, TakeDownComment
from coprod_wagtail.comments.constants import Access, Policy, Status
from coprod_wagtail.comments.models import (
    Conversation,
    NoticeSettings,
    ReaderComment,
    ReaderCommentSettings,
    Subscription,
)
from coprod_wagtail.comments.moderation.trust.show import ShowTrusted
from coprod_wagtail.comments.notices.sweep import sweep
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory, volunteer

from ..reports.telling import tell
from ..sending import SAME_ORIGIN, drawn_fields, soup, words
from .conftest import choose, html_of, links

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MORNING = "2026-05-06 08:00:05+01:00"


@pytest.fixture
def site_settings():
    return ReaderCommentSettings.objects.create(site=Site.objects.get(), policy=Policy.SHOW_FIRST)


@pytest.fixture
def sam(moderator, site_settings):
    """A moderator who hears at once."""
    choose(moderator, how="at_once")
    return moderator


@pytest.fixture
def send(client, post, clock):
    """A reader sends this, and has taken a while to write it."""

    def sent(**fields):
        data = drawn_fields(client, post.url) | fields
        clock.shift(40)
        return client.post(data.pop("action"), data, headers=SAME_ORIGIN)

    return sent


def shown():
    return ReaderComment.objects.get(status=Status.PUBLISHED)


def test_a_comment_that_shows_at_once_is_told_once(send, post, sam, post_box):
    send(**words())
    assert shown().shown_unread
    [message] = post_box.after(seconds=31)
    assert (message.to, message.subject) == ([sam.email], "1 new comment is on your website")
    for text in (message.body, html_of(message)):
        assert "On the page already: Sam wrote on" in text and post.title in text
        assert "The bus decides my whole day." in text
        assert "Nobody in your team has read it. If it is fine, you need do nothing." in text
        assert "Please read it by" not in text
        assert "/admin/reader-comments/?status=published" in text.replace("&amp;", "&")
    assert links(message, "Hide") and not links(message, "Publish") and not links(message, "Decline")
    assert post_box.after(hours=1) == []
    assert post_box.at("2026-05-12 09:00:00+01:00") == []


def test_on_one_page_where_comments_show_first(send, post, moderator, post_box):
    choose(moderator, how="at_once")
    Conversation.objects.create(page=post, policy=Policy.SHOW_FIRST)
    send(**words())
    [message] = post_box.after(seconds=31)
    assert message.subject == "1 new comment is on your website"


def test_once_a_day_for_who_never_chose_and_the_command_does_not_wait(send, moderator, site_settings, post_box):
    send(**words())
    assert post_box.at("2026-05-05 23:00:00+01:00") == []
    [message] = post_box.at(MORNING)
    assert message.to == [moderator.email] and "On the page already" in message.body
    post_box.clock.shift(24 * 3600)
    send(**words(body="Another one, and longer."))
    post_box.clock.shift(60)
    call_command("send_moderation_digest")
    [message] = post_box.open()
    assert "Another one" in message.body and "bus" not in message.body


def test_with_what_waits_it_is_one_mail_and_stands_last(send, post, sam, post_box):
    send(**words())
    waits = ReaderCommentFactory(page=post, status=Status.PENDING, body="It waits.", author_name="Ada")
    post_box.clock.shift(5)
    assert waits.pk
    [message] = post_box.after(minutes=1)
    assert message.subject == "2 things wait for you to read"
    assert "1 comment, 1 comment that is on the page already" in message.body
    assert message.body.index("It waits.") < message.body.index("The bus decides")
    assert links(message, "Publish") and links(message, "Hide")


def test_who_does_not_want_it_is_not_told(send, sam, post_box):
    choose(sam, shown=False)
    send(**words())
    assert post_box.at("2026-05-06 09:00:00+01:00") == []


def test_of_two_who_cover_for_each_other_one_wish_is_enough(send, sam, post_box):
    ada = ModeratorFactory(username="ada")
    choose(ada, how="never", shown=False)
    choose(sam, away_until=date(2026, 5, 6), stand_in=ada)
    send(**words())
    assert [message.to for message in post_box.after(minutes=1)] == [[ada.email]]


@pytest.mark.parametrize("decide", [HideComment, "put back"])
def test_what_somebody_decided_about_meanwhile_is_not_told(send, sam, post_box, decide):
    send(**words())
    comment, user = shown(), UserFactory(is_superuser=True)
    HideComment(comment, user=user)()
    if decide == "put back":
        PublishComment(comment, user=user)()
        assert shown().pk == comment.pk
    assert post_box.at("2026-05-06 09:00:00+01:00") == []


def test_what_people_published_is_not_told(post, sam, post_box):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    PublishComment(comment, user=UserFactory(is_superuser=True))()
    assert post_box.after(minutes=1) == []


def test_a_writer_who_took_it_down_and_brings_it_back_rings_nobody(send, sam, post_box):
    send(**words())
    TakeDownComment(shown())()
    assert post_box.after(minutes=1) == []
    assert not ReaderComment.objects.filter(status=Status.PUBLISHED).exists()


def test_in_a_conversation_that_is_hidden_there_is_nothing_to_tell(send, sam, post_box):
    send(**words())
    Conversation.objects.update(access=Access.HIDDEN)
    assert post_box.after(minutes=1) == []


def test_what_readers_told_about_it_is_told_in_its_place(send, client, post, sam, post_box):
    send(**words())
    tell(client, shown(), reason="unkind", body="marker-told")
    [message] = post_box.after(minutes=1)
    assert message.subject == "1 thing waits for you to read"
    assert "marker-told" in message.body and "On the page already" not in message.body


# Trusted writers


@pytest.fixture
def trusted(post, moderator):
    """A comment of somebody who is trusted once they name its number."""
    ReaderCommentSettings.objects.create(site=Site.objects.get(), trust_after=1)
    choose(moderator, how="at_once")

    def subscribed(**changes):
        comment = ReaderCommentFactory(page=post, **changes)
        return Subscription.objects.create(
            conversation=comment.conversation,
            comment=comment,
            email="ada@example.org",
            found_by=str(comment.pk),
            confirmed_at=comment.received_at if comment.status == Status.PUBLISHED else None,
        )

    subscribed()
    return subscribed(status=Status.PENDING, body="Trusted words.", author_name="Ada")


def test_of_a_trusted_writer(trusted, moderator, post_box):
    ShowTrusted(trusted)()
    [message] = post_box.after(minutes=1)
    assert "On the page already: Ada wrote on" in message.body and "Trusted words." in message.body


def test_who_was_told_of_it_while_it_waited_is_not_told_again(trusted, moderator, post_box):
    sweep()
    [message] = post_box.after(minutes=1)
    assert "Publish" in message.body
    ShowTrusted(trusted)()
    assert post_box.after(hours=1) == []


# What an e-mail does not carry, and who gets none


def test_a_site_can_have_links_only(send, sam, site_settings, post_box):
    ReaderCommentSettings.objects.update(mails_without_words=True)
    send(**words())
    [message] = post_box.after(minutes=1)
    for text in (message.body, html_of(message)):
        assert "is on the page already" in text and "bus" not in text and "/decide/" not in text
        assert "/admin/reader-comments/inspect/" in text


def test_only_those_who_may_read_it(send, blog, root_page, site_settings, post_box):
    here = volunteer({"page": blog}, email="here@example.org")
    elsewhere = volunteer({"page": root_page.add_child(instance=type(blog)(title="Other", slug="other"))})
    for user in (here, elsewhere):
        choose(user, how="at_once")
    send(**words())
    assert [message.to for message in post_box.after(minutes=1)] == [[here.email]]


def test_in_quiet_hours_it_waits(send, sam, post_box):
    choose(sam, quiet_from=time(9), quiet_until=time(12))
    send(**words())
    assert post_box.at("2026-05-05 11:00:00+01:00") == []
    assert len(post_box.at("2026-05-05 12:00:05+01:00")) == 1


def test_after_a_long_time_only_the_last_week_is_told(send, sam, post_box):
    choose(sam, how="never")
    send(**words())
    post_box.at("2026-05-20 10:00:00+01:00")
    send(**words(body="The newest of all words."))
    choose(sam, how="at_once")
    [message] = post_box.after(minutes=1)
    assert message.subject == "1 new comment is on your website" and "newest" in message.body


def test_what_is_erased_before_the_mail_is_written_is_in_none(send, sam, post_box):
    send(**words())
    post_box.clock.shift(31)
    assert sweep() == 1
    comment = shown()
    comment.page.delete()
    assert post_box.open() == []
    assert NoticeSettings.objects.get(user=sam).queued_until is None


# The link


def test_the_link_hides_it_and_says_that_it_shows(send, client, post, sam, post_box):
    send(**words())
    [message] = post_box.after(minutes=1)
    [url] = links(message, "Hide")
    page = soup(client.get(url)).select_one("main")
    said = " ".join(page.get_text(" ", strip=True).split())
    assert "It is on the page already. Nobody in your team has read it." in said and "to be read by" not in said
    [form] = page.select("form[method=post]")
    client.post(url, {field["name"]: field.get("value", "") for field in form.select("input[name]")})
    comment = ReaderComment.objects.get()
    assert (comment.status, comment.shown_unread) == (Status.HIDDEN, False)
    # Shown again by a person, it has been read: the link does nothing more.
    PublishComment(comment, user=sam)()
    assert "This link" in client.get(url).content.decode() or "you decided" in client.get(url).content.decode()
    assert ReaderComment.objects.get().status == Status.PUBLISHED


def test_the_same_few_questions_however_many_came(post, sam, post_box):
    asked = []
    for number in (1, 30):
        ReaderCommentFactory.create_batch(number, page=post, shown_unread=True)
        post_box.clock.shift(900)
        with CaptureQueriesContext(connection) as queries:
            sweep()
            assert len(post_box.open()) == 1
        asked.append(len(queries))
        post_box.clock.shift(900)
        post_box.open()
    assert asked[1] <= asked[0], asked
