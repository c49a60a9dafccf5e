"""Who reads what the writer of a comment answered: not whoever decided, where there is anybody else."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from coprod_wagtail.portions import portions

from ..models import MessageToWriter, ReaderComment, ReaderCommentSettings
from ..permissions import policy
from .rows import waiting_answers


class AnswerReaders:
    """The groups that sites have chosen to read answers. One query, whatever is asked then about which group."""

    def __init__(self) -> None:
        chosen = ReaderCommentSettings.objects.exclude(answer_readers=None)
        found = chosen.select_related("answer_readers", "site__root_page")
        self._groups = [(one.site.root_page.path, one.answer_readers) for one in found]

    def group_for(self, comment: ReaderComment) -> Any:
        """The group that reads answers about `comment`; None for whoever may decide about it."""
        path = comment.page.path
        under = [(root, group) for root, group in self._groups if path.startswith(root)]
        return max(under, key=lambda pair: len(pair[0]))[1] if under else None


def left_to_others(comments: Iterable[ReaderComment], user: Any) -> set[int]:
    """Ids of the messages about `comments` whose answers `user` leaves to others: there are people for whom they are. A few
    queries, none where nothing waits, and more only until those people are found, however many comments these are."""
    asking = _Asking(comments, user)
    return asking.with_somebody_else(asking.not_theirs())


def only_theirs(comment: ReaderComment, user: Any, seen: Collection[int] | None = None) -> bool:
    """Whether `user` is about to be done with an answer to what they wrote themselves, because nobody else can read it."""
    asking = _Asking([comment], user)
    own = [one for one in asking.not_theirs() if one.written_by_id == user.pk]
    own = own if seen is None else [one for one in own if one.pk in seen]
    return len(asking.with_somebody_else(own)) < len(own)


class _Asking:
    """Who else may read the answers about `comments`, for `user`. What was asked once is remembered."""

    def __init__(self, comments: Iterable[ReaderComment], user: Any) -> None:
        self.user = user
        self.comments = {one.pk: one for one in comments if one.answer_waits_since} if user is not None else {}
        self._readers = AnswerReaders() if self.comments else None
        self._groups: set[Any] | None = None
        self._people: dict[Any, list[Any]] = {}

    def _group_for(self, message: MessageToWriter) -> Any:
        return self._readers.group_for(self.comments[message.comment_id]) if self._readers else None

    def not_theirs(self) -> list[MessageToWriter]:
        """Those with an answer that waits, and that is not for `user` first of all."""
        waiting: list[MessageToWriter] = []
        for pks in portions(self.comments):
            waiting += waiting_answers().filter(comment__in=pks).order_by("pk")
        return [one for one in waiting if one.written_by_id == self.user.pk or not self._may_read(one)]

    def _may_read(self, message: MessageToWriter) -> bool:
        group = self._group_for(message)
        if group is None or getattr(self.user, "is_superuser", False):
            return True
        if self._groups is None:
            self._groups = set(self.user.groups.values_list("pk", flat=True))
        return group.pk in self._groups

    def with_somebody_else(self, messages: Sequence[MessageToWriter]) -> set[int]:
        """The ids of those of `messages` whose answer anybody may read but for `user` and whoever wrote it. An administrator,
        who may do everything, counts only in the group that was chosen: nobody should wait for one."""
        in_group = self._readable(messages, lambda one: self._in_group(self._group_for(one)))
        # Whom it was not for, reads it where those it was for cannot.
        own = [one for one in messages if one.written_by_id == self.user.pk and one.pk not in in_group]
        return in_group | self._readable(own, lambda one: self._no_administrators())

    def _in_group(self, group: Any) -> list[Any]:
        return self._some(group.pk, groups=group) if group else []

    def _no_administrators(self) -> list[Any]:
        people = self._some(None)
        return [one for one in people if not getattr(one, "is_superuser", False)]

    def _some(self, key: Any, **only: Any) -> list[Any]:
        if key not in self._people:
            people = policy.users_with_any_permission(["moderate"]).filter(is_active=True, **only)
            self._people[key] = list(people)
        return self._people[key]

    def _readable(
        self, messages: Sequence[MessageToWriter], people_for: Callable[[MessageToWriter], list[Any]]
    ) -> set[int]:
        """The ids of those of `messages` that anybody may read of the people who are asked about each of them."""
        asked: dict[Any, tuple[Any, list[MessageToWriter]]] = {}
        for message in messages:
            for person in people_for(message):
                if person.pk not in (message.written_by_id, self.user.pk):
                    asked.setdefault(person.pk, (person, []))[1].append(message)
        found: set[int] = set()
        for person, theirs in asked.values():
            left = [one for one in theirs if one.pk not in found]
            comments = {one.comment_id: self.comments[one.comment_id] for one in left}
            if left:
                allowed = policy.allowed_among(person, "moderate", list(comments.values()))
                found |= {one.pk for one in left if one.comment_id in allowed}
        return found
