"""Taking in an answer by somebody who works here, the same way for whichever door it comes through."""

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.page_tree.languages import speaking_language_of

from ..actions import AnswerAsStaff
from ..constants import SITE_STOPS, Badge
from ..intake.flow import is_commentable
from ..models import Conversation, ReaderComment, ReaderCommentSettings
from ..reading.promise import why_stopped
from ..slip import code
from .forms import AnswerForm


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
