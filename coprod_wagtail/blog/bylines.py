"""Who wrote a post, as readers see it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model, prefetch_related_objects
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey

from coprod_wagtail.page_tree.languages import has_languages, in_languages
from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.preview import is_as_stored
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model


@dataclass(frozen=True)
class Author:
    """One name of a byline. `profile` is the member's page if everybody may see it, otherwise None."""

    name: str
    profile: Model | None = None
    photo: Model | None = None


def bylines(posts: Sequence[Any], *, photo: str = "photo__renditions") -> list[list[Author]]:
    """A list of `Author` for each post, by the post's position; the same few queries for any number of posts. `photo`
    says what to fetch of the authors' photos.

    Somebody with a public profile is named as the profile names them, in the post's language if there is a translation:
    a translated post names the original profile. Without one they are named as `name_without_profile` says, so that no
    post loses its byline because somebody took their profile away.
    """
    authors = [(post, author) for post in posts for author in _rows_of(post)]
    wanted = {(author.profile_id, post.locale_id) for post, author in authors if author.profile_id}
    profiles = public_profiles(wanted, photo)
    gone = profiles_by_id(
        author.profile_id
        for post, author in authors
        if author.profile_id and not author.name.strip() and (author.profile_id, post.locale_id) not in profiles
    )
    found: defaultdict[int, list[Author]] = defaultdict(list)
    for post, author in authors:
        profile = profiles.get((author.profile_id, post.locale_id))
        if shown := shown_author(author, profile, gone.get(author.profile_id)):
            found[id(post)].append(shown)
    return [found[id(post)] for post in posts]


def _rows_of(post):
    relation = type(post).authors.rel
    if isinstance(relation.field, ParentalKey) and is_as_stored(post, "authors"):
        return _rows(relation.field)(post.pk)
    return post.authors.all()


@cache
def _rows(key):
    rows = key.model._default_manager.all()
    return Prepared(lambda pk: rows.filter(**{key.name: pk}).order_by("sort_order", "pk"))


def shown_author(author: Any, profile: Any, gone: Any = None) -> Author | None:
    """What readers see of the row `author`, given its profile if it is public, or else as `gone`."""
    if profile is not None:
        name = getattr(profile, "public_name", profile.title)
        return Author(name, profile, getattr(profile, "photo", None))
    name = name_without_profile(author, gone)
    return Author(name) if name else None


def name_without_profile(author: Any, profile: Any) -> str:
    """What readers see of the row `author` while its profile is not public: the name that an editor wrote there, or what
    the person's profile says for that case, or that it is a member, former where the profile is off the site. Empty for a
    row that nobody has filled in yet, such as a draft may have."""
    if author.name.strip():
        return str(author.name)
    if profile is None:
        return _("A former member") if author.had_profile else ""
    if chosen := getattr(profile, "name_when_gone", "").strip():
        return str(chosen)
    return _("A former member") if profile.first_published_at and not profile.live else _("A member")


def profiles_by_id(ids: Iterable[int]) -> dict[int, Any]:
    """The pages of these ids, public or not, as their own types. No query without any."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {page.pk: page for page in get_page_model()._default_manager.filter(pk__in=wanted).specific()}


def public_profiles(wanted, photo):
    """The profiles that everybody may see, with their photos at hand as `photo` says, by pairs of a profile's id and the id of the locale
    it is wanted in. `wanted` is a set of such pairs."""
    if not wanted:
        return {}
    originals = {page.pk: page for page in _public_pages({pk for pk, _locale in wanted})}
    profiles = {(pk, locale): originals[pk] for pk, locale in wanted if pk in originals}
    if has_languages():
        elsewhere = {pair: (page.translation_key, pair[1]) for pair, page in profiles.items()}
        pages = for_everyone(get_page_model().objects.all()).specific()
        translations = in_languages(
            pages, {key for pair, key in elsewhere.items() if profiles[pair].locale_id != pair[1]}
        )
        profiles = {pair: translations.get(key, profiles[pair]) for pair, key in elsewhere.items()}
    add_photos({page.pk: page for page in profiles.values()}.values(), photo)
    return profiles


def _public_pages(ids):
    """Of the pages of these ids those that everybody may see, as their own types, as ``specific()`` gives them: one query, and
    one for each type."""
    by_type = defaultdict(list)
    for page in _bare_public_pages(tuple(sorted(ids))):
        by_type[page.specific_class or type(page)].append(page.pk)
    return [page for page_type, pks in by_type.items() for page in _pages_of(page_type)(tuple(pks))]


_bare_public_pages = Prepared(
    lambda pks: for_everyone(get_page_model().objects.filter(pk__in=pks)).only("content_type").order_by()
)


@cache
def _pages_of(page_type):
    """The pages of one type by their ids, with their photos where they have any."""
    pages = page_type._default_manager.order_by()
    if hasattr(page_type, "photo"):
        pages = pages.select_related("photo")
    return Prepared(lambda pks: pages.filter(pk__in=pks))


def add_photos(profiles, photo):
    """Fetch the photos of all the profiles at once; each type of page that has any is asked separately."""
    by_type = defaultdict(list)
    for profile in profiles:
        by_type[type(profile)].append(profile)
    for page_type, same_type in by_type.items():
        if hasattr(page_type, "photo"):
            prefetch_related_objects(same_type, photo)


def add_bylines(posts, **options):
    """Find the authors of all the posts at once, where each `post.byline` would ask for its own. `options` as for
    `bylines`."""
    for post, byline in zip(posts, bylines(posts, **options), strict=True):
        post.byline = byline
