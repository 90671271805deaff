"""What a year still lacks: who owes it, by when, and since when. Knows no clock: dates stand as they are.

Whether a day is past or near is for the reader's browser to say (theme_overrides/assets/due.js).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oit_site.checklist import ChecklistRow, State, gaps
from oit_site.facts import YearFacts
from oit_site.model import Group, Issue, Measure, OitItem
from oit_site.thai import BUDDHIST_OFFSET


@dataclass(frozen=True, slots=True)
class Due:
    """A day (ค.ศ.) by which something is to be done."""

    day: date
    why: str
    """Where the day comes from, in Thai."""
    stated: bool
    """Whether the agency itself set it; else it follows from the period of the item."""


@dataclass(frozen=True, slots=True)
class Task:
    """An item that lacks something."""

    row: ChecklistRow
    due: Due | None

    @property
    def owner(self) -> str | None:
        """Who is to do it, as oit.yml names them."""
        return self.row.disclosure.owner if self.row.disclosure else None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A measure of an issue, and who does it."""

    issue: Issue
    measure: Measure

    @property
    def who(self) -> tuple[str, ...]:
        """Those whom the measure names, else those of its issue."""
        return self.measure.responsible or self.issue.responsible

    @property
    def reported(self) -> bool:
        """Whether results or outcomes are stated, of the measure or of its issue as a whole."""
        return any(work.results or work.outcomes for work in (self.measure, self.issue))

    @property
    def end(self) -> date | None:
        """The last day of its time, or of the issue's where it names none; None where no day is known."""
        frames = self.measure.timeframe or self.issue.timeframe
        return max((frame.end for frame in frames if frame.end), default=None)


@dataclass(frozen=True, slots=True)
class MeasureTask:
    """A measure whose time has an end and whose results are not stated yet."""

    of: Assignment
    due: Due


@dataclass(frozen=True, slots=True)
class OwnerShare:
    """What one owner has to do: the number of items and the points that they would add, by our estimate."""

    owner: str | None
    group: Group | None
    """The group of agency.yml of that name, or None."""
    items: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class GroupWork:
    """What one group of an agency does in a year."""

    group: Group
    rows: tuple[ChecklistRow, ...]
    """The items that it owns, in the order of their numbers."""
    tasks: tuple[Task, ...]
    """Those that lack something, the most points first."""
    measures: tuple[Assignment, ...]
    """The measures that it is responsible for, in the order of the issues."""
    open_measures: tuple[MeasureTask, ...]

    @property
    def points(self) -> Decimal:
        """What its tasks would add to the total, by our estimate."""
        return sum((task.row.points for task in self.tasks), Decimal())


@dataclass(frozen=True, slots=True)
class Todo:
    """All that a year still lacks."""

    tasks: tuple[Task, ...]
    """The items, those worth the most points first, then by number."""
    open_measures: tuple[MeasureTask, ...]
    """The measures, those due first first."""
    owners: tuple[OwnerShare, ...]
    """Who has how much of the tasks, the most points first; last what nobody owns."""
    groups: tuple[GroupWork, ...]
    """The groups of agency.yml that own an item or do a measure of the year, in the order of agency.yml."""

    @property
    def stated_days(self) -> tuple[date, ...]:
        """The days (ค.ศ.) that the agency set for its open items, earliest first: what has passed is late."""
        return tuple(sorted(task.due.day for task in self.tasks if task.due and task.due.stated))

    @property
    def measure_days(self) -> tuple[date, ...]:
        """The last days (ค.ศ.) of the measures without a result, earliest first."""
        return tuple(task.due.day for task in self.open_measures)


def build_todo(year: YearFacts) -> Todo:
    """Return what *year* still lacks."""
    tasks = tuple(Task(row, due_of(row)) for row in gaps(year.checklist))
    open_measures = tuple(sorted(_open_measures(year), key=lambda task: task.due.day))
    return Todo(
        tasks=tasks,
        open_measures=open_measures,
        owners=_owners(tasks, year.groups),
        groups=tuple(_group_works(year, tasks, open_measures)),
    )


# ---------------------------------------------------------------- by when

_CLOSING = (4, 30, "วันสุดท้ายที่รับคำตอบ OIT ในปี 2564 และ 2565")
"""No closing day of a later year was found in a source."""

_LAST_DAY = {
    "prev_fy": (12, 31, "สามเดือนหลังสิ้นปีงบประมาณของข้อมูล"),
    "fy_first_6_months": (4, 30, "หนึ่งเดือนหลังข้อมูล 6 เดือนแรกครบในวันที่ 31 มีนาคม"),
    "fy": _CLOSING,
    "plan_covering_fy": _CLOSING,
    "in_force_fy": _CLOSING,
    "analysis_prev_fy_for_fy": _CLOSING,
}
"""By period: month and day in the year that the item asks for, and why. Our own reckoning, and shown as such."""


def due_of(row: ChecklistRow) -> Due | None:
    """Return when *row* is to be complete: the day that the agency states, else one derived from the item's period.

    None where neither is known: an item of current facts has no day, and of an item that nobody has filled in
    nothing can be said.
    """
    if row.disclosure and row.disclosure.due:
        return Due(row.disclosure.due, "กำหนดเสร็จที่หน่วยงานระบุ", stated=True)
    return None if row.state is State.UNSTATED else expected_day(row.item, row.asked_year)


def expected_day(item: OitItem, asked_year: int | None) -> Due | None:
    """Return by when *item* can be expected from its period, if it asks for facts of *asked_year* (พ.ศ.); or None."""
    if asked_year is None or item.period.ref not in _LAST_DAY:
        return None
    month, day, why = _LAST_DAY[item.period.ref]
    return Due(date(asked_year - BUDDHIST_OFFSET, month, day), why, stated=False)


# ---------------------------------------------------------------- who


def _owners(tasks: tuple[Task, ...], groups: Mapping[str, Group]) -> tuple[OwnerShare, ...]:
    by_owner: dict[str | None, list[Task]] = {}
    for task in tasks:
        by_owner.setdefault(task.owner, []).append(task)
    shares = [
        OwnerShare(owner, groups.get(owner or ""), len(owned), sum((task.row.points for task in owned), Decimal()))
        for owner, owned in by_owner.items()
    ]
    return tuple(sorted(shares, key=lambda share: (share.owner is None, -share.points, share.owner or "")))


def _group_works(
    year: YearFacts, tasks: tuple[Task, ...], open_measures: tuple[MeasureTask, ...]
) -> Iterator[GroupWork]:
    assignments = tuple(_assignments(year))
    for group in year.agency.agency.value.groups:
        rows = tuple(row for row in year.checklist.rows if row.disclosure and row.disclosure.owner == group.name)
        measures = tuple(each for each in assignments if group.name in each.who)
        if rows or measures:
            yield GroupWork(
                group=group,
                rows=rows,
                tasks=tuple(task for task in tasks if task.owner == group.name),
                measures=measures,
                open_measures=tuple(task for task in open_measures if group.name in task.of.who),
            )


def _assignments(year: YearFacts) -> Iterator[Assignment]:
    return (Assignment(issue, measure) for issue in year.issues for measure in issue.measures)


def _open_measures(year: YearFacts) -> Iterator[MeasureTask]:
    # Where a year has only its plan here, nothing is known of what was done: no measure of it is called late.
    if not (year.checklist.filled_in or year.reported_count):
        return
    for each in _assignments(year):
        if each.end and not each.reported:
            yield MeasureTask(each, Due(each.end, "สิ้นสุดระยะเวลาของมาตรการ", stated=True))
