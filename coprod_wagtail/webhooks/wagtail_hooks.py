from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .viewsets import webhook_viewset


@hooks.register("register_admin_viewset")
def register_viewset():
    return webhook_viewset


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("coprod_webhooks.test", _("Test webhook"), _("Sent a test"))
    actions.register_action("coprod_webhooks.new_secret", _("Make a new secret"), _("Made a new secret"))
