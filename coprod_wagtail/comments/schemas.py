"""The shapes of conversations and comments in JSON. Numbers and moments are for programs; words are finished, for people."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.parameters import Id

from .constants import DatePrecision, Policy, State, Status


class FormField(Schema):
    name: str
    label: str
    hint: str = ""
    type: Literal["textarea", "text", "email", "hidden"]
    required: bool
    max_length: int | None = Field(None, description="In characters, a line break counting as one.")
    autocomplete: str = Field("", description="For the HTML attribute of this name (WCAG 1.3.5).")
    value: str = Field("", description="What to send back unchanged, for hidden fields.")


class ThanksTexts(Schema):
    """Words around the answer to a comment that was sent."""

    standing_title: str = Field(description="Above the `lines` of the answer.")
    see_it: str = Field(description="For a link to the comment, where it is `visible`.")
    number: str = Field(description="Above the comment's `id`.")
    keep: str = Field(description="What its private page is for.")
    private_page: str = Field(description="For a link to that page, the answer's `url`.")
    shared_computer: str
    another: str = Field(description="For what brings the form back.")


class FormTexts(Schema):
    title: str
    promise: str = Field(description="When a comment shows, and by when somebody has read it.")
    privacy_lines: list[str]
    privacy_title: str
    privacy_url: str | None
    house_rules_title: str
    house_rules: list[str]
    closes: str = Field(description="Until when people can write; empty where no end is set.")
    question: str
    error_title: str
    button: str
    trap_label: str = Field(description="For the field named by `trap`, should somebody meet it.")
    read_again: str = Field(
        description="Beside a form that answers a comment; put its heading in place of `{comment}`."
    )
    own_comment: str = Field(description="For a link from there to the form that answers nobody.")
    urgent_help: str
    sending: str = Field(description="While the answer is awaited.")
    not_sent: str = Field(description="When no answer of ours came back: no network, or an error on the way.")
    try_again_in: str = Field(description="Where there is a `Retry-After`: put it in words in place of `{time}`.")
    thanks: ThanksTexts


class ListTexts(Schema):
    """Words for the list of comments."""

    earlier: str
    later: str
    more_replies: str
    reply: str = Field(description="Put the name in place of `{name}`.")
    reply_nameless: str = Field(description="Where the name was lost.")
    in_answer_to: str = Field(description="Put the other comment's heading in place of `{comment}`.")
    loading: str = Field(description="While more comments are awaited.")
    not_loaded: str = Field(description="When they did not come.")


class CommentForm(Schema):
    fields: list[FormField]
    trap: str = Field(
        description="Name of a text field that people must not see or fill in; send it empty. Programs fill it in."
    )
    texts: FormTexts


class Conversation(Schema):
    page: int
    title: str = Field(description="The page's title.")
    url: str
    language: str
    direction: Literal["ltr", "rtl"] = Field(description="Which way the words here are written.")
    state: State
    full: bool = Field(description="So many comments wait to be read that people are asked to come back.")
    message: str = Field(
        description="What to say above the comments, about the state or that there are none; may be empty."
    )
    opens_at: datetime | None
    closes_at: datetime | None
    policy: Policy = Field(description="Whether a comment is read before it shows.")
    comment_count: int
    thread_count: int
    heading: str = Field(description="To show above the comments.")
    texts: ListTexts
    form: CommentForm | None = Field(description="There only while people can write.")


class Author(Schema):
    name: str | None = Field(description="As its writer wants it shown; null where it was lost.")
    kind: Literal["guest", "member", "staff", "unknown"]


class Comment(Schema):
    id: int
    kind: Literal["comment", "gone"] = Field(description='"gone": it was taken away, and somebody had answered it.')
    thread_id: int = Field(description="The comment that the thread begins with; the comment itself, for that one.")
    parent_id: int | None = Field(description="The comment it answers.")
    depth: Literal[0, 1] = Field(description="Replies are shown one step in, whatever they answer.")
    heading: str = Field(description="Who wrote it, to whom and when, in words.")
    heading_html: str = Field(
        description="The same as safe HTML: names are kept from disturbing the words around them, and the date is for machines, too."
    )
    note: str = Field(description="What is known to be missing, in words; may be empty.")
    author: Author | None
    body: str | None = Field(description="The words as they were written.")
    body_html: str | None = Field(description="The same as safe HTML.")
    language: str | None
    posted_at: datetime | None = Field(description="Null where the date was lost.")
    posted_precision: DatePrecision
    can_be_answered: bool
    reply_count: int = Field(description="Of a thread's first comment: how many replies its thread has.")


class Thread(Comment):
    replies: list[Comment] = Field(description="The first 100 of them.")
    replies_cursor: str | None = Field(description="Send it as `cursor` to `comments/{id}/replies/` for the others.")


class ReplyList(Schema):
    count: int = Field(description="How many replies the thread has.")
    items: list[Comment]
    next_cursor: str | None = Field(description="Send it as `cursor` for the replies that follow; null at the end.")


class CommentList(Schema):
    count: int = Field(description="How many threads there are.")
    comment_count: int
    state: State
    items: list[Thread]
    next_cursor: str | None = Field(description="Send it as `cursor` for the threads that follow; null at the end.")


class CommentIn(Schema):
    """Loose on purpose: the form that pages use says what is wrong, in words for people."""

    page: Id
    body: Any = ""
    author_name: Any = ""
    author_email: Any = ""
    reply_to: Any = ""
    token: Any = ""
    drawn: Any = ""
    second_opinion: Any = ""


class Standing(Schema):
    id: int = Field(description="The number a reader can tell us when they ask about it.")
    status: Status
    visible: bool
    message: str
    lines: list[str]
    url: str = Field(description="The comment's private page. Whoever has it can see where the comment stands.")
    comment_url: str | None = Field(description="Where everybody can read it, while they can.")


class Sent(Standing):
    secret: str = Field(description="The last part of the private page's address. It is told this one time.")
    urgent_help: str


class Slip(Standing):
    page: int
    page_title: str
    page_url: str | None
    received_at: datetime
    author_name: str
    body: str
    body_html: str
    urgent_help: str
