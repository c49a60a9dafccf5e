"""Which way up a picture is, as the only entry of its EXIF data."""

import struct
from collections.abc import Callable

#: What asks for it, once the rest of a file has been found to be sound.
Orientation = Callable[[], int]
#: Of the eight ways, the one that goes without saying.
UPRIGHT = 1
_TAG, _SHORT = 0x0112, 3


def exif(orientation: int) -> bytes:
    """EXIF data that says the orientation (1 to 8) and nothing else; empty where it goes without saying."""
    if not UPRIGHT < orientation <= 8:
        return b""
    entry = struct.pack(">HHIHH", _TAG, _SHORT, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
