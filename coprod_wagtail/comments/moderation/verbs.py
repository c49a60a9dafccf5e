"""What a moderator can decide, as the screens name it: one list for the single comment and for many."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from coprod_wagtail.text.formats import number_in_words

from ..actions import (
    TAKES_AWAY,
    AcceptEdit,
    Decision,
    DeclineComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    RefuseEdit,
)
from ..constants import Status
from ..correspondence.decisions import CloseAnswer, WriteToWriter
from ..reports.decisions import CoverAgain, KeepComment
from .told import is_withheld


@dataclass(frozen=True, slots=True)
class Many:
    """What is said where a verb is about many comments at once. `question` and `report` are plural by ``number``."""

    title: Promise
    aria_label: Promise
    explanation: Promise
    question: Promise
    report: Promise

    def question_about(self, count: int) -> str:
        """What the confirmation page asks about `count` comments."""
        return _counted(self.question, count)

    def report_on(self, count: int) -> str:
        """What is said after `count` comments were decided about."""
        return _counted(self.report, count)


def _counted(words, count):
    return words % {"number": count, "count": number_in_words(count)}


@dataclass(frozen=True, slots=True)
class Verb:
    """`name` is the word in the address, `label` the one on the button, `done` the sentence afterwards, and `many` what
    is said about many at once. `main` is the one a moderator takes most often; one without `many` only undoes others, unless
    it is for one comment at a time, because what readers told us about it has to be read (`alone`). `hint` says what a verb
    means for that."""

    name: str
    action: type[Decision]
    label: Promise
    done: Promise
    many: Many | None = None
    main: bool = False
    alone: bool = False
    hint: "Promise | str" = ""
    #: Whether its writer is told why, and whether nobody can decide it without a reason.
    explains: bool = False
    needs_reason: bool = False

    @property
    def takes_away(self) -> bool:
        """Whether readers cannot read afterwards what it is about."""
        return getattr(self.action, "status", None) in TAKES_AWAY

    def applies_to(self, comment) -> bool:
        return self.action.can_apply_to(comment)


_NOT_SHOWN = _("They will not be shown. You can still publish them later.")
VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "publish",
            PublishComment,
            pgettext_lazy("button", "Publish"),
            _("%(comment)s is published."),
            Many(
                title=_("Publish reader comments"),
                aria_label=_("Publish the selected reader comments"),
                explanation=_("Everybody will be able to read them straight away."),
                question=ngettext_lazy(
                    "Publish %(count)s reader comment?", "Publish %(count)s reader comments?", "number"
                ),
                report=ngettext_lazy(
                    "%(count)s reader comment is published.", "%(count)s reader comments are published.", "number"
                ),
            ),
            main=True,
        ),
        Verb(
            "decline",
            DeclineComment,
            pgettext_lazy("button", "Decline"),
            _("%(comment)s will not be published."),
            Many(
                title=_("Decline reader comments"),
                aria_label=_("Decline the selected reader comments"),
                explanation=_NOT_SHOWN,
                question=ngettext_lazy(
                    "Decline %(count)s reader comment?", "Decline %(count)s reader comments?", "number"
                ),
                report=ngettext_lazy(
                    "%(count)s reader comment will not be published.",
                    "%(count)s reader comments will not be published.",
                    "number",
                ),
            ),
            explains=True,
            needs_reason=True,
        ),
        Verb(
            "hide",
            HideComment,
            pgettext_lazy("button", "Hide"),
            _("%(comment)s is hidden."),
            Many(
                title=_("Hide reader comments"),
                aria_label=_("Hide the selected reader comments"),
                explanation=_("They go off the page; answers to them stay. You can publish them again later."),
                question=ngettext_lazy("Hide %(count)s reader comment?", "Hide %(count)s reader comments?", "number"),
                report=ngettext_lazy(
                    "%(count)s reader comment is hidden.", "%(count)s reader comments are hidden.", "number"
                ),
            ),
            hint=_("The comment goes off the page; answers to it stay. What readers told you is done."),
            explains=True,
        ),
        Verb(
            "keep",
            KeepComment,
            pgettext_lazy("button", "Keep"),
            _("%(comment)s stays. What readers told you about it is done."),
            alone=True,
            hint=_("The comment stays, and shows again if it is covered. What readers told you is done."),
        ),
        Verb(
            "mark-spam",
            MarkSpam,
            pgettext_lazy("button", "Mark as spam"),
            _("%(comment)s is marked as spam."),
            Many(
                title=_("Mark reader comments as spam"),
                aria_label=_("Mark the selected reader comments as spam"),
                explanation=_NOT_SHOWN,
                question=ngettext_lazy(
                    "Mark %(count)s reader comment as spam?", "Mark %(count)s reader comments as spam?", "number"
                ),
                report=ngettext_lazy(
                    "%(count)s reader comment is marked as spam.",
                    "%(count)s reader comments are marked as spam.",
                    "number",
                ),
            ),
        ),
        Verb(
            "put-back",
            PutBack,
            pgettext_lazy("button", "Put back"),
            _("%(comment)s is waiting to be read again."),
        ),
        Verb("cover-again", CoverAgain, pgettext_lazy("button", "Cover again"), _("%(comment)s is covered again.")),
    )
}
#: About the new words that the writer of a comment wants: on its own page only, where both are read.
EDIT_VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "accept-edit",
            AcceptEdit,
            pgettext_lazy("button", "Take the new words"),
            _("%(comment)s shows the new words."),
            main=True,
        ),
        Verb(
            "refuse-edit",
            RefuseEdit,
            pgettext_lazy("button", "Keep the old words"),
            _("%(comment)s stays as it was."),
        ),
    )
}
#: About the writer of a comment, and not about the comment: on its own page, and the second in the list, too.
WRITE = Verb(
    "write",
    WriteToWriter,
    pgettext_lazy("button", "Send these words, and decide nothing"),
    _("The writer of %(comment)s can read your words now."),
)
CLOSE_ANSWER = Verb(
    "close-answer",
    CloseAnswer,
    pgettext_lazy("button", "I have read the answer"),
    _("You have read what the writer of %(comment)s answered."),
)
WRITER_VERBS = {verb.name: verb for verb in (WRITE, CLOSE_ANSWER)}
#: Those that are offered for what they are; the others undo one of them.
OFFERED = [verb for verb in VERBS.values() if verb.many]


def verbs_for(comment) -> list[Verb]:
    """What can be decided about `comment` as it stands."""
    return [verb for verb in VERBS.values() if (verb.many or verb.alone) and verb.applies_to(comment)]


def verbs_about(comment, open_reports) -> list[Verb]:
    """As `verbs_for`, for who was shown these open reports about it: what they cannot read they cannot say is done."""
    found = verbs_for(comment)
    if open_reports and comment.status != Status.COVERED and all(map(is_withheld, open_reports)):
        return [verb for verb in found if verb.action is not KeepComment]
    return found


def edit_verbs_for(comment) -> list[Verb]:
    """What can be decided about new words for `comment`; nothing where none wait."""
    return [verb for verb in EDIT_VERBS.values() if verb.applies_to(comment)]


def undoing(was: Status, comment) -> Verb | None:
    """What takes `comment` back to `was`, the status it had before the last decision; None where nothing does, or where it
    has that status still."""
    if was == comment.status:
        return None
    for verb in VERBS.values():
        if verb.action.status == was and verb.applies_to(comment):
            return verb
    return None
