from coprod_wagtail.conf import conf
from coprod_wagtail.text.plain_text import count_links

from ...constants import Sign
from ..pipeline import Context, Result


def links(context: Context) -> Result | None:
    """Many links, as in most adverts."""
    return Result(signs=(Sign.MANY_LINKS.value,)) if count_links(context.body) >= conf.MANY_LINKS else None
