"""CSV on the Web (W3C): the metadata that lies beside a CSV and tells another family of tools what it holds."""

from __future__ import annotations

from typing import Any

from oit_site.export.json_file import json_bytes
from oit_site.export.table_schema import FIRST_YEAR, LAST_YEAR
from oit_site.export.tables import Column, Table
from oit_site.settings import Settings

_TYPES: dict[str, Any] = {
    "string": "string",
    "integer": {"base": "integer", "minimum": 0},
    "number": {"base": "decimal", "minimum": 0},
    "date": {"base": "date", "format": "yyyy-MM-dd", "minimum": "1990-01-01", "maximum": "2100-12-31"},
    # Not the type gYear, which is ค.ศ.
    "year": {"base": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
}


def csvw_bytes(shape: Table, file_name: str, title: str, settings: Settings) -> bytes:
    """Return the metadata of the CSV *file_name*, which lies in the same folder."""
    return json_bytes(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "th"}],
            "url": file_name,
            "dc:title": title,
            "dc:license": {"@id": settings.licence.url},
            "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
            "tableSchema": {
                "columns": [_column(column) for column in shape.columns],
                "primaryKey": list(shape.key),
            },
        }
    )


def _column(column: Column) -> dict[str, Any]:
    # The names stand first: they are what the head of the file holds.
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {"und": column.name, "th": column.title},
        "dc:description": column.description,
        "datatype": _datatype(column),
    }
    return described | ({"required": True} if column.required else {})


def _datatype(column: Column) -> Any:
    if column.choices:
        return {"base": "string", "format": "|".join(column.choices)}
    return _TYPES[column.kind]
