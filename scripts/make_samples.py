"""Make the small evidence files of the fictional sample agency, with the same bytes on every run.

    python scripts/make_samples.py [content/example]

Everything in them is invented, and every page or sheet says so (ตัวอย่าง). The PDFs carry a real Thai text
layer, except one that imitates a scan: an auditor meets both kinds.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import fontpkg
import xlsxwriter
from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import FontFace, TTFFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont

EXAMPLE = Path(__file__).parent.parent / "content" / "example"

AGENCY = "หน่วยงานตัวอย่าง"
STAMP = "ตัวอย่าง"
NOTICE = "เอกสารตัวอย่าง ข้อมูลทั้งหมดเป็นเรื่องสมมติ ไม่ใช่เอกสารของหน่วยงานใด"

MADE = {
    2566: datetime(2023, 4, 3, 9, 0, tzinfo=UTC),
    2567: datetime(2024, 4, 1, 9, 0, tzinfo=UTC),
}
"""The date inside the files of each fiscal year (พ.ศ.): a clock here would change the bytes on every run."""

Cell = str | int
Row = tuple[Cell, ...]


# ---------------------------------------------------------------- what the files say


@dataclass(frozen=True)
class Table:
    """A table: its heading cells, relative column widths, and rows. Numbers are set to the right."""

    heading: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Paper:
    """A short official paper: title lines, paragraphs, then a table a page."""

    fiscal_year: int
    title: tuple[str, ...]
    text: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Project:
    """One project of an annual plan; money in baht, *spent* in the first six months."""

    name: str
    budget: int
    when: str
    group: str
    spent: int
    progress: str


PROJECTS: Mapping[int, tuple[Project, ...]] = {
    2566: (
        Project(
            "พัฒนางานสารบรรณและการเปิดเผยข้อมูล", 40000, "ต.ค. 2565 – ก.ย. 2566",
            "กลุ่มอำนวยการ", 22500, "ดำเนินการตามแผน",
        ),
        Project(
            "พัฒนาคุณภาพการให้บริการ", 60000, "ธ.ค. 2565 – มิ.ย. 2566",
            "กลุ่มบริการและประชาสัมพันธ์", 18000, "ดำเนินการตามแผน",
        ),
        Project(
            "เสริมสร้างคุณธรรมและความโปร่งใส", 35000, "ม.ค. – ส.ค. 2566",
            "กลุ่มส่งเสริมคุณธรรม", 12000, "ดำเนินการตามแผน",
        ),
        Project(
            "พัฒนาบุคลากร", 50000, "ก.พ. – ก.ค. 2566",
            "กลุ่มบริหารงานบุคคล", 8000, "ช้ากว่าแผน 1 เดือน",
        ),
        Project(
            "ประชุมติดตามแผนรายไตรมาส", 15000, "ต.ค. 2565 – ก.ย. 2566",
            "กลุ่มนโยบายและแผน", 7500, "จัดแล้ว 2 ครั้ง จาก 4 ครั้ง",
        ),
    ),
    2567: (
        Project(
            "พัฒนาเว็บไซต์และการเปิดเผยข้อมูล", 45000, "ต.ค. 2566 – ก.ย. 2567",
            "กลุ่มอำนวยการ", 0, "ดำเนินการตามแผน",
        ),
        Project(
            "พัฒนาคุณภาพการให้บริการ ระยะที่ 2", 65000, "พ.ย. 2566 – มิ.ย. 2567",
            "กลุ่มบริการและประชาสัมพันธ์", 0, "ดำเนินการตามแผน",
        ),
        Project(
            "เสริมสร้างคุณธรรมและจริยธรรม", 40000, "ม.ค. – ส.ค. 2567",
            "กลุ่มส่งเสริมคุณธรรม", 0, "ช้ากว่าแผน 2 เดือน",
        ),
        Project(
            "พัฒนาบุคลากรด้านดิจิทัล", 55000, "ก.พ. – ก.ค. 2567",
            "กลุ่มบริหารงานบุคคล", 0, "อยู่ระหว่างเตรียมการ",
        ),
    ),
}  # fmt: skip
"""The plan of each fiscal year. The progress report of 2567 leaves money out: its item stays partly met."""

SERVICES = ("ให้คำปรึกษา", "ตรวจรับรองเอกสาร", "ขอข้อมูลข่าวสาร")

SERVICE_COUNTS: Mapping[int, tuple[tuple[int, int, int], ...]] = {
    2566: ((42, 31, 8), (39, 28, 5), (35, 22, 6), (48, 36, 9), (44, 33, 7), (51, 40, 11)),
    2567: ((46, 30, 10), (43, 32, 9), (38, 25, 7), (52, 39, 12), (49, 35, 10), (55, 43, 13)),
}
"""Times each service was given, a row a month from October on."""

PROCUREMENT_HEADING = (
    "เดือน", "งานที่ซื้อหรือจ้าง", "วงเงิน (บาท)", "ราคากลาง (บาท)", "วิธีซื้อหรือจ้าง", "ผู้เสนอราคาและราคาที่เสนอ",
    "ผู้ได้รับคัดเลือกและราคาที่ตกลง", "เหตุผลที่คัดเลือก", "เลขที่และวันที่ของสัญญาหรือข้อตกลง",
)  # fmt: skip

PURCHASES: Mapping[int, tuple[tuple[str, int, str, int, str], ...]] = {
    2566: (
        ("ซื้อวัสดุสำนักงาน", 12000, "ร้านสมมติ ก", 11800, "14 ต.ค. 2565"),
        ("จ้างซ่อมเครื่องปรับอากาศ", 8500, "ร้านสมมติ ข", 8400, "11 พ.ย. 2565"),
        ("จ้างพิมพ์แผ่นพับประชาสัมพันธ์", 6000, "ร้านสมมติ ค", 5900, "9 ธ.ค. 2565"),
        ("ซื้อหมึกพิมพ์", 9500, "ร้านสมมติ ก", 9350, "13 ม.ค. 2566"),
        ("จ้างทำป้ายจุดบริการ", 7000, "ร้านสมมติ ง", 6800, "10 ก.พ. 2566"),
        ("ซื้อวัสดุคอมพิวเตอร์", 15000, "ร้านสมมติ จ", 14700, "10 มี.ค. 2566"),
    ),
    2567: (
        ("ซื้อวัสดุสำนักงาน", 12500, "ร้านสมมติ ก", 12300, "13 ต.ค. 2566"),
        ("จ้างปรับปรุงเว็บไซต์", 45000, "ร้านสมมติ ฉ", 44500, "10 พ.ย. 2566"),
        ("จ้างพิมพ์คู่มือการให้บริการ", 9000, "ร้านสมมติ ค", 8900, "8 ธ.ค. 2566"),
        ("ซื้อหมึกพิมพ์", 9800, "ร้านสมมติ ก", 9600, "12 ม.ค. 2567"),
        ("จ้างบำรุงรักษาลิฟต์", 14000, "ร้านสมมติ ช", 13800, "9 ก.พ. 2567"),
    ),
}
"""One purchase a month from October on: what, limit, who, price, day. 2567 still lacks March."""

RISKS = (
    ("เรียกรับผลประโยชน์ เพื่อเร่งงานบริการ", "ปานกลาง", "ประกาศระยะเวลาให้บริการ และสุ่มสอบถามผู้รับบริการ"),
    ("นำทรัพย์สินของราชการ ไปใช้ส่วนตัว", "ปานกลาง", "ใช้ทะเบียนยืมคืน และตรวจนับทุกไตรมาส"),
    ("กำหนดรายละเอียดพัสดุ เอื้อผู้ขายรายเดียว", "สูง", "ตั้งผู้ตรวจทานรายละเอียดพัสดุ แยกจากผู้จัดซื้อ"),
)

PLEDGE = (
    "ประกาศ" + AGENCY,
    "เรื่อง นโยบายไม่รับของขวัญจากการปฏิบัติหน้าที่",
    "(No Gift Policy) ประจำปีงบประมาณ พ.ศ. 2566",
    "",
    "ข้าพเจ้า ผู้อำนวยการ (ตัวอย่าง) ขอประกาศว่า ผู้บริหารและเจ้าหน้าที่ทุกคน",
    "จะไม่รับของขวัญ ของกำนัล หรือประโยชน์อื่นใดจากการปฏิบัติหน้าที่",
    "ทั้งก่อน ขณะ และหลังปฏิบัติหน้าที่ ตลอดปีงบประมาณ พ.ศ. 2566",
    "หากพบการฝ่าฝืน ให้แจ้งตามช่องทางร้องเรียนของหน่วยงาน",
    "",
    "ประกาศ ณ วันที่ 9 มกราคม พ.ศ. 2566",
    "",
    "(ลายมือชื่อสมมติ)",
    "ผู้อำนวยการ (ตัวอย่าง)",
    "",
    NOTICE,
)


def month_names(fiscal_year: int) -> tuple[str, ...]:
    """Return the first six months of a fiscal year (พ.ศ.): ``ตุลาคม 2565`` … ``มีนาคม 2566``."""
    before = ("ตุลาคม", "พฤศจิกายน", "ธันวาคม")
    after = ("มกราคม", "กุมภาพันธ์", "มีนาคม")
    return (*(f"{name} {fiscal_year - 1}" for name in before), *(f"{name} {fiscal_year}" for name in after))


def plan_paper(fiscal_year: int) -> Paper:
    """Return the annual plan with its budget (O11 of 2566)."""
    projects = PROJECTS[fiscal_year]
    money = tuple((n, p.name, p.budget) for n, p in enumerate(projects, 1))
    total = ("", "รวม", sum(p.budget for p in projects))
    when = tuple((n, p.name, p.when, p.group) for n, p in enumerate(projects, 1))
    return Paper(
        fiscal_year,
        ("แผนดำเนินงานและการใช้งบประมาณ", f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}", AGENCY),
        (f"แผนนี้มีระยะ 1 ปี ใช้ตั้งแต่วันที่ 1 ตุลาคม {fiscal_year - 1} ถึงวันที่ 30 กันยายน {fiscal_year}",),
        (
            Table(("ที่", "โครงการหรือกิจกรรม", "งบประมาณ (บาท)"), (1, 7, 3), (*money, total)),
            Table(("ที่", "โครงการหรือกิจกรรม", "ระยะเวลา", "ผู้รับผิดชอบ"), (1, 5, 4, 4), when),
        ),
    )


def progress_paper(fiscal_year: int) -> Paper:
    """Return the six-month report on the plan and its budget (O12 of 2566)."""
    projects = PROJECTS[fiscal_year]
    budget, spent = sum(p.budget for p in projects), sum(p.spent for p in projects)
    rows = tuple((n, p.name, p.progress, p.budget, p.spent) for n, p in enumerate(projects, 1))
    return Paper(
        fiscal_year,
        ("รายงานการกำกับติดตามการดำเนินงานและการใช้งบประมาณ", f"รอบ 6 เดือน ปีงบประมาณ พ.ศ. {fiscal_year}", AGENCY),
        (
            f"ข้อมูลระหว่างวันที่ 1 ตุลาคม {fiscal_year - 1} ถึงวันที่ 31 มีนาคม {fiscal_year}",
            f"ใช้งบประมาณไปแล้ว {spent:,} บาท จาก {budget:,} บาท คิดเป็นร้อยละ {100 * spent / budget:.2f}",
        ),
        (
            Table(
                ("ที่", "โครงการหรือกิจกรรม", "ความก้าวหน้า", "งบประมาณ (บาท)", "ใช้ไป (บาท)"),
                (1, 5, 4, 2, 2),
                (*rows, ("", "รวม", "", budget, spent)),
            ),
        ),
    )


def complaint_paper(fiscal_year: int) -> Paper:
    """Return the complaint statistics of six months without a complaint (O29 of 2566)."""
    rows = tuple((month, 0, 0, 0) for month in month_names(fiscal_year))
    return Paper(
        fiscal_year,
        ("ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", f"6 เดือนแรกของปีงบประมาณ พ.ศ. {fiscal_year}", AGENCY),
        (f"ระหว่างวันที่ 1 ตุลาคม {fiscal_year - 1} ถึงวันที่ 31 มีนาคม {fiscal_year} ไม่มีเรื่องร้องเรียน",),
        (
            Table(
                ("เดือน", "เรื่องทั้งหมด", "ดำเนินการเสร็จ", "อยู่ระหว่างดำเนินการ"),
                (3, 2, 2, 3),
                (*rows, ("รวม", 0, 0, 0)),
            ),
        ),
    )


def risk_paper(fiscal_year: int) -> Paper:
    """Return the corruption risk assessment of the year (O34 of 2566)."""
    return Paper(
        fiscal_year,
        ("การประเมินความเสี่ยงการทุจริตและประพฤติมิชอบ", f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}", AGENCY),
        ("คณะทำงานพิจารณาโอกาสและผลกระทบของแต่ละเหตุการณ์ แล้วกำหนดมาตรการจัดการดังนี้",),
        (Table(("เหตุการณ์ความเสี่ยง", "ระดับ", "มาตรการจัดการ"), (4, 2, 5), RISKS),),
    )


def procurement_rows(fiscal_year: int) -> tuple[Row, ...]:
    """Return the monthly procurement summary, in the columns of PROCUREMENT_HEADING (O21 of 2566)."""
    bought = enumerate(zip(month_names(fiscal_year), PURCHASES[fiscal_year], strict=False), 1)
    return tuple(
        (
            month, what, limit, limit, "เฉพาะเจาะจง", f"{seller} {price:,} บาท", f"{seller} {price:,} บาท",
            "คุณสมบัติครบ ราคาไม่เกินวงเงิน", f"ตย. {n}/{fiscal_year} ลงวันที่ {day}",
        )
        for n, (month, (what, limit, seller, price, day)) in bought
    )  # fmt: skip


def progress_rows(fiscal_year: int) -> tuple[Row, ...]:
    """Return the projects with their progress and no money spent."""
    return tuple((n, p.name, p.when, p.group, p.progress) for n, p in enumerate(PROJECTS[fiscal_year], 1))


def service_rows(fiscal_year: int) -> tuple[Row, ...]:
    """Return the service statistics, a row a month and service (O16 of 2566)."""
    return tuple(
        (month, service, times)
        for month, counts in zip(month_names(fiscal_year), SERVICE_COUNTS[fiscal_year], strict=True)
        for service, times in zip(SERVICES, counts, strict=True)
    )


# ---------------------------------------------------------------- PDF


class ThaiFont(TTFFont):
    """A font that shapes each ำ as one glyph, so that it can be read out again.

    Shaped as Thai it becomes two, of which the second gets no Unicode (fpdf2 2.8.9, fonts.py: shape_text), and
    readers put a stray letter there. Not for ำ under a tone mark, which needs the two.
    """

    __slots__ = ()

    def shape_text(
        self, text: str, font_size_pt: float, text_shaping_params: Mapping[str, object] | None
    ) -> list[dict[str, object]]:
        """Return the glyphs of *text*."""
        glyphs = []
        for part in re.split("(ำ)", text):
            script = {"script": "latn"} if part == "ำ" else {}
            glyphs += super().shape_text(part, font_size_pt, {**(text_shaping_params or {}), **script})
        return glyphs


class SamplePdf(FPDF):
    """A PDF whose every page carries the stamp above and the notice below."""

    def __init__(self, fiscal_year: int) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.set_creation_date(MADE[fiscal_year])
        self.set_lang("th")
        self.set_author(AGENCY)
        self.set_margins(20, 18)
        self.set_auto_page_break(True, margin=20)
        for style, weight in (("", 400), ("B", 700)):
            self.add_font("Sarabun", style, fontpkg.path("sarabun", weight))
        for font in self.fonts.values():
            font.__class__ = ThaiFont  # add_font() makes a TTFFont itself
        # Without shaping, tone marks fall onto the vowels below them. Sarabun makes room by other glyphs; the
        # small offsets of mark and mkmk on top of that only make PDFium read the marks out of order.
        self.set_text_shaping(True, features={"mark": False, "mkmk": False})

    def header(self) -> None:
        """Set the stamp in the corner."""
        self.set_font("Sarabun", "B", 16)
        self.set_text_color(190, 30, 45)
        self.cell(0, 8, STAMP, align=Align.R, new_x="LMARGIN", new_y="NEXT")
        self.set_text_color(0)

    def footer(self) -> None:
        """Set the notice and the page number."""
        self.set_y(-15)
        self.set_font("Sarabun", "", 10)
        self.cell(0, 8, f"{NOTICE} · หน้า {self.page_no()}", align=Align.C)


def make_pdf(paper: Paper) -> bytes:
    """Return *paper* as a PDF with a text layer: its title and text, then one table a page."""
    pdf = SamplePdf(paper.fiscal_year)
    pdf.set_title(" ".join(paper.title))
    for number, table in enumerate(paper.tables):
        pdf.add_page()
        pdf.set_font("Sarabun", "B", 15)
        for line in paper.title:
            pdf.cell(0, 8, line, align=Align.C, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
        pdf.set_font("Sarabun", "", 13)
        for line in () if number else paper.text:
            pdf.multi_cell(0, 7, line, align=Align.L, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
        draw_table(pdf, table)
    return bytes(pdf.output())


def draw_table(pdf: FPDF, table: Table) -> None:
    """Draw *table* over the width of the page."""
    pdf.set_font("Sarabun", "", 12)
    head = FontFace(emphasis="BOLD", fill_color=(232, 236, 241))
    with pdf.table(col_widths=table.widths, headings_style=head, line_height=7, padding=1) as drawn:
        for cells in (table.heading, *table.rows):
            row = drawn.row()
            for cell in cells:
                is_number = isinstance(cell, int)
                row.cell(f"{cell:,}" if is_number else cell, align=Align.R if is_number else Align.L)


def make_scan(lines: Sequence[str], fiscal_year: int) -> bytes:
    """Return *lines* as a PDF that holds only a picture of them, a little askew: no text can be read out."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE[fiscal_year])
    pdf.set_lang("th")
    pdf.set_title(f"เอกสารสแกน ({STAMP})")
    pdf.add_page()
    pdf.image(io.BytesIO(picture_of(lines)), x=0, y=0, w=210, h=297)
    return bytes(pdf.output())


def picture_of(lines: Sequence[str]) -> bytes:
    """Return a grey JPEG of a page with *lines* in its middle and the stamp in its corner."""
    page = Image.new("L", (827, 1169), 246)
    draw = ImageDraw.Draw(page)
    write(draw, (740, 60), STAMP, 700, 30)
    for number, line in enumerate(lines):
        write(draw, (413, 180 + 50 * number), line, 700 if number < 3 else 400, 23)
    return scanned(page)


def write(draw: ImageDraw.ImageDraw, middle: tuple[int, int], text: str, weight: int, size: int) -> None:
    """Write *text* around the point *middle*."""
    font = ImageFont.truetype(fontpkg.path("sarabun", weight), size)
    draw.text(middle, text, font=font, fill=40, anchor="mm")


def scanned(page: Image.Image) -> bytes:
    """Return *page* as a JPEG with what a scanner adds: a tilt, a blur, and specks of dust."""
    tilted = page.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=246)
    soft = tilted.filter(ImageFilter.GaussianBlur(0.5))
    dust = random.Random(2566)
    for _ in range(120):
        soft.putpixel((dust.randrange(soft.width), dust.randrange(soft.height)), dust.randrange(90, 190))
    out = io.BytesIO()
    soft.save(out, "JPEG", quality=45)
    return out.getvalue()


# ---------------------------------------------------------------- sheets


def make_csv(heading: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return a CSV that Excel opens in Thai: UTF-8 with BOM, CRLF. The last column says ตัวอย่าง."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*heading, "หมายเหตุ"))
    writer.writerows((*row, f"ข้อมูลสมมติ ({STAMP})") for row in rows)
    return out.getvalue().encode("utf-8-sig")


def make_xlsx(title: str, heading: Sequence[str], rows: Sequence[Row], fiscal_year: int) -> bytes:
    """Return a workbook of one sheet: title, notice, heading, rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        made = MADE[fiscal_year].replace(tzinfo=None)
        book.set_properties({"title": title, "author": AGENCY, "created": made})
        sheet = book.add_worksheet(STAMP)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, NOTICE)
        for column, name in enumerate(heading):
            sheet.write_string(3, column, name, bold)
            sheet.set_column(column, column, 24)
        sheet.freeze_panes(4, 0)
        for number, row in enumerate(rows, 4):
            sheet.write_row(number, 0, row)
    return out.getvalue()


# ---------------------------------------------------------------- all of them

PROCUREMENT_TITLE = "สรุปผลการจัดซื้อจัดจ้างรายเดือน 6 เดือนแรกของปีงบประมาณ พ.ศ. 2566"
PROGRESS_TITLE = "รายงานความก้าวหน้าของโครงการ รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2567"
PROGRESS_HEADING = ("ที่", "โครงการหรือกิจกรรม", "ระยะเวลา", "ผู้รับผิดชอบ", "ความก้าวหน้า")
SERVICE_HEADING = ("เดือน", "บริการ", "จำนวน (ครั้ง)")

SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "2566/evidence/o11/action-plan-2566.pdf": lambda: make_pdf(plan_paper(2566)),
    "2566/evidence/o12/progress-6-months-2566.pdf": lambda: make_pdf(progress_paper(2566)),
    "2566/evidence/o16/service-statistics-2566.csv": lambda: make_csv(SERVICE_HEADING, service_rows(2566)),
    "2566/evidence/o21/procurement-2566.xlsx": lambda: make_xlsx(
        PROCUREMENT_TITLE, PROCUREMENT_HEADING, procurement_rows(2566), 2566
    ),
    "2566/evidence/o29/complaint-statistics-2566.pdf": lambda: make_pdf(complaint_paper(2566)),
    "2566/evidence/o31/no-gift-policy-2566.pdf": lambda: make_scan(PLEDGE, 2566),
    "2566/evidence/o34/risk-assessment-2566.pdf": lambda: make_pdf(risk_paper(2566)),
    "2567/evidence/o11/action-plan-2567.pdf": lambda: make_pdf(plan_paper(2567)),
    "2567/evidence/o12/progress-6-months-2567.xlsx": lambda: make_xlsx(
        PROGRESS_TITLE, PROGRESS_HEADING, progress_rows(2567), 2567
    ),
    "2567/evidence/o16/service-statistics-2567.csv": lambda: make_csv(SERVICE_HEADING, service_rows(2567)),
    "2567/evidence/o21/procurement-2567.csv": lambda: make_csv(PROCUREMENT_HEADING, procurement_rows(2567)),
    "2567/evidence/o29/complaint-statistics-2567.pdf": lambda: make_pdf(complaint_paper(2567)),
}
"""What makes each file, by its path in the agency's folder."""


def main() -> None:
    """Write every sample below the agency's folder."""
    parser = argparse.ArgumentParser(description="Make the sample agency's evidence files.")
    parser.add_argument("folder", nargs="?", type=Path, default=EXAMPLE, help="the agency's folder")
    folder = parser.parse_args().folder
    for name, make in SAMPLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
        print(f"{path.stat().st_size:>7,}  {name}")


if __name__ == "__main__":
    main()
