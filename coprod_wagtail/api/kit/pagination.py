"""Pages of lists: ``{"count": n, "items": [...], "next_cursor": ...}``, and the same as links in a header (RFC 8288).

`offset` skips so many, and is capped: databases walk through everything they skip. A cursor goes on at a place and not
at a number, at any depth, whatever was added or taken away meanwhile.
"""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from .parameters import LARGEST

MOST = 100
DEEPEST = 10_000
#: Of lists whose items are a line each, and that somebody reads to their end.
MOST_LINES = 1000
DEEPEST_LINE = 1_000_000

#: What a list is ordered by, and the id; empty for its beginning.
_PLACE = r"^(-?[0-9]{1,19}\.[0-9]{1,19})?$"


class Slice(Schema):
    """For an operation whose list is short enough to be counted: ``paging: Query[Slice]``."""

    deepest: ClassVar[int] = DEEPEST

    limit: int = Field(20, ge=1, le=MOST, description="How many at most.")
    offset: int = Field(0, ge=0, le=DEEPEST, description="How many to skip.")


class LongSlice(Slice):
    """For an operation whose list has a line for each thing, and is read to its end: ``paging: Query[LongSlice]``."""

    deepest: ClassVar[int] = DEEPEST_LINE

    limit: int = Field(100, ge=1, le=MOST_LINES, description="How many at most.")
    offset: int = Field(0, ge=0, le=DEEPEST_LINE, description="How many to skip.")


class Paging(Slice):
    """For an operation whose list may be of any length: ``paging: Query[Paging]``."""

    offset: int = Field(0, ge=0, le=DEEPEST, description="How many to skip. Use `cursor` to go further.")
    cursor: str = Field(
        "",
        pattern=_PLACE,
        description="`next_cursor` of the page before; `offset` then counts for nothing.",
    )

    @property
    def place(self) -> tuple[int, int] | None:
        """The two numbers that the cursor was made of, or None without one."""
        if not self.cursor:
            return None
        # Beyond what 64 bits hold there is nothing: the last number that they do hold stands for it.
        key, pk = (max(-LARGEST, min(int(part), LARGEST)) for part in self.cursor.split("."))
        return key, pk


def cursor(key: int, pk: int) -> str:
    """The place in a list after the row with this id, where the list is ordered by `key` and then by id."""
    return f"{key}.{pk}"


def link_slices(request: HttpRequest, response: HttpResponse, paging: Slice, count: int) -> None:
    """Say in the header `Link` where the neighbouring pages of a list are that is counted and asked for by offset."""
    following = paging.offset + paging.limit
    links = [_link(request, "next", offset=following)] if following < count and following <= paging.deepest else []
    if paging.offset:
        links.append(_link(request, "prev", offset=max(0, paging.offset - paging.limit)))
    if links:
        response.headers["Link"] = ", ".join(links)


def link_pages(request: HttpRequest, response: HttpResponse, paging: Paging, next_cursor: str | None) -> None:
    """Say in the header `Link` where the list goes on, and where it came from if that can be said."""
    links = []
    if next_cursor:
        links.append(_link(request, "next", cursor=next_cursor))
    if paging.offset and not paging.cursor:
        links.append(_link(request, "prev", offset=max(0, paging.offset - paging.limit)))
    if links:
        response.headers["Link"] = ", ".join(links)


def _link(request: HttpRequest, relation: str, **changes: int | str) -> str:
    # Relative to the address that the client asked, whatever host or proxy lies between.
    query = request.GET.copy()
    for name in ("cursor", "offset"):
        query.pop(name, None)
    for name, value in changes.items():
        if value:
            query[name] = str(value)
    return f'<?{query.urlencode()}>; rel="{relation}"'
