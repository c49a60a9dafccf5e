"""Only registers: what each thing does is said in its own module."""

from wagtail import hooks

from .content.finished import keep_unfinished_pages_back
from .content.pasting import register_pasting
from .content.pictures import admin as pictures
from .getting_ready import GettingReadyPanel

hooks.register("before_publish_page", pictures.before_publish_page)
hooks.register("before_bulk_action", pictures.before_bulk_action)
hooks.register("register_log_actions", pictures.register_log_actions)


@hooks.register("construct_homepage_panels")
def add_getting_ready(request, panels):
    panels.append(GettingReadyPanel(request))


hooks.register("register_rich_text_features", register_pasting)
hooks.register("before_bulk_action", keep_unfinished_pages_back)
