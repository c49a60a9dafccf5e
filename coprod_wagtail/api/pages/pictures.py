"""Pictures over JSON: several sizes in two formats, with words and the part that matters."""

import mimetypes
from dataclasses import dataclass
from typing import Annotated

from django.db.models import prefetch_related_objects
from pydantic import StringConstraints

from coprod_wagtail.content.pictures.drawing import renditions
from coprod_wagtail.page_tree.sites import absolute

from ..kit.parameters import Said
from ..kit.problems import invalid
from ..kit.queries import there_is_only

#: In pixels. The templates of the package use the same, so that a picture is made once for both.
WIDTHS = (1200, 800, 400)
#: In place of a width: no list of all sizes beside the `srcset`s.
NONE = "none"

#: What `?renditions=` may be.
RenditionWidths = Annotated[
    str,
    StringConstraints(max_length=100),
    Said(
        "Which sizes of pictures: widths in pixels, separated by commas, such as `400,800`; there are 400, 800 and 1200. "
        "`none` leaves the list `renditions` of each picture empty: `srcset` and `webp_srcset` say the same. What "
        "`body_html` shows stays as it is."
    ),
]


@dataclass(frozen=True)
class Sizes:
    """Which sizes of pictures are told: so wide, the widest first, and whether as a list of all of them, too."""

    widths: tuple[int, ...] = WIDTHS
    listed: bool = True


def note_renditions(request, renditions: str) -> None:
    """Have `picture` tell what ``?renditions=`` asks for; raises `Refused` (422) for what there is not."""
    asked = {name for part in renditions.split(",") if (name := part.strip())}
    known = {str(width): width for width in WIDTHS}
    if not asked <= {NONE, *known}:
        raise invalid([("renditions", "not_a_choice", there_is_only([NONE, *known]))])
    widths = tuple(width for name, width in known.items() if name in asked)
    request.coprod_sizes = Sizes(widths or WIDTHS, NONE not in asked)


def add_renditions(images):
    """Fetch what there is of all these images at once; some may be None."""
    by_model = {}
    for image in images:
        if image is not None:
            by_model.setdefault(type(image), []).append(image)
    for same_model in by_model.values():
        prefetch_related_objects(same_model, "renditions")


def picture(image, alt: str, request) -> dict | None:
    """`image` as `schemas.Picture`; None without one, or where its file is missing or cannot be read.

    The name that it was uploaded under is not told: it may be private. A size that was never made before is made now.
    """
    if image is None:
        return None
    sizes = getattr(request, "coprod_sizes", Sizes())
    usual = _sizes(image, "preserve-svg", sizes, request)
    if not usual:
        return None
    webp = [] if image.is_svg() else _sizes(image, "format-webp", sizes, request)
    largest = usual[0]
    return {
        "url": largest["url"],
        "width": largest["width"],
        "height": largest["height"],
        "alt": alt,
        "srcset": _srcset(usual),
        "webp_srcset": _srcset(webp),
        "renditions": [*usual, *webp] if sizes.listed else [],
        "focal_point": _focal_point(image),
    }


def _sizes(image, directive, sizes, request):
    """From the largest to the smallest; none where the file is missing or cannot be read. A picture that is smaller than a
    size is not blown up, so each width is once."""
    found = renditions(image, *(f"width-{width}|{directive}" for width in sizes.widths)) or {}
    return [
        {
            "url": absolute(size.url, request),
            "width": size.width,
            "height": size.height,
            "type": mimetypes.guess_type(size.file.name)[0] or "application/octet-stream",
        }
        for size in {size.width: size for size in found.values()}.values()
    ]


def _srcset(sizes):
    return ", ".join(f"{size['url']} {size['width']}w" for size in sizes)


def _focal_point(image):
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
        "width": round((image.focal_point_width or 0) / image.width, 4),
        "height": round((image.focal_point_height or 0) / image.height, 4),
    }
