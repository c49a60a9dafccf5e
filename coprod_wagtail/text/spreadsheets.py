"""Cells of tables that people open in a spreadsheet."""

import re
from typing import Any

#: What a spreadsheet would take for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What no XLSX file can hold: the control characters that XML 1.0 leaves out.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def cell(value: Any) -> str:
    """`value` as text that is no formula and that any spreadsheet can hold; a list with commas."""
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    text = _CONTROLS.sub("", text)
    return f"'{text}" if text.startswith(_FORMULA) else text
