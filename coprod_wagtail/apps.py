from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoprodWagtailConfig(AppConfig):
    name = "coprod_wagtail"
    label = "coprod_wagtail"
    verbose_name = _("Co-production")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401
