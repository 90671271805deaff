"""Tables as a workbook for the office: Thai headings, TH Sarabun New, real dates shown in พ.ศ."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

from oit_site.export.csv_file import FORMULA, without_bullets
from oit_site.export.tables import Column, Table, Value

_FONT = {"font_name": "TH Sarabun New", "font_size": 16, "font_scheme": "none"}
_DATE = "[$-D07041E]d mmm yyyy"
"""Thai digits, Buddhist calendar, Thai words: ๒ ม.ค. ๒๕๖๖. The cell stays a real date."""
_CREATED = datetime(2000, 1, 1)
"""Any fixed day: a workbook that names the day it was made differs at every build."""

_MOST_TEXT = 32_767
"""Letters that a cell of Excel holds; a longer text would be left out without a word."""
_CUT = " … (ตัดที่ความยาวสูงสุดของเซลล์ ฉบับเต็มอยู่ในไฟล์ CSV)"
_ROW_HEIGHT, _MOST_HEIGHT = 24, 409
"""Points of a line of 16-point Thai, with room for marks above and below, and of the highest row."""
_WIDEST = 60
_WIDTHS = {"year": 12, "integer": 12, "number": 14, "date": 20}
"""Letters; a narrower date column shows ### in place of a date."""

_ABOVE_BELOW = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Thai vowels and tone marks that take no room of their own."""


def workbook_bytes(sheets: tuple[Table, ...]) -> bytes:
    """Return a workbook with a sheet a table, the same bytes for the same tables."""
    # Slow to import, and no check of content needs it.
    import xlsxwriter  # type: ignore[import-untyped]

    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            # A copy: xlsxwriter writes into it (3.3.1, workbook.py).
            "default_format_properties": dict(_FONT),
            "default_row_height": _ROW_HEIGHT * 4 // 3,  # pixels
        },
    )
    workbook.set_properties({"created": _CREATED, "title": sheets[0].title if sheets else ""})
    formats = {
        "head": workbook.add_format(_FONT | {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6F0"}),
        "text": workbook.add_format(_FONT | {"text_wrap": True, "valign": "top"}),
        # A text that begins like a formula stays text, also when it is edited.
        "quoted": workbook.add_format(_FONT | {"text_wrap": True, "valign": "top", "quote_prefix": True}),
        "number": workbook.add_format(_FONT | {"valign": "top"}),
        "date": workbook.add_format(_FONT | {"valign": "top", "num_format": _DATE, "align": "left"}),
    }
    taken: set[str] = set()
    for table in sheets:
        _write_sheet(workbook.add_worksheet(_sheet_name(table.title, taken)), table, formats)
    workbook.close()
    return target.getvalue()


def _write_sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    widths = [_width(column, number, table) for number, column in enumerate(table.columns)]
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, column.title, formats["head"])
    head = (_lines(column.title, width) for column, width in zip(table.columns, widths, strict=True))
    sheet.set_row(0, _ROW_HEIGHT * max(head, default=1))
    for index, row in enumerate(table.rows, 1):
        lines = 1
        for number, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                text = shown_text(value)
                sheet.write_string(index, number, text, formats["quoted" if text.startswith(FORMULA) else "text"])
                if len(text) > widths[number]:
                    lines = max(lines, _lines(text, widths[number]))
            elif isinstance(value, date):
                sheet.write_datetime(index, number, value, formats["date"])
            else:
                sheet.write_number(index, number, value, formats["number"])
        if lines > 1:
            sheet.set_row(index, min(_MOST_HEIGHT, _ROW_HEIGHT * lines))
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def shown_text(text: str) -> str:
    """Return *text* as a cell holds it: without list bullets, and cut where a cell ends."""
    plain = without_bullets(text)
    return plain if len(plain) <= _MOST_TEXT else plain[: _MOST_TEXT - len(_CUT)] + _CUT


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes (31 letters, none of []:*?/\\) and that no other sheet has."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "ตาราง"
    number = 2
    while name.lower() in taken:
        name = f"{name[:27]} ({number})"
        number += 1
    taken.add(name.lower())
    return name


def _width(column: Column, number: int, table: Table) -> int:
    """Return the width of a column in letters: that of its longest line, within reason."""
    if column.kind in _WIDTHS:
        return _WIDTHS[column.kind]
    longest = max((_length(row[number]) for row in table.rows), default=0)
    return max(12, min(_WIDEST, longest + 2))


def _length(value: Value) -> int:
    return len(value) if isinstance(value, str) else 0


def _lines(text: str, width: int) -> int:
    """Return how many lines *text* takes in a column of *width* letters; Thai breaks between words, so not all fill."""
    shown = _ABOVE_BELOW.sub("", text)
    return sum(1 + int(len(line) * 1.1) // width for line in shown.split("\n"))
