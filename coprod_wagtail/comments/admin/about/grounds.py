"""What the page of a comment says of why it does not show, and what a message to its writer can begin with."""

from typing import Any

from django.http import HttpRequest

from ...correspondence.rows import SILENT
from ...grounds.marking import marked_words
from ...grounds.reasons import reasons_by_key, saved_answers
from ...grounds.rows import last_ground
from ...models import ReaderComment


def about_ground(comment: ReaderComment) -> dict[str, Any]:
    """What the writer of `comment` is told about why it does not show, or was."""
    ground = None if comment.status in SILENT else last_ground(comment)
    if ground is None:
        return {}
    return {
        "ground": ground,
        "ground_reason": reasons_by_key([ground.reason]).get(ground.reason),
        "ground_marked": marked_words(comment.body, ground.marks),
    }


def about_saved_answers(request: HttpRequest) -> dict[str, Any]:
    """The answers to begin from, each with what the address of the page then has behind its path; and the one that the address
    of `request` names already."""
    query, wanted = request.GET.copy(), request.GET.get("answer")
    shown, begun = [], ""
    for answer in saved_answers():
        query["answer"] = str(answer.pk)
        shown.append({"title": answer.title, "body": answer.body, "query": query.urlencode()})
        begun = answer.body if wanted == str(answer.pk) else begun
    return {"saved_answers": shown, "saved_answer": begun}
