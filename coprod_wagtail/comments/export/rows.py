"""The comments of some days as lines of a table: what became of each, and only if asked for whose words they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.text.spreadsheets import cell

from ..constants import names_of_signs
from ..figures.weeks import midnight
from ..models import ReaderComment
from ..moderation.pages import page_in_words
from ..permissions import policy
from ..querysets import ReaderCommentQuerySet

#: So many are held in memory, and asked for, at once.
AT_ONCE = 500
_COLUMNS = (
    "number",
    "page",
    "page_number",
    "language",
    "written_by",
    "answer_to",
    "status",
    "reason",
    "signs",
    "received",
    "first_shown",
    "status_since",
    "source",
)
_WORDS = ("content_note", "words")
_NAMES = ("name", "email")
_WITH_REASON = [f"coprod_comments.{verb}" for verb in ("decline", "hide")]
#: What holds a person's words or name, and is not even read unless it is asked for.
_PERSONAL = {"words": ("body", "content_note"), "names": ("author_name", "author_email")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Comments that came from the day `first` to the day `last`, by the clocks of the site; both may be left open. With
    their `words` and `names` only if somebody who may have those asks."""

    first: date | None = None
    last: date | None = None
    words: bool = False
    names: bool = False

    @property
    def columns(self) -> list[str]:
        return [*_COLUMNS, *(_NAMES if self.names else ()), *(_WORDS if self.words else ())]

    @property
    def is_personal(self) -> bool:
        return self.words or self.names


def comments_wanted(wanted: Wanted, user: AnyUser) -> ReaderCommentQuerySet:
    """Those of them that `user` may read, in no order."""
    comments = policy.comments_for(user)
    if wanted.first:
        comments = comments.filter(received_at__gte=midnight(wanted.first))
    if wanted.last:
        comments = comments.filter(received_at__lt=midnight(wanted.last + timedelta(days=1)))
    return comments.order_by()


def lines(wanted: Wanted, user: AnyUser) -> Iterator[list[str]]:
    """One line a comment, in the order of `Wanted.columns`, the oldest first. No cell of it is a formula. Three queries for
    each `AT_ONCE` of them, and no more than those in memory; each is asked for when it is wanted."""
    comments = comments_wanted(wanted, user)
    after: tuple[Any, int] | None = None
    while True:
        batch = comments
        if after:
            # The first condition is the one with an index.
            batch = batch.filter(Q(received_at__gt=after[0]) | Q(pk__gt=after[1]), received_at__gte=after[0])
        found = list(batch.order_by("received_at", "pk").values_list("received_at", "pk")[:AT_ONCE])
        if not found:
            return
        yield from _batch([pk for _at, pk in found], wanted, user)
        after = found[-1]


def _batch(pks: list[int], wanted: Wanted, user: AnyUser) -> Iterator[list[str]]:
    rows = ReaderComment.objects.select_related("page").annotate(page_is_private=private_page()).defer("body_html")
    unread = [field for name, fields in _PERSONAL.items() if not getattr(wanted, name) for field in fields]
    comments, reasons = rows.defer("body_html", *unread).in_bulk(pks), _reasons(pks)
    for pk in pks:
        if comment := comments.get(pk):
            line = _line(comment, wanted, user) | {"reason": reasons.get(str(pk), "")}
            yield [cell(line[name]) for name in wanted.columns]


def _reasons(pks: list[int]) -> dict[str, str]:
    """The reason given last for each, from the log, which keeps it when a comment is erased."""
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(ReaderComment),
        object_id__in=[str(pk) for pk in pks],
        action__in=_WITH_REASON,
    )
    found = entries.order_by("timestamp", "pk").values_list("object_id", "data")
    return {pk: str(data.get("reason", "")) for pk, data in found}


def _line(comment: Any, wanted: Wanted, user: AnyUser) -> dict[str, Any]:
    line = {
        "number": comment.pk,
        "page": page_in_words(user, comment.page, comment.page_is_private),
        "page_number": comment.page_id,
        "language": comment.language,
        "written_by": comment.author_kind,
        "answer_to": comment.reply_to_id,
        "status": comment.status,
        "signs": names_of_signs(comment.signs),
        "received": _moment(comment.received_at),
        "first_shown": _moment(comment.shown_at),
        "status_since": _moment(comment.status_since),
        "source": comment.source,
    }
    if wanted.names:
        line |= {"name": comment.author_name, "email": comment.author_email}
    if wanted.words:
        line |= {"content_note": comment.content_note, "words": comment.body}
    return line


def _moment(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
