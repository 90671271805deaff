"""The promised tables: one row an item, a piece of evidence, a measure or an indicator, out of the facts.

A column is never renamed or moved without an entry under *ข้อมูล* in the changelog. Every number is the one that the
pages show, because both read it from the facts. What nobody said or what cannot be judged has a word of its own:

- `unstated`: nobody has filled in the year's disclosures (checked), or the agency states no status (claimed);
- `unconfirmed`: there is evidence, but no source confirms an element of the item, so it is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlsplit

from oit_site.checklist import ChecklistRow, EvidenceRow, State
from oit_site.deep_link import place_of
from oit_site.export.tables import Column, Table, Value
from oit_site.facts import AgencyFacts, YearFacts
from oit_site.model import Budget, Issue, Measure, Point, ScoreSet
from oit_site.scoring import INDICATORS, rounded
from oit_site.settings import Settings

STATUS_WORDS = {
    State.COMPLETE: "complete",
    State.PARTIAL: "partial",
    State.MISSING: "missing",
    State.NOT_APPLICABLE: "not-applicable",
    State.UNCONFIRMED: "unconfirmed",
    State.UNSTATED: "unstated",
}
"""The word of each state in open data."""

STATUS_MEANING = (
    "complete = ครบถ้วน, partial = บางส่วน, missing = ยังไม่เปิดเผย, not-applicable = ไม่เกี่ยวข้อง (มีเหตุผล), "
    "unconfirmed = มีหลักฐานแต่องค์ประกอบยังไม่ยืนยันจึงไม่นับ, unstated = ยังไม่ได้กรอก"
)

_YEAR = Column(
    "fiscal_year_be", "ปีงบประมาณ (พ.ศ.)", "year", "ปีงบประมาณเป็น พ.ศ. เช่น 2566 คือ 1 ต.ค. 2565 – 30 ก.ย. 2566", True
)
_AGENCY = Column("agency_id", "รหัสหน่วยงาน", "string", "รหัสหน่วยงานเป็นอักษรอังกฤษ คงที่ทุกปี ใช้เชื่อมตาราง", True)
_ITEM = Column("item_id", "รหัสข้อ", "string", "รหัสข้อ OIT ตัวพิมพ์เล็ก เช่น o12 ตีความคู่กับปีของรายการข้อเสมอ", True)

CHECKLIST_COLUMNS = (
    _YEAR,
    _AGENCY,
    _ITEM,
    Column("agency_name", "หน่วยงาน", "string", "ชื่อเต็มของหน่วยงาน หน่วยงานที่ไม่มีอยู่จริงลงท้ายว่า (ข้อมูลสมมติ)", True),
    Column("edition_be", "ปีของรายการข้อ (พ.ศ.)", "year", "ปีของรายการข้อ OIT ที่ใช้นับ เลขข้อต่างปีเทียบกันโดยตรงไม่ได้", True),
    Column("item_no", "ข้อที่", "integer", "เลขข้อ OIT เช่น 12 คือข้อ O12", True),
    Column("indicator", "ตัวชี้วัดที่", "integer", "ตัวชี้วัด ITA ที่ข้อนี้อยู่ (9 หรือ 10)", True),
    Column("sub_indicator", "ตัวชี้วัดย่อย", "string", "รหัสตัวชี้วัดย่อย เป็นข้อความ เช่น 9.1", True),
    Column("title_th", "ชื่อข้อ", "string", "ชื่อข้อตามรายการของปีนั้น", True),
    Column(
        "status_claimed",
        "สถานะที่หน่วยงานระบุ",
        "string",
        f"สถานะที่หน่วยงานระบุเอง: {STATUS_MEANING}",
        True,
        ("complete", "partial", "missing", "not-applicable", "unstated"),
    ),
    Column(
        "status_checked",
        "สถานะที่ตรวจ",
        "string",
        f"สถานะที่โปรแกรมตรวจจากหลักฐาน: {STATUS_MEANING}",
        True,
        tuple(STATUS_WORDS.values()),
    ),
    Column("elements_required", "องค์ประกอบที่ต้องมี", "integer", "จำนวนองค์ประกอบที่มีแหล่งยืนยันแล้ว", True),
    Column("elements_met", "องค์ประกอบที่มี", "integer", "จำนวนองค์ประกอบที่ต้องมี ซึ่งมีหลักฐานที่ผ่านการตรวจแล้ว", True),
    Column("evidence_count", "จำนวนหลักฐาน", "integer", "จำนวนหลักฐานของข้อ เท่ากับจำนวนแถวในตาราง oit-evidence", True),
    Column("evidence_url", "ที่อยู่หลักฐาน", "string", "ที่อยู่ของหลักฐานชิ้นแรกที่นับได้ ถ้าไม่มีจึงเป็นชิ้นแรก"),
    Column("page_url", "ที่อยู่หน้าข้อ", "string", "หน้าของข้อนี้ในเว็บไซต์ ใช้ส่งผู้ตรวจ", True),
    Column("published_date", "วันที่เผยแพร่ล่าสุด", "date", "วันที่เผยแพร่ล่าสุดในหลักฐานของข้อ (ค.ศ. แบบ ISO 8601)"),
    Column("responsible_unit", "ผู้รับผิดชอบ", "string", "กลุ่มหรือหน่วยที่รับผิดชอบข้อนี้"),
    Column("measure_count", "จำนวนมาตรการที่เกี่ยวข้อง", "integer", "จำนวนแถวในตาราง measures ที่ระบุข้อนี้", True),
    Column("note", "คำอธิบาย", "string", "คำอธิบายของหน่วยงาน หรือเหตุผลที่ไม่เกี่ยวข้อง"),
)

EVIDENCE_COLUMNS = (
    _YEAR,
    _AGENCY,
    _ITEM,
    Column("seq", "ลำดับ", "integer", "ลำดับของหลักฐานในข้อ เริ่มที่ 1", True),
    Column("title_th", "หลักฐาน", "string", "ชื่อหลักฐาน", True),
    Column("url", "ที่อยู่", "string", "ที่อยู่ของไฟล์ หน้า หรือลิงก์ ว่างเมื่อไม่พบไฟล์"),
    Column("elements", "องค์ประกอบที่ครอบคลุม", "string", "รหัสองค์ประกอบที่หลักฐานนี้ครอบคลุม คั่นด้วย ; "),
    Column("media_type", "ชนิดไฟล์", "string", "ชนิดของไฟล์จากเนื้อไฟล์จริง (IANA media type) ว่างสำหรับลิงก์ภายนอก"),
    Column("size_bytes", "ขนาด (ไบต์)", "integer", "ขนาดไฟล์เป็นไบต์ ว่างสำหรับหน้าเว็บและลิงก์ภายนอก"),
    Column("sha256", "sha256", "string", "ค่าแฮช SHA-256 ของไฟล์ ใช้ตรวจว่าไฟล์ไม่ถูกเปลี่ยน"),
    Column("published_date", "วันที่เผยแพร่", "date", "วันที่เผยแพร่หลักฐาน (ค.ศ. แบบ ISO 8601)"),
    Column("covers_fiscal_year_be", "เป็นข้อมูลของปี (พ.ศ.)", "string", "ปีงบประมาณของข้อมูลในหลักฐาน หลายปีคั่นด้วย ; "),
    Column(
        "open_level",
        "ระดับความเปิด",
        "integer",
        "5 = RDF/JSON-LD, 3 = CSV/JSON/XML, 2 = XLS/XLSX/ODS, 1 = PDF/DOCX/HTML และอื่น ๆ ลิงก์ภายนอกดูจากนามสกุล",
    ),
    Column(
        "text_layer",
        "ชั้นข้อความ (ร้อยละ)",
        "integer",
        "ร้อยละของหน้า PDF ที่ค้นหาและอ่านออกเสียงได้ 0 คือภาพสแกนทั้งไฟล์ ว่างเมื่อไม่ใช่ PDF",
    ),
    Column(
        "link_state",
        "สถานะลิงก์",
        "string",
        "own = อยู่ในเว็บไซต์นี้, absent = ไม่พบไฟล์หรือหน้าในเว็บไซต์นี้, unchecked = ลิงก์ภายนอกที่ยังไม่ได้ตรวจ, ok = เปิดได้, "
        "moved = ย้ายที่, unverified = ยืนยันไม่ได้, gone = หายไป",
        True,
        ("own", "absent", "unchecked", "ok", "moved", "unverified", "gone"),
    ),
    Column("link_checked_date", "วันที่ตรวจลิงก์", "date", "วันที่ตรวจลิงก์ครั้งล่าสุด (ค.ศ. แบบ ISO 8601)"),
)

MEASURES_COLUMNS = (
    _YEAR,
    _AGENCY,
    Column("issue_id", "รหัสประเด็น", "string", "รหัสประเด็น ใช้ในที่อยู่ของหน้า", True),
    Column("measure_id", "รหัสมาตรการ", "string", "รหัสมาตรการในประเด็น", True),
    Column("issue_title_th", "ประเด็น", "string", "ชื่อประเด็นที่มาตรการนี้ตอบ", True),
    Column("title_th", "มาตรการ", "string", "มาตรการหรือแนวทาง", True),
    Column("indicators", "ตัวชี้วัด", "string", "ตัวชี้วัด ITA ของประเด็น คั่นด้วย ; "),
    Column("oit_items", "ข้อ OIT", "string", "รหัสข้อ OIT ที่มาตรการหรือประเด็นระบุ ตามเลขของรายการปีนั้น คั่นด้วย ; "),
    Column("responsible", "ผู้รับผิดชอบ", "string", "ผู้รับผิดชอบ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น คั่นด้วย ; "),
    Column("timeframe", "ระยะเวลา", "string", "ช่วงเวลาตามที่พิมพ์ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("steps", "ขั้นตอน", "string", "ขั้นตอนหรือวิธีการ บรรทัดละขั้น ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("monitoring", "การกำกับติดตาม", "string", "วิธีและผู้กำกับติดตาม ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("results", "ผลการดำเนินการ", "string", "ผลการดำเนินการ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("outcomes", "ผลลัพธ์", "string", "ผลลัพธ์หรือความสำเร็จ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("problems", "ปัญหาและอุปสรรค", "string", "ปัญหาและอุปสรรค ถ้ามาตรการไม่ระบุ ใช้ของประเด็น «ไม่มี» เป็นค่า ไม่ใช่ช่องว่าง"),
    Column("suggestions", "ข้อเสนอแนะ", "string", "ข้อเสนอแนะ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("budget_thb", "งบประมาณ (บาท)", "number", "งบประมาณของมาตรการเอง ไม่ใช้ของประเด็นแทน จึงรวมยอดได้ไม่ซ้ำ"),
    Column("page_url", "ที่อยู่หน้ามาตรการ", "string", "หน้าของมาตรการในเว็บไซต์", True),
)

ASSESSMENT_COLUMNS = (
    Column(
        "fiscal_year_be",
        "ปีงบประมาณที่ประเมิน (พ.ศ.)",
        "year",
        "ปีงบประมาณที่ถูกประเมิน มักเป็นปีก่อนปีในที่อยู่ไฟล์ เพราะใช้ผลของปีก่อนตั้งมาตรการ",
        True,
    ),
    _AGENCY,
    Column("indicator_no", "ตัวชี้วัดที่", "integer", "1–10 คือตัวชี้วัด ITA และ 0 คือคะแนนรวมของหน่วยงาน", True),
    Column("name_th", "ตัวชี้วัด", "string", "ชื่อตัวชี้วัด", True),
    Column("instrument", "แบบวัด", "string", "IIT, EIT, OIT หรือ ITA สำหรับคะแนนรวม", True, ("IIT", "EIT", "OIT", "ITA")),
    Column("score_printed", "คะแนนตามเอกสาร", "number", "คะแนนตามที่พิมพ์ในเอกสาร (0–100) ว่างเมื่อเอกสารไม่ระบุ"),
    Column("grade_printed", "ระดับตามเอกสาร", "string", "ระดับผลการประเมินตามที่พิมพ์ในเอกสาร"),
    Column(
        "score_recomputed",
        "คะแนนที่คำนวณซ้ำ",
        "number",
        "คะแนนรวมที่คำนวณจากตัวชี้วัดที่พิมพ์ (30/30/40) มีเฉพาะแถวคะแนนรวม ไม่ใช่คะแนนทางการ",
    ),
)


@dataclass(frozen=True, slots=True)
class AgencyYear:
    """One fiscal year of one agency, with the id that the tables know the agency by."""

    agency: AgencyFacts
    year: YearFacts
    agency_id: str
    site_url: str


def agency_years(agencies: Iterable[AgencyFacts], settings: Settings) -> tuple[AgencyYear, ...]:
    """Return every year of *agencies*, agency by agency, oldest first."""
    return tuple(
        AgencyYear(agency, year, agency_id(agency, settings), settings.site_url)
        for agency in agencies
        for year in agency.years
    )


def agency_id(agency: AgencyFacts, settings: Settings) -> str:
    """Return the id of *agency* in open data: its folder's, or the host name of a site of its own ("site" without)."""
    host = urlsplit(settings.site_url).hostname or "site"
    return agency.source.id or host.removeprefix("www.")


def checklist_table(years: Iterable[AgencyYear]) -> Table:
    """Return one row an item of *years*."""
    return Table(
        "oit-checklist",
        "รายการตรวจ OIT",
        CHECKLIST_COLUMNS,
        ("fiscal_year_be", "agency_id", "item_id"),
        tuple(row for year in years for row in _checklist_rows(year)),
    )


def evidence_table(years: Iterable[AgencyYear]) -> Table:
    """Return one row a piece of evidence of *years*."""
    return Table(
        "oit-evidence",
        "หลักฐาน",
        EVIDENCE_COLUMNS,
        ("fiscal_year_be", "agency_id", "item_id", "seq"),
        tuple(row for year in years for row in _evidence_rows(year)),
    )


def measures_table(years: Iterable[AgencyYear]) -> Table:
    """Return one row a measure of the published issues of *years*."""
    return Table(
        "measures",
        "มาตรการ",
        MEASURES_COLUMNS,
        ("fiscal_year_be", "agency_id", "issue_id", "measure_id"),
        tuple(row for year in years for row in _measure_rows(year)),
    )


def assessment_table(years: Iterable[AgencyYear]) -> Table:
    """Return one row an indicator, and one for the total, of every assessment that *years* name."""
    rows: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    for year in years:
        for scores in year.year.assessment.scores if year.year.assessment else ():
            for row in _assessment_rows(year, scores):
                # What a later year repeats of an assessment is the same row.
                rows.setdefault(row[:3], row)
    return Table(
        "assessment",
        "ผลประเมิน ITA",
        ASSESSMENT_COLUMNS,
        ("fiscal_year_be", "agency_id", "indicator_no"),
        tuple(rows.values()),
    )


# ---------------------------------------------------------------- rows


def _checklist_rows(of: AgencyYear) -> Iterator[tuple[Value, ...]]:
    name, edition = agency_name(of.agency), of.year.edition.fiscal_year
    measures = _measures_by_item(of.year)
    for row in of.year.checklist.rows:
        code = row.item.code
        main = next((each for each in row.evidence if each.passes), row.evidence[0] if row.evidence else None)
        yield (
            of.year.fiscal_year,
            of.agency_id,
            code.lower(),
            name,
            edition,
            row.item.number,
            row.item.indicator,
            row.item.sub_indicator,
            row.item.title,
            claimed_word(row),
            STATUS_WORDS[row.state],
            row.required,
            row.met,
            len(row.evidence),
            evidence_address(main, of) if main else None,
            of.site_url + of.year.item_uri(code),
            newest_day(row),
            row.disclosure.owner if row.disclosure else None,
            measures.get(code, 0),
            (row.disclosure.not_applicable or row.disclosure.explain) if row.disclosure else None,
        )


def _evidence_rows(of: AgencyYear) -> Iterator[tuple[Value, ...]]:
    for row in of.year.checklist.rows:
        for seq, each in enumerate(row.evidence, 1):
            address = evidence_address(each, of)
            yield (
                of.year.fiscal_year,
                of.agency_id,
                row.item.code.lower(),
                seq,
                evidence_title(each),
                address,
                _listed(each.elements),
                each.media_type,
                each.size,
                each.sha256,
                each.evidence.published if each.evidence else None,
                _listed(str(year) for year in each.evidence.years_covered) if each.evidence else str(each.site_year),
                each.open_level,
                each.text_layer,
                link_word(each) if address else "absent",
                each.link.last_checked if each.link else None,
            )


def _measure_rows(of: AgencyYear) -> Iterator[tuple[Value, ...]]:
    for issue in of.year.issues:
        for measure in issue.measures:

            def points(part: str, measure: Measure = measure, issue: Issue = issue) -> str | None:
                return points_text(getattr(measure, part) or getattr(issue, part))

            yield (
                of.year.fiscal_year,
                of.agency_id,
                issue.id,
                measure.id,
                issue.title,
                measure.title,
                _listed(str(number) for number in issue.indicators),
                _listed(code.lower() for code in _codes(of.year, measure, issue)),
                _listed(measure.responsible or issue.responsible),
                _lines(frame.text for frame in measure.timeframe or issue.timeframe),
                points("steps"),
                _lines(
                    [
                        *filter(None, [points("monitoring")]),
                        *(f"ผู้กำกับติดตาม: {name}" for name in measure.monitored_by or issue.monitored_by),
                    ]
                ),
                points("results"),
                points("outcomes"),
                measure.problems or issue.problems,
                measure.suggestions or issue.suggestions,
                _baht(measure.budget),
                f"{of.site_url}{of.year.issue_uri(issue)}#{measure.id}",
            )


def _assessment_rows(of: AgencyYear, scores: ScoreSet) -> Iterator[tuple[Value, ...]]:
    recomputed = next(
        (
            result
            for known, result in zip(
                of.year.assessment.scores if of.year.assessment else (), of.year.recomputed, strict=True
            )
            if known is scores
        ),
        None,
    )
    total = recomputed.total if recomputed else None
    if scores.total or total is not None:
        yield (
            scores.fiscal_year,
            of.agency_id,
            0,
            "คะแนนรวม",
            "ITA",
            scores.total.value if scores.total else None,
            scores.grade,
            None if total is None else rounded(total),
        )
    for indicator in INDICATORS.values():
        if printed := scores.main_score(indicator.no):
            yield (
                scores.fiscal_year,
                of.agency_id,
                indicator.no,
                indicator.name,
                indicator.instrument.code,
                printed.score.value if printed.score else None,
                printed.grade,
                None,
            )


# ---------------------------------------------------------------- cells


def agency_name(agency: AgencyFacts) -> str:
    """Return the full name of an agency; rows of an invented one must not pass for a real one's."""
    return f"{agency.agency.name} (ข้อมูลสมมติ)" if agency.agency.fictional else agency.agency.name


def claimed_word(row: ChecklistRow) -> str:
    """Return the word for what the agency itself says of an item."""
    if row.disclosure and row.disclosure.not_applicable:
        return "not-applicable"
    return row.claimed.value if row.claimed else "unstated"


def newest_day(row: ChecklistRow) -> date | None:
    """Return the newest day (ค.ศ.) on which evidence of an item was published, or None."""
    return max((e.evidence.published for e in row.evidence if e.evidence and e.evidence.published), default=None)


def evidence_title(row: EvidenceRow) -> str:
    """Return what a piece of evidence is called."""
    if row.evidence:
        return row.evidence.title
    page = "มาตรการ" if row.site_page == "measures" else "ผลการดำเนินการ"
    return f"หน้า{page}ของปี {row.site_year} ในเว็บไซต์นี้"


def evidence_address(row: EvidenceRow, of: AgencyYear) -> str | None:
    """Return the full address of a piece of evidence; None where the file is not there."""
    place = place_of(row, of.year)
    if place.elsewhere:
        return place.url
    if row.evidence and row.evidence.file and row.file is None:
        return None
    return of.site_url + quote(place.address) + (f"#{place.anchor}" if place.anchor else "")


def link_word(row: EvidenceRow) -> str:
    """Return what is known of the address of a piece of evidence that is there."""
    if row.evidence is None or not row.evidence.url:
        return "own"
    return row.link.state.value if row.link else "unchecked"


def points_text(points: Iterable[Point], level: int = 0) -> str | None:
    """Return a list as text, one line an entry; what lies below an entry is indented."""
    lines = []
    for point in points:
        number = f"{point.printed_no} " if point.printed_no else ""
        links = "".join(f" ({link.url})" for link in point.links)
        lines.append(f"{'  ' * level}{number}{point.text}{links}")
        if point.children:
            lines.append(points_text(point.children, level + 1) or "")
    return "\n".join(lines) or None


def _codes(year: YearFacts, measure: Measure, issue: Issue) -> tuple[str, ...]:
    """Return the codes that a measure or its issue as a whole names, each once, in the year's numbering."""
    return tuple(dict.fromkeys((*year.codes_of(measure, issue), *year.codes_of(issue, issue))))


def _measures_by_item(year: YearFacts) -> dict[str, int]:
    counts: dict[str, int] = {}
    for issue in year.issues:
        for measure in issue.measures:
            for code in _codes(year, measure, issue):
                counts[code] = counts.get(code, 0) + 1
    return counts


def _baht(budget: Budget | None) -> Decimal | None:
    return budget.amount.value if budget and budget.amount and budget.unit == "บาท" else None


def _listed(values: Iterable[str]) -> str | None:
    return ";".join(values) or None


def _lines(values: Iterable[str]) -> str | None:
    return "\n".join(values) or None
