from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from coprod_wagtail.letters import without_marks


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

    def clean(self):
        """Addresses are in small letters, and no two differ in accents only: some databases, and most people who read
        an address out, take those for the same."""
        super().clean()
        self.slug = self.slug.lower()
        others = Category.objects.exclude(pk=self.pk).values_list("slug", flat=True)
        if without_marks(self.slug) in map(without_marks, others):
            raise ValidationError({"slug": _("Another category has this name in its address. Choose a different one.")})
