"""The shapes of conversations and comments in JSON. Numbers and moments are for programs; words are finished, for people."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Id

from ..constants import DatePrecision, State


class FormField(Schema):
    """A field of the form, in the order in which fields are drawn."""

    name: str = Field(description="To send it under.")
    label: str
    hint: str = Field("", description="To show with the label; may be empty.")
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
    shared_computer: str = Field(description="For people who are not at a computer of their own.")
    another: str = Field(description="For what brings the form back.")


class FormTexts(Schema):
    """Every word around the form."""

    title: str = Field(description="Above the form.")
    promise: str = Field(description="When a comment shows, and by when somebody has read it.")
    privacy_lines: list[str] = Field(description="What happens to people's words and address, one paragraph each.")
    privacy_title: str = Field(description="For a link to `privacy_url`.")
    privacy_url: str | None = Field(description="Null where the site names no page about it.")
    house_rules_title: str
    house_rules: list[str] = Field(description="One paragraph each; none where the site has no rules.")
    closes: str = Field(description="Until when people can write; empty where no end is set.")
    question: str = Field(description="What the page asks its readers; may be empty.")
    error_title: str = Field(description="Above a list of what has to be mended.")
    button: str
    trap_label: str = Field(description="For the field named by `trap`, should somebody meet it.")
    read_again: str = Field(
        description="Beside a form that answers a comment; put its heading in place of `{comment}`."
    )
    own_comment: str = Field(description="For a link from there to the form that answers nobody.")
    urgent_help: str = Field(description="Where to find help at once; may be empty.")
    sending: str = Field(description="While the answer is awaited.")
    not_sent: str = Field(description="When no answer of ours came back: no network, or an error on the way.")
    try_again_in: str = Field(description="Where there is a `Retry-After`: put it in words in place of `{time}`.")
    thanks: ThanksTexts


class ListTexts(Schema):
    """Words for the list of comments."""

    earlier: str = Field(description="For a link to the threads before these.")
    later: str = Field(description="For a link to the threads after these.")
    more_replies: str = Field(description="For a link to the replies after these.")
    reply: str = Field(description="Put the name in place of `{name}`.")
    reply_nameless: str = Field(description="Where the name was lost.")
    in_answer_to: str = Field(description="Put the other comment's heading in place of `{comment}`.")
    loading: str = Field(description="While more comments are awaited.")
    not_loaded: str = Field(description="When they did not come.")


class CommentForm(Schema):
    """All that is needed to draw the form."""

    fields: list[FormField]
    trap: str = Field(
        description="Name of a text field that people must not see or fill in; send it empty. Programs fill it in."
    )
    texts: FormTexts


class Conversation(Schema):
    """What is said on a page, and whether people can write there now."""

    page: int = Field(description="Id of the page.")
    title: str = Field(description="The page's title.")
    url: str = Field(description="The page's own address.")
    language: str = Field(description="The page's language, as HTML's `lang` has it.")
    state: State = Field(description="People can write where it is `open` and `full` is false.")
    direction: Literal["ltr", "rtl"] = Field(description="Which way the words here are written.")
    full: bool = Field(description="So many comments wait to be read that people are asked to come back.")
    message: str = Field(
        description="What to say above the comments, about the state or that there are none; may be empty."
    )
    opens_at: datetime | None = Field(description="Null where no beginning is set.")
    closes_at: datetime | None = Field(description="Null where no end is set.")
    policy: Literal["read_first", "show_first"] = Field(description="Whether a comment is read before it shows.")
    comment_count: int = Field(description="How many comments show, replies included.")
    thread_count: int = Field(description="How many of them, or of those taken away, begin a thread.")
    heading: str = Field(description="To show above the comments.")
    texts: ListTexts
    form: CommentForm | None = Field(description="There only while people can write.")


class Author(Schema):
    """Who wrote a comment."""

    name: str | None = Field(description="As its writer wants it shown; null where it was lost.")
    kind: Literal["guest", "member", "staff", "unknown"] = Field(
        description='Anybody is a "guest"; "unknown" comes from an old website.'
    )


class Comment(Schema):
    """A comment, or the place of one that was taken away."""

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
    language: str | None = Field(description="The language it was written in, as HTML's `lang` has it, where known.")
    posted_at: datetime | None = Field(description="Null where the date was lost.")
    posted_precision: DatePrecision
    can_be_answered: bool = Field(description="Whether to draw a link that says `texts.reply`.")
    reply_count: int = Field(description="Of a thread's first comment: how many replies its thread has.")


class Thread(Comment):
    """A comment that begins a thread, and the replies to it."""

    replies: list[Comment] = Field(description="The first 100 of them.")
    replies_cursor: str | None = Field(description="Send it as `cursor` to `comments/{id}/replies/` for the others.")


class ReplyList(Schema):
    """A part of the replies in a thread."""

    count: int = Field(description="How many replies the thread has.")
    items: list[Comment]
    next_cursor: str | None = Field(description="Send it as `cursor` for the replies that follow; null at the end.")


class CommentList(Schema):
    """A part of the threads on a page."""

    count: int = Field(description="How many threads there are.")
    comment_count: int = Field(description="How many comments show, replies included.")
    state: State = Field(description="The same as the conversation's.")
    items: list[Thread]
    next_cursor: str | None = Field(description="Send it as `cursor` for the threads that follow; null at the end.")


def _as_a_form_needs_it(schema):
    """What the form asks for is said to be required; left out, the form says so in its own words."""
    schema["required"] = ["page", "body", "author_name", "token"]
    for name in schema["required"][1:]:
        del schema["properties"][name]["default"]


class CommentIn(Schema):
    """A comment as a reader wrote it. The form says which fields there are and how long each may be."""

    page: Id = Field(description="Id of the page.")
    body: str = ""
    author_name: str = Field("", description="The name to show.")
    author_email: str | None = Field("", description="Shown to nobody.")
    reply_to: int | str | None = Field("", description="Id of the comment it answers; empty where it answers none.")
    token: str = Field("", description="The form's own.")
    drawn: str | None = Field("", description="When the form was drawn, as pages say it. Leave it out.")
    second_opinion: str | None = Field("", description="The form's `trap`. People leave it empty.")

    model_config = {
        "json_schema_extra": _as_a_form_needs_it,
    }


class Standing(Schema):
    """Where a comment stands."""

    id: int = Field(description="The number a reader can tell us when they ask about it.")
    status: Literal["pending", "published", "declined", "hidden", "taken_back", "erased"] = Field(
        description="What was decided. It need not show when it is `published`: see `visible`."
    )
    visible: bool = Field(description="Whether everybody can read it now.")
    message: str = Field(description="A heading for the reader.")
    lines: list[str] = Field(description="What to tell the reader, one paragraph each.")
    url: str = Field(description="The comment's private page. Whoever has it can see where the comment stands.")
    comment_url: str | None = Field(description="Where everybody can read it, while they can.")


class Sent(Standing):
    """What the writer of a comment is told once."""

    secret: str = Field(description="The last part of the private page's address. It is told this one time.")
    urgent_help: str = Field(description="Where to find help at once; may be empty.")


class Slip(Standing):
    """A comment as its writer may always see it."""

    page: int = Field(description="Id of the page it is about.")
    page_title: str
    page_url: str | None = Field(description="Null while the page is not for everybody.")
    received_at: datetime
    author_name: str = Field(description="The name to show.")
    body: str = Field(description="The words as they were written.")
    body_html: str = Field(description="The same as safe HTML.")
    urgent_help: str = Field(description="Where to find help at once; may be empty.")
