from secrets import token_urlsafe

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions import Submission
from ..constants import ROLE_LENGTH, Badge
from ..intake.forms import HONEYPOT_FIELD, CommentForm, PlainTextField, QuickTextInput
from ..models import StaffName

#: What only a reader's own browser has to say, and what nobody who works here has to.
_A_READERS = ("drawn", "order", "author_email", "content_note", "helped", "helped_shown", "confirm", HONEYPOT_FIELD)


class AnswerForm(CommentForm):
    """An answer to readers, by somebody who works here: the reader's own form, and who they are to readers.

    Its `token` says nothing but which form it was: the same words written twice are two answers, sent twice they are one.
    """

    role = PlainTextField(
        label=_("What you do here"),
        one_line=True,
        max_length=ROLE_LENGTH,
        widget=QuickTextInput(attrs={"autocomplete": "organization-title", "dir": "auto"}),
        help_text=_("Readers see it under your name, for example: community worker."),
        error_messages={"required": _("Say what you do here.")},
    )
    field_order = ("body", "author_name", "role", "badge")

    def __init__(self, *args, badges: list[Badge], **kwargs):
        super().__init__(*args, **kwargs)
        for name in _A_READERS:
            self.fields.pop(name, None)
        self.fields["badge"] = forms.ChoiceField(
            label=_("What stands before it"),
            required=False,
            choices=[(badge.value, badge.label) for badge in badges],
            widget=forms.RadioSelect,
            help_text=_("Your choice. No reader can have this beside their name."),
        )
        self.order_fields(self.field_order)
        self.fields["body"].label = _("Your answer to readers")
        self.fields["body"].help_text = _("It shows on the page at once.")
        self.fields["author_name"].label = _("Your name, as readers see it")
        self.fields["author_name"].help_text = _("A person’s name, and not the name of a team.")
        self.fields["author_name"].error_messages["required"] = _("Write your name.")

    @staticmethod
    def first_drawn(known: StaffName, reply_to: int | None) -> dict[str, str]:
        """What a form has in it that nobody has typed in yet."""
        return {
            "token": token_urlsafe(12),
            "reply_to": str(reply_to or ""),
            "author_name": known.name,
            "role": known.role,
            "badge": known.badge,
        }

    def clean(self):
        """No page was open for too long, and any token will do."""

    def answer(self) -> Submission:
        """What the action takes, from a valid form."""
        data = self.cleaned_data
        return Submission(
            body=data["body"],
            author_name=data["author_name"],
            reply_to=data["reply_to"],
            token=data["token"],
            origin="same",
            dropped_characters=self.drops_characters,
        )


class AnswerManyForm(AnswerForm):
    """The same answer to many comments."""

    #: Comments that came in after the page was drawn have higher ids, and nobody has agreed to answer them.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, page_id=None, **kwargs)
        del self.fields["reply_to"]
        self.fields["body"].help_text = _("It shows on the page at once, under each of these comments.")

    def clean(self):
        """Whom it answers is no part of it."""
        self.cleaned_data["reply_to"] = None
