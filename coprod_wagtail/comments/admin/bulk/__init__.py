from .answer import BulkAnswer
from .decide import BULK_DECISIONS
from .delete_pages import DeletePagesWithComments
from .hand_over import BulkHandOver

__all__ = ["BULK_DECISIONS", "BulkAnswer", "BulkHandOver", "DeletePagesWithComments"]
