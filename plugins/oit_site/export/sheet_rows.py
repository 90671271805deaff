"""The rows of a table as the XML of a sheet (ECMA-376, part 1, 18.3.1), ready to stand anywhere in a workbook.

`export.workbook` makes all else with a library; the rows are most of a workbook, and are written as text at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from oit_site.export.csv_file import FORMULA, without_bullets
from oit_site.export.tables import Table, Value

LOOKS = ("head", "text", "quoted", "number", "date")
"""The looks of cells. A cell names its own by the place in this list, counted from 1; 0 is that of an empty cell."""
_STYLES = {name: f'" s="{place}"' for place, name in enumerate(LOOKS, 1)}
WIDEST = 60
"""Letters of the widest column."""
ROW = "\0"
"""Stands for the number of the row in a cell; no text holds it, for XML cannot."""

_DAY_ZERO = date(1899, 12, 30)
"""The day that spreadsheets count from, for all days after February 1900."""
_MOST_TEXT = 32_767
"""Letters that a cell of Excel holds; a longer text would be left out without a word."""
_CUT = " … (ตัดที่ความยาวสูงสุดของเซลล์ ฉบับเต็มอยู่ในไฟล์ CSV)"
_SELDOM_SEEN_TWICE = 160
"""Letters; longer texts are not remembered."""

_ABOVE_BELOW = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Thai vowels and tone marks that take no room of their own."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what Excel would take for the way of writing it (ECMA-376, part 1, 22.9.2.19)."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of a table as sheets hold them: below those of other tables too, so that joined files make none anew."""

    longest: tuple[int, ...]
    """Letters of the longest text of each column."""
    cells: tuple[str, ...]
    """The cells of each row, `ROW` in place of its number."""
    long: Mapping[int, Sequence[tuple[int, tuple[int, ...]]]]
    """By the place of a row its cells that may need several lines: the column, and the room that each line takes."""


def sheet_rows(table: Table) -> SheetRows:
    """Return the rows of *table* as sheets hold them."""
    long: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    columns, longest = [], []
    by_column = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
    for number, (column, values) in enumerate(zip(table.columns, by_column, strict=True)):
        start = f'<c r="{column_letters(number)}{ROW}'
        if column.kind == "string":
            texts = cast("Sequence[str | None]", values)
            made = [_cell_of(text) for text in texts]
            columns.append([start + xml if xml else "" for xml, _ in made])
            longest.append(max(map(len, filter(None, texts)), default=0))
            for place, (_, rooms) in enumerate(made):
                if rooms:
                    long.setdefault(place, []).append((number, rooms))
        else:
            columns.append([start + _number_cell(value) if value is not None else "" for value in values])
            longest.append(0)
    return SheetRows(tuple(longest), tuple(map("".join, zip(*columns, strict=True))), long)


def _cell_of(text: str | None) -> tuple[str, tuple[int, ...]]:
    if text is None:
        return "", ()
    return _known_text_cell(text) if len(text) < _SELDOM_SEEN_TWICE else _text_cell(text)


def _text_cell(value: str) -> tuple[str, tuple[int, ...]]:
    """Return the cell of a text after its address, and the room that each of its lines takes, where it may be many."""
    shown = cell_text(value)
    style = _STYLES["quoted" if shown.startswith(FORMULA) else "text"]
    return (
        f'{style} t="inlineStr"><is><t xml:space="preserve">{_xml(shown)}</t></is></c>',
        rooms_of(shown) if len(shown) > WIDEST or "\n" in shown else (),
    )


_known_text_cell = lru_cache(maxsize=1024)(_text_cell)


def _number_cell(value: Value) -> str:
    """Return the cell of a number or a day after its address."""
    if isinstance(value, date):
        return f"{_STYLES['date']}><v>{(value - _DAY_ZERO).days}</v></c>"
    return f"{_STYLES['number']}><v>{value}</v></c>"


def cell_text(text: str) -> str:
    """Return *text* as a cell holds it: without list bullets, and cut where a cell ends."""
    plain = without_bullets(text)
    return plain if len(plain) <= _MOST_TEXT else plain[: _MOST_TEXT - len(_CUT)] + _CUT


def _xml(text: str) -> str:
    if not text.isprintable() or "_x" in text:
        text = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rooms_of(text: str) -> tuple[int, ...]:
    """Return how many letters' room each line of *text* takes."""
    return tuple(map(len, _ABOVE_BELOW.sub("", text).split("\n")))


def column_letters(number: int) -> str:
    """Return the name of a column: 0 → A, 26 → AA."""
    above, below = divmod(number, 26)
    return (column_letters(above - 1) if above else "") + chr(ord("A") + below)
