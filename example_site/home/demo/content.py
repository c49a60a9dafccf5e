"""What the demo's pages, pictures and comments are described with, and the parts their texts are made of.

Every page has a `key`. It tells a page of the demo from all others, whatever people call it or wherever they move it.
In a text, ``<a to="KEY">`` is a link to the page with that key.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """One of `pictures.PICTURES`, with the name it has in the picture library and words for people who cannot see it."""

    drawing: str
    title: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class PageText:
    """A page. `fields` are of its own type; `body` is a list of the parts below; `days_ago` says when it came out."""

    key: str
    title: str
    slug: str
    body: list = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    picture: Picture | None = None
    days_ago: int = 400
    in_menus: bool = False
    search_description: str = ""


@dataclass(frozen=True, kw_only=True)
class Post(PageText):
    """A blog post. An author is the key of a member's page, or the name of somebody who has none; `series` is the slug of one,
    and `related` are the keys of posts to read next."""

    authors: list
    categories: list
    tags: list
    series: str = ""
    related: tuple = ()


@dataclass(frozen=True, kw_only=True)
class Question(PageText):
    """A question to the readers. It closes so many days from now; less than nothing is in the past."""

    closes_in_days: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """One comment on the page `page`. `to` is the key of the comment it answers."""

    key: str
    page: str
    text: str
    name: str = ""
    days_ago: float | None = None
    to: str = ""
    kind: str = "guest"
    status: str = "published"
    language: str = "en-gb"
    email: str = ""
    signs: tuple = ()
    member: str = ""
    #: Whether somebody helped ("private" or "shown"); and how it came, where the moderator typed it in.
    helped: str = ""
    #: What people should know before they read it.
    content_note: str = ""
    came_by: str = ""
    #: What its writer wants it to say by now, for a moderator to read.
    new_text: str = ""
    #: What a moderator wrote to its writer, and the answer.
    message: str = ""
    answer: str = ""
    #: Why it is declined: the key of a reason, which words it is about, and what would make it fine.
    reason: str = ""
    marked: str = ""
    mend: str = ""
    #: A phone number that a moderator covered in it.
    covered: str = ""
    place: int | None = None


def heading(text, level="h2"):
    return {"type": "heading", "value": {"text": text, "level": level}}


def text(*paragraphs):
    """Running text: paragraphs, with lists among them."""
    html = "".join(part if part.startswith(("<ul>", "<ol>")) else f"<p>{part}</p>" for part in paragraphs)
    return {"type": "text", "value": html}


def bullets(*lines):
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def steps(*lines):
    return "<ol>" + "".join(f"<li>{line}</li>" for line in lines) + "</ol>"


def quote(words, source="", source_url=""):
    return {"type": "quote", "value": {"text": words, "source": source, "source_url": source_url}}


def picture(drawing, title, alt, caption=""):
    return {"type": "picture", "value": {"image": Picture(drawing, title, alt), "caption": caption}}
