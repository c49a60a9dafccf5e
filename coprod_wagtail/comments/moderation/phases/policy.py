from ...constants import Policy
from ..pipeline import Context, Result


def policy(context: Context) -> Result | None:
    """An editor chose, for this page or the whole site, that comments show before they are read; nobody gets that without asking."""
    return Result(show=True) if context.policy == Policy.SHOW_FIRST else None
