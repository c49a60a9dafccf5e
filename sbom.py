"""Puts a list of what the package asks for into the wheel: a software bill of materials, as CycloneDX 1.6 has it, in the folder
that PEP 770 names. setup.py hands it to setuptools.

It is made of the project's own metadata and nothing else, so the same files give the same list: no serial number, no time.
"""

import json
import re
from pathlib import Path

from setuptools.command.bdist_wheel import bdist_wheel

_REQUIREMENT = re.compile(r"^\s*(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^]]*\])?\s*(?P<range>[^;]*?)\s*(?:;.*)?$")
FILE = "coprod-wagtail.cdx.json"


def bill_of_materials(version, licence, requirements):
    """The list for this `version`. Of what is asked for the versions are ranges: which one is there, only a site knows."""
    itself = f"pkg:pypi/coprod-wagtail@{version}"
    found = [_REQUIREMENT.match(line) for line in sorted(requirements, key=str.lower)]
    wanted = [
        {
            "type": "library",
            "bom-ref": _purl(match["name"]),
            "name": match["name"],
            "purl": _purl(match["name"]),
            "scope": "required",
            "properties": [{"name": "coprod-wagtail:versions", "value": match["range"].replace(" ", "")}],
        }
        for match in found
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": itself,
                "name": "coprod-wagtail",
                "version": version,
                "purl": itself,
                "licenses": [{"license": {"id": licence}}],
            }
        },
        "components": wanted,
        "dependencies": [
            {"ref": itself, "dependsOn": [each["bom-ref"] for each in wanted]},
            *({"ref": each["bom-ref"]} for each in wanted),
        ],
    }


def _purl(name):
    return "pkg:pypi/" + re.sub(r"[-_.]+", "-", name).lower()


class WheelWithBill(bdist_wheel):
    """The usual wheel, with the list in it."""

    def write_wheelfile(self, wheelfile_base, *args, **kwargs):
        super().write_wheelfile(wheelfile_base, *args, **kwargs)
        folder = Path(wheelfile_base) / "sboms"
        folder.mkdir(parents=True, exist_ok=True)
        project = self.distribution
        licence = project.metadata.license_expression
        bill = bill_of_materials(project.get_version(), licence, project.install_requires)
        (folder / FILE).write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8", newline="\n")
