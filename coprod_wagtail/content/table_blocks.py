"""A table inside a text: Wagtail's typed table, whose cells are ordinary fields, with a row of headings always."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockAdapter,
    TypedTableBlockValidationError,
)
from wagtail.rich_text import RichText, expand_db_html, get_text_for_indexing

from . import table_segments
from .rich_text import CELL_FEATURES

#: The app of Wagtail's that draws tables in the page editor. Without it editors are offered none.
EDITOR_APP = "wagtail.contrib.typed_table_block"

#: No text has it, so several can be asked about at once.
_BETWEEN = "\0"


def can_be_edited() -> bool:
    """Whether the site has what Wagtail needs to draw tables in the page editor."""
    return apps.is_installed(EDITOR_APP)


class CellsBlock(TypedTableBlock):
    """Columns, their headings and rows of cells. wagtail-localize translates the words of each cell."""

    text = blocks.TextBlock(required=False, rows=1, label=pgettext_lazy("in a table", "Words"))
    rich_text = blocks.RichTextBlock(required=False, features=CELL_FEATURES, label=_("Words with links"))

    def get_translatable_segments(self, value):
        return table_segments.segments_of(value)

    def restore_translated_segments(self, value, segments):
        return table_segments.with_segments(value, segments)


class TableBlock(blocks.StructBlock):
    """A table with a row of headings, and with a column of them where the first one says what each row is about."""

    table = CellsBlock(label=_("Rows and columns"))
    row_headings = blocks.BooleanBlock(
        required=False,
        label=_("The first column says what each row is about"),
        help_text=_("It is then shown as a heading. People who listen to the page hear it with each cell of the row."),
    )

    def clean(self, value):
        value = super().clean(value)
        message = None if self.is_deferred_validation else _missing(value["table"], value["row_headings"])
        if message:
            error = TypedTableBlockValidationError(non_block_errors=[ValidationError(message)])
            raise StructBlockValidationError(block_errors={"table": error})
        return value

    def get_context(self, value, parent_context=None):
        """The template's. `parent_context` may have the `cells` as HTML already."""
        context = super().get_context(value, parent_context)
        context["rows"] = (parent_context or {}).get("cells") or cells(value, _expanded(value["table"]))
        return context

    def get_api_representation(self, value, context=None):
        return table_data(value, cells(value, _expanded(value["table"])))

    class Meta:
        icon = "table"
        label = pgettext_lazy("part of a page", "Table")
        template = "coprod_wagtail/blocks/table.html"
        form_attrs = {"data-coprod-part": "table"}  # pasting.js looks for it


def _missing(table, row_headings):
    if not table.columns or not table.row_data:
        return _("A table needs a column and a row.")
    # Where the first column says what the rows are about, the corner above it may be empty.
    if not all(column["heading"].strip() for column in table.columns[int(bool(row_headings)) :]):
        return _("Write a heading above each column. It says what stands below.")
    return None


def rich_cells(table: Any) -> Iterator[str]:
    """The stored HTML of each cell that can have links, row by row."""
    for row in table.row_data:
        yield from (cell.source for cell in row["values"] if isinstance(cell, RichText))


def _expanded(table):
    """What to show for each of the `rich_cells`, with ordinary links; the same few queries for any number of them."""
    sources = [source.replace(_BETWEEN, "") for source in rich_cells(table)]
    return expand_db_html(_BETWEEN.join(sources)).split(_BETWEEN) if sources else []


def cells(value: Any, rich: Iterable[str]) -> list[list[SafeString]]:
    """The rows of a table as safe HTML, cell by cell. `rich` is what to show for each of its `rich_cells`."""
    shown = iter(rich)
    return [[_cell(cell, shown) for cell in row["values"]] for row in value["table"].row_data]


def table_data(value: Any, rows: list[list[SafeString]]) -> dict[str, Any]:
    """A table for a JSON API. `rows` are its `cells`."""
    table = value["table"]
    return {
        "caption": table.caption or "",
        "headings": [column["heading"] for column in table.columns],
        "row_headings": bool(value["row_headings"]),
        "rows": [[str(cell) for cell in row] for row in rows],
    }


def _cell(cell, shown):
    if isinstance(cell, RichText):
        html = next(shown)
        return mark_safe(html if get_text_for_indexing(html).strip() else "")  # noqa: S308 - cleaned when it was stored
    return mark_safe("<br>".join(map(escape, (cell or "").strip().splitlines())))  # noqa: S308


def table_texts(stored: dict) -> Iterator[str]:
    """The readable texts of a table as it is stored."""
    table = stored.get("table") or {}
    yield table.get("caption") or ""
    columns = table.get("columns") or []
    yield from (column["heading"] for column in columns)
    for row in table.get("rows") or []:
        for column, cell in zip(columns, row["values"], strict=False):
            yield get_text_for_indexing(cell or "") if column["type"] == "rich_text" else cell or ""


class CellsBlockAdapter(TypedTableBlockAdapter):
    js_constructor = "coprod_wagtail.CellsBlock"

    def js_args(self, block):
        *args, meta = super().js_args(block)
        names = {
            "COLUMN": _("Column %(number)s"),
            "HEADING": _("%(column)s: heading"),
            "CELL": _("%(column)s, row %(row)s"),
        }
        return [*args, {**meta, "strings": {**meta["strings"], **names}}]

    @cached_property
    def media(self):
        # In one list, which keeps its order: the script builds on Wagtail's.
        ours = [versioned_static("typed_table_block/js/typed_table_block.js"), "coprod_wagtail/table-cells.js"]
        return super().media + forms.Media(js=ours)


register(CellsBlockAdapter(), CellsBlock)
