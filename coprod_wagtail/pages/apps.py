from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "coprod_wagtail.pages"
    label = "coprod_pages"
    verbose_name = _("Ready-made pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .signal_handlers import connect

        connect()
