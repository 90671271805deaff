"""The command line: `oit check` shows the problems of a content folder without building the site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from oit_site.load import load_source
from oit_site.problem import count_problems
from oit_site.site import plan_site, summary_line


@click.group()
@click.version_option(package_name="oit-site", message="%(version)s")
def main() -> None:
    """ตรวจข้อมูลมาตรการและรายการ OIT ก่อนสร้างเว็บไซต์"""


@main.command()
@click.argument("content", type=click.Path(exists=True, file_okay=False, path_type=Path), default="content")
@click.option("--strict", is_flag=True, help="ถือว่าคำเตือนเป็นข้อผิดพลาด")
def check(content: Path, strict: bool) -> None:
    """ตรวจโฟลเดอร์ CONTENT แล้วแสดงจุดที่ต้องแก้ทุกจุด โดยไม่สร้างเว็บไซต์

    ออกด้วยรหัส 0 เมื่อไม่มีข้อผิดพลาด 1 เมื่อมี และ 2 เมื่อสั่งผิด
    """
    site = plan_site(load_source(content, content.as_posix()), f"{content.as_posix()}/pages")
    for problem in site.problems:
        click.echo(problem)
    click.echo(summary_line(site.counts, site.problems))
    errors, warnings = count_problems(site.problems)
    sys.exit(1 if errors or (strict and warnings) else 0)


if __name__ == "__main__":
    main(prog_name="oit")
