"""What the files of a year are joined from: the texts of each agency's year in each format, made once.

On a portal an agency's rows stand in its own files, in those of the year and in those of all years. Making a row is
the cost of these files; joining finished ones is next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oit_site.export.checklist_json import agency_json, edition_json
from oit_site.export.csv_file import csv_lines
from oit_site.export.evidence_json import evidence_entries
from oit_site.export.oit_tables import (
    AgencyYear,
    assessment_table,
    checklist_table,
    evidence_table,
    measures_table,
)
from oit_site.export.sheet_rows import SheetRows, sheet_rows
from oit_site.export.tables import Table

_MAKERS = (checklist_table, evidence_table, measures_table, assessment_table)
SHAPES: Mapping[str, Table] = {table.name: table for table in (make(()) for make in _MAKERS)}
"""The promised tables by name, without rows: their columns and keys are the same in every file."""


@dataclass(frozen=True, slots=True)
class YearParts:
    """The part of one agency's year in each kind of file; the first and the third by the names of the tables."""

    lines: Mapping[str, bytes]
    checklist: str
    sheets: Mapping[str, SheetRows]
    evidence: str


class Parts:
    """The parts of all years: each made when a file first asks for it, and kept until nothing asks any more."""

    def __init__(self) -> None:
        self._years: dict[tuple[str, int], YearParts] = {}
        self._editions: dict[int, str] = {}

    def of(self, year: AgencyYear) -> YearParts:
        """Return the parts of *year*."""
        key = (year.year.agency.id, year.year.fiscal_year)
        if key not in self._years:
            self._years[key] = _make(year)
        return self._years[key]

    def editions(self, years: Iterable[AgencyYear]) -> Iterator[str]:
        """Yield the editions that *years* go by as parts of the JSON, the oldest first."""
        used = {of.year.edition.fiscal_year: of.year.edition for of in years}
        for fiscal_year in sorted(used):
            if fiscal_year not in self._editions:
                self._editions[fiscal_year] = edition_json(used[fiscal_year])
            yield self._editions[fiscal_year]

    def let_go(self) -> None:
        """Forget all parts; what asks again makes them again."""
        self._years.clear()
        self._editions.clear()


def _make(of: AgencyYear) -> YearParts:
    tables = {table.name: table for table in (make((of,)) for make in _MAKERS)}
    return YearParts(
        lines={name: csv_lines(table) for name, table in tables.items()},
        checklist=agency_json(of, tables),
        sheets={name: sheet_rows(table) for name, table in tables.items()},
        evidence=evidence_entries(of, tables["oit-evidence"]),
    )
