"""The shapes of posts in JSON."""

import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.page_schemas import ConversationInShort, PageBase, Part, Picture, Seo


class PostAuthor(Schema):
    name: str
    member: int | None = Field(description="For `members/{id}/`; null for somebody without a public profile.")
    path: str | None
    url: str | None
    picture: Picture | None


class CategoryInShort(Schema):
    name: str
    slug: str = Field(description="For `?category=`.")


class TagInShort(Schema):
    name: str
    slug: str = Field(description="For `?tag=`.")


class PostInList(PageBase):
    """What a list of posts needs."""

    title: str
    date: datetime.date | None = Field(description="Null where it is not known.")
    date_precision: Literal["day", "unknown"]
    summary: str
    authors: list[PostAuthor]
    categories: list[CategoryInShort]
    tags: list[TagInShort]
    picture: Picture | None
    reading_minutes: int = Field(description="At least 1.")
    conversation: ConversationInShort | None = Field(description="Null where readers cannot answer.")


class Post(PostInList):
    body: list[Part]
    body_html: str = Field(description="The same as safe HTML.")
    closing_question: str = Field(description="A question to the readers after the text; may be empty.")
    seo: Seo


class PostList(Schema):
    count: int = Field(description="How many there are in all.")
    items: list[PostInList]
