"""From a file on disk to clean text, whatever its characters were saved as."""

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.plain_text import clean_text

from .exceptions import CannotImport
from .mojibake import mend

MAX_BYTES = 5 * 1024 * 1024

# How files begin that people take for a saved page, and what to call them.
_OTHER_KINDS = [
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP, Word (.docx) or Excel (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "Word (.doc)"),
    (b"{\\rtf", "RTF"),
    (b"bplist00", "Safari web archive"),
    (b"\x1f\x8b", "gzip"),
]
_SINGLE_FILE = re.compile(rb"^(From: <Saved by|MIME-Version:)", re.IGNORECASE | re.MULTILINE)
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
_OLD_ENCODINGS = ("cp125", "iso8859", "mac-", "koi8", "gb", "big5", "shift_jis", "euc")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")  # how Python keeps a byte that is not UTF-8
_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")


@dataclass(slots=True)
class SourceText:
    """The text of a file, in NFC with ``\\n`` at line ends, and in plain words what was done to its characters."""

    name: str
    text: str
    notes: list[str] = field(default_factory=list)


def load(path) -> SourceText:
    """Read the text file at `path`. Raises `CannotImport` if there is none, or it is no text."""
    path = Path(path)
    data = _read(path)
    _refuse_other_kinds(path, data)
    text, notes = _decode(data)
    text, mended, samples = mend(text)
    if mended:
        shown = ", ".join(f"“{before}” → “{after}”" for before, after in samples)
        notes.append(
            ngettext(
                "Mended %(count)s character that an earlier move had damaged: %(samples)s.",
                "Mended %(count)s characters that an earlier move had damaged: %(samples)s.",
                mended,
            )
            % {"count": mended, "samples": shown}
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    strange = len(_STRANGE.findall(text))
    if strange >= 10 and strange > len(text) * 0.03:
        raise CannotImport(_("“%(file)s” is not a text or HTML file, so we cannot read it.") % {"file": path.name})
    cleaned = clean_text(text)
    removed = len(text) - len(cleaned)
    if removed > 0:
        notes.append(
            ngettext(
                "Took out %(count)s control character that nobody can see.",
                "Took out %(count)s control characters that nobody can see.",
                removed,
            )
            % {"count": removed}
        )
    if not cleaned.strip():
        raise CannotImport(_("“%(file)s” is empty.") % {"file": path.name})
    return SourceText(path.name, cleaned, notes)


def _read(path):
    name = {"file": str(path)}
    try:
        if not path.exists():
            raise CannotImport(_("There is no file “%(file)s”.") % name)
        if path.is_dir():
            raise CannotImport(_("“%(file)s” is a folder. Give the name of one file in it.") % name)
        if not path.is_file():
            raise CannotImport(_("“%(file)s” is not a file.") % name)
        if path.stat().st_size > MAX_BYTES:
            raise CannotImport(_("“%(file)s” is larger than 5 MB. A saved page is much smaller.") % name)
        return path.read_bytes()
    except (OSError, ValueError):  # ValueError: a name no file can have, such as one with a NUL
        raise CannotImport(_("“%(file)s” cannot be opened. Check that you may read it.") % name) from None


def _refuse_other_kinds(path, data):
    for start, kind in _OTHER_KINDS:
        if data.startswith(start):
            raise CannotImport(
                _("“%(file)s” is a %(kind)s file. Save the page as text or as HTML and try again.")
                % {"file": path.name, "kind": kind}
            )
    if _SINGLE_FILE.search(data[:500]):
        raise CannotImport(
            _("“%(file)s” is a page saved as one file (MHTML). Save it again as “HTML only” and try again.")
            % {"file": path.name}
        )


def _decode(data):
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            rest = data[len(bom) :]
            return _decode_utf8(rest) if encoding == "utf-8" else (rest.decode(encoding, errors="replace"), [])
    declared = _declared_encoding(data)
    if declared:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            note = _("Read as %(encoding)s, as the page says.") % {"encoding": declared}
            return data.decode(declared, errors="replace"), [note]
    return _decode_utf8(data)


def _declared_encoding(data):
    """What an HTML page says it is written in, if that is neither UTF-8 nor what we fall back to anyway."""
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    # Browsers take Latin-1 and ASCII for Windows-1252, so that the quotation marks come out right; so do we.
    if name in {"cp1252", "iso8859-1"} or not name.startswith(_OLD_ENCODINGS):
        return None
    return name


def _decode_utf8(data):
    """UTF-8, and every byte that is not as Windows-1252: right for old Windows files and for mixed ones."""
    text, odd = _ESCAPED_BYTE.subn(_as_windows, data.decode("utf-8", errors="surrogateescape"))
    if not odd:
        return text, []
    note = ngettext(
        "Read %(count)s character in the old Windows way (Windows-1252), because it is not UTF-8.",
        "Read %(count)s characters in the old Windows way (Windows-1252), because they are not UTF-8.",
        odd,
    ) % {"count": odd}
    return text, [note]


def _as_windows(match):
    return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", errors="replace")
