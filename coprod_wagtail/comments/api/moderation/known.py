"""The values that are known of what moderators are told; more may come (`Open`)."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from coprod_wagtail.api.kit.known import Open

from ..known import Reason as ReportReason

__all__ = ["CaseKind", "CaseOutcome", "CaseStep", "ModerationStatus", "ReportReason", "VerbName"]

KnownModerationStatus = TypeAliasType(
    "KnownModerationStatus",
    Annotated[
        Literal["pending", "published", "declined", "spam", "hidden", "covered", "taken_back", "erased"],
        Field(description="What was decided about a comment, or done with it by its writer."),
    ],
)
ModerationStatus = Annotated[KnownModerationStatus, Open()]

KnownVerbName = TypeAliasType(
    "KnownVerbName",
    Annotated[
        Literal[
            "publish",
            "decline",
            "hide",
            "keep",
            "mark-spam",
            "put-back",
            "cover-again",
            "accept-edit",
            "refuse-edit",
            "write",
            "close-answer",
        ],
        Field(description="What can be done about a comment, or with its writer."),
    ],
)
VerbName = Annotated[KnownVerbName, Open()]

KnownCaseKind = TypeAliasType(
    "KnownCaseKind",
    Annotated[Literal["untrue", "about_me", "personal", "worried"], Field(description="What a case is about.")],
)
CaseKind = Annotated[KnownCaseKind, Open()]

KnownCaseOutcome = TypeAliasType(
    "KnownCaseOutcome",
    Annotated[
        Literal["kept", "hidden", "gone", "done", "refused", "passed_on", "nothing", "withdrawn"],
        Field(description="What came of a case."),
    ],
)
CaseOutcome = Annotated[KnownCaseOutcome, Open()]

KnownCaseStep = TypeAliasType(
    "KnownCaseStep",
    Annotated[
        Literal["acknowledge", "assign", "extend", "close", "keep", "look"],
        Field(description="What can be done with a case: the last part of the path to POST to."),
    ],
)
CaseStep = Annotated[KnownCaseStep, Open()]
