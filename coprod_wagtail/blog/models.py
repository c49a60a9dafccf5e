from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Locale, TranslatableMixin

from coprod_wagtail.text.collation import without_marks


class Category(TranslatableMixin, models.Model):
    """What a post is about, in one word or two. Posts can have several.

    On a site in several languages each category can be translated; a post shows the one of its own language.
    """

    makes_pages_stale = True

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("name in web addresses"),
        max_length=80,
        allow_unicode=True,
        help_text=_("Small letters, numbers and dashes only, for example: days-out"),
    )

    panels = [TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug")]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "locale"], name="coprod_category_one_translation"),
            models.UniqueConstraint(fields=["locale", "slug"], name="coprod_category_one_address"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Addresses are in small letters, and no two of a language differ in accents only: some databases, and most
        people who read an address out, take those for the same."""
        super().clean()
        self.slug = self.slug.lower()
        locale_id = self.locale_id or Locale.get_default().pk
        others = Category.objects.filter(locale=locale_id).exclude(pk=self.pk).values_list("slug", flat=True)
        if without_marks(self.slug) in map(without_marks, others):
            raise ValidationError({"slug": _("Another category has this name in its address. Choose a different one.")})
