from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel


class Category(models.Model):
    """What a post is about, in one word or two. Posts can have several."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("name in web addresses"),
        max_length=80,
        unique=True,
        allow_unicode=True,
        help_text=_("Small letters, numbers and dashes only, for example: days-out"),
    )

    panels = [TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug")]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
