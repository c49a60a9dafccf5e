"""What a list shows of its posts, asked for all of them at once."""

from collections.abc import Sequence
from typing import Any

from ..bylines import add_bylines
from ..categories import add_categories
from .blog_of import add_blogs


def prepare(posts: Sequence[Any], *, blog: Any = None) -> None:
    """Fetch the authors and the topics of `posts`, and where the lists of these are: in a number of queries that does not
    grow with the posts. `blog` is the blog that all of them stand in, where that is known."""
    add_bylines(posts)
    add_categories(posts)
    add_blogs(posts, blog)
