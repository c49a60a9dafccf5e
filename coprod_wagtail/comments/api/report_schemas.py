"""The shapes of telling us about a comment, in JSON."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from .known import Reason, ReportFieldType


class ReportOption(Schema):
    """One answer to choose."""

    value: str = Field(description="To send.", examples=["about_me"])
    label: str = Field(examples=["It is about me"])


class ReportField(Schema):
    """A field of the form, in the order in which fields are drawn."""

    name: str = Field(description="To send it under.", examples=["reason"])
    label: str = Field(examples=["What is the matter with it?"])
    hint: str = Field("", description="To show with the label; may be empty.", examples=["You can leave this empty."])
    type: ReportFieldType
    required: bool
    max_length: int | None = Field(None, description="In characters, a line break counting as one.", examples=[2000])
    autocomplete: str = Field("", description="For the HTML attribute of this name (WCAG 1.3.5).", examples=["email"])
    value: str = Field(
        "", description="What to send back unchanged, for hidden fields.", examples=["12-499413.pXn5QyqVtq0"]
    )
    options: list[ReportOption] = Field([], description="What there is to choose from.")
    only_for: list[Reason] = Field(
        [], description="Ask for it, and send it, only with one of these reasons; with any where it is empty."
    )


class ReportTexts(Schema):
    """Every word around the form."""

    title: str = Field(examples=["Tell us about this comment"])
    lines: list[str] = Field(description="What happens then, one line each.", examples=[["A person reads it."]])
    urgent_help: str = Field(
        description="Where to find help at once; may be empty.", examples=["In an emergency ring 999."]
    )
    urgent_help_html: str = Field(
        description="The same as safe HTML, with numbers that a phone can ring.",
        examples=['In an emergency ring <a href="tel:999">999</a>.'],
    )
    notice_title: str = Field(
        description="Above the fields that are only for some reasons.",
        examples=["If it says something untrue about you"],
    )
    notice_hint: str = Field(description="With it.", examples=["The law asks these questions."])
    error_title: str = Field(description="Above a list of what has to be mended.", examples=["There is a problem"])
    button: str = Field(examples=["Tell us"])
    back: str = Field(description="For a link back, where nothing is sent.", examples=["Go back to the comments"])
    trap_label: str = Field(
        description="For the field named by `trap`, should somebody meet it.", examples=["Leave this field empty"]
    )
    sending: str = Field(description="While the answer is awaited.", examples=["Sending…"])
    not_sent: str = Field(
        description="When no answer of ours came back: no network, or an error on the way.",
        examples=["We could not send this. Please press the button again."],
    )
    try_again_in: str = Field(
        description="Where there is a `Retry-After`: put it in words in place of `{time}`.",
        examples=["You can press the button again in {time}."],
    )


class ReportForm(Schema):
    """All that is needed to draw the form."""

    comment: int = Field(description="Id of the comment.")
    heading: str = Field(description="Who wrote it, to whom and when, in words.", examples=["Sam, 17 May 2026"])
    excerpt: str = Field(
        description="Its first words; empty while it is covered.", examples=["The bus decides my whole day."]
    )
    language: str | None = Field(
        description="The language it was written in, as HTML's `lang` has it, where known.", examples=["en-gb"]
    )
    fields: list[ReportField]
    trap: str = Field(
        description="Name of a text field that people must not see or fill in; send it empty. Programs fill it in.",
        examples=["second_opinion"],
    )
    token_expires_at: datetime = Field(
        description="Until when a form with this token is taken. After that the error has a fresh one."
    )
    texts: ReportTexts


def _as_a_form_needs_it(schema):
    """What the form asks for is said to be required; left out, the form says so in its own words."""
    schema["required"] = ["reason", "token"]
    for name in schema["required"]:
        del schema["properties"][name]["default"]


class ReportIn(Schema):
    """What a reader tells us about a comment. The form says which fields there are, and for whom."""

    reason: str = Field("", examples=["about_me"])
    body: str | None = Field("", description="In their own words.", examples=["That is my address."])
    email: str | None = Field(
        "", description="To hear what was decided. Shown to nobody.", examples=["sam@example.org"]
    )
    statement: str | None = Field("", description="The words that are untrue.", examples=["She never paid."])
    meaning: str | None = Field(
        "", description="What they say, and why it harms.", examples=["People think I am a cheat."]
    )
    untrue: str | None = Field("", description="What is wrong in them.", examples=["I paid on 4 May."])
    knows_writer: str | None = Field("", description="`yes` or `no`.", examples=["no"])
    may_share: str | None = Field("", description="`yes` or `no`.", examples=["no"])
    name: str | None = Field("", description="Only of who complains that it is untrue.", examples=["Sam Field"])
    token: str = Field("", description="The form's own.", examples=["12-499413.pXn5QyqVtq0"])
    drawn: str | None = Field("", description="The form's own: the same form again is the same report.", examples=[""])
    second_opinion: str | None = Field("", description="The form's `trap`. People leave it empty.", examples=[""])

    model_config = {"json_schema_extra": _as_a_form_needs_it}


class Reported(Schema):
    """What to say to whoever told us something."""

    message: str = Field(description="A heading for the reader.", examples=["Thank you for telling us."])
    lines: list[str] = Field(
        description="What to tell the reader, one paragraph each.", examples=[["A person reads it."]]
    )
    covered: bool = Field(
        description="Whether nobody can read the comment until somebody has looked.", examples=[False]
    )
    urgent_help: str = Field(
        description="Where to find help at once; may be empty.", examples=["In an emergency ring 999."]
    )
    urgent_help_html: str = Field(
        description="The same as safe HTML, with numbers that a phone can ring.",
        examples=['In an emergency ring <a href="tel:999">999</a>.'],
    )
