"""What a reader tells us about a comment. The JSON API validates with it, too, so both doors say the same."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from coprod_wagtail.outbox.addresses import mail_is_set_up
from coprod_wagtail.text.formats import number_in_words

from .. import texts
from ..constants import Sign
from ..intake import tokens
from ..intake.forms import HONEYPOT_FIELD, PlainTextField, QuietField, trap
from ..intake.widgets import QuickEmailInput, QuickHiddenInput, QuickTextarea, QuickTextInput
from .constants import ANSWER_LENGTH, Reason
from .submit import Told

#: What is asked of those only who say that it is untrue: what the law wants of a notice.
NOTICE = ("statement", "meaning", "untrue", "knows_writer", "may_share", "name")
YES, NO = "yes", "no"
_CHOOSE = _("Choose what is the matter with it.")
_YES_OR_NO = [(YES, pgettext_lazy("answer", "Yes")), (NO, pgettext_lazy("answer", "No"))]


class Choice(forms.RadioSelect):
    """Radio buttons; what is wrong with them leads to the first."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, "0" if index is None else index)


class AnswerField(PlainTextField):
    """Some lines of text, which are never cut."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=QuickTextarea(attrs={"rows": 4, "dir": "auto"}), **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        over = self.typed_length - ANSWER_LENGTH
        if over > 0:
            raise ValidationError(
                ngettext(
                    "This is %(over)s character too long. It can have up to %(limit)s.",
                    "This is %(over)s characters too long. It can have up to %(limit)s.",
                    over,
                )
                % {"over": number_in_words(over), "limit": number_in_words(ANSWER_LENGTH)},
                code="max_length",
            )


def _yes_or_no(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        choices=_YES_OR_NO,
        widget=Choice,
        error_messages={"invalid_choice": _("Choose yes or no.")},
    )


class ReportForm(forms.Form):
    """What is the matter with the comment `comment_id`, words and an e-mail address for those who like; and of those who say
    that it is untrue, what makes it a notice of complaint."""

    use_required_attribute = False
    error_css_class = "coprod-field--error"

    reason = forms.ChoiceField(
        label=texts.REPORT_REASON,
        choices=Reason.choices,
        widget=Choice,
        error_messages={
            "required": _CHOOSE,
            "invalid_choice": _CHOOSE,
        },
    )
    statement = AnswerField(label=texts.REPORT_STATEMENT, help_text=texts.REPORT_STATEMENT_HINT)
    meaning = AnswerField(label=texts.REPORT_MEANING, help_text=texts.REPORT_MEANING_HINT)
    untrue = AnswerField(label=texts.REPORT_UNTRUE, help_text=texts.REPORT_UNTRUE_HINT)
    knows_writer = _yes_or_no(texts.REPORT_KNOWS_WRITER)
    may_share = _yes_or_no(texts.REPORT_MAY_SHARE, texts.REPORT_MAY_SHARE_HINT)
    name = PlainTextField(
        label=texts.REPORT_NAME,
        required=False,
        one_line=True,
        max_length=200,
        widget=QuickTextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    body = AnswerField(label=texts.REPORT_BODY, help_text=texts.REPORT_BODY_HINT)
    email = forms.EmailField(
        label=texts.MAIL_ADDRESS,
        required=False,
        max_length=254,
        widget=QuickEmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=texts.REPORT_EMAIL_HINT,
        error_messages={
            "invalid": texts.EMAIL_IN_FULL,
            "max_length": texts.EMAIL_TOO_LONG,
        },
    )
    token = QuietField(widget=QuickHiddenInput)
    drawn = QuietField(widget=QuickHiddenInput)

    def __init__(self, data: Any = None, *, comment_id: int, **kwargs: Any) -> None:
        self.comment_id = comment_id
        super().__init__(data, auto_id="coprod-%s", **kwargs)
        #: The names of the fields that are asked of those only who say that it is untrue. Where there is no mail nobody can be
        #: written to, and the law wants an address all the same.
        self.notice = NOTICE if mail_is_set_up() else (*NOTICE, "email")
        if "email" in self.notice:
            self.fields["email"].help_text = ""
        self.fields[HONEYPOT_FIELD] = trap(texts.LEAVE_EMPTY)

    def clean(self) -> None:
        data = self.cleaned_data
        if not tokens.token_is_good(data.get("token", ""), self.comment_id, tokens.REPORT):
            self.add_error(
                None,
                ValidationError(texts.OPEN_FOR_LONG, code="token"),
            )
        if data.get("reason") == Reason.OTHER:
            self._want({"body": _("Tell us what is the matter.")})
        if data.get("reason") == Reason.UNTRUE:
            self._want(
                {
                    "statement": _("Copy the words that are untrue."),
                    "meaning": _("Say what the words make people think of you."),
                    "untrue": _("Say what is not true, or has nothing behind it."),
                    "knows_writer": _("Say whether you know who wrote it."),
                    "may_share": _("Say whether we may pass on your name and e-mail address."),
                    "name": _("Write your name. We can only take this up with one."),
                    "email": _("Write your e-mail address. We can only take this up with one."),
                }
            )

    def _want(self, missing: dict[str, Any]) -> None:
        for name, words in missing.items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, ValidationError(words, code="required"))

    def told(self, signs: Iterable[str] = ()) -> Told:
        """What the action takes, from a valid form; `signs` are those that the request itself gives."""
        data = self.cleaned_data
        dropped = any(getattr(field, "dropped_characters", False) for field in self.fields.values())
        own = {Sign.HONEYPOT: data[HONEYPOT_FIELD], Sign.DROPPED_CHARACTERS: dropped}
        notice = {name: data[name] for name in NOTICE} if data["reason"] == Reason.UNTRUE else {}
        for name in ("knows_writer", "may_share"):
            if name in notice:
                notice[name] = notice[name] == YES
        return Told(
            reason=data["reason"],
            body=data["body"],
            email=data["email"] if notice or "email" not in self.notice else "",
            # A stamp that is not ours tells nothing.
            drawn=data["drawn"] if tokens.seconds_since(data["drawn"]) is not None else "",
            signs=[*signs, *(str(sign) for sign, there in own.items() if there)],
            **notice,
        )

    def seconds(self) -> float | None:
        """How long ago the form was drawn, as far as anybody knows; of a valid form."""
        return tokens.seconds_since(self.cleaned_data["drawn"])

    def was_drawn(self) -> bool:
        """Whether whoever sends it was shown the comment, as the token says."""
        token = self.fields["token"].clean(self["token"].value())
        return tokens.token_is_good(token, self.comment_id, tokens.REPORT)

    def redrawn(self) -> "ReportForm":
        """This form with every typed word and a fresh token, to be shown again."""
        if self.is_bound:
            data: Any = self.data
            self.data = data = data.copy()
            data["token"] = tokens.make_token(self.comment_id, tokens.REPORT)
        return self

    @classmethod
    def fresh(cls, comment_id: int) -> "ReportForm":
        """An empty form as it is first drawn."""
        token = tokens.make_token(comment_id, tokens.REPORT)
        return cls(comment_id=comment_id, initial={"token": token, "drawn": tokens.make_drawn_stamp()})
