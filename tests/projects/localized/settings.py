"""English and Welsh, translated with wagtail-localize."""

from tests.projects.bilingual import LANGUAGES, bilingual_middleware
from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as REGULAR_APPS

PROJECT = "localized"
ROOT_URLCONF = "tests.projects.bilingual_urls"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
INSTALLED_APPS = ["wagtail_localize", "wagtail_localize.locales", *REGULAR_APPS]
MIDDLEWARE = bilingual_middleware()
