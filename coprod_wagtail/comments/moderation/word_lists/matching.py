"""Finds words and phrases of a list in a text: whole words, whatever their case, with accents as they are written.

Nothing that somebody typed becomes a regular expression. Each word of the text is looked up, and so are the few that may
follow it, so the time grows with the length of the text and not faster, whatever is in the list.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Any

#: Words that one entry may have.
MOST_WORDS = 12
#: What people type, and what is typeset, for an apostrophe.
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07`\u00b4"), "'")
#: A key that is no word: the id of the entry that ends here.
_END = ""

#: A tree of words: each leads to the words that may follow it.
Tree = dict[str, Any]


def words_of(text: str) -> list[str]:
    """The words of `text` as they are compared: letters, digits, accents on them, and apostrophes between them."""
    # Each sign is opened on its own, and an accent put on its letter afterwards: as Unicode has it for caseless matching.
    text = unicodedata.normalize("NFC", text.translate(_KEPT))
    return [word for each in text.split() if (word := each.strip("'"))]


class _Kept(dict[int, str]):
    """What stands for each character, found out when it first comes up. One sign may be made of eighteen letters, so what it
    is made of is looked at once and not each time it stands in a text. There are only so many characters."""

    def __missing__(self, code: int) -> str:
        signs = unicodedata.normalize("NFKC", chr(code).translate(_APOSTROPHES)).casefold()
        self[code] = kept = "".join(map(self._kept, signs))
        return kept

    @staticmethod
    def _kept(sign: str) -> str:
        category = unicodedata.category(sign)
        if sign.isalnum() or sign == "'" or category[0] == "M":
            return sign
        return (
            "" if category == "Cf" else " "
        )  # nobody sees the first kind: a soft hyphen, a joiner, a mark of direction


_KEPT = _Kept()


def key_of(text: str) -> str:
    """What two entries have in common that are looked for alike; 64 hexadecimal digits, which every database compares
    alike."""
    return hashlib.sha256(" ".join(words_of(text)).encode("utf-8", "surrogatepass")).hexdigest()


def tree_of(entries: Iterable[tuple[int, str]]) -> Tree:
    """What `found_in` takes, of entries: each an id and its words."""
    tree: Tree = {}
    for pk, text in entries:
        here = tree
        for word in words_of(text)[:MOST_WORDS]:
            here = here.setdefault(word, {})
        if here is not tree:
            here[_END] = pk
    return tree


def found_in(text: str, tree: Tree) -> list[int]:
    """The ids of the entries of `tree` that stand in `text`, in the order of the text, each once."""
    if not tree:
        return []
    words, found = words_of(text), {}
    for at, word in enumerate(words):
        here, following = tree.get(word), at + 1
        while here is not None:
            if _END in here:
                found[here[_END]] = True
            here = here.get(words[following]) if following < len(words) else None
            following += 1
    return list(found)
