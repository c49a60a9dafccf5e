"""What editors are told in Wagtail's admin: why a page was not published, and which picture is the reason."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter

from .cleaning import clean_pictures
from .mixins import REFUSED, CleanPicturesMixin
from .problems import short_sentence
from .usage import pictures_of


def before_publish_page(request, page):
    """Wagtail's hook of that name: the draft is stored by now, so nothing that was written is lost."""
    problems = _problems(page)
    if not problems:
        return None
    messages.error(request, _("The page is saved as a draft. It was not published.") + " " + " ".join(problems))
    return redirect("wagtailadmin_pages:edit", page.pk)


def before_bulk_action(request, action_type, objects, action):
    """Wagtail's hook of that name: where one page of those that were ticked cannot be published, none is."""
    if action_type != "publish":
        return None
    refused = False
    for page in _to_publish(objects, action):
        if problems := _problems(page):
            refused = True
            words = _("“%(page)s” cannot be published. Nothing was published.") % {
                "page": page.get_admin_display_title()
            }
            messages.error(request, words + " " + " ".join(problems))
    return redirect(action.next_url) if refused else None


def _to_publish(pages, action):
    """The drafts of these pages, and of those below them where that was asked for too."""
    form = getattr(action, "cleaned_form", None)
    below = form is not None and form.cleaned_data.get("include_descendants")
    for page in pages:
        if hasattr(page, "get_latest_revision_as_object"):
            yield page.get_latest_revision_as_object()
            for draft in page.get_descendants().not_live().specific() if below else []:
                yield draft.get_latest_revision_as_object()


def _problems(page):
    found = clean_pictures(pictures_of(page)) if isinstance(page, CleanPicturesMixin) else []
    return [message for problem in found for message in problem.messages]


class RefusedFormatter(LogFormatter):
    label = gettext_lazy("Refuse to publish")

    def format_message(self, log_entry):
        reasons = [str(short_sentence(code)) for code in log_entry.data.get("problems", [])]
        return _("Not published, because of a picture in it: %(reasons)s") % {"reasons": " ".join(reasons)}


def register_log_actions(actions):
    """Wagtail's hook of that name."""
    actions.register_action(REFUSED)(RefusedFormatter)
