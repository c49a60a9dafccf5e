"""Pictures that tell on whoever took them, made here: the same bytes each time.

Each carries `MARK` wherever its format has room for words, so that a search for it finds whatever got through.
"""

import struct
import zlib
from io import BytesIO

import PIL.Image
from PIL import ImageCms
from PIL.TiffImagePlugin import IFDRational

#: Stands in every name, place and number that nobody may find.
MARK = b"LEAK-5VJ2"
_SAID = MARK.decode()
SIZE = (96, 64)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description dc:creator="' + MARK + b'"/></rdf:RDF>'
    b'</x:xmpmeta><?xpacket end="w"?>'
)
IPTC = (
    b"Photoshop 3.0\x008BIM\x04\x04\0\0"
    + struct.pack(">I", 5 + len(MARK))
    + b"\x1c\x02\x50"
    + struct.pack(">H", len(MARK))
    + MARK
)
_ARTIST, _MAKER, _DESCRIPTION, _GPS, _DETAILS = 0x013B, 0x010F, 0x010E, 0x8825, 0x8769


def picture(mode="RGB"):
    """Every corner is another, so that one sees which way up it is."""
    image = PIL.Image.new("RGB", SIZE, (240, 240, 240))
    for index, corner in enumerate([(0, 0), (SIZE[0] - 16, 0), (0, SIZE[1] - 16), (SIZE[0] - 16, SIZE[1] - 16)]):
        image.paste((40 + 60 * index, 200 - 50 * index, 30 * index), (*corner, corner[0] + 16, corner[1] + 16))
    return image.convert(mode)


def plain(kind):
    """The picture in a format that Pillow knows by this name, without anything that tells."""
    content = BytesIO()
    picture().save(content, kind)
    return content.getvalue()


def exif(orientation=6):
    """Where, by whom, with which camera, and a small copy of the picture that tells the same again."""
    said = PIL.Image.Exif()
    said[_ARTIST], said[_MAKER], said[_DESCRIPTION] = f"{_SAID} Smith", f"{_SAID} camera", f"{_SAID} Quay Street"
    if orientation:
        said[0x0112] = orientation
    place = said.get_ifd(_GPS)
    place.update(
        {
            1: "N",
            2: (IFDRational(53), IFDRational(17), IFDRational(2)),
            3: "W",
            4: (IFDRational(3), IFDRational(49), IFDRational(1)),
            18: _SAID,
        }
    )
    details = said.get_ifd(_DETAILS)
    details.update({0xA431: f"{_SAID}-serial", 0xA430: f"{_SAID} owner", 0x927C: MARK * 3})
    written = said.tobytes()
    return written + _small_copy()


def _small_copy():
    """Where cameras put it: after the entries, where nobody looks but the one who follows a pointer."""
    small = BytesIO()
    picture().resize((24, 16)).save(small, "JPEG", comment=MARK)
    return small.getvalue()


def _further_pictures():
    """The list of pictures in the file: one, and something behind it."""
    rows = [(0xB000, 7, 4, b"0100"), (0xB001, 4, 1, struct.pack("<I", 1)), (0xB002, 7, 16, struct.pack("<I", 50))]
    entries = b"".join(struct.pack("<HHI4s", *row) for row in rows)
    return (
        b"II*\0"
        + struct.pack("<IH", 8, len(rows))
        + entries
        + bytes(4)
        + struct.pack("<IIIHH", 0x20030000, 9, 0, 0, 0)
        + MARK
    )


def segment(marker, content):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(orientation=6, mode="RGB", **options):
    plain = BytesIO()
    options = {"quality": 90, "exif": exif(orientation), "comment": MARK, "icc_profile": PROFILE, **options}
    picture(mode).save(plain, "JPEG", **options)
    content = plain.getvalue()
    told = b"".join(
        [
            segment(0xE0, b"JFXX\0\x10" + _small_copy()),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
            segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + MARK),
            segment(0xE2, b"MPF\0" + _further_pictures()),
            segment(0xED, IPTC),
            segment(0xEB, b"JP" + MARK),
            segment(0xEF, MARK),
        ]
    )
    return content[:2] + told + content[2:] + _small_copy() + b"MotionPhoto" + MARK


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(orientation=6, mode="RGB", **options):
    plain = BytesIO()
    picture(mode).save(plain, "PNG", exif=exif(orientation), icc_profile=PROFILE, **options)
    content = plain.getvalue()
    told = b"".join(
        [
            chunk(b"tEXt", b"Author\0" + MARK),
            chunk(b"zTXt", b"Comment\0\0" + zlib.compress(MARK)),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
            chunk(b"tIME", struct.pack(">HBBBBB", 2026, 2, 3, 4, 5, 6)),
            chunk(b"caBX", MARK),
            chunk(b"sPLT", MARK + b"\0\x08"),
        ]
    )
    return content[:33] + told + content[33:-12] + chunk(b"tEXt", b"Late\0" + MARK) + content[-12:] + MARK


def webp(orientation=6, mode="RGB", **options):
    plain = BytesIO()
    picture(mode).save(plain, "WEBP", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE, **options)
    content = plain.getvalue()
    unknown = b"JANE" + struct.pack("<I", len(MARK)) + MARK + b"\0" * (len(MARK) % 2)
    return b"RIFF" + struct.pack("<I", len(content) - 8 + len(unknown)) + content[8:] + unknown + MARK


def avif(orientation=6, mode="RGB", **options):
    plain = BytesIO()
    picture(mode).save(plain, "AVIF", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE, quality=90, **options)
    return plain.getvalue() + _box(b"uuid", bytes(16) + MARK) + _box(b"free", MARK)


def heic(orientation=6, mode="RGB", **options):
    """Only where the library that phones' pictures take is there."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    plain = BytesIO()
    picture(mode).save(plain, "HEIF", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE, quality=90, **options)
    return plain.getvalue() + _box(b"uuid", bytes(16) + MARK)


def _box(kind, content):
    return struct.pack(">I", len(content) + 8) + kind + content


def gif(**options):
    plain = BytesIO()
    frames = [picture("P"), picture("P").transpose(PIL.Image.Transpose.ROTATE_180)]
    frames[0].save(plain, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=MARK, duration=100)
    content = plain.getvalue()
    told = (
        b"\x21\xff\x0bXMP DataXMP" + bytes([len(MARK)]) + MARK + b"\0" + b"\x21\xfe" + bytes([len(MARK)]) + MARK + b"\0"
    )
    return content[:-1] + told + content[-1:] + MARK


def svg():
    import base64

    inside = base64.b64encode(jpeg()).decode()
    return f"""<?xml version="1.0"?><!-- {_SAID} -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="96" height="64" viewBox="0 0 96 64"
  inkscape:export-filename="/home/{_SAID}/map.png"><title>{_SAID}</title><metadata><who>{_SAID}</who></metadata>
  <g inkscape:label="{_SAID}" data-name="{_SAID}"><desc>{_SAID}</desc><rect id="box" width="9" height="9"/>
  <use xlink:href="#box"/><image href="file:///home/{_SAID}/a.png"/>
  <image xlink:href="data:image/jpeg;base64,{inside}" width="9" height="9"/></g></svg>""".encode()


#: By the ending of their names.
FILES = {".jpg": jpeg, ".png": png, ".webp": webp, ".avif": avif, ".heic": heic, ".gif": gif}


def has_heic():
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


def profile_with(name, content):
    """A colour profile with one more entry, as macOS writes the maker and serial number of a screen."""
    count = struct.unpack_from(">I", PROFILE, 128)[0]
    table = []
    for index in range(count):
        tag, start, size = struct.unpack_from(">4sII", PROFILE, 132 + 12 * index)
        table.append(struct.pack(">4sII", tag, start + 12, size))
    body = PROFILE[132 + 12 * count :]
    at = 132 + 12 * (count + 1) + len(body)
    table.append(struct.pack(">4sII", name, at, len(content)))
    whole = PROFILE[4:128] + struct.pack(">I", count + 1) + b"".join(table) + body + content
    return struct.pack(">I", len(whole) + 4) + whole


def transformed(profile):
    """What the profile makes of the colours of the picture."""
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    return ImageCms.profileToProfile(picture(), source, ImageCms.createProfile("LAB"), outputMode="LAB").tobytes()


def embedded_in(drawing):
    import base64
    import re

    return base64.b64decode(re.search(rb"data:image/jpeg;base64,([^\"]+)", drawing)[1])
