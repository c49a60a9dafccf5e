from ...constants import Sign
from ..pipeline import Context, Result


def many_at_once(context: Context) -> Result | None:
    """More than usual from one address or to one page. A whole library has one address: a sign, no more (H6)."""
    return Result(signs=(Sign.MANY_AT_ONCE.value,)) if context.many_at_once else None
