"""The checklist of one year of one agency as a Word document: a template of the package, filled in one go.

The template (scripts/make_docx_template.py) holds page, fonts and styles; only the text is written here, as the
paragraphs and tables of WordprocessingML (ECMA-376, part 1, 17).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from oit_site.checklist import ChecklistRow, State, Tally
from oit_site.export.office_package import constant_package, filled_package, package_files
from oit_site.export.oit_tables import AgencyYear, agency_name, evidence_address, evidence_title, newest_day
from oit_site.export.xml_text import xml_safe
from oit_site.load import shipped_file
from oit_site.render import LABELS
from oit_site.thai import thai_date

_TEXT = "word/document.xml"
_PLACE = "<w:p><w:r><w:t>FILL-HERE</w:t></w:r></w:p>"
"""The paragraph of the template that the text takes the place of."""
_PAGE_WIDTH = 14_570
"""Twentieths of a point between the margins."""

_COLUMNS = (("ข้อ", 6), ("รายการ", 24), ("สถานะที่ตรวจ", 13), ("องค์ประกอบ", 10), ("หลักฐาน", 32), ("ผู้รับผิดชอบ", 15))
"""Heading and share of the width of each column of the items."""


def document_bytes(of: AgencyYear) -> bytes:
    """Return the checklist of *of* as a .docx, the same bytes for the same facts."""
    constant, text = _template()
    return filled_package(constant, {_TEXT: text.replace(_PLACE, "".join(_body(of)))})


@cache
def _template() -> tuple[bytes, str]:
    """Return the template without its text, and its text."""
    files = package_files(shipped_file("oit-checklist.docx"))
    text = files.pop(_TEXT)
    return constant_package(files), text


def _body(of: AgencyYear) -> Iterator[str]:
    year, edition = of.year, of.year.edition
    yield _paragraph(f"รายการตรวจ OIT ปีงบประมาณ พ.ศ. {year.fiscal_year}", "Title")
    yield _paragraph(agency_name(of.agency))
    days = [day for row in year.checklist.rows if (day := newest_day(row))]
    lines = [f"ตามรายการข้อ OIT ปี {edition.fiscal_year}" + ("" if edition.confirmed else " (ยังไม่ยืนยัน)")]
    if days:
        lines.append(f"หลักฐานล่าสุดเผยแพร่เมื่อ {thai_date(max(days))}")
    if of.site_url:
        lines.append(f"ที่มา {of.site_url}{year.uri('oit')}")
    yield _paragraph(" · ".join(lines))
    yield _paragraph("สรุป", "Heading1")
    yield from _summary(of)
    names = {sub.code: sub.name for sub in edition.sub_indicators}
    # Sub-indicators come in the order of their first items, as on the page.
    order = {code: place for place, code in enumerate(dict.fromkeys(r.item.sub_indicator for r in year.checklist.rows))}
    rows = sorted(year.checklist.rows, key=lambda row: (order[row.item.sub_indicator], row.item.number))
    for code, group in groupby(rows, key=lambda row: row.item.sub_indicator):
        yield _paragraph(f"{code} {names.get(code, '')}".strip(), "Heading1")
        yield _table(
            [heading for heading, _ in _COLUMNS],
            (_item_cells(row, of) for row in group),
            [share for _, share in _COLUMNS],
        )
    yield _paragraph("สถานะที่ตรวจเป็นผลของโปรแกรมจากหลักฐานในเว็บไซต์ ไม่ใช่ผลการประเมินอย่างเป็นทางการ")


def _summary(of: AgencyYear) -> Iterator[str]:
    year = of.year
    parts = [(f"O1–{year.checklist.mission[-1].item.code}", year.mission)]
    if year.checklist.remaining:
        parts.append((f"ทั้งรายการปี {year.edition.fiscal_year}", year.whole))
    heads = ["ข้อ", "ทั้งหมด", *(LABELS[state.value] for state in State), "องค์ประกอบที่มี", "ครบถ้วน (ร้อยละ)"]
    yield _table(heads, ([[name], *_sums(tally)] for name, tally in parts), [1] * len(heads))


def _sums(tally: Tally) -> list[list[str]]:
    shown = [str(tally.items), *(str(tally.states[state]) for state in State)]
    shown += [f"{tally.elements_met}/{tally.elements_required}", str(tally.percent) if tally.judged else "–"]
    return [[text] for text in shown]


def _item_cells(row: ChecklistRow, of: AgencyYear) -> list[list[str]]:
    evidence = []
    for each in row.evidence:
        evidence.append(evidence_title(each) + ("" if each.passes else f" (ไม่นับ: {' · '.join(each.faults)})"))
        if address := evidence_address(each, of):
            evidence.append(address)
    if row.disclosure and row.disclosure.not_applicable:
        evidence.append(row.disclosure.not_applicable)
    elements = f"{row.met}/{row.required}" if row.required else "รอยืนยัน"
    owner = row.disclosure.owner if row.disclosure else None
    return [[row.item.code], [row.item.title], [LABELS[row.state.value]], [elements], evidence or ["–"], [owner or "–"]]


# ---------------------------------------------------------------- WordprocessingML


def _paragraph(text: str, style: str = "Normal", bold: bool = False) -> str:
    """Return a paragraph; a line break in *text* stays one."""
    look = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_xml(line)}</w:t>' for line in text.split("\n"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{look}{lines}</w:r></w:p>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[Sequence[str]]], shares: Sequence[int]) -> str:
    """Return a table with a head that every page repeats; a cell is its paragraphs, *shares* the relative widths."""
    widths = [_PAGE_WIDTH * share // sum(shares) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row("<w:cantSplit/><w:tblHeader/>", ([head] for head in heads), widths, bold=True)
    body = "".join(_row("<w:cantSplit/>", cells, widths) for cells in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )


def _row(look: str, cells: Iterable[Sequence[str]], widths: Sequence[int], bold: bool = False) -> str:
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{''.join(_paragraph(text, bold=bold) for text in cell)}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{look}</w:trPr>{written}</w:tr>"


def _xml(text: str) -> str:
    return xml_safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
