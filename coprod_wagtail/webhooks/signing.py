"""How a receiver knows that a message is ours, and not an old one sent again."""

from coprod_wagtail.gateway.signatures import TOLERANCE, signature
from coprod_wagtail.gateway.signatures import is_signed as is_ours  # what a receiver in Python asks

__all__ = ["TOLERANCE", "is_ours", "signature"]
