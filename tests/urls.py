from django.urls import path

from coprod_wagtail.compat import WAGTAIL_8
from example_site.urls import urlpatterns

if WAGTAIL_8:
    from wagtail.api.v3.urls import api

    urlpatterns = [path("api/v3/", api.urls), *urlpatterns]

__all__ = ["urlpatterns"]
