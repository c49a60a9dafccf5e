from ...constants import WORD_LIST_SIGN
from ..pipeline import Context, Result
from ..word_lists.lists import look_in


def word_list(context: Context) -> Result | None:
    """A word or a phrase stands in it that the site's moderators look twice for. People quote, and ask about, what others
    say: a sign, no more, and the writer is never told."""
    texts = (context.body, context.author_name, context.content_note)
    found = look_in(texts, site_id=context.site_id, language=context.language)
    if not found.entries:
        return None
    return Result(signs=tuple(f"{WORD_LIST_SIGN}{pk}" for pk in found.entries), first=found.comes_first)
