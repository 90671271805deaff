"""The answer sheet and the calendars of what is due, as tables and events: what the desk's pages show, as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from urllib.parse import quote, urlsplit

from oit_site.answers import HAS, HAS_NOT, Answer
from oit_site.desk import Desk
from oit_site.export.calendar import Event, calendar_bytes
from oit_site.export.csv_file import csv_bytes
from oit_site.export.file import ExportPlan
from oit_site.export.tables import Column, Table
from oit_site.export.workbook import workbook_bytes
from oit_site.facts import YearFacts
from oit_site.scoring import rounded
from oit_site.settings import Settings
from oit_site.thai import thai_date
from oit_site.todo import GroupWork, MeasureTask, Task

ANSWER_COLUMNS = (
    Column("ข้อ", "ข้อ", description="รหัสข้อ OIT", required=True),
    Column("มี/ไม่มี", "มี/ไม่มี", description="ว่างเมื่อยังไม่ได้กรอก", choices=(HAS, HAS_NOT)),
    Column("URL", "URL", description="ที่อยู่ที่ส่ง ว่างเมื่อไม่มีอะไรจะแสดง"),
    Column("คำอธิบายเพิ่มเติม", "คำอธิบายเพิ่มเติม", description="สิ่งที่ผู้ตรวจควรดู และสิ่งที่ยังขาด"),
)
"""The columns of the OIT form, by the form's own names: the file is read beside it."""


def plan_desk_files(desk: Desk, stamp: date) -> Iterator[ExportPlan]:
    """Yield the files of a year's desk: the answer sheet, the calendar, and the calendar of each group.

    *stamp* is the day (ค.ศ.) on which the year's content was last changed.
    """
    year, of = desk.year, f"{desk.year.agency.agency.value.label} ปีงบประมาณ {desk.year.fiscal_year}"

    def sheet() -> Table:
        return answer_table(year, desk.answers)

    def calendar(work: GroupWork | None, _: Mapping[str, bytes]) -> bytes:
        todo = work or desk.todo
        name = f"งาน OIT ของ{work.group.name} {of}" if work else f"งาน OIT {of}"
        return calendar_bytes(name, due_events(year, todo.tasks, todo.open_measures, desk.settings), stamp)

    yield ExportPlan(year.answers_file_uri("csv"), f"ใบตอบ OIT {of} (CSV)", lambda _: csv_bytes(sheet()))
    yield ExportPlan(year.answers_file_uri("xlsx"), f"ใบตอบ OIT {of} (Excel)", lambda _: workbook_bytes((sheet(),)))
    yield ExportPlan(year.calendar_uri(), f"ปฏิทินงาน OIT {of}", partial(calendar, None))
    for work in desk.todo.groups:
        title = f"ปฏิทินงาน OIT ของ{work.group.name} {of}"
        yield ExportPlan(year.calendar_uri(work.group), title, partial(calendar, work))


def answer_table(year: YearFacts, answers: tuple[Answer, ...]) -> Table:
    """Return the answer sheet of *year* as a table; what is empty in the form is None."""
    return Table(
        name="answers",
        title=f"ใบตอบ OIT {year.fiscal_year}",
        columns=ANSWER_COLUMNS,
        key=("ข้อ",),
        rows=tuple(
            (each.row.item.code, each.has or None, each.url or None, each.explanation or None) for each in answers
        ),
    )


def due_events(
    year: YearFacts, tasks: tuple[Task, ...], measures: tuple[MeasureTask, ...], settings: Settings
) -> Iterator[Event]:
    """Yield an event for each of *tasks* and *measures* that has a day, in the order of the days."""
    events = [*_task_events(year, tasks, settings), *_measure_events(year, measures, settings)]
    yield from sorted(events, key=lambda event: (event.day, event.uid))


def _task_events(year: YearFacts, tasks: tuple[Task, ...], settings: Settings) -> Iterator[Event]:
    for task in tasks:
        if task.due is None:
            continue
        item = task.row.item
        lacking = "; ".join(each.element.text for each in task.row.unmet) or "หลักฐาน"
        yield Event(
            uid=_uid(year, settings, item.code.lower()),
            day=task.due.day,
            summary=f"{item.code} {item.title} ({year.agency.agency.value.label} {year.fiscal_year})",
            description="\n".join(
                (
                    f"สิ่งที่ขาด: {lacking}",
                    f"ผู้รับผิดชอบ: {task.owner or 'ยังไม่กำหนด'}",
                    _why(task),
                    f"คะแนนรวมที่จะเพิ่มโดยประมาณ: +{rounded(task.row.points)} (ประมาณการของเว็บไซต์นี้)",
                )
            ),
            url=_address(settings, year.item_uri(item.code)),
        )


def _measure_events(year: YearFacts, tasks: tuple[MeasureTask, ...], settings: Settings) -> Iterator[Event]:
    for task in tasks:
        issue, measure = task.of.issue, task.of.measure
        yield Event(
            uid=_uid(year, settings, f"{issue.id}.{measure.id}"),
            day=task.due.day,
            summary=f"รายงานผล: {measure.title} ({year.agency.agency.value.label} {year.fiscal_year})",
            description="\n".join(
                (
                    f"ประเด็น: {issue.title}",
                    f"ผู้รับผิดชอบ: {', '.join(task.of.who) or 'ยังไม่กำหนด'}",
                    f"{task.due.why} {thai_date(task.due.day)} ยังไม่มีผลการดำเนินการ",
                )
            ),
            url=_address(settings, year.issue_uri(issue), measure.id),
        )


def _why(task: Task) -> str:
    assert task.due is not None
    if task.due.stated:
        return f"{task.due.why}: {thai_date(task.due.day)}"
    return f"คาดจากช่วงข้อมูล: {thai_date(task.due.day)} ({task.due.why})"


def _uid(year: YearFacts, settings: Settings, name: str) -> str:
    """Return a name that no other event has, and that stays when the texts change. Without a site's host it says so."""
    host = urlsplit(settings.site_url).hostname or "oit.invalid"
    agency = f"{year.agency.id}." if year.agency.id else ""
    return f"{agency}{year.fiscal_year}.{name}@{quote(host)}"


def _address(settings: Settings, uri: str, anchor: str = "") -> str:
    return f"{settings.site_url}{quote(uri)}{'#' + anchor if anchor else ''}" if settings.site_url else ""
