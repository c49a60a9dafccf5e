"""E-mail addresses that were probably meant otherwise: ``sam@gmail,com``, ``sam@hotmial.com``.

No library that is looked after does this, so here are the providers that people in the United Kingdom mostly have, and one
slip of the finger. It only asks: every address that can be one is taken as it is, if its writer says so.
"""

import re

#: Long enough that another real domain is seldom one letter away.
_MEANT = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk", "yahoo.com",
    "yahoo.co.uk", "icloud.com", "btinternet.com", "talktalk.net", "virginmedia.com", "ntlworld.com",
    "blueyonder.co.uk", "tiscali.co.uk", "protonmail.com",
)  # fmt: skip
#: Real ones that are one letter away from one of those.
_REAL = {
    "mail.com", "email.com", "ymail.com", "yahoo.co.in", "yahoo.ca", "yahoo.cn", "yahoo.fr", "yahoo.es", "gmx.com",
    "live.com", "outlook.co", "outlook.cz", "outlook.cl", "hotmail.ca", "hotmail.de", "hotmail.ch", "iclouds.com",
}  # fmt: skip
#: More than one slip away, and often seen.
_OFTEN = {"gmail.co.uk": "gmail.com", "gmail": "gmail.com", "googlemail.co.uk": "googlemail.com",
          "hotmail": "hotmail.com", "icloud.co.uk": "icloud.com", "outlook": "outlook.com",
          "yahoo": "yahoo.com"}  # fmt: skip
_PARTS = re.compile(r"([^\s@]{1,64})@{1,2}([^\s@]{1,190}(?: [a-z.]{2,6})?)", re.IGNORECASE)


def suggestion(address: str) -> str:
    """What `address` was probably meant to be; empty where there is nothing to ask. Takes no time to speak of, whatever
    comes in."""
    found = _PARTS.fullmatch(address.strip()) if len(address) <= 254 else None
    if not found:
        return ""
    name, typed = found[1].rstrip(".,"), found[2].casefold()
    # A comma for a dot, two dots for one, a space or a sign that slipped in or stands at the end.
    domain = re.sub(r"\.{2,}", ".", re.sub(r"[,;:]", ".", typed).replace(" ", ".")).strip(".>)<(")
    meant = domain if domain in _REAL else _meant(domain)
    if meant == found[2].casefold() and name == found[1] and address.count("@") == 1:
        return ""
    return f"{name}@{meant}" if name and "." in meant else ""


def _meant(domain):
    if domain in _MEANT:
        return domain
    if domain in _OFTEN:
        return _OFTEN[domain]
    return next((one for one in _MEANT if _is_one_slip(domain, one)), domain)


def _is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, too much, another one, or two stand the wrong way round (Damerau, 1964)."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if same is None:
        return typed != meant
    left, right = typed[same:], meant[same:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
