"""A table as CSV that Excel opens in Thai: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from oit_site.export.tables import Table, Value

_BULLET = re.compile(r"^\s*[-–•]\s+", re.MULTILINE)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet runs."""


def csv_bytes(table: Table) -> bytes:
    """Return *table* as CSV (RFC 4180): the first line holds the column names."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return *text* as a spreadsheet shows it instead of running it: no list bullet, and `'` before a formula."""
    plain = without_bullets(text)
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def without_bullets(text: str) -> str:
    """Return *text* without the bullet that a line begins with: a spreadsheet takes its dash for a formula."""
    # Most texts have none, and the pattern costs five times as much as looking.
    bulleted = "-" in text or "–" in text or "•" in text
    return (_BULLET.sub("", text) if bulleted else text).strip()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else str(value)
