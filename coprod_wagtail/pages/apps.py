from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig


class PagesConfig(FeatureConfig):
    name = "coprod_wagtail.pages"
    label = "coprod_pages"
    verbose_name = _("Ready-made pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .signal_handlers import connect

        connect()
