"""What every picture of the package keeps to: it has words for people who cannot see it, or says it needs none.

A page's picture is three fields: `NAME`, `NAME_alt` and `NAME_decorative`.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework.fields import Field
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


def check_picture(page, name):
    """Raise ValidationError if the page's picture has neither words nor the mark of decoration (WCAG 1.1.1)."""
    needs_words = getattr(page, f"{name}_id") and not getattr(page, f"{name}_decorative")
    if needs_words and not getattr(page, f"{name}_alt").strip():
        message = _("Say what the picture shows, for people who cannot see it, or tick that it is only decoration.")
        raise ValidationError({f"{name}_alt": message})


def picture_alt(page: object, name: str) -> str:
    """The words for the page's picture; empty when it is only decoration."""
    alt: str = "" if getattr(page, f"{name}_decorative") else getattr(page, f"{name}_alt")
    return alt


def picture_panel(name, heading):
    """The panel for a page's picture and its words."""
    fields = [FieldPanel(name), FieldPanel(f"{name}_alt"), FieldPanel(f"{name}_decorative")]
    return MultiFieldPanel(fields, heading=heading)


def picture_data(image, alt):
    """A picture for a JSON API, without the name it was uploaded under: that may be private."""
    rendition = image.get_rendition("max-1200x1200")
    return {"url": rendition.full_url, "width": rendition.width, "height": rendition.height, "alt": alt}


class PictureField(Field):
    """A page's picture as an API field; null without one."""

    def __init__(self, name, **kwargs):
        self.name = name
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, page):
        image = getattr(page, self.name)
        return picture_data(image, picture_alt(page, self.name)) if image else None
