"""What goes along with a decision, whoever takes it and through whichever door."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.text.numbers import whole_number

from .. import texts
from ..moderation.reasons import NOT_A_REASON, clean_message, clean_note
from ..moderation.verbs import Verb
from ..reports.forms import Choice
from .forms import WHY, GroundsForm


class DecisionForm(GroundsForm):
    """What goes along with a decision, about one comment or about many. Nobody is asked for a note, so that field is
    hidden."""

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

    def clean_note(self):
        return clean_note(self.cleaned_data["note"])

    def clean_message(self):
        return clean_message(self.cleaned_data["message"])

    def clean_answers(self) -> list[int]:
        return [number for one in self.cleaned_data["answers"].split()[:1000] if (number := whole_number(one))]

    @property
    def grounds(self) -> dict[str, Any]:
        """What a `Decision` takes, from a valid form."""
        given = {name: self.cleaned_data.get(name, "") for name in ("note", "message")}
        return {**super().grounds, **given, "answers_seen": self.cleaned_data["answers"]}


class OneDecisionForm(DecisionForm):
    #: What whoever decides had before their eyes (`ReaderComment.seen_as`).
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: Whether somebody was asked whether they are sure, and said yes. Drawn on that page alone.
    sure = forms.BooleanField(required=False)
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


class ChoosesReason(DecisionForm):
    """The reason is chosen on the page itself, among radio buttons, and no words are marked."""

    # So Django leaves out fields of the form below.
    marked = mend = None  # type: ignore[assignment]

    def __init__(self, *args: Any, verb: Verb, **kwargs: Any) -> None:
        super().__init__(*args, verb=verb, **kwargs)
        if not (verb.explains and self.reasons):
            return
        none = [] if verb.needs_reason else [("", _("No reason"))]
        why = forms.ChoiceField(
            label=WHY,
            help_text=_("Whoever wrote it reads our words for it on the private page."),
            choices=[*none, *((one.key, one.label_now) for one in self.reasons)],
            required=False,
            widget=Choice,
            error_messages={"invalid_choice": NOT_A_REASON},
        )
        self.fields = {"reason": why, **{name: field for name, field in self.fields.items() if name != "reason"}}


class ManyDecisionsForm(ChoosesReason):
    """About many comments at once."""

    #: Comments that came in after the confirmation page was drawn have higher ids, and nobody has agreed to them.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: Which words were read of those comments whose writers have changed them: "12.2 57.3". All others were read as sent.
    changed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, verb: Verb, **kwargs: Any) -> None:
        super().__init__(*args, verb=verb, **kwargs)
        # Nobody asks why their comment is published.
        if not verb.takes_away:
            del self.fields["message"]

    @property
    def seen_words(self) -> dict[int, int]:
        """By the comment's id, which of its writer's words were read, where these were not the first."""
        pairs = (each.partition(".") for each in self.cleaned_data["changed"].split())
        return {int(pk): int(number) for pk, _dot, number in pairs if whole_number(pk) and whole_number(number)}

    @staticmethod
    def changed_among(comments) -> str:
        """What `changed` says of `comments`, as they are now."""
        return " ".join(f"{one.pk}.{one.words_version}" for one in comments if one.words_version > 1)
