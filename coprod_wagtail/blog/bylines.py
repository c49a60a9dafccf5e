"""Who wrote a post, as readers see it."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model, prefetch_related_objects
from wagtail.models import Locale

from coprod_wagtail.swap import get_page_model


@dataclass(frozen=True)
class Author:
    """One name of a byline. `profile` is the member's page if everybody may see it, otherwise None."""

    name: str
    profile: Model | None = None
    photo: Model | None = None


def bylines(posts):
    """A list of `Author` for each post, by the post's position; the same few queries for any number of posts.

    Somebody with a public profile is named as the profile names them. Without one it is the name the editor wrote;
    where there is none either, the person is left out: they took their profile away.
    """
    authors = [list(post.authors.all()) for post in posts]
    profiles = public_profiles({author.profile_id for post_authors in authors for author in post_authors} - {None})
    return [
        [shown for author in post_authors if (shown := shown_author(author, profiles.get(author.profile_id)))]
        for post_authors in authors
    ]


def shown_author(author, profile):
    if profile is not None:
        name = getattr(profile, "public_name", profile.title)
        return Author(name, profile, getattr(profile, "photo", None))
    return Author(author.name) if author.name else None


def public_profiles(ids):
    """The pages with these ids that everybody may see, by id, with their photos at hand."""
    if not ids:
        return {}
    pages = get_page_model().objects.live().public().specific()
    profiles = {page.pk: page for page in pages.filter(pk__in=ids)}
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        profiles = translated(profiles, pages)
    add_photos(profiles.values())
    return profiles


def translated(profiles, pages):
    """The same in the reader's language, where there is a translation: a translated post names the original profile."""
    keys = [profile.translation_key for profile in profiles.values()]
    translations = pages.filter(translation_key__in=keys, locale=Locale.get_active())
    by_key = {page.translation_key: page for page in translations}
    return {pk: by_key.get(profile.translation_key, profile) for pk, profile in profiles.items()}


def add_photos(profiles):
    """Fetch the photos of all the profiles at once; each type of page that has any is asked separately."""
    by_type = defaultdict(list)
    for profile in profiles:
        by_type[type(profile)].append(profile)
    for page_type, same_type in by_type.items():
        if hasattr(page_type, "photo"):
            prefetch_related_objects(same_type, "photo__renditions")
