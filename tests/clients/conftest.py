"""Programs that other people write clients with, and the document of the JSON API.

A run of its own (`make test-clients`): each of them is a package from npm or PyPI, of exactly one version.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from .answers import answers

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DOCUMENT = ROOT / "docs/reference/openapi.json"
MADE = HERE / "made"
PYTHON = ROOT / ".venv-clients/bin"

#: What makes something of the document, and where it puts that.
MAKERS = {
    "openapi-typescript": ["openapi-typescript", DOCUMENT, "--output", MADE / "openapi-typescript.ts"],
    "hey-api": ["openapi-ts", "--file", "openapi-ts.config.mjs"],
    "orval": ["orval", "--config", "orval.config.cjs"],
    "openapi-zod-client": [
        "openapi-zod-client",
        DOCUMENT,
        "--export-schemas",
        "--output",
        MADE / "openapi-zod-client.ts",
    ],
    "openapi-python-client": [
        *(PYTHON / "openapi-python-client", "generate", "--path", DOCUMENT, "--meta", "none"),
        *("--output-path", MADE / "openapi_python_client", "--overwrite", "--fail-on-warning"),
    ],
    "datamodel-code-generator": [
        *(PYTHON / "datamodel-codegen", "--input", DOCUMENT, "--input-file-type", "openapi"),
        *("--output", MADE / "datamodel.py", "--output-model-type", "pydantic_v2.BaseModel"),
        *("--use-annotated", "--target-python-version", "3.11", "--formatters", "builtin"),
    ],
}


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    if len(ours) < len(items):
        for item in ours:
            item.add_marker(pytest.mark.skip("The clients are made by themselves: make test-clients"))


def run(*command):
    """What it prints; fails with that where it fails."""
    path = os.pathsep.join([str(HERE / "node_modules/.bin"), str(PYTHON), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(HERE), "NO_COLOR": "1", "REDOCLY_TELEMETRY": "off"}
    # Looked up in that PATH, and not in ours.
    done = subprocess.run(
        ["/usr/bin/env", *map(str, command)],
        cwd=HERE,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-8000:]
    return done.stdout


@pytest.fixture(scope="session")
def made():
    """The clients, all made anew from the document, and the answers for them to read."""
    run("rm", "-rf", MADE)
    MADE.mkdir()
    (MADE / "answers.json").write_text(json.dumps(answers()))
    for command in MAKERS.values():
        run(*command)
    return MADE


@pytest.fixture(scope="session")
def compiled(made):
    """Those in TypeScript, compiled strictly together with what reads the answers with them."""
    run("tsc", "--project", ".")
    return made / "js"
