"""The conversation of a page in the page editor: how it stands, and the way to change it."""

import json
from datetime import datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Subquery
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.admin.widgets import AdminDateTimeInput

from coprod_wagtail.text.formats import clock_in_words, deadline_in_words, moment_in_words, number_in_words
from coprod_wagtail.text.moments import check_year

from .constants import Access, State, Status
from .models import Conversation, plain_setting
from .permissions import may_set_conversation, policy
from .texts import LOADING

READER_COMMENTS = gettext_lazy("Reader comments")
#: Of who wrote a comment, and gave none.
NO_NAME = gettext_lazy("No name")
CHANGE_NOW = gettext_lazy("Change now")

#: So many of the comments that wait are named there.
NEWEST = 5
#: The id of the dialog in the page editor.
DIALOG = "coprod-conversation-dialog"

#: As far as the form tells moments apart: "2026-05-04T09:00" of what `plain_setting` gives.
_MINUTE = 16


class MomentInput(AdminDateTimeInput):
    """Wagtail's, which leaves what somebody typed as it is: by itself it makes this moment of what it cannot read, or of a
    year alone, and somebody who looks away closes a conversation now."""

    def get_config(self):
        return {**super().get_config(), "validateOnBlur": False}


class MomentField(forms.DateTimeField):
    """A date and a time of day; whatever cannot be one is refused in words."""

    def prepare_value(self, value):
        try:
            return super().prepare_value(value)
        except OverflowError:  # stored at the end of the calendar, which is not on every clock
            return value.replace(tzinfo=None)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                check_year(error.params["datetime"])
                words = _("The clocks change in this hour, so we cannot tell this time. Choose another.")
            else:
                example = timezone.now().replace(hour=18, minute=30).strftime(self.widget.format)
                words = _("Write the date and the time like this: %(example)s") % {"example": example}
            raise ValidationError(words, code=error.code) from error


class ConversationForm(forms.ModelForm):
    """What can be set about a conversation: in the dialog of the page editor and on a page of its own.

    `seen` is what was set when the form was drawn. So nothing is changed that nobody chose, and whoever had an old tab
    open is told. `overlay` says where the calendar is drawn, as a CSS selector.
    """

    prefix = "reader_conversation"

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Conversation
        fields = Conversation.SETTINGS
        field_classes = {"opens_at": MomentField, "closes_at": MomentField}
        widgets = {
            "access": forms.RadioSelect,
            "opens_at": MomentInput,
            "closes_at": MomentInput,
            "policy": forms.RadioSelect,
        }

    def __init__(self, *args, overlay="body", **kwargs):
        super().__init__(*args, **kwargs)
        self.now = self.instance.settings()
        self.initial["seen"] = json.dumps(self.now)
        for name in ("opens_at", "closes_at"):
            self.fields[name].widget.js_overlay_parent_selector = overlay

    def add_error(self, field, error):
        """Wagtail's fields are not tied to the errors above them."""
        super().add_error(field, error)
        for name in self.fields.keys() & self.errors.keys():
            tied = self[name].id_for_label
            if tied:
                self.fields[name].widget.attrs["aria-describedby"] = f"{tied}-helptext {self[name].auto_id}_error"

    def clean_seen(self):
        """What was set when the form was drawn, by name; nothing where that cannot be told."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
            known = {name: seen[name] for name in Conversation.SETTINGS}
            for value in filter(None, (known["opens_at"], known["closes_at"])):
                datetime.fromisoformat(value)
        except (ValueError, TypeError, KeyError):
            return {}
        return known

    def chosen(self):
        """What somebody chose, by name: all that is not as it was when they saw it. For a valid form."""
        seen = self.cleaned_data["seen"]
        return {
            name: self.cleaned_data[name]
            for name in Conversation.SETTINGS
            if name not in seen or _to_the_minute(plain_setting(self.cleaned_data[name])) != _to_the_minute(seen[name])
        }

    def afresh(self, instance):
        """This form over `instance`, what is set now: with what somebody chose, and beside it what is so now."""
        chosen, drawn = self.chosen(), type(self)(instance=instance)
        data = {drawn.add_prefix("seen"): drawn.initial["seen"]}
        for name in Conversation.SETTINGS:
            value = drawn[name].value()
            if isinstance(value, datetime):
                value = drawn.fields[name].widget.format_value(value)
            data[drawn.add_prefix(name)] = self.data.get(self.add_prefix(name)) if name in chosen else value
        fresh = type(self)(data, instance=instance, overlay=self.fields["opens_at"].widget.js_overlay_parent_selector)
        told = dict(settings_in_words(drawn.instance))
        for name in chosen:
            if _to_the_minute(plain_setting(chosen[name])) != _to_the_minute(drawn.now[name]):
                # Translators: %(value)s is what somebody else has set, such as "Hidden".
                fresh.add_error(name, _("It is now: %(value)s") % {"value": told[name]})
        return fresh


def _to_the_minute(value):
    return value[:_MINUTE] if isinstance(value, str) else value


def setting_label(name):
    """What the form calls what is decided under this name of a field."""
    return capfirst(Conversation._meta.get_field(name).verbose_name)


def setting_in_words(name, value):
    """What was decided about a conversation under this name of a field, in few words."""
    if name == "access":
        return str(State(value).label) if value in Access.values else str(value)
    if name == "policy":
        return str(dict(Conversation._meta.get_field("policy").choices).get(value, value))
    return deadline_in_words(value) if value else _("no time set")


def settings_in_words(conversation):
    """Names of fields and what is decided there, in words; times also by the clocks of readers, where those are others."""
    for name in Conversation.SETTINGS:
        value = getattr(conversation, name)
        words = setting_in_words(name, value)
        if name == "closes_at" and value is None and conversation.ends_at():
            # Translators: %(moment)s is a date with its time of day, and has no full stop because that may end in one.
            words = _("no time set. Like all pages of the site it closes on %(moment)s") % {
                "moment": deadline_in_words(conversation.ends_at())
            }
        if value and name.endswith("_at") and clock_in_words() != readers_clock():
            with timezone.override(timezone.get_default_timezone()):
                # Translators: a time by an editor's clock and by readers': "4 May 2026 at 6 p.m., Paris time. ..."
                words = _("%(here)s. Readers see: %(there)s") % {"here": words, "there": deadline_in_words(value)}
        yield name, words


def readers_clock():
    """Whose clocks readers are told times by (see `text.formats.clock_in_words`)."""
    if not settings.USE_TZ:
        return clock_in_words()
    with timezone.override(timezone.get_default_timezone()):
        return clock_in_words()


def comments_here(conversation, user):
    """The comments in `conversation` that `user` may read: how many there are of each status, and the newest of those that
    wait. One query; none where nobody has written anything, or for who reads no comments."""
    counts, newest = {}, []
    if not (conversation.pk and policy.user_has_permission(user, "view")):
        return counts, newest
    theirs = policy.comments_for(user).filter(conversation=conversation.pk).order_by()
    if conversation.waiting_count:
        of_each = {
            f"number_{status.value}": Subquery(
                theirs.filter(status=status).values("conversation").annotate(number=Count("pk")).values("number")
            )
            for status in Status
        }
        newest = list(theirs.filter(status=Status.PENDING).annotate(**of_each).order_by("-received_at", "-pk")[:NEWEST])
    if newest:
        found = {status: getattr(newest[0], f"number_{status.value}") for status in Status}
        counts = {status: number for status, number in found.items() if number}
    else:
        found = dict(theirs.values_list("status").annotate(number=Count("pk")))
        counts = {status: found[status] for status in Status if found.get(status)}
    return counts, newest


def _here_in_words(conversation, user, list_url):
    """That for a template: with the list of each status, and the page of each comment."""
    counts, newest = comments_here(conversation, user)
    index = [
        (status.label, number_in_words(number), f"{list_url}&status={status}") for status, number in counts.items()
    ]
    waiting = [
        {
            "url": reverse("coprod_reader_comments:inspect", args=[comment.pk]),
            "number": comment.pk,
            "name": comment.author_name or NO_NAME,
            "received": moment_in_words(comment.received_at),
        }
        for comment in newest
    ]
    return {"statuses": index, "newest_waiting": waiting, "list_url": list_url if counts else None}


def conversation_context(conversation, user, *, may_set):
    """What the templates with the conversation of a page take, for `user`."""
    page_id = conversation.page_id
    list_url = f"{reverse('coprod_reader_comments:index')}?page={page_id}"
    told = dict(settings_in_words(conversation))
    return {
        "conversation": conversation,
        "state": conversation.state(),
        "settings": [(setting_label(name), told[name]) for name in Conversation.SETTINGS],
        "counts": [number_in_words(conversation.published_count), number_in_words(conversation.waiting_count)],
        "may_set": may_set,
        "set_url": reverse("coprod_comments_admin:set_conversation", args=[page_id]),
        "dialog_id": DIALOG,
        **_here_in_words(conversation, user, list_url),
    }


class ConversationPanel(Panel):
    """In the page editor: how the conversation stands, in words, and a button that opens a dialog to change it at once.

    It is no part of the page's own form, so drafts, revisions and publishing do not touch it, and have nothing of it to
    lose.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", READER_COMMENTS)
        kwargs.setdefault("icon", "comment")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "coprod_wagtail/comments/admin/conversation_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page, user = self.instance, self.request.user
            context |= {"dialog_id": DIALOG, "loading": LOADING}
            # For a page that is saved only later: its number takes the place of the 0.
            context["url_of_any"] = reverse("coprod_comments_admin:set_conversation", args=[0])
            if page.alias_of_id:
                source = page.alias_of
                context["is_copy"] = True
                if source.permissions_for_user(user).can_edit():
                    context["source"] = source
                return context
            conversation = page.pk and Conversation.for_page_id(page.pk)
            if conversation:
                context |= conversation_context(conversation, user, may_set=may_set_conversation(user, page))
            return context

        @property
        def media(self):
            script = forms.Media(js=[static("coprod_wagtail/comments-admin.js")])
            return super().media + MomentInput().media + script
