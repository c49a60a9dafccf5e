from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig, messages


class WebhooksConfig(FeatureConfig):
    name = "coprod_wagtail.webhooks"
    label = "coprod_webhooks"
    verbose_name = _("Webhooks")
    default_auto_field = "django.db.models.BigAutoField"
    api_webhooks = "coprod_wagtail.webhooks.described.described"
    api_tags = {"webhooks": "What the site tells a front end that listens."}
    outgoing_kinds = ["coprod_wagtail.webhooks.sending.WebhookKind"]

    def ready(self):
        from django.db.models.signals import post_save, pre_delete
        from wagtail import signals
        from wagtail.models import PageViewRestriction

        from . import checks  # noqa: F401
        from . import signal_handlers as handlers

        signals.page_published.connect(handlers.page_published, dispatch_uid="coprod_webhooks.published")
        signals.page_unpublished.connect(handlers.page_unpublished, dispatch_uid="coprod_webhooks.unpublished")
        signals.post_page_move.connect(handlers.page_moved, dispatch_uid="coprod_webhooks.moved")
        signals.page_slug_changed.connect(handlers.page_slug_changed, dispatch_uid="coprod_webhooks.slug")
        for signal in (post_save, pre_delete):
            signal.connect(
                handlers.page_access_changed, sender=PageViewRestriction, dispatch_uid="coprod_webhooks.access"
            )
        for message in messages():
            for signal, told in message.signals.items():
                import_string(signal).connect(
                    handlers.announcer(message.name, import_string(told)),
                    weak=False,
                    dispatch_uid=f"coprod_webhooks.{message.name}.{signal}",
                )
