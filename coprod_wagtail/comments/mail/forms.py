"""The one field with which somebody asks for e-mails, on pages and over the API."""

from django import forms
from django.core.exceptions import ValidationError

from coprod_wagtail.text.numbers import whole_number

from .. import texts
from ..intake import tokens
from ..intake.forms import HONEYPOT_FIELD, QuietField, trap
from ..intake.widgets import QuickEmailInput, QuickHiddenInput, QuickTextInput
from . import trust_texts


class MailForm(forms.Form):
    """An e-mail address of somebody whom the secret of their comment has let in."""

    use_required_attribute = False
    error_css_class = "coprod-field--error"

    author_email = forms.EmailField(
        label=texts.MAIL_ADDRESS,
        max_length=254,
        widget=QuickEmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": texts.MAIL_ADDRESS_WHOLE,
            "invalid": texts.MAIL_ADDRESS_WHOLE,
            "max_length": texts.MAIL_ADDRESS_TOO_LONG,
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="coprod-mail-%s", **kwargs)

    @property
    def email(self) -> str:
        """The address, of a valid form."""
        return self.cleaned_data["author_email"]


class NumberForm(forms.Form):
    """The number of one's comment, by which a trusted writer has it shown at once; it may be left empty."""

    use_required_attribute = False

    number = QuietField(
        label=trust_texts.NUMBER,
        help_text=trust_texts.NUMBER_HINT,
        widget=QuickTextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="coprod-mail-%s", **kwargs)


def number_in(typed: str) -> int | None:
    """The number that somebody typed, with or without a sign or spaces; None where it is none."""
    return whole_number("".join(typed.split()).lstrip("#")[:20])


class FollowForm(MailForm):
    """The same from anybody, so with the token of the page and the trap of the form for comments."""

    token = QuietField(widget=QuickHiddenInput)

    def __init__(self, *args, page_id, **kwargs):
        self.page_id = page_id
        super().__init__(*args, **kwargs)
        self.fields["author_email"].help_text = texts.FOLLOW_HINT
        self.fields[HONEYPOT_FIELD] = trap()

    def clean(self):
        if not tokens.token_is_good(self.cleaned_data.get("token", ""), self.page_id):
            self.add_error(None, ValidationError(texts.MAIL_OPEN_FOR_LONG, code="token"))

    @property
    def is_trapped(self) -> bool:
        """Whether a program has filled in what people do not see."""
        return bool(self.cleaned_data.get(HONEYPOT_FIELD))

    @classmethod
    def fresh(cls, page_id):
        """An empty form as it is first drawn."""
        return cls(page_id=page_id, initial={"token": tokens.make_token(page_id)})

    def redrawn(self):
        """This form with what was typed and a fresh token."""
        self.data = self.data.copy()
        self.data["token"] = tokens.make_token(self.page_id)
        return self
