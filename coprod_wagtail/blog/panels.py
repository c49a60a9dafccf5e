"""How editors say what a post is about."""

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from wagtail.admin.panels import FieldPanel

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.text.collation import collation_key

from .models import Category

#: From this many on, those that a post has stand first, and there is a box to find one in.
MANY = 9


class CategoryTicks(forms.CheckboxSelectMultiple):
    """Categories as boxes to tick. With scripts there is a box to find one in, where there are many, and a way to make a new
    one for who may (`add_url`, in the language `locale_id`); a new one is made at once and ticked."""

    template_name = "coprod_wagtail/blog/admin/category_ticks.html"

    #: Set for whoever is looking.
    add_url: str | None = None
    locale_id: int | None = None

    class Media:
        js = ["coprod_wagtail/blog-admin.js"]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        boxes = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        many = len(boxes) >= MANY
        boxes.sort(key=lambda box: (many and not box["selected"], collation_key(str(box["label"]))))
        context["widget"] |= {
            "described_by": context["widget"]["attrs"].get("aria-describedby"),
            "boxes": boxes,
            "many": many,
            "add_url": self.add_url,
            "locale_id": self.locale_id,
            "longest": Category._meta.get_field("name").max_length,
        }
        return context


class CategoriesPanel(FieldPanel):
    """Offers the categories of the page's own language, and whatever the page has already, as boxes to tick."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["widgets"] = {self.field_name: CategoryTicks} | options.get("widgets", {})
        return options

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            field = self.form.fields.get(self.field_name) if self.form is not None else None
            if field is None:
                return
            if has_languages():
                chosen = [category.pk for category in getattr(self.instance, self.field_name).all()]
                field.queryset = field.queryset.filter(Q(locale=self.instance.locale_id) | Q(pk__in=chosen))
            if isinstance(field.widget, CategoryTicks) and self.request and self._may_add():
                field.widget.add_url = reverse("coprod_blog:add_category")
                field.widget.locale_id = self.instance.locale_id

        def _may_add(self) -> bool:
            policy = Category.snippet_viewset.permission_policy
            return bool(policy.user_has_permission(self.request.user, "add"))
