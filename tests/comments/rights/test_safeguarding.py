"""Somebody is worried about a person: who may read why, and what all others are told, so that somebody acts."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import CommentReport, ReaderComment
from coprod_wagtail.comments.permissions import policy
from coprod_wagtail.comments.reports.constants import Outcome, Reason
from coprod_wagtail.comments.reports.decisions import KeepComment
from tests.factories import ModeratorFactory, ReaderCommentFactory, volunteer

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
URGENT = "A reader told us something that only some of your team may read"
#: What must not be told, in any of its fields.
SECRETS = (
    "wants to die",
    "Grace Hopeful",
    "grace@example.org",
    "worried about this person",
    "Many reports came from the same place",
)


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="It is all too much.", language="en")


@pytest.fixture
def worried(comment):
    return report(comment, Reason.WORRIED)


def report(comment, reason, **values):
    words = {"body": "I think he wants to die.", "name": "Grace Hopeful", "email": "grace@example.org"}
    found = CommentReport.objects.create(
        comment=comment, reason=reason, signs=["many_at_once"], **({} if reason != Reason.WORRIED else words) | values
    )
    ReaderComment.objects.filter(pk=comment.pk).update(reported_since=comment.reported_since or found.created_at)
    comment.refresh_from_db()
    return found


@pytest.fixture
def reader(blog):
    """Reads the section, and not why readers are worried."""
    return volunteer({"page": blog})


@pytest.fixture
def contact(blog):
    return volunteer({"page": blog}, codenames=("access_admin", "see_safeguarding_readercomment"))


def as_client(user):
    client = Client()
    client.force_login(user)
    return client


def inspect(user, comment):
    response = as_client(user).get(f"{INDEX}inspect/{comment.pk}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def told(user):
    return " ".join(as_client(user).get(INDEX).content.decode().split())


def test_with_the_right_it_is_read(contact, comment, worried):
    for page in (told(contact), inspect(contact, comment)):
        assert "I am worried about this person" in page and "wants to die" in page
        assert URGENT not in page
    assert "grace@example.org" in inspect(contact, comment)


def test_without_it_only_that_it_is_urgent(reader, comment, worried):
    for page in (told(reader), inspect(reader, comment)):
        assert URGENT in page and "Tell them now" in page
        assert "It is all too much." in page
        assert not [secret for secret in SECRETS if secret in page]


def test_what_was_decided_about_it_says_no_more(reader, comment, worried):
    CommentReport.objects.update(outcome=Outcome.KEPT, decided_at=worried.created_at)
    ReaderComment.objects.update(reported_since=None)
    page = inspect(reader, comment)
    assert URGENT in page and "Tell them now" not in page
    assert not [secret for secret in SECRETS if secret in page]


def test_other_reports_are_read_beside_it(reader, comment, worried):
    report(comment, Reason.UNKIND, body="This is unkind to cooks.")
    for page in (told(reader), inspect(reader, comment)):
        assert "This is unkind to cooks." in page and URGENT in page
        assert "wants to die" not in page


def test_the_right_alone_opens_no_comment(comment, worried):
    user = volunteer(codenames=("access_admin", "see_safeguarding_readercomment"))
    assert not policy.user_has_permission_for_instance(user, "see_safeguarding", comment)
    response = as_client(user).get(f"{INDEX}inspect/{comment.pk}/")
    assert response.status_code == 302


def test_it_is_on_top_of_the_list_for_them_too(reader, post, comment, worried):
    waiting = ReaderCommentFactory(page=post, status=Status.PENDING)
    rows = [cell["id"] for cell in soup(as_client(reader).get(INDEX)).select("[id^=reader-comment_][id$=_title]")]
    assert rows == [f"reader-comment_{comment.pk}_title", f"reader-comment_{waiting.pk}_title"]


# Deciding


def test_who_could_not_read_it_hides_the_comment_and_it_stays_open(reader, contact, comment, worried):
    unkind = report(comment, Reason.UNKIND)
    HideComment(comment, user=reader)()
    assert ReaderComment.objects.get().status == Status.HIDDEN
    assert CommentReport.objects.get(pk=unkind.pk).outcome == Outcome.HIDDEN
    assert CommentReport.objects.get(pk=worried.pk).is_open
    assert ReaderComment.objects.get().reported_since
    # Now somebody who may.
    KeepComment(ReaderComment.objects.get(), user=contact)()
    assert not CommentReport.objects.get(pk=worried.pk).is_open
    assert ReaderComment.objects.get().reported_since is None


def test_they_cannot_say_that_it_is_done(reader, comment, worried):
    with pytest.raises(NotAllowed):
        KeepComment(comment, user=reader)()
    keep = f"{INDEX}decide/{comment.pk}/keep/"
    assert as_client(reader).post(keep, {}).status_code == 302
    assert CommentReport.objects.get().is_open
    assert f"decide/{comment.pk}/keep/" not in told(reader) + inspect(reader, comment)
    assert f"decide/{comment.pk}/hide/" in told(reader)


def test_keeping_leaves_it_open(reader, comment, worried):
    unkind = report(comment, Reason.UNKIND)
    assert f"decide/{comment.pk}/keep/" in told(reader)
    KeepComment(comment, user=reader)()
    assert not CommentReport.objects.get(pk=unkind.pk).is_open
    assert CommentReport.objects.get(pk=worried.pk).is_open


def test_a_covered_comment_can_be_shown_again_and_it_stays_open(reader, comment, worried):
    ReaderComment.objects.update(status=Status.COVERED)
    comment.refresh_from_db()
    KeepComment(comment, user=reader)()
    assert ReaderComment.objects.get().status == Status.PUBLISHED
    assert CommentReport.objects.get().is_open


# What is handed over


def test_a_file_for_who_told_us_leaves_it_out(comment, worried):
    report(comment, Reason.UNKIND, body="Unkind.", email="grace@example.org")
    wanted = {"email": "grace@example.org", "asked_on": timezone.localdate().isoformat(), "name": "", "numbers": ""}
    manager = ModeratorFactory()
    manager.user_permissions.add(Permission.objects.get(codename="erase_readercomment"))
    without = ModeratorFactory()
    without.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "moderate_readercomment", "erase_readercomment"])
    )
    for user, may in ((manager, True), (without, False)):
        client = as_client(user)
        found = client.post(f"{INDEX}person/", wanted).content.decode()
        assert ("Some of that only some of your team may read." in found) is not may
        for kind in ("json", "csv"):
            file = client.post(f"{INDEX}person/", wanted | {"do": kind}).content.decode()
            assert "Unkind." in file
            assert (("wants to die" in file), ("worried" in file)) == (may, may)


# Who has it


@pytest.mark.shape
def test_wagtails_own_moderators_have_it_as_they_had(comment, worried):
    user = volunteer(codenames=())
    user.groups.set([Group.objects.get(name="Moderators")])
    assert policy.user_has_permission_for_instance(user, "see_safeguarding", comment)
    user = volunteer(codenames=())
    user.groups.set([Group.objects.get(name="Editors")])
    assert not policy.user_has_permission(user, "see_safeguarding")
