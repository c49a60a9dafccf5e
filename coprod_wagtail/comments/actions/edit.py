"""A writer mends their comment, and a moderator takes the new words or keeps the ones that were approved."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coprod_wagtail.actions import AnyUser, Conflict
from coprod_wagtail.text.plain_text import to_html
from coprod_wagtail.text.spoken import language_of_words

from ..constants import SIGNS_OF_SENDING, Status
from ..covering.rows import follow_words
from ..grounds import rows as grounds
from ..intake import limits
from ..models import ProposedEdit, ReaderComment, ReaderCommentSettings
from ..moderation.pipeline import Verdict, verdict_on_words
from ..notices.ringing import note_something
from ..signals import edit_proposed
from .columns import longest
from .decision import Decision
from .take_back import WritersVerb

#: Words that readers see, or saw: new ones wait beside them.
_APPROVED = (Status.PUBLISHED, Status.HIDDEN, Status.COVERED)


class EditComment(WritersVerb):
    """Give one's own comment other words, another name to show, or another note before the words; all of them are valid
    (see `slip.forms.EditForm`).

    As long as nobody has published it, they take the place of those before; one that was declined waits to be read again.
    What was published, hidden or not, keeps the approved words until somebody has read the new ones. `seen` is the
    `words_version` of what was on the writer's screen: where it is another by now, they changed it in another window, and
    `Conflict` says so. The same words and name once more change nothing.

    The signs that moderators see are those of the new words: `dropped_characters` says whether any were left out of them.
    What was odd about how the comment came stays.
    """

    applies_to = (Status.PENDING, Status.DECLINED, Status.SPAM, *_APPROVED)
    status: Status  # the one it has, or to be read again
    log_action = "coprod_comments.edit"

    def __init__(
        self,
        comment: ReaderComment,
        *,
        body: str,
        author_name: str,
        content_note: str | None = None,
        seen: int | None = None,
        dropped_characters: bool = False,
    ) -> None:
        """Without a `content_note` that stays as it is; an empty one takes it away."""
        super().__init__(comment)
        self.words = {"body": body, "author_name": author_name}
        if content_note is not None:
            self.words["content_note"] = content_note
        self.seen = seen
        self.dropped_characters = dropped_characters

    def check(self) -> None:
        for field in ("author_name", "content_note"):
            if len(self.words.get(field, "")) > longest(field):
                # Not the words themselves: a fault is logged.
                raise ValueError(f"The new {field} is too long.")
        super().check()
        if self.seen is not None and self.seen != self.comment.words_version:
            if self.comment.has_covered:
                raise Conflict(_("Your comment has changed since you opened this page. Please look at it again."))
            raise Conflict(_("You have changed your comment in another window since you opened this one."))

    def execute(self) -> ReaderComment:
        self.lock()
        comment = self.comment
        if self._is_as_before():
            return comment
        if comment.status not in _APPROVED:
            return super().execute()
        new = {
            **self.words,
            "language": self._language(),
            "proposed_at": timezone.now(),
            "signs": list(self._verdict().signs),
        }
        if not (comment.edit_waits and ProposedEdit.objects.filter(comment=comment).update(**new)):
            ProposedEdit.objects.create(comment=comment, **new)
        ReaderComment.objects.filter(pk=comment.pk).update(edit_waits=True, words_version=F("words_version") + 1)
        comment.edit_waits, comment.words_version = True, comment.words_version + 1
        note_something()
        self.log(comment, "coprod_comments.propose_edit")
        transaction.on_commit(lambda: edit_proposed.send_robust(sender=ReaderComment, comment=comment))
        return comment

    def _language(self) -> str:
        """Of the new words; the writer changes them on the page that they wrote them on, in its language."""
        return language_of_words(self.words["body"], translation.get_language() or "")

    def _verdict(self) -> Verdict:
        """What the phases find in the new words."""
        comment, page, body = self.comment, self.comment.conversation.page, self.words["body"]
        site = page.get_site()
        # Words that differ from the comment's own by their case or spaces are still its own.
        own = " ".join(body.casefold().split()) == " ".join(comment.body.casefold().split())
        return verdict_on_words(
            body,
            self.words["author_name"],
            same_words=False if own else limits.same_words(body, f"comment {comment.pk}"),
            dropped_characters=self.dropped_characters,
            site_name=site.site_name if site else "",
            site_id=site.pk if site else None,
            language=self._language(),
            content_note=self.words.get("content_note", ""),
        )

    def _is_as_before(self) -> bool:
        now: Any = self.comment
        if self.comment.edit_waits:
            now = ProposedEdit.objects.filter(comment=self.comment).first() or now
        self.words.setdefault("content_note", now.content_note)
        return all(getattr(now, name) == words for name, words in self.words.items())

    def columns(self) -> dict[str, Any]:
        comment, verdict = self.comment, self._verdict()
        self.status = Status.PENDING
        ProposedEdit.objects.filter(comment=comment).delete()
        follow_words(comment, self.words["body"])
        grounds.end([comment], timezone.now())
        grounds.forget_marks(comment)
        columns = {
            **self.words,
            "language": self._language(),
            "body_html": to_html(self.words["body"]),
            "words_version": comment.words_version + 1,
            "edit_waits": False,
            "signs": with_signs_of_sending(comment, verdict.signs),
            "queue_rank": verdict.queue_rank,
        }
        if comment.shown_at:  # it was there for all to read
            columns["edited_at"] = timezone.now()
        # What waits again begins to wait now: its place in the queue, and the promise to its writer, go by that.
        if comment.status == Status.PENDING:
            return columns
        now = timezone.now()
        return columns | {"received_at": now, "due_at": self._reading().due_at(now)}

    def _reading(self) -> ReaderCommentSettings:
        """By when the site reads what it gets."""
        return ReaderCommentSettings.stored_for(self.comment.conversation.page.get_site())


def with_signs_of_sending(comment: ReaderComment, signs: Sequence[str]) -> list[str]:
    """The `signs` of new words for `comment`, behind those of how it came."""
    stay = [sign for sign in comment.signs if sign in SIGNS_OF_SENDING]
    return [*stay, *(sign for sign in signs if sign not in stay)]


class DecisionAboutEdit(Decision):
    """What a person decides about the new words that a writer wants."""

    # Not of what is covered: first somebody decides about what readers told us.
    applies_to = (Status.PENDING, Status.DECLINED, Status.SPAM, Status.PUBLISHED, Status.HIDDEN)

    @classmethod
    def can_apply_to(cls, comment: ReaderComment) -> bool:
        return comment.edit_waits and super().can_apply_to(comment)

    def proposed(self) -> ProposedEdit:
        """The new words, which nobody else decides about any more. Raises `Conflict` where somebody has."""
        found = ProposedEdit.objects.select_for_update().filter(comment=self.comment).first()
        if found is None:
            raise self._conflict()
        return found

    def same_since(self) -> dict[str, Any]:
        """Where the status stays, it does so since when it did: clocks, and who is told what is new, go by that."""
        return {"status_since": self.comment.status_since} if self.status == self.comment.status else {}


class AcceptEdit(DecisionAboutEdit):
    """Show the new words and the new name in place of those before. A hidden comment shows again with them."""

    status = Status.PUBLISHED
    log_action = "coprod_comments.accept_edit"
    changes_words = True

    def columns(self) -> dict[str, Any]:
        new = self.proposed()
        columns = super().columns() | {
            "body": new.body,
            "body_html": new.body_html,
            "author_name": new.author_name,
            "content_note": new.content_note,
            "language": new.language,
            "edited_at": timezone.now(),
            "edit_waits": False,
            "signs": with_signs_of_sending(self.comment, new.signs),
        }
        new.delete()
        follow_words(self.comment, columns["body"])
        grounds.forget_marks(self.comment)
        return columns | self.same_since()


class RefuseEdit(DecisionAboutEdit):
    """Keep the words as they are. The new ones are gone."""

    status: Status  # the one it has
    log_action = "coprod_comments.refuse_edit"

    @classmethod
    def settle(cls, changes: Sequence[Any]) -> None:
        """Of the comment nothing is decided."""

    def columns(self) -> dict[str, Any]:
        self.status = Status(self.comment.status)
        self.proposed().delete()
        return {"edit_waits": False} | self.same_since()


class SetContentNote(Decision):
    """Say what people should know before they read a comment, which is folded under that then; or, with an empty `note`, fold
    it no more. Its words stay as they are. `note` is a line of plain text, of the length that the form allows."""

    applies_to = (Status.PENDING, Status.DECLINED, Status.PUBLISHED, Status.HIDDEN, Status.COVERED)
    status: Status  # the one it has
    log_action = "coprod_comments.set_content_note"
    changes_words = True

    def __init__(self, comment: ReaderComment, *, note: str, user: "AnyUser | None", words: int | None = None) -> None:
        super().__init__(comment, user=user, words=words)
        self.content_note = note
        self.status = Status(comment.status)

    def check(self) -> None:
        if len(self.content_note) > longest("content_note"):
            raise ValueError("The note is too long.")
        super().check()

    def outcome(self) -> None:
        """What readers told us is not decided by this."""

    def takes_back(self) -> bool:
        return False

    def columns(self) -> dict[str, Any]:
        # Words that wait have it, too: whoever takes them does not take the note away.
        ProposedEdit.objects.filter(comment=self.comment).update(content_note=self.content_note)
        since = {"status_since": self.comment.status_since}
        return {**super().columns(), "content_note": self.content_note, **since}
