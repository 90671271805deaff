"""What the page about the open data lists: the files by year, and the meaning of every column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oit_site.export.columns import STATUS_WORDS
from oit_site.export.file import ExportPlan
from oit_site.export.parts import SHAPES
from oit_site.export.tables import Kind, Table
from oit_site.facts import SiteFacts
from oit_site.render import LABELS
from oit_site.settings import Settings
from oit_site.uris import DATA

KINDS: Mapping[Kind, str] = {
    "string": "ข้อความ",
    "integer": "จำนวนเต็ม",
    "number": "ตัวเลข",
    "date": "วันที่ ค.ศ. (2023-01-10)",
    "year": "ปี พ.ศ.",
}
"""What the page calls the kinds of columns."""

_SCHEMAS = "schema/"


@dataclass(frozen=True, slots=True)
class YearFiles:
    """The files of one fiscal year (พ.ศ.)."""

    fiscal_year: int
    tables: tuple[ExportPlan, ...]
    """What people open."""
    for_programs: tuple[ExportPlan, ...]
    """What programs read of those tables, and what a data catalogue imports."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What the page about the open data says."""

    years: tuple[YearFiles, ...]
    """The newest first."""
    whole: tuple[ExportPlan, ...]
    """The files of all years."""
    schemas: tuple[ExportPlan, ...]
    tables: tuple[Table, ...]
    statuses: tuple[tuple[str, str], ...]
    """Each status word with its Thai name."""
    facts: SiteFacts
    settings: Settings


def build_guide(files: Iterable[ExportPlan], facts: SiteFacts, settings: Settings) -> Guide:
    """Return what the page says of those of *files* that are open data of the whole site."""
    own = [file for file in files if file.uri.startswith(DATA)]
    names = {file.uri: file.uri.removeprefix(DATA) for file in own}
    years = sorted({int(year) for name in names.values() if (year := name.partition("/")[0]).isdigit()}, reverse=True)
    of_year = {year: [file for file in own if names[file.uri].startswith(f"{year}/")] for year in years}
    in_a_year = {file.uri for group in of_year.values() for file in group}
    rest = [file for file in own if file.uri not in in_a_year]
    return Guide(
        years=tuple(_year_files(year, group) for year, group in of_year.items()),
        whole=tuple(file for file in rest if not names[file.uri].startswith(_SCHEMAS)),
        schemas=tuple(file for file in rest if names[file.uri].startswith(_SCHEMAS)),
        tables=tuple(SHAPES.values()),
        statuses=tuple((word, LABELS[state.value]) for state, word in STATUS_WORDS.items()),
        facts=facts,
        settings=settings,
    )


def _year_files(fiscal_year: int, files: Iterable[ExportPlan]) -> YearFiles:
    parted: dict[bool, list[ExportPlan]] = {False: [], True: []}
    for file in files:
        name = file.uri.rpartition("/")[2]
        parted[name.startswith("gdc-") or name.endswith("-metadata.json")].append(file)
    return YearFiles(fiscal_year, tuple(parted[False]), tuple(parted[True]))
