"""What every picture of the package keeps to: it has words for people who cannot see it, or says it needs none.

A page's picture is three fields: `NAME`, `NAME_alt` (a `PictureWordsField`) and `NAME_decorative`.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework.fields import Field
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from .pictures.drawing import rendition

WORDS_MISSING = _("Say what the picture shows, for people who cannot see it, or tick that it is only decoration.")


class _ForADraft(str):
    """What was typed into a form that saves a draft."""


class _PictureWordsFormField(forms.CharField):
    def clean(self, value):
        words = super().clean(value)
        # Wagtail's forms say so while they save a draft.
        return _ForADraft(words) if getattr(self, "is_deferred_validation", False) else words


class PictureWordsField(models.CharField):
    """Words for people who cannot see the picture. They may wait while Wagtail's editor saves a draft.

    For migrations it is an ordinary `CharField`.
    """

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": _PictureWordsFormField, **kwargs})

    def save_form_data(self, instance, data):
        # A model is validated in the same way for a draft and for readers. So the form leaves a note with it.
        waiting = vars(instance).setdefault("_words_that_may_wait", set())
        (waiting.add if isinstance(data, _ForADraft) else waiting.discard)(self.name)
        super().save_form_data(instance, str(data))

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def check_picture(page, name):
    """Raise ValidationError if the page's picture has neither words nor the mark of decoration (WCAG 1.1.1).

    Not while Wagtail's editor saves a draft of a page whose `NAME_alt` is a `PictureWordsField`.
    """
    words = f"{name}_alt"
    if words in vars(page).get("_words_that_may_wait", ()):
        return
    needs_words = getattr(page, f"{name}_id") and not getattr(page, f"{name}_decorative")
    if needs_words and not getattr(page, words).strip():
        raise ValidationError({words: WORDS_MISSING})


def picture_alt(page: object, name: str) -> str:
    """The words for the page's picture; empty when it is only decoration."""
    alt: str = "" if getattr(page, f"{name}_decorative") else getattr(page, f"{name}_alt")
    return alt


class PicturePanel(MultiFieldPanel):
    """A picture with the fields about it. A picture that is chosen brings the words of its own description along, where
    nothing else was typed."""

    BASE_ATTRS = {"data-controller": "coprod-picture-words", "data-action": "change->coprod-picture-words#offer"}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        @property
        def media(self):
            return super().media + forms.Media(js=["coprod_wagtail/picture-words.js"])


def picture_panel(name, heading):
    """The panel for a page's picture and its words."""
    return PicturePanel(
        [
            FieldPanel(name, attrs={"data-coprod-picture-words-target": "picture"}),
            FieldPanel(f"{name}_alt", attrs={"data-coprod-picture-words-target": "words"}),
            FieldPanel(f"{name}_decorative"),
        ],
        heading=heading,
    )


def picture_data(image, alt):
    """A picture for a JSON API, without its title: that may be private. None where its file is missing or damaged."""
    shown = rendition(image, "max-1200x1200")
    return shown and {"url": shown.full_url, "width": shown.width, "height": shown.height, "alt": alt or ""}


class PictureField(Field):
    """A page's picture as an API field; null without one."""

    def __init__(self, name, **kwargs):
        self.name = name
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, page):
        image = getattr(page, self.name)
        return picture_data(image, picture_alt(page, self.name)) if image else None
