"""Only registers: what each thing does is said in its own module."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks

from .admin import urls
from .admin.bulk import BULK_DECISIONS, BulkAnswer, BulkHandOver, DeletePagesWithComments
from .admin.cases.log_actions import register_log_actions as register_cases
from .admin.cases.viewset import case_viewset
from .admin.conversation.aliases import before_edit_page
from .admin.conversation.page_buttons import header_button, listing_button
from .admin.conversation.userbar import add_waiting_item
from .admin.dashboard import ReaderCommentsSummaryItem
from .admin.deletion import before_delete_page
from .admin.figures.views import FiguresMenuItem
from .admin.for_someone import page_buttons as for_someone
from .admin.grounds.viewsets import LISTS
from .admin.home import add_panels
from .admin.log_actions import register_log_actions
from .admin.pages import choosable
from .admin.preferences.panel import PreferencesPanel
from .admin.staff import page_buttons as staff
from .admin.viewsets import reader_comment_viewset
from .admin.word_lists.viewset import word_list_viewset
from .notices.account import NoticesPanel
from .rights.panel import register_panel

hooks.register("construct_homepage_panels", add_panels)
hooks.register("construct_page_chooser_queryset", choosable)
hooks.register("before_delete_page", before_delete_page)
# Before wagtail-localize's, which answers for the editor of an alias.
hooks.register("before_edit_page", before_edit_page, order=-10)
hooks.register("register_group_permission_panel", register_panel)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_log_actions", register_cases)
hooks.register("register_account_settings_panel", NoticesPanel)
hooks.register("register_account_settings_panel", PreferencesPanel)
hooks.register("register_page_listing_more_buttons", listing_button)
hooks.register("register_page_header_buttons", header_button)
hooks.register("register_page_listing_more_buttons", for_someone.listing_button)
hooks.register("register_page_header_buttons", for_someone.header_button)
hooks.register("register_page_listing_more_buttons", staff.listing_button)
hooks.register("register_page_header_buttons", staff.header_button)
hooks.register("construct_wagtail_userbar", add_waiting_item)
hooks.register("construct_wagtail_userbar", staff.add_userbar_item)
# After Wagtail's own, which it takes the place of.
hooks.register("register_bulk_action", DeletePagesWithComments, order=100)
for _bulk_decision in BULK_DECISIONS.values():
    hooks.register("register_bulk_action", _bulk_decision)
hooks.register("register_bulk_action", BulkAnswer)
hooks.register("register_bulk_action", BulkHandOver)


@hooks.register("register_admin_viewset")
def register_viewsets():
    # The narrower address first.
    return [word_list_viewset, case_viewset, reader_comment_viewset, *LISTS]


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("reader-comments/", include(urls))]


@hooks.register("insert_global_admin_css")
def add_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("coprod_wagtail/comments-admin.css"))


@hooks.register("construct_homepage_summary_items")
def add_summary_item(request, items):
    items.append(ReaderCommentsSummaryItem(request))


@hooks.register("register_reports_menu_item")
def add_figures():
    return FiguresMenuItem()
