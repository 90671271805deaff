"""The answer sheet: what an office types into the OIT form, item by item. The one module that owns its rules.

The form asks มี or ไม่มี, an address and an explanation. What the sheet says follows from what the build checked,
never from what is merely claimed. Its rules stand on the page itself (templates/answers.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from oit_site.checklist import ChecklistRow, EvidenceRow, State
from oit_site.facts import YearFacts
from oit_site.model import Certainty, Claim, Evidence
from oit_site.settings import Settings
from oit_site.websites import host_of, lies_on, own_hosts

HAS, HAS_NOT = "มี", "ไม่มี"

_HAS = frozenset((State.COMPLETE, State.PARTIAL, State.UNCONFIRMED))
"""The states in which something that counts is disclosed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of the sheet: what goes into the form, and what to look at before it is handed in."""

    row: ChecklistRow
    has: str
    """มี, ไม่มี, or "" where nobody has filled in the year."""
    url: str
    """A full address; "" where there is nothing to show or no full address is known."""
    explanation: str
    """On one line; "" where there is none."""
    warnings: tuple[str, ...] = ()
    """Thai sentences for the office; they are no part of the answer."""


@dataclass(frozen=True, slots=True)
class _Address:
    url: str
    own: bool
    """Whether it lies on a website of the agency; True where agency.yml names none to compare with."""


def build_answers(year: YearFacts, settings: Settings) -> tuple[Answer, ...]:
    """Return the answers of one year for all items of its edition, in the order of their numbers."""
    sites = own_hosts(year.agency.agency.value)
    if not year.agency.id:
        # The site of one agency is itself a website of that agency.
        sites |= {host_of(settings.site_url)} - {""}
    return tuple(_answer(row, year, settings, sites) for row in year.checklist.rows)


def _answer(row: ChecklistRow, year: YearFacts, settings: Settings, sites: frozenset[str]) -> Answer:
    has = _has(row)
    address = _address(row, year, settings.site_url, sites) if has == HAS else None
    explanation = _explanation(row, has, year)
    warnings = (
        *_doubts(row, has),
        *_doubts_of_address(has, address, settings),
        *_doubts_of_text(row, has, explanation, settings.explanation_limit),
    )
    return Answer(row, has, address.url if address else "", explanation, warnings)


def _has(row: ChecklistRow) -> str:
    if row.state is State.UNSTATED:
        return ""
    return HAS if row.state in _HAS and row.claimed is not Claim.MISSING else HAS_NOT


def _address(row: ChecklistRow, year: YearFacts, site_url: str, sites: frozenset[str]) -> _Address | None:
    """Return the address to hand in: the first that lies on a website of the agency, else the first, else None.

    The item's own page comes first, since it stays where it is and shows each element with its place. After it
    come the addresses of the evidence that counts, in the order of oit.yml.
    """
    urls = [site_url + quote(year.item_uri(row.item.code))] if site_url else []
    urls += [each.evidence.url for each in row.evidence if each.passes and each.evidence and each.evidence.url]
    found = [_Address(url, not sites or lies_on(host_of(url), sites)) for url in urls]
    return next((address for address in found if address.own), found[0] if found else None)


def _explanation(row: ChecklistRow, has: str, year: YearFacts) -> str:
    says = row.disclosure
    if says and says.not_applicable:
        return _line(f"ไม่เกี่ยวข้อง: {says.not_applicable}")
    parts = [says.explain] if says and says.explain else []
    if has == HAS:
        parts += _places(row.evidence, with_titles=not parts)
        if row.state is State.PARTIAL:
            # An edition used for a later year still prints its own year in the texts of its elements.
            edition = year.edition.fiscal_year
            where = "" if edition == year.fiscal_year else f" (ข้อความของรายการปี {edition})"
            parts.append(f"ยังขาด{where}: {'; '.join(each.element.text for each in row.unmet)}")
    return _line(" · ".join(parts))


def _places(rows: tuple[EvidenceRow, ...], with_titles: bool) -> list[str]:
    """Return where to look in each piece of evidence that counts; without a place its title, if *with_titles*."""
    places = []
    for row in rows:
        if row.evidence is None or not row.passes:
            continue
        place = _place(row.evidence)
        if place or with_titles:
            places.append(f"{row.evidence.title} ({place})" if place else row.evidence.title)
    return places


def _place(evidence: Evidence) -> str:
    page = f"หน้า {evidence.page_no}" if evidence.page_no else ""
    menu = f"เมนู {evidence.menu_path}" if evidence.menu_path else ""
    return " ".join(part for part in (page, menu) if part)


def _line(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- what to look at before handing in


def _doubts(row: ChecklistRow, has: str) -> list[str]:
    doubts = []
    if row.item.certainty is Certainty.LOW:
        doubts.append("เลขข้อหรือชื่อข้อนี้ยังไม่ยืนยัน เทียบกับคู่มือของปีก่อนส่ง")
    if row.state is State.PARTIAL and has == HAS:
        doubts.append("ยังขาดบางองค์ประกอบ ข้อนี้อาจไม่ได้คะแนนจนกว่าจะครบ")
    if row.state is State.UNCONFIRMED and has == HAS:
        doubts.append("องค์ประกอบของข้อนี้ยังไม่ยืนยัน เทียบกับคู่มือของปีก่อนส่ง")
    if row.disclosure is None and row.state is State.MISSING:
        doubts.append("ยังไม่ได้กรอกข้อนี้ใน oit.yml")
    if row.to_review:
        doubts.append("ไฟล์หลักฐานเปลี่ยนไปจากที่บันทึกไว้ เปิดดูและยืนยันก่อนส่ง")
    doubted = [each for each in row.links_to_mend if each.passes]
    if has == HAS and any(each.link and each.link.red for each in doubted):
        doubts.append("ลิงก์ของหลักฐานไม่พบติดต่อกันหลายวันที่ตรวจ แก้ก่อนส่ง")
    elif has == HAS and doubted:
        doubts.append("ลิงก์ของหลักฐานไม่พบ ย้ายที่อยู่ หรือยืนยันไม่ได้เมื่อตรวจครั้งล่าสุด ลองเปิดก่อนส่ง")
    if row.overclaimed:
        doubts.append("หน่วยงานระบุว่าครบถ้วน แต่ตรวจพบว่ายังไม่ครบ")
    if row.claimed is Claim.MISSING and row.state in _HAS:
        doubts.append("หน่วยงานระบุว่ายังไม่เปิดเผย จึงตอบว่าไม่มี ทั้งที่มีหลักฐานผ่านการตรวจ")
    return doubts


def _doubts_of_address(has: str, address: _Address | None, settings: Settings) -> list[str]:
    if has != HAS:
        return []
    if address is None:
        return ["ไม่มีที่อยู่เต็มให้ส่ง ตั้ง site_url ใน mkdocs.yml"]
    doubts = []
    if not address.own:
        doubts.append(f"ที่อยู่อยู่บน {host_of(address.url)} ซึ่งไม่ใช่เว็บไซต์ของหน่วยงานตาม agency.yml")
    if not settings.site_url:
        doubts.append("ยังไม่ได้ตั้ง site_url จึงใช้ที่อยู่ของหลักฐานแทนหน้าของข้อ")
    return doubts


def _doubts_of_text(row: ChecklistRow, has: str, explanation: str, limit: int) -> list[str]:
    doubts = []
    if has == HAS and not (row.disclosure and row.disclosure.explain):
        doubts.append("ยังไม่ได้เขียนคำอธิบาย (explain) ใน oit.yml")
    if len(explanation) > limit:
        doubts.append(f"คำอธิบายยาว {len(explanation):,} ตัวอักษร เกิน {limit:,} ที่ตั้งไว้")
    return doubts
