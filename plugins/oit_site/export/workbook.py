"""Tables as a workbook for the office: Thai headings, TH Sarabun New, real dates shown in พ.ศ."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from oit_site.export.csv_file import FORMULA, without_bullets
from oit_site.export.tables import Column, Table, Value

_FONT = {"font_name": "TH Sarabun New", "font_size": 16, "font_scheme": "none"}
_TOP = {"valign": "top"}
_CELLS: Mapping[str, Mapping[str, Any]] = {
    "head": _TOP | {"bold": True, "text_wrap": True, "bg_color": "#DDE6F0"},
    "text": _TOP | {"text_wrap": True},
    # A text that begins like a formula stays text, also when somebody edits it.
    "quoted": _TOP | {"text_wrap": True, "quote_prefix": True},
    "number": _TOP,
    # Thai digits, Buddhist calendar, Thai words: ๒ ม.ค. ๒๕๖๖. The cell stays a real date.
    "date": _TOP | {"num_format": "[$-D07041E]d mmm yyyy", "align": "left"},
}
_CREATED = datetime(2000, 1, 1)
"""Any fixed day: a workbook that names the day it was made differs at every build."""
_DAY_ZERO = date(1899, 12, 30)
"""The day that spreadsheets count from, for all days after February 1900."""

_MOST_TEXT = 32_767
"""Letters that a cell of Excel holds; a longer text would be left out without a word."""
_CUT = " … (ตัดที่ความยาวสูงสุดของเซลล์ ฉบับเต็มอยู่ในไฟล์ CSV)"
_ROW_HEIGHT, _MOST_HEIGHT = 24, 409
"""Points of a line of 16-point Thai, with room for marks above and below, and of the highest row."""
_NARROWEST, _WIDEST = 12, 60
_WIDTHS = {"year": 12, "integer": 12, "number": 14, "date": 20}
"""Letters; a narrower date column shows ### in place of a date."""

_ABOVE_BELOW = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Thai vowels and tone marks that take no room of their own."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what Excel would take for the way of writing it (ECMA-376, part 1, 22.9.2.19)."""


def workbook_bytes(sheets: Sequence[Table], head_rows: int = 1) -> bytes:
    """Return a workbook with a sheet a table, named by its title; the same bytes for the same tables.

    Above 1, *head_rows* counts the first rows of each table to its head: they stay in view, and nothing is filtered.
    """
    # Slow to import, and no check of content needs it.
    import xlsxwriter  # type: ignore[import-untyped]

    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            # A copy: xlsxwriter writes into it (3.3.1, workbook.py).
            "default_format_properties": dict(_FONT),
            "default_row_height": _ROW_HEIGHT * 4 // 3,  # pixels
        },
    )
    workbook.set_properties({"created": _CREATED, "title": sheets[0].title if sheets else ""})
    formats = {name: workbook.add_format({**_FONT, **look}) for name, look in _CELLS.items()}
    taken: set[str] = set()
    for table in sheets:
        _fill(workbook.add_worksheet(_sheet_name(table.title, taken), _sheet_class()), table, formats, head_rows)
    workbook.close()
    return target.getvalue()


@cache
def _sheet_class() -> Any:
    """Return xlsxwriter's sheet, with its many rows written as one text: six times as fast as cell by cell."""
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    class Sheet(Worksheet):  # type: ignore[misc]
        body: Iterable[str] = ()
        """The rows below the head, as XML."""

        def _write_rows(self) -> None:  # (xlsxwriter 3.3.1, worksheet.py)
            super()._write_rows()
            self.fh.writelines(self.body)

    return Sheet


def _fill(sheet: Any, table: Table, formats: Mapping[str, Any], head_rows: int) -> None:
    widths = _widths(table)
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, column.title, formats["head"])
    lines = (_lines(column.title, width) for column, width in zip(table.columns, widths, strict=True))
    sheet.set_row(0, _ROW_HEIGHT * max(lines, default=1))
    sheet.body = _rows(table, widths, {name: look._get_xf_index() for name, look in formats.items()})
    # What readers take for the size of the sheet; the head alone would hide all rows from some.
    sheet.dim_rowmax = len(table.rows)
    sheet.freeze_panes(head_rows, 0)
    if table.columns and head_rows == 1:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _rows(table: Table, widths: Sequence[int], styles: Mapping[str, int]) -> Iterator[str]:
    """Yield each row below the head as the XML of a sheet (ECMA-376, part 1, 18.3.1.73)."""
    letters = [_column_letters(number) for number in range(len(table.columns))]
    text, quoted, number, day = (f'" s="{styles[name]}"' for name in ("text", "quoted", "number", "date"))
    for index, row in enumerate(table.rows, 2):
        cells, lines = [], 1
        for letter, width, value in zip(letters, widths, row, strict=True):
            if value is None:
                continue
            if isinstance(value, str):
                shown = cell_text(value)
                style = quoted if shown.startswith(FORMULA) else text
                cells.append(
                    f'<c r="{letter}{index}{style} t="inlineStr"><is><t xml:space="preserve">{_xml(shown)}</t></is></c>'
                )
                if len(shown) > width or "\n" in shown:
                    lines = max(lines, _lines(shown, width))
            elif isinstance(value, date):
                cells.append(f'<c r="{letter}{index}{day}><v>{(value - _DAY_ZERO).days}</v></c>')
            else:
                cells.append(f'<c r="{letter}{index}{number}><v>{value}</v></c>')
        height = min(_MOST_HEIGHT, _ROW_HEIGHT * lines)
        yield f'<row r="{index}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def cell_text(text: str) -> str:
    """Return *text* as a cell holds it: without list bullets, and cut where a cell ends."""
    plain = without_bullets(text)
    return plain if len(plain) <= _MOST_TEXT else plain[: _MOST_TEXT - len(_CUT)] + _CUT


def _xml(text: str) -> str:
    if _UNWRITABLE.search(text):
        text = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes (31 letters, none of []:*?/\\) and that no other sheet has."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "ตาราง"
    number = 2
    while name.lower() in taken:
        name = f"{name[:27]} ({number})"
        number += 1
    taken.add(name.lower())
    return name


def _column_letters(number: int) -> str:
    """Return the name of a column: 0 → A, 26 → AA."""
    above, below = divmod(number, 26)
    return (_column_letters(above - 1) if above else "") + chr(ord("A") + below)


def _widths(table: Table) -> list[int]:
    """Return the width of each column in letters: that of its longest text, within reason."""
    cells: Iterable[Sequence[Value]] = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
    return [_width(column, values) for column, values in zip(table.columns, cells, strict=True)]


def _width(column: Column, values: Sequence[Value]) -> int:
    if column.kind in _WIDTHS:
        return _WIDTHS[column.kind]
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    return max(_NARROWEST, min(_WIDEST, longest + 2))


def _lines(text: str, width: int) -> int:
    """Return how many lines *text* takes in a column of *width* letters; Thai breaks between words, so not all fill."""
    shown = _ABOVE_BELOW.sub("", text)
    return sum(1 + len(line) * 11 // (10 * width) for line in shown.split("\n"))
