"""The wheel in an environment that has nothing else: the tutorial is followed there, and a comment is published."""

import subprocess
import sys

import pytest

from tests.docs.tutorial import NewSite, only


@pytest.fixture
def site(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    directory = tmp_path / "mysite"
    directory.mkdir()
    return NewSite(directory, tmp_path / "env/bin/python")


def test_the_tutorial_ends_with_a_published_comment(site, wheel):
    install = only(language="sh", holding="pip install")
    assert install.code == "python -m pip install path/to/coprod-wagtail\n"
    site.run("python", "-m", "pip", "install", "-qq", wheel)
    installed = site.run("python", "-c", "import coprod_wagtail; print(coprod_wagtail.__file__)")
    assert str(site.python.parents[1]) in installed

    site.start()
    site.set_up()
    assert "System check identified no issues" in site.type_in(only(language="sh", holding="manage.py check"))
    site.fit_the_base_template()
    site.add_an_own_page_type()
    site.type_in(only(language="sh", holding="makemigrations home"))
    site.publish_a_comment()
