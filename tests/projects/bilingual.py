"""What the bilingual shapes have in common: the example site in English and Welsh, the English pages at the root."""

from tests import settings as regular

LANGUAGES = [("en-gb", "English"), ("cy", "Welsh")]


def bilingual_middleware():
    """MIDDLEWARE that takes the language from the address."""
    middleware = list(regular.MIDDLEWARE)
    middleware.insert(
        middleware.index("django.middleware.common.CommonMiddleware"), "django.middleware.locale.LocaleMiddleware"
    )
    return middleware
