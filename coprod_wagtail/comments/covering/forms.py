"""What a moderator covers in a comment."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.text.numbers import whole_number

from ..models import ReaderComment
from . import texts
from .kinds import Kind
from .places import places_of

#: Characters that can be covered at once, beyond any comment.
LONGEST = 20_000


class CoverForm(forms.Form):
    """Words of `comment`, and what they are."""

    covered = forms.CharField(
        label=_("Words to cover"),
        help_text=_("Copy them from the comment, as they stand there. They are covered everywhere in it."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("Write the words to cover.")},
    )
    kind = forms.ChoiceField(
        label=_("What are they?"),
        help_text=_("This stands there instead, in the language of the comment."),
        choices=Kind.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Say what they are.")),
    )
    #: What whoever covers had before their eyes (`ReaderComment.seen_as`).
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, comment: ReaderComment, **kwargs):
        super().__init__(*args, **kwargs)
        self.comment = comment

    def clean_covered(self) -> str:
        covered = self.cleaned_data["covered"]
        if len(covered) > LONGEST or not places_of(covered, self.comment.body):
            raise ValidationError(texts.NOT_IN_IT, code="not_there")
        return covered

    @property
    def seen_words(self) -> int | None:
        """Which of its writer's words they were; None where nobody says."""
        return whole_number(self.cleaned_data["seen"].partition(".")[2])
