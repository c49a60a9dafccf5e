"""Names of files that say nothing of anybody, and that say of themselves that the file is clean.

``picture-k3v0x8m2q7ab-9f2c41d07b6e.jpg``: the first part cannot be guessed, so a picture that was renamed is found by nobody
who knew the old name. The second is made from the file's hash, so no table has to remember which files are clean, and a file
that was changed is not.
"""

import re
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from django.utils.crypto import get_random_string

#: Goes up when what is taken out of pictures changes, so that all are cleaned again when they are shown again.
RULES = 1
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
#: What such a name looks like, for databases.
PATTERN = "picture-[a-z0-9]{12}-([0-9a-f]{12})"
_TAKEN = re.compile(r"_[a-zA-Z0-9]{7}$")
_NAME = re.compile(rf"{PATTERN}(?![0-9a-f])")


def neutral_name(file_hash: str, suffix: str) -> str:
    """A name for a clean file with this hash (`AbstractImage.file_hash`): another one each time."""
    return f"picture-{get_random_string(12, _LETTERS)}-{_mark(file_hash)}{suffix}"


def is_clean(image: Any) -> bool:
    """Whether the file of `image`, an image of Wagtail's, was cleaned and has not changed since. Reads no file, and asks
    the database nothing."""
    return says_clean(image.file.name or "", image.file_hash)


def says_clean(name: str, file_hash: str) -> bool:
    """Whether a file with this name and hash was cleaned and has not changed since."""
    found = _NAME.search(PurePosixPath(name).name)
    return bool(found and file_hash and found[1] == _mark(file_hash))


def _mark(file_hash):
    return sha256(f"coprod pictures {RULES}: {file_hash}".encode()).hexdigest()[:12]


def is_made_from(rendition_name: str, image_name: str) -> bool:
    """Whether a rendition with this file name was made from a file with that one. Wagtail begins the one with the other,
    cut off where it would be too long; and where the name was taken, Django puts seven letters at its end."""
    begins = PurePosixPath(rendition_name).name.partition(".")[0]
    return PurePosixPath(image_name).stem.startswith((begins, _TAKEN.sub("", begins)))
