"""The promised tables: one row an item, a piece of evidence, a measure or an indicator, out of the facts.

Every number is the one that the pages show, because both read it from the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlsplit

from oit_site.checklist import ChecklistRow, EvidenceRow
from oit_site.deep_link import place_of
from oit_site.export.columns import (
    ASSESSMENT_COLUMNS,
    CHECKLIST_COLUMNS,
    EVIDENCE_COLUMNS,
    MEASURES_COLUMNS,
    STATUS_WORDS,
)
from oit_site.export.tables import Table, Value
from oit_site.facts import AgencyFacts, YearFacts
from oit_site.model import Budget, Issue, Measure, Point, ScoreSet
from oit_site.scoring import INDICATORS, rounded
from oit_site.settings import Settings


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
    """Return the id of *agency* in open data: its official code where agency.yml states it.

    Else the name of its folder; on a site of its own the host name ("site" where that is not known).
    """
    if agency.agency.code:
        return agency.agency.code
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
            confirmed = each.locked.confirmed if each.file and each.locked else None
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
                each.lock_state.value if each.lock_state else None,
                confirmed.on if confirmed else None,
                confirmed.by if confirmed else None,
                row.asked_year if each.freshness else None,
                each.freshness.value if each.freshness else None,
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
