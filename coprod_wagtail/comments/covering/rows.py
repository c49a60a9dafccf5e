"""The words that moderators took out of comments, for as long as they are kept. What changes something is called with the
comment's conversation locked, in the transaction of whatever it follows from."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from coprod_wagtail.conf import conf

from ..models import CoveredPart, DecisionGround, ProposedEdit, ReaderComment
from .places import Place, moved, places_of


def covered_parts(comment: ReaderComment) -> list[CoveredPart]:
    """What was taken out of `comment` and is kept still, in the order of its words. One query, and none where nothing was."""
    if not comment.has_covered:
        return []
    return list(CoveredPart.objects.filter(comment=comment).order_by("at", "pk"))


def coverable(words: str, comment: ReaderComment, parts: Iterable[CoveredPart]) -> list[Place]:
    """Where `words` stand in `comment`; what stands in the place of its covered `parts` is no words of it."""
    taken = [(part.at, part.at + len(part.stand_in)) for part in parts]
    found = places_of(words, comment.body)
    return [(begin, end) for begin, end in found if not any(begin < last and end > first for first, last in taken)]


def cover(comment: ReaderComment, places: Iterable[Place], kind: str, stand_in: str, at: datetime) -> list[int]:
    """Put `stand_in` into the `body` of `comment`, unsaved, at each of `places`, and keep the words that stood there. Its
    `has_covered` is to say so. Returns the ids. As many queries however many places there are."""
    body, places = comment.body, sorted(places)

    def after(position: int) -> int:
        """Where something is then that stood at this position."""
        return position + sum(len(stand_in) - (end - begin) for begin, end in places if end <= position)

    before = covered_parts(comment)
    for part in before:
        part.at = after(part.at)
    CoveredPart.objects.bulk_update(before, ["at"])
    of_each = {"comment": comment, "kind": kind, "stand_in": stand_in, "covered_at": at}
    CoveredPart.objects.bulk_create(
        CoveredPart(**of_each, words=body[begin:end], at=after(begin)) for begin, end in places
    )
    for begin, end in reversed(places):
        comment.body = comment.body[:begin] + stand_in + comment.body[end:]
    _move_marks(comment, places, len(stand_in))
    made = CoveredPart.objects.filter(comment=comment, covered_at=at).order_by("pk")
    return list(made.values_list("pk", flat=True))


def uncover(comment: ReaderComment, part: CoveredPart) -> bool:
    """Put the words of `part` back into the `body` of `comment`, unsaved. Whether they could be: not where something else
    stands there by now."""
    end = part.at + len(part.stand_in)
    if comment.body[part.at : end] != part.stand_in:
        return False
    _uncover_new_words(comment, part)
    comment.body = comment.body[: part.at] + part.words + comment.body[end:]
    part.delete()
    later = CoveredPart.objects.filter(comment=comment, at__gte=end)
    later.update(at=F("at") + len(part.words) - len(part.stand_in))
    _move_marks(comment, [(part.at, end)], len(part.words))
    return True


def _move_marks(comment: ReaderComment, places: Sequence[Place], new_length: int) -> None:
    """What is marked in the words of `comment` moves, where the words at `places` became so many characters."""
    if not comment.has_grounds:
        return
    grounds = list(DecisionGround.objects.filter(comment=comment))
    for ground in grounds:
        for begin, end in reversed(places):
            ground.marks = [list(place) for place in moved(ground.marks, begin, end - begin, new_length)]
    DecisionGround.objects.bulk_update(grounds, ["marks"])


def cover_new_words(comment: ReaderComment, words: str, stand_in: str) -> None:
    """The new words that the writer of `comment` wants are covered with it: whoever takes them would show it again."""
    new = ProposedEdit.objects.filter(comment=comment).first() if comment.edit_waits else None
    places = places_of(words, new.body) if new else []
    if new and places:
        for begin, end in reversed(places):
            new.body = new.body[:begin] + stand_in + new.body[end:]
        new.save(update_fields=["body"])


def _uncover_new_words(comment: ReaderComment, part: CoveredPart) -> None:
    new = ProposedEdit.objects.filter(comment=comment).first() if comment.edit_waits else None
    if new is None:
        return
    # As many of the same stand before it there as here.
    before = CoveredPart.objects.filter(comment=comment, stand_in=part.stand_in, at__lt=part.at).count()
    pieces = new.body.split(part.stand_in)
    if len(pieces) > before + 1:
        there = part.stand_in.join(pieces[: before + 1])
        new.body = there + part.words + part.stand_in.join(pieces[before + 1 :])
        new.save(update_fields=["body"])


def follow_words(comment: ReaderComment, body: str) -> None:
    """`comment` is about to have another `body`, from its writer: what was covered in it is found there again, or else is kept
    no longer."""
    at = 0
    for part in covered_parts(comment):
        found = body.find(part.stand_in, at)
        if found < 0:
            part.delete()
            continue
        CoveredPart.objects.filter(pk=part.pk).update(at=found)
        at = found + len(part.stand_in)


def forget_about(comment: ReaderComment) -> dict[str, Any]:
    """Drop all of it, because the words of `comment` are erased. Returns the new values of its columns."""
    if comment.has_covered:
        CoveredPart.objects.filter(comment=comment).delete()
    return {"has_covered": False}


def parts_due(now: datetime | None = None) -> QuerySet[CoveredPart]:
    """What was taken out of comments so long ago that it is kept no longer. What stands in its place stays."""
    before = (now or timezone.now()) - timedelta(days=conf.KEEP_COVERED_DAYS)
    found: QuerySet[CoveredPart] = CoveredPart.objects.filter(covered_at__lt=before)
    return found
