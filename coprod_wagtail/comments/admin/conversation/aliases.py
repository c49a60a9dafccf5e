"""A page with a conversation that became an alias of another: its readers see the other one's conversation from then on."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from coprod_wagtail.text.formats import number_in_words

from ...constants import Status
from ...models import ReaderComment


def before_edit_page(request, page):
    """Wagtail's hook of that name: says what readers do not see, as long as they do not, to whoever opens the page. That is
    also where wagtail-localize leads after "Convert to alias page", which asks nobody but the editor."""
    if request.method == "GET" and page.alias_of_id and (words := _what_is_not_shown(page)):
        messages.warning(request, words)


def _what_is_not_shown(page):
    shown = Count("pk", filter=Q(status=Status.PUBLISHED))
    waiting = Count("pk", filter=Q(status=Status.PENDING))
    found = ReaderComment.objects.filter(page=page.pk).aggregate(shown=shown, waiting=waiting)
    sentences = []
    if found["shown"]:
        sentences.append(
            ngettext(
                "%(count)s comment that everybody could read here is not shown any more.",
                "%(count)s comments that everybody could read here are not shown any more.",
                found["shown"],
            )
            % {"count": number_in_words(found["shown"])}
        )
    if found["waiting"]:
        sentences.append(
            ngettext(
                "%(count)s comment waits to be read, and will not show here when it is published.",
                "%(count)s comments wait to be read, and will not show here when they are published.",
                found["waiting"],
            )
            % {"count": number_in_words(found["waiting"])}
        )
    if not sentences:
        return ""
    why = _("This page is an alias, so readers see the conversation of “%(title)s” on it.")
    title = page.alias_of.get_admin_display_title()
    kept = _("Nothing is lost: when you translate this page again, what was written here is shown on it.")
    return " ".join([why % {"title": title}, *sentences, kept])
