"""The shapes of cases in JSON. None but `CopyRead` has a word of a copy."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from coprod_wagtail.api.kit.parameters import Body

from ..known import CaseKind, CaseOutcome, CaseStep
from ..schemas import HistoryEntry, ReportRead


class ListedCase(Schema):
    """A case in the list."""

    id: int
    kind: CaseKind
    kind_label: str = Field(examples=["Personal information"])
    received_at: datetime
    due_at: datetime
    is_late: bool = Field(description="Whether it is open, and its time is over.")
    time_left: str = Field(
        description="How much time is left, since when it is late, or when it was closed, in words.",
        examples=["Due by Monday 8 June"],
    )
    acknowledged_at: datetime | None = Field(description="When the person was told that you have it.")
    assigned_to: str | None = Field(
        description="The name of who looks after it; null for nobody in particular.", examples=["Ann Reader"]
    )
    closed_at: datetime | None = Field(description="Null while it is open.")
    outcome: CaseOutcome | None = Field(description="What came of it; null while it is open.")
    outcome_label: str | None = Field(examples=["The comment stays"])


class CaseList(Schema):
    """A part of the list: open ones by the day on which they are due, or those that were closed last first."""

    count: int = Field(description="How many there are in all.")
    items: list[ListedCase]


class CopyKept(Schema):
    """That a copy of the comment is kept: not what it says."""

    since: datetime
    until: datetime | None = Field(description="When it is erased; null while the case is open.")


class OfferedStep(Schema):
    """What can be done with a case as it stands."""

    name: CaseStep = Field(description="The last part of the path to POST to, below `cases/{id}/`.")
    label: str = Field(examples=["Close a case"])


class OfferedOutcome(Schema):
    """What can come of a case of its kind."""

    value: CaseOutcome = Field(description="To send as the `outcome`.")
    label: str = Field(examples=["The comment stays"])


class CaseInFull(ListedCase):
    """A case, with everything that is needed to settle it but the words of a copy."""

    comment: int | None = Field(
        description="Number of the comment that it is about; null where it is about none.", examples=[57]
    )
    comment_is_there: bool = Field(
        description="Whether that comment can be read (`moderation/comments/{id}/`). Else it is erased, or went with its page."
    )
    what_next: list[str] = Field(
        description="What is to be done now, in words; empty once it is closed.",
        examples=[["Tell the person that you have it."]],
    )
    report: ReportRead | None = Field(
        description="What a reader told you; null where it came by letter, by phone or by e-mail."
    )
    copy_kept: CopyKept | None = Field(description="Null where no copy of the comment is kept.")
    steps: list[OfferedStep] = Field(description="What can be done now.")
    outcomes: list[OfferedOutcome] = Field(description="Those to choose from, to close it; empty once it is closed.")
    history: list[HistoryEntry] = Field(description="Every step so far, the last first.")


class CaseDone(Schema):
    """What was done, and the case as it is now."""

    message: str = Field(description="In words.", examples=["This case is closed."])
    case: CaseInFull


class CopyRead(Schema):
    """What the comment said. That you have read it stands in the log."""

    message: str = Field(description="In words.", examples=["The log says that you have read this."])
    kept_since: datetime
    author_name: str = Field(description="May be empty.", examples=["Sam"])
    content_note: str = Field(description="What people knew before they opened it; may be empty.", examples=[""])
    body: str = Field(description="The words, as they were written.", examples=["The cook steals the soup."])
    language: str | None = Field(description="The language it was written in, where known.", examples=["en-gb"])


class CaseHandler(Schema):
    """Somebody who may look after a case."""

    id: str = Field(description="To send as `to`.", examples=["3"])
    name: str = Field(examples=["Ann Reader"])


class AssignIn(Body):
    """Who looks after it."""

    # Needed: nobody in particular is something to say, and not what happens by itself.
    to: str | None = Field(
        description="The `id` of one of its `people`; null for nobody in particular.", examples=["3"]
    )


def _with_note(schema):
    schema["required"] = ["note"]
    schema["properties"]["note"].pop("default", None)


class ExtendIn(Body):
    """Why it takes longer."""

    note: str | None = Field(
        "", description="Why, for the log; nobody’s name.", examples=["It is about many old comments."]
    )

    model_config = {"json_schema_extra": _with_note}


def _with_outcome(schema):
    schema["required"] = ["outcome"]
    schema["properties"]["outcome"].pop("default", None)


class CloseIn(Body):
    """What came of it."""

    outcome: str | None = Field("", description="The `value` of one of its `outcomes`.", examples=["done"])
    note: str | None = Field(
        "", description="For the log: nobody’s name, and no words from the comment.", examples=[""]
    )

    model_config = {"json_schema_extra": _with_outcome}


def _with_kind_and_day(schema):
    schema["required"] = ["kind", "received"]
    for name in schema["required"]:
        schema["properties"][name].pop("default", None)


class CaseIn(Body):
    """What came in a letter, by phone or by e-mail."""

    kind: str | None = Field("", description="What it is about, a `kind` of a case.", examples=["personal"])
    received: Annotated[str, StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = Field(
        "", description="The day on which it came: year, month and day.", examples=["2026-05-04"]
    )
    number: int | None = Field(None, description="Number of the comment; null if it is about no one comment.")
    site: str | None = Field(
        "",
        description="Id or host name of the website, where it is about no one comment. Else it is the comment’s.",
        examples=[""],
    )

    model_config = {"json_schema_extra": _with_kind_and_day}
