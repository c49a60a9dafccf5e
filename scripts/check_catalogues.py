"""Says what is wrong with the package's translations, before a reader meets half a sentence in English.

    python scripts/check_catalogues.py [FILE ...]    all of the package, without a file

GNU gettext compiles a catalogue whose counts lack forms, and Django passes over what is marked as fuzzy: both are
English on the page, without a word to anybody. What is not translated yet is no fault.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent / "coprod_wagtail"
#: What a translation has to hand on: `%(name)s` and `{name}`.
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")


def problems(path: Path) -> Iterator[str]:
    """One line for each fault of the catalogue at `path`."""
    catalogue = polib.pofile(str(path))
    found = _FORMS.search(catalogue.metadata.get("Plural-Forms", ""))
    forms = int(found[1]) if found else 0
    if not forms:
        yield f"{path}: its head says no Plural-Forms"
    for entry in catalogue:
        if entry.obsolete:
            continue
        where = f"{path}:{entry.linenum}: {entry.msgid!r}"
        if entry.fuzzy:
            yield f"{where} is fuzzy, so Django leaves it out"
        yield from (
            f"{where} {wrong}" for wrong in (_of_a_count(entry, forms) if entry.msgid_plural else _of_words(entry))
        )


def _of_words(entry):
    if entry.msgstr and places(entry.msgstr) != places(entry.msgid):
        yield f"should have the places {_named(places(entry.msgid))}, and has {_named(places(entry.msgstr))}"


def _of_a_count(entry, forms):
    said = {number: words for number, words in entry.msgstr_plural.items() if words}
    if not said:
        return
    missing = [str(number) for number in range(forms) if number not in said]
    if missing:
        yield f"lacks the forms {', '.join(missing)} of {forms}"
    wanted = places(entry.msgid) | places(entry.msgid_plural)
    for number, words in said.items():
        # "One comment", "two comments" (in one word) may leave the number out, and nothing else.
        if places(words) - wanted or len(wanted - places(words)) > 1:
            yield f"should have the places {_named(wanted)} in form {number}, and has {_named(places(words))}"


def places(words: str) -> set[str]:
    """The placeholders in `words`."""
    return set(PLACE.findall(words.replace("%%", "")))


def _named(places):
    return ", ".join(sorted(places)) or "none"


def main(files: list[str]) -> int:
    paths = [Path(name) for name in files] or sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/*.po"))
    found = [line for path in paths for line in problems(path)]
    if found:
        print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
