"""In Wagtail's account settings: how somebody hears of what waits for them."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput
from wagtail.permissions import page_permission_policy

from coprod_wagtail.text.moments import today

from ..models import NoticeSettings
from ..moderation.handing.forms import ColleagueField
from ..permissions import policy
from .constants import How
from .people import email_of, person_of
from .ringing import look, note_something

_OF_MODERATORS = ("how", "shown", "quiet_from", "quiet_until", "away_until", "stand_in")
_OF_AUTHORS = ("posts",)


class NoticesForm(forms.ModelForm):
    """What one person chooses. Fields that mean nothing for them are left out."""

    how = forms.ChoiceField(
        label=gettext_lazy("When a comment waits to be read"),
        choices=lambda: How.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "At once means: within a minute, and at most one e-mail in 10 minutes. Reports, answers and changes count, too."
        ),
    )
    stand_in = ColleagueField(
        label=gettext_lazy("Who stands in for you"),
        queryset=None,
        required=False,
        help_text=gettext_lazy("They get your e-mails until then. If you choose nobody, your e-mails wait for you."),
    )

    class Meta:
        model = NoticeSettings
        fields = (*_OF_MODERATORS, *_OF_AUTHORS)
        widgets = {
            "quiet_from": AdminTimeInput,
            "quiet_until": AdminTimeInput,
            "away_until": AdminDateInput,
            "posts": forms.RadioSelect,
        }
        help_texts = {
            "quiet_from": gettext_lazy("E-mails wait until these hours are over. Leave both empty for none."),
            "away_until": gettext_lazy("The last day on which you do not look. Leave empty if you are here."),
            "posts": gettext_lazy("Only comments that everybody can read. Nobody tells you of one that still waits."),
        }

    def __init__(self, *args, user, moderates, writes, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name in (() if moderates else _OF_MODERATORS) + (() if writes else _OF_AUTHORS):
            del self.fields[name]
        if moderates:
            colleagues = policy.users_with_any_permission(["moderate"]).filter(is_active=True)
            self.fields["stand_in"].queryset = (
                get_user_model()._default_manager.filter(pk__in=colleagues.values("pk")).exclude(pk=user.pk)
            )
            self.initial["how"] = self.instance.how or usual_for(user)

    def clean_away_until(self):
        day = self.cleaned_data["away_until"]
        if day and day < today() and "away_until" in self.changed_data:
            raise ValidationError(_("This day is over. Choose a later one, or leave it empty."), code="past")
        return day

    def clean(self):
        cleaned = super().clean()
        times = [cleaned.get(name) for name in ("quiet_from", "quiet_until")]
        if any(times) and not all(times) and not {"quiet_from", "quiet_until"} & set(self.errors):
            empty = "quiet_until" if times[0] else "quiet_from"
            self.add_error(empty, _("Write both times, or none."))
        return cleaned

    def save(self, commit=True):
        settings = super().save(commit=False)
        settings.user = self.user
        now = timezone.now()
        if "posts" in self.changed_data and settings.posts == How.DAILY:
            settings.posts_told_until = now
        settings.save()
        if settings.posts == How.DAILY:
            look(person_of(self.user).next_morning(now))
        if self.changed_data:
            note_something()
        return settings


def usual_for(user: Any) -> str:
    """How this moderator hears of what waits while they never chose (see `notices.people`)."""
    if not getattr(user, "is_superuser", False) or not policy.somebody_else_moderates():
        return str(How.DAILY)
    return str(How.NEVER)


class NoticesPanel(BaseSettingsPanel):
    """For those only who may decide about comments, or who write pages."""

    name = "coprod_notices"
    title = gettext_lazy("E-mails about reader comments")
    tab = notifications_tab
    order = 200
    form_class = NoticesForm
    template_name = "coprod_wagtail/comments/admin/notices_panel.html"

    def may(self):
        """Whether this person decides about comments, and whether they write pages."""
        return {
            "moderates": policy.user_has_permission(self.user, "moderate"),
            "writes": page_permission_policy.user_has_any_permission(self.user, {"add", "change", "publish"}),
        }

    def is_active(self):
        return any(self.may().values())

    def get_form(self):
        given = [self.request.POST] if self.request.method == "POST" else []
        row = NoticeSettings.objects.filter(pk=self.user.pk).first() or NoticeSettings(user=self.user)
        return self.form_class(*given, instance=row, prefix=self.name, user=self.user, **self.may())

    def get_context_data(self):
        return {**super().get_context_data(), "has_address": bool(email_of(self.user))}
