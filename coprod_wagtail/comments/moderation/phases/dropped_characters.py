from ...constants import Sign
from ..pipeline import Context, Result


def dropped_characters(context: Context) -> Result | None:
    """Something was left out of the words or the name that nobody could have seen, or that covered other lines."""
    return Result(signs=(Sign.DROPPED_CHARACTERS.value,)) if context.dropped_characters else None
