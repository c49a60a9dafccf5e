"""The reader's form. The JSON API validates with it, too, so both doors say the same."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coprod_wagtail.conf import conf
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.plain_text import (
    clean_line,
    clean_text,
    drops_characters,
    has_broken_characters,
    has_visible_characters,
    typed_length,
)

from .. import texts
from ..actions import Submission
from ..constants import CONTENT_NOTE_LENGTH, Helped
from ..mail.links import mail_is_offered
from . import tokens
from .email_typos import suggestion
from .questions import Question, questions_about
from .widgets import QuickCheckbox, QuickEmailInput, QuickHiddenInput, QuickTextarea, QuickTextInput

#: Name of the trap. Not like any real field's, so that no browser and no password manager fills it in.
HONEYPOT_FIELD = "second_opinion"


class PlainTextField(forms.CharField):
    """Text as somebody typed it: cleaned of control characters before anything else looks at it.

    Django's own refusal of NUL characters never speaks, because they are gone by then.
    """

    def __init__(self, *, one_line=False, **kwargs):
        self.one_line = one_line
        #: Whether the last text had what a moderator should know of (see `drops_characters`).
        self.dropped_characters = False
        #: How long the last text was (see `typed_length`).
        self.typed_length = 0
        super().__init__(strip=True, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        if has_broken_characters(value):
            raise ValidationError(texts.BROKEN_CHARACTERS, code="broken_characters")
        self.dropped_characters, self.typed_length = drops_characters(value), typed_length(value)
        value = clean_line(value) if self.one_line else clean_text(value).strip()
        return value if has_visible_characters(value) else ""


class QuietField(forms.CharField):
    """For fields nobody sees: whatever comes in, there is nothing a person could be asked to mend."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.validators = []

    def to_python(self, value):
        value = super().to_python(value)
        return "" if has_broken_characters(value) else clean_line(value)


def trap(label="") -> QuietField:
    """The field that only programs fill in. No browser and no password manager is to take it for somebody's address."""
    attributes = {
        "autocomplete": "off",
        "tabindex": "-1",
        "data-1p-ignore": "true",
        "data-lpignore": "true",
        "data-bwignore": "true",
        "data-form-type": "other",
    }
    return QuietField(label=label, widget=QuickTextInput(attrs=attributes))


class AskedEmailField(forms.EmailField):
    """An address, or none where what was typed can be no address but is near to one: its writer is asked then, and not
    refused (see `questions`)."""

    #: What was typed last and can be no address.
    unusable = ""

    def clean(self, value):
        self.unusable = ""
        try:
            return super().clean(value)
        except ValidationError:
            if has_broken_characters(value or "") or not suggestion(value or ""):
                raise
            self.unusable = clean_line(value)
            return ""


class CommentForm(forms.Form):
    """A reader's comment: words, a name to show, and, where the site sends e-mails, an address if they like.

    `page_id` is the page whose conversation it is for. Invalid input is never changed or cut.
    """

    use_required_attribute = False
    error_css_class = "coprod-field--error"

    body = PlainTextField(
        label=texts.YOUR_COMMENT,
        widget=QuickTextarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write your comment.")},
    )
    author_name = PlainTextField(
        label=texts.NAME_TO_SHOW,
        one_line=True,
        widget=QuickTextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
        help_text=texts.NAME_HINT,
        error_messages={"required": _("Write a name to show. It can be made up.")},
    )
    author_email = AskedEmailField(
        label=texts.EMAIL,
        required=False,
        max_length=254,
        widget=QuickEmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=texts.EMAIL_HINT,
        error_messages={"invalid": texts.EMAIL_IN_FULL, "max_length": texts.EMAIL_TOO_LONG},
    )
    content_note = PlainTextField(
        label=texts.CONTENT_NOTE,
        one_line=True,
        required=False,
        widget=QuickTextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=texts.CONTENT_NOTE_HINT,
    )
    helped = forms.BooleanField(label=texts.HELPED, required=False, widget=QuickCheckbox)
    helped_shown = forms.BooleanField(label=texts.HELPED_SHOWN, required=False, widget=QuickCheckbox)
    reply_to = QuietField(widget=QuickHiddenInput)
    token = QuietField(widget=QuickHiddenInput)
    drawn = QuietField(widget=QuickHiddenInput)
    #: In which order its writer reads, so that the page comes back as it was. No part of the comment.
    order = QuietField(widget=QuickHiddenInput)
    #: What was answered with yes (see `Question.answer`).
    confirm = QuietField(widget=QuickHiddenInput)

    def __init__(self, *args, page_id, **kwargs):
        self.page_id = page_id
        super().__init__(*args, auto_id="coprod-%s", **kwargs)
        if not mail_is_offered():
            del self.fields["author_email"]
        self.fields["body"].help_text = self._body_hint()
        self.fields["body"].widget.attrs["data-coprod-limit"] = conf.MAX_COMMENT_LENGTH
        self.fields[HONEYPOT_FIELD] = trap(texts.LEAVE_EMPTY)

    def _body_hint(self):
        # Health details are special-category data (UK GDPR, article 9); and the limit is said before anybody meets it.
        return lazystr(
            ngettext(
                "Leave out private details, like health. Up to %(limit)s character.",
                "Leave out private details, like health. Up to %(limit)s characters.",
                conf.MAX_COMMENT_LENGTH,
            )
            % {"limit": number_in_words(conf.MAX_COMMENT_LENGTH)}
        )

    def clean_body(self):
        body = self.cleaned_data["body"]
        over = self.fields["body"].typed_length - conf.MAX_COMMENT_LENGTH
        if over > 0:
            raise ValidationError(
                ngettext(
                    "Your comment is %(over)s character too long. It can have up to %(limit)s.",
                    "Your comment is %(over)s characters too long. It can have up to %(limit)s.",
                    over,
                )
                % {"over": number_in_words(over), "limit": number_in_words(conf.MAX_COMMENT_LENGTH)},
                code="max_length",
            )
        return body

    def clean_author_name(self):
        name = self.cleaned_data["author_name"]
        if len(name) > conf.MAX_NAME_LENGTH:
            raise ValidationError(
                ngettext(
                    "Choose a shorter name. It can have up to %(limit)s character.",
                    "Choose a shorter name. It can have up to %(limit)s characters.",
                    conf.MAX_NAME_LENGTH,
                )
                % {"limit": number_in_words(conf.MAX_NAME_LENGTH)},
                code="max_length",
            )
        return name

    def clean_content_note(self):
        note = self.cleaned_data["content_note"]
        if len(note) > CONTENT_NOTE_LENGTH:
            raise ValidationError(
                ngettext(
                    "The note is too long. It can have up to %(limit)s character.",
                    "The note is too long. It can have up to %(limit)s characters.",
                    CONTENT_NOTE_LENGTH,
                )
                % {"limit": number_in_words(CONTENT_NOTE_LENGTH)},
                code="max_length",
            )
        return note

    def clean_reply_to(self):
        value = self.cleaned_data["reply_to"]
        if not value:
            return None
        # Too long for a database's integer, or no number at all: there is no such comment.
        if not value.isascii() or not value.isdigit() or len(value) > 18:
            return -1
        return int(value)

    def clean(self):
        if not tokens.token_is_good(self.cleaned_data.get("token", ""), self.page_id):
            self.add_error(
                None,
                ValidationError(texts.OPEN_FOR_LONG, code="token"),
            )

    def questions(self) -> list[Question]:
        """What its writer has yet to be asked before a valid form is sent."""
        data, unusable = self.cleaned_data, getattr(self.fields.get("author_email"), "unusable", "")
        words = "\n".join(filter(None, (data["body"], data.get("content_note"))))
        asked = questions_about(words, data["author_name"], data.get("author_email", ""), unusable)
        confirmed = data["confirm"].split()
        return [question for question in asked if not question.is_confirmed_by(confirmed)]

    @property
    def helped_as(self) -> Helped:
        """What its writer says of help with writing."""
        data = self.cleaned_data
        if not data.get("helped"):
            return Helped.NOT_SAID
        return Helped.SHOWN if data.get("helped_shown") else Helped.PRIVATE

    def submission(self, *, origin: str, client_address: str, idempotency_key: str = "") -> Submission:
        """What the actions take, from a valid form and two facts about the request."""
        data = self.cleaned_data
        return Submission(
            body=data["body"],
            author_name=data["author_name"],
            author_email=data.get("author_email", ""),
            content_note=data["content_note"],
            helped=self.helped_as,
            reply_to=data["reply_to"],
            token=data["token"],
            honeypot=data[HONEYPOT_FIELD],
            seconds=tokens.seconds_since(data["drawn"]),
            origin=origin,
            client_address=client_address,
            dropped_characters=self.drops_characters,
            idempotency_key=idempotency_key,
        )

    @property
    def drops_characters(self) -> bool:
        """Whether something was left out of a valid form that a moderator should know of."""
        return any(getattr(field, "dropped_characters", False) for field in self.fields.values())

    def was_drawn(self) -> bool:
        """Whether whoever sends it was shown the page, as the token says: then nothing about the page is news to them."""
        return tokens.token_is_good(self.fields["token"].clean(self["token"].value()), self.page_id)

    def redrawn(self):
        """This form with every typed word and a fresh token, to be shown again."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["token"] = tokens.make_token(self.page_id)
        return self

    def forget_reply(self):
        """Let the words go as a comment of their own, now that what they answered is gone."""
        self.data = self.data.copy()
        self.data["reply_to"] = ""

    @classmethod
    def unsent(cls, data, page_id):
        """What somebody has typed so far, `data`, in a form that says nothing of what is missing in it."""
        typed = cls(data, page_id=page_id)
        # What changes is asked about anew.
        left_out = {HONEYPOT_FIELD, "confirm"}
        initial = {name: typed[name].value() or "" for name in typed.fields if name not in left_out}
        return cls(page_id=page_id, initial=initial | {"token": tokens.make_token(page_id)})

    @classmethod
    def fresh(cls, page_id, *, reply_to=None, order=""):
        """An empty form as it is first drawn."""
        return cls(
            page_id=page_id,
            initial={
                "token": tokens.make_token(page_id),
                "drawn": tokens.make_drawn_stamp(),
                "reply_to": reply_to or "",
                "order": order,
            },
        )
