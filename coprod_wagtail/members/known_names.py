"""The names of members, for whoever has to know that somebody else writes under one of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from wagtail.models import get_page_models

from coprod_wagtail.page_tree.visibility import for_everyone

from .mixins import MemberProfileMixin


def known_names() -> Iterator[QuerySet[Any, Any]]:
    """What the profiles that everybody may read are called: their titles, and the names that they show."""
    for model in get_page_models():
        if issubclass(model, MemberProfileMixin):
            for column in ("title", "display_name"):
                yield for_everyone(model.objects.all()).values_list(column)
