"""All that is computed from a `Source`, in one tree that pages and exports read: sites, agencies, years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from oit_site import uris
from oit_site.checklist import Checklist, Tally, build_checklist, published_issues, tally
from oit_site.link_state import LinkRecord, LinkRecords, LinkSummary, link_key, summarise
from oit_site.load import AgencySource, Source, YearSource
from oit_site.model import (
    Agency,
    Assessment,
    Catalogue,
    Figure,
    Group,
    IndicatorScore,
    Issue,
    ItemLink,
    Measure,
    Report,
)
from oit_site.scoring import INDICATORS, PASS_MARK, Recomputed, recompute


@dataclass(frozen=True)
class YearFacts:
    """One fiscal year (พ.ศ.) of one agency."""

    agency: AgencySource
    source: YearSource
    checklist: Checklist
    catalogues: Mapping[int, Catalogue]

    @property
    def fiscal_year(self) -> int:
        """The fiscal year (พ.ศ.)."""
        return self.source.fiscal_year

    @property
    def edition(self) -> Catalogue:
        """The catalogue that the year's checklist goes by."""
        return self.checklist.edition

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """The published issues, in their order."""
        return published_issues(self.source)

    @property
    def assessment(self) -> Assessment | None:
        """The scores that the year's work answers."""
        return self.source.assessment.value if self.source.assessment else None

    @property
    def report(self) -> Report | None:
        """The texts around the year's measures."""
        return self.source.report.value if self.source.report else None

    @cached_property
    def last_day(self) -> date | None:
        """The newest day (ค.ศ.) that the data of the year states, or None."""
        report = self.report
        return newest(
            [
                *(day for i in self.issues for day in (i.updated, i.approved.on if i.approved else None)),
                *(
                    found.published
                    for row in self.checklist.rows
                    if row.disclosure
                    for found in row.disclosure.evidence
                ),
                *(scores.published for scores in (self.assessment.scores if self.assessment else ())),
                *((report.updated, report.approved.on if report.approved else None) if report else ()),
            ]
        )

    @cached_property
    def recomputed(self) -> tuple[Recomputed, ...]:
        """What each score set of the assessment gives by the formula, in its order."""
        return tuple(recompute(scores) for scores in self.assessment.scores) if self.assessment else ()

    @cached_property
    def mission(self) -> Tally:
        """The counts over O1–O41."""
        return tally(self.checklist.mission)

    @cached_property
    def whole(self) -> Tally:
        """The counts over all items of the edition."""
        return tally(self.checklist.rows)

    @cached_property
    def measure_count(self) -> int:
        """How many measures the published issues hold."""
        return sum(len(issue.measures) for issue in self.issues)

    @cached_property
    def links(self) -> LinkSummary | None:
        """What is known of the addresses that the year's evidence leads to, each once; None where it leads to none."""
        found: dict[str, LinkRecord | None] = {}
        for row in self.checklist.rows:
            for each in row.evidence:
                if each.evidence and each.evidence.url and each.on_the_web:
                    found[link_key(each.evidence.url)] = each.link
        return summarise(found.values()) if found else None

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The groups of the agency by their names."""
        return {group.name: group for group in self.agency.agency.value.groups}

    @cached_property
    def reported(self) -> Mapping[str, int]:
        """How many measures of each issue have a result, by the id of the issue."""
        return {issue.id: sum(reports_result(measure, issue) for measure in issue.measures) for issue in self.issues}

    @property
    def reported_count(self) -> int:
        """How many of all measures have a result."""
        return sum(self.reported.values())

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Those who are responsible for an issue or a measure, each once, in their order."""
        works = [work for issue in self.issues for work in (issue, *issue.measures)]
        return tuple(dict.fromkeys(name for work in works for name in work.responsible))

    @property
    def troubled(self) -> tuple[Issue, ...]:
        """The issues that state a problem, of their own or of one of their measures."""
        return tuple(
            issue for issue in self.issues if any(states_problem(work.problems) for work in (issue, *issue.measures))
        )

    @property
    def goal(self) -> Decimal:
        """The score that counts as good enough: the one that the assessment states, else the common one."""
        stated = self.assessment.threshold if self.assessment else None
        return stated.value if stated else PASS_MARK

    @property
    def low_scores(self) -> tuple[IndicatorScore, ...]:
        """The indicators of the year's main assessment below the goal, by number."""
        scores = self.assessment.main if self.assessment else None
        found = (scores.main_score(no) for no in INDICATORS) if scores else ()
        return tuple(entry for entry in found if entry and entry.score and entry.score.value < self.goal)

    def codes_of(self, work: Issue | Measure, issue: Issue) -> tuple[str, ...]:
        """Return the codes that *work* (of *issue*) names, in the numbering of this year's checklist."""
        return codes_in(work.oit, edition_of(issue, self.fiscal_year), self.edition, self.catalogues)

    def uri(self, page: str) -> str:
        """Return the address of one of the year's pages: `year`, `measures`, `results`, …"""
        functions = {
            "year": uris.year_uri,
            "assessment": uris.assessment_uri,
            "measures": uris.measures_uri,
            "results": uris.results_uri,
            "oit": uris.checklist_uri,
            "todo": uris.todo_uri,
            "answers": uris.answers_uri,
        }
        return functions[page](self.agency.id, self.fiscal_year)

    def group_uri(self, group: Group) -> str:
        """Return the address of what one group does in the year."""
        return uris.group_uri(self.agency.id, self.fiscal_year, group.key)

    def calendar_uri(self, group: Group | None = None) -> str:
        """Return the address of the calendar of what is due: of all, or of one group."""
        return uris.calendar_uri(self.agency.id, self.fiscal_year, group.key if group else "")

    def answers_file_uri(self, ending: str) -> str:
        """Return the address of the answer sheet as a file: "csv" or "xlsx"."""
        return uris.answers_file_uri(self.agency.id, self.fiscal_year, ending)

    def issue_uri(self, issue: Issue) -> str:
        """Return the address of one issue."""
        return uris.issue_uri(self.agency.id, self.fiscal_year, issue.id)

    def item_uri(self, code: str) -> str:
        """Return the address of one item of the checklist."""
        return uris.item_uri(self.agency.id, self.fiscal_year, code)


@dataclass(frozen=True)
class TrendPoint:
    """The printed total and grade of one fiscal year (พ.ศ.); a printed series of totals has no grades."""

    fiscal_year: int
    total: Figure
    grade: str | None


@dataclass(frozen=True)
class AgencyFacts:
    """One agency with its years, oldest first."""

    source: AgencySource
    years: tuple[YearFacts, ...]

    @property
    def agency(self) -> Agency:
        """The agency."""
        return self.source.agency.value

    @property
    def uri(self) -> str:
        """The address of the agency's page."""
        return uris.agency_uri(self.source.id)

    @property
    def latest(self) -> YearFacts | None:
        """The newest year, or None."""
        return self.years[-1] if self.years else None

    @cached_property
    def trend(self) -> tuple[TrendPoint, ...]:
        """The printed totals by year, oldest first, at most five; a year's own scores win over a printed series."""
        points: dict[int, TrendPoint] = {}
        for year in self.years:
            assessment = year.assessment
            if assessment is None:
                continue
            for past in assessment.history.points if assessment.history else ():
                if past.score:
                    points.setdefault(past.fiscal_year, TrendPoint(past.fiscal_year, past.score, None))
        for year in self.years:
            for scores in year.assessment.scores if year.assessment else ():
                if scores.total:
                    points[scores.fiscal_year] = TrendPoint(scores.fiscal_year, scores.total, scores.grade)
        return tuple(points[year] for year in sorted(points))[-5:]


@dataclass(frozen=True)
class SiteFacts:
    """The whole site."""

    agencies: tuple[AgencyFacts, ...]
    catalogues: Mapping[int, Catalogue]

    @property
    def single(self) -> AgencyFacts | None:
        """The agency whose own site this is; None for a portal."""
        return next((agency for agency in self.agencies if not agency.source.id), None)

    @property
    def last_day(self) -> date | None:
        """The newest day (ค.ศ.) that the content states, or None."""
        return newest(year.last_day for agency in self.agencies for year in agency.years)


def build_facts(source: Source) -> SiteFacts:
    """Return all that is computed from *source*. A year whose edition is unknown goes by the newest one before it."""
    return SiteFacts(
        agencies=tuple(
            AgencyFacts(
                agency,
                tuple(_year_facts(agency, year, source.catalogues, source.link_records) for year in agency.years),
            )
            for agency in source.agencies
        ),
        catalogues=source.catalogues,
    )


def newest(days: Iterable[date | None]) -> date | None:
    """Return the newest of the *days* that are known, or None."""
    return max((day for day in days if day), default=None)


def reports_result(measure: Measure, issue: Issue) -> bool:
    """Return whether *measure* has a result: its own, or one that stands for the whole *issue*."""
    return any(work.results or work.outcomes for work in (measure, issue))


_NO_PROBLEM = frozenset(
    ("ไม่มี", "ไม่พบ", "ไม่มีปัญหา", "ไม่พบปัญหา", "ไม่มีปัญหาและอุปสรรค", "ไม่มีปัญหาอุปสรรค", "ไม่มีปัญหา/อุปสรรค", "-", "–")
)
"""How officers write that there was none. Anything longer may say what was lacking, such as ไม่มีงบประมาณ."""


def states_problem(text: str | None) -> bool:
    """Return whether *text*, the problems of an issue or a measure, names one: ไม่มี is a value and names none."""
    return text is not None and text.strip() not in _NO_PROBLEM


def edition_of(issue: Issue, fiscal_year: int) -> int:
    """Return the edition (พ.ศ.) that the codes of *issue* belong to: its own, or that of its folder."""
    return issue.oit_edition or fiscal_year


def checklist_edition(year: YearSource) -> int:
    """Return the edition (พ.ศ.) that a year's checklist goes by.

    It is the `edition` of oit.yml; without one, the edition that all its issues name; else the fiscal year.
    """
    if year.stated_edition:
        return year.stated_edition
    named = {edition_of(issue.value, year.fiscal_year) for issue in year.issues if not issue.broken}
    return named.pop() if len(named) == 1 else year.fiscal_year


def codes_in(
    links: tuple[ItemLink, ...], named: int, wanted: Catalogue, catalogues: Mapping[int, Catalogue]
) -> tuple[str, ...]:
    """Return the codes of *links*, numbered by the edition *named*, as the edition *wanted* numbers the same concepts.

    A code of another edition that has no successor is left out; a bare number is never compared across years.
    """
    codes = dict.fromkeys(code for link in links for code in link.codes)
    if named == wanted.fiscal_year:
        return tuple(codes)
    origin = catalogues.get(named)
    items = [origin.by_code.get(code) for code in codes] if origin else []
    concepts = [concept for item in items if item for concept in item.concepts]
    return tuple(dict.fromkeys(wanted.by_concept[c].code for c in concepts if c in wanted.by_concept))


def same_concept(item_concepts: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the codes under which *catalogue* has the given concepts, each once."""
    return tuple(dict.fromkeys(catalogue.by_concept[c].code for c in item_concepts if c in catalogue.by_concept))


def _year_facts(
    agency: AgencySource, year: YearSource, catalogues: Mapping[int, Catalogue], link_records: LinkRecords
) -> YearFacts:
    edition = _catalogue_for(checklist_edition(year), catalogues)

    def numbered(work: Issue | Measure, issue: Issue) -> tuple[str, ...]:
        return codes_in(work.oit, edition_of(issue, year.fiscal_year), edition, catalogues)

    years = {other.fiscal_year: other for other in agency.years}
    return YearFacts(agency, year, build_checklist(edition, year, years, numbered, link_records), catalogues)


def _catalogue_for(fiscal_year: int, catalogues: Mapping[int, Catalogue]) -> Catalogue:
    earlier = [year for year in catalogues if year <= fiscal_year]
    return catalogues[max(earlier) if earlier else min(catalogues)]
