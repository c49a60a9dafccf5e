"""What was measured as lines of one table, and which of them are over their bound."""

from dataclasses import dataclass

from .rows import Row, WriteRow

HEAD = ["database", "what", "queries", "ms", "times", "adds", "at most", ""]


@dataclass(frozen=True)
class Line:
    """One line. `times` is a multiple of the base; `adds` what it takes beyond another row, in multiples of the base."""

    database: str
    name: str
    queries: int | None = None
    milliseconds: float | None = None
    times: float | None = None
    adds: float | None = None
    at_most: float | None = None

    @property
    def bounded(self):
        return self.times if self.adds is None else self.adds

    @property
    def is_over(self):
        return self.at_most is not None and self.bounded > self.at_most

    def cells(self):
        verdict = "" if self.at_most is None else "OVER" if self.is_over else "ok"
        return [
            self.database,
            self.name,
            "" if self.queries is None else str(self.queries),
            "" if self.milliseconds is None else f"{self.milliseconds:.2f}",
            f"{self.times:.2f}",
            "" if self.adds is None else f"{self.adds:.2f}",
            "" if self.at_most is None else f"{self.at_most:.2f}",
            verdict,
        ]


def lines_of(database, rows, measured, slack=1.0):
    """Every bound is multiplied by `slack`."""
    ms = {name: one.milliseconds for name, one in measured.items()}
    lines = []
    for row in rows:
        at_most = row.at_most and row.at_most * slack
        if isinstance(row, Row | WriteRow):
            base, taken = ms[row.base], ms[row.name]
            adds = (taken - ms[row.beyond]) / base if row.beyond else None
            queries = measured[row.name].queries
            lines.append(Line(database, row.name, queries, taken, taken / base, adds, at_most))
        else:
            all_of_them = [ms[name] for name in row.of]
            lines.append(Line(database, row.name, times=max(all_of_them) / min(all_of_them), at_most=at_most))
    return lines


def as_text(lines):
    table = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEAD))]
    drawn = []
    for cells in table:
        words = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
        numbers = [cell.rjust(width) for cell, width in zip(cells[2:-1], widths[2:-1], strict=True)]
        drawn.append("  ".join([*words, *numbers, cells[-1]]).rstrip())
    return "\n".join(drawn)


def complaints(lines):
    """A sentence for each line that is over."""
    return [
        f"{line.database}, {line.name}: {'adds ' if line.adds is not None else ''}{line.bounded:.2f} times, "
        f"and may {'add' if line.adds is not None else 'take'} {line.at_most:.2f}."
        for line in lines
        if line.is_over
    ]
