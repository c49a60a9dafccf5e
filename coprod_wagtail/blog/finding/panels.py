"""How editors say which series a post is in."""

from typing import Any

from django import forms
from django.db.models import Q
from wagtail.admin.panels import FieldPanel

from coprod_wagtail.page_tree.languages import has_languages


class SeriesPanel(FieldPanel):
    """Offers the series of the page's own language, and the one that the page has already."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["widgets"] = {self.field_name: forms.Select} | options.get("widgets", {})
        return options

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            field = self.form.fields.get(self.field_name) if self.form is not None else None
            if field is not None and has_languages():
                own = Q(locale=self.instance.locale_id) | Q(pk=getattr(self.instance, f"{self.field_name}_id"))
                field.queryset = field.queryset.filter(own)
