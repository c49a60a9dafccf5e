"""What the writer of a comment sends and is told, beside where it stands."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Body

from .known import CoveredKind, Status
from .mail_schemas import OwnMail


class EditIn(Body):
    """Other words for a comment, or another name to show. What is left out stays as it is."""

    body: str | None = Field(None, examples=["The bus decides my whole week."])
    author_name: str | None = Field(None, description="The name to show.", examples=["Sam"])
    content_note: str | None = Field(
        None, description="What people should know before they read it; empty for nothing.", examples=[""]
    )
    version: int | None = Field(
        None,
        description="The `version` of the slip that was on the screen: 409 where the writer has changed the comment elsewhere since.",
        examples=[1],
    )
    confirm: list[str] | None = Field(
        [], description="Codes of `questions` that the writer has answered with yes.", examples=[["private_details"]]
    )


class NewWords(Schema):
    """What the writer of a comment wants it to say, while nobody has read that yet."""

    author_name: str = Field(examples=["Sam"])
    content_note: str = Field(description="What its words are folded under; may be empty.", examples=[""])
    body: str = Field(examples=["The bus decides my whole week."])
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>The bus decides my whole week.</p>"])


class ChangeFields(Schema):
    """What the fields are called."""

    body: str = Field(examples=["Your comment"])
    author_name: str = Field(examples=["A name to show"])
    content_note: str = Field(examples=["What should people know before they read it? (optional)"])


class Change(Schema):
    """How the writer of a comment changes it."""

    label: str = Field(description="For a link to the form.", examples=["Change your words or the name"])
    hint: str = Field(description="What it means.", examples=["Somebody reads the new ones first."])
    button: str = Field(description="For the form's button.", examples=["Save the change"])
    fields: ChangeFields


class Answer(Schema):
    """What the writer of a comment answered a moderator."""

    body: str = Field(examples=["I will leave my neighbour’s name out."])
    body_html: str = Field(
        description="The same as safe HTML.", examples=["<p>I will leave my neighbour’s name out.</p>"]
    )
    sent_at: datetime
    message: str = Field(description="Where it stands.", examples=["We have your answer. A person reads it."])


class MessageToWriter(Schema):
    """What a moderator wrote to the writer of a comment."""

    id: int
    body: str = Field(
        description="Empty where they wrote no more than `why`, and that was answered.",
        examples=["Please leave out your neighbour’s name."],
    )
    body_html: str = Field(
        description="The same as safe HTML.", examples=["<p>Please leave out your neighbour’s name.</p>"]
    )
    written_at: datetime
    answer: Answer | None = Field(description="The one answer to it; null where there is none.")


class Answering(Schema):
    """How the writer of a comment answers the last message, or why it does not show: POST to `slips/{secret}/answer/`."""

    message: int = Field(
        description="The message's `id`. It may be none of `messages`: why a comment does not show can be answered, too.",
        examples=[3],
    )
    label: str = Field(examples=["Your answer to us"])
    hint: str = Field(examples=["You can answer once."])
    button: str = Field(examples=["Send your answer"])


class AnswerIn(Body):
    """The one answer to what a moderator wrote."""

    answer: str = Field(examples=["I will leave my neighbour’s name out."])
    message: int | None = Field(
        None,
        description="The message that was on the screen: 409 where there has been another one since.",
        examples=[3],
    )


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


class Standing(Schema):
    """Where a comment stands."""

    id: int = Field(description="The number a reader can tell us when they ask about it.")
    status: Status = Field(description="What was decided. It need not show when it is `published`: see `visible`.")
    visible: bool = Field(description="Whether everybody can read it now.", examples=[False])
    message: str = Field(description="A heading for the reader.", examples=["Thank you"])
    lines: list[str] = Field(
        description="What to tell the reader, one paragraph each.",
        examples=[["Somebody reads your comment before it shows."]],
    )
    passphrase: str = Field(
        description="Four English words. With the `id` they lead back to the private page: see `find_slip`.",
        examples=["lilac otter bus drum"],
    )
    url: str = Field(
        description="The comment's private page. Whoever has it can see where the comment stands.",
        examples=["https://www.example.org/comments/slips/q0qZ8mVvKk0bJq4l8wXkXA/"],
    )
    comment_url: str | None = Field(
        description="Where everybody can read it, while they can.",
        examples=["https://www.example.org/blog/a-week/?comment=12#comment-12"],
    )
    urgent_help: str = Field(
        description="Where to find help at once; may be empty.", examples=["In an emergency ring 999."]
    )
    urgent_help_html: str = Field(
        description="The same as safe HTML, with numbers that a phone can ring.",
        examples=['In an emergency ring <a href="tel:999">999</a>.'],
    )


class Sent(Standing):
    """What the writer of a comment is told once."""

    secret: str = Field(
        description="The last part of the private page's address. It is told this one time.",
        examples=["q0qZ8mVvKk0bJq4l8wXkXA"],
    )


class NothingMore(Body):
    """An empty object: the path says it all."""


class WritersVerb(Schema):
    """What the writer of a comment can do with it."""

    name: str = Field(
        description="The last part of the path to POST to, below `slips/{secret}/`.", examples=["take-down"]
    )
    label: str = Field(description="For its button.", examples=["Take it down"])
    hint: str = Field(
        description="What it means.",
        examples=["Nobody else can see it then. You can bring it back until Monday 11 May."],
    )


class Erased(Schema):
    """What is left to say of a comment that is gone."""

    status: Status = Field(description="`erased`.")
    message: str = Field(description="A heading for the reader.", examples=["Your comment is erased."])
    lines: list[str] = Field(
        description="What to tell the reader, one paragraph each.",
        examples=[["Your words and the name are gone from our records."]],
    )


class WhyNotShown(Schema):
    """Why a comment does not show, in words for its writer."""

    title: str = Field(description="Above it.", examples=["Why we do not show it"])
    words: str = Field(description="The reason; may be empty.", examples=["Your comment looks like an advert."])
    marked_title: str = Field(
        description="Above the marked words.", examples=["It is about the words that are marked here"]
    )
    marked: list[str] = Field(description="The words that it is about; may be empty.", examples=[["my neighbour"]])
    marked_html: str = Field(
        description="The whole comment as safe HTML, with those in a `mark`, which says so to whoever hears it. The words for them are in "
        "an element with the class `coprod-visually-hidden`. Empty where nothing is marked.",
        examples=["<p>I saw <mark>my neighbour</mark> there.</p>"],
    )
    mend_title: str = Field(description="Above `mend`.", examples=["What would make it fine"])
    mend: str = Field(description="What would make it fine; may be empty.", examples=["Leave out the name."])
    hint: str = Field(
        description="How to send it again; empty where it cannot be.",
        examples=["You can change your words and send them again."],
    )


class CoveredPart(Schema):
    """Words that moderators took out of a comment, for its writer alone."""

    kind: CoveredKind
    label: str = Field(description="What they are, in words.", examples=["A phone number"])
    stand_in: str = Field(description="What stands there instead.", examples=["[phone number removed by us]"])
    words: str = Field(examples=["01632 960 001"])
    until: str = Field(description="How long they are kept, in words.", examples=["We keep them until Monday 11 May."])


class Slip(Standing):
    """A comment as its writer may always see it."""

    page: int = Field(description="Id of the page it is about.")
    page_title: str | None = Field(
        description="Null while the page is not for everybody.", examples=["A week at the kitchen"]
    )
    page_url: str | None = Field(
        description="Null while the page is not for everybody.", examples=["https://www.example.org/blog/a-week/"]
    )
    received_at: datetime
    author_name: str = Field(description="The name to show.", examples=["Sam"])
    content_note: str = Field(description="What its words are folded under; may be empty.", examples=[""])
    body: str = Field(description="The words as they were written.", examples=["The bus decides my whole day."])
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>The bus decides my whole day.</p>"])
    version: int = Field(description="Which of the writer's words these are: see `edit_comment`.", examples=[1])
    new: NewWords | None = Field(description="What the writer wants it to say, while that waits to be read.")
    change: Change | None = Field(description="How it can be changed; null where it cannot.")
    verbs: list[WritersVerb] = Field(description="What its writer can do now.")
    mail: OwnMail | None = Field(
        description="Whether its writer gets e-mails: POST an address to `slips/{secret}/mail/`. Null where the site sends none, "
        "and while the comment is taken down."
    )
    why: WhyNotShown | None = Field(description="Why it does not show; null where it does, or where nobody said.")
    covered_title: str = Field(description="Above `covered`.", examples=["Words that we took out"])
    covered_lines: list[str] = Field(
        description="Below that, one paragraph each.", examples=[["We covered these words in your comment."]]
    )
    covered: list[CoveredPart] = Field(
        description="What moderators took out of it, while that is kept. Empty for most."
    )
    messages_title: str = Field(description="Above `messages` and `answering`.", examples=["What we wrote to you"])
    messages: list[MessageToWriter] = Field(
        description="What moderators wrote to its writer, the first one first. Empty for most."
    )
    answering: Answering | None = Field(description="How the last one is answered; null where it cannot be.")
