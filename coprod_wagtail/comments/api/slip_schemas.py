"""What the writer of a comment sends and is told, beside where it stands."""

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Body


class FindIn(Body):
    """What the writer of a comment was given when they sent it."""

    number: int | str = Field(description="The comment's `id`, as people type it.", examples=["1234"])
    words: str = Field(
        description="Its `passphrase`, in any case, with whatever stands between the words.",
        examples=["lilac otter bus drum"],
    )


class Found(Schema):
    """The way back to a comment."""

    secret: str = Field(description="The last part of the private page's address.", examples=["q0qZ8mVvKk0bJq4l8wXkXA"])
    url: str = Field(
        description="The comment's private page.",
        examples=["https://www.example.org/comments/slips/q0qZ8mVvKk0bJq4l8wXkXA/"],
    )
