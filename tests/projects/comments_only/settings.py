"""A site that has page types already and takes the package for its comments."""

import coprod_wagtail
from tests.projects.own_site import apps_around, own_templates
from tests.settings import *  # noqa: F403

PROJECT = "comments_only"
INSTALLED_APPS = apps_around("tests.projects.comments_only", *coprod_wagtail.FEATURE_APPS)
INSTALLED_APPS.remove("wagtail_headless_preview")  # nobody has to have it
TEMPLATES = own_templates()
TEST_PAGES = {"index": "notes.NoteIndexPage", "post": "notes.NotePage", "question": "notes.AskPage"}
