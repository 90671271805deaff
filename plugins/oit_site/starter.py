"""The files of a new site, agency or year: commented YAML that builds without a warning and claims nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from string import Template

from oit_site.freshness import asked_year, freshness
from oit_site.load import shipped_skeleton
from oit_site.model import Catalogue, OitItem

_ON_THE_SITE = frozenset(("page", "channel", "link"))
"""The kinds of items whose evidence is a page rather than a file."""

_HEAD = """\
# การเปิดเผยตามรายการข้อ OIT ปี {edition} ของแต่ละข้อ: ลบ # ตัวหน้าออกแล้วแก้เป็นของหน่วยงาน
# ข้อที่ยังไม่กรอกแสดงว่า ยังไม่ได้กรอก ไม่นับว่าขาด
# หลักฐานแต่ละชิ้นมี file (ไฟล์ในโฟลเดอร์ evidence ของปีนี้) page (หน้าใน content/pages) หรือ url อย่างใดอย่างหนึ่ง
# ถ้าหลักฐานตอบเพียงบางองค์ประกอบ เพิ่ม elements: [O1.1, O1.2]
# ข้อที่ไม่เกี่ยวข้องเขียนเหตุผล เช่น O18: {{not_applicable: ไม่มีงานบริการที่ขอรับทางออนไลน์ได้}}
edition: {edition}
"""


def site_files(site_name: str, theme_folder: str) -> dict[str, str]:
    """Return the files of a site's folder that belong to no agency: path to text."""
    words = {"site_name": _quoted(site_name), "theme_folder": _quoted(theme_folder)}
    return {
        "mkdocs.yml": _filled("mkdocs.yml", words),
        "content/pages/about.md": _filled("pages/about.md", {}),
    }


def agency_file(name: str) -> str:
    """Return the agency.yml of the agency *name*."""
    return _filled("agency.yml", {"name": _quoted(name)})


def year_files(fiscal_year: int, catalogues: Mapping[int, Catalogue]) -> dict[str, str]:
    """Return the files of a year's folder: path to text.

    A year without an edition of its own among *catalogues* takes the newest before it, or else the oldest.
    """
    edition = catalogues[max((year for year in catalogues if year <= fiscal_year), default=min(catalogues))]
    words = {
        "fiscal_year": str(fiscal_year),
        "year_before": str(fiscal_year - 1),
        "result_year": str(fiscal_year - 1),
    }
    return {
        "oit.yml": "\n".join((_HEAD.format(edition=edition.fiscal_year), *_items(edition, fiscal_year))),
        "assessment.yml": _filled("year/assessment.yml", words),
        "measures/template.yml": _filled("year/measures/template.yml", words),
        "evidence/.gitkeep": "",
    }


def _items(edition: Catalogue, fiscal_year: int) -> Iterator[str]:
    """Yield the commented entry of each item: what it asks for, and the keys to fill in."""
    for item in edition.items:
        yield f"# {item.code} {item.title}"
        for element in item.elements:
            yield f"#   {element.id} {element.text}" + ("" if element.confirmed else " (ยังไม่ยืนยัน)")
        yield f"#{item.code}:"
        yield "#  owner: กลุ่มที่รับผิดชอบ"
        if item.site_page:
            yield "#  explain: หน้าของเว็บไซต์นี้ตอบข้อนี้ ไม่ต้องใส่หลักฐาน"
        else:
            yield from _evidence(item, asked_year(edition, item, fiscal_year))
        yield ""


def _evidence(item: OitItem, asked: int | None) -> Iterator[str]:
    yield "#  evidence:"
    yield "#    - title: ชื่อหลักฐาน"
    page = item.kind in _ON_THE_SITE
    yield ("#      url: ที่อยู่ของหน้า" if page else f"#      file: evidence/{item.code.lower()}/{item.kind}.pdf")
    yield "#      published: วันที่เผยแพร่ เช่น 10 ม.ค. 2566"
    if asked is not None and freshness((), item, asked):
        yield f"#      covers_fiscal_year: {asked}"


def _filled(name: str, words: Mapping[str, str]) -> str:
    return Template(shipped_skeleton(name)).substitute(words)


def _quoted(text: str) -> str:
    """Return *text* as a YAML value in quotes, whatever it holds."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
