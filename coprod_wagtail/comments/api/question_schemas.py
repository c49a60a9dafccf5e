"""The shapes of what is asked before a comment is sent, and of a look at it."""

from ninja import Schema
from pydantic import Field

from .known import DetailKind, QuestionCode


class PrivateDetail(Schema):
    """Something in a comment that looks private."""

    kind: DetailKind
    words: str = Field(description="As it was typed.", examples=["07700 900123"])


class Question(Schema):
    """What the writer of a comment has to be asked before it is sent. It is never a block: whoever says yes has it sent."""

    code: QuestionCode = Field(
        description="What kind of question it is. In `confirm` it says yes to whatever is asked of that kind."
    )
    confirm: str = Field(
        description="Put it into `confirm` once the answer is yes: it says yes to what was asked, and not to what somebody "
        "writes afterwards.",
        examples=["private_details.0a1b2c3d4e5f60718293a4b5c6d7e8f9"],
    )
    field: str = Field(description="What it is about.", examples=["body"])
    message: str = Field(description="The question.", examples=["Everyone will be able to see this. Do you want that?"])
    found: list[PrivateDetail] = Field(description="What looks private.")
    suggestion: str | None = Field(
        description="What the e-mail address may have been meant to be: offer to send this one instead. Where what was typed "
        "can be no address, yes sends the comment without one.",
        examples=["sam@gmail.com"],
    )
    use_label: str = Field(
        description="For taking the suggestion; empty where there is none.", examples=["Use sam@gmail.com"]
    )
    keep_label: str = Field(description="For saying yes.", examples=["Send it as it is"])


class CommentPreview(Schema):
    """A comment as it would be shown."""

    heading: str = Field(description="Who wrote it, to whom and when, in words.", examples=["Sam, 17 May 2026"])
    heading_html: str = Field(description="The same as safe HTML.", examples=["<bdi>Sam</bdi>, 17 May 2026"])
    note: str = Field(description="That somebody helped, where that is to be shown; may be empty.", examples=[""])
    author_name: str = Field(description="The name to show.", examples=["Sam"])
    body: str = Field(description="The words as they were written.", examples=["The bus decides my whole day."])
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>The bus decides my whole day.</p>"])
    questions: list[Question] = Field(description="What to ask before it is sent; none where nothing is to be asked.")
