"""One comment, ready to be drawn: finished strings for one flat template, and the same facts for the API and feeds."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from coprod_wagtail.text.formats import set_apart

from ..constants import Status
from ..models import ReaderComment
from .phrases import Phrases, gone_in_words, lost_words


@dataclass(slots=True)
class Item:
    """One comment, ready to be drawn. `followed` by replies, or a reply that `opens` or `closes` their nested list."""

    pk: int
    heading: SafeString
    plain_heading: str
    name: str
    body_html: SafeString
    note: str = ""
    is_reply: bool = False
    answers: "Item | None" = None
    #: "In answer to", with the heading of that one.
    answers_words: SafeString = SafeString("")
    can_be_answered: bool = True
    #: What the link for answering says.
    reply_words: SafeString = SafeString("")
    language: str = ""
    opens: bool = False
    closes: bool = False
    followed: bool = False
    comment: ReaderComment | None = None

    @property
    def anchor(self):
        return f"comment-{self.pk}"


def make_item(comment, answers=None, phrases=None) -> Item:
    """One comment as it is shown. `answers` is the item of the comment it replies to, if that one is listed; `phrases`
    saves work where there are many."""
    phrases = phrases or Phrases()
    is_reply = comment.thread_id is not None
    answers_words = phrases.in_answer_to(answers.heading) if answers else SafeString("")
    if comment.status != Status.PUBLISHED:
        return Item(
            pk=comment.pk,
            heading=SafeString(phrases.gone),
            plain_heading=phrases.plain_gone,
            name="",
            body_html=SafeString(""),
            note=gone_in_words(comment.status),
            is_reply=is_reply,
            answers=answers,
            answers_words=answers_words,
            can_be_answered=False,
            comment=comment,
        )
    name = "" if comment.lost_author else comment.author_name
    shown_name = set_apart(name) if name else phrases.nobody
    to = answers.name if answers else ""
    shown_to = to and set_apart(to)
    when, plain_when = phrases.when(comment)
    return Item(
        pk=comment.pk,
        heading=phrases.heading(is_reply, shown_name, shown_to, when),
        plain_heading=phrases.plain_heading(is_reply, name or phrases.plain_nobody, to, plain_when),
        name=name,
        body_html=SafeString(comment.body_html),
        note=lost_words(comment),
        is_reply=is_reply,
        answers=answers,
        answers_words=answers_words,
        reply_words=phrases.reply(name),
        language=comment.language if comment.language != phrases.language else "",
        comment=comment,
    )
