"""The one box in which the writer of a comment answers a moderator, on pages and over the API."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from coprod_wagtail.conf import conf
from coprod_wagtail.text.formats import number_in_words

from .. import texts
from ..intake.forms import PlainTextField
from ..intake.widgets import QuickTextarea
from ..models import MessageToWriter


class AnswerForm(forms.Form):
    """An answer, with the rules for the words of a comment. Whoever has the private page needs no token."""

    use_required_attribute = False
    error_css_class = "coprod-field--error"

    answer = PlainTextField(
        label=texts.ANSWER_LABEL,
        widget=QuickTextarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=texts.ANSWER_HINT,
        error_messages={"required": texts.ANSWER_MISSING},
    )
    #: The id of the message that it answers; empty where nobody says.
    message = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="coprod-%s", **kwargs)

    def clean_answer(self):
        over = self.fields["answer"].typed_length - conf.MAX_COMMENT_LENGTH
        if over > 0:
            raise ValidationError(
                ngettext(
                    "Your answer is %(over)s character too long. It can have up to %(limit)s.",
                    "Your answer is %(over)s characters too long. It can have up to %(limit)s.",
                    over,
                )
                % {"over": number_in_words(over), "limit": number_in_words(conf.MAX_COMMENT_LENGTH)},
                code="max_length",
            )
        return self.cleaned_data["answer"]

    @classmethod
    def to(cls, message: MessageToWriter) -> "AnswerForm":
        """An empty form that answers `message`."""
        return cls(initial={"message": message.pk})

    def again(self, message: MessageToWriter | None, problem: Any) -> "AnswerForm":
        """This form with what was typed, to answer `message`, and with a `problem`."""
        form = type(self)({"answer": self["answer"].value(), "message": message.pk if message else ""})
        form.add_error(None, problem)
        return form
