from ...constants import Sign
from ..official_names import looks_official
from ..pipeline import Context, Result


def official_name(context: Context) -> Result | None:
    """The name looks like the website's own, a team's or a member's. People share names: a sign, no more."""
    is_one = looks_official(context.author_name, context.site_name, context.site_id)
    return Result(signs=(Sign.OFFICIAL_NAME.value,)) if is_one else None
