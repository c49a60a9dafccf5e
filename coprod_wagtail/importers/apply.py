"""Makes what a plan says."""

import re
from datetime import datetime, time
from html import unescape

from django.db import transaction
from django.utils import timezone

from coprod_wagtail.comments.actions import ImportComments
from coprod_wagtail.content.table_blocks import can_be_edited
from coprod_wagtail.text.moments import storable

from .content import HEADING, QUOTE
from .models import ImportBatch, ImportedPage
from .plan import Plan, old_comments, post_model

_PLAIN = re.compile("(?:<p>([^<]*)</p>)?")


@transaction.atomic
def apply(plan: Plan, *, file_name: str):
    """Make the post and its comments, or the comments that a post made before does not have. All or nothing.

    For a plan with something to do. Returns the page. What editors have made of it since it was imported stays as it is.
    """
    batch = ImportBatch.objects.create(source=plan.source, file_name=file_name[-255:])
    page = plan.existing or _make_page(plan)
    if plan.existing is None:
        ImportedPage.objects.create(batch=batch, page=page, source_key=plan.source_key, text_key=plan.text_key)
    ImportComments(page, old_comments(plan), source=plan.source, batch=batch.pk)()
    return page


def _make_page(plan):
    post = plan.post
    model = post_model()
    page = model(
        title=post.title,
        slug=plan.slug,
        summary=post.summary,
        body=_body(post.blocks),
        closing_question=post.closing_question,
        date=post.date,
        live=False,
    )
    # Feeds and lists of what is new go by this, and a post with a date is not new. One without keeps it unknown: it is not
    # dated by its publication here.
    page.first_published_at = storable(datetime.combine(post.date, time(12))) if post.date else timezone.now()
    author = model._meta.get_field("authors").related_model
    page.authors = [author(name=name, sort_order=number) for number, name in enumerate(post.authors)]
    plan.parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _body(blocks):
    """The value of a `BodyField`: paragraphs, lists and rules that follow one another are one text."""
    body = []
    for block in blocks:
        if block.kind == HEADING:
            body.append(("heading", {"text": block.text, "level": f"h{block.level}"}))
        elif block.kind == QUOTE:
            body.append(("quote", {"text": block.text, "source": block.source, "source_url": ""}))
        elif block.table and can_be_edited():
            body.append(("table", _table(block.table)))
        elif body and body[-1][0] == "text":
            body[-1] = ("text", body[-1][1] + block.html)
        else:
            body.append(("text", block.html))
    return body


def _table(table):
    """The value of a `TableBlock`: a column whose cells are plain words is one of plain words."""
    columns, kept = [], []
    for heading, cells in zip(table.headings, zip(*table.rows, strict=True), strict=True):
        plain = [_PLAIN.fullmatch(cell) for cell in cells]
        columns.append({"type": "text" if all(plain) else "rich_text", "heading": heading})
        kept.append([unescape(found[1] or "") for found in plain] if all(plain) else cells)
    rows = [{"values": list(row)} for row in zip(*kept, strict=True)]
    table_value = {"columns": columns, "rows": rows, "caption": table.caption}
    return {"table": table_value, "row_headings": table.row_headings}
