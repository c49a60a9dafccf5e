"""A site whose pages sit on a base page model of its own, and that uses the ready-made page types on it (Wagtail 8).

The base page is the one that Wagtail brings for its own tests: not ours, and with less on it than the usual one. And it
has page types, too, that have the names of the ready-made ones.
"""

import coprod_wagtail
from tests.projects.own_site import apps_around, own_templates
from tests.settings import *  # noqa: F403
from tests.settings import TEST_PAGES as REGULAR_PAGES

PROJECT = "custom_base_page_with_pages"
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
INSTALLED_APPS = apps_around(
    "wagtail.test.basepage",
    "tests.projects.custom_base_page_with_pages",
    "tests.projects.taken_names",
    *coprod_wagtail.INSTALLED_APPS,
)
TEMPLATES = own_templates()
TEST_PAGES = REGULAR_PAGES | {"home": "front.HomePage", "text": "front.TextPage"}
