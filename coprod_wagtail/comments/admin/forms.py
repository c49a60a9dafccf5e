from typing import Any

from django import forms

from ..moderation.reasons import clean_note, clean_reason


class DecisionForm(forms.Form):
    """What goes along with a decision, about one comment or about many. Nobody is asked for it as long as there is
    nothing to choose from, so the fields are hidden."""

    reason = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    note = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_reason(self):
        return clean_reason(self.cleaned_data["reason"])

    def clean_note(self):
        return clean_note(self.cleaned_data["note"])

    @property
    def grounds(self) -> dict[str, Any]:
        """What a `Decision` takes, from a valid form."""
        return {name: self.cleaned_data[name] for name in ("reason", "note")}


class OneDecisionForm(DecisionForm):
    #: The status that whoever decides had before their eyes.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: The last report about it that they could read.
    reports = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    @property
    def grounds(self) -> dict[str, Any]:
        return {**super().grounds, "reports_seen": self.cleaned_data["reports"]}


class ManyDecisionsForm(DecisionForm):
    #: Comments that came in after the confirmation page was drawn have higher ids, and nobody has agreed to them.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)
