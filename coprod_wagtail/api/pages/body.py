"""The text of a page over JSON: its parts by type, and the same as one piece of HTML."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from coprod_wagtail.content import blocks
from coprod_wagtail.content.pictures.drawing import part_or_none
from coprod_wagtail.content.table_blocks import TableBlock, cells, rich_cells, table_data

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
    sources = [list(_rich_texts(child)) for child in children]
    shown = iter(_displayed([source for found in sources for source in found], request, site_id))
    parts, html = [], []
    for child, found in zip(children, sources, strict=True):
        texts = [next(shown) for _source in found]
        told, drawn = _told(child, texts, request)
        html.append(drawn)
        parts.append({"id": child.id or "", **told})
    return parts, "\n".join(html)


def html_of(bodies: Sequence[Any], request, site_id=None) -> list[str]:
    """Each of these values of a `BodyField` as HTML, the same as `parts_of` gives of one; the number of queries grows neither with
    them nor with their parts."""
    values = _loaded(bodies)
    children = [child for value in values for child in value]
    add_renditions(_image(child) for child in children if isinstance(child.block, blocks.PictureBlock))
    shown = iter(_displayed([source for child in children for source in _rich_texts(child)], request, site_id))
    return ["\n".join(_drawn(child, shown, request) for child in value) for value in values]


def _loaded(bodies):
    """What `bodies` hold, with the rows that their blocks need fetched for all of them at once."""
    # By the block that knows them, which can be no key itself.
    by_kind: dict[int, list[int]] = {}
    for place, body in enumerate(bodies):
        by_kind.setdefault(id(body.stream_block), []).append(place)
    found: dict[int, Any] = {}
    for places in by_kind.values():
        block = bodies[places[0]].stream_block
        found |= zip(places, block.bulk_to_python([bodies[place].raw_data for place in places]), strict=True)
    return [found[place] for place in range(len(bodies))]


def _drawn(child, shown, request):
    texts = [next(shown) for _source in _rich_texts(child)]
    if isinstance(child.block, blocks.RichTextBlock):
        return texts[0]
    context = {"cells": cells(child.value, texts)} if isinstance(child.block, TableBlock) else None
    return with_absolute_files((part_or_none(partial(child.render, context)) or "").strip(), request)


def _displayed(texts, request, site_id):
    """All at once; where a picture in one of them cannot be drawn, one by one and without that one."""
    found = part_or_none(partial(displayed, texts, request, site_id))
    if found is None:
        one_by_one = (part_or_none(partial(displayed, [text], request, site_id)) for text in texts)
        return [one[0] if one else "" for one in one_by_one]
    return found


def _rich_texts(child):
    """The stored texts in a part whose links have to lead somewhere."""
    if isinstance(child.block, blocks.RichTextBlock):
        yield child.value.source
    elif isinstance(child.block, TableBlock):
        yield from rich_cells(child.value["table"])


def _told(child, texts, request):
    """(what the API says of a part, and how it is drawn); `texts` are its `_rich_texts` with links that lead somewhere."""
    if isinstance(child.block, blocks.RichTextBlock):
        return {"type": "text", "value": texts[0]}, texts[0]
    if isinstance(child.block, TableBlock):
        rows = cells(child.value, texts)
        drawn = (part_or_none(partial(child.render, {"cells": rows})) or "").strip()
        return {"type": "table", "value": table_data(child.value, rows)}, drawn
    drawn = with_absolute_files((part_or_none(child.render) or "").strip(), request)
    return _part(child, drawn, request), drawn


def _part(child, drawn, request):
    block, value = child.block, child.value
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
    own = part_or_none(partial(block.get_api_representation, value))
    return {"type": "other", "name": child.block_type, "value": own, "html": drawn}


def _image(child):
    return child.value["image"] or None
