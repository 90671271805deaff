"""`oit check`: the problems of a site's content without building it, and repairs of the safe ones."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from oit_site.commands.options import settings_of, shown_as
from oit_site.confirm import record_files
from oit_site.load import load_source, text_files
from oit_site.problem import count_problems
from oit_site.problem_formats import FORMATS
from oit_site.repair import diff, repair_plain, repair_yaml
from oit_site.site import plan_site, summary_line


@click.command()
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
    folder, settings, cache = settings_of(content, config_file)
    shown = shown_as(folder, content)
    if fix:
        _fix(folder, shown, yes, beside=form != "text")
    settings = replace(settings, pages_folder=f"{shown}/pages")
    source = load_source(folder, shown, cache)
    plan = plan_site(source, settings)
    click.echo(FORMATS[form](plan.problems), nl=False)
    if new := sum(len(record_files(year).new) for agency in source.agencies for year in agency.years):
        click.echo(f"ไฟล์หลักฐาน {new} ไฟล์ยังไม่ได้บันทึกว่าเป็นไฟล์ใด สั่ง oit lock เพื่อให้รู้เมื่อไฟล์เปลี่ยน", err=form != "text")
    click.echo(summary_line(plan.counts, plan.problems, plan.waived), err=form != "text")
    errors, warnings = count_problems(plan.problems)
    sys.exit(1 if errors or (strict and warnings) else 0)


def _fix(folder: Path, shown: str, yes: bool, beside: bool) -> None:
    """Show the safe repairs of all files of *folder*, and make them when told to.

    What is said goes to standard error where it stands *beside* a form for machines.
    """
    repaired: list[tuple[Path, str]] = []
    for path, text in text_files(folder):
        name = f"{shown}/{path.relative_to(folder).as_posix()}"
        after = repair_plain(text) if path.suffix == ".md" else repair_yaml(text, name)
        if after != text:
            repaired.append((path, after))
            click.echo(diff(text, after, name), nl=False, err=beside)
    if not repaired:
        click.echo("ไม่มีสิ่งที่แก้ได้เอง", err=beside)
    elif yes or click.confirm(f"บันทึกการแก้ {len(repaired)} ไฟล์หรือไม่", err=beside):
        for path, after in repaired:
            path.write_text(after, encoding="utf-8", newline="")
        click.echo(f"แก้แล้ว {len(repaired)} ไฟล์", err=beside)
