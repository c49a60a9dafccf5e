"""What of the comments' addresses crawlers have nothing to do with."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse

from ..constants import ORDER

#: The part of an address that is another for each page, comment or secret.
_ANY = "0"
_FOR_PEOPLE = ("slip", "mail", "decide", "report", "find", "steps", "sheet", "follow")


def not_for_crawlers() -> Iterator[str]:
    """Paths, as robots.txt writes them: forms, what is for one person, and pages that only show the same in another way.
    Conversations stand on their pages, and feeds may be read."""
    for name in _FOR_PEOPLE:
        try:
            path = reverse(f"coprod_comments:{name}", args=[] if name == "find" else [_ANY])
        except NoReverseMatch:  # a server whose front end shows all there is to see
            return
        before, _slash, after = path.rpartition(f"/{_ANY}/")
        # What follows the secret of one person is theirs as well.
        yield path if name == "find" else f"{before}/*/{after}" if after else f"{before}/"
    yield from (f"/*{sign}{name}=" for name in ("reply", ORDER) for sign in "?&")
