"""A site that includes the package's addresses after Wagtail's, which takes all that are left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("", include(wagtail_urls)),
    path("comments/", include("coprod_wagtail.comments.urls")),
]
