"""What a column of a comment holds. PostgreSQL and MariaDB refuse more than that; SQLite takes it."""

from ..models import ReaderComment


def longest(field: str) -> int:
    """How many characters the column of a comment's `field` holds."""
    return ReaderComment._meta.get_field(field).max_length
