"""Four words that, with a comment's number, lead to its private page: for people who cannot keep a link, or who come back on
another device.

They are stored nowhere. Like the secret of the page they are computed from the row's nonce, under the long-lived key that
the comment was made with: whoever has the database alone does not have them.
"""

import re
from functools import cache
from pathlib import Path

from django.utils.crypto import constant_time_compare

from coprod_wagtail.gateway.fingerprints import keyed

from .code import key_of

#: How many words there are to each comment: of 2,048, so that four of them are one in seventeen million million.
LENGTH = 4


@cache
def wordlist() -> tuple[str, ...]:
    """2,048 English words of at most eight letters that most people know, none of which hurts or sounds like another."""
    return tuple((Path(__file__).parent / "words.txt").read_text(encoding="ascii").split())


def passphrase(nonce: str, found_by: str | None) -> list[str]:
    """The words of the comment whose row has this `nonce`, and this `found_by` as the hash of its secret."""
    words, digest = wordlist(), keyed("passphrase", nonce, key_of(nonce, found_by))
    # Two bytes for each: 65,536 is a multiple of 2,048, so every word is as likely as any other.
    pairs = (digest[at : at + 2] for at in range(0, 2 * LENGTH, 2))
    return [words[int.from_bytes(pair) % len(words)] for pair in pairs]


def opens(nonce: str, found_by: str | None, typed: str) -> bool:
    """Whether `typed` is those words: in any case, with whatever stands between them."""
    given = " ".join(re.findall(r"[a-z]+", typed.casefold()))
    return constant_time_compare(given, " ".join(passphrase(nonce, found_by))) and bool(nonce)
