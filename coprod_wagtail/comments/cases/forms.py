"""What is asked for where somebody handles a case, in the admin and over the JSON API."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from coprod_wagtail.text.moments import check_year, storable

from ..moderation.handing.forms import ColleagueField
from ..moderation.reasons import clean_note
from ..permissions import policy
from .constants import OUTCOMES, CaseKind
from .visible import who_handles

#: What is said where nobody looks after a case.
NOBODY = gettext_lazy("Nobody in particular")
ABOUT = pgettext_lazy("of a case", "About")


class NoteField(forms.CharField):
    """Some words for the log."""

    def __init__(self, **kwargs):
        kwargs = {"required": False, "strip": False, "widget": forms.Textarea(attrs={"rows": 3})} | kwargs
        super().__init__(**kwargs)

    def clean(self, value):
        return clean_note(super().clean(value))


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(widget=forms.RadioSelect, label=gettext_lazy("What came of it"))
    note = NoteField(
        label=gettext_lazy("A note for your team"),
        help_text=gettext_lazy("You can leave this empty. Write nobody’s name, and no words from the comment."),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, auto_id="coprod-close-%s", **kwargs)
        self.fields["outcome"].choices = [(one.value, one.label) for one in OUTCOMES[case.kind]]


class ExtendForm(forms.Form):
    note = NoteField(
        label=gettext_lazy("Why it takes longer"),
        help_text=gettext_lazy("Write nobody’s name. Tell the person, too, within the first month."),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, auto_id="coprod-extend-%s", **kwargs)


class AssignForm(forms.Form):
    to = ColleagueField(
        queryset=None,
        required=False,
        label=gettext_lazy("Who looks after it"),
        empty_label=NOBODY,
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, auto_id="coprod-assign-%s", **kwargs)
        self.fields["to"].queryset = who_handles(case)
        self.initial.setdefault("to", case.assigned_to_id)


class NewCaseForm(forms.Form):
    """What came in a letter, by phone or by e-mail."""

    kind = forms.ChoiceField(choices=CaseKind.choices, widget=forms.RadioSelect, label=ABOUT)
    received = forms.DateField(
        widget=AdminDateInput, label=gettext_lazy("The day on which it came"), validators=[check_year]
    )
    number = forms.IntegerField(
        required=False,
        min_value=1,
        label=gettext_lazy("Number of the comment"),
        help_text=gettext_lazy("Leave this empty if it is about no one comment."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if not policy.user_has_permission(user, "see_safeguarding"):
            choices = [one for one in CaseKind.choices if one[0] != CaseKind.WORRIED]
            self.fields["kind"].choices = choices

    def clean_received(self):
        """The first moment of that day: nobody is given time that they do not have."""
        moment = datetime.combine(self.cleaned_data["received"], time.min)
        return storable(timezone.make_aware(moment, timezone.get_default_timezone()))

    def clean_number(self):
        """The comment with this number, if it is theirs to read."""
        number = self.cleaned_data["number"]
        if number is None:
            return None
        comment = policy.comments_for(self.user).select_related("conversation").filter(pk=number).first()
        if comment is None:
            raise ValidationError(_("There is no comment with this number that you may read."), code="not_found")
        return comment
