"""In Wagtail's account settings: how somebody wants to read comments."""

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, profile_tab

from ...models import ReadingPreferences
from ...permissions import policy
from .chosen import preferences_of


class PreferencesForm(forms.ModelForm):
    class Meta:
        model = ReadingPreferences
        fields = ("folds", "keys")


class PreferencesPanel(BaseSettingsPanel):
    """For those only who may decide about comments."""

    name = "coprod_reading"
    title = gettext_lazy("Reading comments")
    tab = profile_tab
    order = 500
    form_class = PreferencesForm

    def is_active(self):
        return policy.user_has_permission(self.user, "moderate")

    def get_form(self):
        given = [self.request.POST] if self.request.method == "POST" else []
        return self.form_class(*given, instance=preferences_of(self.user), prefix=self.name)
