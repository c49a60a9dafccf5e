"""What a post is about, as readers see it."""

from collections.abc import Iterable, Sequence
from typing import Any

from coprod_wagtail.page_tree.languages import has_languages, in_languages
from coprod_wagtail.text.collation import by_letter

from .models import Category


def shown_categories(posts: Sequence[Any]) -> list[list[Category]]:
    """A list of categories for each post, by the post's position; the same few queries for any number of posts.

    A translated post keeps the categories of the original. Where a category is translated too, the translation is shown,
    and each is shown once.
    """
    categories = [list(post.categories.all()) for post in posts]
    if not has_languages():
        return [once(of_post) for of_post in categories]
    wanted = {
        (category.translation_key, post.locale_id)
        for post, of_post in zip(posts, categories, strict=True)
        for category in of_post
        if category.locale_id != post.locale_id
    }
    translations = in_languages(Category.objects, wanted)
    return [
        once(translations.get((category.translation_key, post.locale_id), category) for category in of_post)
        for post, of_post in zip(posts, categories, strict=True)
    ]


def once(categories: Iterable[Category]) -> list[Category]:
    """Each of the categories once, by name."""
    return sorted(
        {category.pk: category for category in categories}.values(), key=lambda one: (by_letter(one.name), one.pk)
    )


def add_categories(posts: Sequence[Any]) -> None:
    """Find the categories of all the posts at once, where each `post.shown_categories` would ask for its own."""
    for post, of_post in zip(posts, shown_categories(posts), strict=True):
        post.shown_categories = of_post
