"""The text of a page over JSON: its parts by type, and the same as one piece of HTML."""

from coprod_wagtail.content import blocks

from ..kit.urls import with_absolute_files
from .pictures import add_renditions, picture
from .rich_text import displayed


def parts_of(body, request, site_id=None) -> tuple[list[dict], str]:
    """The parts of a `BodyField`'s value as `schemas.Part`, and the whole as HTML; the number of queries does not
    grow with them.

    A kind of part that the site added is told as its block says it, and as its own template draws it.
    """
    children = list(body)
    add_renditions(_image(child) for child in children if isinstance(child.block, blocks.PictureBlock))
    texts = [child for child in children if isinstance(child.block, blocks.RichTextBlock)]
    words = dict(zip(map(id, texts), displayed([child.value.source for child in texts], request, site_id), strict=True))
    parts, html = [], []
    for child in children:
        text = words.get(id(child))
        drawn = text if text is not None else with_absolute_files(child.render().strip(), request)
        html.append(drawn)
        parts.append({"id": child.id or "", **_part(child, text, drawn, request)})
    return parts, "\n".join(html)


def _part(child, text, drawn, request):
    block, value = child.block, child.value
    if text is not None:
        return {"type": "text", "value": text}
    if isinstance(block, blocks.HeadingBlock):
        return {"type": "heading", "value": {"text": value["text"], "level": value["level"]}}
    if isinstance(block, blocks.QuoteBlock):
        return {"type": "quote", "value": {name: value[name] or "" for name in ("text", "source", "source_url")}}
    if isinstance(block, blocks.PictureBlock):
        image = _image(child)
        alt = "" if image is None or image.decorative else image.contextual_alt_text or ""
        return {
            "type": "picture",
            "value": {"picture": picture(image, alt, request), "caption": value["caption"] or ""},
        }
    own = block.get_api_representation(value)
    return {"type": "other", "name": child.block_type, "value": own, "html": drawn}


def _image(child):
    return child.value["image"] or None
