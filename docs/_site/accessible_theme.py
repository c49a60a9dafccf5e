"""A Sphinx extension: names and levels that the theme leaves out, so that people who hear a page find their way in it.

A place that a newer theme no longer has is a warning: then look again whether it is still needed.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

#: What the theme draws, and what it becomes: the captions of the navigation are headings, of some level; two asides are
#: two landmarks, and have two names; a wide table is scrolled with the keyboard, too.
GAPS = {
    ' role="heading">': ' role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}


def _fill(app: Sphinx, failure: Exception | None) -> None:
    if failure or app.builder.format != "html":
        return
    unseen = set(GAPS)
    for file in Path(app.outdir).rglob("*.html"):
        page = file.read_text()
        for old, new in GAPS.items():
            if old in page:
                unseen.discard(old)
                page = page.replace(old, new)
        file.write_text(page)
    for old in unseen:
        logger.warning("The theme no longer draws %s", old, type="theme", subtype="gap")


def setup(app: Sphinx) -> dict:
    app.connect("build-finished", _fill)
    return {"parallel_read_safe": True}
