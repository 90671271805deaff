"""The checklist of a year as one nested JSON file, from agency to item to element and evidence, and its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from oit_site.checklist import ChecklistRow, EvidenceRow, MeasureLink, State, Tally
from oit_site.export.columns import CHECKLIST_COLUMNS, EVIDENCE_COLUMNS, STATUS_WORDS
from oit_site.export.json_file import json_bytes, json_line
from oit_site.export.oit_tables import AgencyYear, agency_name
from oit_site.export.table_schema import FIRST_YEAR, LAST_YEAR
from oit_site.export.tables import Column, Table, Value
from oit_site.model import Catalogue
from oit_site.settings import Settings
from oit_site.uris import data_uri

SCHEMA_URI = data_uri("schema/oit-checklist.schema.json")

_OF_AGENCY = ("fiscal_year_be", "agency_id", "agency_name", "edition_be")
"""Columns of the checklist that the JSON says once an agency."""
_OF_EDITION = ("item_no", "indicator", "sub_indicator", "title_th")
"""Columns that it says once an edition."""
_OF_ITEM = ("fiscal_year_be", "agency_id", "item_id")
_SAID_OF_ITEM = tuple(
    (place, column.name)
    for place, column in enumerate(CHECKLIST_COLUMNS)
    if column.name not in (*_OF_AGENCY, *_OF_EDITION)
)
_SAID_OF_EVIDENCE = tuple(
    (place, column.name) for place, column in enumerate(EVIDENCE_COLUMNS) if column.name not in _OF_ITEM
)
"""Place in its row and name of each column that an item and a piece of evidence say."""


def checklist_json_bytes(
    fiscal_year: int, editions: Iterable[str], agencies: Iterable[str], settings: Settings
) -> bytes:
    """Return the checklist of *fiscal_year* (พ.ศ.) as JSON.

    *agencies* are what `agency_json` makes of each, *editions* what `edition_json` makes of those that they go by.
    """
    head = {
        "$schema": settings.site_url + SCHEMA_URI,
        "title": f"รายการตรวจ OIT ปีงบประมาณ พ.ศ. {fiscal_year}",
        "fiscal_year_be": fiscal_year,
        "licence": {"title": settings.licence.title, "url": settings.licence.url},
    }
    return f'{json_line(head)[:-1]},"editions":[{",".join(editions)}],"agencies":[{",".join(agencies)}]}}\n'.encode()


def edition_json(edition: Catalogue) -> str:
    """Return the items of *edition* with their elements, as a part of the JSON."""
    return json_line(_edition(edition))


def agency_json(of: AgencyYear, tables: Mapping[str, Table]) -> str:
    """Return the checklist of *of* as a part of the JSON; *tables* are its tables."""
    return json_line(_agency(of, tables["oit-checklist"], iter(tables["oit-evidence"].rows)))


def _edition(edition: Catalogue) -> dict[str, Any]:
    return {
        "edition_be": edition.fiscal_year,
        "confirmed": edition.confirmed,
        "items": [
            {
                "item_id": item.code.lower(),
                "item_no": item.number,
                "indicator": item.indicator,
                "sub_indicator": item.sub_indicator,
                "title_th": item.title,
                "certainty": item.certainty.value,
                "elements": [
                    {"element_id": each.id, "text_th": each.text, "confirmed": each.confirmed} for each in item.elements
                ],
            }
            for item in sorted(edition.items, key=lambda item: item.number)
        ],
    }


def _agency(of: AgencyYear, items: Table, evidence: Iterator[tuple[Value, ...]]) -> dict[str, Any]:
    return {
        "agency_id": of.agency_id,
        "agency_name": agency_name(of.agency),
        "fictional": of.agency.agency.fictional,
        "page_url": of.site_url + of.year.uri("oit"),
        "edition_be": of.year.edition.fiscal_year,
        "counts": {"mission": counts(of.year.mission), "edition": counts(of.year.whole)},
        "items": [_item(of, row, said, evidence) for row, said in zip(of.year.checklist.rows, items.rows, strict=True)],
    }


def counts(tally: Tally) -> dict[str, int | None]:
    """Return the counts that the checklist page shows, by the status words; the share is None where nothing counts."""
    return {
        "items": tally.items,
        **{STATUS_WORDS[state]: tally.states[state] for state in State},
        "counted": tally.judged,
        "percent_complete": tally.percent if tally.judged else None,
        "elements_required": tally.elements_required,
        "elements_met": tally.elements_met,
        "needs_review": tally.to_review,
    }


def _item(
    of: AgencyYear, row: ChecklistRow, cells: tuple[Value, ...], evidence: Iterator[tuple[Value, ...]]
) -> dict[str, Any]:
    """Return an item; *cells* are its row of the checklist, and *evidence* yields those of its evidence next."""
    said: dict[str, Any] = {name: cells[place] for place, name in _SAID_OF_ITEM if cells[place] is not None}
    said["elements"] = [
        {"element_id": each.element.id, "mark": each.mark.value} | ({"reason_th": each.reason} if each.reason else {})
        for each in row.elements
    ]
    said["evidence"] = [_piece(each, next(evidence)) for each in row.evidence]
    said["measures"] = [_measure(of, link) for link in row.measures]
    return said


def _piece(row: EvidenceRow, cells: tuple[Value, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {name: cells[place] for place, name in _SAID_OF_EVIDENCE if cells[place] is not None}
    said["counts"] = row.passes
    if row.faults:
        said["faults_th"] = list(row.faults)
    return said


def _measure(of: AgencyYear, link: MeasureLink) -> dict[str, Any]:
    page = of.site_url + of.year.issue_uri(link.issue)
    if link.measure is None:
        return {"issue_id": link.issue.id, "page_url": page}
    return {"issue_id": link.issue.id, "measure_id": link.measure.id, "page_url": f"{page}#{link.measure.id}"}


# ---------------------------------------------------------------- the schema


def checklist_schema_bytes(settings: Settings) -> bytes:
    """Return the JSON Schema (2020-12) of the checklist's JSON."""
    year = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR, "description": "พ.ศ."}
    text = {"type": "string", "minLength": 1}
    item_id = {"type": "string", "pattern": "^o[1-9][0-9]?$"}
    number = {"type": "integer", "minimum": 0}
    count_names = [*STATUS_WORDS.values(), "items", "counted", "elements_required", "elements_met", "needs_review"]
    tallied = _object(dict.fromkeys(count_names, number) | {"percent_complete": _or_null({**number, "maximum": 100})})
    element = _object(
        {"element_id": text, "mark": {"enum": ["met", "unmet", "unconfirmed"]}, "reason_th": text}, ["reason_th"]
    )
    evidence = _of_columns(EVIDENCE_COLUMNS, leave=_OF_ITEM)
    evidence["properties"] |= {"counts": {"type": "boolean"}, "faults_th": {"type": "array", "items": text}}
    evidence["required"].append("counts")
    item = _of_columns(CHECKLIST_COLUMNS, leave=(*_OF_AGENCY, *_OF_EDITION))
    measure = _object({"issue_id": text, "measure_id": text, "page_url": text}, ["measure_id"])
    parts = {"elements": element, "evidence": evidence, "measures": measure}
    item["properties"] |= {"item_id": item_id} | {name: _array(part) for name, part in parts.items()}
    item["required"] += parts
    agency = _object(
        {
            "agency_id": text,
            "agency_name": text,
            "fictional": {"type": "boolean", "description": "หน่วยงานสมมติ ไม่ใช่ข้อมูลของหน่วยงานจริง"},
            "page_url": text,
            "edition_be": year,
            "counts": _object({"mission": tallied, "edition": tallied}),
            "items": _array(item),
        }
    )
    edition_item = _object(
        {
            "item_id": item_id,
            "item_no": {"type": "integer", "minimum": 1},
            "indicator": {"type": "integer", "minimum": 1, "maximum": 10},
            "sub_indicator": text,
            "title_th": text,
            "certainty": {"enum": ["high", "medium", "low"]},
            "elements": _array(_object({"element_id": text, "text_th": text, "confirmed": {"type": "boolean"}})),
        }
    )
    whole = _object(
        {
            "$schema": text,
            "title": text,
            "fiscal_year_be": year,
            "licence": _object({"title": text, "url": text}),
            "editions": _array(
                _object({"edition_be": year, "confirmed": {"type": "boolean"}, "items": _array(edition_item)})
            ),
            "agencies": _array(agency),
        }
    )
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({"$id": settings.site_url + SCHEMA_URI} if settings.site_url else {}),
        "title": "รายการตรวจ OIT ของหนึ่งปีงบประมาณ",
    }
    return json_bytes(head | whole)


def _object(properties: dict[str, Any], optional: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _of_columns(columns: Iterable[Column], leave: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a row without the columns *leave*: cells of which nothing is known are not there."""
    kept = [column for column in columns if column.name not in leave]
    return {
        "type": "object",
        "properties": {column.name: _of_column(column) for column in kept},
        "required": [column.name for column in kept if column.required],
        "additionalProperties": False,
    }


def _of_column(column: Column) -> dict[str, Any]:
    described = {"title": column.title, "description": column.description}
    if column.choices:
        return {"enum": list(column.choices), **described}
    if column.kind == "year":
        return {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR, **described}
    if column.kind in ("integer", "number"):
        return {"type": column.kind, "minimum": 0, **described}
    if column.kind == "date":
        # A year of พ.ศ. is no date of ISO 8601: 1990-2099.
        return {"type": "string", "format": "date", "pattern": "^(199|20[0-9])[0-9]-[01][0-9]-[0-3][0-9]$", **described}
    return {"type": "string", "minLength": 1, **described}
