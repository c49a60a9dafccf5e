from ...constants import Policy, Sign
from ..pipeline import Context, Result


def spam_service(context: Context) -> Result | None:
    """A service outside is asked about it once it is stored. Where comments show straight away, this one waits for the answer,
    though not for long; where somebody reads them first, there is nothing to say yet."""
    if context.asks_service and context.policy == Policy.SHOW_FIRST:
        return Result(signs=(Sign.ASKED_SERVICE.value,))
    return None
