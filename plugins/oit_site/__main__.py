"""The command line: `oit check` shows the problems of a site's content without building it, and mends the safe ones.

`oit lock` records what evidence files are; `oit confirm` tells who has looked at those of an item.
`oit links` asks other sites whether the addresses of the content still open.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any, TypeVar

import click

from oit_site import thai
from oit_site.confirm import confirm_items, read_post, record_files, users_of
from oit_site.link_places import link_places
from oit_site.link_report import LINK_FORMATS
from oit_site.link_round import plan_round, records_after, report_lines
from oit_site.link_state import FILE_NAME, Finding, LinkRecords, dump_records, summarise
from oit_site.load import AgencySource, Source, YearSource, load_source, text_files
from oit_site.lock import LOCK_NAME, EvidenceLock, confirm_command, lock_text
from oit_site.problem import count_problems
from oit_site.problem_formats import FORMATS
from oit_site.repair import diff, repair_plain, repair_yaml
from oit_site.settings import Settings
from oit_site.site import plan_site, summary_line

THAILAND = timezone(timedelta(hours=7))
"""The days of a record are those of the office, wherever the program runs."""

T = TypeVar("T")


def _typed(read: Callable[[str], T]) -> Callable[[click.Context, click.Parameter, str | None], T | None]:
    """Return a callback of an option that reads what was typed with *read*, whose ValueError speaks Thai."""

    def callback(ctx: click.Context, param: click.Parameter, text: str | None) -> T | None:
        try:
            return None if text is None else read(text)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from None

    return callback


@click.group()
@click.version_option(package_name="oit-site", message="%(version)s")
def main() -> None:
    """ตรวจข้อมูลมาตรการและรายการ OIT ก่อนสร้างเว็บไซต์"""


@main.command()
@click.argument("content", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option(
    "--config-file",
    "-f",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="ไฟล์ mkdocs.yml ที่บอกโฟลเดอร์เนื้อหาและข้อยกเว้น (ปกติใช้ mkdocs.yml ในโฟลเดอร์นี้)",
)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="รูปแบบของผล")
@click.option("--strict", is_flag=True, help="ถือว่าคำเตือนเป็นข้อผิดพลาด")
@click.option("--fix", is_flag=True, help="แสดงการแก้ตัวสะกดที่แก้ได้แน่นอน แล้วถามก่อนบันทึก")
@click.option("--yes", is_flag=True, help="ใช้กับ --fix: บันทึกโดยไม่ถาม")
def check(content: Path | None, config_file: Path | None, form: str, strict: bool, fix: bool, yes: bool) -> None:
    """ตรวจเนื้อหาแล้วแสดงจุดที่ต้องแก้ทุกจุด โดยไม่สร้างเว็บไซต์

    ออกด้วยรหัส 0 เมื่อไม่มีข้อผิดพลาด 1 เมื่อมี และ 2 เมื่อสั่งผิดหรือตั้งค่าผิด
    """
    folder, settings, cache = _settings(content, config_file)
    shown_as = folder.as_posix() if content else Path(os.path.relpath(folder)).as_posix()
    if fix:
        _fix(folder, shown_as, yes, beside=form != "text")
    settings = replace(settings, pages_folder=f"{shown_as}/pages")
    source = load_source(folder, shown_as, cache)
    plan = plan_site(source, settings)
    click.echo(FORMATS[form](plan.problems), nl=False)
    if new := sum(len(record_files(year).new) for agency in source.agencies for year in agency.years):
        click.echo(f"ไฟล์หลักฐาน {new} ไฟล์ยังไม่ได้บันทึกว่าเป็นไฟล์ใด สั่ง oit lock เพื่อให้รู้เมื่อไฟล์เปลี่ยน", err=form != "text")
    click.echo(summary_line(plan.counts, plan.problems, plan.waived), err=form != "text")
    errors, warnings = count_problems(plan.problems)
    sys.exit(1 if errors or (strict and warnings) else 0)


def _settings(content: Path | None, config_file: Path | None) -> tuple[Path, Settings, Path | None]:
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


def _fix(folder: Path, shown_as: str, yes: bool, beside: bool) -> None:
    """Show the safe repairs of all files of *folder*, and make them when told to.

    What is said goes to standard error where it stands *beside* a form for machines.
    """
    repaired: list[tuple[Path, str]] = []
    for path, text in text_files(folder):
        shown = f"{shown_as}/{path.relative_to(folder).as_posix()}"
        after = repair_plain(text) if path.suffix == ".md" else repair_yaml(text, shown)
        if after != text:
            repaired.append((path, after))
            click.echo(diff(text, after, shown), nl=False, err=beside)
    if not repaired:
        click.echo("ไม่มีสิ่งที่แก้ได้เอง", err=beside)
    elif yes or click.confirm(f"บันทึกการแก้ {len(repaired)} ไฟล์หรือไม่", err=beside):
        for path, after in repaired:
            path.write_text(after, encoding="utf-8", newline="")
        click.echo(f"แก้แล้ว {len(repaired)} ไฟล์", err=beside)


# ---------------------------------------------------------------- the lock of evidence

_CONFIG = click.option(
    "--config-file",
    "-f",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="ไฟล์ mkdocs.yml ที่บอกโฟลเดอร์เนื้อหา (ปกติใช้ mkdocs.yml ในโฟลเดอร์นี้)",
)
_AGENCY = click.option("--agency", "agency_id", metavar="รหัส", help="รหัสหน่วยงาน คือชื่อโฟลเดอร์ใน content")
_YEAR = click.option("--year", "fiscal_year", callback=_typed(thai.read_fiscal_year), metavar="พ.ศ.", help="ปีงบประมาณ")


@main.command()
@click.argument("content", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@_CONFIG
@_AGENCY
@_YEAR
@click.option("--prune", is_flag=True, help="ตัดรายการของไฟล์ที่ไม่มีแล้วออก")
@click.option("--dry-run", is_flag=True, help="แสดงผลโดยไม่บันทึก")
def lock(
    content: Path | None,
    config_file: Path | None,
    agency_id: str | None,
    fiscal_year: int | None,
    prune: bool,
    dry_run: bool,
) -> None:
    """บันทึกว่าไฟล์หลักฐานแต่ละไฟล์คือไฟล์ใด ใน evidence.lock.json ของแต่ละปี

    สั่งหลังวางไฟล์หลักฐานใหม่ ไฟล์ใหม่ถูกบันทึก ไฟล์ที่บันทึกแล้วคงเดิม ถ้าไฟล์เปลี่ยนไปภายหลัง ข้อที่ใช้จะแสดงว่า
    «ต้องทบทวน» จนกว่าจะมีผู้ยืนยันด้วย oit confirm นำ evidence.lock.json เก็บไว้พร้อมกับเนื้อหา ไม่ต้องแก้ด้วยมือ

    ออกด้วยรหัส 0 เมื่อบันทึกได้ 1 เมื่ออ่านไฟล์เดิมไม่ได้ (ไม่เขียนทับ) และ 2 เมื่อสั่งผิดหรือตั้งค่าผิด
    """
    source = _source(content, config_file)
    new = changed = gone = 0
    broken = False
    for agency in _agencies(source, agency_id):
        for year in _years(agency, fiscal_year):
            if not year.files and not year.lock:
                continue
            if year.lock and year.lock.broken:
                broken = True
                _say_broken(source, year)
                continue
            found = record_files(year, prune)
            new, changed, gone = new + len(found.new), changed + len(found.changed), gone + len(found.gone)
            click.echo(f"{year.path}/{LOCK_NAME}: ใหม่ {len(found.new)} คงเดิม {len(found.same)}")
            for name in found.new:
                click.echo(f"  ใหม่ {name}")
            for name in found.changed:
                code = next(iter(users_of(year, name)), None)
                what = confirm_command(agency.id, year.fiscal_year, code) if code else "ไม่มีข้อใดใช้ไฟล์นี้"
                click.echo(f"  ต้องทบทวน {name}: {what}")
            for name in found.gone:
                click.echo(f"  {'ตัดออก' if prune else 'หายไป'} {name}")
            if not dry_run and (found.new or (prune and found.gone)):
                _write_lock(year, found.lock)
    click.echo(f"ไฟล์ใหม่ {new} ต้องทบทวน {changed} หายไป {gone}{' (ยังไม่บันทึก)' if dry_run else ''}")
    sys.exit(1 if broken else 0)


@main.command()
@click.argument("items", nargs=-1, required=True, metavar="ข้อ…")
@click.option("--by", callback=_typed(read_post), required=True, metavar="ตำแหน่ง", help="ตำแหน่งผู้ยืนยัน ไม่ใช่ชื่อบุคคล")
@click.option(
    "--on", callback=_typed(thai.read_date), metavar="วันที่", help="วันที่ยืนยัน เช่น 2026-11-21 หรือ 21 พ.ย. 2569 (ปกติวันนี้)"
)
@_AGENCY
@_YEAR
@click.option("--content", type=click.Path(exists=True, file_okay=False, path_type=Path), help="โฟลเดอร์เนื้อหา")
@_CONFIG
def confirm(
    items: tuple[str, ...],
    by: str,
    on: date | None,
    agency_id: str | None,
    fiscal_year: int | None,
    content: Path | None,
    config_file: Path | None,
) -> None:
    """ยืนยันว่าได้เปิดดูไฟล์หลักฐานของข้อแล้ว และเป็นไฟล์ที่ถูกต้อง

    ตัวอย่าง: oit confirm O12 --agency spp-x --year 2566 --by "หัวหน้ากลุ่มนโยบายและแผน"

    ไฟล์ทุกไฟล์ของข้อถูกบันทึกใน evidence.lock.json พร้อมตำแหน่งและวันที่ ข้อที่ขึ้นว่า «ต้องทบทวน» จะกลับเป็นปกติ

    ออกด้วยรหัส 0 เมื่อบันทึกได้ 1 เมื่อยืนยันไม่ได้ (ไม่บันทึกอะไร) และ 2 เมื่อสั่งผิดหรือตั้งค่าผิด
    """
    source = _source(content, config_file)
    agency = _one(_agencies(source, agency_id), "หน่วยงาน", "--agency", lambda found: found.id)
    year = _one(_years(agency, fiscal_year), "ปี", "--year", lambda found: str(found.fiscal_year))
    today = datetime.now(THAILAND).date()
    if on and on > today:
        raise click.UsageError(f"วันที่ยืนยัน {thai.thai_date(on)} ยังไม่มาถึง")
    if year.lock and year.lock.broken:
        _say_broken(source, year)
        sys.exit(1)
    try:
        codes = [code for text in items for code in thai.read_oit_codes(text)]
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    try:
        found = confirm_items(year, codes, by, on or today)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    _write_lock(year, found.lock)
    for line in found.lines:
        click.echo(line)
    click.echo(f"ยืนยันแล้วโดย{by} เมื่อ {thai.thai_date(on or today)} บันทึกใน {year.path}/{LOCK_NAME}")


def _source(content: Path | None, config_file: Path | None) -> Source:
    folder, _, cache = _settings(content, config_file)
    return load_source(folder, folder.as_posix() if content else Path(os.path.relpath(folder)).as_posix(), cache)


def _agencies(source: Source, agency_id: str | None) -> tuple[AgencySource, ...]:
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


def _years(agency: AgencySource, fiscal_year: int | None) -> tuple[YearSource, ...]:
    return tuple(year for year in agency.years if fiscal_year in (None, year.fiscal_year))


def _one(found: tuple[T, ...], what: str, option: str, name: Callable[[T], str]) -> T:
    """Return the only one of *found*; the caller is asked to name it where there are several or none."""
    if len(found) == 1:
        return found[0]
    known = ", ".join(map(name, found))
    raise click.UsageError(f"มีหลาย{what} ระบุด้วย {option}: {known}" if found else f"ไม่พบ{what}ที่ระบุ")


def _say_broken(source: Source, year: YearSource) -> None:
    """Show why the lock of *year* cannot be read; it is left as it is."""
    for problem in source.problems:
        if problem.where.path == f"{year.path}/{LOCK_NAME}":
            click.echo(str(problem), err=True)


def _write_lock(year: YearSource, after: EvidenceLock) -> None:
    """Write the lock of *year*, whole or not at all."""
    path = year.folder / LOCK_NAME
    draft = path.with_name(f".{LOCK_NAME}.{os.getpid()}")
    try:
        draft.write_text(lock_text(after), encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise click.ClickException(f"เขียน {year.path}/{LOCK_NAME} ไม่ได้ ({error.strerror})") from None


# ---------------------------------------------------------------- links

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _read_span(text: str) -> timedelta:
    """Return a span of time as a person types it: 90s, 30m, 12h, 7d; ValueError otherwise."""
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([smhd])", text.strip().lower())
    if found is None:
        raise ValueError(f"«{text[:40]}» ต้องเป็นตัวเลขตามด้วยหน่วย s m h หรือ d เช่น 90s 30m 12h 7d")
    return timedelta(seconds=float(found[1]) * _SECONDS[found[2]])


@main.command()
@click.argument("content", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@_CONFIG
@click.option("--format", "form", type=click.Choice(list(LINK_FORMATS)), default="text", help="รูปแบบของผล")
@click.option(
    "--max-age",
    callback=_typed(_read_span),
    metavar="เวลา",
    default="7d",
    help="ข้ามลิงก์ที่ตรวจแล้วภายในเวลานี้ (ปกติ 7d ใช้ 0d เพื่อตรวจทุกลิงก์)",
)
@click.option(
    "--interval",
    callback=_typed(_read_span),
    metavar="เวลา",
    default="1s",
    help="ระยะพักระหว่างคำขอถึงเว็บไซต์เดียวกัน (ปกติ 1s)",
)
@click.option("--hosts", type=click.IntRange(1, 32), default=8, help="จำนวนเว็บไซต์ที่ตรวจพร้อมกัน (ปกติ 8)")
@click.option(
    "--timeout", callback=_typed(_read_span), metavar="เวลา", default="20s", help="เวลาที่รอคำตอบต่อหนึ่งคำขอ (ปกติ 20s)"
)
@click.option(
    "--time-limit", callback=_typed(_read_span), metavar="เวลา", default="30m", help="เวลารวมของการตรวจครั้งนี้ (ปกติ 30m)"
)
@click.option("--allow-private", is_flag=True, help="ตรวจที่อยู่ในเครือข่ายภายในด้วย")
@click.option("--dry-run", is_flag=True, help="ไม่ใช้เครือข่าย แสดงผลครั้งก่อนและจำนวนลิงก์ที่ถึงเวลาตรวจ")
def links(
    content: Path | None,
    config_file: Path | None,
    form: str,
    max_age: timedelta,
    interval: timedelta,
    hosts: int,
    timeout: timedelta,
    time_limit: timedelta,
    allow_private: bool,
    dry_run: bool,
) -> None:
    """ตรวจว่าลิงก์ไปเว็บไซต์อื่นยังเปิดได้ แล้วบันทึกผลใน link-state.json ของโฟลเดอร์เนื้อหา

    คำสั่งนี้ใช้อินเทอร์เน็ต ส่วนการสร้างเว็บไซต์ไม่ใช้ เมื่อสร้างเว็บไซต์ครั้งต่อไป หน้าเว็บจะแสดงผลและวันที่ตรวจ
    กด Ctrl-C เพื่อหยุดได้ ผลที่ตรวจแล้วจะถูกบันทึก

    ออกด้วยรหัส 0 เมื่อตรวจครบและไม่มีลิงก์ที่ไม่พบติดต่อกันตั้งแต่สองวันที่ตรวจ 1 เมื่อมี 2 เมื่อสั่งผิดหรือตั้งค่าผิด
    และ 3 เมื่อตรวจไม่ครบ (หมดเวลา กด Ctrl-C หรือไม่มีเว็บไซต์ใดตอบเลย)
    """
    folder, settings, cache = _settings(content, config_file)
    shown_as = folder.as_posix() if content else Path(os.path.relpath(folder)).as_posix()
    source = load_source(folder, shown_as, cache)
    for problem in source.problems:
        if problem.where.path == f"{shown_as}/{FILE_NAME}":  # what is counted there must not be lost
            raise click.UsageError(str(problem))
    today = datetime.now(THAILAND).date()
    places = link_places(source)
    todo = plan_round(places, source.link_records, today, max_age)
    records, whole = source.link_records, True
    if todo.due and not dry_run:
        options = {
            "user_agent": _user_agent(settings.site_url),
            "interval": interval.total_seconds(),
            "hosts": hosts,
            "timeout": timeout.total_seconds(),
            "time_limit": time_limit.total_seconds(),
        } | ({"may_ask": lambda _: True} if allow_private else {})
        findings, whole = _ask(todo.due, options)
        # A file that cannot be read may name addresses too: then nothing is forgotten.
        named = None if count_problems(source.problems)[0] else {place.address for place in places}
        records = records_after(source.link_records, findings, today, named)
        _write_records(folder / FILE_NAME, records)
    lines = report_lines(places, records)
    click.echo(LINK_FORMATS[form](lines), nl=False)
    counts = summarise({line.place.address: line.record for line in lines}.values()).counts
    click.echo(
        f"ลิงก์ที่ถึงเวลาตรวจ {len(todo.due)} เพิ่งตรวจไป {len(todo.rested)} เป็นที่อยู่สมมติจึงไม่ตรวจ {len(todo.fictional)}\n"
        f"ผลที่บันทึกไว้: เปิดได้ {counts['ok']} ย้ายที่อยู่ {counts['moved']} ยังยืนยันไม่ได้ {counts['unverified']} "
        f"ไม่พบครั้งแรก {counts['gone']} ไม่พบติดต่อกัน {counts['red']}",
        err=form != "text",
    )
    real = [line for line in lines if not line.place.fictional]
    sys.exit(3 if not whole else 1 if any(line.record.red for line in real) else 0)


def _ask(due: tuple[str, ...], options: dict[str, Any]) -> tuple[dict[str, Finding], bool]:
    """Return what the sites answered, and whether all of them were asked."""
    try:
        from oit_site.links import Options, Stop, check_links
    except ModuleNotFoundError as error:
        message = f'คำสั่งนี้ต้องติดตั้งเพิ่ม ({error.name}) ด้วย pip install -c constraints.txt -e ".[links]"'
        raise click.UsageError(message) from None
    asked = 0

    def tell(address: str, finding: Finding) -> None:
        nonlocal asked
        asked += 1
        click.echo(f"[{asked}/{len(due)}] {finding.state.value:10} {address}", err=True)

    run = check_links(due, Options(**options), tell)
    if not run.answered and run.stopped is None:
        click.echo("ไม่มีเว็บไซต์ใดตอบเลย จึงไม่บันทึกผล ตรวจการเชื่อมต่ออินเทอร์เน็ตของเครื่องนี้", err=True)
        return {}, False
    if run.stopped is not None:
        why = "หมดเวลาที่กำหนด" if run.stopped is Stop.TIME else "หยุดตามที่สั่ง"
        click.echo(f"{why} ตรวจแล้ว {len(run.findings)} จาก {len(due)} ลิงก์ ผลที่ตรวจแล้วถูกบันทึก", err=True)
    return dict(run.findings), run.stopped is None


def _user_agent(site_url: str) -> str:
    """Return how the program names itself to the sites that it asks: who it is, and whose links it checks."""
    host = f"; +{site_url}" if site_url.isascii() and site_url.startswith("http") else ""
    return f"oit_site/{package_version('oit-site')} (link check{host})"


def _write_records(path: Path, records: LinkRecords) -> None:
    """Write *records* whole or not at all, and only where they differ from what is there."""
    text = dump_records(records)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(path)


if __name__ == "__main__":
    main(prog_name="oit")
