"""A year's open data as GD-Catalog, the catalogue software of Thai agencies and of data.go.th, takes it.

The workbook is the form that its importer reads; the JSON holds the same fields by their names in CKAN. Columns and
values are the importer's own and stand in `shipped/gd-catalog.json`, because an office's form may be another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from oit_site.export.json_file import json_bytes
from oit_site.export.tables import Column, Table
from oit_site.export.workbook import workbook_bytes
from oit_site.load import shipped_file
from oit_site.settings import Settings
from oit_site.thai import BUDDHIST_OFFSET

_MOST_NAME = 100
"""Letters of a dataset's name in CKAN."""

_HOW_TO = (
    "นำเข้าในเมนูผู้ดูแลระบบของ GD-Catalog ห้ามเปลี่ยนลำดับคอลัมน์ แถวที่ 5 ไม่ถูกอ่าน",
    "หลังนำเข้า ชุดข้อมูลยังเป็นส่วนตัว ต้องกดเปลี่ยนเป็นสาธารณะ และอนุญาตให้ data.go.th ดึงข้อมูล",
)


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the set: its whole address, its Thai title, and its format as the catalogue calls it."""

    url: str
    title: str
    format: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A year's open data, as a catalogue describes it."""

    fiscal_year: int
    publisher_id: str
    publisher: str
    email: str
    """Where questions go; "" where the agency states none, and the office has to fill it in."""
    page_url: str
    fictional: bool
    oldest: date | None
    newest: date | None
    """The first and last day (ค.ศ.) that the data itself states."""
    resources: tuple[Resource, ...]

    @property
    def name(self) -> str:
        """The name of the set in a catalogue: ASCII, at most 100 letters, the same at every build."""
        plain = re.sub(r"[^a-z0-9_-]+", "-", self.publisher_id.lower()).strip("-")
        return f"oit-checklist-{self.fiscal_year}-{plain}"[:_MOST_NAME]

    @property
    def title(self) -> str:
        """The title; a harvester makes a name of its ASCII letters, so it holds some that are the set's own."""
        made_up = " (ข้อมูลสมมติ)" if self.fictional else ""
        about = f"รายการตรวจ OIT ปีงบประมาณ พ.ศ. {self.fiscal_year}"
        return f"{about} {self.publisher}{made_up} (OIT checklist {self.fiscal_year} {self.publisher_id})"


def import_workbook_bytes(dataset: Dataset, settings: Settings) -> bytes:
    """Return the workbook that the importer of GD-Catalog reads: every cell is text, dates are of พ.ศ."""
    form = _form()
    fields = _fields(dataset, settings)
    rows = [
        {
            "dataset_name": dataset.name,
            "resource_name": resource.title,
            "resource_url": resource.url,
            "description": f"{resource.title} ปีงบประมาณ พ.ศ. {dataset.fiscal_year}",
            "resource_accessible_condition": fields["accessible_condition"],
            "resource_last_updated_date": fields["last_updated_date"],
            "format": resource.format,
            "resource_created_date": fields["created_date"],
            "resource_data_collect": fields["data_collect"],
        }
        for resource in dataset.resources
    ]
    sheets = [
        _sheet(form["datasets"]["sheet"], form["datasets"]["columns"], [fields]),
        _sheet(form["resources"]["sheet"], form["resources"]["columns"], rows),
        # The importer counts the rows of these before it begins, and stops where one is not there.
        *(_sheet(name, form["datasets"]["columns"][:1], []) for name in form["empty_sheets"]),
    ]
    return workbook_bytes(sheets, head_rows=form["first_row"] - 1)


def metadata_bytes(dataset: Dataset, settings: Settings) -> bytes:
    """Return the same set as JSON, with the names that CKAN's `package_create` takes."""
    fields = _fields(dataset, settings)
    kept: dict[str, Any] = {
        name: value for name, value in fields.items() if value and name not in ("d_type", "tag_string")
    }
    kept |= {"data_type": fields["d_type"], "tags": [{"name": tag} for tag in fields["tag_string"].split(",")]}
    # Lists in CKAN; its dates are of ค.ศ., unlike those of the form.
    kept |= {"objective": [fields["objective"]], "data_format": [fields["data_format"]]}
    kept |= {"high_value_dataset": "False", "reference_data": "False", "allow_harvest": "True", "private": "False"}
    days = {"created_date": dataset.oldest, "last_updated_date": dataset.newest}
    kept |= {name: day.isoformat() for name, day in days.items() if day}
    if fields["license_id"] not in _form()["values"]["license_id"]:
        kept |= {"license_id": "อื่นๆ", "license_id_other": fields["license_id"]}
    kept["resources"] = [{"name": r.title, "url": r.url, "format": r.format} for r in dataset.resources]
    return json_bytes(kept)


@cache
def _form() -> dict[str, Any]:
    return dict(json.loads(shipped_file("gd-catalog.json")))


def _fields(dataset: Dataset, settings: Settings) -> dict[str, str]:
    """Return the set's description by the columns of the form; a day is text of พ.ศ."""
    known, terms = _form()["values"]["license_id"], settings.licence
    own = {
        "name": dataset.name,
        "title": dataset.title,
        "owner_org": dataset.publisher,
        "maintainer": dataset.publisher,
        "maintainer_email": dataset.email,
        "notes": _notes(dataset),
        "data_source": dataset.publisher,
        # What the form does not list, the importer keeps as «อื่นๆ» with these words.
        "license_id": terms.gdc_value if terms.gdc_value in known and terms.gdc_value != "อื่นๆ" else terms.title,
        "created_date": _be(dataset.oldest),
        "last_updated_date": _be(dataset.newest),
        "url": dataset.page_url,
    }
    return {**_form()["ours"], **own}


def _notes(dataset: Dataset) -> str:
    made_up = "ข้อมูลสมมติเพื่อสาธิต ไม่ใช่ข้อมูลของหน่วยงานจริง " if dataset.fictional else ""
    return (
        f"{made_up}รายการตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ทีละข้อ หลักฐานทุกชิ้น มาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"และผลประเมิน ITA ของ{dataset.publisher} ปีงบประมาณ พ.ศ. {dataset.fiscal_year} "
        f"คำอธิบายคอลัมน์อยู่ที่ {dataset.page_url}"
    )


def _be(day: date | None) -> str:
    """Return *day* as the form wants it, a text with a year of พ.ศ.: a real date would be read as one of ค.ศ. 1480."""
    return f"{day.year + BUDDHIST_OFFSET}-{day:%m-%d}" if day else ""


def _sheet(name: str, columns: Sequence[Sequence[str]], rows: Sequence[dict[str, str]]) -> Table:
    """Return a sheet of the form: a title, two lines of help, the names of the columns, their Thai names, the rows."""
    blank = ("",) * (len(columns) - 1)
    return Table(
        name,
        name,
        (Column("a", "แบบนำเข้าชุดข้อมูลของ GD-Catalog"), *(Column(f"c{place}", "") for place in range(1, len(columns)))),
        (),
        (
            *((line, *blank) for line in _HOW_TO),
            tuple(column for column, _ in columns),
            tuple(title for _, title in columns),
            *(tuple(row[column] for column, _ in columns) for row in rows),
        ),
    )
