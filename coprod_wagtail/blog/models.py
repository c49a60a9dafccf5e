from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import Tag
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Locale, TranslatableMixin

from coprod_wagtail.text.collation import without_marks


class NamePanel(TitleFieldPanel):
    """A name that fills in the address of something new. What has an address already keeps it when it is renamed: people
    have links to it."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return not (self.instance and self.instance.pk)


class Category(TranslatableMixin, models.Model):
    """What a post is about, in one word or two. Posts can have several.

    On a site in several languages each category can be translated; a post shows the one of its own language. When its
    address changes, the old one leads on to it (`FormerCategorySlug`).
    """

    makes_pages_stale = True

    name = models.CharField(pgettext_lazy("of a category", "name"), max_length=80)
    slug = models.SlugField(
        _("name in web addresses"),
        max_length=80,
        allow_unicode=True,
        help_text=_(
            "Small letters, numbers and dashes only, for example: days-out. You can change it: "
            "links that people have kept go on working."
        ),
    )

    panels = [NamePanel("name", targets=["slug"]), FieldPanel("slug")]

    #: The code of its language, set where that is not the one of what it is shown with.
    language = ""

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "locale"], name="coprod_category_one_translation"),
            models.UniqueConstraint(fields=["locale", "slug"], name="coprod_category_one_slug"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Addresses are in small letters, and no two of a language differ in accents only: some databases, and most
        people who read an address out, take those for the same."""
        super().clean()
        self.slug = self.slug.lower()
        if without_marks(self.slug) in map(without_marks, self._other_slugs()):
            raise ValidationError({"slug": _("Another category has this name in its address. Choose a different one.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        before = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before != self.slug:
            FormerCategorySlug.objects.create(slug=before, category=self)

    def free_slug(self, wanted: str) -> str:
        """`wanted`, or as much like it as no other category of the language has yet."""
        taken = {*map(without_marks, self._other_slugs())}
        wanted = wanted[:70] or "category"
        endings = ("", *(f"-{number}" for number in range(2, len(taken) + 3)))
        return next(wanted + ending for ending in endings if without_marks(wanted + ending) not in taken)

    def _other_slugs(self):
        locale_id = self.locale_id or Locale.get_default().pk
        return Category.objects.filter(locale=locale_id).exclude(pk=self.pk).values_list("slug", flat=True)


class FormerCategorySlug(models.Model):
    """The name that a category had in addresses before. One that a category has now comes first."""

    makes_pages_stale = False
    wagtail_reference_index_ignore = True

    slug = models.SlugField(max_length=80, allow_unicode=True)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self):
        return self.slug


class FormerTagSlug(models.Model):
    """The name that a tag had in addresses before it was renamed, or became one with another. One that a tag has now comes
    first."""

    makes_pages_stale = False
    wagtail_reference_index_ignore = True

    slug = models.SlugField(max_length=100, allow_unicode=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="coprod_former_slugs")

    def __str__(self):
        return self.slug
