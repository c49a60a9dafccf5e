"""The page for people who change the package names what there is to run."""

import re
import tomllib

import pytest

from tests.conftest import KINDS, is_of_part, kind_of, others_stand_for
from tests.projects.shapes import SHAPES

from .blocks import DOCS, first_column, section_of

PAGE = DOCS / "how-to/test-the-package.md"
ROOT = DOCS.parent


def test_every_kind_of_site_is_named():
    assert set(first_column(section_of(PAGE, "The kinds of site"))) == set(SHAPES) - {"regular"}


def test_every_command_is_there():
    makefile = (ROOT / "Makefile").read_text()
    targets = {name for line in re.findall(r"^([\w -]+):", makefile, re.MULTILINE) for name in line.split()}
    assert set(re.findall(r"`make ([\w-]+)", PAGE.read_text())) <= targets


def test_ci_runs_every_one_of_them():
    script = (ROOT / ".ci/run").read_text()
    named = set(re.findall(r"^\| .*?`make (test[\w-]*)", section_of(PAGE, "The commands"), re.MULTILINE))
    assert {name for name in named if f"make {name} " not in script and f"make {name}\n" not in script} == {
        "test",  # in its two parts there
        "test-projects",  # each of them is a step of its own
    }
    assert "make lint\n" in script and "make test-fast " in script and "make test-browser " in script


def test_every_marker_is_explained():
    explained = {name.strip("`") for name in first_column(section_of(PAGE, "What runs where"))}
    registered = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["markers"]
    registered = {re.match(r"\w+", line)[0] for line in registered}
    assert explained == set(KINDS) <= registered
    assert {name for name in registered if f"`{name}`" not in PAGE.read_text()} == set()


def test_the_kind_of_a_folder_is_that_of_its_tests(request):
    assert kind_of(request.node) == "pure"


@pytest.mark.framework
class TestWhatSaysMore:
    def test_a_class_before_its_folder(self, request):
        assert kind_of(request.node) == "framework"
        assert is_of_part(request.node, "framework") and not is_of_part(request.node, "shape")

    @pytest.mark.pure
    def test_a_test_before_its_class(self, request):
        assert kind_of(request.node) == "pure"
        assert is_of_part(request.node, "rest") and not is_of_part(request.node, "framework")

    @pytest.mark.pure
    @pytest.mark.shape
    def test_of_several_the_one_that_runs_most_often(self, request):
        assert kind_of(request.node) == "shape"
        assert is_of_part(request.node, "framework") and is_of_part(request.node, "shape")


@pytest.mark.framework
@pytest.mark.smoke
@pytest.mark.sampled
@pytest.mark.parametrize("case", [1, 2, 3])
def test_the_first_case_stands_for_all(request, case):
    assert others_stand_for(request.node) == (case != 1)
    for part in ("framework", "smoke"):
        assert is_of_part(request.node, part) == (case == 1)
    assert is_of_part(request.node, "rest") == (case != 1)


@pytest.mark.framework
@pytest.mark.django_db(transaction=True)
def test_what_is_about_the_database_runs_on_each(request):
    assert is_of_part(request.node, "framework") and is_of_part(request.node, "rest")


@pytest.mark.framework
@pytest.mark.sampled("door")
@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize("path", ["/", "/\0/"])
def test_the_first_value_of_a_parameter_stands_for_its_others(request, door, path):
    assert others_stand_for(request.node) == (door != "page")
