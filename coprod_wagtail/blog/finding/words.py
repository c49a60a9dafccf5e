"""The words in the addresses of lists below a blog: ``topic/food/``, ``2026/05/``; and of its search."""

import re
import unicodedata
from functools import cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import register_converter
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy
from wagtail.coreutils import get_content_languages

from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.languages import has_languages

#: What the results of a search are called among the words.
SEARCH = "search"

#: The kinds of lists whose addresses have a word of their own, and the search, with the word.
WORDS: dict[str, Any] = {
    # Translators: a word in web addresses, such as /blog/topic/food/. Small letters; two words with a dash between.
    "topic": pgettext_lazy("in a web address", "topic"),
    # Translators: a word in web addresses, such as /blog/tag/soup/.
    "tag": pgettext_lazy("in a web address", "tag"),
    # Translators: a word in web addresses, such as /blog/by/maryam/: the posts that Maryam wrote.
    "by": pgettext_lazy("in a web address", "by"),
    # Translators: a word in web addresses, such as /blog/series/our-first-year/.
    "series": pgettext_lazy("in a web address", "series"),
    # Translators: a word in web addresses: /blog/search/ is where one looks for words.
    SEARCH: pgettext_lazy("in a web address", "search"),
}

#: What else stands right below a blog and is no page.
_OTHERS = {"feed"}
_YEAR = re.compile(r"[0-9]{4}")


def words_in(language: str) -> dict[str, str]:
    """The word for each kind of list, and for the search, in `language`: the English ones where nobody has translated them, or two are the
    same."""
    try:
        code = translation.get_supported_language_variant(language)
    except LookupError:  # a language that the site has pages in, but no words
        return {kind: kind for kind in WORDS}
    with translation.override(code):
        return dict(zip(WORDS, _in_addresses(*map(str, WORDS.values())), strict=True))


@cache
def _in_addresses(*words):
    found = [slugify(word, allow_unicode=True) or kind for kind, word in zip(WORDS, words, strict=True)]
    return found if len({*found, *_OTHERS}) == len(found) + len(_OTHERS) else list(WORDS)


def kind_of(word: str) -> str | None:
    """The kind of list, or "search", that `word` names in an address: in any language of the site, in English, or as it was called
    before (``FORMER_LIST_WORDS``); None where it names none."""
    word = unicodedata.normalize("NFC", word).lower()
    return _all_words().get(word)


def is_taken(slug: str) -> bool:
    """Whether a page with this slug right below a blog would stand where a list of posts is, or the search."""
    slug = unicodedata.normalize("NFC", slug).lower()
    return slug in _OTHERS or slug in _all_words() or _YEAR.fullmatch(slug) is not None


def _all_words():
    former = {word: kind for kind, words in conf.FORMER_LIST_WORDS.items() for word in words}
    codes = get_content_languages() if has_languages() else [settings.LANGUAGE_CODE]
    own = {word: kind for code in codes for kind, word in words_in(code).items()}
    return former | own | {kind: kind for kind in WORDS}


def path_of(kind: str, slug: str, language: str) -> str:
    """Where the list of a kind is below its blog, encoded for a URL: ``topic/food/``. A date is its own address: its `kind`
    is "date", and its `slug` is ``2026`` or ``2026/05``."""
    return quote(f"{slug}/" if kind == "date" else f"{words_in(language)[kind]}/{slug}/")


def search_path(language: str) -> str:
    """Where the results of a search are below a blog, encoded for a URL: ``search/``."""
    return quote(f"{words_in(language)[SEARCH]}/")


class KindConverter:
    """For routes: one of the words, as the kind of list that it names."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        kind = kind_of(value)
        if kind and self.is_meant(kind):
            return kind
        raise ValueError(value)

    def is_meant(self, kind: str) -> bool:
        return kind != SEARCH

    def to_url(self, value: str) -> str:
        return value


class SearchConverter(KindConverter):
    """For routes: the word for the search."""

    def is_meant(self, kind: str) -> bool:
        return kind == SEARCH


register_converter(KindConverter, "coprod_kind")
register_converter(SearchConverter, "coprod_search")
