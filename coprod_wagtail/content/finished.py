"""Pages published without their editor being open: many at once, or by approval. Wagtail's editor asks for what is missing
there, and its bulk action and its workflows do not."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.fields import StreamField
from wagtail.models import TaskState

from coprod_wagtail.swap import get_page_model

from .blocks import BodyField
from .images import PictureWordsField


def unfinished_fields(page: Any) -> list[str]:
    """The names, as editors read them, of the fields of `page` whose newest draft lacks what publishing asks for. None for
    pages without texts or pictures of the package's kinds: what they need is not for us to say."""
    fields = page.specific_class._meta.get_fields() if page.specific_class else []
    if not any(isinstance(field, BodyField | PictureWordsField) for field in fields):
        return []
    draft = page.get_latest_revision_as_object()
    lacking = _refused(draft.full_clean)
    for field in fields:
        if isinstance(field, StreamField) and _refused(field.stream_block.clean, field.value_from_object(draft)):
            lacking.add(field.name)
    own = {field.name: str(capfirst(field.verbose_name)) for field in fields if field.name in lacking}
    return [*own.values(), *sorted(lacking - own.keys() - {NON_FIELD_ERRORS})] or [_("The page")] * bool(lacking)


def _refused(clean, *arguments):
    """The names of the fields that `clean` finds fault with."""
    try:
        clean(*arguments)
    except ValidationError as refused:
        return set(getattr(refused, "error_dict", [NON_FIELD_ERRORS]))
    return set()


def approval_is_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A person approves a page in a workflow, from a list perhaps, and without having opened it. Unless its newest draft
    has all that publishing asks for, the approval becomes a request for changes that says what is missing. Wagtail tells
    the writer, and the page can be handed in again.

    For the signal `pre_save`, of any sender: a kind of task may bring a `TaskState` of its own. Wagtail publishes what is approved without asking anybody.
    """
    if raw or not isinstance(instance, TaskState) or instance.status != TaskState.STATUS_APPROVED:
        return
    page = instance.workflow_state.content_object
    if not isinstance(page, get_page_model()) or not (lacking := unfinished_fields(page)):
        return
    instance.status = TaskState.STATUS_REJECTED
    words = _("Something is still missing, so this was not approved: %(fields)s.") % {"fields": ", ".join(lacking)}
    instance.comment = f"{words} {instance.comment}".strip()


def keep_unfinished_pages_back(request, action_type, objects, action):
    """For Wagtail's hook `before_bulk_action`: publishes nothing while one of the pages is unfinished, and says which."""
    if action_type != "publish" or not hasattr(action, "cleaned_form"):
        return None
    pages = list(objects)
    if getattr(action.cleaned_form, "cleaned_data", {}).get("include_descendants"):
        pages += [
            below for page in objects for below in page.get_descendants().not_live().defer_streamfields().specific()
        ]
    unfinished = [page for page in pages if isinstance(page, get_page_model()) and unfinished_fields(page)]
    if not unfinished:
        return None
    address = AdminURLFinder(request.user).get_edit_url
    links = format_html_join(
        ", ", '<a href="{}">{}</a>', ((address(page), page.get_admin_display_title()) for page in unfinished)
    )
    words = _(
        "Nothing was published: something is still missing on some pages. Open each and press Publish to see what."
    )
    messages.error(request, format_html("{} {}", words, links))
    return redirect(action.next_url)
