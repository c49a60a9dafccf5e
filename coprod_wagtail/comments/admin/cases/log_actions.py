"""What Wagtail's own history says of what happened to a case: never what it is about."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.log_actions import LogFormatter

from ...cases.constants import CaseOutcome
from ...moderation.history import with_door
from ...notices.constants import BY_API


def register_log_actions(actions):
    """Wagtail's hook of that name."""
    for name, label, message in [
        ("open", _("Open a case"), pgettext_lazy("what happened to a case", "Opened")),
        (
            "acknowledge",
            _("Acknowledge a case"),
            pgettext_lazy("what happened to a case", "The person was told that you have it"),
        ),
        (
            "assign",
            _("Say who looks after a case"),
            pgettext_lazy("what happened to a case", "Somebody else looks after it"),
        ),
        ("extend", _("Give a case longer"), pgettext_lazy("what happened to a case", "It may take two months longer")),
        (
            "reopen",
            _("Open a case again"),
            pgettext_lazy("what happened to a case", "Opened again: the decision was taken back"),
        ),
        (
            "keep_copy",
            _("Keep a copy for a case"),
            pgettext_lazy("what happened to a case", "A copy of the comment is kept"),
        ),
        (
            "look",
            _("Read the copy that is kept for a case"),
            pgettext_lazy("what happened to a case", "The copy was read"),
        ),
        (
            "erase_copy",
            _("Erase the copy that was kept for a case"),
            pgettext_lazy("what happened to a case", "The copy was erased"),
        ),
    ]:
        formatter = type("Formatter", (_WithNote,), {"label": label, "message": message})
        actions.register_action(f"coprod_comments.case_{name}")(formatter)
    actions.register_action("coprod_comments.case_close")(CloseFormatter)


class _WithNote(LogFormatter):
    def format_message(self, log_entry):
        return with_door(super().format_message(log_entry), log_entry)

    def format_comment(self, log_entry):
        return log_entry.data.get("note", "")


class CloseFormatter(_WithNote):
    label = _("Close a case")

    def format_message(self, log_entry):
        outcome = log_entry.data.get("outcome", "")
        what = CaseOutcome(outcome).label if outcome in CaseOutcome.values else outcome
        # Translators: %(outcome)s in these is what came of it, such as "The comment stays".
        if log_entry.data.get("door") == BY_API:
            return pgettext("what happened to a case", "Closed by another program. %(outcome)s") % {"outcome": what}
        return pgettext("what happened to a case", "Closed. %(outcome)s") % {"outcome": what}
