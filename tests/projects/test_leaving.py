"""The how-to about taking the package out, followed on a site that used it; and what `leave_coprod` says there."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, blocks_of
from tests.docs.tutorial import NewSite, only

ROOT = Path(__file__).parents[2]
HOW_TO = DOCS / "how-to/take-it-out-again.md"
#: The site without the package: what somebody has who never heard of it, and the page type of their own.
OWN_PAGE = """

class ArticlePage(Page):
    body = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
"""
TEMPLATE = """{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """A site after each step: what `leave_coprod` said before, and after the tables were gone; and the site."""
    directory = tmp_path_factory.mktemp("left")
    site = NewSite(directory, Path(sys.executable), {"PYTHONPATH": str(ROOT)})
    site.start()
    bare = directory.with_name("bare_before")
    shutil.copytree(directory, bare)
    site.set_up()
    site.fit_the_base_template()
    site.add_an_own_page_type()
    site.publish_a_comment()
    typed = [block.code.splitlines() for block in blocks_of(HOW_TO, "sh") if "pip uninstall" not in block.code]
    ask, dump, own_migrations, drop, check, tidy = typed
    [delete] = blocks_of(HOW_TO, "python")
    shell = [f"python manage.py shell -c {shlex.quote(delete.code)}"]

    before, _, _, without_pages = site.manage(*ask, *dump, *shell, *ask)
    models, after = only("home/models.py").code.split("class ArticlePage")
    assert after
    code = models.replace("from coprod_wagtail.comments.mixins import CommentableMixin\n", "").rstrip()
    (directory / "home/models.py").write_text(code + "\n" + OWN_PAGE)
    (directory / "home/templates/home/article_page.html").write_text(TEMPLATE)
    said = site.manage(*own_migrations, *ask, *drop, *ask)
    without_code, without_tables = said[len(own_migrations)], said[-1]
    for name in ("mysite/settings/base.py", "mysite/urls.py"):
        shutil.copyfile(bare / name, directory / name)
    site.manage(*check, *tidy)
    return site, [before, without_pages, without_code, without_tables], drop


def test_nothing_is_broken_afterwards(left):
    site, _said, _lines = left
    assert "nothing is broken" in site.run(site.python, ROOT / "tests/projects/fresh/after.py")


def test_what_was_saved_holds_the_comments(left):
    assert '"model": "coprod_comments.readercomment"' in (left[0].directory / "coprod.json").read_text()


def test_the_command_says_what_is_to_be_done_on_this_very_site(left):
    site, (before, *_later), lines = left
    assert "reader comments: 2" in before
    assert "coprod_pages.blogpostpage: 1" in before
    assert re.search(r"- \d+, Our blog, /home/our-blog/", before)
    assert "home.ArticlePage uses CommentableMixin. It has no column from there." in before
    code, configuration = before.split("\n4. ")
    for name in ("home/models.py", "home/templates/home/article_page.html"):
        assert f"- {name}\n" in code
    for name in ("mysite/settings/base.py", "mysite/urls.py"):
        assert f"- {name}\n" in configuration and name not in code
    assert (
        "From MIDDLEWARE:\n" in configuration and "- coprod_wagtail.middleware.KeepQueryMiddleware\n" in configuration
    )
    assert "the line for “comments/”" in before
    assert re.findall(r"python manage.py migrate \w+ zero", before) == lines


def test_the_command_follows_step_by_step(left):
    _site, (_before, without_pages, without_code, without_tables), _lines = left
    assert "2. Decide about the pages of the package's own types, and delete them.\n   There are none." in without_pages
    assert "reader comments: 1" in without_pages
    assert "ArticlePage" not in without_code and "home/" not in without_code
    assert "They are gone already." in without_tables and " zero" not in without_tables
