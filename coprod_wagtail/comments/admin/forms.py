from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.text.numbers import whole_number

from .. import texts
from ..intake.forms import CommentForm, PlainTextField
from ..moderation.reasons import clean_message, clean_note, clean_reason


class DecisionForm(forms.Form):
    """What goes along with a decision, about one comment or about many. Nobody is asked for a reason or a note as long as
    there is nothing to choose from, so those fields are hidden."""

    reason = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    note = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    message = forms.CharField(
        label=_("Words for the person who wrote it"),
        help_text=_("They can read this on the private page of their comment, and answer once. Readers do not see it."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    #: The messages to writers whose answers somebody has read, by their ids: "12 57".
    answers = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_reason(self):
        return clean_reason(self.cleaned_data["reason"])

    def clean_note(self):
        return clean_note(self.cleaned_data["note"])

    def clean_message(self):
        return clean_message(self.cleaned_data["message"])

    def clean_answers(self) -> list[int]:
        return [number for one in self.cleaned_data["answers"].split()[:1000] if (number := whole_number(one))]

    @property
    def grounds(self) -> dict[str, Any]:
        """What a `Decision` takes, from a valid form."""
        given = {name: self.cleaned_data.get(name, "") for name in ("reason", "note", "message")}
        return {**given, "answers_seen": self.cleaned_data["answers"]}


class OneDecisionForm(DecisionForm):
    #: What whoever decides had before their eyes (`ReaderComment.seen_as`).
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: The last report about it that they could read.
    reports = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args, needs_message=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.needs_message = needs_message

    def clean_message(self):
        message = super().clean_message()
        if self.needs_message and not message:
            raise ValidationError(texts.WRITE_WORDS_FIRST, code="required")
        return message

    @property
    def grounds(self) -> dict[str, Any]:
        return {**super().grounds, "reports_seen": self.cleaned_data["reports"]}

    @property
    def seen_status(self) -> str:
        """The status that it had then; empty where nobody says."""
        return self.cleaned_data["seen"].partition(".")[0]

    @property
    def seen_words(self) -> int | None:
        """Which of its writer's words they were; None where nobody says."""
        return whole_number(self.cleaned_data["seen"].partition(".")[2])


class ContentNoteForm(forms.Form):
    """What people should know before they read a comment; empty for nothing."""

    content_note = PlainTextField(
        label=_("What should people know before they read it?"), one_line=True, required=False
    )

    clean_content_note = CommentForm.clean_content_note


class ManyDecisionsForm(DecisionForm):
    #: Comments that came in after the confirmation page was drawn have higher ids, and nobody has agreed to them.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: Which words were read of those comments whose writers have changed them: "12.2 57.3". All others were read as sent.
    changed = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def seen_words(self) -> dict[int, int]:
        """By the comment's id, which of its writer's words were read, where these were not the first."""
        pairs = (each.partition(".") for each in self.cleaned_data["changed"].split())
        return {int(pk): int(number) for pk, _dot, number in pairs if whole_number(pk) and whole_number(number)}

    @staticmethod
    def changed_among(comments) -> str:
        """What `changed` says of `comments`, as they are now."""
        return " ".join(f"{one.pk}.{one.words_version}" for one in comments if one.words_version > 1)
