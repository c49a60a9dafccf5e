"""Which names are names, and which say that the old site had lost the name."""

import re

from coprod_wagtail.text.plain_text import clean_line, has_visible_characters

MAX_LENGTH = 80
MAX_WORDS = 8

# What content systems write in place of a name they no longer have. Compared without case, spaces or marks.
_LOST = {
    "admin",
    "administrator",
    "anon",
    "anonymous",
    "anonymous user",
    "author",
    "author unknown",
    "deleted",
    "deleted user",
    "former member",
    "former user",
    "guest",
    "guest user",
    "member",
    "na",
    "name unknown",
    "name withheld",
    "no name",
    "nobody",
    "none",
    "not known",
    "null",
    "old site user",
    "old user",
    "old website user",
    "registered user",
    "removed user",
    "site admin",
    "site administrator",
    "site user",
    "somebody",
    "someone",
    "super user",
    "undefined",
    "unknown",
    "unknown author",
    "unknown user",
    "user",
    "user deleted",
    "user unknown",
    "visitor",
    "webmaster",
    "website user",
}
_NUMBERED = re.compile(r"^(?:anonymous|guest|user|visitor) ?\d+$")
_NOT_VERIFIED = re.compile(r"\(not verified\)", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")
_NETWORK_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_MARKS = re.compile(r"[\W_]+")


def tidy(name: str) -> str:
    """`name` on one line, without what old sites put beside it and without e-mail or network addresses."""
    for extra in (_NOT_VERIFIED, _EMAIL, _NETWORK_ADDRESS):
        name = extra.sub(" ", name)
    return clean_line(name).strip(" ,;:|-–—<>")


def holds_address(name: str) -> bool:
    """Whether `name` gives away somebody's e-mail or network address."""
    return bool(_EMAIL.search(name) or _NETWORK_ADDRESS.search(name))


def is_lost(name: str) -> bool:
    """Whether `name` only says that nobody knows it any more."""
    plain = " ".join(_MARKS.sub(" ", tidy(name).casefold()).split())
    return plain in _LOST or bool(_NUMBERED.match(plain)) or not has_visible_characters(plain)


def known(name: str | None) -> str | None:
    """The name as it can be shown, or None where it is lost."""
    return None if name is None or is_lost(name) else tidy(name)


def could_be_name(text: str) -> bool:
    """Whether `text` is short and quiet enough to be a name, and not a sentence."""
    words = text.split()
    if not words or len(text) > MAX_LENGTH or len(words) > MAX_WORDS or "://" in text:
        return False
    # "Jane S." and "Sam Jr." end in a dot; sentences end in a longer word.
    return text[-1] not in "!?:;" and (text[-1] != "." or len(words[-1]) <= 4)


def looks_like_name(text: str) -> bool:
    """As `could_be_name`, and every word begins with a capital: safe to tell from a sentence."""
    words = text.split()
    return (
        could_be_name(text)
        and len(words) <= 4
        and all(word[:1].isupper() or word.lower() in {"de", "van", "von", "al", "bin", "of", "the"} for word in words)
        and words[0].casefold() not in {"as", "my", "our", "your", "his", "her", "their", "the", "a", "an", "he", "she"}
    )
