"""Only registers: what each thing does is said in its own module."""

from django.contrib.auth.models import Permission
from wagtail import hooks

from .content.finished import keep_unfinished_pages_back
from .content.pasting import register_pasting
from .content.pictures import admin as pictures
from .getting_ready import GettingReadyPanel
from .mail_report import MailMenuItem
from .mail_report import urls as mail_urls

hooks.register("before_publish_page", pictures.before_publish_page)
hooks.register("before_bulk_action", pictures.before_bulk_action)
hooks.register("register_log_actions", pictures.register_log_actions)


@hooks.register("construct_homepage_panels")
def add_getting_ready(request, panels):
    panels.append(GettingReadyPanel(request))


hooks.register("register_rich_text_features", register_pasting)
hooks.register("before_bulk_action", keep_unfinished_pages_back)


@hooks.register("register_admin_urls")
def add_mail_urls():
    return mail_urls


@hooks.register("register_reports_menu_item")
def add_mail_report():
    return MailMenuItem()


@hooks.register("register_permissions")
def add_permissions():
    return Permission.objects.filter(content_type__app_label="coprod_wagtail", codename="look_after_outgoingmessage")
