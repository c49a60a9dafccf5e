"""The shapes of conversations and comments in JSON. Numbers and moments are for programs; words are finished, for people."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.known import sometimes
from coprod_wagtail.api.kit.parameters import Body, Id
from coprod_wagtail.api.kit.problems import Problem
from coprod_wagtail.api.pages.schemas import Direction

from .form_schemas import CommentForm, Question
from .known import AuthorKind, Badge, CommentKind, MomentPrecision, Policy, State
from .mail_schemas import MailOffer


class ListTexts(Schema):
    """Words for the list of comments."""

    earlier: str = Field(description="For a link to the threads before these.", examples=["Earlier comments"])
    later: str = Field(description="For a link to the threads after these.", examples=["Later comments"])
    oldest_first: str = Field(
        description="For a link to the threads in this order, the usual one; and to say so.", examples=["Oldest first"]
    )
    newest_first: str = Field(
        description="For a link to the threads the other way round (`order`); and to say so.", examples=["Newest first"]
    )
    more_replies: str = Field(description="For a link to the replies after these.", examples=["More replies"])
    reply: str = Field(description="Put the name in place of `{name}`.", examples=["Reply to {name}"])
    reply_nameless: str = Field(description="Where the name was lost.", examples=["Reply to this comment"])
    link_here: str = Field(
        description="For the link of a comment without a date to itself.", examples=["Link to this comment"]
    )
    before_you_read: str = Field(
        description="In place of the words of a comment with a `content_note`: put that in place of `{note}`.",
        examples=["Before you read: {note}"],
    )
    report: str = Field(
        description="For a link from a comment to the form of `comments/{id}/reports/`.",
        examples=["Tell us about this comment"],
    )
    report_not_loaded: str = Field(
        description="When the form for that did not come.",
        examples=["We could not open the form. Please press the button again."],
    )
    report_unfinished: str = Field(
        description="In the form for one comment, where somebody has begun to fill it in and asks for that of another.",
        examples=["You have begun to tell us about this comment. Send it first, or go back."],
    )
    loading: str = Field(description="While more comments are awaited.", examples=["Loading…"])
    not_loaded: str = Field(
        description="When they did not come.", examples=["We could not load more comments. Please try again."]
    )
    find: str = Field(
        description="For a link to where a writer finds their comment again, such as `find_url`.",
        examples=["Find your comment"],
    )


class Conversation(Schema):
    """What is said on a page, and whether people can write there now."""

    page: int = Field(description="Id of the page.")
    title: str = Field(description="The page's title.", examples=["A week at the kitchen"])
    url: str = Field(description="The page's own address.", examples=["https://www.example.org/blog/a-week/"])
    language: str = Field(description="The page's language, as HTML's `lang` has it.", examples=["en-gb"])
    state: State = Field(description="People can write where it is `open` and `full` is false.")
    words_language: str = Field(
        description="The language of the words here, for `lang`: the page's, or `en` where they are not translated into it.",
        examples=["en-gb"],
    )
    direction: Direction = Field(description="Which way the words here are written.")
    full: bool = Field(
        description="So many comments wait to be read that people are asked to come back.", examples=[False]
    )
    message: str = Field(
        description="What to say above the comments, about the state or that there are none; may be empty.",
        examples=[""],
    )
    opens_at: datetime | None = Field(description="Null where no beginning is set.")
    closes_at: datetime | None = Field(description="Null where no end is set.")
    policy: Policy = Field(description="Whether a comment is read before it shows.")
    comment_count: int = Field(description="How many comments show, replies included.")
    thread_count: int = Field(description="How many of them, or of those taken away, begin a thread.")
    heading: str = Field(description="To show above the comments.", examples=["What people say (12)"])
    read_them: str = Field(
        description="For a link from the head of the page to its comments; empty where there are none.",
        examples=["Read 12 comments"],
    )
    texts: ListTexts
    find_url: str | None = Field(
        description="Where number and four words lead to a comment's private page; null where `FRONTEND_SLIP_URL` says that the front end has such pages.",
        examples=["https://www.example.org/comments/find/"],
    )
    follow: MailOffer | None = Field(
        description="For who wants an e-mail about what is new: POST to `conversations/{page_id}/follow/`. Null where nobody "
        "can write, or the site sends no e-mails."
    )
    form: CommentForm | None = Field(
        description="There only while people can write, and a little longer for who asks with the `token` of an earlier form."
    )


class Author(Schema):
    """Who wrote a comment."""

    name: str | None = Field(description="As its writer wants it shown; null where it was lost.", examples=["Sam"])
    kind: AuthorKind = Field(description='Anybody is a "guest"; "unknown" comes from an old website.')
    badge: Badge | None = Field(description="Null for readers. The `note` says it in words.", examples=["works_here"])
    role: str | None = Field(
        description="What somebody does here; null for readers. The `note` says it, too.", examples=["Community worker"]
    )


class Comment(Schema):
    """A comment, or the place of one that was taken away."""

    id: int
    kind: CommentKind = Field(description='"gone": it was taken away, and somebody had answered it.')
    thread_id: int = Field(description="The comment that the thread begins with; the comment itself, for that one.")
    parent_id: int | None = Field(description="The comment it answers.")
    depth: int = Field(
        description="0 begins a thread, 1 is in one. Replies are shown one step in, whatever they answer.", examples=[0]
    )
    heading: str = Field(description="Who wrote it, to whom and when, in words.", examples=["Sam, 17 May 2026"])
    heading_html: str = Field(
        description="The same as safe HTML: names are kept from disturbing the words around them, and the date is for machines, too.",
        examples=['<bdi>Sam</bdi>, <time datetime="2026-05-17">17 May 2026</time>'],
    )
    byline_html: str = Field(
        description="For a heading of the comment, as safe HTML: who wrote it and, as a link to `#comment-{id}`, whom it answers.",
        examples=["<bdi>Sam</bdi>"],
    )
    when_html: str = Field(
        description="Its date as safe HTML, for a link of the comment to itself; empty where it was lost (`texts.link_here`).",
        examples=['<time datetime="2026-05-17T09:30:00+01:00">17 May 2026, 9.30 am</time>'],
    )
    note: str = Field(
        description="What is known to be missing, that somebody helped to write it, or that its writer has changed it, and who somebody is who answers for the website, in words; may be empty.",
        examples=[""],
    )
    edited_at: datetime | None = Field(description="When its words last changed after it was published.")
    content_note: str | None = Field(
        description="What people should know before they read the words: keep these folded under it (`<details>`), and quote "
        "the note in their place. Null for most comments.",
        examples=["It is about an accident."],
    )
    content_note_html: str | None = Field(
        description="What opens the words then, as safe HTML.",
        examples=["Before you read: <bdi>It is about an accident.</bdi>"],
    )
    helped: bool = Field(description="Whether somebody helped to write it, and the page may say so.", examples=[False])
    author: Author | None
    body: str | None = Field(description="The words as they were written.", examples=["The bus decides my whole day."])
    body_html: str | None = Field(
        description="The same as safe HTML.", examples=["<p>The bus decides my whole day.</p>"]
    )
    language: str | None = Field(
        description="The language it was written in, as HTML's `lang` has it, where known.", examples=["en-gb"]
    )
    posted_at: datetime | None = Field(description="Null where the date was lost.")
    posted_precision: MomentPrecision
    can_be_answered: bool = Field(description="Whether to draw a link that says `texts.reply`.")
    reply_count: int = Field(description="Of a thread's first comment: how many replies its thread has.")


class Thread(Comment):
    """A comment that begins a thread, and the replies to it."""

    replies: list[Comment] = Field(description="The first 100 of them.")
    replies_cursor: str | None = Field(
        description="Send it as `cursor` to `comments/{id}/replies/` for the others.", examples=["1779006600000000.42"]
    )


class ReplyList(Schema):
    """A part of the replies in a thread."""

    count: int = Field(description="How many replies the thread has.")
    items: list[Comment]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the replies that follow; null at the end.",
        examples=["1779006600000000.42"],
    )


class CommentList(Schema):
    """A part of the threads on a page."""

    count: int = Field(description="How many threads there are.")
    comment_count: int = Field(description="How many comments show, replies included.")
    state: State = Field(description="The same as the conversation's.")
    items: list[Thread]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the threads that follow; null at the end.",
        examples=["1779006600000000.42"],
    )


def _as_a_form_needs_it(schema):
    """What the form asks for is said to be required; left out, the form says so in its own words."""
    schema["required"] = ["page", "body", "author_name", "token"]
    for name in schema["required"][1:]:
        del schema["properties"][name]["default"]


class CommentIn(Body):
    """A comment as a reader wrote it. The form says which fields there are and how long each may be."""

    page: Id = Field(description="Id of the page.")
    body: str = Field("", examples=["The bus decides my whole day."])
    author_name: str = Field("", description="The name to show.", examples=["Sam"])
    author_email: str | None = Field("", description="Shown to nobody.", examples=["sam@example.org"])
    content_note: str | None = Field(
        "",
        description="What people should know before they read it, up to 100 characters; empty for most comments.",
        examples=[""],
    )
    reply_to: int | str | None = Field(
        "", description="Id of the comment it answers; empty where it answers none.", examples=[""]
    )
    token: str = Field("", description="The form's own.", examples=["12-499413.pXn5QyqVtq0"])
    helped: bool | None = Field(
        False,
        description="Whether somebody helped to write it. Only moderators are told, without `helped_shown`.",
        examples=[False],
    )
    helped_shown: bool | None = Field(
        False, description="Whether the page shall say that somebody helped.", examples=[False]
    )
    confirm: list[str] | None = Field(
        [], description="Codes of `questions` that its writer has answered with yes.", examples=[["private_details"]]
    )
    drawn: str | None = Field("", description="When the form was drawn, as pages say it. Leave it out.", examples=[""])
    second_opinion: str | None = Field("", description="The form's `trap`. People leave it empty.", examples=[""])

    model_config = {
        "json_schema_extra": _as_a_form_needs_it,
    }


class FreshToken(Schema):
    """A token in place of one that was too old."""

    value: str = Field(description="Send it as `token`.", examples=["12-499425.mR2v0rTqZbE"])
    expires_at: datetime = Field(description="Until when a form with it is taken.")


class NotSent(Problem):
    """What has to be mended in a comment, or asked about it."""

    questions: list[Question] | None = sometimes("There where the code is `confirm`: what to ask.")

    token: FreshToken | None = sometimes("There where the token was too old: send the same words again with this one.")
