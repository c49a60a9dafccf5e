"""How the documentation becomes a site: `make docs` builds it, and every warning is an error.

The pages are the Markdown beside this file, as a code host shows it. What only the site needs is in `_site/`.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "_site")]

import coprod_wagtail  # noqa: E402

project = "coprod-wagtail"
release = version = coprod_wagtail.__version__
html_title = f"{project} {release}"
# Not en_GB, with which the search cannot say how many pages it found.
language = "en"
author = "the authors of coprod-wagtail"
project_copyright = author

extensions = ["myst_parser", "whole_markdown", "code_host", "accessible_theme"]
exclude_patterns = ["_site", "images", "**/.*"]

# The anchors that a code host gives to headings.
myst_heading_anchors = 6
# Only what a code host shows, too.
myst_enable_extensions: list[str] = []
# It is about colours: Pygments does not know every dialect that a block may be in.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
templates_path = ["_site/templates"]
html_static_path = ["_site/static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
