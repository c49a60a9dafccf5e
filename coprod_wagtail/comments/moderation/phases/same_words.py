from ...constants import Sign
from ..pipeline import Context, Result


def same_words(context: Context) -> Result | None:
    """The same long text came before, from anybody, to any page. People send a good thing twice: a sign, no more.

    Where nobody could tell, that is a sign of its own: it may be one of many.
    """
    if context.same_words is None:
        return Result(signs=(Sign.NOT_COUNTED.value,))
    return Result(signs=(Sign.SAME_WORDS.value,)) if context.same_words else None
