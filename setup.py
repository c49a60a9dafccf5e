"""What pyproject.toml cannot say: how the catalogues of words are compiled, and what else a wheel holds. All else is there."""

import sys
from pathlib import Path

import polib
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogues(build_py):
    """Beside each catalogue that people write (``.po``), a wheel has the one that Django reads (``.mo``)."""

    def run(self):
        super().run()
        if not self.editable_mode:
            for path in Path(self.build_lib).glob("*/locale/*/LC_MESSAGES/*.po"):
                polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


# Who builds a wheel does not start in this folder as a rule.
sys.path.insert(0, str(Path(__file__).parent))
from sbom import WheelWithBill  # noqa: E402

setup(cmdclass={"build_py": BuildWithCatalogues, "bdist_wheel": WheelWithBill})
