import pytest

from coprod_wagtail.comments.models import ReaderComment

from ..sending import send, words


@pytest.fixture
def place(client, post):
    """The private page of a comment that was sent."""
    return send(client, post, **words())["Location"].split("#")[0]


@pytest.fixture
def comment(place):
    return ReaderComment.objects.get()
