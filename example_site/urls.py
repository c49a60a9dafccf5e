from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

import coprod_wagtail.api

from .api import api_router

urlpatterns = [
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("comments/", include("coprod_wagtail.comments.urls")),
    path("api/coprod/v1/", coprod_wagtail.api.urls),
    path("api/v2/", api_router.urls),
    # A demonstration serves its own pictures; a busy site leaves that to its web server or an object store.
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include("coprod_wagtail.seo.urls")),
    path("", include(wagtail_urls)),
]
