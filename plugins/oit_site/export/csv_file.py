"""A table as CSV that Excel opens in Thai: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would run."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from oit_site.export.tables import Column, Table, Value

_BULLET = re.compile(r"^\s*[-–•]\s+", re.MULTILINE)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet runs."""


def csv_bytes(table: Table) -> bytes:
    """Return *table* as CSV (RFC 4180): the first line holds the column names."""
    return joined_csv(table, [csv_lines(table)])


def joined_csv(shape: Table, lines: Iterable[bytes]) -> bytes:
    """Return the CSV of several tables of one *shape*, each given by its lines."""
    head = _written([[column.name for column in shape.columns]])
    return b"".join((codecs.BOM_UTF8, head, *lines))


def csv_lines(table: Table) -> bytes:
    """Return the rows of *table* as the lines of a CSV below its head."""
    cells = (
        _cells(column, values) for column, values in zip(table.columns, zip(*table.rows, strict=True), strict=True)
    )
    return _written(zip(*cells, strict=True)) if table.rows else b""


def _written(rows: Iterable[Iterable[Value]]) -> bytes:
    text = io.StringIO()
    # Numbers and days (ISO 8601) are written as `str` has them, None as nothing.
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _cells(column: Column, values: Sequence[Value]) -> Sequence[Value]:
    if column.kind != "string":
        return values
    return [harmless(value) if isinstance(value, str) else value for value in values]


@lru_cache(maxsize=1024)
def harmless(text: str) -> str:
    """Return *text* as a spreadsheet shows it instead of running it: no list bullet, and `'` before a formula."""
    plain = without_bullets(text)
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def without_bullets(text: str) -> str:
    """Return *text* without the bullet that a line begins with: a spreadsheet takes its dash for a formula."""
    # Most texts have none, and the pattern costs five times as much as looking.
    bulleted = "-" in text or "–" in text or "•" in text
    return (_BULLET.sub("", text) if bulleted else text).strip()
