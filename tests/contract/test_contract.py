"""Every answer is as the OpenAPI document says, and holds nothing that is not known yet, whatever is asked: schemathesis makes up the questions from the document.

Some hundred here; `make test-schemathesis` asks many more, other ones each time. It is a program of its own that asks a
server, so nothing of it gets into the other tests.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from coprod_wagtail.api.kit.assembly import build
from tests.api.strict import strict

pytestmark = pytest.mark.django_db(transaction=True)

HERE = Path(__file__).parent
#: What it does with the time it has: `make test` leaves out the limits of each parameter, which are always the same.
PHASES = os.environ.get("SCHEMATHESIS_OPTIONS", "--phases fuzzing,stateful").split()
#: For each operation in each of the two parts that make things up.
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "16"))
#: The same one asks the same again, as far as the answers are the same.
SEED = int(os.environ.get("SCHEMATHESIS_SEED", "1"))
#: How many questions follow from so many examples depends on the answers: it goes on until there are so many.
CASES = int(os.environ.get("SCHEMATHESIS_CASES", "250"))


def configuration(known, token):
    """The configuration, with what is known to be on the site, so that not everything that is asked for is missing; and with
    a moderator's `token`, where there is one."""
    lines = [(HERE / "schemathesis.toml").read_text()]
    if token:
        lines += ["[auth.openapi.Token]", f"bearer = {json.dumps(token)}"]
    for name, values in known.items():
        lines += [f"[dictionaries.{json.dumps(name)}]", f"values = {json.dumps(values)}"]
    lines.append("[parameters]")
    lines += [f"{json.dumps(name)} = {{ dictionary = {json.dumps(name)}, probability = 0.85 }}" for name in known]
    return "\n".join(lines)


def test_every_answer_is_as_the_document_says(live_server, known, token, settings, tmp_path):
    # Nobody writes, or asks, as much as this.
    unhurried = {"FLOOD_PER_MINUTE": 0, "MODERATION_PER_MINUTE": 0, "MAX_WAITING": 1_000_000}
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, **unhurried}
    settings.ALLOWED_HOSTS = ["*"]
    file = tmp_path / "schemathesis.toml"
    file.write_text(configuration(known, token))
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(strict(json.loads(json.dumps(build().get_openapi_schema())))))
    command = [Path(sys.executable).with_name("schemathesis"), "--config-file", file, "run", document]
    command += ["--url", live_server.url + reverse("coprod_api:api-root"), "--no-color", *PHASES]
    asked, seed, examples = 0, SEED, EXAMPLES
    while asked < CASES:
        now = [*command, "--max-examples", examples, "--seed", seed]
        run = subprocess.run(list(map(str, now)), cwd=tmp_path, capture_output=True, text=True)
        print(run.stdout[-20_000:])
        assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2000:]
        asked, seed = asked + int(re.search(r"(\d+) generated", run.stdout)[1]), seed + 1
        examples = EXAMPLES * (CASES - asked) // asked + 1
    print(f"{asked} cases in all, from seed {SEED}")
