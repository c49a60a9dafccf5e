"""Why a person declines or hides a comment: the one form for it, at every door at which somebody decides."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..models import DecisionReason, ReaderComment
from ..moderation.reasons import NOT_A_REASON, clean_mend, clean_reason
from ..moderation.verbs import Verb
from .marking import LONGEST, marks_in
from .reasons import offered_reasons

WHY = _("Why?")


class GroundsForm(forms.Form):
    """A reason, the words that it is about and what would make the comment fine.

    `verb` is what is decided (`moderation.verbs`); of one that does not explain itself, what is sent here is left out. One
    that needs a reason asks for it, as long as there is any to choose from. `comment` is what it is about; without one, as
    for many at once, no words can be marked. `grounds` is then what a `Decision` takes.
    """

    reason = forms.CharField(required=False, widget=forms.HiddenInput)
    marked = forms.CharField(
        label=_("Which words is it about?"),
        help_text=_("Copy them from the comment, each stretch on a line of its own. You can leave this empty."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    mend = forms.CharField(
        label=_("What would make it fine?"),
        help_text=_(
            "Say it to the person who wrote it, as in “Leave out the name”. They can then send it again. "
            "You can leave this empty."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(
        self, *args: Any, verb: Verb | None = None, comment: ReaderComment | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.verb, self.comment = verb, comment

    @cached_property
    def reasons(self) -> list[DecisionReason]:
        """Those to choose from, in order."""
        return offered_reasons()

    def clean_reason(self) -> str:
        reason = clean_reason(self.cleaned_data["reason"])
        if not self._explains:
            return ""
        if reason and reason not in {one.key for one in self.reasons}:
            raise ValidationError(NOT_A_REASON, code="reason")
        if not reason and self.verb and self.verb.needs_reason and self.reasons:
            raise ValidationError(_("Choose why."), code="required")
        return reason

    def clean_marked(self) -> str:
        marked = self.cleaned_data["marked"]
        if not self._explains or self.comment is None:
            return ""
        if len(marked) > LONGEST:
            raise ValidationError(_("Mark fewer words."), code="max_length")
        marks_in(self.comment.body, marked)
        return marked

    def clean_mend(self) -> str:
        return clean_mend(self.cleaned_data["mend"]) if self._explains else ""

    @property
    def _explains(self) -> bool:
        return self.verb is not None and self.verb.explains

    @property
    def asks_why(self) -> bool:
        """Whether what is missing or wrong are the grounds: then whoever decides is asked for them."""
        return self.is_bound and any(name in self.errors for name in ("reason", "marked", "mend"))

    @property
    def grounds(self) -> dict[str, Any]:
        """What a `Decision` takes, from a valid form."""
        return {name: self.cleaned_data.get(name, "") for name in ("reason", "marked", "mend")}
