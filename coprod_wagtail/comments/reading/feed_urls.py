"""Where the feeds of comments are on this server."""

from django.urls import NoReverseMatch, reverse

from coprod_wagtail.syndication.formats import ATOM, JSON, RSS, FeedFormat

#: Of one page, by the names of their addresses.
_OF_PAGE = {ATOM: "feed_atom", RSS: "feed", JSON: "feed_json"}


def feed_paths(page_id: int) -> dict[FeedFormat, str]:
    """The feeds of the conversation on the page with this id, by format. None where a server has no such addresses, because its
    front end shows all there is to see."""
    return _paths({kind: (name, [page_id]) for kind, name in _OF_PAGE.items()})


def site_feed_paths() -> dict[FeedFormat, str]:
    """The feeds of all comments of a site, by format. None where a server has no such addresses."""
    return _paths({kind: (f"site_{name}", []) for kind, name in _OF_PAGE.items()})


def _paths(names):
    try:
        return {kind: reverse(f"coprod_comments:{name}", args=args) for kind, (name, args) in names.items()}
    except NoReverseMatch:
        return {}
