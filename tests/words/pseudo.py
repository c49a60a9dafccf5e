"""A language that is plainly not English, though one can read it: ⟦Ṡáay ŵĥáat …⟧.

Every letter carries a mark, so a plain letter on a page is a word that no translator could have reached. Vowels are
doubled, so words are about a third longer, as they are in Welsh or German. Brackets stand round each message.
"""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
from django.utils.translation import to_locale

import coprod_wagtail

#: A private part of English: a valid `lang`, possible in Django's LANGUAGES, and nobody's real language.
CODE = "en-x-pseudo"
CATALOGUE = Path(coprod_wagtail.__file__).parent / "locale/en/LC_MESSAGES/django.po"
#: Whose own words also stand on the pages and screens.
OTHERS = ["django", "wagtail", "taggit"]

#: What a translator leaves as it is: placeholders, tags, entities and line breaks.
KEPT = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{[^{}]*\}|<[^<>]+>|&\w+;|\n")
_LETTERS = str.maketrans(
    {
        **dict(zip("bcdfghjklmnpqrstvwxyz", "ḃćďḟǵĥĵķĺḿńṕʠŕšťṽŵẋýź", strict=True)),
        **dict(zip("BCDFGHJKLMNPQRSTVWXYZ", "ḂĆĎḞǴĤĴĶĹḾŃṔɊŔŠŤṼŴẊÝŹ", strict=True)),
        **{vowel: marked * 2 for vowel, marked in zip("aeiou", "áéíóú", strict=True)},
        **{vowel: marked + marked.lower() for vowel, marked in zip("AEIOU", "ÁÉÍÓÚ", strict=True)},
    }
)
#: What is no words: Django's letters for dates, letters that names begin with, and the language itself.
_NO_WORDS = {
    "date format",
    "before these, “and” has its other form",
    "code of the language that these words are in",
}


def pseudo(text: str) -> str:
    """`text` in the pseudo-language, with placeholders and tags as they were."""
    words, kept = KEPT.split(text), [*KEPT.findall(text), ""]
    return "⟦" + "".join(word.translate(_LETTERS) + left for word, left in zip(words, kept, strict=True)) + "⟧"


def make_catalogue(folder, code=CODE, sources=None):
    """Compile the pseudo-language, of the package's words and of those of OTHERS, for LOCALE_PATHS."""
    made = {}
    for source in sources or [*_catalogues_of_others(), CATALOGUE]:
        for entry in polib.pofile(str(source)):
            made[entry.msgctxt, entry.msgid] = _translated(entry)
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": code,
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.extend(made.values())
    save(catalogue, folder, code)


def save(catalogue, folder, code):
    """Compile `catalogue` to where Django looks for the language `code` below `folder`."""
    target = Path(folder) / to_locale(code) / "LC_MESSAGES"
    target.mkdir(parents=True)
    catalogue.save_as_mofile(str(target / "django.mo"))


def _translated(entry):
    if entry.msgctxt in _NO_WORDS:
        return polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr=entry.msgid)
    if entry.msgid_plural:
        forms = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
        return polib.POEntry(
            msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=forms
        )
    return polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr=pseudo(entry.msgid))


def _catalogues_of_others():
    for package in OTHERS:
        yield from sorted(Path(find_spec(package).origin).parent.glob("**/locale/en/LC_MESSAGES/django.po"))
