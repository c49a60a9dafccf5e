from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig


class ImportersConfig(FeatureConfig):
    name = "coprod_wagtail.importers"
    label = "coprod_importers"
    verbose_name = _("Importers")
    default_auto_field = "django.db.models.BigAutoField"
