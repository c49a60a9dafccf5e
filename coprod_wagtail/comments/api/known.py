"""The values that are known of what conversations and comments say of themselves; more may come (`Open`)."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from coprod_wagtail.api.kit.known import Open

KnownState = TypeAliasType(
    "KnownState",
    Annotated[
        Literal["open", "not_open", "closed", "paused", "frozen", "read_only", "hidden", "not_public", "preview"],
        Field(description="What a conversation is right now."),
    ],
)
State = Annotated[KnownState, Open()]

KnownPolicy = TypeAliasType(
    "KnownPolicy", Annotated[Literal["read_first", "show_first"], Field(description="When a comment shows.")]
)
Policy = Annotated[KnownPolicy, Open()]

KnownStatus = TypeAliasType(
    "KnownStatus",
    Annotated[
        Literal["pending", "published", "declined", "hidden", "covered", "taken_back", "erased"],
        Field(description="What was decided about a comment."),
    ],
)
Status = Annotated[KnownStatus, Open()]

KnownAuthorKind = TypeAliasType(
    "KnownAuthorKind",
    Annotated[Literal["guest", "member", "staff", "unknown"], Field(description="Who wrote a comment.")],
)
AuthorKind = Annotated[KnownAuthorKind, Open()]

KnownBadge = TypeAliasType(
    "KnownBadge",
    Annotated[
        Literal["works_here", "volunteers", "member", "wrote_this"],
        Field(description="How somebody who answers readers stands to the website, as they chose themselves."),
    ],
)
Badge = Annotated[KnownBadge, Open()]

KnownCommentKind = TypeAliasType(
    "KnownCommentKind",
    Annotated[Literal["comment", "gone"], Field(description="Whether a comment is there, or only its place.")],
)
CommentKind = Annotated[KnownCommentKind, Open()]

KnownQuestionCode = TypeAliasType(
    "KnownQuestionCode",
    Annotated[
        Literal["private_details", "email_typo"],
        Field(description="What the writer of a comment is asked before it is sent."),
    ],
)
QuestionCode = Annotated[KnownQuestionCode, Open()]

KnownDetailKind = TypeAliasType(
    "KnownDetailKind",
    Annotated[Literal["email", "phone", "postcode", "address"], Field(description="What looks private in a comment.")],
)
DetailKind = Annotated[KnownDetailKind, Open()]

KnownMomentPrecision = TypeAliasType(
    "KnownMomentPrecision",
    Annotated[Literal["exact", "day", "month", "year", "unknown"], Field(description="How much of a moment is known.")],
)
MomentPrecision = Annotated[KnownMomentPrecision, Open()]

KnownFieldType = TypeAliasType(
    "KnownFieldType",
    Annotated[
        Literal["textarea", "text", "email", "hidden"],
        Field(description="What a field is in HTML. Draw one that you do not know as `text`."),
    ],
)
FieldType = Annotated[KnownFieldType, Open()]

KnownReportFieldType = TypeAliasType(
    "KnownReportFieldType",
    Annotated[
        Literal["radio", "textarea", "text", "email", "hidden"],
        Field(description="What a field is in HTML; a `radio` has `options`. Draw one that you do not know as `text`."),
    ],
)
ReportFieldType = Annotated[KnownReportFieldType, Open()]

KnownReason = TypeAliasType(
    "KnownReason",
    Annotated[
        Literal["about_me", "untrue", "personal", "worried", "unkind", "spam", "other"],
        Field(description="What is the matter with a comment."),
    ],
)
Reason = Annotated[KnownReason, Open()]

KnownCoveredKind = TypeAliasType(
    "KnownCoveredKind",
    Annotated[
        Literal["phone", "email", "address", "name", "personal", "other"],
        Field(description="What was covered in a comment."),
    ],
)
CoveredKind = Annotated[KnownCoveredKind, Open()]
