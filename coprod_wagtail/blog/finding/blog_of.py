"""Which blog a post stands in."""

from collections.abc import Sequence
from typing import Any

from coprod_wagtail.page_tree.ancestors import add_ancestors, ancestors_of


def add_blogs(posts: Sequence[Any], blog: Any = None) -> None:
    """Find the blogs of all the posts at once, where each `post.blog_index` would ask for its own; none where all stand in
    `blog`."""
    if blog is None:
        add_ancestors(posts)
    for post in posts:
        post.blog_index = blog or blog_above(post)


def blog_above(post: Any) -> Any:
    """The nearest blog above `post`, as the base page; None where it stands in none. One query, the first time."""
    return next((page for page in reversed(ancestors_of(post)) if _is_blog(page)), None)


def _is_blog(page):
    # Of pages whose type is no more there is no class.
    return hasattr(page.specific_class, "get_post_model")
