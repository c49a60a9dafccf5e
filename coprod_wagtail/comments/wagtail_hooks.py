"""Only registers: what each thing does is said in its own module."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks

from .admin import urls
from .admin.bulk import BULK_DECISIONS, DeletePagesWithComments
from .admin.dashboard import PrivacyPageReminder, ReaderCommentsSummaryItem
from .admin.deletion import before_delete_page
from .admin.log_actions import register_log_actions
from .admin.viewsets import reader_comment_viewset

hooks.register("before_delete_page", before_delete_page)
hooks.register("register_log_actions", register_log_actions)
# After Wagtail's own, which it takes the place of.
hooks.register("register_bulk_action", DeletePagesWithComments, order=100)
for _bulk_decision in BULK_DECISIONS.values():
    hooks.register("register_bulk_action", _bulk_decision)


@hooks.register("register_admin_viewset")
def register_viewset():
    return reader_comment_viewset


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("reader-comments/", include(urls))]


@hooks.register("insert_global_admin_css")
def add_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("coprod_wagtail/comments-admin.css"))


@hooks.register("construct_homepage_summary_items")
def add_summary_item(request, items):
    items.append(ReaderCommentsSummaryItem(request))


@hooks.register("construct_homepage_panels")
def add_privacy_reminder(request, panels):
    panels.append(PrivacyPageReminder())
