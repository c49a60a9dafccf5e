"""From rows to what moderators are told over JSON: the same facts as on their screens."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from coprod_wagtail.page_tree.visibility import private_page

from ...cases.visible import cases_about
from ...constants import Status
from ...correspondence.rows import SILENT, messages_about, said
from ...grounds.reasons import offered_reasons
from ...models import Case, ReaderComment
from ...moderation.handing.shown import handed
from ...moderation.history import decisions_about
from ...moderation.pages import may_be_told, page_in_words
from ...moderation.told import (
    Told,
    Withheld,
    has_notice,
    is_withheld,
    open_reports_about,
    reports_about,
    waiting_answers_about,
)
from ...moderation.verbs import CLOSE_ANSWER, WRITE, edit_verbs_for, verbs_about
from ...moderation.word_lists.naming import name_entries
from ...permissions import policy
from ...slip.lookup import proposed_edit

#: So many comments of a thread are told with one of them.
AROUND = 50
#: What is asked for with a comment.
_WITH = ("page", "typed_in")


def rows(pks: Sequence[int]) -> list[ReaderComment]:
    """The comments with these ids, in this order, with what is asked about their pages. One query."""
    found = ReaderComment.objects.select_related(*_WITH).annotate(page_is_private=private_page()).in_bulk(list(pks))
    return [found[pk] for pk in pks if pk in found]


def queued(request, comments: Sequence[ReaderComment]) -> list[dict[str, Any]]:
    """Comments as the list has them. As many queries for any number of them."""
    name_entries(comments)
    reports = open_reports_about(comments, request.user)
    answers = waiting_answers_about(comments)
    return [
        _queued(request, comment, reports.get(comment.pk, []), bool(answers.get(comment.pk))) for comment in comments
    ]


def in_full(request, comment: ReaderComment) -> dict[str, Any]:
    """A comment with everything that is needed to decide about it, for whoever it is theirs to read."""
    reports = reports_about(comment, request.user)
    messages = [] if comment.status in SILENT else said(messages_about(comment))
    cases = cases_about(comment, request.user) if reports else {}
    still_open = [report for report in reports if report.is_open]
    edits = edit_verbs_for(comment)
    new = proposed_edit(comment) if edits else None
    name_entries([comment, new] if new else [comment])
    shown = _queued(request, comment, still_open, any(one.waits for one in messages), read=True)
    shown["verbs"] += [_verb(verb) for verb in edits if new]
    return {
        **shown,
        "author_email": comment.author_email,
        "handed": handed(comment, request.user),
        "reports": [report_told(report, cases.get(report.pk)) for report in reports],
        "around": _around(request, comment),
        "new_words": new
        and {
            "author_name": new.author_name,
            "body": new.body,
            "content_note": new.content_note,
            "proposed_at": new.proposed_at,
            "signs": [str(label) for label in new.sign_labels],
        },
        "reasons": [{"key": one.key, "label": one.label_now, "words": one.words_now} for one in offered_reasons()],
        "can_write": WRITE.applies_to(comment),
        "messages": [
            {
                "id": message.pk,
                "body": message.body,
                "written_at": message.written_at,
                "answer": message.answer if message.is_answered else None,
                "answered_at": message.answered_at,
                "waits": message.waits,
            }
            for message in messages
        ],
        "history": [
            {
                "at": entry.timestamp,
                "message": str(entry.message),
                "note": str(entry.comment or ""),
                "person": str(entry.person),
            }
            for entry in decisions_about(comment)
        ],
    }


def _queued(request, comment, open_reports, answer_waits, read=False) -> dict[str, Any]:
    # Who has a list before them has not read the whole of a complaint.
    verbs = [] if has_notice(open_reports) and not read else verbs_about(comment, open_reports)
    if answer_waits:
        verbs = [*verbs, CLOSE_ANSWER]
    return {
        "id": comment.pk,
        "status": comment.status,
        "status_label": str(comment.get_status_display()),
        "status_since": comment.status_since,
        "page": _page(request, comment),
        "language": comment.language or None,
        "author_name": comment.author_name,
        "author_kind": comment.author_kind,
        "body": comment.body,
        "body_html": comment.body_html,
        "content_note": comment.content_note,
        "version": comment.words_version,
        "received_at": comment.received_at,
        "due_at": comment.due_at if comment.status == Status.PENDING else None,
        "posted_at": comment.posted_at,
        "signs": [{"name": name, "label": label} for name, label in comment.named_signs],
        "reply_to": comment.reply_to_id,
        "thread": comment.thread_start_id,
        "reported_since": comment.reported_since,
        "answer_waits_since": comment.answer_waits_since,
        "edit_waits": comment.edit_waits,
        "verbs": [_verb(verb) for verb in verbs],
    }


def _verb(verb) -> dict[str, str]:
    return {"name": verb.name, "label": str(verb.label)}


def _page(request, comment) -> dict[str, Any]:
    page, private = comment.page, comment.page_is_private
    shown = page.live and not page.alias_of_id and may_be_told(request.user, page, private)
    return {
        "id": page.pk,
        "title": page_in_words(request.user, page, private),
        "url": page.get_full_url(request) if shown else None,
    }


def report_told(report: Told, case: Case | None) -> dict[str, Any]:
    """A report, and the `case` that it opened, if whoever asks may know of it."""
    words = ("body", "statement", "meaning", "untrue", "name", "email")
    told: dict[str, Any] = {
        "id": report.pk,
        "created_at": report.created_at,
        "is_open": report.is_open,
        "withheld": is_withheld(report),
        "reason": None,
        "reason_label": None,
        **dict.fromkeys(words),
        "signs": [],
        "outcome": None if report.is_open else str(report.get_outcome_display()),
        "decided_at": report.decided_at,
        "case": case and {"id": case.pk, "due_at": case.due_at, "is_open": case.is_open},
    }
    if not isinstance(report, Withheld):
        told |= {name: getattr(report, name) for name in words}
        told |= {"reason": report.reason, "reason_label": str(report.get_reason_display())}
        told["signs"] = [str(label) for label in report.sign_labels]
    return told


def _around(request, comment) -> list[dict[str, Any]]:
    """What stands around it in its thread, as far as whoever asks may read it. Two queries."""
    start = comment.thread_start_id
    thread = policy.comments_for(request.user).filter(Q(pk=start) | Q(thread_id=start)).exclude(pk=comment.pk)
    before = thread.filter(sort_key__lte=comment.sort_key).order_by("-sort_key", "-pk")[: AROUND // 2]
    after = thread.filter(sort_key__gt=comment.sort_key).in_reading_order()[: AROUND // 2]
    return [
        {
            "id": one.pk,
            "status": one.status,
            "author_name": one.author_name,
            "body": one.body,
            "received_at": one.received_at,
            "reply_to": one.reply_to_id,
        }
        for one in [*reversed(before), *after]
    ]
