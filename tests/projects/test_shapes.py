"""Every shape starts from nothing: checks are quiet, all migrations run, and models and migrations agree."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail

from .left_out import LEFT_OUT, LEFT_OUT_ON_A_SERVER
from .shapes import SHAPES

ROOT = Path(__file__).parents[2]


def start_from_nothing(shape):
    """Run `start_from_nothing.py` for a site of this shape in a Python of its own; what it printed."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": shape.settings, "TEST_DATABASE": "sqlite"}
    command = [sys.executable, "-m", "tests.projects.start_from_nothing"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


#: Names that clash stop a site before anything else, on whichever Wagtail: tried on both ends.
ON_BOTH_ENDS = {"taken_names", "custom_base_page_with_pages"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.framework] if name in ON_BOTH_ENDS else []) for name in SHAPES]
)
def test_a_site_of_this_shape_starts_from_nothing(name):
    shape = SHAPES[name]
    if (*shape.wagtail, 0) > wagtail.VERSION:
        pytest.skip(f"Wagtail {'.'.join(map(str, shape.wagtail))} and later only.")
    for package in shape.needs:
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed.")
    printed = start_from_nothing(shape)
    assert "System check identified no issues" in printed
    assert "No changes detected" in printed


@pytest.mark.parametrize("name", SHAPES)
def test_its_settings_say_which_shape_it_is(name):
    shape = SHAPES[name]
    source = ROOT / (shape.settings.replace(".", "/") + ".py")
    assert f'PROJECT = "{name}"' in source.read_text()


def test_every_shape_says_what_it_leaves_out():
    assert set(LEFT_OUT) == set(SHAPES)


@pytest.mark.parametrize(
    "entry", sorted(LEFT_OUT_ON_A_SERVER | {entry: "" for entries in LEFT_OUT.values() for entry in entries})
)
def test_what_is_left_out_is_there(entry):
    path, *names = entry.split("::")
    assert (ROOT / path).exists()
    if names:
        assert re.search(rf"^ *def {names[-1]}\(", (ROOT / path).read_text(), re.MULTILINE)
