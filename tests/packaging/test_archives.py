"""What is in the wheel and in the source archive, and what is not."""

import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement

import coprod_wagtail

from .conftest import ROOT


def contents(archive):
    """The files of an archive by name, without the source archive's own folder."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist() if not name.endswith("/")}
    with tarfile.open(archive) as tar:
        return {
            member.name.partition("/")[2]: tar.extractfile(member).read()
            for member in tar.getmembers()
            if member.isfile()
        }


def of_the_package(names):
    return {name for name in names if name.startswith("coprod_wagtail/")}


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel, tracked):
    names = set(contents(wheel))
    assert of_the_package(names) == of_the_package(tracked)
    assert {name.partition("/")[0] for name in names} == {
        "coprod_wagtail",
        f"coprod_wagtail-{coprod_wagtail.__version__}.dist-info",
    }


def test_that_means_templates_static_files_migrations_catalogues_and_the_mark_of_types(wheel):
    names = set(contents(wheel))
    assert "coprod_wagtail/py.typed" in names
    for folder, ending in [("templates", ".html"), ("static", ".css"), ("migrations", ".py"), ("locale", ".po")]:
        assert any(f"/{folder}/" in name and name.endswith(ending) for name in names)


def test_the_source_archive_holds_the_package_and_what_builds_it(source_archive, tracked):
    names = set(contents(source_archive))
    assert of_the_package(names) == of_the_package(tracked)
    assert {"pyproject.toml", "README.md", "LICENSE"} <= names
    for folder in ("tests", "bench", "example_site", "scripts", ".ci"):
        assert not any(name.startswith(f"{folder}/") for name in names)


def test_no_archive_says_where_it_was_built(wheel, source_archive, built):
    for archive in (wheel, source_archive):
        for name, content in contents(archive).items():
            for place in (built[0], ROOT, Path.home()):
                assert f"{place}/".encode() not in content, name


def test_the_same_files_give_the_same_wheel_anywhere(wheel, build):
    [again] = build()[1].glob("*.whl")
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_it_says_of_itself_what_the_project_says(wheel):
    files = contents(wheel)
    [metadata] = [content for name, content in files.items() if name.endswith(".dist-info/METADATA")]
    told = HeaderParser().parsestr(metadata.decode())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert told["Version"] == coprod_wagtail.__version__
    assert told["License-Expression"] == "BSD-3-Clause"
    assert set(told.get_all("Classifier")) == set(project["classifiers"])
    asked_for = {Requirement(line) for line in told.get_all("Requires-Dist") if "extra ==" not in line}
    assert asked_for == {Requirement(line) for line in project["dependencies"]}
    assert any(name.endswith("licenses/LICENSE") for name in files)
