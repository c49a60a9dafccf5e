"""Taking in the answer of a comment's writer, the same way for whichever door it comes through."""

from django.http import HttpRequest

from coprod_wagtail.actions import ActionError
from coprod_wagtail.gateway.client import client_address
from coprod_wagtail.gateway.refusals import note_refusal

from ..exceptions import TooMany
from ..intake import limits
from ..intake.flow import InvalidForm
from ..models import ReaderComment
from .answer import AnswerMessage
from .forms import AnswerForm


def receive(request: HttpRequest, comment: ReaderComment, form: AnswerForm) -> None:
    """Store what `form` answers about `comment`, to whose private page the sender has the secret.

    Raises `TooMany`, `InvalidForm`, or what `AnswerMessage` raises; then nothing has changed, and all but a form to be mended
    leaves a line in the log (`gateway.refusals`).
    """
    try:
        quota = limits.attempt(client_address(request))
        if quota and quota.is_exceeded:
            raise TooMany(quota.seconds)
        if not form.is_valid():
            raise InvalidForm
        AnswerMessage(comment, form.cleaned_data["answer"], seen=form.cleaned_data["message"])()
    except ActionError as error:
        note_refusal(request, "answer", error.code)
        raise
