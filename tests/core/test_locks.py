"""The files in locks/ say the exact version of everything that the tests' environments install. `make lock` writes them."""

import re
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "locks"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NAMES = ["test", "oldest", "newest", "lowest"]
#: The Python that each is for; `test` is for whichever makes `.venv`.
PYTHONS = {"test": "3.11", "oldest": "3.11", "newest": "3.12", "lowest": "3.11"}


def asked_for(*extras):
    """What pyproject.toml lists for the package with these extras, and the extras that they bring along."""
    lines = PROJECT["dependencies"] + [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    for requirement in map(Requirement, lines):
        if requirement.name == PROJECT["name"]:
            yield from asked_for(*requirement.extras)
        else:
            yield requirement


def locked(name, python):
    """The version of each package by its name, on this system with this Python; None: the one that runs."""
    environment = {"python_version": python, "python_full_version": f"{python}.99"} if python else {}
    lines = map(Requirement, (LOCKS / f"{name}.txt").read_text().splitlines())
    return {
        canonicalize_name(line.name): Version(str(line.specifier).removeprefix("=="))
        for line in lines
        if line.marker is None or line.marker.evaluate(environment)
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_line_is_a_package_and_its_version(name):
    lines = (LOCKS / f"{name}.txt").read_text().splitlines()
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+( ; [\w .'<>=!*-]+)?", line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_is_asked_for_is_in_it_in_a_version_that_fits(name):
    there = locked(name, PYTHONS[name])
    if name in ("oldest", "newest"):
        ends = [Requirement(line) for line in (LOCKS / f"{name}.in").read_text().splitlines()]
        assert {end.name.lower() for end in ends} == {"wagtail", "django"}
    else:
        ends = []
    wanted = [*asked_for("test", "databases"), *ends]
    unfit = [str(asked) for asked in wanted if there.get(canonicalize_name(asked.name), "none") not in asked.specifier]
    assert unfit == []


def test_both_ends_are_those_that_the_classifiers_name():
    named = {
        what: sorted(re.findall(rf"Framework :: {what} :: ([\d.]+)", "\n".join(PROJECT["classifiers"])), key=Version)
        for what in ("Django", "Wagtail")
    }
    for name, place in (("oldest", 0), ("newest", -1)):
        there = locked(name, PYTHONS[name])
        for what, versions in named.items():
            assert str(there[what.lower()]).startswith(f"{versions[place]}."), (name, what)


def test_the_lowest_is_the_lowest_that_we_allow():
    there = locked("lowest", PYTHONS["lowest"])
    bounds = {}
    for asked in asked_for("deploy"):
        (bound,) = [Version(part.version) for part in asked.specifier if part.operator == ">="]
        name = canonicalize_name(asked.name)
        bounds[name] = max(bound, bounds.get(name, bound))
    assert len(bounds) > 10
    assert {name: there[name] for name in bounds} == bounds


def test_nothing_installs_what_the_tests_need_without_them():
    lines = re.findall(r"^\t.*pip install .*\[test.*$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert len(lines) == 4
    assert [line for line in lines if not re.search(r"-c locks/(test|\$\*)\.txt$", line)] == []


@pytest.mark.framework
@pytest.mark.smoke
def test_this_environment_has_these_versions():
    environment = Path(sys.prefix)
    if environment.parent != ROOT:
        pytest.skip("The Makefile did not make this environment.")
    name = environment.name.removeprefix(".venv").removeprefix("-") or "test"
    there = locked(name, None)
    found = {canonicalize_name(one.name): Version(one.version) for one in distributions() if one.name}
    assert {
        name: (found[name], there[name]) for name in found.keys() & there.keys() if found[name] != there[name]
    } == {}
