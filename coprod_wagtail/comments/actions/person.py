"""Everything that comments hold of one person: to be handed over, or erased, when the person asks (UK GDPR, articles 15 and
17)."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import ngettext
from wagtail.log_actions import log

from coprod_wagtail.actions import AnyUser, Conflict
from coprod_wagtail.outbox.mail import forget_mails_to, mails_to
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.spreadsheets import cell

from ..cases.rows import erase_copies, settled_copies
from ..constants import Status, names_of_signs
from ..mail.subscriptions import forget_address
from ..models import CommentReport, Hold, ReaderComment, SealedCopy, Subscription
from ..reports.rows import forget
from .take_back import EraseComment


def comments_of(email: str) -> QuerySet[ReaderComment]:
    """The comments that were sent with the e-mail address `email`, in either case of letters, taken down or not. None for
    an empty one."""
    if not email:
        return ReaderComment.objects.none()
    found = Q(author_email__iexact=email) | Q(taken_back__author_email__iexact=email)
    found |= Q(subscription__email__iexact=email, subscription__confirmed_at__isnull=False)
    return ReaderComment.objects.filter(found).order_by("pk")


def comments_named(name: str) -> QuerySet[ReaderComment]:
    """The comments under the `name` to show, in either case of letters. Names are chosen freely, so these are candidates:
    somebody has to look which are this person's."""
    if not name:
        return ReaderComment.objects.none()
    found = Q(author_name__iexact=name) | Q(taken_back__author_name__iexact=name)
    found |= Q(proposed_edit__author_name__iexact=name)
    return ReaderComment.objects.filter(found).order_by("pk")


def reports_of(email: str) -> QuerySet[CommentReport]:
    """What was told us about comments with the e-mail address `email`, in either case of letters. None for an empty one."""
    if not email:
        return CommentReport.objects.none()
    return CommentReport.objects.filter(email__iexact=email).order_by("pk")


def erase_reports(email: str) -> int:
    """Remove words, name and address from what one person told us about comments; how many these were. That somebody told
    it, and why, stays: a moderator may still have to look at the comment."""
    with transaction.atomic():
        return forget(reports_of(email).values_list("pk", flat=True))


def erase(
    comments: Iterable[ReaderComment], *, user: "AnyUser | None" = None, asked_on: date | None = None
) -> list[int]:
    """Erase each of `comments`, in a transaction of its own, and return the ids of those that were not erased already. `user`
    does it for the person, who `asked_on` that day; raises `NotAllowed` for a comment that is not theirs to erase. So go the
    copies that were kept for cases which are settled; for an open one it stays, as for a legal claim (UK GDPR, article
    17(3)(e)), and `copies_that_stay` says so."""
    done = []
    for comment in comments:
        with transaction.atomic():
            erase_copies(settled_copies(comment))
        try:
            EraseComment(comment, user=user, asked_on=asked_on, for_person=True)()
        except Conflict:
            continue
        done.append(comment.pk)
    return done


def copies_that_stay(comments: Iterable[int]) -> int:
    """How many copies of the comments with these ids are kept for cases that are not settled."""
    return SealedCopy.objects.filter(case__comment__in=list(comments), case__closed_at=None).count()


def copies_in_words(number: int) -> str:
    """What is said where so many copies stay."""
    return ngettext(
        "%(count)s copy is kept for a case that is not settled, and is erased after that.",
        "%(count)s copies are kept for cases that are not settled, and are erased after that.",
        number,
    ) % {"count": number_in_words(number)}


def forget_mail(email: str) -> int:
    """Drop what has e-mails sent to `email`, and those that were not sent yet; how many these were."""
    return forget_address(email) + forget_mails_to(email) if email else 0


def mail_of(email: str) -> list[dict[str, Any]]:
    """What e-mails `email` gets, and which wait to be sent there, as plain values."""
    subscriptions = Subscription.objects.of_address(email).select_related("conversation__page")
    held: list[dict[str, Any]] = [
        {
            "mail": "subscription",
            "email": one.email,
            "page": one.conversation.page.title,
            "page_path": one.conversation.page.url or "",
            "number": one.comment_id,
            "language": one.language,
            "asked": one.asked_at.isoformat(),
            "confirmed": one.confirmed_at.isoformat() if one.confirmed_at else "",
            "last_mail": one.mailed_at.isoformat() if one.mailed_at else "",
        }
        for one in subscriptions
    ]
    waiting = mails_to(email) if email else []
    return held + [
        {"mail": one.message.payload["mail"], "email": one.address, "asked": one.message.created_at.isoformat()}
        for one in waiting
    ]


def export(comments: QuerySet[ReaderComment]) -> list[dict[str, Any]]:
    """All that is held of a person in `comments`, as plain values: one dictionary a comment, moments as ISO 8601."""
    numbers = comments.exclude(hold_number=None).values("hold_number")
    holds = {one.number: one for one in Hold.objects.filter(number__in=numbers.order_by())}
    copies: dict[int, list[int]] = {}
    kept = SealedCopy.objects.filter(case__comment__in=comments.order_by()).order_by("pk")
    for comment_id, case in kept.values_list("case__comment", "case"):
        copies.setdefault(comment_id, []).append(case)
    return [
        _held(comment, holds.get(comment.hold_number) if comment.hold_number else None)
        | {"copies_kept_for_cases": copies.get(comment.pk, [])}
        for comment in comments.select_related(
            "page", "taken_back", "proposed_edit", "subscription", "typed_in", "hand_over"
        ).prefetch_related("messages_to_writer", "grounds", "covered_parts")
    ]


def export_reports(reports: QuerySet[CommentReport]) -> list[dict[str, Any]]:
    """All that is held of a person in `reports`, in the shape that `export` has; `answer_to` is the comment that each is
    about."""
    return [_told(report) for report in reports.select_related("comment__page")]


def _told(report: CommentReport) -> dict[str, Any]:
    words = [report.body, report.statement, report.meaning, report.untrue]
    return {
        "number": report.pk,
        "page": report.comment.page.title,
        "page_path": report.comment.page.url or "",
        "status": report.outcome or "open",
        "name": report.name,
        "email": report.email,
        "words": "\n\n".join(filter(None, words)),
        "language": report.language,
        "written": report.created_at.isoformat(),
        "received": report.created_at.isoformat(),
        "answer_to": report.comment_id,
        "signs": list(report.signs),
        "source": f"report: {report.reason}",
    }


def _held(comment: ReaderComment, hold: Hold | None) -> dict[str, Any]:
    put_aside = getattr(comment, "taken_back", None) if comment.status == Status.TAKEN_BACK else None
    words: Any = put_aside or comment
    new = getattr(comment, "proposed_edit", None) if comment.edit_waits else None
    typed_in = getattr(comment, "typed_in", None)
    grounds = sorted(comment.grounds.all(), key=lambda one: one.pk)
    messages = sorted(comment.messages_to_writer.all(), key=lambda one: one.pk)
    return {
        "number": comment.pk,
        "page": comment.page.title,
        "page_path": comment.page.url or "",
        "status": str(comment.status),
        "name": words.author_name,
        "email": words.author_email,
        "words": words.body,
        "content_note": words.content_note,
        "new_name": new.author_name if new else "",
        "new_words": new.body if new else "",
        "new_content_note": new.content_note if new else "",
        "language": comment.language,
        "helped": comment.helped,
        "written": comment.posted_at.isoformat() if comment.posted_at else "",
        "received": comment.received_at.isoformat(),
        "came_by": typed_in.came_by if typed_in else "",
        "agreed": typed_in.consent if typed_in else "",
        "answer_to": comment.reply_to_id,
        "signs": names_of_signs(comment.signs),
        "made_to_wait_until": (hold.ended_at or hold.until).isoformat() if hold else "",
        "made_to_wait_because": hold.reason if hold else "",
        "handed_over_with": handed.note if (handed := getattr(comment, "hand_over", None)) else "",
        "source": comment.source,
        "written_to_them": "\n\n".join(one.body for one in messages if one.body),
        "their_answers": "\n\n".join(one.answer for one in messages if one.answer),
        "why_not_shown": ", ".join(one.reason for one in grounds if one.reason),
        "would_be_fine": "\n\n".join(one.mend for one in grounds if one.mend),
        "covered_words": "\n\n".join(one.words for one in sorted(comment.covered_parts.all(), key=lambda one: one.at)),
        "mail_to": subscription.email if (subscription := getattr(comment, "subscription", None)) else "",
    }


def note_export(comments: Iterable[ReaderComment], *, user: AnyUser, asked_on: date) -> None:
    """A line in the log for each of `comments`: that `user` handed over what is held, to who `asked_on` that day."""
    for comment in comments:
        log(comment, "coprod_comments.export", user=user, uuid=uuid4(), data={"asked_on": asked_on.isoformat()})


def as_json(held: list[dict[str, Any]]) -> str:
    """What `export` and its like gave, as a text of JSON."""
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def as_csv(held: list[dict[str, Any]]) -> str:
    """What `export` and its like gave, as a table for spreadsheets, in which nothing is a formula."""
    names = list(dict.fromkeys(name for one in held for name in one)) or ["number"]
    table = StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(names)
    for one in held:
        rows.writerow(cell(one.get(name)) for name in names)
    return table.getvalue()
