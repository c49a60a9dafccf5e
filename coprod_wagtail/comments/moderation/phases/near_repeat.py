from ...constants import Sign
from ..pipeline import Context, Result


def near_repeat(context: Context) -> Result | None:
    """Nearly the same text came before, with other numbers, other spaces or a word more. People write for each other, and
    from a template: a sign, no more. The very same text has a sign of its own.

    Where nobody could tell, that is a sign of its own: it may be one of many.
    """
    if context.near_repeat is None:
        return Result(signs=(Sign.NOT_COUNTED.value,))
    if not context.near_repeat or Sign.SAME_WORDS.value in context.signs:
        return None
    return Result(signs=(Sign.NEAR_REPEAT.value,))
