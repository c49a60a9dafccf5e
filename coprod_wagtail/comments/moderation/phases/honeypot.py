from ...constants import Sign
from ..pipeline import Context, Result


def honeypot(context: Context) -> Result | None:
    """Something stands in the field that should stay empty. Password managers do that, too: a sign, no more."""
    return Result(signs=(Sign.HONEYPOT.value,)) if context.honeypot else None
