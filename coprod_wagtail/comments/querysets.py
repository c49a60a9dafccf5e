"""What is visible to whom, said once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import connections, models
from django.db.models import F, Q, Value

from coprod_wagtail.page_tree.sites import is_under_site
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.portions import portions

from .constants import WORD_LIST_SIGN, Access, Sign, Status

if TYPE_CHECKING:
    from wagtail.models import Site

    from .models import Conversation, ReaderComment


#: Before all of it. That a moment is not NULL, SQLite finds in no index; that it is later than another, it does. A year is one on
#: sites with and without time zones.
_EARLIEST = 1970

#: What readers told us about a comment waits for a decision. Of one that its writer has taken down there is nothing to decide,
#: until it is brought back.
REPORTED = Q(reported_since__year__gte=_EARLIEST) & ~Q(status=Status.TAKEN_BACK)

#: And its writer's answer to a moderator.
ANSWERED = Q(answer_waits_since__year__gte=_EARLIEST) & ~Q(status=Status.TAKEN_BACK)

#: There is something to decide: as `handing.actions.is_open` says of one.
OPEN = ~Q(status__in=[Status.TAKEN_BACK, Status.ERASED]) & (
    Q(status=Status.PENDING)
    | Q(reported_since__isnull=False)
    | Q(answer_waits_since__isnull=False)
    | Q(edit_waits=True)
)


class ReaderCommentQuerySet(models.QuerySet["ReaderComment"]):
    def _on_open_ground(self) -> Self:
        """Of pages that are live and for everyone, in conversations that are not hidden. A page that became an alias shows
        the conversation of its source, and not what was written on it before."""
        return (
            self.filter(page__live=True, page__alias_of__isnull=True)
            .exclude(conversation__access=Access.HIDDEN)
            .filter(~private_page())
        )

    def visible(self) -> Self:
        """Comments that anybody may read now. Every door asks this one: page, API, feed, search, count, export."""
        return self.filter(status=Status.PUBLISHED)._on_open_ground()

    def visible_in(self, conversation: "Conversation") -> Self:
        """Comments of one conversation that who asks may read now.

        Whether they may read the conversation it knows already (`Conversation.may_be_read`), so that is not asked of
        the database once more; and without another table beside it, every database takes the
        comments from an index in their order, however many there are.
        """
        if not conversation.may_be_read():
            return self.none()
        return self.filter(conversation_id=conversation.pk, status=Status.PUBLISHED)

    def on_site(self, site: "Site") -> Self:
        """Of pages of `site`."""
        return self.filter(is_under_site(site, "page__url_path"))

    def listed(self) -> Self:
        """What a conversation lists: the visible ones, and a plain line in place of a hidden one that was answered.

        `listed` on the row says which those are; actions keep it (see `store.listing`).
        """
        # Said as `= true`, or SQLite does not find it in an index and walks through the whole conversation.
        return self.filter(listed=Value(True))._on_open_ground()

    def listed_in(self, conversation: "Conversation") -> Self:
        """Comments that a list of one conversation holds (see `visible_in`)."""
        if not conversation.may_be_read():
            return self.none()
        return self.filter(conversation_id=conversation.pk, listed=Value(True))

    def with_sign(self, name: str) -> Self:
        """Those with the sign of this name, whichever entry of a word list it may mean."""
        if connections[self.db].vendor == "postgresql":
            # An index has them (see `moderation.search.index`).
            found = Q(signs__contains=[name])
        else:
            # No two of the others look into a list alike; signs are made of small letters.
            found = Q(signs__icontains=f'"{name}"')
        if name == Sign.WORD_LIST:
            found |= Q(signs__icontains=f'"{WORD_LIST_SIGN}')
        return self.filter(found)

    def leaves_nothing_out(self) -> bool:
        """Whether these are all comments there are, as far as the query says: no condition, no slice, no set operation."""
        return not (self.query.where or self.query.is_sliced or self.query.combinator)

    def awaiting_moderation(self) -> Self:
        return self.filter(status=Status.PENDING)

    def shown_unread(self, since: datetime) -> Self:
        """Those that came after `since` and show, though nobody has decided about them: not where something else about them
        waits, and not where they cannot be read at present."""
        found = self.filter(shown_unread=True, status=Status.PUBLISHED, received_at__gt=since, page__live=True)
        return found.filter(reported_since=None, edit_waits=False).exclude(conversation__access=Access.HIDDEN)

    def not_awaiting_moderation(self) -> Self:
        return self.exclude(status=Status.PENDING)

    def in_reading_order(self) -> Self:
        """Undated ones first, as they stood in their source; then oldest first."""
        return self.order_by("sort_key", "pk")

    def in_thread_order(self) -> Self:
        """First comments, or the replies in one thread, in reading order, as each database takes it from an index."""
        # To PostgreSQL, an index that begins with the thread is in this order only if the thread is named, though it is
        # the same for all of these; to MariaDB only if it is not. Both sort the whole conversation otherwise.
        if connections[self.db].vendor == "postgresql":
            return self.order_by("thread_id", "sort_key", "pk")
        return self.in_reading_order()

    def first_comments(self) -> Self:
        """Those that start a thread."""
        return self.filter(thread__isnull=True)

    def answering(self, comments: "Iterable[ReaderComment]") -> Self:
        """Comments in the threads of `comments`, or answering one of them."""
        return self.filter(Q(thread__in=comments) | Q(reply_to__in=comments))


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def lock(self, pks: Iterable[int]) -> None:
        """Let nobody else change what these conversations list or count until the transaction ends.

        Whoever changes a comment's status takes this lock before anything else: what is listed follows from the
        comments around it, so two at once would each count without the other. Always in the same order, so that two who
        want the same conversations wait and do not block each other. SQLite has one writer at a time anyway.
        """
        for some in portions(sorted(set(pks))):
            list(self.filter(pk__in=some).order_by("pk").select_for_update().values_list("pk", flat=True))

    def taking_comments(self, now: datetime, limit: int, grace: timedelta) -> Self:
        """Conversations that take a comment at `now`, or closed less than `grace` ago, in which fewer than `limit` wait
        that came in no flood."""
        return self.filter(
            Q(opens_at__isnull=True) | Q(opens_at__lte=now),
            Q(closes_at__isnull=True) | Q(closes_at__gt=now - grace),
            access=Access.OPEN,
            waiting_count__lt=F("flood_count") + limit,
        )
