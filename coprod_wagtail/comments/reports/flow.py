"""Taking in what readers tell us about a comment, the same way for whichever door it comes through."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.actions import ActionError
from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.client import Origin, client_address, origin_of
from coprod_wagtail.gateway.refusals import note_refusal
from coprod_wagtail.outbox.addresses import mail_is_set_up
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.text.spoken import mark_among_words

from .. import texts
from ..constants import HOLDS_PLACE, Access, Sign, Status
from ..exceptions import CommentGone, NotPublic, TooMany
from ..intake import limits
from ..intake.flow import ForeignOrigin, InvalidForm, is_commentable, meeting
from ..models import CommentReport, Conversation, ReaderComment, ReaderCommentSettings
from .forms import ReportForm
from .submit import SubmitReport


@dataclass(slots=True)
class Target:
    """A comment that somebody tells us about, on the page where they saw it."""

    comment: ReaderComment
    conversation: Conversation
    page: AnyPage
    #: Whether whoever asks can see that it is there.
    is_shown: bool


def target_of(request: HttpRequest, comment_id: int) -> Target | None:
    """The comment with this id for the sender of `request`; None where there is none that was ever shown. Two queries."""
    comment = ReaderComment.objects.select_related("conversation").filter(pk=comment_id).first()
    if comment is None or comment.status == Status.ERASED:
        return None
    page, conversation = meeting(comment.page_id, request)
    if page is None or conversation is None:
        return None
    shown = is_commentable(conversation, request) and conversation.access != Access.HIDDEN
    return Target(comment, conversation, page, shown and comment.status in HOLDS_PLACE)


def receive(
    request: HttpRequest, target: Target | None, form: ReportForm, site_settings: ReaderCommentSettings
) -> CommentReport:
    """Take in what `form` tells of the comment of `target`; the report.

    Whoever was shown the comment is heard even if it is gone by now; of any other comment nothing is said. Raises `NotPublic`,
    `TooMany`, `ForeignOrigin`, `InvalidForm` or `CommentGone`; then nothing is stored, and all but a form to be mended leaves a
    line in the log (`gateway.refusals`).
    """
    try:
        return _receive(request, target, form, site_settings)
    except ActionError as error:
        note_refusal(request, "report", error.code)
        raise


def _receive(
    request: HttpRequest, target: Target | None, form: ReportForm, site_settings: ReaderCommentSettings
) -> CommentReport:
    address = client_address(request)
    quota = limits.attempt(address)
    request.coprod_quota = quota  # type: ignore[attr-defined]
    if quota and quota.is_exceeded:
        raise TooMany(quota.seconds)
    if target is None or not (target.is_shown or form.was_drawn()):
        raise NotPublic
    origin = origin_of(request, site_settings.site)
    if origin == Origin.FOREIGN:
        raise ForeignOrigin
    if not form.is_valid():
        raise InvalidForm
    told = form.told(_signs(form, origin, limits.many_reports(address)))
    action = SubmitReport(
        target.comment, told, site=target.conversation.page.get_site(), covers=site_settings.cover_reported
    )
    try:
        return action()
    except CommentGone:
        raise NotPublic from None


def _signs(form: ReportForm, origin: str, many: bool | None) -> list[str]:
    seconds = form.seconds()
    there = {
        Sign.NO_ORIGIN: origin == Origin.UNKNOWN,
        Sign.TOO_SOON: seconds is not None and seconds < conf.TOO_SOON_SECONDS,
        Sign.MANY_AT_ONCE: many,
        Sign.NOT_COUNTED: many is None,
    }
    return [str(sign) for sign, is_there in there.items() if is_there]


def what_happens(site_settings: ReaderCommentSettings) -> list[str]:
    """What to say before somebody tells us something, one line each."""
    lines = [str(line) for line in texts.REPORT_WHAT_HAPPENS]
    if site_settings.cover_reported:
        lines.append(str(texts.REPORT_COVERS))
    return lines + _whom_to_talk_to(site_settings)


def said_afterwards(target: Target | None, site_settings: ReaderCommentSettings) -> list[str]:
    """What to say once somebody has told us something, one line each. It tells nobody whose report it is."""
    promise = ngettext(
        "A person reads it, usually within %(days)s working day.",
        "A person reads it, usually within %(days)s working days.",
        site_settings.answer_days,
    ) % {"days": site_settings.answer_days}
    covered = target and target.is_shown and target.comment.status == Status.COVERED
    lines = [promise]
    if covered:
        lines.append(str(texts.REPORTED_COVERED))
    if mail_is_set_up():
        lines.append(str(texts.REPORTED_MAIL))
    return lines + _whom_to_talk_to(site_settings)


def _whom_to_talk_to(site_settings: ReaderCommentSettings) -> list[str]:
    """Who is there for whoever is worried about somebody, where that is written in the language of the other lines."""
    in_another = mark_among_words(site_settings.language_of("safeguarding_contact"))
    return [] if in_another else site_settings.safeguarding_lines()


def gone_words() -> str:
    """What to say of a comment that is not there."""
    return _("This comment is not on our website any more.")
