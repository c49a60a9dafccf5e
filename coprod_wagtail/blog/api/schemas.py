"""The shapes of posts in JSON."""

import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field
from typing_extensions import TypeAliasType

from coprod_wagtail.api.kit.known import Open
from coprod_wagtail.api.pages.facts import Fact
from coprod_wagtail.api.pages.schemas import Direction, PageBase, PageList, Part, Picture, Seo

KnownDayPrecision = TypeAliasType(
    "KnownDayPrecision", Annotated[Literal["day", "unknown"], Field(description="How much of a date is known.")]
)


#: What is said of the path of a category, a tag or a series.
LISTED = "Where the blog of the post lists all posts of it; null for a post that stands in no blog."


class PostAuthor(Schema):
    """One of the people who wrote a post."""

    name: str = Field(description="As the person wants it shown.", examples=["Maryam"])
    member: int | None = Field(description="For `members/{id}/`; null for somebody without a public profile.")
    path: str | None = Field(description="Of the profile.", examples=["/members/maryam/"])
    url: str | None = Field(description="Of the profile.", examples=["https://www.example.org/members/maryam/"])
    picture: Picture | None


class CategoryInShort(Schema):
    """A category of posts."""

    name: str = Field(examples=["Food"])
    slug: str = Field(description="For `?category=`.", examples=["food"])
    language: str = Field(
        description="Of its name, for the attribute `lang`: not the post's where it is not translated.",
        examples=["en-gb"],
    )
    direction: Direction = Field(description="Of its name, for the attribute `dir`.")
    path: str | None = Field(description=LISTED, examples=["/blog/topic/food/"])


class TagInShort(Schema):
    """A tag of posts."""

    name: str = Field(examples=["soup"])
    slug: str = Field(description="For `?tag=`.", examples=["soup"])
    language: str = Field(
        description="For the attribute `lang`, as far as one can know: of the post it was first put on.",
        examples=["en-gb"],
    )
    direction: Direction = Field(description="For the attribute `dir`.")
    path: str | None = Field(description=LISTED, examples=["/blog/tag/soup/"])


class PostInList(PageBase):
    """What a list of posts needs."""

    title: str = Field(examples=["A week at the kitchen"])
    date: datetime.date | None = Field(description="Null where it is not known.")
    date_precision: Annotated[KnownDayPrecision, Open()] = Field(description="How much of `date` is known.")
    summary: str = Field(description="Plain text; may be empty.", examples=["What we cooked, and who came."])
    authors: list[PostAuthor]
    categories: list[CategoryInShort]
    tags: list[TagInShort]
    picture: Picture | None
    reading_minutes: int = Field(description="At least 1.", examples=[3])
    conversation: Annotated[dict | None, Fact("conversation")]


class PostLink(Schema):
    """A post that this one leads on to."""

    id: int = Field(description="For `posts/{id}/`.", examples=[11])
    title: str = Field(examples=["A week at the kitchen"])
    path: str = Field(examples=["/blog/a-week/"])
    url: str = Field(examples=["https://www.example.org/blog/a-week/"])


class SeriesOfPost(Schema):
    """The series that a post is a part of. Parts are counted that everybody may see, in the same blog."""

    name: str = Field(examples=["Our first year"])
    slug: str = Field(description="For `?series=`.", examples=["our-first-year"])
    language: str = Field(
        description="Of its name, for the attribute `lang`: not the post's where it is not translated.",
        examples=["en-gb"],
    )
    direction: Direction = Field(description="Of its name, for the attribute `dir`.")
    path: str | None = Field(description=LISTED, examples=["/blog/series/our-first-year/"])
    part: int = Field(description="Which part it is, from 1 on.", examples=[2])
    of: int = Field(description="How many there are.", examples=[4])
    previous: PostLink | None = Field(description="The part before; null for the first.")
    next: PostLink | None = Field(description="The part after; null for the last.")


class Post(PostInList):
    """A post with its text."""

    body: list[Part]
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>The kitchen opens at <b>ten</b>.</p>"])
    closing_question: str = Field(
        description="A question to the readers after the text; may be empty.", examples=["What would bring you in?"]
    )
    previous: PostLink | None = Field(description="The post before it in its blog: the next older one.")
    next: PostLink | None = Field(description="The post after it in its blog: the next newer one.")
    related: list[PostLink] = Field(
        description="Up to three to read next: chosen by an editor, or with the same tags and categories."
    )
    series: SeriesOfPost | None = Field(description="Null where it is in none.")
    seo: Seo


class PostList(PageList):
    """A part of the posts."""

    items: list[PostInList]
