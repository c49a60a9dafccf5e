"""A server for a front end that shows everything, private pages included: the admin and the API."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

import coprod_wagtail.api

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/coprod/v1/", coprod_wagtail.api.urls),
]
