"""An import is taken back by deleting its page: whatever has happened to its comments since, not a word of them, or of what was
said about them, is left in any table or cache. The one copy that an open case keeps stays, as when a comment is erased."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments.actions import DeclineComment, EditComment, HideComment, PublishComment, TakeDownComment
from coprod_wagtail.comments.actions.purge import purge
from coprod_wagtail.comments.cases.actions import CloseCase, KeepCopy
from coprod_wagtail.comments.correspondence.decisions import WriteToWriter
from coprod_wagtail.comments.covering.decisions import CoverPart
from coprod_wagtail.comments.intake.near_repeats import near_repeat
from coprod_wagtail.comments.models import Case, CommentReport, Hold, ReaderComment, SealedCopy, Subscription
from coprod_wagtail.comments.models.moderation.hold import Held
from coprod_wagtail.comments.moderation.handing.actions import HandOverComment
from coprod_wagtail.comments.moderation.holds.actions import HoldWriter
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from coprod_wagtail.outbox.constants import State
from coprod_wagtail.outbox.models import MailTo, OutgoingMessage
from coprod_wagtail.pages.models import BlogPostPage
from tests.factories import ModeratorFactory, UserFactory

from ..comments.sending import SAME_ORIGIN, drawn_fields, words
from ..comments.slip.test_nothing_left import cached_with, tables_with
from .samples import TUESDAYS

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MARK = "zqimportedzq"
SAID = {"author_name": f"{MARK}name", "author_email": f"{MARK}mail@example.org", "content_note": f"{MARK}note"}


def again(comment):
    return ReaderComment.objects.select_related("conversation", "page").get(pk=comment.pk)


def report(comment, reason, **changes):
    told = Told(reason=reason, body=f"It says: {MARK}", email=f"{MARK}ada@example.org", **changes)
    SubmitReport(again(comment), told, site=Site.objects.get(), covers=False)()
    return CommentReport.objects.latest("pk")


@pytest.fixture
def officer():
    return UserFactory(is_superuser=True)


@pytest.fixture
def imported(blog, tmp_path):
    """The page of an import, with a mark in the words of its comment, and its comment."""
    file = tmp_path / "page.txt"
    file.write_text(
        TUESDAYS.read_text(encoding="utf-8").replace("Keep going!", f"Keep going, {MARK}!"), encoding="utf-8"
    )
    call_command("import_content", str(file), "--from", "saved-page", "--under", "/blog/", "--commit")
    comment = ReaderComment.objects.get()
    assert MARK in comment.body
    return BlogPostPage.objects.get(), comment


def sent(client, page, body):
    """What somebody writes on the page that was brought in."""
    fields = drawn_fields(client, page.url) | words(body=f"{body} {MARK}", **SAID)
    client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    return ReaderComment.objects.latest("pk")


def lived(client, page, old, officer):
    """Everything happens to them that can happen to comments."""
    colleague = ModeratorFactory()
    report(old, "unkind", name=f"{MARK}ada")
    CoverPart(again(old), covered="moved the bus stop", kind="other", user=officer)()
    HandOverComment(again(old), to=colleague, note=f"About {MARK}.", user=officer)()
    new = sent(client, page, "The bus decides my day.")
    Subscription.objects.update(confirmed_at=timezone.now())
    HoldWriter(
        again(new), Held.WRITER, reason="Called the cook names.", until=timezone.now() + timedelta(days=9), user=officer
    )()
    PublishComment(again(new), user=officer)()
    EditComment(again(new), body=f"Other words, {MARK}.", author_name=f"{MARK}name")()
    WriteToWriter(again(new), message=f"You wrote {MARK}.", user=officer)()
    refused = sent(client, page, "The tram decides mine.")
    DeclineComment(again(refused), reason="unkind", marked=MARK, mend=f"Without {MARK}.", user=officer)()
    taken_down = sent(client, page, "Neither decides mine.")
    TakeDownComment(again(taken_down))()
    assert MARK in client.get(page.url).content.decode()
    return new


@pytest.fixture
def whole(client, imported, officer):
    page, old = imported
    lived(client, page, old, officer)
    found = {name.removeprefix("coprod_") for name in tables_with(MARK)}
    assert found >= {
        "comments_readercomment",
        "comments_commentreport",
        "comments_handover",
        "comments_proposededit",
        "comments_messagetowriter",
        "comments_decisionground",
        "comments_takenbackwords",
        "comments_subscription",
    }
    return imported


def by_a_program(client, page, user):
    page.delete()


def in_the_admin(client, page, user):
    client.force_login(user)
    assert client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302


@pytest.mark.parametrize("delete", [by_a_program, in_the_admin])
def test_nothing_is_left(client, whole, officer, delete, django_capture_on_commit_callbacks):
    page, _comment = whole
    with django_capture_on_commit_callbacks(execute=True):
        delete(client, page, officer)
    assert not ReaderComment.objects.exists() and not Hold.objects.exists()
    assert tables_with(MARK) == []
    assert cached_with(MARK) == []


def test_nor_are_the_words_of_who_wrote_there_known_again(client, imported):
    page, _old = imported
    body = sent(client, page, "The bus decides my day, the tram that of my neighbour, and both are late.").body
    assert near_repeat(body, "another form")
    page.delete()
    assert not near_repeat(body, "a third form")


def test_mail_about_what_was_told_is_not_sent_nor_its_address_kept(client, imported, officer):
    page, old = imported
    report(old, "personal")
    HideComment(again(old), user=officer)()
    assert MailTo.objects.filter(address=f"{MARK}ada@example.org").exists()
    page.delete()
    assert tables_with(MARK) == []
    assert not MailTo.objects.exists()


def test_the_copy_of_an_open_case_stays_until_that_is_settled(client, imported, officer, time_machine):
    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)
    page, old = imported
    report(old, "untrue", statement=f"{MARK} steals.", meaning=MARK, untrue=MARK)
    case = Case.objects.get()
    KeepCopy(case, user=officer)()
    page.delete()
    assert tables_with(MARK) == ["coprod_comments_sealedcopy"] and MARK in SealedCopy.objects.get().body
    case = Case.objects.get()
    assert (case.comment, case.report, case.comment_number) == (None, None, old.pk)
    CloseCase(case, user=officer, outcome="kept")()
    purge(timezone.now() + timedelta(days=31))
    assert tables_with(MARK) == []


def test_nobody_keeps_a_copy_for_a_case_that_asks_for_none(client, imported, officer):
    page, old = imported
    report(old, "personal")
    page.delete()
    assert tables_with(MARK) == [] and Case.objects.get().is_open
    assert not SealedCopy.objects.exists() and not Hold.objects.exists()
    assert not OutgoingMessage.objects.exclude(state=State.DELIVERED).filter(kind="mail").exists()
