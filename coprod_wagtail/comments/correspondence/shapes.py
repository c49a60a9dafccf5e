"""What moderators and the writer of a comment said to each other, as the JSON API says it."""

from collections.abc import Sequence
from typing import Any

from .. import texts
from ..models import MessageToWriter, ReaderComment
from .rows import said, to_answer


def told_and_answered(comment: ReaderComment, messages: Sequence[MessageToWriter]) -> dict[str, Any]:
    """The part of `slip_schemas.Slip` about `messages`, which are those about `comment`."""
    last = to_answer(comment, messages)
    return {
        "messages_title": title_of(messages),
        "messages": [_message(message) for message in said(messages)],
        "answering": last
        and {
            "message": last.pk,
            "label": str(texts.ANSWER_LABEL),
            "hint": str(texts.ANSWER_HINT),
            "button": str(texts.ANSWER),
        },
    }


def title_of(messages: Sequence[MessageToWriter]) -> str:
    """What stands above `messages`, and above the box to answer."""
    return str(texts.WRITTEN_TO_YOU if any(message.body for message in messages) else texts.IF_WE_ARE_WRONG)


def _message(message: MessageToWriter) -> dict[str, Any]:
    answer = {
        "body": message.answer,
        "body_html": message.answer_html,
        "sent_at": message.answered_at,
        "message": str(texts.ANSWER_READ if message.closed_at else texts.ANSWER_SENT),
    }
    return {
        "id": message.pk,
        "body": message.body,
        "body_html": message.body_html,
        "written_at": message.written_at,
        "answer": answer if message.is_answered else None,
    }
