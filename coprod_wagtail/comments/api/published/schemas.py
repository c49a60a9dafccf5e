"""The shapes of the comments of a whole site in JSON, and of one of them with its place."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from ..schemas import Author, Comment, Thread


class RecentComment(Schema):
    """One of the newest comments of a site."""

    id: int
    thread_id: int = Field(description="The comment that its thread begins with; the comment itself, for that one.")
    parent_id: int | None = Field(description="The comment it answers.")
    page: int = Field(description="Id of the page it is about.")
    page_title: str = Field(examples=["A week at the kitchen"])
    page_path: str = Field(description="The page's path, as `path` of the page has it.", examples=["/blog/a-week/"])
    page_language: str = Field(description="The page's language, as HTML's `lang` has it.", examples=["en-gb"])
    path: str = Field(
        description="Where it is on its page: hand it on to readers.", examples=["/blog/a-week/?comment=12#comment-12"]
    )
    url: str = Field(
        description="The same with the site's address.",
        examples=["https://www.example.org/blog/a-week/?comment=12#comment-12"],
    )
    heading: str = Field(
        description="Who wrote it, to whom and when, in words.", examples=["Comment by Sam, 17 May 2026"]
    )
    heading_html: str = Field(
        description="The same as safe HTML.",
        examples=['Comment by <bdi>Sam</bdi>, <time datetime="2026-05-17">17 May 2026</time>'],
    )
    author: Author
    excerpt: str = Field(
        description="Its first words on one line; of one that is folded under a note, the note.",
        examples=["The bus decides my whole day."],
    )
    content_note: str | None = Field(
        description="What people should know before they read the words: keep these folded under it. Null for most comments.",
        examples=["It is about an accident."],
    )
    body_html: str = Field(description="All its words as safe HTML.", examples=["<p>The bus decides my whole day.</p>"])
    language: str | None = Field(description="The language of the words, where known.", examples=["en-gb"])
    posted_at: datetime | None = Field(description="Null where the date was lost.")


class RecentComments(Schema):
    """The newest comments of a site."""

    heading: str = Field(description="To show above them.", examples=["What people say"])
    items: list[RecentComment]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for those that follow; null at the end.", examples=["1779006600000000.42"]
    )


class CommentedPage(Schema):
    """The page that a comment is on."""

    id: int
    title: str = Field(examples=["A week at the kitchen"])
    path: str = Field(examples=["/blog/a-week/"])
    url: str = Field(examples=["https://www.example.org/blog/a-week/"])
    language: str = Field(description="As HTML's `lang` has it.", examples=["en-gb"])


class CommentInPlace(Schema):
    """A comment, or the place of one that was taken away, with where it is and what is said around it."""

    comment: Comment
    page: CommentedPage
    path: str = Field(
        description="Where it is on its page: hand it on to readers.", examples=["/blog/a-week/?comment=12#comment-12"]
    )
    url: str = Field(
        description="The same with the site's address.",
        examples=["https://www.example.org/blog/a-week/?comment=12#comment-12"],
    )
    thread: Thread = Field(description="The thread that it is in, with the first 100 replies.")
