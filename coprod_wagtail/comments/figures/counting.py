"""What became of readers' comments in some weeks, counted.

What was decided stands in Wagtail's log, which keeps it when a comment is erased; when a comment came, and on which page,
stays on its row. So nothing of this changes when words are erased. What went with its page counts no more. Comments that
were imported, and those of the site's own people, count nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import AnyUser

from ..cases.visible import cases_for
from ..constants import SOURCE_SITE, AuthorKind, Status
from ..models import CommentReport, ReaderComment
from ..permissions import policy
from ..querysets import ReaderCommentQuerySet
from ..reports.constants import Reason
from .sections import Sections
from .weeks import Weeks, monday_of, site_day

#: So many lines of the log, and comments, are looked through at most.
MOST_ROWS = 200_000
_PREFIX = "coprod_comments."


class Measure(StrEnum):
    RECEIVED = "received"
    PUBLISHED = "published"
    DECLINED = "declined"
    SPAM = "spam"
    HIDDEN = "hidden"
    TAKEN_BACK = "taken_back"


#: What a line of the log counts as. A comment that was hidden and shows again is not published once more.
_COUNTS_AS = {
    "publish": Measure.PUBLISHED,
    "show_asked": Measure.PUBLISHED,
    "show_trusted": Measure.PUBLISHED,
    "decline": Measure.DECLINED,
    "mark_spam": Measure.SPAM,
    "hide": Measure.HIDDEN,
    "take_down": Measure.TAKEN_BACK,
    "erase": Measure.TAKEN_BACK,
}
_NEW = frozenset({Status.PENDING, Status.DECLINED, Status.SPAM})
#: What a person decides about a comment that waits.
_BY_PEOPLE = frozenset({"publish", "decline", "mark_spam"})
#: What undoes the line before it.
_UNDOES = frozenset({"put_back", "bring_back"})
#: What may change whether a comment waits, besides.
_ACTIONS = [f"{_PREFIX}{name}" for name in (*_COUNTS_AS, *_UNDOES, "cover", "keep", "edit")]


class TooMany(Exception):
    """There is more than `MOST_ROWS` of it."""


@dataclass(slots=True)
class Tally:
    """One thing, counted by the Monday of its week and by section."""

    weeks: Counter[date] = field(default_factory=Counter)
    sections: Counter[str] = field(default_factory=Counter)

    def add(self, at: datetime, section: str) -> None:
        self.weeks[monday_of(site_day(at))] += 1
        self.sections[section] += 1


@dataclass(slots=True)
class Times:
    """Seconds from when a comment came until a person decided about it, for each decision."""

    all: list[float] = field(default_factory=list)
    weeks: defaultdict[date, list[float]] = field(default_factory=lambda: defaultdict(list))
    sections: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, at: datetime, section: str, seconds: float) -> None:
        for found in (self.all, self.weeks[monday_of(site_day(at))], self.sections[section]):
            found.append(seconds)


@dataclass(slots=True)
class Figures:
    """`waiting` is how many wait now, by section; `waited`, how many did at the end of each week, where that can be told.
    `reasons` are those of the declined ones, by their keys, `reports` what nobody has decided about, by why, and `cases` those that are
    open, by kind, of those that this person looks after."""

    weeks: Weeks
    tallies: dict[Measure, Tally] = field(default_factory=lambda: {measure: Tally() for measure in Measure})
    reasons: Counter[str] = field(default_factory=Counter)
    times: Times = field(default_factory=Times)
    waiting: Counter[str] = field(default_factory=Counter)
    waited: dict[date, int] = field(default_factory=dict)
    reports: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Event:
    at: datetime
    measure: Measure
    section: str
    reason: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class _Line:
    at: datetime
    name: str
    comment: str
    data: dict[str, Any]
    received_at: datetime
    section: str

    @property
    def was(self) -> str:
        return str(self.data.get("was", ""))

    @property
    def became(self) -> str:
        return str(self.data.get("became", ""))


def comments_counted(user: AnyUser, site: Site | None = None) -> ReaderCommentQuerySet:
    """The comments that figures for `user` are about: what readers wrote here, and this person may read."""
    comments = policy.comments_for(user).filter(source=SOURCE_SITE).exclude(author_kind=AuthorKind.STAFF)
    return comments.on_site(site) if site else comments


def figures_for(user: AnyUser, weeks: Weeks, site: Site | None = None) -> Figures:
    """What became of the comments that `user` may read, in these `weeks`. Four queries, however many there are, one more for
    who may not read all of them, and one for who handles cases. Raises `TooMany`."""
    comments, figures, sections = comments_counted(user, site), Figures(weeks), Sections()
    lines = list(_lines(comments, weeks, sections))
    for event in _events(lines):
        tally = figures.tallies[event.measure]
        tally.add(event.at, event.section)
        if event.measure == Measure.DECLINED:
            figures.reasons[event.reason] += 1
        if event.seconds is not None:
            figures.times.add(event.at, event.section, event.seconds)
    began = _began_to_wait(comments, sections, lines, figures)
    for path, number in comments.awaiting_moderation().order_by().values_list("page__url_path").annotate(Count("pk")):
        figures.waiting[sections.of(path)] += number
    if weeks.are_up_to_now:
        figures.waited = _waited(weeks, lines, began, sum(figures.waiting.values()))
    figures.reports = _open_reports(user, comments)
    figures.cases = _open_cases(user, site)
    return figures


def _lines(comments: ReaderCommentQuerySet, weeks: Weeks, sections: Sections) -> Iterator[_Line]:
    # Asked for each line that was found, and so never of the number of something else.
    about = comments.filter(pk=Cast(OuterRef("object_id"), BigIntegerField()))
    found = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(ReaderComment),
        action__in=_ACTIONS,
        timestamp__gte=weeks.begins,
        timestamp__lt=weeks.ends,
    )
    found = found.annotate(
        came=Subquery(about.values("received_at")[:1]), stands_on=Subquery(about.values("page__url_path")[:1])
    )
    rows = found.order_by("timestamp", "pk").values_list(
        "timestamp", "action", "object_id", "data", "came", "stands_on"
    )
    for at, action, comment, data, came, path in _bounded(rows):
        if path is not None:
            yield _Line(at, action.removeprefix(_PREFIX), comment, data, came, sections.of(path))


def _bounded(rows: Any) -> Iterator[Any]:
    for number, row in enumerate(rows[: MOST_ROWS + 1].iterator()):
        if number == MOST_ROWS:
            raise TooMany
        yield row


def _events(lines: Iterable[_Line]) -> Iterator[_Event]:
    """What counts, without what was undone."""
    events: dict[int, _Event] = {}
    last: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.name in _UNDOES:
            events.pop(last.pop(line.comment, -1), None)
        elif (measure := _measure_of(line)) is not None:
            decided = line.name in _BY_PEOPLE and line.was == Status.PENDING
            seconds = max((line.at - line.received_at).total_seconds(), 0) if decided else None
            reason = str(line.data.get("reason", ""))
            events[number] = _Event(line.at, measure, line.section, reason, seconds)
            last[line.comment] = number
    yield from events.values()


def _measure_of(line: _Line) -> Measure | None:
    measure = _COUNTS_AS.get(line.name)
    if measure == Measure.PUBLISHED and line.was not in _NEW:
        return None
    # It was taken back before, or erased for another reason than that its writer wanted it.
    if line.name == "erase" and (line.data.get("why") == "in_time" or line.was == Status.TAKEN_BACK):
        return None
    return measure


def _began_to_wait(
    comments: ReaderCommentQuerySet, sections: Sections, lines: Iterable[_Line], figures: Figures
) -> Counter[date]:
    """How many comments of each week waited when they came. Counts those that came, and those that showed at once."""
    first_was: dict[str, str] = {}
    for line in lines:
        if line.became:
            first_was.setdefault(line.comment, line.was)
    began: Counter[date] = Counter()
    weeks = figures.weeks
    came = comments.filter(received_at__gte=weeks.begins, received_at__lt=weeks.ends).order_by()
    for pk, received, shown, path in _bounded(came.values_list("pk", "received_at", "shown_at", "page__url_path")):
        section, at_once = sections.of(path), shown == received
        figures.tallies[Measure.RECEIVED].add(received, section)
        if at_once:
            figures.tallies[Measure.PUBLISHED].add(received, section)
        if first_was.get(str(pk), "" if at_once else Status.PENDING) == Status.PENDING:
            began[monday_of(site_day(received))] += 1
    return began


def _waited(weeks: Weeks, lines: Iterable[_Line], began: Counter[date], now: int) -> dict[date, int]:
    """How many waited at the end of each week: from how many do now, back through what happened since."""
    change = Counter(began)
    for line in lines:
        if line.became:
            change[monday_of(site_day(line.at))] += (line.became == Status.PENDING) - (line.was == Status.PENDING)
    waited: dict[date, int] = {}
    for week in reversed(list(weeks)):
        waited[week] = max(now, 0)
        now -= change[week]
    return dict(reversed(waited.items()))


def _open_reports(user: AnyUser, comments: ReaderCommentQuerySet) -> Counter[str]:
    reports = CommentReport.objects.open().filter(comment__in=comments.order_by().values("pk"))
    if not policy.user_has_permission(user, "see_safeguarding"):
        reports = reports.exclude(reason=Reason.WORRIED)
    return Counter(dict(reports.order_by().values_list("reason").annotate(Count("pk"))))


def _open_cases(user: AnyUser, site: Site | None) -> Counter[str]:
    cases = cases_for(user).open()
    if site:
        cases = cases.filter(site=site)
    return Counter(dict(cases.order_by().values_list("kind").annotate(Count("pk"))))
