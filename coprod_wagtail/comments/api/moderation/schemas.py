"""The shapes of the moderators' doors in JSON."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Body
from coprod_wagtail.api.kit.problems import Problem

from ..known import AuthorKind
from .handing_schemas import HandedOver
from .known import ModerationStatus, ReportReason, VerbName


class SignSaid(Schema):
    """A name for programs, and what it means for people."""

    name: str = Field(description="It stays the same in every language.", examples=["many_links"])
    label: str = Field(examples=["It has many links."])


class OfferedVerb(Schema):
    """What can be decided about a comment as it stands."""

    name: VerbName = Field(description="To send as `verb`.")
    label: str = Field(description="For a button.", examples=["Publish"])


class CommentPage(Schema):
    """The page that a comment stands on."""

    id: int
    title: str = Field(
        description="As readers know it; of a page that they do not see, that it is not on the website or not for everyone.",
        examples=["A week at the kitchen"],
    )
    url: str | None = Field(
        description="Where readers see it; null where they do not.", examples=["https://www.example.org/blog/a-week/"]
    )


class ReportedCase(Schema):
    """The case that a report opened."""

    id: int = Field(description="To ask for it at `moderation/cases/{id}/`.")
    due_at: datetime
    is_open: bool = Field(description="Whether nobody has closed it.")


class ReportRead(Schema):
    """What a reader told us about a comment."""

    id: int
    created_at: datetime
    is_open: bool = Field(description="Whether nobody has decided about it.")
    withheld: bool = Field(
        description="Whether it is urgent and only for some: who asks has no right to read what it says, and should tell "
        "somebody who has. Everything that it says is null then."
    )
    reason: ReportReason | None
    reason_label: str | None = Field(examples=["It is unkind or hateful"])
    body: str | None = Field(description="In their own words.", examples=["That is my address."])
    statement: str | None = Field(description="The words that are said to be untrue.", examples=[""])
    meaning: str | None = Field(description="What they say, and why it harms.", examples=[""])
    untrue: str | None = Field(description="What is wrong in them.", examples=[""])
    name: str | None = Field(examples=[""])
    email: str | None = Field(examples=[""])
    signs: list[str] = Field(description="Why to look twice, in words.", examples=[[]])
    outcome: str | None = Field(
        description="What came of it, in words; null while it is open.", examples=["The comment stays"]
    )
    decided_at: datetime | None
    case: ReportedCase | None = Field(
        description="The case that it opened; null where it opened none, or who asks does not look after it."
    )


class QueuedComment(Schema):
    """A comment in the list."""

    id: int
    status: ModerationStatus
    status_label: str = Field(examples=["Waiting to be read"])
    status_since: datetime
    page: CommentPage
    language: str | None = Field(
        description="The language it was written in, as HTML's `lang` has it, where known.", examples=["en-gb"]
    )
    author_name: str = Field(description="Empty where it was lost.", examples=["Sam"])
    author_kind: AuthorKind
    body: str = Field(description="The words, as they were written.", examples=["The bus decides my whole day."])
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>The bus decides my whole day.</p>"])
    content_note: str = Field(description="What people know before they open it; may be empty.", examples=[""])
    version: int = Field(description="Which of its writer's words these are: send it with what you decide.", ge=1)
    received_at: datetime
    due_at: datetime | None = Field(
        description="By when somebody reads it, as its writer was promised; null where it does not wait."
    )
    posted_at: datetime | None = Field(description="When it was written; null where that was lost.")
    signs: list[SignSaid] = Field(description="Why to look twice. Never a verdict.")
    reply_to: int | None = Field(description="Id of the comment that it answers.", examples=[57])
    thread: int = Field(description="Id of the first comment of its thread, which may be its own.", examples=[57])
    reported_since: datetime | None = Field(
        description="Since when readers have told us something about it that nobody has decided about."
    )
    answer_waits_since: datetime | None = Field(
        description="Since when its writer's answer to a moderator waits to be read."
    )
    edit_waits: bool = Field(description="Whether its writer wants other words, which wait to be read.")
    verbs: list[OfferedVerb] = Field(
        description="What can be decided about it. Empty where a complaint has to be read first: see the comment itself."
    )


class Queue(Schema):
    """A part of the list, in the order in which moderators read: what was reported, what is to be read soonest, then what is newest."""

    count: int = Field(description="How many there are in all.")
    items: list[QueuedComment]


class HistoryEntry(Schema):
    """Something that happened to a comment."""

    at: datetime
    message: str = Field(description="In words.", examples=["Published"])
    note: str = Field(description="The reason and the note that came with it; may be empty.", examples=[""])
    person: str = Field(description="Who did it; empty if nobody of the site's people did.", examples=["Ann Reader"])


class ThreadComment(Schema):
    """A comment of the same thread."""

    id: int
    status: ModerationStatus
    author_name: str = Field(examples=["Sam"])
    body: str = Field(examples=["The bus decides my whole day."])
    received_at: datetime
    reply_to: int | None = Field(examples=[57])


class WordsWanted(Schema):
    """What its writer wants it to say."""

    author_name: str = Field(examples=["Sam"])
    body: str = Field(examples=["The bus decides my whole week."])
    content_note: str = Field(examples=[""])
    proposed_at: datetime
    signs: list[str] = Field(description="Why to look twice, in words.", examples=[[]])


class WrittenToThem(Schema):
    """What a moderator wrote to the writer of a comment, and the answer."""

    id: int = Field(description="To send in `answers_seen` with what you decide.")
    body: str = Field(examples=["Please leave out the address."])
    written_at: datetime
    answer: str | None = Field(description="Null without one.", examples=["I have."])
    answered_at: datetime | None
    waits: bool = Field(description="Whether there is an answer that nobody is done with.")


class OfferedReason(Schema):
    """A reason for which a comment can be declined or hidden."""

    key: str = Field(description="To send as the `reason`.", examples=["private-details"])
    label: str = Field(description="What a moderator chooses by.", examples=["It tells something about somebody else"])
    words: str = Field(
        description="What the writer reads.", examples=["Your comment tells something about somebody else."]
    )


class CommentInFull(QueuedComment):
    """A comment, with everything that is needed to decide about it."""

    author_email: str = Field(description="Not shown to readers; may be empty.", examples=[""])
    handed: HandedOver | None = Field(
        description="With whom it is, where a moderator has asked another to decide (`hand_over`)."
    )
    reports: list[ReportRead] = Field(description="What readers told us about it, the first one first.")
    around: list[ThreadComment] = Field(
        description="What is said in its thread, as far as it is for who asks: at most 50, those before and after it."
    )
    new_words: WordsWanted | None = Field(
        description="What its writer wants it to say instead; null where nothing waits."
    )
    reasons: list[OfferedReason] = Field(description="Those to choose from, in order, to decline it or to hide it.")
    can_write: bool = Field(description="Whether something can be written to its writer (`write`).")
    messages: list[WrittenToThem] = Field(description="What moderators and its writer said to each other.")
    history: list[HistoryEntry] = Field(description="What happened so far, the last first.")


def _as_it_is_needed(schema):
    schema["required"] = ["verb", "version"]
    for name in schema["required"]:
        schema["properties"][name].pop("default", None)


class DecisionIn(Body):
    """What somebody decides about a comment, and what they had read when they did."""

    verb: str = Field(
        "", description="One of its `verbs`; `write` with a `message` decides nothing.", examples=["publish"]
    )
    version: int | None = Field(None, description="The comment's `version` that was read.", examples=[1])
    status: str | None = Field(
        "",
        description="The `status` that it had then. If it has another by now, nothing is done.",
        examples=["pending"],
    )
    reason: str | None = Field(
        "",
        description="Why: the `key` of one of its `reasons`. To decline needs one, as long as there are any.",
        examples=[""],
    )
    marked: str | None = Field(
        "",
        description="With a reason: which of its words it is about, each stretch on a line of its own, as they stand there.",
        examples=[""],
    )
    mend: str | None = Field(
        "", description="With a reason: what would make the comment fine, for its writer.", examples=[""]
    )
    note: str | None = Field("", description="For the history that moderators read.", examples=[""])
    message: str | None = Field(
        "", description="Words for its writer, who reads them on the private page.", examples=[""]
    )
    reports_seen: int | None = Field(
        None, description="Id of the last of its `reports` that was read: later ones stay open.", examples=[3]
    )
    answers_seen: list[int] = Field(
        [], description="Ids of the `messages` whose answers were read: later ones go on waiting.", examples=[[]]
    )

    model_config = {"json_schema_extra": _as_it_is_needed}


class Decided(Schema):
    """What was done, and how it is undone."""

    message: str = Field(description="In words.", examples=["Reader comment 57 is published."])
    status: ModerationStatus
    version: int
    undo: VerbName | None = Field(description="The verb that takes it back; null where none does.")


class Quicker(Problem):
    """Nothing was done: it is not as it was read any more."""

    status_now: ModerationStatus | None = Field(None, description="What it is by now.")
    decided_by: str | None = Field(
        None, description="Who decided last; null where nobody of the site's people did.", examples=["Ann Reader"]
    )
    decided_at: datetime | None = Field(None, description="When.")
    decision: str | None = Field(None, description="What, in words.", examples=["Published"])
