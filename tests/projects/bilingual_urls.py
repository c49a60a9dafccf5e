from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls

from example_site.urls import urlpatterns as example_patterns

# Everything of the example site but Wagtail's catch-all, which comes last there, and then that one for each language.
urlpatterns = [
    *example_patterns[:-1],
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
