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


class InAddresses(TranslatableMixin, models.Model):
    """Something that readers can ask for all posts of, by its name in web addresses.

    On a site in several languages each can be translated; a post shows the one of its own language. When its address
    changes, the old one leads on to it: a concrete class has a model of former slugs, with the related name `former_slugs`.
    """

    makes_pages_stale = True

    slug = models.SlugField(
        _("name in web addresses"),
        max_length=80,
        allow_unicode=True,
        help_text=_(
            "Small letters, numbers and dashes only, for example: days-out. You can change it: "
            "links that people have kept go on working."
        ),
    )

    #: The code of its language, set where that is not the one of what it is shown with.
    language = ""

    #: What an editor is told whose slug another one has.
    slug_is_taken: Any = ""

    class Meta:
        abstract = True

    def clean(self):
        """Addresses are in small letters, and no two of a language differ in accents only: some databases, and most
        people who read an address out, take those for the same."""
        super().clean()
        self.slug = self.slug.lower()
        if without_marks(self.slug) in map(without_marks, self._other_slugs()):
            raise ValidationError({"slug": self.slug_is_taken})

    def save(self, *args: Any, **kwargs: Any) -> None:
        same = type(self)._default_manager.filter(pk=self.pk)
        before = same.values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before != self.slug:
            self.former_slugs.create(slug=before)  # type: ignore[attr-defined]  # a concrete class has it

    def _other_slugs(self):
        locale_id = self.locale_id or Locale.get_default().pk
        others = type(self)._default_manager.filter(locale=locale_id).exclude(pk=self.pk)
        return others.values_list("slug", flat=True)


class Category(InAddresses):
    """What a post is about, in one word or two. Posts can have several."""

    name = models.CharField(pgettext_lazy("of a category", "name"), max_length=80)

    panels = [NamePanel("name", targets=["slug"]), FieldPanel("slug")]
    slug_is_taken = _("Another category has this name in its address. Choose a different one.")

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

    def free_slug(self, wanted: str) -> str:
        """`wanted`, or as much like it as no other category of the language has yet."""
        taken = {*map(without_marks, self._other_slugs())}
        wanted = wanted[:70] or "category"
        endings = ("", *(f"-{number}" for number in range(2, len(taken) + 3)))
        return next(wanted + ending for ending in endings if without_marks(wanted + ending) not in taken)


class Series(InAddresses):
    """Posts that are parts of one thing, to be read one after the other. A post can be in one."""

    name = models.CharField(pgettext_lazy("of a series of posts", "name"), max_length=80)
    description = models.TextField(
        pgettext_lazy("of a series of posts", "description"),
        blank=True,
        help_text=_("One or two sentences. They are shown above the list of its posts."),
    )

    panels = [NamePanel("name", targets=["slug"]), FieldPanel("description"), FieldPanel("slug")]
    slug_is_taken = _("Another series has this name in its address. Choose a different one.")

    class Meta:
        verbose_name = pgettext_lazy("one", "series")
        verbose_name_plural = pgettext_lazy("several", "series")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "locale"], name="coprod_series_one_translation"),
            models.UniqueConstraint(fields=["locale", "slug"], name="coprod_series_one_slug"),
        ]

    def __str__(self):
        return self.name


class FormerCategorySlug(models.Model):
    """The name that a category had in addresses before. One that a category has now comes first."""

    makes_pages_stale = False
    wagtail_reference_index_ignore = True

    slug = models.SlugField(max_length=80, allow_unicode=True)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self):
        return self.slug


class FormerSeriesSlug(models.Model):
    """The name that a series had in addresses before. One that a series has now comes first."""

    makes_pages_stale = False
    wagtail_reference_index_ignore = True

    slug = models.SlugField(max_length=80, allow_unicode=True)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="former_slugs")

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
