"""Texts made shorter, for where there is room for some words only."""


def shortened(text: str, length: int) -> str:
    """`text` in one line with at most `length` characters, cut at the end of a word and with "…" then. A language that puts
    no spaces between words is cut anywhere."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    words = line[:length].rpartition(" ")[0]
    if len(words) < length // 2:
        words = line[: length - 1]
    return words.rstrip(" ,;:–—-") + "…"
