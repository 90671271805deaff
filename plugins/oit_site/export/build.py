"""Which files of open data a site has, in the order they are made in: one function a family, one module a format.

The files of a year have the same names, columns and places on every site. On a portal those under `/data/` join all
agencies, and each agency has its own share under `/<agency>/data/`, to hand in or to put on data.go.th by itself.
The Word document is of one agency: on a portal it lies in the share of each, and there is none of all together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby

from oit_site import uris
from oit_site.export.checklist_json import SCHEMA_URI, checklist_json_bytes, checklist_schema_bytes
from oit_site.export.csv_file import joined_csv
from oit_site.export.csvw import csvw_bytes
from oit_site.export.datapackage import CsvFile, datapackage_bytes
from oit_site.export.document import document_bytes
from oit_site.export.evidence_json import evidence_json_bytes
from oit_site.export.file import ExportPlan, Made
from oit_site.export.gd_catalog import Dataset, Resource, import_workbook_bytes, metadata_bytes
from oit_site.export.json_file import json_bytes
from oit_site.export.oit_tables import AgencyYear, agency_years
from oit_site.export.parts import SHAPES, Parts
from oit_site.export.sums import sums_bytes
from oit_site.export.table_schema import table_schema
from oit_site.export.tables import Table
from oit_site.export.workbook import joined_workbook
from oit_site.facts import SiteFacts
from oit_site.settings import Settings

_OF_CHECKLIST = "oit-evidence"
"""The table whose rows belong to those of the checklist."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def plan_data(facts: SiteFacts, settings: Settings) -> Iterator[ExportPlan]:
    """Yield every file of open data; one that reads others comes after them."""
    years = agency_years(facts.agencies, settings)
    by_year = groupby(sorted(years, key=lambda of: of.year.fiscal_year), key=lambda of: of.year.fiscal_year)
    owner = facts.single.agency.name if facts.single else settings.site_name
    parts = Parts()
    yield from plan_schemas(settings)
    csv_files: list[CsvFile] = []
    for fiscal_year, of_year in by_year:
        site_year = tuple(of_year)
        csv_files += _csv_files(fiscal_year)
        yield from plan_year(site_year, parts, settings)
        yield from plan_csvw(fiscal_year, settings)
        if settings.site_url:
            yield from plan_gd_catalog(site_year, settings, owner)
    if facts.single is None:
        for of in years:
            yield from plan_year((of,), parts, settings, of.year.agency.id)
            if settings.site_url:
                yield from plan_gd_catalog((of,), settings, of.agency.agency.name, of.year.agency.id)
    if years:
        csv_files.append(CsvFile(_ALL, "oit-checklist-all", "รายการตรวจ OIT ทุกปี", SHAPES["oit-checklist"]))
        yield from plan_all_years(years, parts)
        package = partial(datapackage_bytes, csv_files, settings=settings, owner=owner)
        yield ExportPlan(uris.data_uri("datapackage.json"), "คำอธิบายชุดข้อมูลทั้งหมด (Data Package)", package)


def plan_sums() -> ExportPlan:
    """Return the checksums of all open data: to be made last."""
    return ExportPlan(uris.data_uri("SHA256SUMS"), "ค่าตรวจสอบความถูกต้องของไฟล์ (SHA-256)", sums_bytes)


# ---------------------------------------------------------------- one year


def plan_year(
    years: tuple[AgencyYear, ...], parts: Parts, settings: Settings, agency_id: str = ""
) -> Iterator[ExportPlan]:
    """Yield the tables of one fiscal year in each format: of the whole site, or the share of the agency *agency_id*."""
    fiscal_year = years[0].year.fiscal_year
    address = partial(uris.data_uri, fiscal_year=fiscal_year, agency_id=agency_id)
    for shape in SHAPES.values():
        yield ExportPlan(address(f"{shape.name}.csv"), f"{shape.title} (CSV)", partial(_csv, shape, years, parts))
    yield ExportPlan(
        address("oit-checklist.json"),
        "รายการตรวจ OIT พร้อมองค์ประกอบและหลักฐาน (JSON)",
        lambda _: checklist_json_bytes(
            fiscal_year, parts.editions(years), (parts.of(year).checklist for year in years), settings
        ),
    )
    yield ExportPlan(
        address("oit-checklist.xlsx"),
        "รายการตรวจ OIT หลักฐาน มาตรการ และผลประเมิน (Excel)",
        lambda _: joined_workbook(
            [(shape, [parts.of(year).sheets[name] for year in years]) for name, shape in SHAPES.items()]
        ),
    )
    if len(years) == 1:
        of = years[0]
        yield ExportPlan(address("oit-checklist.docx"), "รายการตรวจ OIT (Word)", lambda _: document_bytes(of))


def _csv(shape: Table, years: Iterable[AgencyYear], parts: Parts, _: Mapping[str, Made]) -> bytes:
    return joined_csv(shape, (parts.of(year).lines[shape.name] for year in years))


# ---------------------------------------------------------------- what the tables mean


def plan_schemas(settings: Settings) -> Iterator[ExportPlan]:
    """Yield the schemas of the tables and of the checklist's JSON: what each column is called, means and may hold."""
    for name, shape in SHAPES.items():
        yield ExportPlan(
            uris.data_uri(f"schema/{name}.tableschema.json"),
            f"ความหมายของคอลัมน์: {shape.title} (Table Schema)",
            partial(_schema, shape),
        )
    yield ExportPlan(SCHEMA_URI, "โครงสร้างของไฟล์ JSON (JSON Schema)", lambda _: checklist_schema_bytes(settings))


def _schema(shape: Table, _: Mapping[str, Made]) -> bytes:
    return json_bytes(table_schema(shape))


def plan_csvw(fiscal_year: int, settings: Settings) -> Iterator[ExportPlan]:
    """Yield the metadata beside each CSV of a year."""
    for file in _csv_files(fiscal_year):
        yield ExportPlan(f"{file.uri}-metadata.json", f"คำอธิบายไฟล์ {file.title} (CSVW)", partial(_csvw, file, settings))


def _csvw(file: CsvFile, settings: Settings, _: Mapping[str, Made]) -> bytes:
    return csvw_bytes(file.shape, file.uri.rpartition("/")[2], file.title, settings)


def _csv_files(fiscal_year: int) -> tuple[CsvFile, ...]:
    """Return the CSV files of a year of the whole site."""
    return tuple(
        CsvFile(
            uris.data_uri(f"{name}.csv", fiscal_year),
            f"{name}-{fiscal_year}",
            f"{shape.title} ปีงบประมาณ พ.ศ. {fiscal_year}",
            shape,
            f"oit-checklist-{fiscal_year}" if name == _OF_CHECKLIST else None,
        )
        for name, shape in SHAPES.items()
    )


# ---------------------------------------------------------------- all years

_ALL = uris.data_uri("oit-checklist-all.csv")


def plan_all_years(years: tuple[AgencyYear, ...], parts: Parts) -> Iterator[ExportPlan]:
    """Yield the files that join every year of the site. They are the last to ask for *parts*."""
    all_csv = partial(_csv, SHAPES["oit-checklist"], years, parts)
    yield ExportPlan(_ALL, "รายการตรวจ OIT ทุกปีในตารางเดียว (CSV)", all_csv)
    report = partial(_evidence, years, parts)
    yield ExportPlan(uris.data_uri("evidence.json"), "ผลตรวจหลักฐานทุกชิ้น (JSON)", report)


def _evidence(years: Iterable[AgencyYear], parts: Parts, _: Mapping[str, Made]) -> bytes:
    report = evidence_json_bytes(parts.of(year).evidence for year in years)
    parts.let_go()
    return report


# ---------------------------------------------------------------- GD-Catalog


def plan_gd_catalog(
    years: tuple[AgencyYear, ...], settings: Settings, publisher: str, agency_id: str = ""
) -> Iterator[ExportPlan]:
    """Yield what GD-Catalog takes of one fiscal year. It names whole addresses, so the site must know its own."""
    fiscal_year = years[0].year.fiscal_year
    dataset = partial(_dataset, years, settings, publisher, agency_id)
    yield ExportPlan(
        uris.data_uri("gdc-import.xlsx", fiscal_year, agency_id),
        "แบบนำเข้า GD-Catalog สำหรับ data.go.th (Excel)",
        lambda _: import_workbook_bytes(dataset(), settings),
    )
    yield ExportPlan(
        uris.data_uri("gdc-metadata.json", fiscal_year, agency_id),
        "คำอธิบายชุดข้อมูลตามมาตรฐาน GD-Catalog (JSON)",
        lambda _: metadata_bytes(dataset(), settings),
    )


def _dataset(years: tuple[AgencyYear, ...], settings: Settings, publisher: str, agency_id: str) -> Dataset:
    fiscal_year = years[0].year.fiscal_year
    own = years[0] if len(years) == 1 and (agency_id or not years[0].year.agency.id) else None
    contact = own.agency.agency.contact if own else None
    email = (contact and contact.email) or ""
    days = [
        each.evidence.published
        for of in years
        for row in of.year.checklist.rows
        for each in row.evidence
        if each.evidence and each.evidence.published
    ]
    formats = [(f"{name}.csv", shape.title, "CSV") for name, shape in SHAPES.items()]
    formats += [("oit-checklist.json", "รายการตรวจ OIT", "JSON"), ("oit-checklist.xlsx", "รายการตรวจ OIT", "XLS")]
    return Dataset(
        fiscal_year=fiscal_year,
        publisher_id=own.agency_id if own else "portal",
        publisher=publisher,
        email=email if _EMAIL.fullmatch(email) else "",
        page_url=settings.site_url + uris.DATA,
        fictional=all(of.agency.agency.fictional for of in years),
        oldest=min(days, default=None),
        newest=max(days, default=None),
        resources=(
            *(
                Resource(settings.site_url + uris.data_uri(name, fiscal_year, agency_id), title, form)
                for name, title, form in formats
            ),
            # Linked data among its files lifts a set to the highest level of openness.
            *(
                Resource(settings.site_url + uris.vocabulary_uri(edition), f"รหัสข้อ OIT ปี {edition}", "RDF")
                for edition in sorted({of.year.edition.fiscal_year for of in years})
            ),
        ),
    )
