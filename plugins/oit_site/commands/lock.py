"""`oit lock` records what the evidence files are; `oit confirm` tells who has looked at those of an item."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import click

from oit_site import thai
from oit_site.commands.options import AGENCY, CONFIG, THAILAND, YEAR, agencies_of, only_one, source_of, typed, years_of
from oit_site.confirm import confirm_items, read_post, record_files, users_of
from oit_site.load import Source, YearSource
from oit_site.lock import LOCK_NAME, EvidenceLock, confirm_command, lock_text


@click.command()
@click.argument("content", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@CONFIG
@AGENCY
@YEAR
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

    สั่งหลังวางไฟล์หลักฐานใหม่ ไฟล์ใหม่ถูกบันทึก ไฟล์ที่บันทึกแล้วคงเดิม ไฟล์ที่เปลี่ยนแต่ชื่อยังยืนยันแล้วตามเดิม ถ้าไฟล์เปลี่ยนไปภายหลัง ข้อที่ใช้จะแสดงว่า
    «ต้องทบทวน» จนกว่าจะมีผู้ยืนยันด้วย oit confirm นำ evidence.lock.json เก็บไว้พร้อมกับเนื้อหา ไม่ต้องแก้ด้วยมือ

    ออกด้วยรหัส 0 เมื่อบันทึกได้ 1 เมื่ออ่านไฟล์เดิมไม่ได้ (ไม่เขียนทับ) และ 2 เมื่อสั่งผิดหรือตั้งค่าผิด
    """
    source = source_of(content, config_file)
    new = changed = gone = 0
    broken = False
    for agency in agencies_of(source, agency_id):
        for year in years_of(agency, fiscal_year):
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
            for name, there in found.renamed.items():
                click.echo(f"  เปลี่ยนชื่อ {name} เป็น {there}")
            for name in found.gone:
                click.echo(f"  {'ตัดออก' if prune else 'หายไป'} {name}")
            if not dry_run and (found.new or found.renamed or (prune and found.gone)):
                _write_lock(year, found.lock)
    click.echo(f"ไฟล์ใหม่ {new} ต้องทบทวน {changed} หายไป {gone}{' (ยังไม่บันทึก)' if dry_run else ''}")
    sys.exit(1 if broken else 0)


@click.command()
@click.argument("items", nargs=-1, required=True, metavar="ข้อ…")
@click.option("--by", callback=typed(read_post), required=True, metavar="ตำแหน่ง", help="ตำแหน่งผู้ยืนยัน ไม่ใช่ชื่อบุคคล")
@click.option(
    "--on", callback=typed(thai.read_date), metavar="วันที่", help="วันที่ยืนยัน เช่น 2026-11-21 หรือ 21 พ.ย. 2569 (ปกติวันนี้)"
)
@AGENCY
@YEAR
@click.option("--content", type=click.Path(exists=True, file_okay=False, path_type=Path), help="โฟลเดอร์เนื้อหา")
@CONFIG
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
    source = source_of(content, config_file)
    agency = only_one(agencies_of(source, agency_id), "หน่วยงาน", "--agency", lambda found: found.id)
    year = only_one(years_of(agency, fiscal_year), "ปี", "--year", lambda found: str(found.fiscal_year))
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
