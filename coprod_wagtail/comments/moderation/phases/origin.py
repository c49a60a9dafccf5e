from coprod_wagtail.gateway.client import Origin

from ...constants import Sign
from ..pipeline import Context, Result


def origin(context: Context) -> Result | None:
    """The browser said nothing about whose page the form stood on: an old browser, or a program."""
    return Result(signs=(Sign.NO_ORIGIN.value,)) if context.origin == Origin.UNKNOWN else None
