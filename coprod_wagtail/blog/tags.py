"""The tags of posts: capital letters make no other tag, and two can become one."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Min, Q
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, Tag
from wagtail.models import Revision

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.preview import is_as_stored

from .models import FormerTagSlug

#: Revisions read at once.
_BATCH = 100


def alike(tag_model: Any, names: Iterable[str]) -> dict[str, Any]:
    """The tags that there are already for `names`, by name: of this very name, or else the oldest of one that differs in
    capital letters only. One query, none without names."""
    names = list(names)
    if not names:
        return {}
    # Databases know capitals beyond A to Z or do not; what the names make of addresses is in small letters everywhere.
    condition = Q(name__in=names)
    for name in names:
        condition |= Q(name__iexact=name)
        if slug := tag_model().slugify(name):
            condition |= Q(slug=slug) | Q(slug__startswith=f"{slug}_")
    found = list(tag_model._default_manager.filter(condition).order_by("pk"))
    return {
        name: same[0]
        for name in names
        if (
            same := [tag for tag in found if tag.name == name]
            or [tag for tag in found if tag.name.casefold() == name.casefold()]
        )
    }


class _Tags(_ClusterTaggableManager):
    def _to_tag_model_instances(self, tags, tag_kwargs):
        names = list(dict.fromkeys(tag for tag in tags if isinstance(tag, str)))
        known = alike(self.through.tag_model(), names)
        # Of several new ones in one go that differ in capitals only, the first is made.
        first: dict[str, str] = {}
        for name in names:
            first.setdefault(name.casefold(), name)
        tags = [known.get(tag, first[tag.casefold()]) if isinstance(tag, str) else tag for tag in tags]
        return super()._to_tag_model_instances(tags, tag_kwargs)


class PostTags(ClusterTaggableManager):
    """Wagtail's field for tags, for which "Carers" and "carers" are one tag: the one that was there first. For migrations
    it is an ordinary `ClusterTaggableManager`, so it may take the place of one without a migration."""

    def __get__(self, instance: Any, model: Any) -> Any:
        return _Tags(through=self.through, model=model, instance=instance, prefetch_cache_name=self.name)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.contrib.taggit.ClusterTaggableManager", args, kwargs


def shown_tags(posts: Sequence[Any]) -> list[list[Any]]:
    """A list of tags for each post, by the post's position, each with its `language`, as far as one can know: that of the
    first post that it was put on. Tags are shared by all languages of a site, and a translated post begins with those of
    the original.

    One query for each page type beside those for the tags, none on a site with one language."""
    shown = [_tags_of(post) for post in posts]
    by_type: dict[Any, list[Any]] = {}
    for post, tags in zip(posts, shown, strict=True):
        by_type.setdefault(post.tags.through, []).extend(tags)
    for through, tags in by_type.items():
        say_languages(through, tags)
    return shown


def _tags_of(post):
    through = type(post).tags.through
    key = through._meta.get_field("content_object")
    if isinstance(key, ParentalKey) and is_as_stored(post, key.remote_field.get_accessor_name(), "tags"):
        return [row.tag for row in _rows(through)(post.pk)]
    return list(post.tags.all())


@cache
def _rows(through):
    rows = through._default_manager.select_related("tag")
    return Prepared(lambda pk: rows.filter(content_object=pk).order_by("pk"))


def add_tags(posts: Sequence[Any]) -> None:
    """Find the tags of all the posts at once, where each `post.shown_tags` would ask for its own."""
    for post, of_post in zip(posts, shown_tags(posts), strict=True):
        post.shown_tags = of_post


def say_languages(through: Any, tags: Sequence[Any]) -> None:
    """Let each of the tags, which the model `through` links to posts, have its `language` (see `shown_tags`). Empty where
    one cannot know."""
    languages = _languages_of_tags(through, {tag.pk for tag in tags})
    for tag in tags:
        tag.language = languages.get(tag.pk, "")


def _languages_of_tags(through, ids):
    if not ids or not has_languages() or not isinstance(through._meta.get_field("content_object"), ParentalKey):
        return {}
    first = through._default_manager.filter(tag__in=ids).values("tag").annotate(first=Min("pk")).values("first")
    rows = through._default_manager.filter(pk__in=first)
    return dict(rows.values_list("tag_id", "content_object__locale__language_code"))


@transaction.atomic
def merge_tags(old: Tag, into: Tag) -> None:
    """Let everything that has the tag `old` have `into` instead, once: posts, their drafts and schedules, and whatever else
    the site tags. `old` is deleted, and addresses that name it lead to `into`."""
    for model in _tables():
        keys = _keys(model)
        taken = set(model._default_manager.filter(tag=into).values_list(*keys))
        for item in model._default_manager.filter(tag=old):
            if tuple(getattr(item, key) for key in keys) in taken:
                item.delete()
            else:
                item.tag = into
                item.save(update_fields=["tag"])
        if isinstance(model._meta.get_field("content_object"), ParentalKey):
            _merge_in_drafts(model, old, into)
    FormerTagSlug.objects.filter(tag=old).update(tag=into)
    FormerTagSlug.objects.create(slug=old.slug, tag=into)
    old.delete()


def _tables() -> Iterator[Any]:
    """What links anything to tags."""
    for relation in Tag._meta.related_objects:
        if issubclass(relation.related_model, ItemBase):
            yield relation.related_model


def _keys(model):
    """The fields that say what a row of `model` tags."""
    if isinstance(model._meta.get_field("content_object"), GenericForeignKey):
        return ["content_type_id", "object_id"]
    return ["content_object_id"]


def _merge_in_drafts(model, old, into):
    """In the revisions that are still to be opened or published: with a tag that is gone, the draft would lose it."""
    field = model._meta.get_field("content_object")
    key, page_model = field.remote_field.get_accessor_name(), field.related_model
    if not hasattr(page_model, "latest_revision"):
        return
    types = ContentType.objects.get_for_models(page_model, for_concrete_models=False).values()
    latest = page_model._default_manager.exclude(latest_revision=None).values("latest_revision")
    wanted = Revision.objects.filter(Q(pk__in=latest) | Q(approved_go_live_at__isnull=False), content_type__in=types)
    ids = list(wanted.values_list("pk", flat=True))
    for start in range(0, len(ids), _BATCH):
        for revision in Revision.objects.filter(pk__in=ids[start : start + _BATCH]):
            rows = revision.content.get(key, [])
            if any(row["tag"] == old.pk for row in rows):
                has_both = any(row["tag"] == into.pk for row in rows)
                kept = [row for row in rows if row["tag"] != old.pk or not has_both]
                revision.content[key] = [{**row, "tag": into.pk} if row["tag"] == old.pk else row for row in kept]
                revision.save(update_fields=["content"])
