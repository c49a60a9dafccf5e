from ...constants import Sign
from ..pipeline import Context, Result


def many_at_once(context: Context) -> Result | None:
    """More than usual from one address or to one page. A whole library has one address: a sign, no more.

    Where nobody could count, that is a sign of its own: it may be one of many.
    """
    if context.many_at_once is None:
        return Result(signs=(Sign.NOT_COUNTED.value,))
    return Result(signs=(Sign.MANY_AT_ONCE.value,)) if context.many_at_once else None
