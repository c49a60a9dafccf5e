"""A moderator takes out of a comment what nobody may read, and puts it back. Its other words stay as they were written."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import router
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Conflict
from coprod_wagtail.text.plain_text import to_html

from ..actions import Decision
from ..constants import Status
from ..exceptions import CommentGone, WordsChanged
from ..models import CoveredPart, ReaderComment
from . import rows, texts
from .kinds import Kind, stand_in


class _OfTheWords(Decision):
    """The comment stays what it is, but for some of its words; what readers and its writer said stays open."""

    applies_to = (Status.PENDING, Status.PUBLISHED, Status.HIDDEN, Status.COVERED, Status.DECLINED)
    status: Status  # the one it has
    changes_words = True
    answers_stay = True

    def __init__(self, comment: ReaderComment, **kwargs: Any) -> None:
        super().__init__(comment, **kwargs)
        self.status = Status(comment.status)
        #: Ids of what was covered, or was covered before.
        self.parts: list[int] = []

    def takes_back(self) -> bool:
        return False

    def outcome(self) -> None:
        """What readers told us stays open."""

    def lock(self) -> None:
        """Words that a writer sent before may have been taken meanwhile, without another version of them."""
        super().lock()
        seen, now = self.comment, ReaderComment.objects.using(router.db_for_write(ReaderComment))
        found = now.filter(pk=seen.pk).values("body", "has_covered", "has_grounds", "edit_waits").first()
        if found is None:
            raise CommentGone(seen)
        if found["body"] != seen.body:
            raise WordsChanged(seen)
        for name, value in found.items():
            setattr(seen, name, value)

    def words_columns(self) -> dict[str, Any]:
        """The columns of the new `body`."""
        comment = self.comment
        return {
            "body": comment.body,
            "body_html": to_html(comment.body),
            "status_since": comment.status_since,
        }

    def execute(self) -> ReaderComment:
        comment = self.comment
        version = comment.words_version
        before = (comment.body, comment.has_covered)
        try:
            return super().execute()
        except Exception:
            comment.body, comment.has_covered = before
            comment.words_version = version
            raise

    def log_data(self, was: str) -> dict[str, Any]:
        return super().log_data(was) | {"parts": self.parts}


class CoverPart(_OfTheWords):
    """Take `words` out of a comment, everywhere that they stand in it, and say of which `kind` they are instead, in its
    language. They are kept for `conf.KEEP_COVERED_DAYS`, for its writer and for moderators alone.

    New words that its writer wants are covered like these. Who decides about the words as they were has to read them again.

    Raises Django's `ValidationError` for words that do not stand in it, and what `Decision` raises.
    """

    log_action = "coprod_comments.cover_part"

    def __init__(self, comment: ReaderComment, *, covered: str, kind: str, **kwargs: Any) -> None:
        super().__init__(comment, **kwargs)
        self.covered, self.kind = covered, Kind(kind)

    def columns(self) -> dict[str, Any]:
        comment = self.comment
        places = rows.coverable(self.covered, comment, rows.covered_parts(comment))
        if not places:
            raise ValidationError(texts.NOT_IN_IT, code="not_there")
        columns = super().columns()
        with translation.override(language_of(comment)):
            instead = stand_in(self.kind)
        self.parts = rows.cover(comment, places, self.kind, instead, timezone.now())
        rows.cover_new_words(comment, self.covered, instead)
        version = comment.words_version + 1
        return {**columns, **self.words_columns(), "has_covered": True, "words_version": version}

    def log_data(self, was: str) -> dict[str, Any]:
        return super().log_data(was) | {"kind": self.kind.value}


class UncoverPart(_OfTheWords):
    """Put the words of the covered part with the id `part` back into the comment. Raises `Conflict` where they are kept no longer,
    or where something else stands there."""

    log_action = "coprod_comments.uncover_part"

    def __init__(self, comment: ReaderComment, *, part: int, **kwargs: Any) -> None:
        super().__init__(comment, **kwargs)
        self.part = part

    def columns(self) -> dict[str, Any]:
        found = CoveredPart.objects.filter(comment=self.comment, pk=self.part).first()
        columns = super().columns()
        if found is None or not rows.uncover(self.comment, found):
            raise Conflict(_("These words cannot be put back any more. You changed nothing."))
        self.parts = [self.part]
        return {**columns, **self.words_columns(), "words_version": self.comment.words_version + 1}


def language_of(comment: ReaderComment) -> str:
    """The code of the language in which something stands among the words of `comment`: theirs, or else that of its page."""
    for code in (comment.language, comment.page.locale.language_code):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
