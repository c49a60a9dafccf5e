"""English and Welsh, with what Wagtail itself brings for translating."""

from tests.projects.bilingual import LANGUAGES, bilingual_middleware
from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as REGULAR_APPS

PROJECT = "localized_simple"
ROOT_URLCONF = "tests.projects.bilingual_urls"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
INSTALLED_APPS = ["wagtail.contrib.simple_translation", "wagtail.locales", *REGULAR_APPS]
MIDDLEWARE = bilingual_middleware()
