"""What the site has of its own beside the ready-made page types."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.test.basepage.models import BasePage


class HomePage(BasePage):
    welcome = models.TextField(blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("welcome")]


class TextPage(BasePage):
    body = models.TextField(blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
