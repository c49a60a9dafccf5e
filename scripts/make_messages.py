"""Keeps the package's catalogue of words: what a translator starts from, and what a site overrides.

    python scripts/make_messages.py            write it anew from the code
    python scripts/make_messages.py --check    change nothing; say what differs, and fail if anything does

Django's own `makemessages` finds the words, with GNU gettext. Left out is what would change without any change of a
word: line numbers, dates, and the order in which a version of gettext likes to see the files.
"""

import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import polib
from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parent.parent / "coprod_wagtail"
CATALOGUE = "locale/en/LC_MESSAGES/{domain}.po"
DOMAINS = ["django", "djangojs"]
ABOUT = """Words of coprod-wagtail, as they stand in the code.
Written by `make messages`: to change a word, change it in the code.
To translate the package, see docs/how-to/translate.md."""
HEADER = {
    "Project-Id-Version": "coprod-wagtail",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def extract(domain):
    """The words in the code as a catalogue, sorted by file and, within a file, as they stand there."""
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "package"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
        (copy / "locale").mkdir()
        here = os.getcwd()
        os.chdir(copy)
        try:
            call_command("makemessages", locale=["en"], domain=domain, add_location="file", no_wrap=True, verbosity=0)
        finally:
            os.chdir(here)
        found = copy / CATALOGUE.format(domain=domain)
        return tidy(polib.pofile(str(found))) if found.exists() else None


def tidy(found):
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = ABOUT
    catalogue.metadata = HEADER
    for entry in sorted(found, key=lambda entry: min(entry.occurrences)):
        entry.occurrences = sorted((name, "") for name in {name for name, _line in entry.occurrences})
        catalogue.append(entry)
    return catalogue


def words(catalogue):
    """What has to agree: each message with its context, its plural and what translators are told about it."""
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): " ".join(entry.comment.split()) for entry in catalogue or []
    }


def differences(domain):
    """One line for each word that is not in the catalogue as it is in the code."""
    path = PACKAGE / CATALOGUE.format(domain=domain)
    code, kept = words(extract(domain)), words(polib.pofile(str(path)) if path.exists() else None)
    for key in sorted(code.keys() | kept.keys(), key=str):
        if key not in kept:
            yield f"not in the catalogue: {key[1]!r}"
        elif key not in code:
            yield f"not in the code any more: {key[1]!r}"
        elif code[key] != kept[key]:
            yield f"another note for translators: {key[1]!r}"


def check():
    found = [line for domain in DOMAINS for line in differences(domain)]
    if found:
        print("The catalogue is not what the code says. Run `make messages` and commit it.", *found, sep="\n  ")
    return 1 if found else 0


def write():
    for domain in DOMAINS:
        catalogue, path = extract(domain), PACKAGE / CATALOGUE.format(domain=domain)
        if catalogue:
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(path), newline="\n")
        else:
            path.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # no site's settings have a say in this
    warnings.simplefilter("error")  # Django warns of notes for translators that get lost
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is missing: `apt-get install gettext`, `brew install gettext`, or the like.")
    sys.exit(check() if "--check" in sys.argv[1:] else write())
