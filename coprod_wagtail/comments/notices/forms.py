from typing import Any

from ..grounds.decision_forms import ChoosesReason, OneDecisionForm
from ..moderation.verbs import CLOSE_ANSWER, Verb


class LinkDecisionForm(OneDecisionForm, ChoosesReason):
    """What goes along with a decision by a link in a mail. Words to the writer belong to the admin; what they answered, and what
    readers told us, was read only where the link is about that: without any, `reports` is nought."""

    # Django's way to leave fields out; what one base leaves out, another brings back.
    message = sure = marked = mend = None  # type: ignore[assignment]

    def __init__(self, *args: Any, verb: Verb, **kwargs: Any) -> None:
        super().__init__(*args, verb=verb, **kwargs)
        if verb is not CLOSE_ANSWER:
            del self.fields["answers"]

    def clean_message(self):
        return ""

    @property
    def grounds(self):
        """What a `Decision` takes, from a valid form."""
        given = {name: self.cleaned_data.get(name, "") for name in ("reason", "note")}
        seen = {"reports_seen": self.cleaned_data["reports"] or 0, "answers_seen": self.cleaned_data.get("answers", [])}
        return {**given, **seen}
