"""A post as a part of its series."""

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db.models import OuterRef, Subquery

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.visibility import for_everyone

from ..models import Series
from .in_order import in_order
from .neighbours import place_of, posts_below


@dataclass(frozen=True)
class InSeries:
    """Where a post stands in its series, among the parts in the same blog that everybody may see."""

    #: In the post's language, as far as it is translated; else it says its `language`.
    series: Series
    #: From 1 on.
    part: int
    #: The posts, the first part first; itself among them.
    parts: list[Any]

    @property
    def of(self) -> int:
        """How many parts there are."""
        return len(self.parts)

    @property
    def previous(self) -> Any:
        """The part before, or None."""
        return self.parts[self.part - 2] if self.part > 1 else None

    @property
    def next(self) -> Any:
        """The part after, or None."""
        return self.parts[self.part] if self.part < self.of else None


def series_of(post: Any) -> InSeries | None:
    """Where `post` stands in its series; None for one that is in none. One query; none without a series. A draft stands where
    it will when it is published."""
    if not post.series_id or not post.path:
        return None
    model: Any = type(post)
    parts = _parts(model, has_languages())(place_of(post), post.series_id, post.locale_id)
    own = next((part for part in parts if part.pk == post.pk), None)
    ordered = in_order([post, *(part for part in parts if part is not own)])
    return InSeries(_shown(post, own or next(iter(parts), None)), ordered.index(post) + 1, ordered)


@cache
def _parts(model: Any, in_languages: bool) -> Prepared:
    return Prepared(partial(_parts_below, model, in_languages))


def _parts_below(model, in_languages, path, series_id, locale_id):
    """The posts below the blog at `path` that are in this series or a translation of it, each with what it is called in the
    language `locale_id`, on a site in several."""
    key = Series.objects.filter(pk=series_id).values("translation_key")[:1]
    posts = for_everyone(posts_below(model, path).filter(series__translation_key=Subquery(key)))
    if in_languages:
        own = Series.objects.filter(translation_key=OuterRef("series__translation_key"), locale=locale_id)
        posts = posts.annotate(**{f"coprod_{name}": Subquery(own.values(name)[:1]) for name in ("name", "slug")})
    return posts.select_related("series__locale").defer("body")


def _shown(post, part):
    """The series in the language of `post`; `part` is a row that says what it is called there, None where there is none."""
    if part is None:
        return post.series
    if name := getattr(part, "coprod_name", None):
        return Series(pk=part.series.pk, name=name, slug=part.coprod_slug, locale_id=post.locale_id)
    if has_languages() and part.series.locale_id != post.locale_id:
        part.series.language = part.series.locale.language_code
    return part.series
