"""Makes what a plan says."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from coprod_wagtail.comments.actions import ImportComments

from .content import HEADING, QUOTE
from .models import ImportBatch, ImportedPage
from .plan import Plan, old_comments, post_model


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
    if post.date:
        # Feeds and lists of what is new go by this, and the post is not new.
        page.first_published_at = timezone.make_aware(datetime.combine(post.date, time(12)))
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
        elif body and body[-1][0] == "text":
            body[-1] = ("text", body[-1][1] + block.html)
        else:
            body.append(("text", block.html))
    return body
