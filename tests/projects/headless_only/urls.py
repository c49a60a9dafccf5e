"""Wagtail's catch-all is not here, so no page has an address on this server."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

import coprod_wagtail.api
from example_site.api import api_router

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("comments/", include("coprod_wagtail.comments.urls")),
    path("api/coprod/v1/", coprod_wagtail.api.urls),
    path("api/v2/", api_router.urls),
    path("", include("coprod_wagtail.seo.urls")),
]
