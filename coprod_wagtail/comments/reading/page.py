"""A conversation as it is shown at one moment."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.utils.translation import ngettext, pgettext

from coprod_wagtail.conf import conf
from coprod_wagtail.text.formats import number_in_words

from ..constants import SITE_STOPS, Policy, State
from ..models import Conversation, ReaderComment, conversation_of
from ..querysets import ReaderCommentQuerySet
from .items import Item
from .phrases import state_in_words
from .promise import stop_in_words
from .threads import ids_before, load_threads, reply_target, thread_ids


@dataclass
class Reading:
    """What `{% comments %}` draws: a conversation at one moment, one page of its threads, and what to say about it."""

    page_id: int | None
    state: State
    count: int = 0
    #: The conversation whose comments can be read here, as it was before any of them was looked at; else None.
    conversation: Conversation | None = None
    page_number: int = 1
    page_count: int = 1
    #: The first comment of the thread that the list begins with, instead of at a page by number.
    start: ReaderComment | None = None
    message: str = ""
    #: What editors say about it where the whole site is stopped, in the language `own_language` (see `speak`).
    own_words: str = ""
    own_language: str = ""
    closes_at: object = None
    #: Until when people may send what they began before it closed, or None (see `Conversation.finishes_at`).
    finishes_at: object = None
    reply_to: Item | None = None
    reply_gone: bool = False
    full: bool = False
    #: A `Policy`, as the conversation has it.
    policy: str = Policy.INHERIT

    @property
    def has_items(self) -> bool:
        """Whether there is anything in `items`. Asks the database nothing."""
        return self.conversation is not None and self.conversation.thread_count > 0

    @cached_property
    def items(self) -> list[Item]:
        """The comments on this page of the conversation, in the order they are read. Two queries, when first used."""
        if not self.has_items:
            return []
        threads = load_threads(self._ids[: conf.THREADS_PER_PAGE])
        return [item for thread in threads for item in thread]

    @cached_property
    def _ids(self) -> list[int]:
        """Of the threads on this page, and of the next one if there are more."""
        firsts, size = self.listed.first_comments(), conf.THREADS_PER_PAGE
        if self.start:
            return thread_ids(firsts, size + 1, after=(self.start.sort_key, self.start.pk - 1))
        return thread_ids(firsts, size + 1, (self.page_number - 1) * size)

    @property
    def listed(self) -> ReaderCommentQuerySet:
        """What of the conversation is listed, as a queryset of comments."""
        if self.conversation is None:
            return ReaderComment.objects.none()
        return ReaderComment.objects.listed_in(self.conversation)

    @property
    def title(self):
        if not self.count:
            return pgettext("heading", "Comments")
        # Translators: a heading. Both forms are the same in English, but need not be elsewhere.
        words = ngettext("Comments (%(count)s)", "Comments (%(count)s)", self.count)
        return words % {"count": number_in_words(self.count)}

    @cached_property
    def earlier(self) -> str | None:
        """What the address of the page before has behind the path; None where there is none. One query with `start`."""
        if not self.start:
            return _page_query(self.page_number - 1) if self.page_number > 1 else None
        before = ids_before(self.listed.first_comments(), conf.THREADS_PER_PAGE, self.start)
        if not before:
            return None
        return f"?comment={before[-1]}" if len(before) == conf.THREADS_PER_PAGE else _page_query(1)

    @property
    def later(self) -> str | None:
        """What the address of the page after has behind the path; None where there is none."""
        if not self.start:
            return _page_query(self.page_number + 1) if self.page_number < self.page_count else None
        following = self._ids[conf.THREADS_PER_PAGE :]
        return f"?comment={following[0]}" if following else None

    @property
    def around(self) -> str:
        """What the address of a comment on this page has behind the path, before the comment's number: empty on the first
        page, where the oldest comments stay."""
        return "?comment=" if self.start or self.page_number > 1 else ""

    @property
    def takes_comments(self):
        return self.state == State.OPEN and not self.full

    @property
    def is_stopped(self) -> bool:
        """Whether nobody can write on the whole site."""
        return self.state in SITE_STOPS

    def speak(self, site_settings) -> None:
        """Let `own_words` and `message` say why nobody can write on the whole site. For a conversation that `is_stopped`."""
        said = stop_in_words(self.state, site_settings, any_comments=bool(self.count))
        self.own_words, self.message = said
        self.own_language = site_settings.language_of_stop(self.state) if self.own_words else ""

    def policy_in_force(self, site_settings) -> Policy:
        return Policy(site_settings.policy if self.policy == Policy.INHERIT else self.policy)


def read(page, *, page_number=None, reply_id=None, around_id=None, preview=False) -> Reading:
    """One page of the conversation on `page`, which may never have been saved. One query, one more with `around_id` where
    there are several pages, one more with `reply_id`; `Reading.items` asks two of its own. No writes.

    `page_number` counts from 1. With `around_id` the page begins with the thread in which that comment stands: to find
    out on which page by number it is, the database would have to count all threads before it. Numbers that lead nowhere
    give the nearest page.
    """
    conversation = conversation_of(page)
    if conversation is None:
        return Reading(page_id=None, state=State.PREVIEW, message=state_in_words(State.PREVIEW, None))
    state = conversation.state_in_preview() if preview else conversation.state()
    reading = Reading(
        page_id=conversation.page_id,
        state=state,
        message=state_in_words(state, conversation),
        closes_at=conversation.closing_time(),
        finishes_at=None if preview else conversation.finishes_at(),
        full=conversation.is_full(),
        policy=conversation.policy,
    )
    if not conversation.may_be_read():
        return reading
    reading.conversation = conversation
    reading.count = conversation.published_count
    reading.page_count = max(1, ceil(conversation.thread_count / conf.THREADS_PER_PAGE))
    reading.page_number = min(page_number or 1, reading.page_count)
    if around_id and reading.page_count > 1:
        comment = reading.listed.filter(pk=around_id).select_related("thread").first()
        reading.start = comment and (comment.thread or comment)
    if reply_id and (reading.takes_comments or reading.finishes_at):
        reading.reply_to = reply_target(reading.listed, reply_id)
        reading.reply_gone = reading.reply_to is None
    return reading


def _page_query(number):
    return f"?comments={number}" if number > 1 else ""
