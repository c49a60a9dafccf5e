"""A table of comments as a file, made line by line."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

#: So many lines an XLSX file has at most; it is made whole before it is sent. A CSV file may be of any length.
MOST_IN_XLSX = 50_000


class _Line:
    """What `csv` writes to: it is given back at once."""

    def write(self, value: str) -> str:
        return value


def as_csv(columns: list[str], lines: Iterable[list[str]]) -> Iterator[str]:
    rows = csv.writer(_Line())
    yield rows.writerow(columns)
    for line in lines:
        yield rows.writerow(line)


def as_xlsx(columns: list[str], lines: Iterable[list[str]]) -> IO[bytes]:
    """A file that goes when it is closed."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for line in chain([columns], lines):
        cells = [WriteOnlyCell(sheet, value) for value in line]
        for one in cells:
            one.data_type = "s"
        sheet.append(cells)
    file = tempfile.TemporaryFile()  # noqa: SIM115
    workbook.save(file)
    file.seek(0)
    return file
