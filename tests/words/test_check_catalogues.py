"""What `make lint` says of a translation that would leave readers with English, or with half a sentence."""

import pytest

from scripts.check_catalogues import PACKAGE, main, problems

HEAD = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"

"""
COUNT = 'msgid "%(n)s comment by {name}"\nmsgid_plural "%(n)s comments by {name}"\n'


def found_in(folder, words, head=HEAD):
    path = folder / "django.po"
    path.write_text(head + words)
    return [line.split(": ", 1)[1] for line in problems(path)]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ('#, fuzzy\nmsgid "Send"\nmsgstr "Anfon"\n', "'Send' is fuzzy"),
        ('msgid "Reply to {name}"\nmsgstr "Ateb {enw}"\n', "should have the places {name}, and has {enw}"),
        ('msgid "%(n)s of %(all)s"\nmsgstr "%(n)s"\n', "should have the places %(all)s, %(n)s, and has %(n)s"),
        (COUNT + 'msgstr[0] "%(n)s {name}"\nmsgstr[1] "%(n)s {name}"\n', "lacks the forms 2 of 3"),
        (COUNT + 'msgstr[0] "a {name}"\nmsgstr[1] "{name}"\nmsgstr[2] ""\n', "lacks the forms 2 of 3"),
        (COUNT + 'msgstr[0] "a"\nmsgstr[1] "{name}"\nmsgstr[2] "{name}"\n', "in form 0, and has none"),
        (COUNT + 'msgstr[0] "{name}"\nmsgstr[1] "{name}"\nmsgstr[2] "%(m)s {name}"\n', "in form 2, and has %(m)s, {name}"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(tmp_path, words, problem):
    (line,) = found_in(tmp_path, words)
    assert problem in line


def test_a_head_without_plurals_is_a_fault(tmp_path):
    assert found_in(tmp_path, "", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n') == [
        "its head says no Plural-Forms"
    ]


@pytest.mark.parametrize(
    "words",
    [
        'msgid "Send"\nmsgstr "Anfon"\n',
        'msgid "100%% of {all}"\nmsgstr "{all}: 100%%"\n',
        'msgid "Not yet: {name}"\nmsgstr ""\n',
        COUNT + 'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n',
        COUNT + 'msgstr[0] "one by {name}"\nmsgstr[1] "two by {name}"\nmsgstr[2] "%(n)s by {name}"\n',
        '#~ msgid "Reply to {name}"\n#~ msgstr "Ateb"\n',
    ],
)
def test_what_is_right_or_not_translated_yet_is_none(tmp_path, words):
    assert found_in(tmp_path, words) == []


def test_a_run_over_the_package_reads_every_catalogue(tmp_path, capsys, monkeypatch):
    assert main([]) == 0
    wrong = tmp_path / "comments/locale/cy/LC_MESSAGES/django.po"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(HEAD + '#, fuzzy\nmsgid "Send"\nmsgstr "Anfon"\n')
    monkeypatch.setattr("scripts.check_catalogues.PACKAGE", tmp_path)
    assert main([]) == 1
    assert "is fuzzy" in capsys.readouterr().out


def test_lint_runs_it():
    rule = (PACKAGE.parent / "Makefile").read_text().split("\nlint:")[1].partition("\n\n")[0]
    assert "scripts/check_catalogues.py" in rule
