"""What is said of pages of any kind, those included that nobody declared: their kind, and what they are called."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from coprod_wagtail.features import page_resources
from coprod_wagtail.page_tree.wagtail_page import AnyPage

from ..pages.finding import page_types
from ..pages.page_resource import resource_for
from ..pages.previews import OTHER


def promised_kinds() -> list[str]:
    """The kinds of pages that ``/v1/`` promises; all others are "other"."""
    return [resource.kind for resource in page_resources() if resource.promised]


def models_of(kind: str) -> list[Any]:
    """The page types of a promised kind."""
    return [model for resource in page_resources() if resource.kind == kind for model in page_types(resource.mixin)]


def kind_and_name(model: Any) -> tuple[str, str]:
    """What the API says of pages of the type `model`: a promised kind twice, or "other" and what the site calls it. That is
    the kind that an app declared, or else the model."""
    resource = resource_for(model)
    if resource is None:
        return OTHER, model._meta.label
    return (resource.kind if resource.promised else OTHER), resource.kind


def titles_of(pages: Sequence[AnyPage]) -> dict[int, str]:
    """What to call each of the pages, of any types, by their ids: as the pages of their kind are called. One query for each
    type whose pages are not called by their titles."""
    found = {page.pk: page.title for page in pages}
    by_type: dict[Any, list[int]] = {}
    for page in pages:
        by_type.setdefault(type(page), []).append(page.pk)
    for model, ids in by_type.items():
        resource = resource_for(model)
        if resource is not None and resource.title != F("title"):
            named = model._default_manager.filter(pk__in=ids).annotate(coprod_title=resource.title)
            found |= dict(named.values_list("pk", "coprod_title"))
    return found


def specific(pages: Iterable[Any]) -> list[Any]:
    """The pages, of the base model with their locales, each as its own type without what that has of its own. Asks the
    database nothing."""
    found = []
    for page in pages:
        own = page.specific_deferred
        own.locale = page.locale
        found.append(own)
    return found
