"""A word list as a table (CSV): read, compared with what is there, and brought in."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from coprod_wagtail.actions import Action, AnyUser, NotAllowed

from ...models.moderation.word_list import Effect, WordListEntry
from ...permissions import word_list_policy
from ..known import forget
from .entries import MOST_ENTRIES, clean_entry, clean_language
from .matching import key_of

#: The columns, by the names in the first line. They are not translated, so that a table fits every website.
COLUMNS = ("words", "language", "effect")
#: Bytes of a table.
MOST_BYTES = 512 * 1024
TOO_BIG = gettext_lazy("This file is too big.")
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, as it would be kept; or the `problem` with it, for which it is left out."""

    number: int
    words: str
    language: str
    effect: str
    problem: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two lines the same entry."""
        return self.language, key_of(self.words)

    @property
    def does(self) -> str:
        """What it does, in words."""
        return str(Effect(self.effect).label) if self.effect in Effect.values else self.effect


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing a table in would do: lines that are new, lines that change what an entry does, with those entries, lines
    that are there already, and lines with a problem. Nothing is ever taken out of a list."""

    new: list[Line]
    changed: list[tuple[WordListEntry, Line]]
    there: list[Line]
    problems: list[Line]

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.changed)


def read_table(data: bytes) -> list[Line]:
    """The lines of a table. Raises `ValidationError` where it is none."""
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_BIG, code="too_big")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("Save the table as CSV in UTF-8, and choose it again."), code="no_text") from None
    head, *_rest = text.splitlines() or [""]
    separator = max(_SEPARATORS, key=head.count)
    try:
        rows = list(csv.DictReader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise ValidationError(_("We cannot read this table."), code="no_table") from None
    named = [{(name or "").strip().lower(): value for name, value in row.items()} for row in rows]
    if not named or "words" not in named[0] or "language" not in named[0]:
        raise ValidationError(_("The first line has to name the columns: words, language, effect."), code="no_columns")
    if len(named) > MOST_ENTRIES:
        raise ValidationError(_("This table has too many lines."), code="too_many")
    return list(_lines(named))


def _lines(rows: list[dict[str, object]]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=2):
        words, language, effect = (str(row.get(column) or "").strip() for column in COLUMNS)
        if not (words or language or effect):
            continue
        yield _line(number, words, language, effect.lower() or Effect.HOLD)


def _line(number: int, words: str, language: str, effect: str) -> Line:
    try:
        kept = Line(number, clean_entry(words), clean_language(language), str(effect))
    except ValidationError as error:
        return Line(number, words[:100], language[:20], effect[:20], " ".join(error.messages))
    if effect in Effect.values:
        return kept
    problem = _("In the column “effect” we know: %(known)s.") % {"known": ", ".join(Effect.values)}
    return Line(number, kept.words, kept.language, effect[:20], problem)


def plan_for(site: Site, lines: list[Line]) -> Plan:
    """What bringing `lines` into the lists of `site` would do. One query. Of lines for one entry, the last counts."""
    entries = {(one.language, one.key): one for one in WordListEntry.objects.filter(site=site)}
    good = {line.key: line for line in lines if not line.problem}
    plan = Plan([], [], [], [line for line in lines if line.problem])
    for key, line in good.items():
        entry = entries.get(key)
        if entry is None:
            plan.new.append(line)
        elif entry.effect != line.effect:
            plan.changed.append((entry, line))
        else:
            plan.there.append(line)
    return plan


class ImportWordList(Action[Plan]):
    """Bring a table into the lists of `site`. Lines with a problem are left out, and nothing is taken out. Raises `NotAllowed`, or
    `ValidationError` where the site would have more than `MOST_ENTRIES` entries."""

    def __init__(self, site: Site, lines: list[Line], *, user: "AnyUser | None") -> None:
        super().__init__(user=user)
        self.site, self.lines = site, lines

    def check(self) -> None:
        if not word_list_policy.user_has_permission(self.user, "change"):
            raise NotAllowed(_("You do not have the right to change the word list."))

    def execute(self) -> Plan:
        plan = plan_for(self.site, self.lines)
        if WordListEntry.objects.filter(site=self.site).count() + len(plan.new) > MOST_ENTRIES:
            raise ValidationError(_("Your word list would be too long with this table."), code="too_many")
        WordListEntry.objects.bulk_create(
            (
                WordListEntry(
                    site=self.site,
                    language=line.language,
                    words=line.words,
                    key=key_of(line.words),
                    effect=line.effect,
                )
                for line in plan.new
            ),
            batch_size=500,
            ignore_conflicts=True,  # somebody wrote the same into it this moment
        )
        for effect in Effect.values:
            pks = [entry.pk for entry, line in plan.changed if line.effect == effect]
            for begin in range(0, len(pks), 500):
                WordListEntry.objects.filter(pk__in=pks[begin : begin + 500]).update(effect=effect)
        forget()
        if plan.changes_something:
            counts = {"new": len(plan.new), "changed": len(plan.changed)}
            self.log(self.site, "coprod_comments.import_word_list", data=counts)
        return plan
