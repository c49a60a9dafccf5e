"""A conversation as it is shown at one moment."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from urllib.parse import urlencode

from django.utils.translation import ngettext, pgettext

from coprod_wagtail.conf import conf
from coprod_wagtail.text.formats import number_in_words

from ..constants import NEWEST, ORDER, SITE_STOPS, Policy, State
from ..models import Conversation, ReaderComment, conversation_of
from ..querysets import ReaderCommentQuerySet
from .items import Item
from .phrases import state_in_words
from .promise import stop_in_words
from .threads import load_threads, reply_target, thread_ids


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
    #: Whether the newest threads come first. Replies stay in the order in which they were written.
    newest: bool = False
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
            # Behind the place just before it.
            place = self.start.sort_key, self.start.pk + (1 if self.newest else -1)
            return thread_ids(firsts, size + 1, after=place, newest=self.newest)
        return thread_ids(firsts, size + 1, (self.page_number - 1) * size, newest=self.newest)

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
            return self._page_query(self.page_number - 1) if self.page_number > 1 else None
        place, size = (self.start.sort_key, self.start.pk), conf.THREADS_PER_PAGE
        # The nearest first.
        before = thread_ids(self.listed.first_comments(), size, after=place, newest=not self.newest)
        if not before:
            return None
        return self._query(comment=before[-1]) if len(before) == size else self.first_page

    @property
    def later(self) -> str | None:
        """What the address of the page after has behind the path; None where there is none."""
        if not self.start:
            return self._page_query(self.page_number + 1) if self.page_number < self.page_count else None
        following = self._ids[conf.THREADS_PER_PAGE :]
        return self._query(comment=following[0]) if following else None

    @property
    def words_of_earlier(self) -> str:
        """The name, in `comments.texts`, of what a link to the page before says: its comments are the later ones where the
        newest come first."""
        return "LATER" if self.newest else "EARLIER"

    @property
    def words_of_later(self) -> str:
        """The name, in `comments.texts`, of what a link to the page after says."""
        return "EARLIER" if self.newest else "LATER"

    @property
    def words_of_first(self) -> str:
        """The name, in `comments.texts`, of what a link to the first page says."""
        return "FROM_NEWEST" if self.newest else "FROM_FIRST"

    @property
    def first_page(self) -> str:
        """What the address of the first page has behind the path."""
        return self._query()

    @property
    def other_order(self) -> str:
        """What the address of the first page in the other order has behind the path."""
        return "" if self.newest else f"?{ORDER}={NEWEST}"

    @property
    def has_orders(self) -> bool:
        """Whether there is more than one thread, so that one can come before another."""
        return self.conversation is not None and self.conversation.thread_count > 1

    @property
    def around(self) -> str:
        """What the address of a comment on this page has behind the path, before the comment's number: empty on the first
        page, where the oldest comments stay."""
        if self.newest:
            return f"?{ORDER}={NEWEST}&comment="
        return "?comment=" if self.start or self.page_number > 1 else ""

    def _page_query(self, number: int) -> str:
        return self._query(comments=number) if number > 1 else self.first_page

    def _query(self, **more: int) -> str:
        query = urlencode(more | ({ORDER: NEWEST} if self.newest else {}))
        return f"?{query}" if query else ""

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


def read(page, *, page_number=None, reply_id=None, around_id=None, newest=False, preview=False) -> Reading:
    """One page of the conversation on `page`, which may never have been saved. One query, one more with `around_id` where
    there are several pages, one more with `reply_id`; `Reading.items` asks two of its own. No writes.

    `page_number` counts from 1. With `around_id` the page begins with the thread in which that comment stands: to find
    out on which page by number it is, the database would have to count all threads before it. Numbers that lead nowhere
    give the nearest page. With `newest` the threads stand the other way round.
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
        newest=newest,
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
