"""In which order the parts of a series are read."""

from collections.abc import Iterable
from typing import Any


def in_order(posts: Iterable[Any]) -> list[Any]:
    """The posts of a series, the first part first: by date, those without one last. One with a part number of its own stands
    at that place, as far as there are enough others; the rest fill the places between."""
    posts = sorted(posts, key=_by_date)
    others = [post for post in posts if not post.series_part]
    found: list[Any] = []
    for post in sorted((post for post in posts if post.series_part), key=lambda post: post.series_part):
        while others and len(found) < post.series_part - 1:
            found.append(others.pop(0))
        found.append(post)
    return found + others


def _by_date(post):
    moment = post.first_published_at
    return (
        post.date is None,
        post.date.toordinal() if post.date else 0,
        moment is None,
        moment.timestamp() if moment else 0,
        post.pk or 0,
    )
