"""The catalogue that a translator starts from is complete, and good to work with."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

import coprod_wagtail

from .pseudo import CATALOGUE

ROOT = Path(coprod_wagtail.__file__).parent.parent
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}")
#: Words that are two things in English; a translator has to be told which.
TWO_THINGS = {"post", "comment", "open", "hide", "hidden", "send", "publish", "published", "decline", "undo", "import"}


@pytest.fixture(scope="module")
def messages():
    return list(polib.pofile(str(CATALOGUE)))


def check(script):
    return subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)


needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed: make gettext")


@needs_gettext
def test_the_catalogue_says_what_the_code_says():
    found = check(ROOT / "scripts/make_messages.py")
    assert found.returncode == 0, found.stdout + found.stderr


@needs_gettext
def test_a_word_changed_in_the_code_alone_is_noticed(tmp_path):
    copy = shutil.ignore_patterns("__pycache__", "static", "migrations")
    shutil.copytree(ROOT / "coprod_wagtail", tmp_path / "coprod_wagtail", ignore=copy)
    (tmp_path / "scripts").mkdir()
    script = shutil.copy(ROOT / "scripts/make_messages.py", tmp_path / "scripts")
    template = tmp_path / "coprod_wagtail/comments/templates/coprod_wagtail/comments/_form.html"
    template.write_text(
        template.read_text().replace(
            "The comment you want to answer is not on the page any more. You can still write one of your own.",
            "Say something of your own",
        )
    )
    found = check(script)
    assert found.returncode == 1
    assert "not in the catalogue: 'Say something of your own'" in found.stdout
    assert (
        "not in the code any more: 'The comment you want to answer is not on the page any more. You can still write one of your own.'"
        in found.stdout
    )


def test_no_message_holds_html(messages):
    assert [entry.msgid for entry in messages if re.search(r"</?[a-z]|&\w+;", entry.msgid)] == []


def test_every_placeholder_has_a_name(messages):
    for entry in messages:
        left = PLACEHOLDER.sub("", entry.msgid + entry.msgid_plural).replace("%%", "")
        assert not re.search(r"%[sdr]|\{\}", left), entry.msgid


def test_both_forms_of_a_count_tell_the_same(messages):
    counts = [entry for entry in messages if entry.msgid_plural]
    assert len(counts) > 20
    for entry in counts:
        assert set(PLACEHOLDER.findall(entry.msgid)) == set(PLACEHOLDER.findall(entry.msgid_plural)) != set()


def test_no_message_is_a_piece_of_a_sentence_with_a_space_at_its_end(messages):
    assert [entry.msgid for entry in messages if entry.msgid != entry.msgid.strip()] == []


def test_words_that_are_two_things_say_which(messages):
    assert [entry.msgid for entry in messages if entry.msgid.lower() in TWO_THINGS and not entry.msgctxt] == []


def test_only_the_template_for_translators_is_there_until_people_have_translated_it():
    """See docs/how-to/translate.md."""
    assert sorted(path.name for path in (CATALOGUE.parent.parent.parent).iterdir()) == ["en"]


def test_no_sentence_stands_twice_with_other_names_for_its_places(messages):
    found = {}
    for entry in messages:
        blank = PLACEHOLDER.sub("{}", entry.msgid).replace(")s", "").replace("}}", "}")
        found.setdefault((entry.msgctxt, blank), []).append(entry.msgid)
    assert [alike for alike in found.values() if len(alike) > 1] == []
