"""The shapes of pages in JSON: what every page has, pictures, the parts of a text, and what search engines want."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field
from typing_extensions import TypeAliasType

from ..kit.known import Open
from ..kit.parameters import LanguageCode, SearchWords, Under

KnownDirection = TypeAliasType(
    "KnownDirection", Annotated[Literal["ltr", "rtl"], Field(description="Which way words are written.")]
)
Direction = Annotated[KnownDirection, Open()]

KnownHeadingLevel = TypeAliasType(
    "KnownHeadingLevel", Annotated[Literal["h2", "h3"], Field(description="How deep a heading is.")]
)
HeadingLevel = Annotated[KnownHeadingLevel, Open()]


class Rendition(Schema):
    """A picture in one of its sizes."""

    url: str = Field(examples=["https://cms.example.org/media/images/a1b2.width-800.webp"])
    width: int = Field(description="In pixels.", examples=[800])
    height: int = Field(examples=[533])
    type: str = Field(description='Its media type, such as "image/webp".', examples=["image/webp"])


class FocalPoint(Schema):
    """The part of a picture that must not be cut off: its middle and its size, as fractions of the whole picture."""

    x: float = Field(description="0 is the left edge, 1 the right one.", examples=[0.42])
    y: float = Field(description="0 is the upper edge, 1 the lower one.", examples=[0.31])
    width: float = Field(examples=[0.2])
    height: float = Field(examples=[0.3])


class Picture(Schema):
    """A picture in several sizes. Where its file is missing there is null in its place."""

    url: str = Field(
        description="For `src`: the largest one in its usual format.",
        examples=["https://cms.example.org/media/images/a1b2.width-1200.jpg"],
    )
    width: int = Field(description="In pixels, of the one at `url`.", examples=[1200])
    height: int = Field(examples=[800])
    alt: str = Field(
        description="For people who cannot see it; empty where it is only decoration.",
        examples=["Two people peel potatoes at a long table."],
    )
    srcset: str = Field(
        description="For the attribute of this name, in its usual format.",
        examples=["https://cms.example.org/media/images/a1b2.width-1200.jpg 1200w"],
    )
    webp_srcset: str = Field(
        description="The same for a `<source>` of the type image/webp; may be empty.",
        examples=["https://cms.example.org/media/images/a1b2.width-1200.webp 1200w"],
    )
    renditions: list[Rendition] = Field(description="All of them.")
    focal_point: FocalPoint | None = Field(description="Null where nobody set one.")


class Translation(Schema):
    """The same page in another language."""

    id: int
    language: str = Field(description='For `hreflang`, such as "cy".', examples=["cy"])
    name: str = Field(description="The language's name in itself, for a link.", examples=["Cymraeg"])
    direction: Direction
    path: str = Field(examples=["/cy/blog/wythnos/"])
    url: str = Field(examples=["https://www.example.org/cy/blog/wythnos/"])


class PageBase(Schema):
    """What is known about every page."""

    id: int = Field(description="0 in the preview of a page that was never saved.")
    type: str = Field(
        description='Its model, such as "coprod_pages.BlogPostPage". A site may have several of one kind.',
        examples=["coprod_pages.BlogPostPage"],
    )
    path: str = Field(
        description="Where it is below its site, such as `/blog/a-week/`. A front end serves it there.",
        examples=["/blog/a-week/"],
    )
    url: str = Field(description="The same with the site's address.", examples=["https://www.example.org/blog/a-week/"])
    language: str = Field(description="For the attribute `lang`.", examples=["en-gb"])
    direction: Direction = Field(description="For the attribute `dir`.")
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
    under: Under = ""


class HeadingValue(Schema):
    """Words of a heading."""

    text: str = Field(examples=["Monday"])
    level: HeadingLevel = Field(description="The page's title is its only h1.")


class HeadingPart(Schema):
    """A heading within the text."""

    type: Literal["heading"]
    id: str = Field(examples=["5b0a1f0e-5f0f-4c39-8f57-6a3c7c0d1e11"])
    value: HeadingValue


class TextPart(Schema):
    """Paragraphs, lists and links."""

    type: Literal["text"]
    id: str = Field(examples=["0d6f5a52-3a34-4f0e-9a0a-b5a1f8a1e412"])
    value: str = Field(
        description="Safe HTML: paragraphs, lists and links.", examples=["<p>The kitchen opens at <b>ten</b>.</p>"]
    )


class QuoteValue(Schema):
    """What somebody said."""

    text: str = Field(
        description="Plain text; an empty line is a new paragraph.", examples=["Nothing about us without us."]
    )
    source: str = Field(description="Who said it; may be empty.", examples=["Maryam"])
    source_url: str = Field(
        description="Where to read it; may be empty.", examples=["https://www.example.org/members/maryam/"]
    )


class QuotePart(Schema):
    """What somebody said."""

    type: Literal["quote"]
    id: str = Field(examples=["9d0c2f57-3f0b-45d1-8e6e-0f6a2b9e7c13"])
    value: QuoteValue


class PictureValue(Schema):
    """A picture and what stands below it."""

    picture: Picture | None = Field(description="Null where its file is missing.")
    caption: str = Field(description="May be empty.", examples=["Wednesday is soup day."])


class PicturePart(Schema):
    """A picture within the text."""

    type: Literal["picture"]
    id: str = Field(examples=["c3a7b0f2-8c1e-4a36-9e1f-2d4b6a8c0e14"])
    value: PictureValue


class TableValue(Schema):
    """Rows and columns."""

    caption: str = Field(
        description="What the table is about, for `<caption>`; may be empty.", examples=["When the kitchen is open"]
    )
    headings: list[str] = Field(
        description="Plain text: what stands in each column. The first may be empty where `row_headings` is true.",
        examples=[["Day", "Hours"]],
    )
    row_headings: bool = Field(
        description='True where the first cell of each row says what the row is about: a `<th scope="row">`.'
    )
    rows: list[list[str]] = Field(
        description="Safe HTML of each cell, row by row; as many cells as headings.", examples=[[["Monday", "10 to 4"]]]
    )


class TablePart(Schema):
    """A table within the text. Where it is wider than the screen, let it scroll in a box of its own."""

    type: Literal["table"]
    id: str = Field(examples=["e1f0d9c8-b7a6-4958-8473-625140312f15"])
    value: TableValue


class OtherPart(Schema):
    """A kind of part that the site has of its own."""

    type: Literal["other"]
    id: str = Field(examples=["f7e6d5c4-b3a2-4190-8f7e-6d5c4b3a2916"])
    name: str = Field(description="What the site calls this kind.", examples=["opening_times"])
    value: Any = Field(description="As the site's own block says it.", examples=[{"monday": "10 to 4"}])
    html: str = Field(description="The same as the site's own template draws it.", examples=["<p>Monday: 10 to 4</p>"])


Part = TypeAliasType(
    "Part",
    Annotated[
        HeadingPart | TextPart | QuotePart | PicturePart | TablePart | OtherPart,
        Field(discriminator="type", description="A part of a text. Pass over a `type` that you do not know."),
    ],
)


class OpenGraph(Schema):
    """For `<meta property="og:...">`."""

    title: str = Field(examples=["A week at the kitchen"])
    description: str = Field(examples=["What we cooked, and who came."])
    type: str = Field(examples=["article"])
    url: str = Field(examples=["https://www.example.org/blog/a-week/"])
    site_name: str = Field(description="May be empty.", examples=["The kitchen"])
    image: str | None = Field(
        description="The page's own picture, or else the one that editors chose for the site.",
        examples=["https://cms.example.org/media/images/a1b2.width-1200.jpg"],
    )
    image_width: int | None = Field(description="In pixels.", examples=[1200])
    image_height: int | None = Field(examples=[800])
    image_alt: str = Field(examples=["Two people peel potatoes at a long table."])
    locale: str = Field(description='Such as "en_GB".', examples=["en_GB"])


class Seo(Schema):
    """For the page's `<head>`."""

    title: str = Field(description="For `<title>`; put the site's name after it.", examples=["A week at the kitchen"])
    description: str = Field(description="May be empty.", examples=["What we cooked, and who came."])
    canonical: str = Field(
        description="Its one address; of an alias, where its source is.",
        examples=["https://www.example.org/blog/a-week/"],
    )
    og: OpenGraph
    twitter_card: str = Field(
        description='For `<meta name="twitter:card">`: "summary_large_image" with a picture, else "summary".',
        examples=["summary_large_image"],
    )
    json_ld: dict[str, Any] = Field(
        description='For a `script` of the type "application/ld+json" (schema.org).',
        examples=[{"@context": "https://schema.org", "@type": "BlogPosting", "headline": "A week at the kitchen"}],
    )
