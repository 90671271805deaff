"""The open data as a catalogue sees it: which files are one dataset, what it is called, and what it covers.

One list, which the DCAT catalogue and the linked data of the page `/data/` both say in their own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from oit_site import uris
from oit_site.facts import AgencyFacts, SiteFacts, newest
from oit_site.media import BINARY, BY_ENDING
from oit_site.thai import BUDDHIST_OFFSET


@dataclass(frozen=True, slots=True)
class DataFile:
    """A published file of a dataset: its address, its Thai title and its media type."""

    uri: str
    title: str

    @property
    def media_type(self) -> str:
        """The media type by the ending of its name."""
        return BY_ENDING.get(self.uri.rpartition(".")[2], BINARY)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: its name (ASCII, the same on every site), what people read of it, and its files."""

    name: str
    title: str
    """Thai, with the name in ASCII letters within: CKAN makes a name of what is ASCII in a title."""
    description: str
    keywords: tuple[str, ...]
    fiscal_year: int | None
    """The fiscal year (พ.ศ.) that it covers; None for several."""
    updated: date | None
    """The newest day (ค.ศ.) that its data states."""
    files: tuple[DataFile, ...]
    schema_uri: str = ""
    """The address of the Table Schema of its columns; "" where there is none."""

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day (ค.ศ.) of the fiscal year."""
        if self.fiscal_year is None:
            return None
        end = self.fiscal_year - BUDDHIST_OFFSET
        return date(end - 1, 10, 1), date(end, 9, 30)


@dataclass(frozen=True, slots=True)
class _Kind:
    title: str
    english: str
    description: str


_TABLES = {
    "oit-checklist": _Kind(
        "รายการตรวจการเปิดเผยข้อมูลสาธารณะ",
        "OIT checklist",
        "สถานะการเปิดเผยของทุกข้อ OIT แยกสถานะที่หน่วยงานระบุกับสถานะที่ตรวจจากหลักฐาน หนึ่งแถวต่อหนึ่งข้อของหนึ่งหน่วยงาน",
    ),
    "oit-evidence": _Kind(
        "หลักฐานการเปิดเผยข้อมูลสาธารณะ",
        "OIT evidence",
        "ไฟล์และลิงก์ที่ใช้เป็นหลักฐานของแต่ละข้อ OIT พร้อมวันที่เผยแพร่ ชนิด ขนาด และค่าแฮชของไฟล์ หนึ่งแถวต่อหนึ่งหลักฐาน",
    ),
    "measures": _Kind(
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        "integrity measures",
        "มาตรการที่หน่วยงานกำหนดจากผลประเมิน ผู้รับผิดชอบ ขั้นตอน การติดตาม และผลการดำเนินการ หนึ่งแถวต่อหนึ่งมาตรการ",
    ),
    "assessment": _Kind(
        "ผลประเมินคุณธรรมและความโปร่งใส",
        "ITA scores",
        "คะแนนตัวชี้วัดการประเมินคุณธรรมและความโปร่งใส (ITA) ตามที่พิมพ์ในเอกสาร พร้อมค่าที่คำนวณใหม่ หนึ่งแถวต่อหนึ่งตัวชี้วัด",
    ),
}
_ALL = _Kind(
    "รายการตรวจการเปิดเผยข้อมูลสาธารณะทุกปี",
    "OIT checklist all years",
    "สถานะการเปิดเผยของทุกข้อ OIT ทุกปีงบประมาณและทุกหน่วยงานในตารางเดียว เลขข้อต่างปีเทียบกันโดยตรงไม่ได้ ให้ดูปีของรายการข้อ",
)
_ITEMS = _Kind(
    "รหัสและชื่อข้อที่ต้องเปิดเผยข้อมูลสาธารณะ",
    "OIT items",
    "ข้อ OIT และองค์ประกอบของปีเป็นคำศัพท์ควบคุม (SKOS) พร้อมระดับความเชื่อมั่น และข้อที่ตรงกันในปีอื่น",
)
_KEYWORDS = ("OIT", "ITA", "การเปิดเผยข้อมูลสาธารณะ", "คุณธรรมและความโปร่งใส")
_FICTIONAL = "มีข้อมูลสมมติเพื่อสาธิตปนอยู่ คือของ"


def datasets_of(facts: SiteFacts, files: Iterable[DataFile]) -> tuple[Dataset, ...]:
    """Return the datasets that *files*, the published files below `data/`, make up, in the order of their names.

    A file that is of no dataset, such as a schema or a sum of sums, is passed over. Nobody's share of a portal's
    tables is a dataset of its own: its rows are in those of the site.
    """
    known = {file.uri: file for file in files}
    years = sorted({year.fiscal_year for agency in facts.agencies for year in agency.years})
    made = [dataset for year in years for dataset in _of_year(facts, year, known)]
    made += [
        _dataset("oit-checklist-all", _ALL, "", facts.agencies, None, _files("oit-checklist-all", None, known), known)
    ]
    made += [_vocabulary(edition, known) for edition in sorted(facts.catalogues)]
    return tuple(dataset for dataset in made if dataset.files)


def _of_year(facts: SiteFacts, fiscal_year: int, known: dict[str, DataFile]) -> Iterator[Dataset]:
    agencies = [agency for agency in facts.agencies if any(year.fiscal_year == fiscal_year for year in agency.years)]
    for name, kind in _TABLES.items():
        files = _files(name, fiscal_year, known)
        if name == "oit-checklist":
            # What its item codes mean; with linked data among its files a dataset counts as fully open.
            editions = {
                year.edition.fiscal_year for a in agencies for year in a.years if year.fiscal_year == fiscal_year
            }
            files += tuple(_vocabulary_file(edition, known) for edition in sorted(editions))
        yield _dataset(name, kind, str(fiscal_year), agencies, fiscal_year, files, known)


def _dataset(
    name: str,
    kind: _Kind,
    suffix: str,
    agencies: Iterable[AgencyFacts],
    fiscal_year: int | None,
    files: tuple[DataFile | None, ...],
    known: dict[str, DataFile],
) -> Dataset:
    agencies = tuple(agencies)
    invented = [agency.agency.name for agency in agencies if agency.agency.fictional]
    years = [year for a in agencies for year in a.years if fiscal_year in (None, year.fiscal_year)]
    schema = uris.data_uri(f"schema/{name.removesuffix('-all')}.tableschema.json")
    return Dataset(
        name=f"{name}-{suffix}" if suffix else name,
        title=f"{kind.title} ({kind.english}{f' {suffix}' if suffix else ''})",
        description=kind.description + (f" ({_FICTIONAL}{' '.join(invented)})" if invented else ""),
        keywords=_KEYWORDS,
        fiscal_year=fiscal_year,
        updated=newest(year.last_day for year in years),
        files=tuple(file for file in files if file),
        schema_uri=schema if schema in known else "",
    )


def _files(name: str, fiscal_year: int | None, known: dict[str, DataFile]) -> tuple[DataFile | None, ...]:
    """Return the files of the dataset *name*, the plainest first."""
    return tuple(
        known.get(uris.data_uri(f"{name}.{ending}", fiscal_year)) for ending in ("csv", "xlsx", "json", "docx")
    )


def _vocabulary_file(edition: int, known: dict[str, DataFile]) -> DataFile | None:
    return known.get(uris.vocabulary_uri(edition))


def _vocabulary(edition: int, known: dict[str, DataFile]) -> Dataset:
    """Return the items of *edition* (พ.ศ.) as a dataset. They are of no agency, and state no day."""
    return _dataset("oit-items", _ITEMS, str(edition), (), edition, (_vocabulary_file(edition, known),), known)
