"""``robots.txt`` and ``sitemap.xml``, for a site's URLconf: ``path("", include("coprod_wagtail.seo.urls"))`` before Wagtail's own
addresses."""

from django.urls import path

from .views import robots_txt, sitemap_xml

app_name = "coprod_seo"

urlpatterns = [
    path("robots.txt", robots_txt, name="robots"),
    path("sitemap.xml", sitemap_xml, name="sitemap"),
]
