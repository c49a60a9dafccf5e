from ...constants import Sign
from ..pipeline import Context, Result


def held(context: Context) -> Result | None:
    """A moderator has said that for a while all of this writer's comments, or all of this flood, are to be read first."""
    return Result(signs=(Sign.HELD.value,)) if context.held else None
