"""The report of a round of link checks, for people and for machines: text, JSON, CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from oit_site.export.csv_file import csv_bytes
from oit_site.export.tables import Column, Table
from oit_site.link_round import LinkLine
from oit_site.link_state import LinkRecord, LinkState, summarise
from oit_site.thai import thai_date


def as_text(lines: tuple[LinkLine, ...]) -> bytes:
    """Return one line a place whose address is not simply open: `file:line:column: state address — why`."""
    shown = [_sentence(line) for line in lines if line.record.state is not LinkState.OK]
    return "".join(f"{sentence}\n" for sentence in shown).encode()


def _sentence(line: LinkLine) -> str:
    record = line.record
    said = [record.explanation]
    if record.first_failed_on is not None:
        said.append(f"ตั้งแต่ {thai_date(record.first_failed_on)}")
    if record.final is not None:
        said.append(f"ที่อยู่ใหม่คือ {record.final}")
    made_up = " (ผลสมมติ)" if record.fictional else ""
    return (
        f"{line.place.where}: {record.label} {line.place.address}{made_up} — {' '.join(part for part in said if part)}"
    )


def as_json(lines: tuple[LinkLine, ...]) -> bytes:
    """Return an object with `counts` and `links`: every address once, with its record and all its places."""
    by_address: dict[str, dict[str, Any]] = {}
    for line in lines:
        entry = by_address.setdefault(line.place.address, _entry(line.place.address, line.record))
        where = line.place.where
        entry["places"].append({"path": where.path, "line": where.line, "column": where.column})
    records = {line.place.address: line.record for line in lines}
    kept = {
        "counts": summarise(records.values()).counts,
        "links": [by_address[address] for address in sorted(by_address)],
    }
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def _entry(address: str, record: LinkRecord) -> dict[str, Any]:
    kept = record.model_dump(mode="json")
    return {"address": address, **kept, "red": record.red, "explanation": record.explanation, "places": []}


def as_csv(lines: tuple[LinkLine, ...]) -> bytes:
    """Return a table of all places that opens in Excel, for those who mend the links."""
    columns = (
        Column("path", "ไฟล์", required=True),
        Column("line", "บรรทัด", "integer", required=True),
        Column("address", "ที่อยู่", required=True),
        Column("link_state", "ผลตรวจ", required=True, choices=tuple(state.value for state in LinkState)),
        Column("label", "ผลตรวจเป็นคำไทย", required=True),
        Column("explanation", "เหตุ"),
        Column("http_status", "รหัส HTTP", "integer"),
        Column("new_address", "ที่อยู่ใหม่"),
        Column("first_failed_date", "พบปัญหาครั้งแรก", "date"),
        Column("gone_in_a_row", "จำนวนวันที่ไม่พบติดต่อกัน", "integer", required=True),
        Column("checked_date", "วันที่ตรวจล่าสุด", "date", required=True),
    )
    rows = tuple(
        (
            line.place.where.path,
            line.place.where.line,
            line.place.address,
            line.record.state.value,
            line.record.label,
            line.record.explanation or None,
            line.record.status,
            line.record.final,
            line.record.first_failed_on,
            line.record.gone_in_a_row,
            line.record.last_checked,
        )
        for line in lines
    )
    return csv_bytes(Table("links", "ผลตรวจลิงก์", columns, ("path", "line", "address"), rows))


LINK_FORMATS: Mapping[str, Callable[[tuple[LinkLine, ...]], bytes]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
"""The forms that `oit links --format` knows."""
