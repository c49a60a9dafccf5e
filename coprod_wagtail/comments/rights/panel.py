"""Which comments the members of a group may read, in Wagtail's own page for a group."""

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Site

from coprod_wagtail.swap import get_page_model

from .actions import SetRights
from .languages import languages
from .models import CommentRight
from .texts import SECTION


class RightForm(forms.Form):
    """One row. Whatever is filled in limits it; a row in which nothing is says nothing."""

    site = forms.ModelChoiceField(
        label=pgettext_lazy("which comments a group reads", "Site"),
        queryset=Site.objects.order_by("-is_default_site", "hostname", "port"),
        required=False,
        empty_label=gettext_lazy("Any site"),
    )
    page = forms.ModelChoiceField(
        label=SECTION,
        queryset=get_page_model()._default_manager.none(),
        required=False,
        widget=AdminPageChooser(show_edit_link=False),
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("which comments a group reads", "Language"), choices=languages, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = get_page_model()._default_manager.filter(depth__gt=1)
        stored = self.initial.get("language")
        if stored and not self.fields["language"].valid_value(stored):
            self.fields["language"].choices = [*self.fields["language"].choices, (stored, stored)]

    def clean_page(self):
        page = self.cleaned_data["page"]
        if page and page.alias_of_id:
            raise ValidationError(
                _("This page is an alias: comments on it belong to the page that it shows. Choose that one."),
                code="alias",
            )
        return page

    @property
    def limits(self):
        """What is filled in, from a valid form; None where nothing is, or where the row is to go."""
        given = self.cleaned_data
        found = (given.get("site"), given.get("page"), given.get("language", ""))
        return None if given.get("DELETE") or not any(found) else found


class BaseRightFormSet(BaseFormSetMixin, forms.BaseFormSet):
    """As Wagtail wants a panel of its page for a group (its hook register_group_permission_panel)."""

    def __init__(self, data=None, files=None, instance=None, prefix="reader_comment_rights"):
        self.instance = instance or Group()
        rows = CommentRight.objects.none()
        if self.instance.pk:
            rows = CommentRight.objects.filter(group=self.instance).order_by("pk")
        initial = [{"site": row.site_id, "page": row.page_id, "language": row.language} for row in rows]
        super().__init__(data, files, initial=initial, prefix=prefix)

    def clean(self):
        if any(self.errors):
            return
        rows = [form.limits for form in self.forms if form.limits]
        if len(set(rows)) != len(rows):
            raise ValidationError(_("Two rows say the same. Take one of them away."), code="twice")

    def save(self):
        rows = [form.limits for form in self.forms if form.limits]
        SetRights(
            self.instance, [CommentRight(site=site, page=page, language=language) for site, page, language in rows]
        )()

    def as_admin_panel(self):
        return render_to_string("coprod_wagtail/comments/admin/group_rights.html", {"formset": self})


RightFormSet = forms.formset_factory(RightForm, formset=BaseRightFormSet, extra=1, can_delete=True)


def register_panel():
    """Wagtail's hook register_group_permission_panel."""
    return RightFormSet
