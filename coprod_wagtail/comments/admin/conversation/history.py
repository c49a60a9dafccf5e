"""What happened to the settings of a conversation, from what to what, in words."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_registry

from coprod_wagtail.text.formats import moment_in_words

from ...models import Conversation
from ...panels import setting_in_words, setting_label

SET_CONVERSATION = "coprod_comments.set_conversation"


def changes_in_words(changed) -> SafeString:
    """Of the ``changed`` of a log entry: "Who can join in: from Open to Hidden. Closes: ..."."""
    words = SafeString("")
    for name in Conversation.SETTINGS:
        if name in changed:
            before, after = (setting_in_words(name, _value(name, value)) for value in changed[name])
            label = setting_label(name)
            # Translators: what was changed, from what to what: "Who can join in: from Open to Hidden."
            sentence = format_html(_("{what}: from {before} to {after}."), what=label, before=before, after=after)
            words = format_html("{} {}", words, sentence) if words else sentence
    return words


def _value(name, value):
    return datetime.fromisoformat(value) if value and name.endswith("_at") else value


def last_changed_by(page) -> SafeString:
    """Who changed the conversation of `page` last, and when; empty where nobody is known to have."""
    entries = log_registry.get_logs_for_instance(page).filter(action=SET_CONVERSATION)
    entry = entries.select_related("user").order_by("-timestamp", "-pk").first()
    if entry is None:
        return SafeString("")
    return format_html(
        _("The last change, on {moment}, was by {person}."),
        person=entry.user_display_name,
        moment=moment_in_words(entry.timestamp),
    )


def changes_since(error) -> SafeString:
    """What is not as somebody saw it any more, as a `SettingsChanged` has it."""
    return changes_in_words(
        {name: (error.seen[name], now) for name, now in error.now.items() if error.seen.get(name, now) != now}
    )
