"""What somebody gets who installs the package: the archives, and a site in a fresh environment.

A run of its own (`make test-package`): it builds, and installs from the index.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    if len(ours) < len(items):
        for item in ours:
            item.add_marker(pytest.mark.skip("The wheel is tested by itself: make test-package"))


@pytest.fixture(scope="session")
def tracked():
    """The files that git knows, relative to the top, as far as they are still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def build(tracked, tmp_path_factory):
    """A function that builds both archives from a copy of what git knows, in a directory of its own, after `change`, which is
    given the copy."""

    def build(change=None):
        copy = tmp_path_factory.mktemp("copy")
        for name in tracked:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
        if change:
            change(copy)
        out = tmp_path_factory.mktemp("built")
        done = subprocess.run(
            [sys.executable, "-m", "build", "--outdir", str(out), str(copy)],
            env=os.environ | {"SOURCE_DATE_EPOCH": "1750000000"},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return copy, out

    return build


@pytest.fixture(scope="session")
def built(build):
    """Where it was built, and the directory with the two archives."""
    return build()


@pytest.fixture(scope="session")
def wheel(built):
    [wheel] = built[1].glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def source_archive(built):
    [archive] = built[1].glob("*.tar.gz")
    return archive
