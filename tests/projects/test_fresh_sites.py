"""The tutorial works in the kinds of site that people have: see `fresh/sites.py`."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from tests.docs.tutorial import NewSite

from .fresh.sites import KINDS, serve_the_api

ROOT = Path(__file__).parents[2]


def new_site(directory):
    return NewSite(directory, Path(sys.executable), {"PYTHONPATH": str(ROOT)})


@pytest.fixture(scope="session")
def started(tmp_path_factory):
    """What `wagtail start` makes, and a database that is migrated with the package in it; to be copied."""
    site = new_site(tmp_path_factory.mktemp("started"))
    site.start()
    bare = site.directory.with_name("bare")
    shutil.copytree(site.directory, bare)
    site.set_up()
    site.run(site.python, "manage.py", "migrate", "--verbosity=0")
    return bare, site.directory / "db.sqlite3"


@pytest.mark.parametrize("name", KINDS)
def test_the_tutorial_works_there(name, started, tmp_path):
    kind, (bare, migrated) = KINDS[name], started
    if name == "sites_and_allauth" and importlib.util.find_spec("allauth") is None:
        pytest.skip("django-allauth is not installed.")
    site = new_site(tmp_path / "site")
    shutil.copytree(bare, site.directory)
    kind.before(site)
    site.set_up()
    if kind.api:
        serve_the_api(site)
    if kind.has_templates:
        site.fit_the_base_template()
    kind.after(site)
    if kind.same_users:
        shutil.copyfile(migrated, site.directory / "db.sqlite3")
    seen = site.publish_a_comment()
    assert f"published: coprod_pages.BlogPostPage {'api' if kind.api else ''}".rstrip() in seen
