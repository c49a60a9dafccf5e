"""Finds what somebody typed as an address in plain text."""

import re
from urllib.parse import urlsplit

from linkify_it import LinkifyIt

#: Names of sites without ``https://`` or ``www.`` are found by these endings only. With every country's, "That was the
#: day.It was long" would hold a site of Italy's.
ENDINGS = ["com", "cymru", "edu", "eu", "gov", "ie", "info", "int", "mil", "net", "org", "scot", "uk", "wales"]

_linker = LinkifyIt({"ftp:": None, "//": None}).tlds(ENDINGS)

_WITH_SCHEME = re.compile(r"https?://|mailto:", re.IGNORECASE)
# An arrow or an emoji just before an address is no part of it. In the middle of one it would be.
_JUST_BEFORE = re.compile(r"[^\x00-\x7f\w\s](?=https?://|www\.|mailto:)", re.IGNORECASE)
_STOPS = "….。，、！？؟،؛।,;:!?"
#: What closes a quotation or brackets, with what opens them, as different languages have it.
_CLOSING = {"”": "“„", "“": "„", "’": "‘‚", "‘": "‚", "»": "«", "«": "»", "›": "‹", "‹": "›"} | dict(
    zip("」』）】》〉］", "「『（【《〈［", strict=True)
)


def links_in(text: str) -> list[tuple[int, int, str]]:
    """The addresses in `text`, each with where it begins, where it ends, and where it leads: exactly as it was typed, with
    ``https://`` or ``mailto:`` before it where it had neither.

    An address that names somebody before an ``@``, to look like another site's, is none, and neither is one without a host.
    """
    # As long as `text`, so that places in it are places in `text`.
    found = _linker.match(_JUST_BEFORE.sub(" ", text)) or []
    links = ((match.index, _end(text, match.index, match.last_index), match.schema) for match in found)
    return [
        (begin, end, url) for begin, end, schema in links if (url := _url(text[begin:end], schema, text[end : end + 1]))
    ]


def _end(text, begin, end):
    """Where the address ends, without what follows it: a full stop, or the end of the quotation that it stands in."""
    while end > begin:
        last, opens = text[end - 1], _CLOSING.get(text[end - 1])
        opened = opens and sum(map(text[begin:end].count, opens)) >= text.count(last, begin, end)
        if last not in _STOPS and (opens is None or opened):
            break
        end -= 1
    return end


def _url(typed, schema, after):
    if after and after in "%@\\":  # only a part of what was typed, and leads elsewhere
        return None
    if schema == "mailto:":
        return typed if _WITH_SCHEME.match(typed) else f"mailto:{typed}"
    url = typed if _WITH_SCHEME.match(typed) else f"https://{typed}"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if not host or not any(character.isalnum() for character in host):
        return None
    return None if "@" in parts.netloc or "%" in parts.netloc or "\\" in typed else url
