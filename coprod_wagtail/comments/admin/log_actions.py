"""What Wagtail's own history says of what happened to a reader comment, or to the conversation on a page."""

from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from coprod_wagtail.text.formats import number_in_words

from ..constants import CameBy, Status
from ..covering.kinds import Kind
from ..grounds.starter import STARTER
from ..moderation.history import with_door
from .conversation.history import SET_CONVERSATION, changes_in_words


def reason_in_words(key):
    """What a reason is called that the package brings; of others, their key. Asks the database nothing."""
    return str(STARTER[key].label) if key in STARTER else key


class DecisionFormatter(LogFormatter):
    """What was decided, and, in the comment's own history, why.

    The note is no part of the message, because Wagtail's report of the whole site shows that to every moderator.
    """

    def format_message(self, log_entry):
        return with_door(super().format_message(log_entry), log_entry)

    def format_comment(self, log_entry):
        reason = getattr(log_entry, "reason_in_words", "") or reason_in_words(log_entry.data.get("reason", ""))
        return ": ".join(filter(None, (reason, log_entry.data.get("note"))))


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


class KeepFormatter(DecisionFormatter):
    label = _("Keep reader comment that was reported")

    def format_message(self, log_entry):
        if log_entry.data.get("was") == Status.COVERED:
            return pgettext("what happened to a comment", "Looked at and kept: shown again")
        return pgettext("what happened to a comment", "Looked at what readers told us: it stays as it is")


class CoverPartFormatter(LogFormatter):
    label = _("Cover part of a reader comment")

    def format_message(self, log_entry):
        kind = log_entry.data.get("kind", "")
        what = Kind(kind).label if kind in Kind.values else kind
        # Translators: %(what)s is "A phone number", for example.
        return gettext("Part of it covered. %(what)s") % {"what": what}


class EraseFormatter(LogFormatter):
    label = _("Erase reader comment")

    def format_message(self, log_entry):
        why = log_entry.data.get("why")
        if why == "in_time":
            return pgettext("what happened to a comment", "Erased, because it is not kept any longer")
        if why == "asked":
            return pgettext("what happened to a comment", "Erased for the person, who had asked for it")
        return pgettext("what happened to a comment", "Erased by its writer")


def register_log_actions(actions):
    """Wagtail's hook of that name."""
    actions.register_action(
        "coprod_comments.submit",
        _("Send reader comment"),
        pgettext_lazy("what happened to a comment", "Sent by a reader"),
    )

    @actions.register_action("coprod_comments.add_for_someone")
    class ForSomeoneFormatter(LogFormatter):
        label = _("Add reader comment for somebody")

        def format_message(self, log_entry):
            came_by = log_entry.data.get("came_by", "")
            how = CameBy(came_by).label if came_by in CameBy.values else came_by
            # Translators: %(how)s is "By phone", for example.
            return gettext("Typed in for somebody. %(how)s") % {"how": how}

    for name, label, message in [
        (
            "answer_as_staff",
            _("Answer readers"),
            pgettext_lazy("what happened to a comment", "Written by somebody who works here"),
        ),
        ("publish", _("Publish reader comment"), pgettext_lazy("what happened to a comment", "Published")),
        ("decline", _("Decline reader comment"), pgettext_lazy("what happened to a comment", "Not published")),
        ("mark_spam", _("Mark reader comment as spam"), pgettext_lazy("what happened to a comment", "Marked as spam")),
        (
            "take_down",
            _("Take down own comment"),
            pgettext_lazy("what happened to a comment", "Taken back by its writer"),
        ),
        (
            "bring_back",
            _("Bring back own comment"),
            pgettext_lazy("what happened to a comment", "Brought back by its writer"),
        ),
        (
            "edit",
            _("Change own comment"),
            pgettext_lazy("what happened to a comment", "Changed by its writer"),
        ),
        (
            "propose_edit",
            _("Ask for other words in own comment"),
            pgettext_lazy("what happened to a comment", "Its writer wants other words"),
        ),
        (
            "accept_edit",
            _("Take new words of reader comment"),
            pgettext_lazy("what happened to a comment", "New words taken"),
        ),
        (
            "refuse_edit",
            _("Keep old words of reader comment"),
            pgettext_lazy("what happened to a comment", "Old words kept"),
        ),
        (
            "set_content_note",
            _("Set note before the words of reader comment"),
            pgettext_lazy("what happened to a comment", "Note before the words set, or taken away"),
        ),
        (
            "export",
            _("Hand over what is held of a person"),
            pgettext_lazy("what happened to a comment", "Handed over to its writer"),
        ),
        (
            "write_to_writer",
            _("Write to the writer of a reader comment"),
            pgettext_lazy("what happened to a comment", "Its writer was written to"),
        ),
        (
            "close_answer",
            _("Read what the writer of a reader comment answered"),
            pgettext_lazy("what happened to a comment", "Its writer’s answer was read"),
        ),
        (
            "hold_writer",
            _("Hold a writer or a flood"),
            pgettext_lazy(
                "what happened to a comment", "What comes from its writer, or its flood, is held for a while"
            ),
        ),
        ("hide", _("Hide reader comment"), pgettext_lazy("what happened to a comment", "Taken off the page")),
        (
            "uncover_part",
            _("Put covered words back into a reader comment"),
            pgettext_lazy("what happened to a comment", "Covered words put back"),
        ),
    ]:
        formatter = type("Formatter", (DecisionFormatter,), {"label": label, "message": message})
        actions.register_action(f"coprod_comments.{name}")(formatter)
    actions.register_action(
        "coprod_comments.answer",
        _("Answer a moderator"),
        pgettext_lazy("what happened to a comment", "Its writer answered"),
    )
    actions.register_action(
        "coprod_comments.report",
        _("Tell us about a reader comment"),
        pgettext_lazy("what happened to a comment", "A reader told us something about it"),
    )
    actions.register_action(
        "coprod_comments.report_by_staff",
        _("Tell the team about a reader comment"),
        pgettext_lazy("what happened to a comment", "A moderator told the team something about it"),
    )
    actions.register_action(
        "coprod_comments.cover",
        _("Cover reader comment"),
        pgettext_lazy("what happened to a comment", "Covered until somebody has looked"),
    )
    actions.register_action("coprod_comments.keep")(KeepFormatter)
    actions.register_action("coprod_comments.cover_part")(CoverPartFormatter)
    actions.register_action("coprod_comments.put_back")(PutBackFormatter)
    actions.register_action("coprod_comments.erase")(EraseFormatter)

    actions.register_action(
        "coprod_comments.end_hold",
        _("End the hold of a writer or a flood"),
        pgettext_lazy("what happened to a writer or a flood", "Held no more"),
    )
    actions.register_action(
        "coprod_comments.give_back",
        _("End the hand-over of a reader comment"),
        pgettext_lazy("what happened to a comment", "With nobody again"),
    )
    actions.register_action(
        "coprod_comments.hand_over",
        _("Hand a reader comment over"),
        pgettext_lazy("what happened to a comment", "Handed over to a colleague"),
    )
    actions.register_action(
        "coprod_comments.show_asked",
        _("Show a reader comment after the service looked at it"),
        pgettext_lazy("what happened to a comment", "Shown, as it waited for the spam service alone"),
    )
    actions.register_action(
        "coprod_comments.show_trusted",
        _("Show a trusted writer’s reader comment"),
        pgettext_lazy("what happened to a comment", "Shown before anybody read it: its writer is trusted"),
    )
    actions.register_action(
        "coprod_comments.import_word_list",
        _("Bring a table into the word list"),
        pgettext_lazy("what happened to a word list", "Brought a table into the word list"),
    )
    actions.register_action(
        "coprod_comments.export_list",
        _("Take reader comments away in a file"),
        pgettext_lazy("what happened to all comments", "Took reader comments away in a file"),
    )
    actions.register_action(
        "coprod_comments.pause",
        _("Pause reader comments"),
        pgettext_lazy("what happened to all comments", "Paused the comments on the whole site"),
    )
    actions.register_action(
        "coprod_comments.end_pause",
        _("End the pause of reader comments"),
        pgettext_lazy("what happened to all comments", "Took comments on the whole site again"),
    )

    actions.register_action(
        "coprod_comments.set_rights",
        _("Change which reader comments a group may read"),
        pgettext_lazy("what happened to a group", "Changed which reader comments its members may read"),
    )

    @actions.register_action(SET_CONVERSATION)
    class SetConversationFormatter(LogFormatter):
        label = _("Change reader comments")

        def format_message(self, log_entry):
            changes = changes_in_words(log_entry.data.get("changed", {}))
            # Translators: {changes} is what was changed: "Who can join in: from Open to Hidden."
            return format_html(gettext("Changed how people can comment. {changes}"), changes=changes)

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
