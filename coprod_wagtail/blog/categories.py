"""What a post is about, as readers see it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Locale

from coprod_wagtail.page_tree.languages import has_languages, in_languages
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.preview import is_as_stored
from coprod_wagtail.text.collation import collation_key

from .models import Category


class PostCategoriesField(ParentalManyToManyField):
    """The categories of a post, which Wagtail counts among what refers to them: its index of that knows no relation of
    many to many by itself. For migrations it is an ordinary `ParentalManyToManyField`."""

    def extract_references(self, value: Iterable[Any]) -> Iterator[tuple[type, str, str, str]]:
        """What Wagtail's reference index asks a field for: each with its model, its id, and two paths inside the field."""
        for category in value:
            yield type(category), str(category.pk), "item", str(category.pk)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.fields.ParentalManyToManyField", args, kwargs


def shown_categories(posts: Sequence[Any]) -> list[list[Category]]:
    """A list of categories for each post, by the post's position; the same few queries for any number of posts.

    A translated post keeps the categories of the original. Where a category is translated too, the translation is shown,
    and each is shown once.
    """
    categories = [_categories_of(post) for post in posts]
    if not has_languages():
        return [once(of_post) for of_post in categories]
    wanted = {
        (category.translation_key, post.locale_id)
        for post, of_post in zip(posts, categories, strict=True)
        for category in of_post
        if category.locale_id != post.locale_id
    }
    translations = in_languages(Category.objects, wanted)
    shown = [
        once(translations.get((category.translation_key, post.locale_id), category) for category in of_post)
        for post, of_post in zip(posts, categories, strict=True)
    ]
    _say_languages(posts, shown)
    return shown


def _categories_of(post):
    if is_as_stored(post, "categories"):
        return [row.category for row in _rows(type(post))(post.pk)]
    return list(post.categories.all())


@cache
def _rows(model):
    field = model._meta.get_field("categories")
    rows = model.categories.through._default_manager.select_related("category")
    return Prepared(lambda pk: rows.filter(**{field.m2m_field_name(): pk}).order_by("pk"))


def _say_languages(posts, shown):
    """Let each category that is not in the language of its post say in its `language` which it is in. One query, none where
    all are translated."""
    others = [
        category
        for post, of_post in zip(posts, shown, strict=True)
        for category in of_post
        if category.locale_id != post.locale_id
    ]
    if others:
        codes = dict(Locale.objects.values_list("pk", "language_code"))
        for category in others:
            category.language = codes.get(category.locale_id, "")


def once(categories: Iterable[Category]) -> list[Category]:
    """Each of the categories once, by name."""
    return sorted(
        {category.pk: category for category in categories}.values(), key=lambda one: (collation_key(one.name), one.pk)
    )


def add_categories(posts: Sequence[Any]) -> None:
    """Find the categories of all the posts at once, where each `post.shown_categories` would ask for its own."""
    for post, of_post in zip(posts, shown_categories(posts), strict=True):
        post.shown_categories = of_post
