"""Mends text that was written as UTF-8 and once read as something else: "donâ€™t" for "don't"."""

import re

# The characters that the bytes 0x80 to 0xBF become when they are read as Windows-1252. Five bytes have no character
# there; browsers read those as the control characters of the same number.
_CONTINUATIONS = {}
for _byte in range(0x80, 0xC0):
    try:
        _CONTINUATIONS[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        _CONTINUATIONS[chr(_byte)] = _byte
_TAIL = "[" + re.escape("".join(_CONTINUATIONS)) + "]"

# Only what cannot be meant: accents and signs (Â, Ã), general punctuation (â) and emoji (ð). Other pairs, such as the à,
# the space and the » that end a French quotation, are real words in some language.
_BROKEN = re.compile(f"[ÂÃ]{_TAIL}|â{_TAIL}{{2}}|ð{_TAIL}{{3}}")
# A closing quotation mark whose last byte has no character, and was lost on the way.
_BROKEN_QUOTE = re.compile("â€(?![\u0080-\u009f])")
_SAMPLE = re.compile(r"\S{0,20}[ÂÃâð]\S{0,20}")
_ROUNDS = 3


def mend(text: str) -> tuple[str, int, list[tuple[str, str]]]:
    """(`text` mended, in how many places, up to three samples as (before, after))."""
    if not (_BROKEN.search(text) or _BROKEN_QUOTE.search(text)):
        return text, 0, []
    mended, count = _mend(text)
    samples = {}
    for match in _SAMPLE.finditer(text):
        before = match.group()
        after = _mend(before)[0]
        if before != after and after not in samples.values():
            samples[before] = after
        if len(samples) == 3:
            break
    return mended, count, list(samples.items())


def _mend(text):
    places = 0
    for this_round in range(_ROUNDS):  # some text was misread more than once
        text, count = _one_round(text)
        if not count:
            break
        places = places if this_round else count
    text, quotes = _BROKEN_QUOTE.subn("”", text)
    return text, places + quotes


def _one_round(text):
    count = 0

    def repair(match):
        nonlocal count
        broken = match.group()
        # The leading characters are the same number in Unicode, in Windows-1252 and as a byte.
        raw = bytes([ord(broken[0]), *(_CONTINUATIONS[char] for char in broken[1:])])
        try:
            repaired = raw.decode("utf-8")
        except UnicodeDecodeError:
            return broken
        if not _is_likely(repaired):
            return broken
        count += 1
        return repaired

    text = _BROKEN.sub(repair, text)
    return text, count


def _is_likely(char):
    number = ord(char)
    return number < 0x100 or 0x2000 <= number <= 0x2BFF or number >= 0x1F000
