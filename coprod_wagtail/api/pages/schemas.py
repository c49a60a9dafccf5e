"""The shapes of pages in JSON: what every page has, pictures, the parts of a text, and what search engines want."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field
from typing_extensions import TypeAliasType

from ..kit.parameters import LanguageCode, SearchWords


class Rendition(Schema):
    """A picture in one of its sizes."""

    url: str
    width: int = Field(description="In pixels.")
    height: int
    type: str = Field(description='Its media type, such as "image/webp".')


class FocalPoint(Schema):
    """The part of a picture that must not be cut off: its middle and its size, as fractions of the whole picture."""

    x: float = Field(description="0 is the left edge, 1 the right one.")
    y: float = Field(description="0 is the upper edge, 1 the lower one.")
    width: float
    height: float


class Picture(Schema):
    """A picture in several sizes. Where its file is missing there is null in its place."""

    url: str = Field(description="For `src`: the largest one in its usual format.")
    width: int = Field(description="In pixels, of the one at `url`.")
    height: int
    alt: str = Field(description="For people who cannot see it; empty where it is only decoration.")
    srcset: str = Field(description="For the attribute of this name, in its usual format.")
    webp_srcset: str = Field(description="The same for a `<source>` of the type image/webp; may be empty.")
    renditions: list[Rendition] = Field(description="All of them.")
    focal_point: FocalPoint | None = Field(description="Null where nobody set one.")


class Translation(Schema):
    """The same page in another language."""

    id: int
    language: str = Field(description='For `hreflang`, such as "cy".')
    name: str = Field(description="The language's name in itself, for a link.")
    direction: Literal["ltr", "rtl"]
    path: str
    url: str


class PageBase(Schema):
    """What is known about every page."""

    id: int = Field(description="0 in the preview of a page that was never saved.")
    type: str = Field(
        description='Its model, such as "coprod_pages.BlogPostPage". A site may have several of one kind.'
    )
    path: str = Field(description="Where it is below its site, such as `/blog/a-week/`. A front end serves it there.")
    url: str = Field(description="The same with the site's address.")
    language: str = Field(description="For the attribute `lang`.")
    direction: Literal["ltr", "rtl"] = Field(description="For the attribute `dir`.")
    translations: list[Translation] = Field(description="The languages that it can also be read in.")
    first_published_at: datetime | None = Field(description="Null where it is not known.")
    last_published_at: datetime | None = Field(description="Null where it is not known.")


class PageList(Schema):
    """A part of the pages of one kind; a subclass says which in `items`."""

    count: int = Field(description="How many there are in all.")


class PageFilters(Schema):
    """What every list of pages can be narrowed by."""

    search: SearchWords = ""
    locale: LanguageCode = ""


class HeadingValue(Schema):
    """Words of a heading."""

    text: str
    level: Literal["h2", "h3"] = Field(description="The page's title is its only h1.")


class HeadingPart(Schema):
    """A heading within the text."""

    type: Literal["heading"]
    id: str
    value: HeadingValue


class TextPart(Schema):
    """Paragraphs, lists and links."""

    type: Literal["text"]
    id: str
    value: str = Field(description="Safe HTML: paragraphs, lists and links.")


class QuoteValue(Schema):
    """What somebody said."""

    text: str = Field(description="Plain text; an empty line is a new paragraph.")
    source: str = Field(description="Who said it; may be empty.")
    source_url: str = Field(description="Where to read it; may be empty.")


class QuotePart(Schema):
    """What somebody said."""

    type: Literal["quote"]
    id: str
    value: QuoteValue


class PictureValue(Schema):
    """A picture and what stands below it."""

    picture: Picture | None = Field(description="Null where its file is missing.")
    caption: str = Field(description="May be empty.")


class PicturePart(Schema):
    """A picture within the text."""

    type: Literal["picture"]
    id: str
    value: PictureValue


class OtherPart(Schema):
    """A kind of part that the site has of its own."""

    type: Literal["other"]
    id: str
    name: str = Field(description="What the site calls this kind.")
    value: Any = Field(description="As the site's own block says it.")
    html: str = Field(description="The same as the site's own template draws it.")


Part = TypeAliasType(
    "Part",
    Annotated[
        HeadingPart | TextPart | QuotePart | PicturePart | OtherPart,
        Field(discriminator="type", description="A part of a text. Pass over a `type` that you do not know."),
    ],
)


class OpenGraph(Schema):
    """For `<meta property="og:...">`."""

    title: str
    description: str
    type: str
    url: str
    image: str | None
    image_alt: str
    locale: str = Field(description='Such as "en_GB".')


class Seo(Schema):
    """For the page's `<head>`."""

    title: str = Field(description="For `<title>`; put the site's name after it.")
    description: str = Field(description="May be empty.")
    canonical: str
    og: OpenGraph
    json_ld: dict[str, Any] = Field(description='For `<script type="application/ld+json">` (schema.org).')
