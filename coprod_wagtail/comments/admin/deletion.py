"""Before pages are deleted: how many reader comments go with them, in words."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages

from coprod_wagtail.text.formats import number_in_words

from ..models import ReaderComment

#: Page paths put into one query.
_BATCH = 50


def count_comments_under(pages) -> int:
    """How many comments, whatever their status, stand on `pages` and on all pages below them, each counted once."""
    tops: list[str] = []
    for path in sorted({page.path for page in pages}):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    total = 0
    for start in range(0, len(tops), _BATCH):
        here = Q()
        for path in tops[start : start + _BATCH]:
            here |= Q(page__path__startswith=path)
        total += ReaderComment.objects.filter(here).count()
    return total


def warn_about_comments(request, pages):
    """Put a warning on the page that is about to be drawn, if there is anything to lose."""
    count = count_comments_under(pages)
    if not count:
        return
    many = len(pages) > 1
    if many:
        words = ngettext(
            "%(count)s reader comment on these pages and the pages below them will be erased for ever.",
            "%(count)s reader comments on these pages and the pages below them will be erased for ever.",
            count,
        )
    else:
        words = ngettext(
            "%(count)s reader comment on this page and the pages below it will be erased for ever.",
            "%(count)s reader comments on this page and the pages below it will be erased for ever.",
            count,
        )
    messages.warning(request, words % {"count": number_in_words(count)})


def before_delete_page(request, page):
    """Wagtail's hook of that name. It runs for the question and for the answer; only the question is for reading."""
    if request.method == "GET":
        warn_about_comments(request, [page, *_translations_that_go_too(page)])


def _translations_that_go_too(page):
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    found = []
    for hook in hooks.get_hooks("construct_translated_pages_to_cascade_actions"):
        cascade = hook([page], "delete")
        if isinstance(cascade, dict):
            found += [translation for translations in cascade.values() for translation in translations]
    return found
