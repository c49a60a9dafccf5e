from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from .constants import Event
from .models import Webhook, usual_events


class WebhookForm(WagtailAdminModelForm):
    events = forms.MultipleChoiceField(
        choices=Event,
        initial=usual_events,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("What it is told"),
    )

    class Meta:
        model = Webhook
        fields = ["name", "url", "site", "events", "is_active"]

    def clean_url(self):
        return self.cleaned_data["url"].strip()
