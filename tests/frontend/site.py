"""The demo as the front end finds it, with a second language that is written from right to left."""

from example_site.settings import *  # noqa: F403
from example_site.settings import COPROD_WAGTAIL as _DEMO
from example_site.settings import MIDDLEWARE as _MIDDLEWARE
from tests.settings import TEST_PAGES  # noqa: F401  (for the factories)

ROOT_URLCONF = "tests.projects.bilingual_urls"
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English"), ("ar", "Arabic")]
MIDDLEWARE = [*_MIDDLEWARE]
MIDDLEWARE.insert(
    MIDDLEWARE.index("django.middleware.common.CommonMiddleware"), "django.middleware.locale.LocaleMiddleware"
)
# Browsers are quicker than people, and all of them are at one address.
COPROD_WAGTAIL = {**_DEMO, "TOO_SOON_SECONDS": 0, "MANY_FROM_CLIENT": 0}
