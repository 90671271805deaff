"""Which files of open data a site has, in the order they are made in: one function a family, one module a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial

from oit_site import uris
from oit_site.export.csv_file import csv_bytes
from oit_site.export.file import ExportPlan
from oit_site.export.oit_tables import (
    AgencyYear,
    agency_years,
    assessment_table,
    checklist_table,
    evidence_table,
    measures_table,
)
from oit_site.export.tables import Table
from oit_site.export.workbook import workbook_bytes
from oit_site.facts import SiteFacts
from oit_site.settings import Settings


def plan_data(facts: SiteFacts, settings: Settings) -> Iterator[ExportPlan]:
    """Yield every file of open data; one that reads others comes after them."""
    years = agency_years(facts.agencies, settings)
    for fiscal_year in sorted({of.year.fiscal_year for of in years}):
        yield from plan_year_files(tuple(of for of in years if of.year.fiscal_year == fiscal_year), fiscal_year)
    if facts.single is None:
        for of in years:
            yield from plan_year_files((of,), of.year.fiscal_year, of.year.agency.id)


def plan_year_files(years: tuple[AgencyYear, ...], fiscal_year: int, agency_id: str = "") -> Iterator[ExportPlan]:
    """Yield the files of one fiscal year: of the whole site, or of the agency *agency_id* of a portal."""
    tables = _Tables(years)
    address = partial(uris.data_uri, fiscal_year=fiscal_year, agency_id=agency_id)
    for name, title in TABLES.items():
        yield ExportPlan(address(f"{name}.csv"), f"{title} (CSV)", partial(tables.csv, name))
    yield ExportPlan(
        address("oit-checklist.xlsx"),
        "รายการตรวจ OIT หลักฐาน มาตรการ และผลประเมิน (Excel)",
        tables.workbook,
    )


TABLES = {
    "oit-checklist": "รายการตรวจ OIT",
    "oit-evidence": "หลักฐาน",
    "measures": "มาตรการ",
    "assessment": "ผลประเมิน ITA",
}
"""The promised tables of a year, by name, with their Thai titles."""


class _Tables:
    """The tables of some years, made when first asked for."""

    def __init__(self, years: Iterable[AgencyYear]) -> None:
        self.years = tuple(years)

    @cached_property
    def by_name(self) -> dict[str, Table]:
        made = (checklist_table, evidence_table, measures_table, assessment_table)
        return {table.name: table for table in (make(self.years) for make in made)}

    def csv(self, name: str, _: Mapping[str, bytes]) -> bytes:
        return csv_bytes(self.by_name[name])

    def workbook(self, _: Mapping[str, bytes]) -> bytes:
        return workbook_bytes(tuple(self.by_name.values()))
