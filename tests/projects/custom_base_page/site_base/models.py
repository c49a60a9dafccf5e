from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import AbstractPage


class SitePage(AbstractPage):
    """What every page of this site has: when somebody last looked whether it is still right."""

    reviewed_on = models.DateField(null=True, blank=True)

    settings_panels = [*AbstractPage.settings_panels, FieldPanel("reviewed_on")]
