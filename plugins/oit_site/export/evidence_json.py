"""What the build found of every piece of evidence, as JSON: a machine-readable report of the checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oit_site.checklist import EvidenceRow
from oit_site.export.json_file import json_line, records
from oit_site.export.oit_tables import AgencyYear
from oit_site.export.tables import Table

_HEAD = {
    "title": "ผลตรวจหลักฐานทุกชิ้นในเว็บไซต์นี้",
    "note": "counts บอกว่าหลักฐานนับหรือไม่ faults_th คือเหตุที่ไม่นับ "
    "needs_review คือไฟล์เปลี่ยนไปหลังบันทึก findings คือสิ่งที่พบในไฟล์ ส่วนผลตรวจลิงก์ไม่มีผลต่อการนับ",
}


def evidence_json_bytes(years: Iterable[str]) -> bytes:
    """Return the report on all evidence of *years*, of each of which `evidence_entries` holds the part."""
    return f'{json_line(_HEAD)[:-1]},"evidence":[{",".join(filter(None, years))}]}}\n'.encode()


def evidence_entries(of: AgencyYear, evidence: Table) -> str:
    """Return the entries of *of*: its columns in the table *evidence*, what was found in the file, the link."""
    rows = [each for row in of.year.checklist.rows for each in row.evidence]
    return ",".join(
        json_line(
            record | {"counts": row.passes, "needs_review": row.changed, "faults_th": list(row.faults)} | _found(row)
        )
        for record, row in zip(records(evidence), rows, strict=True)
    )


def _found(row: EvidenceRow) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if row.file:
        file = row.file
        stated = (
            ("pages", file.pages),
            ("text_pages", file.text_pages),
            ("tagged", file.tagged),
            ("language", file.language),
            ("encrypted", file.encrypted),
        )
        found["file"] = {name: value for name, value in stated if value is not None}
        found["findings"] = [{"code": each.code, "message_th": each.message} for each in file.findings]
    if row.link:
        link = row.link
        said = (
            ("reason_th", link.explanation),
            ("status", link.status),
            ("moved_to", link.final),
            ("first_failed_date", link.first_failed_on),
        )
        found["link"] = {name: value for name, value in said if value}
    return found
