"""One comment, ready to be drawn: finished strings for one flat template, and the same facts for the API and feeds."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from coprod_wagtail.text.formats import set_apart

from ..constants import Status
from ..models import ReaderComment
from .phrases import Answered, Phrases, gone_in_words, note_in_words


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
    #: Who wrote it and, with a link, whom it answers, as its heading has them; and its date in HTML.
    byline: SafeString = SafeString("")
    when: SafeString = SafeString("")
    #: What its link to itself says: its date, or that it is one.
    link_words: SafeString = SafeString("")
    can_be_answered: bool = True
    #: What the button for answering says.
    reply_words: SafeString = SafeString("")
    #: The same with the date, for those who hear the button by itself.
    button_words: SafeString = SafeString("")
    #: What the link for telling us about it says; empty where there are no words to tell us about.
    report_words: SafeString = SafeString("")
    language: str = ""
    #: What opens the words, where they are folded under a note; and as plain text, the note's own words with ours.
    note_words: SafeString = SafeString("")
    plain_note_words: str = ""
    opens: bool = False
    closes: bool = False
    followed: bool = False
    comment: ReaderComment | None = None

    @property
    def anchor(self):
        return f"comment-{self.pk}"

    @property
    def number(self):
        """As text: a number would be written as the language does it, with its thousands kept apart."""
        return str(self.pk)

    @property
    def level(self):
        """Of its heading."""
        return "4" if self.is_reply else "3"


def make_item(comment, answers=None, phrases=None) -> Item:
    """One comment as it is shown. `answers` is the item of the comment it replies to, if that one is listed; `phrases`
    saves work where there are many."""
    phrases = phrases or Phrases()
    is_reply = comment.thread_id is not None
    if comment.status != Status.PUBLISHED:
        plain_gone = phrases.plain_covered if comment.status == Status.COVERED else phrases.plain_gone
        gone = SafeString(escape(plain_gone))
        return Item(
            pk=comment.pk,
            heading=gone,
            plain_heading=plain_gone,
            name="",
            body_html=SafeString(""),
            note=gone_in_words(comment.status),
            is_reply=is_reply,
            byline=gone,
            link_words=phrases.link_here,
            can_be_answered=False,
            comment=comment,
        )
    name = "" if comment.lost_author else comment.author_name
    shown_name = name and set_apart(name)
    to = answers.name if answers else ""
    shown_to = to and set_apart(to)
    when, plain_when = phrases.when(comment)
    reply_words = phrases.reply(name)
    language = comment.language if comment.language != phrases.language else ""
    plain_heading = phrases.plain_heading(is_reply, name, to, plain_when)
    return Item(
        pk=comment.pk,
        heading=phrases.heading(is_reply, shown_name, shown_to, when),
        plain_heading=plain_heading,
        name=name,
        body_html=SafeString(comment.body_html),
        note=note_in_words(comment),
        is_reply=is_reply,
        byline=_byline(phrases, shown_name, answers),
        when=SafeString(when),
        link_words=SafeString(when) or phrases.link_here,
        reply_words=reply_words,
        button_words=phrases.reply_on_a_button(reply_words, plain_when),
        report_words=phrases.tell_us_about(plain_heading),
        language=language,
        note_words=phrases.before_you_read(comment.content_note, language),
        plain_note_words=phrases.plain_before_you_read(comment.content_note),
        comment=comment,
    )


def _byline(phrases, name, answers):
    if answers is None:
        return name or phrases.nobody
    answered = Answered.NAMED if answers.name else Answered.NAMELESS
    if answers.comment and answers.comment.status != Status.PUBLISHED:
        answered = Answered.GONE
    return phrases.from_to(name, answered, answers.name and set_apart(answers.name), answers.anchor)
