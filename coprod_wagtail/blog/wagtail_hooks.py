"""Only registers: what each thing does is said in its own module."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import urls
from .admin.categories import CategoryViewSet
from .admin.going import before_bulk_action, before_delete_page, before_move_page
from .admin.series import SeriesViewSet
from .admin.tags import tag_viewset

register_snippet(CategoryViewSet)
register_snippet(SeriesViewSet)
hooks.register("before_delete_page", before_delete_page)
hooks.register("before_move_page", before_move_page)
hooks.register("before_bulk_action", before_bulk_action)


@hooks.register("register_admin_viewset")
def register_viewset():
    return tag_viewset


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("blog/", include(urls))]


@hooks.register("insert_global_admin_css")
def add_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("coprod_wagtail/blog-admin.css"))
