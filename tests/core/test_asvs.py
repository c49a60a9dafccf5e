"""The page on OWASP's ASVS names tests that are there, and what it says of the code as a whole is so."""

import ast
import re

import pytest

from tests.docs.blocks import DOCS

from .test_house import MODULES

ROOT = DOCS.parent
PAGE = DOCS / "reference/asvs.md"

#: Modules and functions that start programs, run text as code, or make objects of what comes from outside.
DANGEROUS_MODULES = {"subprocess", "pickle", "marshal", "shelve", "yaml", "ctypes", "code", "codeop"}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "execv", "spawnl", "from_string"}


def named():
    return set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE.read_text()))


@pytest.mark.pure
def test_every_test_that_is_named_is_there():
    assert len(named()) > 80
    for file, name in sorted(named()):
        assert re.search(rf"^\s*def {name}\(", (ROOT / file).read_text(), re.MULTILINE), (file, name)
    for file in re.findall(r"`(tests/[\w/]+\.py)`", PAGE.read_text()):
        assert (ROOT / file).is_file(), file


@pytest.mark.pure
def test_every_row_says_how_it_stands():
    rows = [line for line in PAGE.read_text().splitlines() if re.match(r"\| \d", line)]
    assert len(rows) > 60
    for row in rows:
        _number, what, how = row.strip("| ").split(" | ")
        assert what.strip() and how.strip(), row


@pytest.mark.pure
def test_the_package_starts_no_program_and_builds_no_code():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            names = set()
            if isinstance(node, ast.Import):
                names = {alias.name.partition(".")[0] for alias in node.names} & DANGEROUS_MODULES
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = {(node.module or "").partition(".")[0]} & DANGEROUS_MODULES
            elif isinstance(node, ast.Call):
                function = node.func
                if isinstance(function, ast.Name):
                    names = {function.id} & DANGEROUS_CALLS
                elif isinstance(function, ast.Attribute) and ast.unparse(function.value) != "re":
                    names = {function.attr} & DANGEROUS_CALLS
            assert not names, (path, node.lineno, names)


@pytest.mark.framework
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["openapi.json", "posts/", "conversations/0/", "nothing/"])
def test_answers_of_the_api_are_taken_for_nothing_else(client, path):
    answer = client.get(f"/api/coprod/v1/{path}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "json" in answer.headers["Content-Type"]
