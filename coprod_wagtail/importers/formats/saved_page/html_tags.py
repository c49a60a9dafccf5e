"""What the readers of HTML ask of single elements."""

from coprod_wagtail.text.plain_text import clean_line


def has_class(tag, pattern) -> bool:
    """Whether the id or one class of `tag` is, as a whole, what `pattern` says."""
    return any(pattern.fullmatch(name) for name in [*(tag.get("class") or []), tag.get("id") or ""])


def holds(tag, inner) -> bool:
    """Whether `inner`, which may be None, is somewhere in `tag`."""
    return inner is not None and any(up is tag for up in inner.parents)


def words_in(tag) -> str:
    """The words of `tag`, on one line."""
    return clean_line(tag.get_text(" "))


def same_words(one, other) -> bool:
    """Whether two texts differ in no more than spaces and capitals."""
    return one.casefold().split() == other.casefold().split()
