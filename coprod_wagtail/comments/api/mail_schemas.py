"""The shapes of e-mails about comments in JSON: what to ask for an address with, and what was asked for."""

from ninja import Schema
from pydantic import Field

from coprod_wagtail.api.kit.parameters import Body


class MailOffer(Schema):
    """What a front end needs to ask for an address. POST it as `author_email`."""

    title: str = Field(examples=["E-mails about your comment"])
    lines: list[str] = Field(
        description="What to tell the reader, one paragraph each.", examples=[["We can e-mail you when it shows."]]
    )
    label: str = Field(description="For the field.", examples=["Your e-mail address"])
    button: str = Field(examples=["E-mail me"])


class OwnMail(MailOffer):
    """What the writer of a comment is told about e-mails."""

    state: str = Field(
        description='"none": ask for an address; "asked": one was given and has to be confirmed, and may be given anew; '
        '"confirmed": offer `stop`, a POST to `slips/{secret}/mail/stop/`.',
        examples=["none"],
    )
    stop: str = Field(description="For a button that stops them.", examples=["Stop these e-mails"])
    slip: str | None = Field(
        description="For a button that has the number and the words of the comment sent: a POST to `slips/{secret}/mail/slip/`. "
        "Null where the address is not confirmed, and where they were sent today.",
        examples=["E-mail me the number and the words"],
    )


def _as_a_form_needs_it(schema):
    """What the form asks for is said to be required; left out, the form says so in its own words."""
    schema["required"] = [name for name in schema["properties"] if name != "second_opinion"]
    for name in schema["required"]:
        schema["properties"][name].pop("default", None)


class Address(Schema):
    """An e-mail address."""

    author_email: str = Field("", description="Shown to nobody.", examples=["sam@example.org"])

    model_config = {"json_schema_extra": _as_a_form_needs_it}


class FollowIn(Address):
    """Who wants to hear of what is new on a page."""

    token: str = Field("", description="The `token` of the form of the conversation.", examples=["12-499413.pXn5Qy"])
    second_opinion: str | None = Field("", description="The form's `trap`. People leave it empty.", examples=[""])


class NumberField(Schema):
    """A field for the number of one's comment. It may stay empty."""

    label: str = Field(examples=["The number of your comment"])
    hint: str = Field(
        description="What it is for.", examples=["Write the number of your comment, and it shows straight away."]
    )


class ConfirmIn(Body):
    """What somebody confirms with."""

    number: str = Field(
        "",
        description="The number of a comment of theirs, where `number` asks for it. Any other is passed over.",
        examples=["57"],
    )


class Told(Schema):
    """What to tell the reader."""

    message: str = Field(description="A heading.", examples=["Look at your e-mails"])
    lines: list[str] = Field(
        description="One paragraph each.", examples=[["We send one e-mail to the address you gave."]]
    )


class Subscription(Told):
    """What somebody asked for by e-mail."""

    confirmed: bool = Field(description="Whether they said that it was them.", examples=[False])
    about: list[str] = Field(
        description="What the e-mails are about. One confirmation is for all of them.",
        examples=[["your comment on “A week at the kitchen”"]],
    )
    number: NumberField | None = Field(
        description="A field to show beside the button, whose text is sent with it as `number`: then the comment shows at "
        "once. Null where nobody is trusted with that.",
        examples=[None],
    )
    confirm: str = Field(
        description="For a button: a POST to `mail/{secret}/confirm/`, while it is not `confirmed`.",
        examples=["Yes, e-mail me"],
    )
    if_not: str = Field(description="With it: what to do if it was somebody else.", examples=["Then close this page."])
    stop: str = Field(description="For a button: a POST to `mail/{secret}/stop/`.", examples=["Stop these e-mails"])
