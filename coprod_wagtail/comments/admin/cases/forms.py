"""What the list of cases is narrowed by, and what is asked for about a new one."""

import django_filters
from django import forms
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Site

from coprod_wagtail.getting_ready import name_of

from ...cases.constants import CaseKind, CaseState
from ...cases.forms import ABOUT, NewCaseForm
from ...models import Case
from ..word_lists.forms import WEBSITE, SiteField


def _sites(request):
    return Site.objects.order_by("-is_default_site", "hostname", "port")


class CaseFilterSet(WagtailFilterSet):
    """``?kind=untrue&state=open&site=1``"""

    kind = django_filters.ChoiceFilter(label=ABOUT, choices=CaseKind.choices, widget=forms.RadioSelect)
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a case", "State"),
        choices=CaseState.choices,
        method="in_state",
        widget=forms.RadioSelect,
    )
    site = django_filters.ModelChoiceFilter(label=WEBSITE, queryset=_sites)

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["site"].field.label_from_instance = name_of

    def in_state(self, queryset, name, value):
        return queryset.in_state(value)


class NewCaseOnSiteForm(NewCaseForm):
    """With the website that it is about, where there are several."""

    site = SiteField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.fields["site"].queryset.count() == 1:
            self.fields["site"].widget = forms.HiddenInput()
            self.initial.setdefault("site", self.fields["site"].queryset.get().pk)
