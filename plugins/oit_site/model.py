"""The nouns of the field, as frozen models: what an agency writes, and what a year's OIT catalogue holds.

Input is text (see yaml_source); each field's type reads it. A printed figure keeps its printed form.
`fiscal_year` is พ.ศ.; a `date` is ค.ศ. Titles are the Thai labels that pages and exports show.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from oit_site import thai
from oit_site.colour import read_colour

# ---------------------------------------------------------------- field types


def reader(read: Callable[[str], object], code: str) -> BeforeValidator:
    """Return a validator that reads text with *read* and reports its ValueError as a problem of *code*."""

    def validate(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except ValueError as error:
            raise PydanticCustomError(code, "{thai}", {"thai": str(error)}) from None

    return BeforeValidator(validate)


def _from_text(key: str) -> BeforeValidator:
    """Return a validator that takes plain text as a record with only *key*."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _listed(value: object) -> object:
    """Take one value where a list is expected as a list of one."""
    return [value] if isinstance(value, str | dict) else value


def _read_url(text: str) -> str:
    url = text.strip()
    try:
        whole = not url.lower().startswith("http") or bool(urlsplit(url).hostname)
    except ValueError:
        whole = False
    if not whole or not re.fullmatch(
        r"(?:https?://[^\s<>\"'\\]+|mailto:[^\s<>\"']+|tel:[0-9+() -]+)", url, re.IGNORECASE
    ):
        raise ValueError(f"ที่อยู่ «{' '.join(url.split())[:80]}» ใช้ไม่ได้ ต้องขึ้นต้นด้วย https:// http:// mailto: หรือ tel:")
    return url


def _read_flag(text: str) -> bool:
    words = {"true": True, "yes": True, "ใช่": True, "false": False, "no": False, "ไม่ใช่": False, "ไม่": False}
    try:
        return words[text.strip().lower()]
    except KeyError:
        raise ValueError(f"«{text.strip()[:40]}» ต้องเป็น true หรือ false") from None


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
Url = Annotated[str, reader(_read_url, "OIT109")]
Day = Annotated[date, reader(thai.read_date, "OIT104")]
FiscalYear = Annotated[int, reader(thai.read_fiscal_year, "OIT104")]
YearSpan = Annotated[tuple[int, ...], Field(min_length=1), reader(thai.read_fiscal_years, "OIT104")]
FiscalYears = Annotated[tuple[YearSpan, ...], BeforeValidator(_listed)]
Colour = Annotated[str, reader(read_colour, "OIT103")]
"""`#rrggbb`, lower case."""
Picture = Annotated[str, reader(lambda text: _picture_path(text), "OIT103")]
"""The path of a picture from the pages folder."""
AgencyCode = Annotated[str, reader(lambda text: _agency_code(text), "OIT103")]
"""A key of tables that other people join: ASCII, safe in addresses and spreadsheets."""
ElementId = Annotated[str, reader(lambda text: _element_id(text), "OIT103")]
"""The name of an element by its item, as `O12.3`: an anchor of pages, a key of tables."""
Int = Annotated[int, reader(thai.read_int, "OIT103")]
Flag = Annotated[bool, reader(_read_flag, "OIT103")]
IndicatorNo = Annotated[int, reader(thai.read_int, "OIT103"), Field(ge=1, le=10)]
OitCode = Annotated[str, reader(lambda text: _one_code(text), "OIT107")]
OitCodes = Annotated[tuple[str, ...], reader(thai.read_oit_codes, "OIT107")]


def _one_code(text: str) -> str:
    codes = thai.read_oit_codes(text)
    if len(codes) != 1:
        raise ValueError(f"«{text}» เป็นช่วงของข้อ ที่นี่ใช้ได้ทีละข้อ")
    return codes[0]


def _picture_path(text: str) -> str:
    path = text.strip().removeprefix("./")
    if not path.lower().endswith((".png", ".jpg", ".jpeg", ".webp")):
        raise ValueError(f"ตรา «{path[:60]}» ต้องเป็นไฟล์ภาพ .png .jpg หรือ .webp ใน content/pages")
    return path


def _agency_code(text: str) -> str:
    code = thai.arabic_digits(text.strip())
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", code):
        raise ValueError(
            f"รหัสหน่วยงาน «{' '.join(text.split())[:60]}» ใช้ไม่ได้ ต้องเป็นอักษรอังกฤษ ตัวเลข . _ หรือ - "
            "ขึ้นต้นด้วยอักษรหรือตัวเลข ยาวไม่เกิน 64 ตัว"
        )
    return code


def _element_id(text: str) -> str:
    found = thai.arabic_digits(text.strip()).upper()
    if not re.fullmatch(r"O[0-9]{1,2}\.[0-9]{1,4}", found):
        raise ValueError(f"รหัสองค์ประกอบ «{' '.join(text.split())[:60]}» ใช้ไม่ได้ เขียนเช่น O12.3")
    return found


def _read_prose(text: str) -> str:
    if len(text) > 20_000 or text.count("[") > 300 or text.count("<") > 300:
        raise ValueError("ข้อความยาวเกิน 20,000 ตัวอักษร หรือมีเครื่องหมาย [ หรือ < เกิน 300 ตัว แบ่งเป็นหลายประเด็น")
    return text


Prose = Annotated[Text, reader(_read_prose, "OIT103")]
"""Markdown, bounded: some texts of many brackets would keep its reader busy for minutes."""


class Model(BaseModel):
    """What every noun shares: frozen, and no key beyond its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Figure(Model):
    """A printed figure: `๙๖.๔๒` keeps its digits, beside its value."""

    printed: str = Field(title="ตามที่พิมพ์")
    value: Decimal = Field(title="ค่า")


def _read_figure(text: str) -> dict[str, object]:
    return {"printed": text.strip(), "value": thai.read_number(text)}


def _read_score(text: str) -> dict[str, object]:
    value = thai.read_number(text)
    if not 0 <= value <= 100:
        raise ValueError(f"คะแนน «{text.strip()}» อยู่นอกช่วง 0–100")
    return _read_figure(text)


Printed = Annotated[Figure, reader(_read_figure, "OIT103")]
Score = Annotated[Figure, reader(_read_score, "OIT103")]
"""A printed score of 0–100."""


class Link(Model):
    """An address elsewhere, with what it leads to."""

    url: Url = Field(title="ที่อยู่")
    title: Text | None = Field(None, title="ชื่อลิงก์")


Links = Annotated[tuple[Annotated[Link, _from_text("url")], ...], BeforeValidator(_listed)]


class Point(Model):
    """One entry of a list, which may hold a list of its own and links."""

    text: Text = Field(title="ข้อความ")
    printed_no: Text | None = Field(None, title="เลขที่พิมพ์")
    children: Points = Field((), title="ข้อย่อย")
    links: Links = Field((), title="ลิงก์")


Points = Annotated[tuple[Annotated[Point, _from_text("text")], ...], BeforeValidator(_listed)]


class Timeframe(Model):
    """When something is done: as printed, and as days (ค.ศ.) where they are known."""

    text: Text = Field(title="ช่วงเวลาตามที่พิมพ์")
    start: Day | None = Field(None, title="วันเริ่ม")
    end: Day | None = Field(None, title="วันสิ้นสุด")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError("OIT104", "วันสิ้นสุดมาก่อนวันเริ่ม")
        return self


Timeframes = Annotated[tuple[Annotated[Timeframe, _from_text("text")], ...], BeforeValidator(_listed)]


class Discrepancy(Model):
    """A place where the source contradicts itself: shown as printed, never mended."""

    about: Text = Field(title="เรื่อง")
    printed: Text = Field(title="ที่พิมพ์")
    other: Text | None = Field(None, title="ที่พิมพ์อีกแห่ง")
    lines: Text | None = Field(None, title="บรรทัดในเอกสาร")
    note: Text | None = Field(None, title="หมายเหตุ")


class Source(Model):
    """The document that a file was transcribed from."""

    document: Text = Field(title="เอกสารต้นทาง")
    pages: Text | None = Field(None, title="หน้า")
    note: Text | None = Field(None, title="หมายเหตุ")


class Reference(Model):
    """A law, order or strategy that a text leans on."""

    kind: Text | None = Field(None, title="ประเภท")
    name: Text = Field(title="ชื่อ")
    number: Text | None = Field(None, title="เลขที่")
    year: Text | None = Field(None, title="ปีหรือช่วงปี")
    url: Url | None = Field(None, title="ที่อยู่")


References = Annotated[tuple[Annotated[Reference, _from_text("name")], ...], BeforeValidator(_listed)]


class Approval(Model):
    """Who approved a text, by post, and when."""

    by: Text | None = Field(None, title="ผู้อนุมัติ")
    position: Text | None = Field(None, title="ตำแหน่ง")
    on: Day | None = Field(None, title="วันที่อนุมัติ")
    order_no: Text | None = Field(None, title="เลขที่คำสั่งหรือประกาศ")


# ---------------------------------------------------------------- words of fixed lists

PeriodRef = Literal[
    "current",
    "fy",
    "fy_first_6_months",
    "prev_fy",
    "plan_covering_fy",
    "in_force_fy",
    "analysis_prev_fy_for_fy",
    "unverified",
]
ItemKind = Literal["page", "document", "report", "plan", "channel", "statistics", "link", "announcement"]
Variant = Literal["general", "provincial_education_office", "obec_area", "school", "ovec"]
WORK_PARTS = frozenset(
    (
        "measures",
        "weaknesses",
        "improvements",
        "responsible",
        "steps",
        "monitoring",
        "results",
        "outcomes",
        "problems",
        "suggestions",
        "budget",
        "timeframe",
    )
)
"""The parts of an issue that may answer an element of the items on measures and their results."""

Basis = Literal["seen", "seen-school", "seen-other", "recall"]


# ---------------------------------------------------------------- agency.yml


class Contact(Model):
    """How the public reaches an agency."""

    address: Text | None = Field(None, title="ที่อยู่")
    phone: Text | None = Field(None, title="โทรศัพท์")
    email: Text | None = Field(None, title="อีเมล")
    complaint_url: Url | None = Field(None, title="ช่องทางร้องเรียนการทุจริต")


class Group(Model):
    """A part of an agency that owns items and does measures."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")] = Field("", title="รหัสของกลุ่ม")
    """Empty where the agency gives none: then `key` is made from the name."""
    name: Text = Field(title="ชื่อกลุ่ม")

    @cached_property
    def key(self) -> str:
        """What the group's addresses are made of: its id, else "g" and 8 hex digits that depend on its name alone.

        The digits begin the SHA-256 of the name in NFC with single spaces, so neither the order of the groups nor
        a new one among them changes an address; another name does.
        """
        plain = " ".join(unicodedata.normalize("NFC", self.name).split())
        return self.id or f"g{hashlib.sha256(plain.encode()).hexdigest()[:8]}"


Groups = Annotated[tuple[Annotated[Group, _from_text("name")], ...], BeforeValidator(_listed)]


class Agency(Model):
    """An office that publishes (agency.yml)."""

    name: Text = Field(title="ชื่อหน่วยงาน")
    short_name: Text | None = Field(None, title="ชื่อย่อ")
    code: AgencyCode | None = Field(None, title="รหัสหน่วยงานทางราชการ")
    """The official code, which stands as `agency_id` in every file of open data; addresses do without it."""
    kind: Text | None = Field(None, title="ประเภทหน่วยงาน")
    catalogue_variant: Variant = Field("general", title="ชุดรายการข้อ OIT ที่ใช้")
    parents: Texts = Field((), title="สังกัด")
    websites: Links = Field((), title="เว็บไซต์")
    contact: Contact | None = Field(None, title="ติดต่อ")
    groups: Groups = Field((), title="กลุ่มและหน่วยในหน่วยงาน")
    name_variants: Texts = Field((), title="ชื่อที่พบในเอกสาร")
    colour: Colour | None = Field(None, title="สีประจำหน่วยงาน")
    """What the header of the agency's pages is dressed in, if white text can be read on it."""
    logo: Picture | None = Field(None, title="ตราของหน่วยงาน")
    """A picture in the pages folder, shown in the header."""
    fictional: Flag = Field(False, title="หน่วยงานสมมติ")
    about: Text | None = Field(None, title="เกี่ยวกับหน่วยงาน")
    discrepancies: tuple[Discrepancy, ...] = Field((), title="จุดที่เอกสารขัดกันเอง")

    @property
    def group_names(self) -> tuple[str, ...]:
        """The names of its groups, in their order."""
        return tuple(group.name for group in self.groups)

    @property
    def label(self) -> str:
        """The short name where there is one, else the name."""
        return self.short_name or self.name


# ---------------------------------------------------------------- assessment.yml


class Instrument(Model):
    """One of the three surveys of an assessment."""

    code: Text = Field(title="แบบวัด")
    name: Text = Field(title="ชื่อแบบวัด")
    weight: Decimal = Field(title="คะแนนเต็มถ่วงน้ำหนัก")
    indicators: tuple[int, ...] = Field(title="ตัวชี้วัดในแบบวัด")


class Indicator(Model):
    """One of the ten indicators of an assessment."""

    no: IndicatorNo = Field(title="ตัวชี้วัดที่")
    name: Text = Field(title="ตัวชี้วัด")
    instrument: Instrument = Field(title="แบบวัด")


class IndicatorScore(Model):
    """The score of one of the ten indicators, as a document prints it.

    A document may print several scores for one indicator; each is an entry, told apart by `scope`.
    """

    no: IndicatorNo = Field(title="ตัวชี้วัดที่")
    score: Score | None = Field(None, title="คะแนน")
    grade: Text | None = Field(None, title="ระดับ")
    status: Text | None = Field(None, title="หมายเหตุ")
    rank: Int | None = Field(None, title="ลำดับ")
    no_printed: Text | None = Field(None, title="เลขตัวชี้วัดที่พิมพ์")
    name_printed: Text | None = Field(None, title="ชื่อตัวชี้วัดที่พิมพ์")
    scope: Text | None = Field(None, title="พิมพ์ไว้ที่")


class WeightedScores(Model):
    """The weighted points of the three instruments: at most 30, 30 and 40."""

    iit: Score | None = Field(None, title="IIT")
    eit: Score | None = Field(None, title="EIT")
    oit: Score | None = Field(None, title="OIT")


class ScoreSet(Model):
    """The scores of one assessed fiscal year."""

    fiscal_year: FiscalYear = Field(title="ปีงบประมาณที่ประเมิน")
    total: Score | None = Field(None, title="คะแนนรวม")
    grade: Text | None = Field(None, title="ระดับ")
    weighted: WeightedScores | None = Field(None, title="คะแนนถ่วงน้ำหนัก")
    indicators: tuple[IndicatorScore, ...] = Field((), title="คะแนนรายตัวชี้วัด")
    narrative: Texts = Field((), title="คำอธิบายผล")
    published: Day | None = Field(None, title="วันที่ประกาศผล")

    def main_score(self, no: int) -> IndicatorScore | None:
        """Return the first score given for indicator *no*, or None."""
        return next((score for score in self.indicators if score.no == no), None)


class Strength(Model):
    """An indicator that the agency names as strong."""

    indicator: IndicatorNo = Field(title="ตัวชี้วัดที่")
    score: Score | None = Field(None, title="คะแนน")
    text: Text = Field(title="จุดแข็ง")
    advice: Text | None = Field(None, title="ข้อแนะนำ")


class WeakIndicator(Model):
    """An indicator that the agency names as weak."""

    indicator: IndicatorNo = Field(title="ตัวชี้วัดที่")
    score: Score | None = Field(None, title="คะแนน")
    text: Text | None = Field(None, title="จุดอ่อน")


class HistoryPoint(Model):
    """The total score of one earlier year."""

    fiscal_year: FiscalYear = Field(title="ปีงบประมาณ")
    score: Score | None = Field(None, title="คะแนน")


class History(Model):
    """A series of totals as a document presents it; the points may be missing there."""

    heading: Text = Field(title="หัวเรื่อง")
    points: tuple[HistoryPoint, ...] = Field((), title="คะแนนรายปี")
    note: Text | None = Field(None, title="หมายเหตุ")


class Cpi(Model):
    """The Corruption Perceptions Index as a document presents it; the value may be missing there."""

    heading: Text = Field(title="หัวเรื่อง")
    value: Text | None = Field(None, title="ค่า")
    note: Text | None = Field(None, title="หมายเหตุ")


class Assessment(Model):
    """The scores that a year's work answers (assessment.yml)."""

    result_year: FiscalYear = Field(title="ปีของผลประเมินที่ใช้ตั้งมาตรการ")
    threshold: Score | None = Field(None, title="เกณฑ์การผ่าน")
    scores: Annotated[tuple[ScoreSet, ...], Field(min_length=1)] = Field(title="ผลคะแนน")
    narrative: Texts = Field((), title="คำอธิบายผล")
    strengths: tuple[Strength, ...] = Field((), title="จุดแข็ง")
    weak_indicators: tuple[WeakIndicator, ...] = Field((), title="ตัวชี้วัดที่เป็นจุดอ่อน")
    weak_count_printed: Printed | None = Field(None, title="จำนวนจุดอ่อนตามที่พิมพ์")
    history: History | None = Field(None, title="คะแนนย้อนหลัง")
    cpi: Cpi | None = Field(None, title="ดัชนีการรับรู้การทุจริต")
    column_labels: dict[str, Text] = Field({}, title="ชื่อคอลัมน์ในเอกสาร")
    discrepancies: tuple[Discrepancy, ...] = Field((), title="จุดที่เอกสารขัดกันเอง")
    source: Source | None = Field(None, title="ที่มา")

    @property
    def main(self) -> ScoreSet:
        """The scores of `result_year`; the first set where that year is missing (reported as OIT207)."""
        return next((s for s in self.scores if s.fiscal_year == self.result_year), self.scores[0])


# ---------------------------------------------------------------- measures/<id>.yml


class ItemLink(Model):
    """OIT items that an issue or measure answers: one code or a range, with what the source prints beside it."""

    codes: OitCodes = Field(title="ข้อ OIT", alias="code")
    printed: Text | None = Field(None, title="รหัสที่พิมพ์")
    title: Text | None = Field(None, title="ชื่อข้อที่พิมพ์")
    year: FiscalYear | None = Field(None, title="ปีที่พิมพ์ในชื่อข้อ")
    checked: Flag | None = Field(None, title="ช่องที่ทำเครื่องหมาย")


ItemLinks = Annotated[tuple[Annotated[ItemLink, _from_text("code")], ...], BeforeValidator(_listed)]


class SurveyQuestion(Model):
    """A question of the IIT (i…) or EIT (e…) survey."""

    code: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[ieIE]\d{1,2}$")] = Field(
        title="รหัสคำถาม"
    )
    text: Text | None = Field(None, title="คำถาม")


class StatedScore(Model):
    """A score that an issue states for itself; `scope` says which where there are several."""

    score: Score = Field(title="คะแนน")
    scope: Text | None = Field(None, title="ที่มาของคะแนน")


class Budget(Model):
    """Money set aside for an issue or measure."""

    amount: Printed | None = Field(None, title="จำนวน")
    unit: Text = Field("บาท", title="หน่วย")
    source: Text | None = Field(None, title="แหล่งงบประมาณ")
    problems: Text | None = Field(None, title="อุปสรรค")
    suggestions: Text | None = Field(None, title="ข้อเสนอแนะ")


class Target(Model):
    """A target figure that a measure names."""

    text: Text = Field(title="เป้าหมาย")
    value: Printed | None = Field(None, title="ค่า")
    unit: Text | None = Field(None, title="หน่วย")


class _Work(Model):
    """What an issue and a measure may both say: who, how, when, with what result."""

    responsible: Texts = Field((), title="ผู้รับผิดชอบ")
    steps: Points = Field((), title="ขั้นตอนหรือวิธีการ")
    monitoring: Points = Field((), title="แนวทางกำกับติดตาม")
    monitored_by: Texts = Field((), title="ผู้กำกับติดตาม")
    timeframe: Timeframes = Field((), title="ระยะเวลา")
    results: Points = Field((), title="ผลการดำเนินการ")
    outcomes: Points = Field((), title="ผลลัพธ์หรือความสำเร็จ")
    problems: Text | None = Field(None, title="ปัญหาและอุปสรรค")
    suggestions: Text | None = Field(None, title="ข้อเสนอแนะ")
    budget: Budget | None = Field(None, title="งบประมาณ")
    targets: tuple[Annotated[Target, _from_text("text")], ...] = Field((), title="เป้าหมาย")
    links: Links = Field((), title="ลิงก์ที่เกี่ยวข้อง")
    references: References = Field((), title="กฎหมายและคำสั่งที่อ้าง")
    oit: ItemLinks = Field((), title="ข้อ OIT ที่เกี่ยวข้อง")


class Measure(_Work):
    """One thing that is done about an issue (a row of the source's table)."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")] = Field("", title="รหัส")
    title: Text = Field(title="มาตรการ")
    printed_no: Text | None = Field(None, title="เลขที่พิมพ์")
    details: Points = Field((), title="รายละเอียด")
    order_no: Text | None = Field(None, title="เลขที่คำสั่ง")


class Status(Enum):
    """Whether an issue is published."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Issue(_Work):
    """A weak point or topic with its measures (measures/<id>.yml): one file, one page."""

    id: Text = Field("", title="รหัส")
    title: Text = Field(title="ประเด็น")
    printed_no: Text | None = Field(None, title="เลขประเด็นที่พิมพ์")
    heading: Text | None = Field(None, title="หัวเรื่องที่พิมพ์")
    indicators: Annotated[tuple[IndicatorNo, ...], BeforeValidator(_listed)] = Field((), title="ตัวชี้วัด")
    oit_edition: FiscalYear | None = Field(None, title="ปีของรายการข้อ OIT ที่อ้าง")
    survey_questions: Annotated[tuple[Annotated[SurveyQuestion, _from_text("code")], ...], BeforeValidator(_listed)] = (
        Field((), title="คำถามในแบบวัด IIT/EIT")
    )
    score: Annotated[tuple[Annotated[StatedScore, _from_text("score")], ...], BeforeValidator(_listed)] = Field(
        (), title="คะแนนที่ระบุ"
    )
    weaknesses: Points = Field((), title="ข้อบกพร่องหรือจุดอ่อน")
    improvements: Points = Field((), title="ประเด็นที่จะพัฒนา")
    assessment_points: Points = Field((), title="ประเด็นการประเมิน")
    constraints: Text | None = Field(None, title="ข้อจำกัดของหน่วยงาน")
    narrative: Prose | None = Field(None, title="คำอธิบาย")
    summary_plain: Text | None = Field(None, title="สรุปใน 1 นาที")
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)] = Field(title="มาตรการ")
    column_labels: dict[str, Text] = Field({}, title="ชื่อคอลัมน์ในเอกสาร")
    discrepancies: tuple[Discrepancy, ...] = Field((), title="จุดที่เอกสารขัดกันเอง")
    source: Source | None = Field(None, title="ที่มา")
    approved: Approval | None = Field(None, title="การอนุมัติ")
    updated: Day | None = Field(None, title="ปรับปรุงล่าสุด")
    status: Status = Field(Status.PUBLISHED, title="สถานะการเผยแพร่")

    def own_codes(self) -> tuple[str, ...]:
        """Return the OIT codes that the issue itself names, in order, each once."""
        return _codes(self.oit)

    def all_codes(self) -> tuple[str, ...]:
        """Return the OIT codes that the issue or any of its measures names, in order, each once."""
        return _codes((*self.oit, *(link for measure in self.measures for link in measure.oit)))


def _codes(links: Iterable[ItemLink]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for link in links for code in link.codes))


# ---------------------------------------------------------------- oit.yml


class Claim(Enum):
    """The state of an item as the agency states it."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    MISSING = "missing"


_CLAIMS = {"ครบถ้วน": "complete", "บางส่วน": "partial", "ยังไม่เปิดเผย": "missing"}


def _read_quote(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > 300:
        raise ValueError("ข้อความที่ยกมายาวเกิน 300 ตัวอักษร ยกเฉพาะประโยคที่ผู้ตรวจต้องเห็น")
    return line


Quote = Annotated[Text, reader(_read_quote, "OIT103")]
"""Words of a page, on one line: short enough for an address that leads to them."""


class Evidence(Model):
    """What shows that an item is disclosed: a file of this site, a page of this site, or an address elsewhere."""

    title: Text = Field(title="หลักฐาน")
    file: Text | None = Field(None, title="ไฟล์")
    page: Text | None = Field(None, title="หน้าในเว็บไซต์นี้")
    url: Url | None = Field(None, title="ที่อยู่ภายนอก")
    page_no: Int | None = Field(None, title="หน้าที่")
    quote: Quote | None = Field(None, title="ข้อความที่ให้ดู")
    """Words that stand in the evidence, letter for letter: a browser scrolls to them where it can."""
    elements: Texts = Field((), title="องค์ประกอบที่ครอบคลุม")
    published: Day | None = Field(None, title="วันที่เผยแพร่")
    covers_fiscal_year: FiscalYears = Field((), title="เป็นข้อมูลของปีงบประมาณ")
    """Spans of years (พ.ศ.), as typed; `years_covered` holds the years."""
    menu_path: Text | None = Field(None, title="เส้นทางเมนู")
    shared_ok: Text | None = Field(None, title="เหตุที่ใช้ร่วมกับข้ออื่น")
    note: Text | None = Field(None, title="หมายเหตุ")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        places = [place for place in (self.file, self.page, self.url) if place]
        if len(places) != 1:
            found = "ไม่มีสักอย่าง" if not places else f"มี {len(places)} อย่าง"
            raise PydanticCustomError(
                "OIT103", "หลักฐานต้องมี file, page หรือ url อย่างใดอย่างหนึ่ง ({found})", {"found": found}
            )
        return self

    @property
    def years_covered(self) -> tuple[int, ...]:
        """Every fiscal year (พ.ศ.) that the evidence covers; empty where it states none."""
        return tuple(year for span in self.covers_fiscal_year for year in span)


class Disclosure(Model):
    """What the agency says of one item (an entry of oit.yml)."""

    status: Annotated[
        Claim | None,
        BeforeValidator(lambda v: _CLAIMS.get(v.strip(), v.strip()) if isinstance(v, str) else v),
    ] = Field(None, title="สถานะที่หน่วยงานระบุ")
    owner: Text | None = Field(None, title="ผู้รับผิดชอบ")
    explain: Text | None = Field(None, title="คำอธิบาย")
    evidence: tuple[Evidence, ...] = Field((), title="หลักฐาน")
    not_applicable: Text | None = Field(None, title="เหตุผลที่ไม่เกี่ยวข้อง")
    due: Day | None = Field(None, title="กำหนดเสร็จ")


# ---------------------------------------------------------------- report.yml


class TocEntry(Model):
    """A line of a printed table of contents."""

    title: Text = Field(title="เรื่อง")
    page: Text | None = Field(None, title="หน้า")


class Report(Model):
    """The texts around a year's measures: cover, foreword, summary, rationale (report.yml)."""

    doc_id: Text | None = Field(None, title="รหัสเอกสาร")
    doc_type: Literal["measures", "results", "combined"] | None = Field(None, title="ประเภทเอกสาร")
    title_lines: Texts = Field((), title="ชื่อเรื่องบนปก")
    org_unit: Text | None = Field(None, title="กลุ่มที่จัดทำ")
    fiscal_year: FiscalYear | None = Field(None, title="ปีงบประมาณของรายงาน")
    preface: Texts = Field((), title="คำนำ")
    summary: Texts = Field((), title="บทสรุป")
    rationale: Texts = Field((), title="หลักการและเหตุผล")
    results_intro: Texts = Field((), title="ความนำของผลการดำเนินการ")
    conclusion: Texts = Field((), title="สรุปท้ายรายงาน")
    strategy: Reference | None = Field(None, title="ยุทธศาสตร์อ้างอิง")
    references: References = Field((), title="กฎหมายและคำสั่งที่อ้าง")
    toc: Annotated[tuple[Annotated[TocEntry, _from_text("title")], ...], BeforeValidator(_listed)] = Field(
        (), title="สารบัญในเอกสาร"
    )
    timeframe: Timeframes = Field((), title="ระยะเวลา")
    approved: Approval | None = Field(None, title="การอนุมัติ")
    updated: Day | None = Field(None, title="ปรับปรุงล่าสุด")
    discrepancies: tuple[Discrepancy, ...] = Field((), title="จุดที่เอกสารขัดกันเอง")
    source: Source | None = Field(None, title="ที่มา")


# ---------------------------------------------------------------- synonyms.yml


def _read_group(value: object) -> object:
    """Refuse a group of words that search could make nothing of; what is no list of texts is left to its type."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        return value
    words = [_bare(word) for word in value]
    short = next((word for word, bare in zip(value, words, strict=True) if len(bare) < 2), None)
    if short is not None:
        raise PydanticCustomError("OIT113", "{thai}", {"thai": f"คำ «{short.strip()}» สั้นเกินไป ต้องมีอย่างน้อยสองตัวอักษร"})
    if len(set(words)) < len(words):
        twice = next(word for word, bare in zip(value, words, strict=True) if words.count(bare) > 1)
        raise PydanticCustomError("OIT113", "{thai}", {"thai": f"คำ «{twice.strip()}» ซ้ำในกลุ่มเดียวกัน"})
    if len(words) < 2:
        raise PydanticCustomError("OIT113", "{thai}", {"thai": "กลุ่มคำต้องมีอย่างน้อยสองคำ"})
    return value


def _bare(word: str) -> str:
    """Return *word* as search compares it: search passes over stops and spaces."""
    return re.sub(r"[\s.ฯ]", "", word).lower()


SynonymGroup = Annotated[tuple[Text, ...], BeforeValidator(_read_group)]


class Synonyms(Model):
    """Words that readers use for one another when they search (synonyms.yml)."""

    synonyms: tuple[SynonymGroup, ...] = Field(title="กลุ่มคำที่ใช้แทนกัน")


# ---------------------------------------------------------------- catalogue


class Certainty(Enum):
    """How sure the number, title and place of an item are."""

    HIGH = "high"
    """Found alike in two independent sources or more."""
    MEDIUM = "medium"
    """Found in one source."""
    LOW = "low"
    """Recalled, not yet found: shown as ยังไม่ยืนยัน."""


class Element(Model):
    """One thing that an item requires to be shown (องค์ประกอบ)."""

    id: ElementId = Field(title="รหัสองค์ประกอบ")
    text: Text = Field(title="องค์ประกอบ")
    basis: Basis = Field(title="ที่มาขององค์ประกอบ")
    sources: Texts = Field((), title="แหล่งที่พบ")
    met_by: Texts = Field((), title="ส่วนของหน้ามาตรการที่ตอบองค์ประกอบนี้")

    @property
    def confirmed(self) -> bool:
        """Whether a source was seen; only such elements are required."""
        return self.basis.startswith("seen")


class Period(Model):
    """The year whose facts an item asks for; `year` is that of the edition's own fiscal year."""

    ref: PeriodRef = Field(title="ช่วงข้อมูล")
    year: FiscalYear | None = Field(None, title="ปีงบประมาณของข้อมูล")
    note: Text | None = Field(None, title="หมายเหตุ")


class ItemVariant(Model):
    """What an item asks of one kind of agency in particular."""

    kind: Variant = Field(title="ประเภทหน่วยงาน")
    text: Text = Field(title="ข้อกำหนดเฉพาะ")
    basis: Basis = Field(title="ที่มา")


class OitItem(Model):
    """One numbered item of an edition (O12)."""

    code: OitCode = Field(title="ข้อ")
    title: Text = Field(title="ชื่อข้อ")
    title_en: Text = Field(title="ชื่อภาษาอังกฤษ")
    indicator: IndicatorNo = Field(title="ตัวชี้วัด")
    sub_indicator: Text = Field(title="ตัวชี้วัดย่อย")
    group: Text = Field(title="กลุ่ม")
    kind: ItemKind = Field(title="ลักษณะข้อมูล")
    concepts: Texts = Field((), title="เรื่องที่ตรงกันระหว่างปี")
    period: Period = Field(title="ช่วงข้อมูลที่ขอ")
    elements: tuple[Element, ...] = Field((), title="องค์ประกอบ")
    certainty: Certainty = Field(title="ความเชื่อมั่น")
    site_page: Literal["measures", "results"] | None = Field(None, title="หน้าของเว็บไซต์นี้ที่ตอบข้อนี้")
    notes: Text | None = Field(None, title="หมายเหตุ")
    elements_like: Text | None = Field(None, title="เนื้อหาคล้ายข้อ")
    variants: tuple[ItemVariant, ...] = Field((), title="ข้อกำหนดเฉพาะประเภทหน่วยงาน")
    sources: Texts = Field((), title="แหล่งที่พบ")

    @property
    def number(self) -> int:
        """The number of the code: O12 → 12."""
        return thai.oit_number(self.code)

    @cached_property
    def required(self) -> tuple[Element, ...]:
        """The confirmed elements, which alone count as required."""
        return tuple(element for element in self.elements if element.confirmed)

    @cached_property
    def bases(self) -> dict[str, tuple[str, ...]]:
        """The ids of the confirmed elements by where they were found, in the order of the elements."""
        found = dict.fromkeys(element.basis for element in self.required)
        return {basis: tuple(e.id for e in self.required if e.basis == basis) for basis in found}


class SubIndicator(Model):
    """A part of indicator 9 or 10, such as 9.1."""

    code: Text = Field(title="รหัส")
    name: Text = Field(title="ตัวชี้วัดย่อย")
    certainty: Certainty = Field(title="ความเชื่อมั่น")


class CatalogueSource(Model):
    """Where facts of an edition were found."""

    key: Text = Field(title="รหัสแหล่ง")
    where: Text = Field(title="แหล่ง")
    note: Text | None = Field(None, title="หมายเหตุ")


class Catalogue(Model):
    """The OIT items of one fiscal year: an edition."""

    fiscal_year: FiscalYear = Field(title="ปีของรายการ")
    count_certainty: Text = Field(title="ความเชื่อมั่นของจำนวนข้อ")
    note: Text | None = Field(None, title="หมายเหตุ")
    warning: Text | None = Field(None, title="คำเตือน")
    sub_indicators: tuple[SubIndicator, ...] = Field(title="ตัวชี้วัดย่อย")
    items: Annotated[tuple[OitItem, ...], Field(min_length=1)] = Field(title="ข้อ")
    sources: tuple[CatalogueSource, ...] = Field((), title="แหล่งที่พบ")

    @cached_property
    def by_code(self) -> dict[str, OitItem]:
        """The items by their codes."""
        return {item.code: item for item in self.items}

    @cached_property
    def by_concept(self) -> dict[str, OitItem]:
        """The first item of each concept of the crosswalk."""
        return {concept: item for item in reversed(self.items) for concept in item.concepts}

    @cached_property
    def certainties(self) -> dict[Certainty, int]:
        """How many items have each certainty, the surest first; those that no item has are left out."""
        counts = {level: sum(item.certainty is level for item in self.items) for level in Certainty}
        return {level: number for level, number in counts.items() if number}

    @cached_property
    def source_keys(self) -> frozenset[str]:
        """The keys of the sources."""
        return frozenset(source.key for source in self.sources)

    @property
    def confirmed(self) -> bool:
        """Whether the edition as a whole may be shown without ยังไม่ยืนยัน."""
        return self.warning is None and all(item.certainty is not Certainty.LOW for item in self.items)

    @property
    def last_code(self) -> str:
        """The highest code of the edition."""
        return max(self.items, key=lambda item: item.number).code
