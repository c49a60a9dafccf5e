"""Clients that are made from the document understand a server that is newer than they are."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from tests.api.strict import strict

from .answers import UNDERSTOOD, answers
from .conftest import DOCUMENT, run

IN_TYPESCRIPT = ["openapi-typescript", "hey-api", "hey-api-zod", "orval-fetch", "orval-zod", "openapi-zod-client"]
IN_PYTHON = ["openapi_python_client", "datamodel_code_generator"]


@pytest.mark.parametrize("name", answers())
def test_the_answers_are_such_as_the_server_does_not_give_yet(name):
    """Else what follows would show nothing."""
    document = json.loads(DOCUMENT.read_text())
    for whole, is_valid in ((document, True), (strict(document), name == "NotSent")):
        schema = {"$ref": f"#/components/schemas/{name}", "components": whole["components"]}
        assert Draft202012Validator(schema).is_valid(answers()[name]) == is_valid


@pytest.mark.parametrize("client", IN_TYPESCRIPT)
def test_a_client_in_typescript_understands_them(compiled, client):
    assert json.loads(run("node", compiled / f"read/{client}.js")) == UNDERSTOOD


@pytest.mark.parametrize("client", IN_PYTHON)
def test_a_client_in_python_understands_them(made, client):
    assert json.loads(run("python", f"read/{client}.py")) == UNDERSTOOD


def test_those_in_python_are_strictly_typed(made):
    files = [f"read/{client}.py" for client in IN_PYTHON]
    assert "no issues found in 2 source files" in run("mypy", "--config-file=", "--strict", *files)


def test_what_may_be_left_out_need_not_be_sent(made):
    """In types that are made without any option: a default is no demand."""
    types = (made / "openapi-typescript.ts").read_text()
    asked = re.findall(r"query\??: \{(.*?)\};", types, re.DOTALL)
    assert set(re.findall(r"^ +(\w+): ", "".join(asked), re.MULTILINE)) == {"page", "path", "content_type", "token"}
    (sent,) = re.findall(r"^ +CommentIn: \{(.*?)\};", types, re.DOTALL | re.MULTILINE)
    assert re.findall(r"^ +(\w+): ", sent, re.MULTILINE) == ["page", "body", "author_name", "token"]


def test_the_rules_that_redocly_recommends_hold():
    run("redocly", "lint", "--config", "redocly.yaml", "--max-problems", "100", DOCUMENT)


def test_the_rules_that_spectral_recommends_hold():
    run("spectral", "lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint", DOCUMENT)
