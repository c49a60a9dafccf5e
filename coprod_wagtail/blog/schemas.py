"""The shapes of posts in JSON."""

import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.pages.facts import Fact
from coprod_wagtail.api.pages.schemas import PageBase, PageList, Part, Picture, Seo


class PostAuthor(Schema):
    """One of the people who wrote a post."""

    name: str = Field(description="As the person wants it shown.")
    member: int | None = Field(description="For `members/{id}/`; null for somebody without a public profile.")
    path: str | None = Field(description="Of the profile.")
    url: str | None = Field(description="Of the profile.")
    picture: Picture | None


class CategoryInShort(Schema):
    """A category of posts."""

    name: str
    slug: str = Field(description="For `?category=`.")


class TagInShort(Schema):
    """A tag of posts."""

    name: str
    slug: str = Field(description="For `?tag=`.")


class PostInList(PageBase):
    """What a list of posts needs."""

    title: str
    date: datetime.date | None = Field(description="Null where it is not known.")
    date_precision: Literal["day", "unknown"] = Field(description="How much of `date` is known.")
    summary: str = Field(description="Plain text; may be empty.")
    authors: list[PostAuthor]
    categories: list[CategoryInShort]
    tags: list[TagInShort]
    picture: Picture | None
    reading_minutes: int = Field(description="At least 1.")
    conversation: Annotated[dict | None, Fact("conversation")]


class Post(PostInList):
    """A post with its text."""

    body: list[Part]
    body_html: str = Field(description="The same as safe HTML.")
    closing_question: str = Field(description="A question to the readers after the text; may be empty.")
    seo: Seo


class PostList(PageList):
    """A part of the posts."""

    items: list[PostInList]
