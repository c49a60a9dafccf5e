"""The example site's pages, drawn elsewhere: here are the admin, the JSON API, and the comments' own addresses."""

import coprod_wagtail
from tests.projects.own_site import apps_around, own_templates
from tests.settings import *  # noqa: F403

PROJECT = "headless_only"
ROOT_URLCONF = "tests.projects.headless_only.urls"
INSTALLED_APPS = apps_around("example_site.home", *coprod_wagtail.INSTALLED_APPS)
TEMPLATES = own_templates()
