"""A site in English and Welsh whose own page types, snippet and settings have the names of the package's."""

from tests.projects.localized_simple.settings import *  # noqa: F403
from tests.projects.localized_simple.settings import INSTALLED_APPS as LOCALIZED_APPS

PROJECT = "taken_names"
INSTALLED_APPS = ["tests.projects.taken_names", *LOCALIZED_APPS]
