"""Trusted writers: who may have a comment shown before anybody reads it, and that nobody gets that by typing an address."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import DeclineComment, SetConversation
from coprod_wagtail.comments.constants import Access, Policy, Status
from coprod_wagtail.comments.mail.subscriptions import ConfirmMail
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings, Subscription
from coprod_wagtail.comments.models.moderation.hold import Held
from coprod_wagtail.comments.moderation.holds.actions import EndHold, HoldWriter
from coprod_wagtail.comments.slip.code import secret_of
from coprod_wagtail.outbox.models import MailAddress
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SAM, MALLORY = "sam@example.org", "mallory@example.org"
API = "/api/coprod/v1"


@pytest.fixture(autouse=True)
def site_trusts(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    ReaderCommentSettings.objects.create(site=Site.objects.get(is_default_site=True), trust_after=2)


def published_by(address, page, number=2, **changes):
    """Comments of somebody who has confirmed the address, published unless said otherwise."""
    for _number in range(number):
        comment = ReaderCommentFactory(page=page, **changes)
        Subscription.objects.create(
            conversation=comment.conversation,
            comment=comment,
            email=address,
            nonce="x",
            found_by=f"{comment.pk:064}",
            confirmed_at=timezone.now(),
        )


def sent(client, page, address=SAM, **changes):
    """A comment with an address typed under it, and the link in the mail that goes to the address."""
    MailAddress.objects.all().delete()
    assert send(client, page, **words(author_email=address, **changes)).status_code == 302
    comment = ReaderComment.objects.latest("pk")
    return comment, f"/comments/mail/{secret_of(comment.subscription.nonce, comment.subscription.found_by)}/"


def confirm(client, link, number=""):
    return client.post(f"{link}confirm/", {"number": str(number)}, follow=True).content.decode()


def status(comment):
    return ReaderComment.objects.get(pk=comment.pk).status


@pytest.fixture
def trusted(post):
    published_by(SAM, post)


# How it is meant to go


def test_a_trusted_writer_who_names_the_number_is_shown_at_once(client, post, trusted):
    comment, link = sent(client, post)
    page = soup(client.get(link))
    assert page.select_one("input[name=number]") and "You have written here before." in page.get_text()
    assert "Your comment shows on the page now." in confirm(client, link, f" #{comment.pk} ")
    shown = ReaderComment.objects.get(pk=comment.pk)
    assert (shown.status, shown.listed, shown.signs) == (Status.PUBLISHED, True, [])
    assert shown.shown_at and shown.body in client.get(post.url).content.decode()
    line = ModelLogEntry.objects.get(action="coprod_comments.show_trusted")
    assert (line.user, line.data) == (None, {"was": "pending", "became": "published"})


def test_over_the_api_too(client, post, trusted):
    comment, link = sent(client, post)
    path = f"{API}/mail/{link.split('/')[3]}/"
    assert client.get(path).json()["number"]["label"] == "The number of your comment"
    answer = client.post(f"{path}confirm/", {"number": str(comment.pk)}, content_type="application/json").json()
    assert answer["number"] is None and "Your comment shows on the page now." in answer["lines"]
    assert status(comment) == Status.PUBLISHED


def test_without_the_number_it_waits_as_any_other(client, post, trusted):
    comment, link = sent(client, post)
    assert "Somebody reads your comment before it shows." in confirm(client, link)
    assert status(comment) == Status.PENDING
    assert Subscription.objects.get(comment=comment).confirmed_at


# Somebody else's address


def test_typing_a_trusted_writer_s_address_helps_nobody(client, post, trusted):
    comment, _link = sent(client, post, SAM, author_name="Mallory")
    assert status(comment) == Status.PENDING


def test_nor_does_it_when_the_holder_confirms_what_they_take_for_their_own(client, post, trusted):
    """The mail is about the stranger's comment, because that came first; it asks for all that wait."""
    theirs, link = sent(client, post, SAM, author_name="Mallory")
    own, _no_mail = sent(client, post, SAM, body="The tram decides mine.")
    assert "Somebody reads" in confirm(client, link)
    assert (status(theirs), status(own)) == (Status.PENDING, Status.PENDING)


def test_nor_when_the_holder_names_the_number_of_their_own(client, post, trusted):
    theirs, link = sent(client, post, SAM, author_name="Mallory")
    own, _no_mail = sent(client, post, SAM, body="The tram decides mine.")
    confirm(client, link, own.pk)
    assert (status(theirs), status(own)) == (Status.PENDING, Status.PUBLISHED)


def test_nor_does_the_mail_to_one_s_own_address_open_anybody_else_s(client, post, trusted):
    published_by(MALLORY, post)
    theirs, _link = sent(client, post, SAM, author_name="Mallory")
    own, link = sent(client, post, MALLORY)
    confirm(client, link, theirs.pk)
    assert (status(theirs), status(own)) == (Status.PENDING, Status.PENDING)


def test_the_mail_that_asks_does_not_say_the_number(client, post, trusted):
    from coprod_wagtail.comments.mail.letters import ConfirmMail as Letter

    comment, link = sent(client, post)
    letter = Letter().letter({"subscription": comment.subscription.pk})
    said = " ".join([str(letter.subject), *map(str, letter.lines), *map(str, letter.more), str(letter.button)])
    page = soup(client.get(link)).select_one("main").get_text()
    assert f"#{comment.pk}" not in said and f" {comment.pk}" not in said and f" {comment.pk}" not in page


def test_a_link_confirms_once_and_then_shows_nothing_more(client, post, trusted):
    comment, link = sent(client, post)
    confirm(client, link)
    confirm(client, link, comment.pk)
    assert status(comment) == Status.PENDING


def test_opening_the_link_changes_nothing(client, post, trusted):
    comment, link = sent(client, post)
    for path in (link, f"{link}confirm/", f"{link}?number={comment.pk}", f"{link}confirm/?number={comment.pk}"):
        client.get(path, follow=True)
    assert status(comment) == Status.PENDING and Subscription.objects.get(comment=comment).confirmed_at is None


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 40, "1.5", "٣", "\x00"])
def test_what_is_no_number_of_theirs_is_passed_over(client, post, trusted, number):
    comment, link = sent(client, post)
    confirm(client, link, number)
    assert status(comment) == Status.PENDING


# Who is trusted


def is_shown(client, post):
    comment, link = sent(client, post)
    confirm(client, link, comment.pk)
    return status(comment) == Status.PUBLISHED


def test_not_before_so_many_were_published(client, post):
    published_by(SAM, post, 1)
    published_by(SAM, post, 1, status=Status.PENDING)
    assert not is_shown(client, post)


def test_nor_for_comments_that_only_say_the_address(client, post):
    for _number in range(3):
        ReaderCommentFactory(page=post, author_email=SAM)
    assert not is_shown(client, post)


@pytest.mark.parametrize("status_before", [Status.DECLINED, Status.SPAM, Status.HIDDEN])
def test_nor_where_one_was_refused_lately(client, post, trusted, status_before):
    published_by(SAM, post, 1, status=status_before)
    assert not is_shown(client, post)


@pytest.mark.parametrize("ended", [False, True])
def test_nor_while_somebody_holds_what_they_send(client, post, trusted, moderator, ended):
    """Also not what they had sent before that, and confirm now."""
    earlier, until = ReaderComment.objects.earliest("pk"), timezone.now() + timedelta(days=7)
    comment, link = sent(client, post)
    hold = HoldWriter(earlier, Held.WRITER, reason="Called the cook names.", until=until, user=moderator)()
    if ended:
        EndHold(hold, user=moderator)()
    confirm(client, link, comment.pk)
    assert status(comment) == (Status.PUBLISHED if ended else Status.PENDING)


def test_what_was_refused_long_ago_counts_no_more(client, post, trusted):
    published_by(SAM, post, 1, status=Status.DECLINED, status_since=timezone.now() - timedelta(days=91))
    assert is_shown(client, post)


def test_nobody_is_where_the_site_does_not_say_so(client, post, trusted):
    ReaderCommentSettings.objects.update(trust_after=0)
    comment, link = sent(client, post)
    assert not soup(client.get(link)).select("input[name=number]")
    assert "Somebody reads" not in confirm(client, link, comment.pk)
    assert status(comment) == Status.PENDING


def test_nor_on_another_site_of_ours(client, post, trusted, root_page):
    elsewhere = BlogPostPageFactory(parent=root_page)
    other = Site.objects.create(hostname="other.example.org", root_page=elsewhere)
    ReaderCommentSettings.objects.create(site=other, trust_after=1)
    comment = ReaderCommentFactory(page=elsewhere, status=Status.PENDING)
    asked = Subscription.objects.create(
        conversation=comment.conversation, comment=comment, email=SAM, nonce="y", found_by="y" * 64
    )
    ConfirmMail(asked, number=comment.pk)()
    assert status(comment) == Status.PENDING


# What of a trusted writer waits all the same


def test_what_has_a_sign(client, post, trusted):
    comment, link = sent(client, post, body="See http://a.example http://b.example http://c.example")
    assert comment.signs == ["many_links"]
    confirm(client, link, comment.pk)
    assert status(comment) == Status.PENDING


@pytest.mark.parametrize(
    "change", [{"policy": Policy.READ_FIRST}, {"access": Access.READ_ONLY}, {"access": Access.HIDDEN}]
)
def test_what_an_editor_wants_read_or_has_closed(client, post, trusted, change, admin_user):
    comment, link = sent(client, post)
    SetConversation(post, change, user=admin_user)()
    confirm(client, link, comment.pk)
    assert status(comment) == Status.PENDING


def test_and_while_comments_are_paused(client, post, trusted):
    comment, link = sent(client, post)
    ReaderCommentSettings.objects.update(paused=True)
    confirm(client, link, comment.pk)
    assert status(comment) == Status.PENDING


def test_what_somebody_has_decided_already_stays_decided(client, post, trusted, moderator):
    comment, link = sent(client, post)
    DeclineComment(comment, user=moderator)()
    confirm(client, link, comment.pk)
    assert status(comment) == Status.DECLINED


def test_the_page_asks_no_more_for_many_that_wait(client, post, blog, trusted, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _comment, link = sent(client, post)
    client.get(link)
    with CaptureQueriesContext(connection) as queries:
        client.get(link)
    few = len(queries)
    for number in range(4):
        sent(client, post, body=f"Number {number}.")
    with django_assert_num_queries(few):
        client.get(link)
