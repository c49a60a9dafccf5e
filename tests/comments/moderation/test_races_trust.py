"""What happens at the same moment to comments of one writer whom the site may trust: each has one outcome, and trust that was
lost is used by nobody.

With real transactions on connections of their own, so on the servers only (see tests/comments/actions/test_races.py).
"""

from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import DeclineComment, HideComment, PublishComment, change_of_status
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.mail.subscriptions import ConfirmMail
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings, Subscription
from coprod_wagtail.comments.moderation import batches
from coprod_wagtail.comments.moderation.trust.show import ShowTrusted
from coprod_wagtail.comments.querysets import ConversationQuerySet
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..racing import PATIENCE, Meeting, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]

SAM = "sam@example.org"


@pytest.fixture(autouse=True)
def site_trusts():
    ReaderCommentSettings.objects.create(site=Site.objects.get(is_default_site=True), trust_after=2)


@pytest.fixture
def pages(blog):
    return [BlogPostPageFactory(parent=blog) for _ in range(3)]


def of_sam(page, confirmed=True, **changes):
    comment = ReaderCommentFactory(page=page, slip_nonce="1" * 32, **changes)
    Subscription.objects.create(
        conversation=comment.conversation,
        comment=comment,
        email=SAM,
        nonce=f"n{comment.pk}",
        found_by=f"{comment.pk:064}",
        confirmed_at=timezone.now() if confirmed else None,
    )
    return comment


def three_of_sam(pages, was):
    """One that would show, on a page of its own; and one on another page, in this status, which somebody decides about."""
    for page in pages[:2]:
        of_sam(page)
    return of_sam(pages[2], confirmed=False, status=Status.PENDING), of_sam(pages[1], status=was)


def own(comment):
    """A row of their own, as it was when they looked."""
    return ReaderComment.objects.select_related("conversation", "page").get(pk=comment.pk)


def confirm(comment):
    """The press on the page behind the link in the mail, with the number of the comment."""
    subscription = Subscription.objects.select_related("comment", "conversation").get(comment=comment)
    return lambda: ConfirmMail(subscription, number=comment.pk)()


def decide(verb, comment):
    user, seen = ModeratorFactory(), own(comment)
    return lambda: verb(seen, user=user)()


def status(comment):
    return Status(own(comment).status)


def lines(name, comment=None):
    found = ModelLogEntry.objects.filter(action=f"coprod_comments.{name}")
    return found.filter(object_id=str(comment.pk)).count() if comment else found.count()


def assert_counted():
    for conversation in Conversation.objects.all():
        assert as_stored(conversation) == recount(conversation)


@pytest.fixture
def nobody_has_locked(monkeypatch):
    """Both have read what they want to change, before anybody has a lock."""
    Meeting(2, must=True).before(monkeypatch, ConversationQuerySet, "lock")


def test_a_link_that_is_pressed_twice_shows_one_comment_once(pages, nobody_has_locked):
    for page in pages[:2]:
        of_sam(page)
    comment = of_sam(pages[2], confirmed=False, status=Status.PENDING)

    results = race(confirm(comment), confirm(comment))

    assert sorted(map(len, results)) == [0, 1]
    assert (status(comment), lines("show_trusted")) == (Status.PUBLISHED, 1)
    assert_counted()


@pytest.mark.parametrize("places", [(2, 2), (0, 2)])
def test_of_two_links_to_one_address_one_confirms_all_and_shows_its_own(pages, nobody_has_locked, places):
    for page in pages[:2]:
        of_sam(page)
    one, other = (of_sam(pages[place], confirmed=False, status=Status.PENDING) for place in places)

    results = race(confirm(one), confirm(other))

    assert sorted(map(len, results)) == [0, 2]
    first, second = (one, other) if results[0] else (other, one)
    assert (status(first), status(second)) == (Status.PUBLISHED, Status.PENDING)
    assert lines("show_trusted") == 1 and not Subscription.objects.filter(confirmed_at=None).exists()
    assert_counted()


@pytest.mark.parametrize(("verb", "became"), [(PublishComment, Status.PUBLISHED), (DeclineComment, Status.DECLINED)])
def test_a_writer_confirms_what_somebody_decides_about(pages, nobody_has_locked, verb, became):
    for page in pages[:2]:
        of_sam(page)
    comment = of_sam(pages[2], confirmed=False, status=Status.PENDING)

    results = race(confirm(comment), decide(verb, comment))

    assert len(results[0]) == 1
    shown = lines("show_trusted", comment)
    if isinstance(results[1], Exception):  # it showed first
        assert (status(comment), shown, lines(verb.log_action.split(".")[1])) == (Status.PUBLISHED, 1, 0)
    else:
        assert (status(comment), shown) == (became, 0)
    assert_counted()


def test_the_last_one_that_is_missing_is_published_meanwhile(pages, nobody_has_locked):
    of_sam(pages[0])
    second = of_sam(pages[1], status=Status.PENDING)
    comment = of_sam(pages[2], confirmed=False, status=Status.PENDING)

    results = race(confirm(comment), decide(PublishComment, second))

    assert not any(isinstance(one, Exception) for one in results)
    assert status(second) == Status.PUBLISHED and lines("publish") == 1
    assert (status(comment) == Status.PUBLISHED) == bool(lines("show_trusted", comment))
    assert_counted()


@pytest.mark.parametrize(("verb", "was"), [(DeclineComment, Status.PENDING), (HideComment, Status.PUBLISHED)])
def test_trust_that_somebody_takes_away_meanwhile_is_not_used(pages, monkeypatch, verb, was):
    """They decide when the number was found to be right, and before anything shows."""
    comment, refused = three_of_sam(pages, was)
    begun, decided = Event(), Event()
    decision, original = decide(verb, refused), ShowTrusted.lock

    def decide_now():
        begun.wait(PATIENCE)
        decision()
        decided.set()

    def lock(change):
        begun.set()
        decided.wait(1)  # they come first where nothing holds them back
        original(change)

    monkeypatch.setattr(ShowTrusted, "lock", lock)
    assert not any(isinstance(one, Exception) for one in race(confirm(comment), decide_now))
    assert status(refused) == verb.status
    wanted = ["coprod_comments.show_trusted", verb.log_action]
    found = ModelLogEntry.objects.filter(action__in=wanted).order_by("pk").values_list("action", flat=True)
    assert list(found) == (wanted if status(comment) == Status.PUBLISHED else wanted[1:])
    assert_counted()


@pytest.mark.parametrize(("verb", "was"), [(DeclineComment, Status.PENDING), (HideComment, Status.PUBLISHED)])
def test_nor_trust_that_somebody_is_about_to_take_away(pages, monkeypatch, verb, was):
    comment, refused = three_of_sam(pages, was)
    begun, confirmed = Event(), Event()
    confirms, original = confirm(comment), change_of_status.settle_all

    def confirm_now():
        begun.wait(PATIENCE)
        confirms()
        confirmed.set()

    def settle_all(*args, **kwargs):
        begun.set()
        confirmed.wait(1)
        return original(*args, **kwargs)

    monkeypatch.setattr(change_of_status, "settle_all", settle_all)
    assert not any(isinstance(one, Exception) for one in race(confirm_now, decide(verb, refused)))
    assert (status(comment), lines("show_trusted")) == (Status.PENDING, 0)
    assert Subscription.objects.get(comment=comment).confirmed_at
    assert_counted()


def test_many_decisions_and_the_writer_they_are_about_do_not_block_each_other(pages, monkeypatch):
    """Each wants the conversations of the other."""
    of_sam(pages[2])
    of_sam(pages[2])
    waiting = [of_sam(page, status=Status.PENDING) for page in pages]
    comment = of_sam(pages[1], confirmed=False, status=Status.PENDING)
    user, seen = ModeratorFactory(), [own(one) for one in waiting]
    Meeting(2, must=True).before(monkeypatch, ConversationQuerySet, "lock")

    def decline_all():
        with transaction.atomic():
            return batches.decide([DeclineComment(one, user=user, words=1) for one in seen])

    confirmed, declined = race(confirm(comment), decline_all)

    assert (len(confirmed), len(declined)) == (1, 3)
    assert (status(comment) == Status.PUBLISHED) == bool(lines("show_trusted"))
    assert_counted()
