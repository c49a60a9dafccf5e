from .decide import BULK_DECISIONS
from .delete_pages import DeletePagesWithComments

__all__ = ["BULK_DECISIONS", "DeletePagesWithComments"]
