import datetime

import pytest
from bs4 import BeautifulSoup

from tests.factories import BlogPostPageFactory


@pytest.fixture
def read(client):
    """A page as a reader gets it."""

    def read(address):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.headers.get("Location"))
        return BeautifulSoup(answer.content, "html.parser")

    return read


@pytest.fixture
def titles(read):
    """The titles of the posts in a list."""
    return lambda address: [one.text.strip() for one in read(address).select(".coprod-post-summary__title")]


@pytest.fixture
def write(blog):
    """`write("Soup", 2026, 5, 4, tags=["tea"], categories=[food])`: a post of that day, filed so."""

    def write(title, *day, tags=(), categories=(), parent=blog, **fields):
        date = datetime.date(*day) if day else None
        post = BlogPostPageFactory(parent=parent, title=title, date=date, first_published_at=None, **fields)
        post.tags.add(*tags)
        post.categories.add(*categories)
        post.save()
        return post

    return write
