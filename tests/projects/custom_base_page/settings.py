"""A site with a base page model of its own (Wagtail 8), and page types of its own made from the mixins."""

import coprod_wagtail
from tests.projects.own_site import apps_around, own_templates
from tests.settings import *  # noqa: F403

PROJECT = "custom_base_page"
WAGTAIL_PAGE_MODEL = "site_base.SitePage"
INSTALLED_APPS = apps_around(
    "tests.projects.custom_base_page.site_base",
    "tests.projects.custom_base_page.news",
    *coprod_wagtail.FEATURE_APPS,
)
INSTALLED_APPS.remove("wagtail_headless_preview")  # nobody has to have it
TEMPLATES = own_templates()
TEST_PAGES = {"index": "news.NewsIndexPage", "post": "news.NewsPage", "question": "news.AskPage"}
