"""What the writer of a comment sends and is told, beside where it stands."""

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Body


class EditIn(Body):
    """Other words for a comment, or another name to show. What is left out stays as it is."""

    body: str | None = Field(None, examples=["The bus decides my whole week."])
    author_name: str | None = Field(None, description="The name to show.", examples=["Sam"])
    version: int | None = Field(
        None,
        description="The `version` of the slip that was on the screen: 409 where the writer has changed the comment elsewhere since.",
        examples=[1],
    )


class NewWords(Schema):
    """What the writer of a comment wants it to say, while nobody has read that yet."""

    author_name: str = Field(examples=["Sam"])
    body: str = Field(examples=["The bus decides my whole week."])
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>The bus decides my whole week.</p>"])


class ChangeFields(Schema):
    """What the two fields are called."""

    body: str = Field(examples=["Your comment"])
    author_name: str = Field(examples=["A name to show"])


class Change(Schema):
    """How the writer of a comment changes it."""

    label: str = Field(description="For a link to the form.", examples=["Change your words or the name"])
    hint: str = Field(description="What it means.", examples=["Somebody reads the new ones first."])
    button: str = Field(description="For the form's button.", examples=["Save the change"])
    fields: ChangeFields


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
