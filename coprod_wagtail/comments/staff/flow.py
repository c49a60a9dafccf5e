"""Taking in an answer by somebody who works here, the same way for whichever door it comes through."""

from collections.abc import Callable, Mapping, Sequence
from uuid import uuid4

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.page_tree.languages import speaking_language_of

from ..actions import AnswerAsStaff, AnswerMany, Submission
from ..constants import SITE_STOPS, Badge, State
from ..intake.flow import is_commentable
from ..models import Conversation, ReaderComment, ReaderCommentSettings
from ..reading.promise import why_stopped
from ..slip import code
from .forms import AnswerForm, AnswerManyForm


def conversation_to_answer_in(page_id, request) -> Conversation | None:
    """The conversation on the page with this id, where readers meet one; None elsewhere, and where not everybody may read it."""
    conversation = Conversation.for_page_id(page_id)
    if conversation is None or not is_commentable(conversation, request) or not conversation.page_is_public:
        return None
    return conversation


def answer_readers(conversation: Conversation, form: AnswerForm, user: "AnyUser | None") -> tuple[ReaderComment, str]:
    """Put what a valid `form` holds on the page; the comment, and the secret of its private page. The form sent once more leads
    to the same two. Raises what `AnswerAsStaff` raises."""
    settings = ReaderCommentSettings.for_site(conversation.page.get_site())
    action = AnswerAsStaff(
        conversation,
        form.answer(),
        user=user,
        role=form.cleaned_data["role"],
        badge=Badge(form.cleaned_data["badge"]),
        stop_words={state: why_stopped(state, settings) for state in SITE_STOPS},
    )
    with speaking_language_of(conversation.page):
        secret = action()
    return action.comment or ReaderComment.objects.get(slip_hash__in=code.slip_hashes(secret)), secret


def answers_to_many(
    comments: Sequence[ReaderComment], form: AnswerManyForm | None, user: "AnyUser | None"
) -> AnswerMany:
    """The action that puts what a valid `form` holds under each of `comments`, which `user` may read. Without a form it can only say
    which of them cannot be answered (`sort_out`)."""
    said = form.cleaned_data if form else {"role": "-", "badge": Badge.NONE}
    return AnswerMany(
        comments,
        form.answer() if form else Submission(body="", author_name="-"),
        user=user,
        role=said["role"],
        badge=Badge(said["badge"]),
        batch=uuid4(),
        stop_words=_stop_words(),
    )


def _stop_words() -> Callable[[Conversation], Mapping[State, str]]:
    """What readers are told where all comments of a site are stopped. A query or two for each site."""
    by_site: dict[int | None, Mapping[State, str]] = {}

    def words(conversation: Conversation) -> Mapping[State, str]:
        site = conversation.page.get_site()
        pk = site.pk if site else None
        if pk not in by_site:
            settings = ReaderCommentSettings.for_site(site)
            by_site[pk] = {state: why_stopped(state, settings) for state in SITE_STOPS}
        return by_site[pk]

    return words
