"""In which language our own words come out: the page's, or English where nobody has translated them into it.

Screen readers pronounce, and browsers hyphenate and order, by what the markup says (WCAG 2.2, 3.1.2).
"""

import unicodedata
from collections import Counter

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, pgettext

from .guessing import guessed_language
from .phone_numbers import phone_links


def other_language_of_words() -> str:
    """The language of our words where it is not the one that is spoken, such as "en" on a page in French without a French
    catalogue; empty where it is."""
    # Translators: your own language's code, such as "cy". By it we know that there is a translation.
    words, spoken = pgettext("code of the language that these words are in", "en"), get_language()
    return words if spoken and _base(words) != _base(spoken) else ""


def words_mark() -> SafeString:
    """Attributes, with a space before, for an element that holds our words, where these are in another language."""
    language = other_language_of_words()
    return lang_mark(language) if language else SafeString("")


def page_mark() -> SafeString:
    """Attributes, with a space before, for what is in the page's language inside an element with a `words_mark`."""
    return lang_mark(get_language()) if other_language_of_words() else SafeString("")


def other_mark(language: str) -> SafeString:
    """Attributes, with a space before, for words in `language`, where that is known and is not the one that is spoken."""
    spoken = get_language() or ""
    return lang_mark(language) if language and _base(language) != _base(spoken) else SafeString("")


def mark_among_words(language: str) -> SafeString:
    """Attributes for words in `language` inside an element with a `words_mark`; nothing where they are in the language of
    what is around them, or it is not known."""
    around = other_language_of_words() or get_language() or ""
    return lang_mark(language) if language and _base(language) != _base(around) else SafeString("")


def in_html(lines, language: str) -> list[SafeString]:
    """Plain lines of a text in `language`, each as HTML with numbers that a phone can ring, and with its language where that
    is not the one of the words around it (see `mark_among_words`)."""
    mark = mark_among_words(language)
    return [format_html("<bdi{}>{}</bdi>", mark, phone_links(line)) if mark else phone_links(line) for line in lines]


def lang_mark(language: str) -> SafeString:
    """` lang="ar" dir="rtl"`, for a language whether Django knows it or not."""
    return format_html(' lang="{}" dir="{}"', language, direction_of(language))


def direction_of(language: str) -> str:
    """ "rtl" for languages that are written from right to left, else "ltr"."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def language_of_words(text: str, language: str) -> str:
    """The language of `text`, which somebody wrote on a page in `language`: that one, if nothing says otherwise; another one,
    where that can be guessed for sure (`guessing`); and empty where the text is in another script, such as Arabic on an
    English page, and nobody knows in which language."""
    if guessed := guessed_language(text, language):
        return guessed
    try:
        own = _script(get_language_info(language)["name_local"])
    except KeyError:
        return language
    return language if _script(text) in {own, ""} else ""


def _script(text):
    """The script that most letters of `text` are in, by Unicode's names for them; empty without letters."""
    scripts = Counter(unicodedata.name(letter, " ").split(" ")[0] for letter in text if letter.isalpha())
    found = scripts.most_common(1)[0][0] if scripts else ""
    return "CJK" if found in {"HIRAGANA", "KATAKANA"} else found


def _base(language):
    return language.partition("-")[0].lower()
