from ...constants import Sign
from ..pipeline import Context, Result


def busy(context: Context) -> Result | None:
    """The page, or the whole site, got far more within an hour than it usually does. A page that is in the news does, too: a
    sign, no more."""
    found = {Sign.BUSY_PAGE: context.busy_page, Sign.BUSY_SITE: context.busy_site}
    signs = tuple(sign.value for sign, is_busy in found.items() if is_busy)
    return Result(signs=signs) if signs else None
