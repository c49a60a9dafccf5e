"""The page that the writer of a comment saw."""

from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.swap import get_page_model

from ..models import ReaderComment


def page_as_written_on(comment: ReaderComment, page: AnyPage) -> AnyPage:
    """`page`, which the comment is about, or the one that stands in for it in the language in which the comment was written
    (an alias), while everybody may read that. One query, where the languages differ; none on a site with one language.

    A translation is another page, with a conversation of its own.
    """
    if not has_languages() or comment.language in {"", page.locale.language_code}:
        return page
    aliases = get_page_model()._default_manager.filter(alias_of=page.pk)
    there = aliases.filter(locale__language_code=comment.language).select_related("locale")
    return for_everyone(there).first() or page
