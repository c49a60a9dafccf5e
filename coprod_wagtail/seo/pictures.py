"""The picture that is shown where somebody shares a link."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from coprod_wagtail.content.pictures.drawing import rendition
from coprod_wagtail.models import SearchAndSharing
from coprod_wagtail.page_tree.sites import absolute

#: Of a page's own picture: pages and the JSON API show this size, too, so that it is made once.
OWN = "width-1200"
#: Of the picture of a site.
OF_SITE = "fill-1200x630"


@dataclass(frozen=True)
class SharedPicture:
    """A picture for a link."""

    #: With its host.
    url: str
    #: In pixels.
    width: int
    height: int
    #: What it shows, for people who cannot see it; may be empty.
    alt: str


def own_picture(image: Any, alt: str, request: HttpRequest | None) -> SharedPicture | None:
    """A page's own `image`; None without one, where its file is missing or damaged, and for an SVG, which no preview of a
    link shows."""
    return _picture(image, OWN, alt, request) if image is not None and not image.is_svg() else None


def picture_of_site(sharing: SearchAndSharing, request: HttpRequest | None) -> SharedPicture | None:
    """The picture that the editors of a site chose for pages without one, in the words of the language that is spoken."""
    image = sharing.picture
    if image is None or image.is_svg():
        return None
    sharing.speak()
    return _picture(image, OF_SITE, sharing.picture_alt, request)


def _picture(image, spec, alt, request):
    found = rendition(image, spec)
    return found and SharedPicture(absolute(found.url, request), found.width, found.height, alt)
