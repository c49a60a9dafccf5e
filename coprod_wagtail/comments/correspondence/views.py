"""The writer of a comment answers what a moderator wrote to them, below the comment's private page."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coprod_wagtail.actions import ActionError
from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.gateway.unavailable import even_without_database
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import say_language, speaking_language_of

from .. import texts
from ..exceptions import CommentGone, TooMany
from ..intake.flow import InvalidForm
from ..intake.sizes import not_too_large
from ..models import Conversation
from ..slip.lookup import comment_by_secret
from ..slip.written_on import page_as_written_on
from .flow import receive
from .forms import AnswerForm
from .rows import messages_about, said, to_answer
from .shapes import title_of


# Whoever has the address is the writer: no session's identity is used, so there is none to protect.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@even_without_database(answer=texts.ANSWER_LABEL)
@not_too_large("answer", texts.ANSWER_LABEL)
def answer(request, secret):
    """Takes in the one answer, and leads back to the private page (303). What cannot be taken comes back with every typed word:
    422 for something to mend, 409 where it was answered otherwise, or written about again, 429 for too many."""
    comment = comment_by_secret(secret)
    conversation = Conversation.for_page_id(comment.page_id) if comment else None
    if comment is None or conversation is None:  # the page may have gone between the two questions
        raise Http404
    with speaking_language_of(page_as_written_on(comment, conversation.page)):
        return say_language(seal_for_one_person(_answer(request, secret, comment)))


def _answer(request, secret, comment):
    status, form, retry_after = 200, None, None
    if request.method == "POST":
        form = AnswerForm(request.POST)
        try:
            receive(request, comment, form)
            return _see_other(secret)
        except InvalidForm:
            status = 422
        except CommentGone:
            raise Http404 from None
        except ActionError as error:
            status, retry_after = (429, error.retry_after) if isinstance(error, TooMany) else (409, None)
            form = form.again(to_answer(comment, messages_about(comment)), error.message)
    messages = messages_about(comment)
    last = to_answer(comment, messages)
    if form is None and last is None:
        return redirect("coprod_comments:slip", secret)
    context = {"form": form or AnswerForm.to(last), "can_answer": last is not None, "messages": said(messages)}
    context |= {"messages_title": title_of(messages), "secret": secret, **layout_context()}
    page = render(request, "coprod_wagtail/comments/slip_answer.html", context, status=status)
    if retry_after:
        page["Retry-After"] = str(retry_after)
    return page


def _see_other(secret):
    response = redirect(f"{reverse('coprod_comments:slip', args=[secret])}#messages")
    response.status_code = 303
    return response
