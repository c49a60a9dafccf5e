"""The tutorial works in this environment; `tests/packaging` follows it in a fresh one, with the wheel."""

import sys
from pathlib import Path

import pytest

from .blocks import DOCS, blocks_of
from .tutorial import TUTORIAL, NewSite

pytestmark = pytest.mark.framework

ROOT = DOCS.parent


def test_tutorial_works(tmp_path):
    site = NewSite(tmp_path, Path(sys.executable), {"PYTHONPATH": str(ROOT)})
    site.start()
    site.set_up()
    site.fit_the_base_template()
    site.add_an_own_page_type()
    seen = site.publish_a_comment()
    assert "published: coprod_pages.BlogPostPage" in seen and "published: home.ArticlePage" in seen


def test_the_layout_to_copy_is_the_one_the_package_has():
    (block,) = blocks_of(TUTORIAL, title="mysite/templates/coprod_wagtail/base.html")
    own = (ROOT / "coprod_wagtail/templates/coprod_wagtail/base.html").read_text()
    comment = own[own.index("{% comment %}") : own.index("{% endcomment %}") + len("{% endcomment %}\n")]
    assert block.code == own.replace(comment, "")
