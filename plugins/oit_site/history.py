"""What dates and other years say of an item: since when something is lacking, and what was published when.

Only days that the data states are given. Where none is known, that is what is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oit_site.checklist import ChecklistRow, ElementRow, EvidenceRow, Mark
from oit_site.facts import AgencyFacts, YearFacts, same_concept
from oit_site.thai import fiscal_year_of


@dataclass(frozen=True, slots=True)
class Gap:
    """A required element that nothing meets."""

    element: ElementRow
    since: date | None
    """The earliest day (ค.ศ.) on which the data shows it lacking; None where no day is known."""
    first_year: int
    """The first fiscal year (พ.ศ.) of the unbroken run of years in which the element is lacking."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to a piece of evidence, on a day (ค.ศ.) that the data states."""

    day: date
    what: str
    """In Thai, to be read before the name of the evidence."""
    evidence: EvidenceRow
    by: str | None = None
    """The post that did it, where one is named."""


@dataclass(frozen=True, slots=True)
class YearEntry:
    """An item of the same concept in another fiscal year of the agency."""

    year: YearFacts
    row: ChecklistRow
    first_published: date | None
    """The earliest day that its evidence states."""


def gaps_of(row: ChecklistRow, year: YearFacts, agency: AgencyFacts) -> tuple[Gap, ...]:
    """Return what *row* lacks, in the order of its elements, each with since when."""
    return tuple(_gap(each, row, year, agency) for each in row.unmet)


def moments(row: ChecklistRow) -> tuple[Moment, ...]:
    """Return what happened to the evidence of *row*, earliest first: published, confirmed, its link found broken."""
    found = [Moment(day, "เผยแพร่", each) for day, each in published_days(row)]
    for each in row.evidence:
        if each.locked and each.locked.confirmed:
            found.append(Moment(each.locked.confirmed.on, "ยืนยันไฟล์", each, each.locked.confirmed.by))
        if each.link and each.link.first_failed_on:
            found.append(Moment(each.link.first_failed_on, "ตรวจพบครั้งแรกว่าลิงก์มีปัญหา:", each))
    return tuple(sorted(found, key=lambda moment: moment.day))


def published_days(row: ChecklistRow) -> tuple[tuple[date, EvidenceRow], ...]:
    """Return the days on which evidence of *row* was published, earliest first."""
    dated = ((each.evidence.published, each) for each in row.evidence if each.evidence)
    return tuple(sorted(((day, each) for day, each in dated if day), key=lambda entry: entry[0]))


def other_years(row: ChecklistRow, year: YearFacts, agency: AgencyFacts) -> tuple[YearEntry, ...]:
    """Return the items of the same concept in the agency's other fiscal years, newest first."""
    return tuple(
        YearEntry(other, found, next((day for day, _ in published_days(found)), None))
        for other in reversed(agency.years)
        if other.fiscal_year != year.fiscal_year
        for code in same_concept(row.item.concepts, other.edition)
        for found in (other.checklist.by_code[code],)
    )


def _gap(each: ElementRow, row: ChecklistRow, year: YearFacts, agency: AgencyFacts) -> Gap:
    since, first_year = _shown_lacking(row, year.fiscal_year), year.fiscal_year
    years = {other.fiscal_year: other for other in agency.years}
    while (before := years.get(first_year - 1)) and (earlier := _same_gap(each, row, year, before)):
        first_year -= 1
        # Of an item of current facts, what lacks now is what lacked then; of others, each year asks for its own.
        if row.item.period.ref == "current":
            since = _shown_lacking(earlier, first_year) or since
    return Gap(each, since, first_year)


def _same_gap(each: ElementRow, row: ChecklistRow, year: YearFacts, other: YearFacts) -> ChecklistRow | None:
    """Return the row of *other* that lacks the same element; element ids are only compared within an edition."""
    if other.edition.fiscal_year != year.edition.fiscal_year or not other.checklist.filled_in:
        return None
    earlier = other.checklist.by_code[row.item.code]
    lacks = any(found.element.id == each.element.id and found.mark is Mark.UNMET for found in earlier.elements)
    return earlier if lacks and not (earlier.disclosure and earlier.disclosure.not_applicable) else None


def _shown_lacking(row: ChecklistRow, fiscal_year: int) -> date | None:
    """Return the earliest day in or after *fiscal_year* on which evidence was published that lacks what is lacking.

    Evidence of earlier days was right in its time: it says nothing of when this year's began to lack.
    """
    return next((day for day, _ in published_days(row) if fiscal_year_of(day) >= fiscal_year), None)
