"""Pages of a list, the same way everywhere: real links, and every number leads somewhere."""

from math import ceil

from django.core.paginator import Paginator


def paginate(request, objects, per_page):
    """The page of `objects` that `?page=` asks for, a `django.core.paginator.Page`.

    A number that is no page gives the nearest one that is; anything else gives the first. The page also carries
    `previous_url` and `next_url`: empty at the ends, and keeping what else the address says.
    """
    paginator = Paginator(objects, per_page)
    page = paginator.page(nearest_page(request.GET.get("page", ""), paginator.num_pages))
    page.previous_url = page_url(request, page.number - 1) if page.has_previous() else ""
    page.next_url = page_url(request, page.number + 1) if page.has_next() else ""
    return page


def nearest_page(asked, last):
    """The number of the real page nearest to what was asked for, a piece of text from anybody."""
    # Longer numbers than this are past the end of any list, and Python refuses to read very long ones.
    if asked.isdecimal() and len(asked) > 9:
        return last
    return min(max(int(asked), 1), last) if asked.isdecimal() else 1


def page_url(request, number):
    """The present address, with another page number. The first page has no number, so that it has one address."""
    query = request.GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = number
    return f"{request.path}?{query.urlencode()}" if query else request.path


#: So many pages of a list are thrown out of a cache when one of them changes, and so many are kept there.
CACHED_PAGES = 20


def cached_list_paths(objects, per_page):
    """The addresses of a list's further pages, for a page's `get_cached_paths()`. One query.

    One more than there are: the last one may have gone with what stood on it.
    """
    pages = ceil(objects.count() / per_page) + 1
    return [f"/?page={number}" for number in range(2, min(pages, CACHED_PAGES) + 1)]
