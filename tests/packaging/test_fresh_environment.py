"""The wheel in an environment that has nothing else: the tutorial is followed there, and a comment is published."""

import subprocess
import sys

import pytest

from tests.docs.blocks import blocks_of
from tests.docs.tutorial import TUTORIAL, NewSite, only


@pytest.fixture
def site(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    directory = tmp_path / "mysite"
    directory.mkdir()
    return NewSite(directory, tmp_path / "env/bin/python")


def test_the_tutorial_ends_with_a_published_comment(site, wheel):
    # As a site has it whose Wagtail is to stay where it is.
    (site.directory / "requirements.txt").write_text("wagtail~=7.4.3\n")
    (install,) = (block for block in blocks_of(TUTORIAL, "sh") if "pip install" in block.code)
    assert install.code == "python -m pip install -c requirements.txt path/to/coprod-wagtail\n"
    site.run("sh", "-ec", install.code.replace("path/to/coprod-wagtail", f"-qq {wheel}"))
    assert site.run("python", "-c", "import wagtail; print(wagtail.__version__)").startswith("7.4.")
    (site.directory / "requirements.txt").unlink()  # `wagtail start` writes its own
    installed = site.run("python", "-c", "import coprod_wagtail; print(coprod_wagtail.__file__)")
    assert str(site.python.parents[1]) in installed

    site.start()
    site.set_up()
    assert "System check identified no issues" in site.type_in(only(language="sh", holding="manage.py check"))
    site.fit_the_base_template()
    site.add_an_own_page_type()
    site.type_in(only(language="sh", holding="makemigrations home"))
    assert "published: home.ArticlePage" in site.publish_a_comment()

    # Whoever tells pip to leave dependencies alone hears of it in a sentence.
    site.run("python", "-m", "pip", "install", "-qq", "--no-deps", "wagtail==7.3.4")
    told = site.run("sh", "-c", "python manage.py check 2>&1 || true")
    assert "coprod_wagtail needs Wagtail 7.4.3 or newer, and this is Wagtail 7.3.4." in told
    assert "Traceback" not in told
