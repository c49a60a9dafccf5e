"""What Wagtail's own history says of what happened to a reader comment, or to the conversation on a page."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from wagtail.log_actions import LogFormatter

from coprod_wagtail.text.formats import in_a_row, number_in_words

from ..constants import Status
from ..models import Conversation


class DecisionFormatter(LogFormatter):
    """What was decided, and, in the comment's own history, why.

    The note is no part of the message, because Wagtail's report of the whole site shows that to every moderator.
    """

    def format_comment(self, log_entry):
        return ": ".join(filter(None, (log_entry.data.get("reason"), log_entry.data.get("note"))))


class PutBackFormatter(DecisionFormatter):
    label = _("Put reader comment back")
    message = pgettext_lazy("what happened to a comment", "Decision undone: waiting again")

    def format_message(self, log_entry):
        became = log_entry.data.get("became", Status.PENDING)
        if became == Status.PENDING:
            return self.message
        # Translators: %(status)s is what the comment is again, such as "not published" or "hidden".
        return pgettext("what happened to a comment", "Decision undone: %(status)s again") % {
            "status": Status(became).label.lower()
        }


def register_log_actions(actions):
    """Wagtail's hook of that name."""
    actions.register_action(
        "coprod_comments.submit",
        _("Send reader comment"),
        pgettext_lazy("what happened to a comment", "Sent by a reader"),
    )
    for name, label, message in [
        ("publish", _("Publish reader comment"), pgettext_lazy("what happened to a comment", "Published")),
        ("decline", _("Decline reader comment"), pgettext_lazy("what happened to a comment", "Not published")),
        ("mark_spam", _("Mark reader comment as spam"), pgettext_lazy("what happened to a comment", "Marked as spam")),
        ("hide", _("Hide reader comment"), pgettext_lazy("what happened to a comment", "Taken off the page")),
    ]:
        formatter = type("Formatter", (DecisionFormatter,), {"label": label, "message": message})
        actions.register_action(f"coprod_comments.{name}")(formatter)
    actions.register_action("coprod_comments.put_back")(PutBackFormatter)

    @actions.register_action("coprod_comments.set_conversation")
    class SetConversationFormatter(LogFormatter):
        label = _("Change reader comments")

        def format_message(self, log_entry):
            labels = {field.name: field.verbose_name for field in Conversation._meta.fields}
            fields = in_a_row(labels.get(name, name) for name in sorted(log_entry.data.get("changed", {})))
            # Translators: {fields} is what was changed, in the words of the form: "closes and who can join in".
            return format_html(_("Changed how people can comment ({fields})"), fields=fields)

    @actions.register_action("coprod_comments.import")
    class ImportFormatter(LogFormatter):
        label = _("Import reader comments")

        def format_message(self, log_entry):
            count = log_entry.data.get("comments", 0)
            return ngettext(
                "Brought in %(count)s reader comment from another website",
                "Brought in %(count)s reader comments from another website",
                count,
            ) % {"count": number_in_words(count)}

    @actions.register_action("coprod_comments.erase_conversation")
    class EraseConversationFormatter(LogFormatter):
        label = _("Erase reader comments")

        def format_message(self, log_entry):
            count = log_entry.data.get("comments", 0)
            return ngettext(
                "Erased %(count)s reader comment together with the page",
                "Erased %(count)s reader comments together with the page",
                count,
            ) % {"count": number_in_words(count)}
