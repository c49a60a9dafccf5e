"""Who may read which pages."""

from functools import cache, reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from wagtail.models import PageViewRestriction

#: Of so many branches of the tree a query may say that it wants none of their pages: SQLite takes no more than 1,000.
MOST_PRIVATE = 500


@cache
def private_page(path="page__path"):
    """A condition for querysets: the page whose tree path is at `path`, or a page above it, is not for everyone. An alias is
    for whom its source is, wherever it stands (`Page.get_view_restrictions`).

    One correlated query, the same on SQLite, PostgreSQL and MariaDB, instead of one per ancestor.
    """
    outer = ExpressionWrapper(OuterRef(path), output_field=CharField())
    there = Q()
    # An alias may be that of another one.
    for restricted in ("page__path", "page__aliases__path", "page__aliases__aliases__path"):
        there |= Q(of__startswith=F(restricted))
    return Exists(PageViewRestriction.objects.annotate(of=outer).filter(there))


def is_private(page) -> bool:
    """Whether `page`, live or not, is or would be for some people only: by itself, by a page above it, or, of an alias, by
    its source. Up to three queries."""
    return page.get_view_restrictions().exists()


def is_for_everyone(page) -> bool:
    """Whether anybody may read `page` now. One query, none where it is not live."""
    return page.live and for_everyone(type(page)._default_manager.filter(pk=page.pk)).exists()


def is_open_to(page, request) -> bool:
    """Whether whoever sends `request` may read `page` on the site now: everybody, or those who are signed in, in a group,
    or gave the password, as Wagtail asks for it. Up to three queries, none where it is not live."""
    return page.live and (is_for_everyone(page) or is_let_in(request, page))


def for_everyone(pages):
    """`pages` that are live, and not private by themselves or by a page above."""
    return pages.live().filter(~private_page("path"))


def open_to_everyone(page: str = "") -> Q:
    """A condition for querysets of which there may be thousands of rows, to be listed or counted: what `for_everyone` asks of
    the pages. `page` stands before the names of their fields, such as ``redirect_page__``.

    Which pages are for some people only is asked at once, in one query: asked about each row, PostgreSQL takes minutes for
    20,000.
    """
    private, live = _private_paths(), Q(**{f"{page}live": True})
    if len(private) > MOST_PRIVATE:
        return live & ~private_page(f"{page}path")
    return live & ~reduce(or_, (Q(**{f"{page}path__startswith": path}) for path in private), Q(pk__in=[]))


def _private_paths():
    """The tree paths of all pages that are not for everyone, each without those below it."""
    columns = ("page__path", "page__aliases__path", "page__aliases__aliases__path")
    paths = {path for row in PageViewRestriction.objects.values_list(*columns) for path in row if path}
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


def is_let_in(request: HttpRequest, page: Any) -> bool:
    """Whether the sender of `request` may read `page`, which is live but not for everyone: its password was given, or the
    sender is signed in as the page, and those above it, ask for.

    One query, and those of Wagtail's restrictions. None without a session, which is not begun by asking.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "session"):
        return False
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
