"""Lists of posts that belong together: about a topic, with a tag, by a person, in a series, of a year or a month. And which of
them an address asks for, now or before a category, a tag or a series was called otherwise."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponseRedirect
from taggit.models import Tag

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.formats import month_in_words

from ..lists import former_categories, former_series, former_tags
from ..models import Category, Series
from ..tags import say_languages
from .in_order import in_order
from .words import path_of

#: The lists that can be asked for in the query of a blog's address, with the kind of each.
QUERY = {"category": "topic", "tag": "tag"}

#: What a slug may be made of. Also keeps out what some databases refuse to be asked for, such as a NUL.
_SLUG = re.compile(r"[-\w]+")


@dataclass(frozen=True)
class Archive:
    """A list of posts that belong together."""

    #: "topic", "tag", "by", "series" or "date".
    kind: str
    #: What tells it from others of its kind in addresses: ``food``; of a year ``2026``, of a month ``2026/05``.
    slug: str
    #: What the posts have in common: a category, a tag, a member's page, a series; the first day of a year or a month.
    thing: Any
    #: As readers see it; of a date in the language that is spoken.
    name: str = ""

    @property
    def language(self) -> str:
        """The code of the language of the name, where it is known and not the page's."""
        return getattr(self.thing, "language", "")

    @property
    def is_year(self) -> bool:
        return self.kind == "date" and "/" not in self.slug

    @property
    def is_month(self) -> bool:
        return self.kind == "date" and "/" in self.slug

    @property
    def is_in_order(self) -> bool:
        """Whether the first post is at the beginning: of a series, which is read from there on."""
        return self.kind == "series"

    def path(self, language: str) -> str:
        """Its address below its blog, encoded for a URL."""
        return path_of(self.kind, self.slug, language)

    @property
    def filters(self) -> dict[str, str | int]:
        """What the API's list of posts is asked with for it."""
        if self.kind == "by":
            return {"author": self.thing.pk}
        if self.kind == "date":
            return {"year": self.thing.year} | ({"month": self.thing.month} if self.is_month else {})
        return {{"topic": "category"}.get(self.kind, self.kind): self.slug}

    def narrow(self, posts: QuerySet[Any]) -> QuerySet[Any]:
        """Those of `posts` that are in it; of a series from its first part on, else in the order that they have."""
        return _NARROWED[self.kind](self, posts)


def _about_topic(archive, posts):
    # By translation key: a translated post may still have the category in the language it was written in.
    about = posts.model._default_manager.filter(categories__translation_key=archive.thing.translation_key)
    return posts.filter(pk__in=about.values("pk"))


def _with_tag(archive, posts):
    return posts.filter(tags=archive.thing)


def _by_person(archive, posts):
    written = posts.model._default_manager.filter(authors__profile__translation_key=archive.thing.translation_key)
    return posts.filter(pk__in=written.values("pk"))


def _in_series(archive, posts):
    posts = posts.filter(series__translation_key=archive.thing.translation_key)
    places = [When(pk=post.pk, then=place) for place, post in enumerate(in_order(posts.only(*_ORDERED_BY)))]
    return posts.order_by(Case(*places)) if places else posts


#: What `in_order` asks a post for.
_ORDERED_BY = ["pk", "date", "first_published_at", "series_part"]


def _of_date(archive, posts):
    posts = posts.filter(date__year=archive.thing.year)
    return posts.filter(date__month=archive.thing.month) if archive.is_month else posts


_NARROWED: dict[str, Callable[[Archive, Any], Any]] = {
    "topic": _about_topic,
    "tag": _with_tag,
    "by": _by_person,
    "series": _in_series,
    "date": _of_date,
}


def archive_of_date(year: int, month: int | None = None) -> Archive | None:
    """The list of a year or of a month; None for one that no calendar has."""
    try:
        first = date(year, 1 if month is None else month, 1)
    except ValueError:
        return None
    if month is None:
        return Archive("date", f"{year:04}", first, f"{year:04}")
    return Archive("date", f"{year:04}/{month:02}", first, month_in_words(first))


def find_archive(index: Any, kind: str, slug: str, *, exact: bool = False) -> Archive | None:
    """The list of this kind below the blog `index` that `slug` names, in the blog's language or in another one; but for
    `exact`, also in capital letters, or as it was called before. None where it names none. It says which slug it has now, in
    the blog's own language."""
    if not _SLUG.fullmatch(slug):
        return None
    if kind == "by":
        return _archive_of_person(index, slug)
    find, find_former = _FOUND[kind]
    thing = _named(find(index), slug)
    if thing is None and not exact:
        thing = _named(find(index), slug.lower()) or next(iter(find_former(slug, index.locale_id)), None)
    if thing is None:
        return None
    if kind == "tag":
        say_languages(index.get_post_model().tags.through, [thing])
    else:
        thing = in_own_language(index, thing)
    return Archive(kind, thing.slug, thing, thing.name)


def where_it_is_now(request: HttpRequest, locale_id: int) -> HttpResponseRedirect | None:
    """For a list's address with a query that leads nowhere: its address now, if a category or a tag in it was called so
    before. Of categories in several languages that were, the one in the language `locale_id` is meant.

    Not permanent: a name may be given back, and browsers would then go in circles.
    """
    query, changed = request.GET.copy(), False
    for parameter, kind in QUERY.items():
        slug = query.get(parameter, "")
        find_former = _FOUND[kind][1]
        for thing in list(find_former(slug, locale_id))[:1] if _SLUG.fullmatch(slug) else []:
            changed = changed or thing.slug != slug
            query[parameter] = thing.slug
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}") if changed else None


def _named(things, slug):
    # A database that minds neither case nor accents finds others, too.
    return next((one for one in things.filter(slug=slug) if one.slug == slug), None)


def _of_own_language_first(model):
    """The rows of `model` that can be chosen by slug: of the page's language first, then of others, for those that are not
    translated."""
    return lambda index: model.objects.order_by(Case(When(locale=index.locale_id, then=0), default=1), "pk")


_FOUND: dict[str, tuple[Callable[[Any], Any], Callable[[str, int], Iterable[Any]]]] = {
    "topic": (_of_own_language_first(Category), former_categories),
    "tag": (lambda index: Tag.objects.order_by("pk"), lambda slug, locale_id: former_tags(slug)),
    "series": (_of_own_language_first(Series), former_series),
}


def in_own_language(index: Any, thing: Any) -> Any:
    """The translation of `thing`, a category or a series, in the language of `index`; or itself where there is none, with its
    `language`."""
    if not has_languages() or thing.locale_id == index.locale_id:
        return thing
    own = type(thing).objects.filter(translation_key=thing.translation_key, locale=index.locale_id).first()
    if own is None:
        thing.language = thing.locale.language_code
    return own or thing


def _archive_of_person(index, slug):
    """Of a member whose page everybody may see, with a post in the blog. Two may have one slug below two lists of members:
    the one whose page was there first has the list."""
    profiles = for_everyone(get_page_model()._default_manager.filter(slug__in={slug, slug.lower()})).order_by("pk")
    for profile in profiles:
        archive = Archive("by", profile.slug, profile)
        if profile.slug in {slug, slug.lower()} and archive.narrow(index.get_posts()).exists():
            own = _profile_in_own_language(index, profile).specific
            return Archive("by", own.slug, own, str(getattr(own, "public_name", own.title)))
    return None


def _profile_in_own_language(index, profile):
    if not has_languages() or profile.locale_id == index.locale_id:
        return profile
    same = get_page_model()._default_manager.filter(translation_key=profile.translation_key, locale=index.locale_id)
    return for_everyone(same).first() or profile
