"""The command line: `oit`, with the commands of the room `commands`."""

from __future__ import annotations

import click

from oit_site.commands.check import check
from oit_site.commands.links import links
from oit_site.commands.lock import confirm, lock
from oit_site.commands.new import new


@click.group()
@click.version_option(package_name="oit-site", message="%(version)s")
def main() -> None:
    """เริ่มเว็บไซต์ใหม่ ตรวจข้อมูลมาตรการและรายการ OIT และบันทึกหลักฐาน"""


for command in (new, check, lock, confirm, links):
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="oit")
