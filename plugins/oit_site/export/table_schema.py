"""Table Schema (Data Package v2): what each column of a table means and may hold."""

from __future__ import annotations

from typing import Any

from oit_site.export.tables import Column, Table

SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

_TYPES = {"string": "string", "integer": "integer", "number": "number", "date": "date", "year": "integer"}
"""A fiscal year is an integer: the type `year` of the standard would be read as ค.ศ."""

FIRST_YEAR, LAST_YEAR = 2500, 2700
"""Fiscal years (พ.ศ.) that are not a year of ค.ศ. by mistake."""


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of *table*."""
    return {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }


def foreign_key(columns: tuple[str, ...], resource: str) -> dict[str, Any]:
    """Return the rule that *columns* of a row name a row of *resource*."""
    return {"fields": list(columns), "reference": {"resource": resource, "fields": list(columns)}}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.kind == "year":
        constraints |= {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    elif column.kind in ("integer", "number"):
        constraints["minimum"] = 0
    elif column.kind == "date":
        constraints |= {"minimum": "1990-01-01", "maximum": "2100-12-31"}
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.title,
        "description": column.description,
    }
    return field | ({"constraints": constraints} if constraints else {})
