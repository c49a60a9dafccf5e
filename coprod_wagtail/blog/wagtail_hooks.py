from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Category


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Blog categories")
    list_display = ["name", Column("slug", label=_("Name in web addresses"))]
    search_fields = ["name"]


register_snippet(CategoryViewSet)
