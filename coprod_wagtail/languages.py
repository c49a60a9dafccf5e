"""Sites in several languages: which translations a page has, and in which language to answer.

Wagtail's setting WAGTAIL_I18N_ENABLED turns all of it on; without it nothing here asks the database anything.
"""

from contextlib import nullcontext
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation


def has_languages() -> bool:
    """Whether the site's pages come in several languages."""
    return getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def speaking_language_of(page):
    """A context manager in which everything is said in the language of `page`.

    For answers at addresses that do not name a language themselves, such as those that comments are sent to.
    """
    if not has_languages():
        return nullcontext()
    try:
        return translation.override(translation.get_supported_language_variant(page.locale.language_code))
    except LookupError:  # a language that the site has pages in, but no words
        return nullcontext()


def in_languages(queryset, wanted):
    """The translations in `queryset` that `wanted` names by pairs of translation key and locale id, by these pairs.

    One query for any number of pairs, none without any.
    """
    if not wanted:
        return {}
    keys, locales = ({pair[place] for pair in wanted} for place in (0, 1))
    found = queryset.filter(translation_key__in=keys, locale__in=locales)
    return {(one.translation_key, one.locale_id): one for one in found}


@dataclass(frozen=True)
class PageInLanguage:
    """A page in one of its languages, as it is linked to from the others."""

    code: str
    name: str
    url: str
    right_to_left: bool
    is_default: bool


def translations_of(page, request=None):
    """The other languages that `page` can be read in by everybody, a list of `PageInLanguage`, the site's own language
    first. Two queries in a site with several languages, whatever the number of translations, and none in others.

    A page that stands in for one that is not translated yet (an alias) is no translation.
    """
    if not has_languages() or not hasattr(page, "translation_key"):
        return []
    others = page.get_translations().live().public().filter(alias_of__isnull=True).select_related("locale")
    shown = [shown for other in others if (shown := in_its_language(other, request))]
    return sorted(shown, key=lambda one: (not one.is_default, one.code))


def in_its_language(page, request=None):
    """`page` as a `PageInLanguage`; None for a page without an address."""
    locale, url = page.locale, page.get_full_url(request)
    if not url:
        return None
    try:
        name = locale.language_info["name_local"]
    except KeyError:
        name = locale.get_display_name()
    return PageInLanguage(locale.language_code, name, url, locale.is_bidi, locale.is_default)
