"""The OIT checklist: catalogue × disclosures × measures. The one module that owns its rules.

What is claimed and what is checked stay apart. Only confirmed elements count; an item without any cannot be judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from oit_site.evidence_file import FileFacts
from oit_site.freshness import Freshness, asked_year, best, freshness, wrong_year
from oit_site.issue_parts import PART_NAMES, states_part
from oit_site.link_state import NO_RECORDS, LinkRecord, LinkRecords, LinkState, link_key
from oit_site.load import EvidenceFile, YearSource
from oit_site.lock import LockedFile, LockState, lock_state
from oit_site.media import WEB_PAGE, open_level, type_of_address
from oit_site.model import Catalogue, Claim, Disclosure, Element, Evidence, Issue, Measure, OitItem, Status
from oit_site.scoring import INDICATORS, item_points
from oit_site.thai import fiscal_year_of

MISSION_LAST = 41
"""O1–O41 are the mission's checklist; what an edition has beyond stands below them."""

UNNAMED = "ไม่มีหลักฐานที่ระบุองค์ประกอบนี้"
"""Why an element is lacking where no more can be said."""

_UNUSABLE = frozenset(("OIT405", "OIT406", "OIT407"))
"""What makes a file unfit as evidence: it is not what it says it is, or does not open."""


class State(Enum):
    """What the build found of an item."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    MISSING = "missing"
    UNCONFIRMED = "unconfirmed"
    """There is evidence, but no element of the item is confirmed: not counted as complete."""
    NOT_APPLICABLE = "na"
    UNSTATED = "unstated"
    """Nobody has filled in the year's disclosures yet: nothing can be said of the item."""


JUDGED = frozenset((State.COMPLETE, State.PARTIAL, State.MISSING))
"""The states that count in shares and estimates."""


class Mark(Enum):
    """What the build found of an element."""

    MET = "met"
    UNMET = "unmet"
    UNCONFIRMED = "unconfirmed"
    """The element itself is not confirmed by a source: never counted."""


class _Computed(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, ignored_types=(cached_property,))


class EvidenceRow(_Computed):
    """One piece of evidence, with what the offline checks say of it."""

    evidence: Evidence | None = Field(title="หลักฐาน")
    """None for this site's own measure and result pages."""
    site_page: str | None = Field(None, title="หน้าของเว็บไซต์นี้")
    """`measures` or `results` for the site's own pages."""
    site_year: int | None = Field(None, title="ปีงบประมาณของหน้าในเว็บไซต์นี้")
    elements: tuple[str, ...] = Field(title="องค์ประกอบที่ครอบคลุม")
    faults: tuple[str, ...] = Field((), title="เหตุที่ไม่นับ")
    file: FileFacts | None = Field(None, title="ข้อเท็จจริงของไฟล์")
    """What the file is found to be; None for pages, addresses elsewhere and files that are not published."""
    link: LinkRecord | None = Field(None, title="ผลตรวจลิงก์")
    """What the last check found of its address; None for what is no address elsewhere or was never checked.

    It never decides whether the evidence counts: see `LinkRecord.red`.
    """
    locked: LockedFile | None = Field(None, title="ที่บันทึกไว้ของไฟล์")
    """What the file was when it was last recorded."""

    freshness: Freshness | None = Field(None, title="ความตรงปี")
    """How its years stand to the year that the item asks for; None where the item asks for none."""

    @property
    def published_year(self) -> int | None:
        """The fiscal year (พ.ศ.) in which it was published, where that is said."""
        return fiscal_year_of(self.evidence.published) if self.evidence and self.evidence.published else None

    @property
    def passes(self) -> bool:
        """Whether the evidence counts."""
        return not self.faults

    @property
    def on_the_web(self) -> bool:
        """Whether it is a web address elsewhere: what `oit links` asks for, and what a check can find."""
        return bool(self.evidence and self.evidence.url and self.evidence.url.lower().startswith("http"))

    @property
    def lock_state(self) -> LockState | None:
        """How the file stands to what was recorded of it; None for what is no file of this site."""
        return lock_state(self.locked, self.file) if self.file else None

    @property
    def changed(self) -> bool:
        """Whether the file is another one than was recorded, and nobody has confirmed it since: ต้องทบทวน."""
        return self.lock_state is LockState.CHANGED

    @property
    def size(self) -> int | None:
        """The size of the file in bytes."""
        return self.file.size if self.file else None

    @property
    def sha256(self) -> str | None:
        """The sha256 of the file."""
        return self.file.sha256 if self.file else None

    @property
    def text_layer(self) -> int | None:
        """The share of the pages of a PDF that have a text layer, in whole percent."""
        return self.file.text_layer if self.file else None

    @property
    def media_type(self) -> str | None:
        """The media type, of a file by its content; None for an address elsewhere, which the build does not open."""
        if self.evidence and self.evidence.url:
            return None
        if self.evidence and self.evidence.file:
            return self.file.media_type if self.file else None
        page = (self.evidence.page if self.evidence else None) or ""
        return type_of_address(page.partition("#")[0]) or WEB_PAGE

    @property
    def open_level(self) -> int | None:
        """How open the data is, 1–5; of an address elsewhere by its ending alone; None for a file that is not there."""
        if self.evidence and self.evidence.file and self.file is None:
            return None
        stated = self.evidence.url if self.evidence else None
        return open_level(type_of_address(stated) if stated else self.media_type)


class ElementRow(_Computed):
    """One element of an item, with the evidence that meets it."""

    element: Element = Field(title="องค์ประกอบ")
    mark: Mark = Field(title="ผลตรวจ")
    evidence: tuple[EvidenceRow, ...] = Field((), title="หลักฐาน")
    reason: str | None = Field(None, title="เหตุที่ยังไม่ผ่าน")


class MeasureLink(_Computed):
    """A measure, or an issue as a whole, that answers an item."""

    issue: Issue = Field(title="ประเด็น")
    measure: Measure | None = Field(None, title="มาตรการ")


class ChecklistRow(_Computed):
    """One item: what is claimed, what was checked, and by what it is met."""

    item: OitItem = Field(title="ข้อ")
    disclosure: Disclosure | None = Field(None, title="การเปิดเผย")
    state: State = Field(title="สถานะที่ตรวจ")
    elements: tuple[ElementRow, ...] = Field(title="องค์ประกอบ")
    evidence: tuple[EvidenceRow, ...] = Field(title="หลักฐาน")
    measures: tuple[MeasureLink, ...] = Field(title="มาตรการที่เกี่ยวข้อง")
    asked_year: int | None = Field(title="ปีงบประมาณของข้อมูลที่ขอ")
    points: Decimal = Field(title="คะแนนรวมโดยประมาณของข้อ")

    @property
    def claimed(self) -> Claim | None:
        """The status that the agency states, or None."""
        return self.disclosure.status if self.disclosure else None

    @property
    def met(self) -> int:
        """How many confirmed elements are met."""
        return sum(row.mark is Mark.MET for row in self.elements)

    @property
    def required(self) -> int:
        """How many elements are confirmed, and so required."""
        return len(self.item.required)

    @property
    def unmet(self) -> tuple[ElementRow, ...]:
        """The required elements that no evidence meets."""
        return tuple(row for row in self.elements if row.mark is Mark.UNMET)

    @property
    def freshness(self) -> Freshness | None:
        """Whether there is evidence of the year that the item asks for."""
        return best(row.freshness for row in self.evidence)

    @property
    def to_review(self) -> bool:
        """Whether a file of the item has changed since it was recorded: ต้องทบทวน.

        A flag beside the state, not a state: the changed file passes every offline check, so there is no ground to
        call the item less complete, and an office that mends a typing error would lose its item until the post
        in charge is back. But nobody has said that the new file shows the same: so the flag stands wherever the
        state stands, and is counted on its own.
        """
        return any(row.changed for row in self.evidence)

    @property
    def links_to_mend(self) -> tuple[EvidenceRow, ...]:
        """The evidence whose address a check did not find simply open."""
        return tuple(row for row in self.evidence if row.link and row.link.state is not LinkState.OK)

    @property
    def overclaimed(self) -> bool:
        """Whether the agency says complete where the build finds that something required is lacking."""
        return self.claimed is Claim.COMPLETE and self.state in (State.PARTIAL, State.MISSING)


class Checklist(_Computed):
    """All items of an edition for one fiscal year (พ.ศ.) of one agency, in the order of their numbers."""

    fiscal_year: int = Field(title="ปีงบประมาณ")
    edition: Catalogue = Field(title="รายการข้อ OIT ที่ใช้")
    rows: tuple[ChecklistRow, ...] = Field(title="ข้อ")
    filled_in: bool = Field(title="กรอกการเปิดเผยแล้ว")
    """Whether the year has an oit.yml with entries: without one, nothing can be said of what is disclosed."""

    @cached_property
    def mission(self) -> tuple[ChecklistRow, ...]:
        """The rows of O1–O41."""
        return tuple(row for row in self.rows if row.item.number <= MISSION_LAST)

    @cached_property
    def remaining(self) -> tuple[ChecklistRow, ...]:
        """The rows beyond O41."""
        return tuple(row for row in self.rows if row.item.number > MISSION_LAST)

    @cached_property
    def by_code(self) -> dict[str, ChecklistRow]:
        """The rows by code."""
        return {row.item.code: row for row in self.rows}


class Tally(_Computed):
    """Counts over some rows. The states add up to `items`; the share is of the items that can be judged."""

    items: int = Field(title="จำนวนข้อ")
    states: Mapping[State, int] = Field(title="จำนวนข้อตามสถานะ")
    elements_met: int = Field(title="องค์ประกอบที่มี")
    elements_required: int = Field(title="องค์ประกอบที่ต้องมี")
    to_review: int = Field(0, title="จำนวนข้อที่ต้องทบทวน")
    """Items of any state, one of whose files has changed since it was recorded."""

    @property
    def judged(self) -> int:
        """How many items count: those of which the build can say whether they are complete."""
        return sum(number for state, number in self.states.items() if state in JUDGED)

    @property
    def percent(self) -> int:
        """The complete items among those judged, in whole percent, rounded down."""
        return 100 * self.states[State.COMPLETE] // self.judged if self.judged else 0


def tally(rows: Iterable[ChecklistRow]) -> Tally:
    """Return the counts over *rows*."""
    rows = tuple(rows)
    counted = [row for row in rows if row.state is not State.NOT_APPLICABLE]
    return Tally(
        items=len(rows),
        states={state: sum(row.state is state for row in rows) for state in State},
        elements_met=sum(row.met for row in counted),
        elements_required=sum(row.required for row in counted),
        to_review=sum(row.to_review for row in rows),
    )


def estimated_oit(checklist: Checklist) -> Mapping[int, Decimal | None]:
    """Return our estimate, 0–100, of indicators 9 and 10, by number: complete items count 100, others 0.

    Items that are not applicable or cannot be judged are left out; None where nothing is left.
    """
    by_part: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in checklist.rows:
        if row.state in JUDGED:
            by_part[row.item.indicator, row.item.sub_indicator].append(100 * (row.state is State.COMPLETE))
    means: dict[int, Decimal | None] = {}
    for indicator in (no for no in INDICATORS if INDICATORS[no].instrument.code == "OIT"):
        parts = [Decimal(sum(scores)) / len(scores) for (no, _), scores in by_part.items() if no == indicator]
        means[indicator] = sum(parts, Decimal()) / len(parts) if parts else None
    return means


def gaps(checklist: Checklist) -> tuple[ChecklistRow, ...]:
    """Return the rows that lack something, those worth the most points first, then by number."""
    open_rows = [row for row in checklist.rows if row.state in (State.PARTIAL, State.MISSING, State.UNSTATED)]
    return tuple(sorted(open_rows, key=lambda row: (-row.points, row.item.number)))


def build_checklist(
    edition: Catalogue,
    year: YearSource,
    years: Mapping[int, YearSource],
    codes_in: Callable[[Issue | Measure, Issue], Iterable[str]],
    link_records: LinkRecords = NO_RECORDS,
) -> Checklist:
    """Return the checklist of *year* by *edition*.

    *years* are all years of the agency, by fiscal year. *codes_in* gives the codes that an issue or one of
    its measures names, in the numbering of *edition*. *link_records* are what checks found of addresses.
    """
    links = _measure_links(year, codes_in)
    rows = tuple(
        _row(edition, item, year, years, links.get(item.code, ()), link_records)
        for item in sorted(edition.items, key=lambda i: i.number)
    )
    return Checklist(fiscal_year=year.fiscal_year, edition=edition, rows=rows, filled_in=bool(year.disclosures))


def published_issues(year: YearSource) -> tuple[Issue, ...]:
    """Return the issues of *year* that are published, in their order."""
    return tuple(issue.value for issue in year.issues if issue.value.status is Status.PUBLISHED)


def evidence_faults(
    evidence: Evidence, item: OitItem, asked: int | None, files: Mapping[str, EvidenceFile]
) -> tuple[str, ...]:
    """Return why *evidence* does not count for *item*, in Thai; empty where it passes the offline checks."""
    faults = []
    if evidence.file:
        file = files.get(evidence.file)
        if file is None or file.facts is None:
            faults.append("ไม่พบไฟล์")
        elif file.size == 0:
            faults.append("ไฟล์ว่างเปล่า")
        else:
            faults += [finding.message for finding in file.facts.findings if finding.code in _UNUSABLE]
    if fault := wrong_year(evidence.years_covered, item, asked):
        faults.append(fault)
    return tuple(faults)


# ---------------------------------------------------------------- one row


def _row(
    edition: Catalogue,
    item: OitItem,
    year: YearSource,
    years: Mapping[int, YearSource],
    links: tuple[MeasureLink, ...],
    link_records: LinkRecords,
) -> ChecklistRow:
    located = year.disclosures.get(item.code)
    disclosure = located.value if located else None
    asked = asked_year(edition, item, year.fiscal_year)
    own, lacking = _site_evidence(item, asked, year, years)
    evidence = (*_stated_evidence(disclosure, item, asked, year, link_records), *own)
    elements = tuple(_element_row(element, evidence, lacking) for element in item.elements)
    return ChecklistRow(
        item=item,
        disclosure=disclosure,
        state=_state(disclosure, elements, evidence) if disclosure or evidence or year.disclosures else State.UNSTATED,
        elements=elements,
        evidence=evidence,
        measures=links,
        asked_year=asked,
        points=item_points(edition, item),
    )


def _stated_evidence(
    disclosure: Disclosure | None,
    item: OitItem,
    asked: int | None,
    year: YearSource,
    link_records: LinkRecords,
) -> tuple[EvidenceRow, ...]:
    if disclosure is None:
        return ()
    recorded = year.lock.value.files if year.lock else {}
    everything = tuple(element.id for element in item.elements)
    return tuple(
        EvidenceRow(
            evidence=evidence,
            elements=evidence.elements or everything,
            faults=evidence_faults(evidence, item, asked, year.files),
            file=file.facts if (file := year.files.get(evidence.file or "")) else None,
            locked=recorded.get(evidence.file or ""),
            freshness=freshness(evidence.years_covered, item, asked),
            link=link_records.get(link_key(evidence.url)) if evidence.url else None,
        )
        for evidence in disclosure.evidence
    )


def _element_row(element: Element, evidence: tuple[EvidenceRow, ...], lacking: Mapping[str, str]) -> ElementRow:
    covering = tuple(row for row in evidence if element.id in row.elements)
    if not element.confirmed:
        return ElementRow(element=element, mark=Mark.UNCONFIRMED, evidence=covering)
    if any(row.passes for row in covering):
        return ElementRow(element=element, mark=Mark.MET, evidence=covering)
    faults = [fault for row in covering for fault in row.faults]
    reason = " · ".join(dict.fromkeys(faults)) or lacking.get(element.id) or UNNAMED
    return ElementRow(element=element, mark=Mark.UNMET, evidence=covering, reason=reason)


def _state(disclosure: Disclosure | None, elements: tuple[ElementRow, ...], evidence: tuple[EvidenceRow, ...]) -> State:
    if disclosure and disclosure.not_applicable:
        return State.NOT_APPLICABLE
    marks = [row.mark for row in elements if row.mark is not Mark.UNCONFIRMED]
    if not marks:
        return State.UNCONFIRMED if any(row.passes for row in evidence) else State.MISSING
    if all(mark is Mark.MET for mark in marks):
        return State.COMPLETE
    return State.PARTIAL if Mark.MET in marks else State.MISSING


# ---------------------------------------------------------------- measures and items, both ways


def _measure_links(
    year: YearSource, codes_in: Callable[[Issue | Measure, Issue], Iterable[str]]
) -> Mapping[str, tuple[MeasureLink, ...]]:
    links: defaultdict[str, list[MeasureLink]] = defaultdict(list)
    for issue in published_issues(year):
        for code in codes_in(issue, issue):
            links[code].append(MeasureLink(issue=issue))
        for measure in issue.measures:
            for code in codes_in(measure, issue):
                links[code].append(MeasureLink(issue=issue, measure=measure))
    return {code: tuple(found) for code, found in links.items()}


# ---------------------------------------------------------------- the site's own pages as evidence


def _site_evidence(
    item: OitItem, asked: int | None, year: YearSource, years: Mapping[int, YearSource]
) -> tuple[tuple[EvidenceRow, ...], Mapping[str, str]]:
    """Return this site's own page as evidence for *item*, and per element what its issues lack.

    An element is met when every published issue states all its parts: one missing element costs the item.
    """
    if item.site_page is None:
        return (), {}
    site_year = year.fiscal_year - (item.site_page == "results" and item.period.ref == "prev_fy")
    issues = published_issues(years[site_year]) if site_year in years else ()
    if not issues:
        return (), {element.id: f"ไม่มีมาตรการของปี {site_year} ในเว็บไซต์นี้" for element in item.elements}
    lacking: dict[str, str] = {}
    for element in item.elements:
        for part in element.met_by:
            without = [issue for issue in issues if not states_part(issue, part)]
            if without and element.id not in lacking:
                lacking[element.id] = f"หน้ามาตรการยังไม่ระบุ{PART_NAMES[part]}ใน {len(without)} จาก {len(issues)} ประเด็น"
    met = tuple(element.id for element in item.elements if element.met_by and element.id not in lacking)
    of_year = freshness((site_year,), item, asked)
    row = EvidenceRow(evidence=None, site_page=item.site_page, site_year=site_year, elements=met, freshness=of_year)
    return (row,), lacking
