"""Only registers: what each thing does is said in its own module."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from coprod_wagtail.text.formats import in_a_row, number_in_words

from . import admin_urls
from .bulk_actions import BULK_DECISIONS, DeletePagesWithComments
from .dashboard import PrivacyPageReminder, ReaderCommentsSummaryItem
from .deletion import before_delete_page
from .models import Conversation
from .viewsets import reader_comment_viewset

hooks.register("before_delete_page", before_delete_page)
# After Wagtail's own, which it takes the place of.
hooks.register("register_bulk_action", DeletePagesWithComments, order=100)
for _bulk_decision in BULK_DECISIONS:
    hooks.register("register_bulk_action", _bulk_decision)


@hooks.register("register_admin_viewset")
def register_viewset():
    return reader_comment_viewset


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("reader-comments/", include(admin_urls))]


@hooks.register("insert_global_admin_css")
def add_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("coprod_wagtail/comments-admin.css"))


@hooks.register("construct_homepage_summary_items")
def add_summary_item(request, items):
    items.append(ReaderCommentsSummaryItem(request))


@hooks.register("construct_homepage_panels")
def add_privacy_reminder(request, panels):
    panels.append(PrivacyPageReminder())


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, label, message in [
        ("submit", _("Send reader comment"), pgettext_lazy("what happened to a comment", "Sent by a reader")),
        ("publish", _("Publish reader comment"), pgettext_lazy("what happened to a comment", "Published")),
        ("decline", _("Decline reader comment"), pgettext_lazy("what happened to a comment", "Not published")),
        ("mark_spam", _("Mark reader comment as spam"), pgettext_lazy("what happened to a comment", "Marked as spam")),
        ("hide", _("Hide reader comment"), pgettext_lazy("what happened to a comment", "Taken off the page")),
        (
            "put_back",
            _("Put reader comment back"),
            pgettext_lazy("what happened to a comment", "Decision undone: waiting again"),
        ),
    ]:
        actions.register_action(f"coprod_comments.{name}", label, message)

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
