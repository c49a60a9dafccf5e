"""Taking in a comment, the same way for whichever door it comes through."""

from contextlib import contextmanager
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coprod_wagtail.actions import ActionError
from coprod_wagtail.gateway.client import Origin, client_address, origin_of
from coprod_wagtail.gateway.refusals import note_refusal
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.text.spoken import language_of_words

from ..actions import SubmitComment
from ..constants import SITE_STOPS, Status
from ..exceptions import TooMany
from ..mixins import CommentableMixin
from ..models import Conversation, ReaderComment
from ..reading.items import Item, make_item
from ..reading.promise import why_stopped
from . import limits
from .forms import CommentForm
from .questions import Question


class ForeignOrigin(ActionError):
    """Another website's page sent it."""

    code = "foreign_origin"

    def __init__(self):
        super().__init__(
            _("We could not tell that this came from our own page. Your words are still here. Please press Send again.")
        )


class InvalidForm(Exception):
    """The form says what has to be mended."""


class Unconfirmed(Exception):
    """Its writer has yet to be asked these `questions`; nothing is stored. `item` is the comment as it would be shown."""

    def __init__(self, questions: list[Question], item: Item) -> None:
        super().__init__("unconfirmed")
        self.questions, self.item = questions, item


class Received(NamedTuple):
    #: Of the comment's private page.
    secret: str
    #: None where it was taken in before.
    comment: ReaderComment | None


def meeting(page_id, request) -> tuple[AnyPage | None, Conversation | None]:
    """The page with this id and the conversation that it shows to the sender of `request`: its own, or that of its source
    where it stands in for a translation that is still to come (an alias). None for what is not there, and no conversation
    behind an alias that may not be read."""
    found = Conversation.for_page_id(page_id)
    if found is None:
        return None, None
    if not found.page.alias_of_id:
        return found.page, found
    found.let_in(request)
    return found.page, Conversation.for_page_id(found.page.alias_of_id) if found.page_may_be_read() else None


def is_commentable(conversation, request) -> bool:
    """Whether the sender of `request` may meet a conversation on this page at all, whatever its state."""
    if conversation is None:
        return False
    conversation.let_in(request)
    return (
        conversation.page_may_be_read()
        and not conversation.page.alias_of_id
        and issubclass(conversation.page.specific_class or object, CommentableMixin)
        and conversation.page.get_url_parts(request) is not None
    )


def receive(request, conversation, form, site_settings, *, idempotency_key="") -> Received:
    """Take in what `form` holds.

    Raises `TooMany`, `ForeignOrigin`, `InvalidForm`, `Unconfirmed`, or what `SubmitComment` raises; then nothing is stored,
    and all but a form to be mended or a question leaves a line in the log (`gateway.refusals`).
    """
    with _noting_refusals(request):
        submit = _submission(request, conversation, form, site_settings, idempotency_key)
        if questions := form.questions():
            submit.rehearse()
            raise Unconfirmed(questions, shown(form, submit.parent))
        return Received(submit(), submit.comment)


def rehearse(request, conversation, form, site_settings) -> Item:
    """What `form` holds as it would be shown if it were published now. Counts as an attempt and stores nothing; raises
    what `receive` raises, but for `Unconfirmed`: see `form.questions`."""
    with _noting_refusals(request):
        submit = _submission(request, conversation, form, site_settings, "")
        submit.rehearse()
    return shown(form, submit.parent)


def shown(form: CommentForm, parent: ReaderComment | None = None) -> Item:
    """What `form` holds as a comment that is shown, in answer to `parent`. Asks the database nothing."""
    data = form.cleaned_data
    comment = ReaderComment(
        body=data.get("body", ""),
        author_name=data.get("author_name", ""),
        content_note=data.get("content_note", ""),
        helped=form.helped_as,
        thread_id=parent.thread_start_id if parent else None,
        reply_to=parent,
        language=language_of_words(data.get("body", ""), translation.get_language() or ""),
        posted_at=timezone.now(),
        status=Status.PUBLISHED,
    )
    comment.prepare()
    return make_item(comment, make_item(parent) if parent else None)


@contextmanager
def _noting_refusals(request):
    try:
        yield
    except ActionError as error:
        note_refusal(request, "comment", error.code)
        raise


def _submission(request, conversation, form, site_settings, idempotency_key):
    address = client_address(request)
    request.coprod_quota = quota = limits.attempt(address)
    if quota and quota.is_exceeded:
        raise TooMany(quota.seconds)
    origin = origin_of(request, site_settings.site)
    if origin == Origin.FOREIGN:
        raise ForeignOrigin
    if not form.is_valid():
        raise InvalidForm
    submission = form.submission(origin=origin, client_address=address, idempotency_key=idempotency_key)
    name = site_settings.site.site_name if site_settings.site else ""
    return SubmitComment(
        conversation,
        submission,
        site_policy=site_settings.policy,
        site_name=name,
        site_id=site_settings.site.pk if site_settings.site else None,
        stop_words={state: why_stopped(state, site_settings) for state in SITE_STOPS},
        reading=site_settings,
    )
