from django.db.models import Q
from wagtail.admin.panels import FieldPanel

from coprod_wagtail.page_tree.languages import has_languages


class CategoriesPanel(FieldPanel):
    """Offers the categories of the page's own language, and whatever the page has already."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            field = self.form.fields.get(self.field_name) if self.form is not None and has_languages() else None
            if field is not None:
                chosen = [category.pk for category in getattr(self.instance, self.field_name).all()]
                field.queryset = field.queryset.filter(Q(locale=self.instance.locale_id) | Q(pk__in=chosen))
