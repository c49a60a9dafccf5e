"""Which pictures a page shows, and whether anything that readers can open shows a picture."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, ReferenceIndex

from coprod_wagtail.models import SearchAndSharing
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

#: So many ids in one query: no database has room for any number of them.
AT_ONCE = 500


def in_parts(ids: Collection[int]) -> Iterator[list[int]]:
    """So many of them at once that any database has room for them."""
    ids = sorted(ids)
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def picture_type() -> ContentType:
    """How the index of references names the site's image model."""
    return ReferenceIndex._get_base_content_type(get_image_model())


def pictures_of(thing: Any) -> set[int]:
    """The ids of all pictures that a page, saved or not, shows: in its fields, in what belongs to it, in its texts and in
    blocks of any kind. Asks the database nothing but what of the page is not at hand, and may have pictures."""
    model, kind = get_image_model(), picture_type()
    found = set()
    for field in thing._meta.get_fields():
        if is_picture(field):
            found.add(getattr(thing, field.attname))
        elif isinstance(field, GenericForeignKey):
            if getattr(thing, thing._meta.get_field(field.ct_field).attname) == kind.pk:
                found.add(getattr(thing, field.fk_field))
        elif hasattr(field, "extract_references"):
            value = field.value_from_object(thing)
            references = field.extract_references(value) if value is not None else []
            found |= {pk for target, pk, _model_path, _content_path in references if issubclass(target, model)}
    if isinstance(thing, ClusterableModel):
        for relation in get_all_child_relations(thing):
            if _may_have_pictures(relation.related_model):
                for child in getattr(thing, relation.get_accessor_name()).all():
                    found |= pictures_of(child)
    return {model._meta.pk.to_python(pk) for pk in found if pk is not None}


def is_picture(field: Any) -> bool:
    """Whether a model's field names a picture of Wagtail's."""
    return isinstance(field, ForeignKey) and issubclass(field.related_model, AbstractImage)


@cache
def _may_have_pictures(model):
    """Wagtail's margin notes, or the tags of a page, need not be fetched."""
    return any(
        is_picture(field) or isinstance(field, GenericForeignKey) or hasattr(field, "extract_references")
        for field in model._meta.get_fields()
    ) or any(_may_have_pictures(relation.related_model) for relation in get_all_child_relations(model))


def pictures_before(pages: Collection[int]) -> set[int]:
    """The ids of the pictures that these pages, by id, showed when they were last saved, as Wagtail's index knows it. One
    query."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(get_page_model()),
        object_id__in=[str(page) for page in pages],
        to_content_type=picture_type(),
    )
    return {get_image_model()._meta.pk.to_python(pk) for pk in references.values_list("to_object_id", flat=True)}


def pictures_on(mixin: type) -> set[int]:
    """The ids of the pictures on all pages that are a `mixin`, live or not. One query."""
    models = [model for model in apps.get_models() if issubclass(model, mixin)]
    references = ReferenceIndex.objects.filter(
        content_type__in=ContentType.objects.get_for_models(*models).values(), to_content_type=picture_type()
    )
    to_python = get_image_model()._meta.pk.to_python
    return {to_python(pk) for pk in references.values_list("to_object_id", flat=True).distinct()}


def pages_with(pictures: Collection[int]) -> dict[int, set[int]]:
    """For each of the pictures, by id, the ids of the pages that have it, live or not. One query."""
    page_type = ReferenceIndex._get_base_content_type(get_page_model())
    return {
        picture: {int(pk) for kind, pk in found if kind == page_type.pk}
        for picture, found in _references_to(pictures).items()
    }


def shown(pictures: Collection[int], *, but_for_page: int | None = None) -> set[int]:
    """Those of the pictures, by id, that something shows which everybody may see: a live page that is not private, or a
    thing of another kind, such as a site's setting, of which nobody can say where it is shown. What the page with the id
    `but_for_page` shows does not count. A few queries."""
    references = _references_to(pictures)
    page_type = ReferenceIndex._get_base_content_type(get_page_model())
    things = {thing for found in references.values() for thing in found}
    pages = {int(pk) for kind, pk in things if kind == page_type.pk} - {but_for_page}
    public = for_everyone(get_page_model()._default_manager.filter(pk__in=pages)).values_list("pk", flat=True)
    seen = {(page_type.pk, str(pk)) for pk in public}
    seen |= _published({thing for thing in things if thing[0] != page_type.pk})
    return {picture for picture, found in references.items() if found & seen}


def _references_to(pictures) -> dict[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = {picture: set() for picture in pictures}
    rows = ReferenceIndex.objects.filter(
        to_content_type=picture_type(), to_object_id__in=[str(picture) for picture in pictures]
    )
    to_python = get_image_model()._meta.pk.to_python
    for picture, kind, pk in rows.values_list("to_object_id", "base_content_type_id", "object_id"):
        found[to_python(picture)].add((kind, pk))
    return found


def _published(things: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Those that are no drafts."""
    by_kind: dict[int, list[str]] = {}
    for kind, pk in things:
        by_kind.setdefault(kind, []).append(pk)
    seen = set()
    for kind, pks in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and issubclass(model, DraftStateMixin):
            pks = [str(pk) for pk in model._base_manager.filter(pk__in=pks, live=True).values_list("pk", flat=True)]
        seen |= {(kind, pk) for pk in pks}
    return seen


def shown_by(mixin: type, pictures: Collection[int]) -> set[int]:
    """Those of the pictures, by id, that a live page shows which is a `mixin`. Two queries."""
    having = pages_with(pictures)
    pages = get_page_model()._default_manager.live().type(mixin)
    live = set(pages.filter(pk__in={pk for found in having.values() for pk in found}).values_list("pk", flat=True))
    return {picture for picture, found in having.items() if found & live}


def shared(pictures: Collection[int]) -> set[int]:
    """Those of the pictures, by id, that a site shows where somebody shares a link. One query."""
    return set(SearchAndSharing.objects.filter(picture__in=list(pictures)).values_list("picture", flat=True))


def all_shared() -> set[int]:
    """The ids of all pictures that sites show where somebody shares a link. One query."""
    return set(SearchAndSharing.objects.exclude(picture=None).values_list("picture", flat=True))
