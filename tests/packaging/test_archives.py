"""What is in the wheel and in the source archive, and what is not."""

import json
import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from gettext import GNUTranslations
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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
    compiled = {name.removesuffix("po") + "mo" for name in of_the_package(tracked) if name.endswith(".po")}
    assert of_the_package(names) == of_the_package(tracked) | compiled
    assert {name.partition("/")[0] for name in names} == {
        "coprod_wagtail",
        f"coprod_wagtail-{coprod_wagtail.__version__}.dist-info",
    }


def test_that_means_templates_static_files_migrations_catalogues_and_the_mark_of_types(wheel):
    names = set(contents(wheel))
    assert "coprod_wagtail/py.typed" in names
    for folder, ending in [("templates", ".html"), ("static", ".css"), ("migrations", ".py"), ("locale", ".po")]:
        assert any(f"/{folder}/" in name and name.endswith(ending) for name in names)


def test_catalogues_are_compiled_as_django_reads_them(build):
    """The package ships no translation yet, so one is put into the copy that is built."""
    welsh = "coprod_wagtail/locale/cy/LC_MESSAGES/django"

    def translate(copy):
        (copy / welsh).parent.mkdir(parents=True)
        (copy / f"{welsh}.po").write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "button"\nmsgid "Send"\nmsgstr "Anfon"\n'
        )

    [wheel] = build(translate)[1].glob("*.whl")
    with zipfile.ZipFile(wheel) as archive, archive.open(f"{welsh}.mo") as file:
        assert GNUTranslations(file).pgettext("button", "Send") == "Anfon"


def test_the_source_archive_holds_the_package_and_what_builds_it(source_archive, tracked):
    names = set(contents(source_archive))
    assert of_the_package(names) == of_the_package(tracked)
    assert {"pyproject.toml", "setup.py", "README.md", "LICENSE", "sbom.py"} <= names
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


def test_the_wheel_lists_what_it_asks_for(wheel):
    """CycloneDX 1.6, where PEP 770 has it."""
    files = contents(wheel)
    [(name, raw)] = [(name, raw) for name, raw in files.items() if ".dist-info/sboms/" in name]
    assert name.endswith(".cdx.json")
    bill = json.loads(raw)
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    itself = bill["metadata"]["component"]
    assert (itself["name"], itself["version"]) == ("coprod-wagtail", coprod_wagtail.__version__)
    assert itself["licenses"] == [{"license": {"id": "BSD-3-Clause"}}]
    [metadata] = [content for name, content in files.items() if name.endswith(".dist-info/METADATA")]
    told = HeaderParser().parsestr(metadata.decode()).get_all("Requires-Dist")
    asked_for = {Requirement(line) for line in told if "extra ==" not in line}
    listed = {Requirement(each["name"] + each["properties"][0]["value"]) for each in bill["components"]}
    assert listed == asked_for
    assert {each["purl"] for each in bill["components"]} == {
        f"pkg:pypi/{canonicalize_name(each.name)}" for each in asked_for
    }
    [needs] = [each["dependsOn"] for each in bill["dependencies"] if each["ref"] == itself["bom-ref"]]
    assert set(needs) == {each["bom-ref"] for each in bill["components"]}


def test_the_list_is_in_the_record_of_the_wheel(wheel):
    files = contents(wheel)
    [record] = [content.decode() for name, content in files.items() if name.endswith(".dist-info/RECORD")]
    assert "/sboms/coprod-wagtail.cdx.json,sha256=" in record
