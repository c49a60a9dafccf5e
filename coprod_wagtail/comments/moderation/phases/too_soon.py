from coprod_wagtail.conf import conf

from ...constants import Sign
from ..pipeline import Context, Result


def too_soon(context: Context) -> Result | None:
    """Sent sooner than anybody can type. Somebody who pastes with speech input can be quick: a sign, no more."""
    if context.seconds is not None and context.seconds < conf.TOO_SOON_SECONDS:
        return Result(signs=(Sign.TOO_SOON.value,))
    return None
