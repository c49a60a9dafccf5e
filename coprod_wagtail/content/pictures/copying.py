"""From the bytes of any picture to a copy that tells nothing beside the picture."""

import re
from dataclasses import dataclass
from io import BytesIO

import PIL.Image
from PIL.JpegImagePlugin import JpegImageFile

from .formats import gif, heif, jpeg, png, svg, webp
from .formats.orientation import UPRIGHT, exif
from .formats.problems import Damaged, Unsupported

__all__ = ["CleanCopy", "Damaged", "Unsupported", "clean_copy"]

_ORIENTATION = 0x0112
#: Formats that pictures come in now and then, and that no browser, or no two, draw.
_REFUSED = {b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"\0\0\1\0": "ICO"}
_AVIF_BRANDS = frozenset([b"avif", b"avis"])
_HEIC_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"])
#: How what is left behind begins, wherever it stands. Should a damaged file ever bring any of it through, nobody gets it.
_NEVER = (b"http://ns.adobe.com/", b"<x:xmpmeta", b"W5M0MpCehiHzreSzNTczkc9d", b"Photoshop 3.0")
_EXIF = b"Exif\0\0"
#: Where a PNG may say its orientation. Pillow reads all of one that does not, to be sure.
_TURNED = (b"eXIf", b"Raw profile type", b"com.adobe.xmp")
_BEGINNINGS = {b"\xff\xd8\xff": ".jpg", png.SIGNATURE: ".png", b"GIF87a": ".gif", b"GIF89a": ".gif"}
_SVG_BEGINS = re.compile(rb"(\xef\xbb\xbf)?\s*<")


@dataclass(frozen=True)
class CleanCopy:
    content: bytes
    #: What the name of the file ends with, such as ".jpg".
    suffix: str


def clean_copy(data: bytes) -> CleanCopy:
    """A copy of the picture in `data`, an image file, with its pixels, its colour profile and its orientation and nothing
    else. A picture that is clean comes back as it is, byte for byte or the like. Raises `Damaged`, or `Unsupported`."""
    suffix = _suffix(data)
    if suffix == ".svg":
        return CleanCopy(svg.cleaned(data, lambda embedded: clean_copy(embedded).content), suffix)
    seen = []

    def orientation():
        seen.append(_look(data, suffix))
        return seen[0][1]

    content = _FORMATS[suffix](data, orientation)
    if seen != [_look(content, suffix)] or _tells(content):
        raise Damaged("The file is not what it seems to be.")
    return CleanCopy(content, suffix)


_FORMATS = {
    ".jpg": jpeg.cleaned,
    ".png": png.cleaned,
    ".gif": gif.cleaned,
    ".webp": webp.cleaned,
    ".avif": heif.cleaned,
    ".heic": heif.cleaned,
}


def _tells(content):
    others = content.count(_EXIF) - sum(content.count(_EXIF + exif(way)) for way in range(UPRIGHT + 1, 9))
    return others > 0 or any(beginning in content for beginning in _NEVER)


def _suffix(data):
    for beginning, suffix in _BEGINNINGS.items():
        if data.startswith(beginning):
            return suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp" and (suffix := _suffix_by_brand(data)):
        return suffix
    if _SVG_BEGINS.match(data):
        return ".svg"
    for beginning, kind in _REFUSED.items():
        if data.startswith(beginning):
            raise Unsupported(kind)
    raise Unsupported if data.strip(b"\0") else Damaged("This is no picture.")


def _suffix_by_brand(data):
    if data[8:12] in _AVIF_BRANDS or b"avif" in data[16:64]:
        return ".avif"
    return ".heic" if data[8:12] in _HEIC_BRANDS else None


def _look(data, suffix):
    """Size and orientation as Pillow sees them, which draws the pictures later; it decodes nothing for that."""
    try:
        with _opened(data, suffix) as image:
            return image.size, _orientation(image, data, suffix)
    except PIL.UnidentifiedImageError as error:
        raise (Unsupported("HEIC") if suffix == ".heic" else Damaged("Nothing can draw it.")) from error
    except Exception as error:  # whatever is wrong with a file that anybody may have made
        raise Damaged("Nothing can draw it.") from error


def _opened(data, suffix):
    # Of a picture with others behind it, Pillow would look for those, which are left behind.
    return JpegImageFile(BytesIO(data)) if suffix == ".jpg" else PIL.Image.open(BytesIO(data))


def _orientation(image, data, suffix):
    if suffix == ".png" and not any(way in data for way in _TURNED):
        return UPRIGHT
    if suffix in {".avif", ".heic", ".gif"}:  # they turn the picture themselves, by a note of their own, or not at all
        return UPRIGHT
    try:
        said = image.getexif().get(_ORIENTATION, UPRIGHT)
    except Exception:  # a note that nobody can read turns nothing, and is left behind
        return UPRIGHT
    return said if said in range(1, 9) else UPRIGHT
