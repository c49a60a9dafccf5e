import re
from calendar import monthrange
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from coprod_wagtail.text.moments import today
from coprod_wagtail.text.numbers import whole_number

#: So many comments are named at once.
MOST = 200


class FindPersonForm(forms.Form):
    """Whom somebody asks about: by what they gave with their comments, or by the comments' numbers."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Everything that was sent with this address is theirs."),
    )
    name = forms.CharField(
        label=_("Name to show"),
        required=False,
        max_length=200,
        help_text=_("Names are chosen freely: look which of the comments found are this person’s."),
    )
    numbers = forms.CharField(
        label=_("Numbers of comments"),
        required=False,
        max_length=2000,
        help_text=_("Their writer has them on the private page. Put commas between them."),
    )
    asked_on = forms.DateField(
        label=_("When did the person ask?"),
        widget=AdminDateInput,
        initial=today,
        help_text=_("You have one month from then to answer."),
    )

    def clean_numbers(self) -> list[int]:
        found = [whole_number(each) for each in re.split(r"[\s,;#]+", self.cleaned_data["numbers"]) if each]
        if not all(found) or len(found) > MOST:
            raise ValidationError(_("Write the numbers with commas between them, such as 12, 57."), code="invalid")
        return [number for number in found if number]

    def clean_asked_on(self) -> date:
        asked = self.cleaned_data["asked_on"]
        if not today() - timedelta(days=3650) <= asked <= today():
            raise ValidationError(_("Choose a day that is not in the future."), code="invalid")
        return asked

    def clean(self):
        if not self.errors and not any(self.cleaned_data.get(name) for name in ("email", "name", "numbers")):
            raise ValidationError(_("Write an e-mail address, a name, or the number of a comment."), code="required")

    @property
    def answer_by(self) -> date:
        """The last day for an answer, of a valid form (UK GDPR, article 12(3): one month, and not more than it has days)."""
        asked = self.cleaned_data["asked_on"]
        year, month = asked.year + asked.month // 12, asked.month % 12 + 1
        return date(year, month, min(asked.day, monthrange(year, month)[1]))
