"""A moderator is worried about somebody: the safeguarding contact is told as for a reader's report, and nothing is decided."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_wagtail.actions import AnyUser, NotAllowed
from coprod_wagtail.outbox.addresses import mail_is_set_up
from coprod_wagtail.text.plain_text import clean_text, has_broken_characters, has_visible_characters

from ..constants import Status
from ..models import CommentReport, ReaderComment, ReaderCommentSettings
from ..moderation.reasons import NOT_THIS_COMMENT, check_letters
from ..permissions import policy
from .constants import ANSWER_LENGTH, Reason
from .submit import SubmitReport, Told

#: Where a comment is that a moderator can say this about.
WORRYING = tuple(status for status in Status if status not in (Status.TAKEN_BACK, Status.ERASED))
STAYS = gettext_lazy("The comment stands at the top of the list now. Nothing is decided about it.")


def clean_worry(words: str) -> str:
    """`words` as they are kept, which may be none. Raises `ValidationError` where there are too many."""
    words = "" if has_broken_characters(words) else clean_text(words).strip()
    check_letters(words, ANSWER_LENGTH)
    return words if has_visible_characters(words) else ""


class SayWorried(SubmitReport):
    """Say, as somebody who moderates, that one is worried about who wrote `comment`, or whom it is about: with `words` or without.

    It is a report like a reader's, with the same mail to the safeguarding contact, and nothing else becomes of the comment. Who
    said it stands in the log alone; why does not. `drawn` tells a click too many from saying it twice. `through` says by which
    door it came, where that was not the admin.

    Raises `NotAllowed`, Django's `ValidationError` for the words, and what `SubmitReport` raises.
    """

    by_staff = True
    log_action = "coprod_comments.report_by_staff"

    def __init__(
        self,
        comment: ReaderComment,
        *,
        user: "AnyUser | None",
        words: str = "",
        drawn: str = "",
        through: Mapping[str, str] | None = None,
    ) -> None:
        told = Told(reason=Reason.WORRIED, body=clean_worry(words), drawn=drawn)
        super().__init__(comment, told, site=comment.page.get_site(), covers=False, user=user)
        self.through = dict(through or {})

    def check(self) -> None:
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(NOT_THIS_COMMENT)

    def log_data(self, report: CommentReport) -> dict[str, object]:
        return super().log_data(report) | self.through


def whom_to_ring(site_settings: ReaderCommentSettings) -> list[str]:
    """Who is there for whoever reads that somebody is worried: a line each."""
    return [*site_settings.safeguarding_lines(), site_settings.urgent_help_text()]


def what_happens(site_settings: ReaderCommentSettings) -> list[str]:
    """What happens now, for the moderator who has said it: a sentence or two each."""
    if site_settings.safeguarding_email and mail_is_set_up():
        told = _("Your safeguarding contact gets an e-mail now, with a link and no words.")
    else:
        told = _(
            "Nobody gets an e-mail: your website has no safeguarding contact. Tell the right person yourself, now."
        )
    return [told, str(STAYS)]
