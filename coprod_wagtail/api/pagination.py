"""Pages of lists: ``{"count": n, "items": [...], "next_cursor": ...}``, and the same as links in a header (RFC 8288).

`offset` skips so many, and is capped: databases walk through everything they skip. A cursor goes on at a place and not
at a number, at any depth, whatever was added or taken away meanwhile.
"""

import re

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from .parameters import LARGEST
from .problems import invalid

MOST = 100
DEEPEST = 10_000

_PLACE = re.compile(r"-?[0-9]{1,19}(\.-?[0-9]{1,19})*")


class Paging(Schema):
    """For an operation: ``paging: Query[Paging]``."""

    limit: int = Field(20, ge=1, le=MOST, description="How many at most.")
    offset: int = Field(0, ge=0, le=DEEPEST, description="How many to skip. Use `cursor` to go further.")
    cursor: str = Field(
        "", max_length=100, description="`next_cursor` of the page before; `offset` then counts for nothing."
    )

    def place(self, length: int) -> tuple[int, ...] | None:
        """The numbers that the cursor was made of, or None without one. Raises a problem for anything else."""
        if not self.cursor:
            return None
        numbers = [int(part) for part in self.cursor.split(".")] if _PLACE.fullmatch(self.cursor) else []
        if len(numbers) != length or any(not -LARGEST <= number <= LARGEST for number in numbers):
            raise invalid([("cursor", "invalid", _("This is no place in the list. Begin again without a cursor."))])
        return tuple(numbers)


def cursor(*numbers: int) -> str:
    """A place in a list, made of whole numbers that 64 bits hold."""
    return ".".join(str(number) for number in numbers)


def link_pages(request, response, paging: Paging, next_cursor: str | None):
    """Say in the header `Link` where the list goes on, and where it came from if that can be said."""
    links = []
    if next_cursor:
        links.append(_link(request, "next", cursor=next_cursor))
    if paging.offset and not paging.cursor:
        links.append(_link(request, "prev", offset=max(0, paging.offset - paging.limit)))
    if links:
        response.headers["Link"] = ", ".join(links)


def _link(request, relation, **changes):
    # Relative to the address that the client asked, whatever host or proxy lies between.
    query = request.GET.copy()
    for name in ("cursor", "offset"):
        query.pop(name, None)
    for name, value in changes.items():
        if value:
            query[name] = value
    return f'<?{query.urlencode()}>; rel="{relation}"'
