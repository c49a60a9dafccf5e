"""Numbers that somebody wrote into an address or a search box."""

#: Larger ones are nobody's page and no database's id.
_LARGEST = 2**53


def whole_number(text) -> int | None:
    """The positive whole number that `text` is, or None for anything else."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 16:
        return None
    number = int(text)
    return number if 0 < number <= _LARGEST else None
