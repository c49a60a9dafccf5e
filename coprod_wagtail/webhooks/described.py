"""The shapes of messages, and what the OpenAPI document says of them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.utils import translation
from ninja import Schema
from pydantic import Field
from typing_extensions import TypeAliasType

from coprod_wagtail.api.kit.described_webhooks import Described
from coprod_wagtail.api.kit.known import Open

from .constants import TEST, Event

KnownEvent: Any = TypeAliasType(
    "KnownEvent",
    Annotated[Literal[(*Event.values, TEST)], Field(description="What happened.")],  # type: ignore[valid-type]
)


class MessageSite(Schema):
    """The site that a message is about."""

    id: int


class MessagePage(Schema):
    """The page that a message is about. Ask the API for the rest: it says only what is public."""

    id: int
    type: str = Field(description="Its model; may be empty.", examples=["coprod_pages.BlogPostPage"])
    locale: str = Field(description="Its language.", examples=["en"])
    path: str = Field(description="Where it is below its site.", examples=["/blog/a-better-week/"])
    url: str = Field(
        description="The same with the site's address.", examples=["https://www.example.org/blog/a-better-week/"]
    )


class MovedPage(MessagePage):
    """A page that has a new address."""

    old_path: str = Field(description="Where it was.", examples=["/blog/a-good-week/"])
    old_url: str = Field(
        description="The same with the site's address.", examples=["https://www.example.org/blog/a-good-week/"]
    )


class Message(Schema):
    """What every message says. It holds no title, no name and nobody's words."""

    version: int = Field(description="Of this format.", examples=[1])
    event: Annotated[KnownEvent, Open()]
    created_at: datetime
    site: MessageSite
    paths: list[str] = Field(
        description="What to draw anew: the page, the page above it, and the old address.",
        examples=[["/blog/a-better-week/", "/blog/", "/blog/a-good-week/"]],
    )
    tags: list[str] = Field(
        description="The same for a cache that goes by names.",
        examples=[["page-12", "type-coprod_pages.blogpostpage", "children-of-5"]],
    )
    whole_branch: bool = Field(description="Whether the pages below are concerned, too.")


class MessageAboutPage(Message):
    """Something happened to a page, or on it."""

    page: MessagePage


class MessageAboutMove(Message):
    """A page has a new address."""

    page: MovedPage


class MessageOfTest(Message):
    """Somebody pressed the button that sends a test."""

    page: None = Field(description="A test is about no page.")


def _header(name: str, description: str, example: str) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": True,
        "description": description,
        "schema": {"type": "string", "examples": [example]},
    }


HEADERS = [
    _header(
        "webhook-id",
        "Tells this message from all others, however often it comes.",
        "1fba6a5c-5a3b-4e55-8d0e-3f1f1c8f2a51",
    ),
    _header("webhook-timestamp", "When it was sent, in seconds since 1970.", "1777887000"),
    _header(
        "webhook-signature",
        "Only this site can make it (https://www.standardwebhooks.com/). Believe nothing that is not signed.",
        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    ),
    _header("Coprod-Event", "What happened, as the body says.", "page.moved"),
]
_BODIES: dict[str, type[Schema]] = {Event.PAGE_MOVED.value: MessageAboutMove, TEST: MessageOfTest}


def described() -> list[Described]:
    """One for each event that a webhook can be told of, and the test."""
    with translation.override(None):  # the document is in English, whatever is spoken
        events = [(name, str(label)) for name, label in [*Event.choices, (TEST, "Somebody sent a test")]]
    return [
        Described(
            name=name,
            summary=words,
            description=f"Sent to each webhook that listens to it: {words[:1].lower()}{words[1:]}.",
            body=_BODIES.get(name, MessageAboutPage),
            headers=HEADERS,
            taken="It arrived. Any other answer, or none within ten seconds, and it is sent again later.",
        )
        for name, words in events
    ]
