"""What the page of a comment says of its covered parts, and the form to cover one."""

from typing import Any

from ...constants import Status
from ...correspondence.rows import SILENT
from ...covering.decisions import CoverPart
from ...covering.forms import CoverForm
from ...covering.shapes import covered_in
from ...models import ReaderComment


def about_covered(comment: ReaderComment, form: CoverForm | None = None) -> dict[str, Any]:
    """`form` is one with something to be mended."""
    if comment.status in SILENT:
        return {}
    can_cover = CoverPart.can_apply_to(comment) and bool(comment.body)
    return {
        "covered_parts": covered_in(comment),
        "cover_form": (form or CoverForm(comment=comment, initial={"seen": comment.seen_as})) if can_cover else None,
        "can_cover_and_publish": comment.status == Status.PENDING,
    }
