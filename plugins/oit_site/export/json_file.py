"""Values as JSON: UTF-8 without BOM, Thai as it is, the same bytes for the same values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from oit_site.export.tables import Table


def json_bytes(tree: Any, pretty: bool = True) -> bytes:
    """Return *tree* as JSON: indented for people, or on one line, which is a fifth of the work."""
    return ((_INDENTED if pretty else _ON_ONE_LINE).encode(tree) + "\n").encode()


def json_line(tree: Any) -> str:
    """Return *tree* as JSON on one line, to be joined into a larger one."""
    return _ON_ONE_LINE.encode(tree)


def records(table: Table) -> Iterable[dict[str, Any]]:
    """Yield the rows of *table* as objects, without the cells of which nothing is known."""
    names = [column.name for column in table.columns]
    for row in table.rows:
        yield {name: value for name, value in zip(names, row, strict=True) if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
_INDENTED = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=2, default=_plain)
