"""The options that several commands share, and what a caller means by them: settings, content, agencies, years."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import TypeVar

import click

from oit_site import thai
from oit_site.load import AgencySource, Source, YearSource, load_source
from oit_site.settings import Settings

THAILAND = timezone(timedelta(hours=7))
"""The days of a record are those of the office, wherever the program runs."""

T = TypeVar("T")


def typed(read: Callable[[str], T]) -> Callable[[click.Context, click.Parameter, str | None], T | None]:
    """Return a callback of an option that reads what was typed with *read*, whose ValueError speaks Thai."""

    def callback(ctx: click.Context, param: click.Parameter, text: str | None) -> T | None:
        try:
            return None if text is None else read(text)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from None

    return callback


CONFIG = click.option(
    "--config-file",
    "-f",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="ไฟล์ mkdocs.yml ที่บอกโฟลเดอร์เนื้อหา (ปกติใช้ mkdocs.yml ในโฟลเดอร์นี้)",
)
AGENCY = click.option("--agency", "agency_id", metavar="รหัส", help="รหัสหน่วยงาน คือชื่อโฟลเดอร์ใน content")
YEAR = click.option("--year", "fiscal_year", callback=typed(thai.read_fiscal_year), metavar="พ.ศ.", help="ปีงบประมาณ")


def settings_of(content: Path | None, config_file: Path | None) -> tuple[Path, Settings, Path | None]:
    """Return content folder, settings and cache: of mkdocs.yml, or of a folder that is named instead."""
    if content is None and config_file is None and not Path("mkdocs.yml").exists() and Path("content").is_dir():
        content = Path("content")
    if content is not None:
        return content, Settings(), None
    # MkDocs is slow to import, and a check of a named folder does not need it.
    from oit_site.mkdocs_plugin import read_settings

    path = config_file or Path("mkdocs.yml")
    if not path.exists():
        raise click.UsageError("ไม่พบ mkdocs.yml ในโฟลเดอร์นี้ ระบุโฟลเดอร์เนื้อหา หรือใช้ --config-file")
    try:
        return read_settings(path)
    except click.ClickException as error:
        raise click.UsageError(error.format_message()) from None


def source_of(content: Path | None, config_file: Path | None) -> Source:
    """Return the content that a command is about: the folder that is named, or that of mkdocs.yml."""
    folder, _, cache = settings_of(content, config_file)
    return load_source(folder, shown_as(folder, content), cache)


def shown_as(folder: Path, content: Path | None) -> str:
    """Return *folder* as messages name it: as it was typed in *content*, or seen from here."""
    return folder.as_posix() if content else Path(os.path.relpath(folder)).as_posix()


def agencies_of(source: Source, agency_id: str | None) -> tuple[AgencySource, ...]:
    """Return the agencies that are meant: the one that is named, or all."""
    if agency_id is None:
        return source.agencies
    found = tuple(agency for agency in source.agencies if agency.id == agency_id)
    if not found:
        known = ", ".join(agency.id for agency in source.agencies if agency.id)
        raise click.UsageError(
            f"ไม่มีหน่วยงาน «{agency_id}»" + (f" ที่มี: {known}" if known else " เว็บไซต์นี้มีหน่วยงานเดียว ไม่ต้องใส่ --agency")
        )
    return found


def years_of(agency: AgencySource, fiscal_year: int | None) -> tuple[YearSource, ...]:
    """Return the years of *agency* that are meant: the one that is named (พ.ศ.), or all."""
    return tuple(year for year in agency.years if fiscal_year in (None, year.fiscal_year))


def only_one(found: tuple[T, ...], what: str, option: str, name: Callable[[T], str]) -> T:
    """Return the only one of *found*; the caller is asked to name it where there are several or none."""
    if len(found) == 1:
        return found[0]
    known = ", ".join(map(name, found))
    raise click.UsageError(f"มีหลาย{what} ระบุด้วย {option}: {known}" if found else f"ไม่พบ{what}ที่ระบุ")
