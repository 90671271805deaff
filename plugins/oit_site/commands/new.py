"""`oit new`: the folder of a new site, a new agency of a portal, or a new year, ready to be filled in."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from oit_site import thai
from oit_site.commands.options import THAILAND, typed
from oit_site.load import folder_fault, shipped_catalogues
from oit_site.starter import agency_file, site_files, year_files

_THEME = "theme_overrides"


def _read_years(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> tuple[int, ...]:
    try:
        return tuple(dict.fromkeys(thai.read_fiscal_year(text) for text in texts))
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, param) from None


def _read_folder(text: str) -> str:
    if fault := folder_fault(text):
        raise ValueError(f"รหัสหน่วยงาน «{text[:60]}» ใช้เป็นที่อยู่เว็บไม่ได้ {fault}")
    return text


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="โฟลเดอร์")
@click.option("--name", metavar="ชื่อ", help="ชื่อหน่วยงาน (ถ้าไม่ใส่ โปรแกรมจะถาม)")
@click.option(
    "--year", "years", multiple=True, callback=_read_years, metavar="พ.ศ.", help="ปีงบประมาณ ใส่ซ้ำได้หลายปี (ปกติปีนี้)"
)
@click.option(
    "--agency", "agency_id", callback=typed(_read_folder), metavar="รหัส", help="รหัสหน่วยงาน ใช้เมื่อเว็บไซต์มีหลายหน่วยงาน"
)
def new(folder: Path, name: str | None, years: tuple[int, ...], agency_id: str | None) -> None:
    """เริ่มเว็บไซต์ใหม่ หรือเพิ่มหน่วยงานหรือปี ในโฟลเดอร์ที่ระบุ

    \b
    เว็บไซต์ใหม่        oit new my-site --name "สำนักงาน…" --year 2566 --year 2567
    เพิ่มปี            oit new my-site --year 2568
    เพิ่มหน่วยงาน       oit new . --agency spp-x --name "สำนักงาน…"

    ไฟล์ที่ได้มีคำอธิบายในตัวและสร้างเว็บไซต์ได้ทันที ไฟล์และปีที่มีอยู่แล้วไม่ถูกแตะต้อง

    ออกด้วยรหัส 0 เมื่อสร้างได้ 1 เมื่อเขียนไฟล์ไม่ได้ และ 2 เมื่อสั่งผิด
    """
    content = folder / "content"
    home = content / agency_id if agency_id else content
    _refuse_mixture(content, agency_id)
    files: dict[Path, str] = {}
    known = _has_agency(home)
    if not known:
        name = (name or click.prompt("ชื่อหน่วยงาน")).strip()
        if not name:
            raise click.UsageError("ชื่อหน่วยงานว่างเปล่า")
        files[home / "agency.yml"] = agency_file(name)
    if not (folder / "mkdocs.yml").exists():
        site = site_files("มาตรการคุณธรรมและความโปร่งใส", _theme_folder(folder))
        files |= {folder / path: text for path, text in site.items() if not (folder / path).exists()}
    this_year = thai.fiscal_year_of(datetime.now(THAILAND).date())
    for year in years or (() if known else (this_year,)):
        if not (home / str(year)).exists():
            files |= {home / str(year) / path: text for path, text in year_files(year, shipped_catalogues()).items()}
    _write(files)
    _say_next(folder, home, files)


def _has_agency(folder: Path) -> bool:
    return any((folder / f"agency{suffix}").exists() for suffix in (".yml", ".yaml"))


def _refuse_mixture(content: Path, agency_id: str | None) -> None:
    """Refuse an agency beside that of a site of one, and a site of one among the agencies of a portal."""
    if agency_id and _has_agency(content):
        raise click.UsageError("เว็บไซต์นี้เป็นของหน่วยงานเดียว (มี content/agency.yml) ไม่ต้องใส่ --agency")
    agencies = [path.name for path in sorted(content.iterdir()) if _has_agency(path)] if content.is_dir() else []
    if agencies and not agency_id:
        raise click.UsageError(f"เว็บไซต์นี้มีหลายหน่วยงาน ระบุด้วย --agency: {', '.join(agencies)} หรือรหัสใหม่")


def _theme_folder(folder: Path) -> str:
    """Return where the program's theme lies, seen from *folder*: a new site uses it, and is renewed with it."""
    places = (folder, Path.cwd(), Path(__file__).parents[3])
    theme = next((place / _THEME for place in places if (place / _THEME / "main.html").exists()), None)
    if theme is None:
        raise click.UsageError(f"ไม่พบโฟลเดอร์ {_THEME} ของโปรแกรม สั่ง oit new จากโฟลเดอร์ที่มี {_THEME}")
    try:
        return Path(os.path.relpath(theme, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return theme.resolve().as_posix()


def _write(files: dict[Path, str]) -> None:
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as made:
                made.write(text)
        except OSError as error:
            raise click.ClickException(f"เขียน {path.as_posix()} ไม่ได้ ({error.strerror})") from None
        if not path.name.startswith("."):
            click.echo(f"สร้าง {path.as_posix()}")


def _say_next(folder: Path, home: Path, files: dict[Path, str]) -> None:
    if not files:
        click.echo("มีอยู่แล้วทั้งหมด ไม่ได้สร้างไฟล์ใด")
        return
    config = "" if folder == Path() else f" -f {_typed_path(folder / 'mkdocs.yml')}"
    click.echo(
        f"\nขั้นต่อไป\n"
        f"1. แก้ไฟล์ใน {home.as_posix()} ตามหมายเหตุในไฟล์\n"
        f"2. ตรวจ: oit check{config}\n"
        f"3. ดูตัวอย่าง: mkdocs serve{config} แล้วเปิด http://127.0.0.1:8000/\n"
        f"4. สร้างเว็บไซต์: mkdocs build{config} ได้โฟลเดอร์ {(folder / 'site').as_posix()}"
    )


def _typed_path(path: Path) -> str:
    text = path.as_posix()
    return f'"{text}"' if " " in text else text
