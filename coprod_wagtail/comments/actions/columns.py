"""What a column of a comment holds. PostgreSQL and MariaDB refuse more than that; SQLite takes it."""

from typing import Any, cast

from django.db.models import Field

from ..models import ReaderComment


def longest(field: str) -> int:
    """How many characters the column of a comment's `field` holds."""
    column = cast("Field[Any, Any]", ReaderComment._meta.get_field(field))
    return cast(int, column.max_length)
