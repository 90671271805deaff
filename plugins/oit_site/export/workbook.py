"""Tables as a workbook for the office: Thai headings, TH Sarabun New, real dates shown in พ.ศ.

xlsxwriter makes a form: the workbook with its heads and looks, and none of the rows. All workbooks of a kind are filled
in from one form, whose parts that never change are compressed once: a portal has hundreds of each kind.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from oit_site.export.office_package import constant_package, filled_package, package_files
from oit_site.export.sheet_rows import LOOKS, ROW, WIDEST, SheetRows, column_letters, rooms_of, sheet_rows
from oit_site.export.tables import Column, Table

_FONT = {"font_name": "TH Sarabun New", "font_size": 16, "font_scheme": "none"}
_TOP = {"valign": "top"}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
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

_ROW_HEIGHT, _MOST_HEIGHT = 24, 409
"""Points of a line of 16-point Thai, with room for marks above and below, and of the highest row."""
_NARROWEST = 12
_WIDTHS = {"year": 12, "integer": 12, "number": 14, "date": 20}
"""Letters; a narrower date column shows ### in place of a date."""


Sheet = tuple[Table, Sequence[SheetRows]]
"""A sheet: the shape of its table, and its rows."""


def workbook_bytes(sheets: Sequence[Table], head_rows: int = 1) -> bytes:
    """Return a workbook with a sheet a table, named by its title; the same bytes for the same tables.

    Above 1, *head_rows* counts the first rows of each table to its head: they stay in view, and nothing is filtered.
    """
    return joined_workbook([(table, [sheet_rows(table)]) for table in sheets], head_rows)


def joined_workbook(sheets: Sequence[Sheet], head_rows: int = 1) -> bytes:
    """Return a workbook of *sheets*, each the rows of several tables of one shape; see `workbook_bytes`."""
    form = _form(tuple((shape.title, tuple(c.title for c in shape.columns)) for shape, _ in sheets), head_rows)
    book, filled = form.book, {}
    for of_form, (shape, parts) in zip(form.sheets, sheets, strict=True):
        end = str(1 + sum(len(part.cells) for part in parts))
        filled[of_form.name] = "".join(_filled(of_form, shape, parts, end))
        book = book.replace(of_form.area_in_book, of_form.area_in_book.replace(_LAST_ROW, end))
    return filled_package(form.constant, {**filled, _BOOK: book})


# ---------------------------------------------------------------- the form

_BOOK = "xl/workbook.xml"
_LAST_ROW = "901"
"""Stands in a form for the number of a sheet's last row."""
_HEAD_HEIGHT = 27
"""Stands in a form for the height of the head, and is none that a head has."""


@dataclass(frozen=True, slots=True)
class _FormSheet:
    """A sheet without widths and rows: the name of its file, and what stands around them."""

    name: str
    area: str
    """How it ends its area, which `_LAST_ROW` is part of; in the workbook the same is written otherwise."""
    area_in_book: str
    start: str
    head: str
    end: str


@dataclass(frozen=True, slots=True)
class _Form:
    constant: bytes
    """A package with the files that are the same in all workbooks of the form."""
    book: str
    sheets: tuple[_FormSheet, ...]


@lru_cache(maxsize=16)
def _form(sheets: tuple[tuple[str, tuple[str, ...]], ...], head_rows: int) -> _Form:
    """Return the workbook whose *sheets* have these titles and headings, to be filled in."""
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
    workbook.set_properties({"created": _CREATED, "title": sheets[0][0]})
    looks = [workbook.add_format({**_FONT, **_LOOKS[name]}) for name in LOOKS]
    taken: set[str] = set()
    for title, headings in sheets:
        _lay_out(workbook.add_worksheet(_sheet_name(title, taken)), headings, looks, head_rows)
    workbook.close()
    files = package_files(target.getvalue())
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    of_form = tuple(
        _form_sheet(name, files.pop(name), column_letters(len(headings) - 1))
        for name, (_, headings) in zip(names, sheets, strict=True)
    )
    return _Form(book=files.pop(_BOOK), sheets=of_form, constant=constant_package(files))


def _lay_out(sheet: Any, headings: Sequence[str], looks: Sequence[Any], head_rows: int) -> None:
    """Write the head of a sheet, and a cell of each look down to the last row."""
    last = int(_LAST_ROW) - 1
    for number, heading in enumerate(headings):
        sheet.write_string(0, number, heading, looks[0])
    sheet.set_row(0, _HEAD_HEIGHT)
    sheet.set_column(0, len(headings) - 1, _NARROWEST)
    for above, look in enumerate(reversed(looks)):
        sheet.write_blank(last - above, 0, None, look)
    sheet.write_blank(last, len(headings) - 1, None, looks[-1])
    sheet.freeze_panes(head_rows, 0)
    if head_rows == 1:
        sheet.autofilter(0, 0, last, len(headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


_FORM_SHEET = re.compile(r"(?s)(.*<cols>).*(</cols><sheetData><row r=\"1\".*?</row>)(<row.*)(</sheetData>.*)")


def _form_sheet(name: str, xml: str, last_column: str) -> _FormSheet:
    found = _FORM_SHEET.fullmatch(xml)
    assert found, "xlsxwriter writes sheets in another way"
    start, head, rows, end = found.groups()
    # The rows of `sheet_rows` name the looks by their places.
    assert [str(place) for place in range(1, len(LOOKS) + 1)] == re.findall(r'<c r="A\d+" s="(\d+)"/>', rows)
    return _FormSheet(name, f":{last_column}{_LAST_ROW}", f":${last_column}${_LAST_ROW}", start, head, end)


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes (31 letters, none of []:*?/\\) and that no other sheet has."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "ตาราง"
    number = 2
    while name.lower() in taken:
        name = f"{name[:27]} ({number})"
        number += 1
    taken.add(name.lower())
    return name


# ---------------------------------------------------------------- filling in


def _filled(form: _FormSheet, shape: Table, parts: Sequence[SheetRows], last_row: str) -> Iterator[str]:
    """Yield a sheet piece by piece (ECMA-376, part 1, 18.3.1.99)."""
    widths = _widths(shape, parts)
    lines = max(_lines(rooms_of(column.title), width) for column, width in zip(shape.columns, widths, strict=True))
    area = form.area.replace(_LAST_ROW, last_row)
    yield form.start.replace(form.area, area)
    yield from _columns(widths)
    yield form.head.replace(f'ht="{_HEAD_HEIGHT}"', f'ht="{_ROW_HEIGHT * lines}"')
    yield from _body(parts, widths)
    yield form.end.replace(form.area, area)


def _columns(widths: Iterable[int]) -> Iterator[str]:
    """Yield the widths of columns; a letter of 16-point Thai takes as much as 7 pixels (part 1, 18.3.1.13)."""
    first = 1
    for width, alike in groupby(widths):
        last = first + len(list(alike)) - 1
        yield f'<col min="{first}" max="{last}" width="{int((width * 7 + 5) / 7 * 256) / 256}" customWidth="1"/>'
        first = last + 1


def _body(parts: Iterable[SheetRows], widths: Sequence[int]) -> Iterator[str]:
    """Yield each row below the head."""
    index = 1
    for part in parts:
        for place, cells in enumerate(part.cells):
            index += 1
            height = _ROW_HEIGHT
            if place in part.long:
                lines = max(_lines(rooms, widths[column]) for column, rooms in part.long[place])
                height = min(_MOST_HEIGHT, _ROW_HEIGHT * lines)
            yield f'<row r="{index}" ht="{height}" customHeight="1">{cells.replace(ROW, str(index))}</row>'


def _widths(shape: Table, parts: Sequence[SheetRows]) -> list[int]:
    """Return the width of each column in letters: that of its longest text, within reason."""
    longest = zip(*(part.longest for part in parts), strict=True)
    return [_width(column, max(of_parts)) for column, of_parts in zip(shape.columns, longest, strict=True)]


def _width(column: Column, longest: int) -> int:
    return _WIDTHS.get(column.kind) or max(_NARROWEST, min(WIDEST, longest + 2))


def _lines(rooms: Iterable[int], width: int) -> int:
    """Return how many lines a text takes in a column of *width* letters; Thai breaks between words, so not all fill."""
    return sum(1 + room * 11 // (10 * width) for room in rooms)
