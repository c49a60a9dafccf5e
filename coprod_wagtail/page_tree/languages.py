"""Sites in several languages: which translations a page has, and in which language to answer.

Wagtail's setting WAGTAIL_I18N_ENABLED turns all of it on; without it nothing here asks the database anything.
"""

from contextlib import nullcontext
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.utils import translation
from wagtail.coreutils import get_content_languages

from .visibility import for_everyone


def has_languages() -> bool:
    """Whether the site's pages come in several languages."""
    return getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def language_code_of(page):
    """The code of the language that `page` is in. That of the whole site where pages come in one language, which asks the
    database nothing, and for a page that has not been saved yet and has none."""
    return page.locale.language_code if has_languages() and page.locale_id else settings.LANGUAGE_CODE


def speaking_language_of(page):
    """A context manager in which everything is said in the language of `page`; without a page, in that of the request.

    For answers at addresses that do not name a language themselves, such as those that comments are sent to.
    """
    if page is None or not has_languages():
        return nullcontext()
    try:
        return translation.override(translation.get_supported_language_variant(page.locale.language_code))
    except LookupError:  # a language that the site has pages in, but no words
        return nullcontext()


def speaking(code):
    """A context manager in which everything is said in the language `code`; nothing changes with an empty one."""
    return translation.override(code) if code else nullcontext()


#: What a reader's choice of a language is called in addresses of pages that do not name one in their path.
LANGUAGE_PARAMETER = "language"


def chosen_language(request):
    """The language of the site that the address names as ``?language=cy``; empty where it names none, or one that there is
    not."""
    code = request.GET.get(LANGUAGE_PARAMETER, "")
    return code if has_languages() and code in get_content_languages() else ""


def other_languages():
    """The languages of the site, but for the one that is spoken, a list of pairs: code, and what its speakers call it. For a
    page that can be drawn in each of them. Asks the database nothing."""
    if not has_languages():
        return []
    return [(code, called_in_itself(code)) for code in get_content_languages() if code != translation.get_language()]


def say_language(response):
    """Let `response` say which language it is in, before somebody else guesses that from the address; returns it."""
    if has_languages():
        response.headers.setdefault("Content-Language", translation.get_language())
    return response


def synchronized(*names):
    """For `override_translatable_fields`: wagtail-localize then copies these fields from the original to its translations
    whenever it brings them up to date, and asks nobody to translate them. Empty on a site without it."""
    if not apps.is_installed("wagtail_localize"):
        return []
    # Only where the app is installed.
    from wagtail_localize.fields import SynchronizedField  # noqa: PLC0415

    return [SynchronizedField(name) for name in names]


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
    #: For a link on the site itself: without a host, unless the language has one of its own.
    url: str
    #: With the host, as search engines want it.
    full_url: str
    right_to_left: bool
    is_default: bool
    #: Whether the part of the page that is shown is there in this language, too. Else its addresses are those of the whole.
    has_part: bool = True


def translations_of(page, request=None):
    """The other languages that `page` can be read in by everybody, a list of `PageInLanguage`, the site's own language
    first. Two queries in a site with several languages, whatever the number of translations, and none in others.

    A page that stands in for one that is not translated yet (an alias) is no translation.
    """
    if not has_languages() or not hasattr(page, "translation_key"):
        return []
    others = for_everyone(page.get_translations()).filter(alias_of__isnull=True).select_related("locale")
    shown = [shown for other in others if (shown := in_its_language(other, request, part_of(page, other.locale_id)))]
    return sorted(shown, key=lambda one: (not one.is_default, one.code))


def part_of(page, locale_id):
    """What stands behind the address of `page` in the language with this id for the part of it that is shown, such as a list
    for one category: a path, a query, or both. A page type says so with a method ``part_in_language(locale_id)``. Empty for the
    whole page; None where that language has no such part."""
    return page.part_in_language(locale_id) if hasattr(page, "part_in_language") else ""


def in_its_language(page, request=None, part=""):
    """`page` as a `PageInLanguage`, with `part` behind its addresses, as `part_of` says it; None for a page without an
    address."""
    locale, full_url = page.locale, page.get_full_url(request)
    if not full_url:
        return None
    return PageInLanguage(
        code=locale.language_code,
        name=name_in_itself(locale),
        url=page.get_url(request) + (part or ""),
        full_url=full_url + (part or ""),
        right_to_left=locale.is_bidi,
        is_default=locale.is_default,
        has_part=part is not None,
    )


def name_in_itself(locale):
    """What the speakers of a language call it, such as "Cymraeg". The country is left out where the site has the language
    of one country only: "English", not "British English"."""
    return called_in_itself(locale.language_code) or locale.get_display_name()


def called_in_itself(code):
    """As `name_in_itself`, for a language by its code; the site's own word for one that Django does not know."""
    language, _dash, country = code.partition("-")
    alike = [other for other in get_content_languages() if other.partition("-")[0] == language]
    try:
        return translation.get_language_info(language if len(country) == 2 and alike == [code] else code)["name_local"]
    except KeyError:
        return get_content_languages().get(code, "")
