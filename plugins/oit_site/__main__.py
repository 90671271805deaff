"""The command line: `oit check` shows the problems of a site's content without building it, and mends the safe ones."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from oit_site.load import load_source, text_files
from oit_site.problem import count_problems
from oit_site.problem_formats import FORMATS
from oit_site.repair import diff, repair_plain, repair_yaml
from oit_site.settings import Settings
from oit_site.site import plan_site, summary_line


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
    plan = plan_site(load_source(folder, shown_as, cache), settings)
    click.echo(FORMATS[form](plan.problems), nl=False)
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


if __name__ == "__main__":
    main(prog_name="oit")
