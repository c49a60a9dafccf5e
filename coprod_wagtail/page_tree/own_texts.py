"""Texts that editors write once for a whole site, in each of its languages.

A setting has its texts in columns, in the language of the site (``LANGUAGE_CODE``), and a row for each other language that
somebody wrote them in. Wagtail's own settings know no languages.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Locale

from .languages import has_languages


class OwnTexts(models.Model):
    """Texts in one more language; a subclass has the same fields as the setting, and a ParentalKey to it with the related
    name `texts`."""

    makes_pages_stale = True

    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))

    class Meta:
        abstract = True


class HasOwnTexts(ClusterableModel):
    """A setting with texts in several languages, the fields named in `TEXTS`."""

    TEXTS: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def speak(self) -> None:
        """Let each text be the one in the language that is spoken, where there is one. For reading: do not save it then.
        One query on a site with several languages, none on others."""
        self.languages_of_texts = dict.fromkeys(self.TEXTS, settings.LANGUAGE_CODE if has_languages() else "")
        if not has_languages() or not self.pk:
            return
        spoken = get_language()
        for texts in self.texts.filter(locale__language_code=spoken):  # type: ignore[attr-defined]  # a subclass has it
            for name in self.TEXTS:
                if text := getattr(texts, name):
                    setattr(self, name, text)
                    self.languages_of_texts[name] = spoken

    def language_of(self, name: str) -> str:
        """The code of the language that the text `name` is in; empty where it is the package's own, or nobody asked (see
        `speak`)."""
        if not getattr(self, name):
            return ""
        return getattr(self, "languages_of_texts", {}).get(name, "") or get_language() or ""


def texts_panels(*names: str) -> list[Panel]:
    """For the panels of a setting with `HasOwnTexts`: the texts `names` in one language more, as often as somebody likes.
    Nothing on a site with one language."""
    if not has_languages():
        return []
    panels: list[Any] = [FieldPanel("locale"), *map(FieldPanel, names)]
    return [
        InlinePanel(
            "texts",
            panels=panels,
            heading=_("In other languages"),
            label=_("Texts in another language"),
            help_text=_("What is left empty is said as above."),
        )
    ]
