"""The shapes of handing a comment over, in JSON."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Body


class Colleague(Schema):
    """Somebody else who may decide about a comment."""

    id: str = Field(description="To send as `to`.", examples=["3"])
    name: str = Field(examples=["Ann Reader"])


class HandedOver(Schema):
    """With whom a comment is."""

    to: str = Field(description="The name of who is asked to decide.", examples=["Ann Reader"])
    by: str = Field(description="The name of who asked.", examples=["Ben Clark"])
    note: str = Field(
        description="What was said with it, for moderators; may be empty.", examples=["You know this garden."]
    )
    given_at: datetime
    is_mine: bool = Field(description="Whether whoever asks has it.")


def _as_it_is_needed(schema):
    schema["required"] = ["to"]
    schema["properties"]["to"].pop("default", None)


class HandOverIn(Body):
    """To whom, and what goes along with it."""

    to: str | None = Field("", description="The `id` of one of its `colleagues`.", examples=["3"])
    note: str | None = Field(
        "",
        description="What you want to say to them. It goes when somebody has decided.",
        examples=["You know this garden."],
    )

    model_config = {"json_schema_extra": _as_it_is_needed}


class GivenBack(Schema):
    """It is with nobody again."""

    message: str = Field(description="In words.", examples=["Reader comment 57 is with nobody again."])


class WorriedIn(Body):
    """What worries somebody."""

    words: str | None = Field(
        "",
        description="For those who may read why somebody is worried about a person; may be empty.",
        examples=["They write that nobody would miss them."],
    )


class SaidThen(Schema):
    """What happens now."""

    lines: list[str] = Field(
        description="What happens, and whom to ring, a sentence or two each.",
        examples=[["Your safeguarding contact gets an e-mail now, with a link and no words."]],
    )
