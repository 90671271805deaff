"""`oit links`: asks other sites whether the addresses of the content still open, and keeps what they answer."""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime, timedelta
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

import click

from oit_site.commands.options import CONFIG, THAILAND, settings_of, shown_as, typed
from oit_site.link_places import link_places
from oit_site.link_report import LINK_FORMATS
from oit_site.link_round import plan_round, records_after, report_lines
from oit_site.link_state import FILE_NAME, Finding, LinkRecords, dump_records, summarise
from oit_site.load import load_source
from oit_site.problem import count_problems

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _read_span(text: str) -> timedelta:
    """Return a span of time as a person types it: 90s, 30m, 12h, 7d; ValueError otherwise."""
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([smhd])", text.strip().lower())
    if found is None:
        raise ValueError(f"«{text[:40]}» ต้องเป็นตัวเลขตามด้วยหน่วย s m h หรือ d เช่น 90s 30m 12h 7d")
    return timedelta(seconds=float(found[1]) * _SECONDS[found[2]])


@click.command()
@click.argument("content", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@CONFIG
@click.option("--format", "form", type=click.Choice(list(LINK_FORMATS)), default="text", help="รูปแบบของผล")
@click.option(
    "--max-age",
    callback=typed(_read_span),
    metavar="เวลา",
    default="7d",
    help="ข้ามลิงก์ที่ตรวจแล้วภายในเวลานี้ (ปกติ 7d ใช้ 0d เพื่อตรวจทุกลิงก์)",
)
@click.option(
    "--interval",
    callback=typed(_read_span),
    metavar="เวลา",
    default="1s",
    help="ระยะพักระหว่างคำขอถึงเว็บไซต์เดียวกัน (ปกติ 1s)",
)
@click.option("--hosts", type=click.IntRange(1, 32), default=8, help="จำนวนเว็บไซต์ที่ตรวจพร้อมกัน (ปกติ 8)")
@click.option(
    "--timeout", callback=typed(_read_span), metavar="เวลา", default="20s", help="เวลาที่รอคำตอบต่อหนึ่งคำขอ (ปกติ 20s)"
)
@click.option(
    "--time-limit", callback=typed(_read_span), metavar="เวลา", default="30m", help="เวลารวมของการตรวจครั้งนี้ (ปกติ 30m)"
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
    folder, settings, cache = settings_of(content, config_file)
    shown = shown_as(folder, content)
    source = load_source(folder, shown, cache)
    for problem in source.problems:
        if problem.where.path == f"{shown}/{FILE_NAME}":  # what is counted there must not be lost
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
        from oit_site.link_request import Options
        from oit_site.links import Stop, check_links
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
