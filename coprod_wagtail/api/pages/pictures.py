"""Pictures over JSON: several sizes in two formats, with words and the part that matters."""

import mimetypes
from itertools import chain

from django.db.models import prefetch_related_objects

from coprod_wagtail.content.pictures.drawing import renditions
from coprod_wagtail.page_tree.sites import absolute

#: In pixels. The templates of the package use the same, so that a picture is made once for both.
WIDTHS = (1200, 800, 400)


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
    usual = _sizes(image, "preserve-svg")
    if not usual:
        return None
    webp = [] if image.is_svg() else _sizes(image, "format-webp")
    largest = usual[0]
    return {
        "url": absolute(largest.url, request),
        "width": largest.width,
        "height": largest.height,
        "alt": alt,
        "srcset": _srcset(usual, request),
        "webp_srcset": _srcset(webp, request),
        "renditions": [
            {
                "url": absolute(size.url, request),
                "width": size.width,
                "height": size.height,
                "type": mimetypes.guess_type(size.file.name)[0] or "application/octet-stream",
            }
            for size in chain(usual, webp)
        ],
        "focal_point": _focal_point(image),
    }


def _sizes(image, directive):
    """From the largest to the smallest; none where the file is missing or cannot be read. A picture that is smaller than a
    size is not blown up, so each width is once."""
    found = renditions(image, *(f"width-{width}|{directive}" for width in WIDTHS)) or {}
    return list({size.width: size for size in found.values()}.values())


def _srcset(sizes, request):
    return ", ".join(f"{absolute(size.url, request)} {size.width}w" for size in sizes)


def _focal_point(image):
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
        "width": round((image.focal_point_width or 0) / image.width, 4),
        "height": round((image.focal_point_height or 0) / image.height, 4),
    }
