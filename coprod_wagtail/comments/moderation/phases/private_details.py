from ...constants import Sign
from ...intake.private_details import details_in
from ..pipeline import Context, Result


def private_details(context: Context) -> Result | None:
    """It looks as if a phone number, an address or the like stood in it, and its writer, who was asked, sent it all the same.
    It may be a helpline, or somebody else's: a sign, no more."""
    if any(details_in(text) for text in (context.body, context.author_name, context.content_note)):
        return Result(signs=(Sign.PRIVATE_DETAILS.value,))
    return None
