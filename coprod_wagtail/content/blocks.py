"""The parts a page's text is made of, each with a template of its own in `coprod_wagtail/blocks/`."""

from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.rich_text import expand_db_html, get_text_for_indexing

from .images import picture_data
from .links import WhereBlock
from .picture_blocks import PictureWordsBlock
from .rich_text import SHORT_TEXT_FEATURES as SHORT_TEXT_FEATURES  # where sites look for it
from .rich_text import TEXT_FEATURES
from .table_blocks import TableBlock, can_be_edited, table_texts


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text. The page's title is its only h1, so these are h2 and h3."""

    text = blocks.CharBlock(label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Main heading")), ("h3", _("Smaller heading, under a main one"))],
        default="h2",
        label=_("Size"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "coprod_wagtail/blocks/heading.html"
        form_attrs = {"data-coprod-part": "heading"}  # pasting.js looks for it


class RichTextBlock(blocks.RichTextBlock):
    """Running text: paragraphs, lists and links."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    def get_api_representation(self, value, context=None):
        """HTML with ordinary links: a reader of the API cannot follow Wagtail's page numbers."""
        return expand_db_html(value.source)

    class Meta:
        icon = "pilcrow"
        label = pgettext_lazy("part of a page", "Text")
        template = "coprod_wagtail/blocks/rich_text.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, with who said them."""

    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    source = blocks.CharBlock(required=False, label=_("Who said it"))
    source_url = blocks.URLBlock(required=False, label=_("Where to read it"), help_text=_("A web address."))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "coprod_wagtail/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    """A picture with words for people who cannot see it, and a caption for everybody."""

    image = PictureWordsBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, label=pgettext_lazy("of a picture", "Caption"))

    def get_api_representation(self, value, context=None):
        image = value["image"]
        return {
            "image": picture_data(image, "" if image.decorative else image.contextual_alt_text) if image else None,
            "caption": value["caption"],
        }

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "coprod_wagtail/blocks/picture.html"


class LinkBlock(blocks.StructBlock):
    """A link to somewhere else, with the words to show for it."""

    label = blocks.CharBlock(label=_("Words to show"), max_length=100)
    url = WhereBlock(label=_("Where it leads"), help_text=_("A web address, an e-mail address or a telephone number."))

    class Meta:
        icon = "link"
        label = pgettext_lazy("part of a page", "Link")
        template = "coprod_wagtail/blocks/link.html"


def body_blocks():
    """The parts a text can be made of, as (name, block) pairs; a site adds its own to the list."""
    parts = [
        ("heading", HeadingBlock()),
        ("text", RichTextBlock()),
        ("quote", QuoteBlock()),
        ("picture", PictureBlock()),
    ]
    return [*parts, ("table", TableBlock())] if can_be_edited() else parts


def link_blocks():
    """The parts a list of links can be made of."""
    return [("link", LinkBlock())]


class BodyBlock(blocks.StreamBlock):
    """A text made of `body_blocks`, whose headings do not skip a level (WCAG 1.3.1)."""

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:  # a draft
            return value
        first = next((index for index, child in enumerate(value) if child.block_type == "heading"), None)
        if first is not None and value[first].value["level"] == "h3":
            message = _("Start with a main heading. A smaller one can only come under a main one.")
            error = StructBlockValidationError(block_errors={"level": ValidationError(message)})
            raise StreamBlockValidationError(block_errors={first: error})
        return value


class CodeStreamField(StreamField):
    """A StreamField whose blocks live in the code alone.

    Its migrations do not list the blocks, so a new block is never a new migration, and the same migration serves every
    version of Wagtail. Subclasses give the blocks.
    """

    def get_blocks(self):
        raise NotImplementedError

    def __init__(self, block_types=None, **kwargs):
        super().__init__(block_types or self.get_blocks(), **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, path, [], kwargs


class BodyField(CodeStreamField):
    """The text of a page."""

    def get_blocks(self):
        return BodyBlock(body_blocks())


class LinksField(CodeStreamField):
    """A list of links to somewhere else."""

    def get_blocks(self):
        return link_blocks()


def count_words(body: Any) -> int:
    """How many words of a `BodyField` there are to read. Asks the database nothing."""
    return sum(map(_words_of_part, body.raw_data))


#: So many parts of texts are known, each by a few bytes.
_KNOWN = 10_000
_known: dict[bytes, int] = {}


def _words_of_part(part):
    # To take the words out of HTML takes long, and a list of posts asks for those of all its texts.
    value = part["value"]
    if not isinstance(value, str):
        return _count(part)
    name = blake2b(f"{part['type']}:{value}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if name not in _known:
        if len(_known) >= _KNOWN:
            _known.clear()
        _known[name] = _count(part)
    return _known[name]


def _count(part):
    return sum(len(text.split()) for text in part_texts(part["type"], part["value"]))


def opening_words(body: Any) -> str:
    """How the first running text of a `BodyField` begins, or of another StreamField, as plain text. Empty if it has none.
    Asks the database nothing."""
    kinds = body.stream_block.child_blocks
    texts = (part["value"] for part in body.raw_data if isinstance(kinds.get(part["type"]), blocks.RichTextBlock))
    return next((words for text in texts if text and (words := plain_beginning(text))), "")


#: Characters of HTML. More is not looked at for how a text begins.
BEGINNING = 3000


def plain_beginning(html: str) -> str:
    """How `html` begins, some hundred words of it, as plain text in one line. A whole text takes long to read."""
    beginning = html[:BEGINNING]
    if len(html) > BEGINNING and beginning.rfind("<") > beginning.rfind(">"):
        beginning = beginning[: beginning.rfind("<")]  # half an element
    return " ".join(get_text_for_indexing(beginning).split())


def part_texts(kind, value):
    """The readable texts of one part as it is stored; of a picture only the caption is read. Of a site's own kinds
    those that are called as ours are."""
    if isinstance(value, str):
        return [get_text_for_indexing(value)]
    if not isinstance(value, dict):
        return []
    if kind == "table" and isinstance(value.get("table"), dict):
        return table_texts(value)
    return [value.get(name) or "" for name in ("text", "source", "caption")]
