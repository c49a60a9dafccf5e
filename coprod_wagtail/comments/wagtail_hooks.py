"""Only registers: what each thing does is said in its own module."""

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .models import ReaderComment


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, label, message in [
        ("submit", _("Send reader comment"), _("Sent by a reader")),
        ("publish", _("Publish reader comment"), _("Published")),
        ("decline", _("Decline reader comment"), _("Not published")),
        ("mark_spam", _("Mark reader comment as spam"), _("Marked as spam")),
        ("hide", _("Hide reader comment"), _("Taken off the page")),
    ]:
        actions.register_action(f"coprod_comments.{name}", label, message)

    @actions.register_action("coprod_comments.set_conversation")
    class SetConversationFormatter(LogFormatter):
        label = _("Change reader comments")

        def format_message(self, log_entry):
            fields = ", ".join(sorted(log_entry.data.get("changed", {})))
            return _("Changed how people can comment (%(fields)s)") % {"fields": fields}

    @actions.register_action("coprod_comments.erase_conversation")
    class EraseConversationFormatter(LogFormatter):
        label = _("Erase reader comments")

        def format_message(self, log_entry):
            count = log_entry.data.get("comments", 0)
            return ngettext(
                "Erased %(count)s reader comment together with the page",
                "Erased %(count)s reader comments together with the page",
                count,
            ) % {"count": count}


@hooks.register("register_permissions")
def register_permissions():

    return Permission.objects.filter(
        content_type__app_label=ReaderComment._meta.app_label, codename="moderate_readercomment"
    )
