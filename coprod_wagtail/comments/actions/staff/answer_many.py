from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, router, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Action, ActionError, AnyUser, NotAllowed, log_all
from coprod_wagtail.page_tree.languages import speaking_language_of
from coprod_wagtail.portions import portions

from ...constants import Badge, State
from ...intake.submission import Submission
from ...mixins import CommentableMixin
from ...models import Conversation, ReaderComment
from ...permissions import policy
from ...signals import comment_submitted, comments_change, conversation_changed, conversations_change
from ...staff import texts
from ...store import bulk
from .answer import ANSWERED_BY_STAFF, AnswerAsStaff, remember

#: What people are told of a conversation that is stopped together with all others of its site (see `SubmitComment`).
StopWords = Callable[[Conversation], Mapping[State, str]]


class AnswerMany(Action[list[ReaderComment]]):
    """Answer each of `comments` with the same words, as `AnswerAsStaff` does: under one's own name, with the same rights, and
    only where readers could write, too. They take effect together, with as many queries for one as for some hundred.

    Returns the answers. `refused` has the comments that could not be answered, by the words that say why; those stop nothing.
    The same form sent again adds nothing, and returns the answers that it made the first time. The lines in the log have
    `batch` in common.

    Raises `NotAllowed` without the right to answer anybody, and `ValueError` as `AnswerAsStaff` does.
    """

    def __init__(
        self,
        comments: Sequence[ReaderComment],
        submission: Submission,
        *,
        user: "AnyUser | None",
        role: str,
        badge: Badge,
        batch: UUID,
        stop_words: StopWords,
    ) -> None:
        """`comments` are those that `user` may read, each with its page."""
        super().__init__(user=user)
        self.comments, self.submission, self.role, self.badge = comments, submission, role, badge
        self.batch, self.stop_words = batch, stop_words
        self.refused: dict[str, list[ReaderComment]] = {}
        #: Lines in the log of what was written now, in order.
        self.lines: list[Any] = []

    def __call__(self) -> list[ReaderComment]:
        try:
            return super().__call__()
        except IntegrityError:  # the same form, sent twice at the same moment: now the other one is there
            return super().__call__()

    def check(self) -> None:
        if not policy.user_has_permission(self.user, "answer"):
            raise NotAllowed(texts.NO_RIGHT_TO_ANSWER)

    def sort_out(self) -> list[tuple[AnswerAsStaff, ReaderComment, Conversation]]:
        """What would be written, with the comment that each answers and where; `refused` learns of the others. Changes
        nothing. A few queries for five hundred comments."""
        self.refused = {}
        pages, visible = {one.page_id for one in self.comments}, set[int]()
        meetings: dict[int, Conversation] = {}
        for pks in portions(sorted(pages)):
            meetings |= Conversation.for_page_ids(pks)
        # From where it is written to: a copy of that database may not have heard yet.
        shown = ReaderComment.objects.using(router.db_for_write(ReaderComment)).visible()
        for pks in portions(one.pk for one in self.comments):
            visible |= set(shown.filter(pk__in=pks).values_list("pk", flat=True))
        places = {pk: found for pk, found in meetings.items() if _is_commentable(found)}
        stopped = {pk: self.stop_words(found) for pk, found in places.items()}
        languages: dict[str, str] = {}
        fitting = []
        for comment in self.comments:
            conversation = places.get(comment.page_id)
            if conversation is None or comment.pk not in visible:
                self._refuse(comment, _("Readers cannot read them at the moment."))
                continue
            action = AnswerAsStaff(
                conversation,
                replace(self.submission, reply_to=comment.pk),
                user=self.user,
                role=self.role,
                badge=self.badge,
                stop_words=stopped[comment.page_id],
            )
            action.parent = comment
            try:
                action.check()
            except ActionError as error:
                self._refuse(comment, str(error.message))
                continue
            # The same words in the same language: they are looked at once.
            spoken = conversation.page.locale_id
            if spoken not in languages:
                with speaking_language_of(conversation.page):
                    languages[spoken] = action.language
            action.language = languages[spoken]
            fitting.append((action, comment, conversation))
        return fitting

    def _refuse(self, comment: ReaderComment, why: str) -> None:
        self.refused.setdefault(why, []).append(comment)

    def execute(self) -> list[ReaderComment]:
        Conversation.objects.lock({comment.conversation_id for comment in self.comments})
        now, written = timezone.now(), []
        fitting = self.sort_out()
        before = self._sent_before(fitting)
        for action, comment, conversation in fitting:
            if not before.keys() & set(action.repeat_keys(conversation)):
                written.append((action.row(conversation, now), comment, conversation))
        rows = [row for row, _comment, _conversation in written]
        if not rows:
            return list(before.values())
        seen = bulk.write([(row, comment) for row, comment, _conversation in written])
        remember(self.user, self.submission.author_name, self.role, self.badge)
        data = {"batch": str(self.batch)}
        self.lines = log_all([(row, ANSWERED_BY_STAFF, data) for row in rows], user=self.user)
        changed = {place.pk: place for _row, _comment, place in written if place.pk in seen}
        conversations_change(ReaderComment, list(changed.values()))
        comments_change(ReaderComment, [(row, "") for row in rows], None)
        transaction.on_commit(lambda: _tell(rows, list(changed.values())))
        return [*before.values(), *rows]

    def _sent_before(
        self, fitting: Sequence[tuple[AnswerAsStaff, ReaderComment, Conversation]]
    ) -> dict[str, ReaderComment]:
        """What the same form has put there already, by the keys that say so."""
        keys = [key for action, _comment, place in fitting for key in action.repeat_keys(place)]
        rows = ReaderComment.objects.using(router.db_for_write(ReaderComment))
        found = [row for some in portions(keys) for row in rows.filter(repeat_key__in=some)]
        return {row.repeat_key: row for row in found if row.repeat_key}


def _is_commentable(conversation: Conversation) -> bool:
    page = conversation.page
    return bool(
        conversation.page_is_public
        and conversation.may_be_read()
        and issubclass(page.specific_class or object, CommentableMixin)
        and page.get_url_parts() is not None
    )


def _tell(answers: Sequence[ReaderComment], conversations: Sequence[Conversation]) -> None:
    for answer in answers[1:]:
        # They came with one form, and one look later lets go of it.
        answer.repeat_key = None
    for answer in answers:
        comment_submitted.send_robust(sender=ReaderComment, comment=answer, user=None)
    for conversation in conversations:
        conversation_changed.send_robust(sender=ReaderComment, conversation=conversation)
