"""The shape of a published table: columns with names, Thai titles and types, and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | date | None
"""A cell: None where nothing is known. A date is ค.ศ."""

Kind = Literal["string", "integer", "number", "date", "year"]
"""The type of a column; `year` is a fiscal year (พ.ศ.)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its promised name, its Thai heading, its type, and what it means, in Thai."""

    name: str
    title: str
    kind: Kind = "string"
    description: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    """The only values that it may have; empty for any."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ASCII name, Thai title, columns, the names of its key columns, and its rows in their order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
