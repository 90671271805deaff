"""Every kind of page on paper: A4, nothing outside the sheet, no row cut, headings repeated, text that can be copied.

Text is read with MuPDF, which honours what Chromium writes beside Thai clusters (ActualText); readers that do not copy
some letters twice, the viewer in Chromium among them. Tags are read with pdfium.
"""

import ctypes
import re
import warnings
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from browser import PAGES, needs_chromium, overflowing
from support import arabic

pytestmark = needs_chromium

MM = 72 / 25.4
UPRIGHT, ACROSS = (210, 297), (297, 210)
DOCUMENTS = {
    "checklist": PAGES["checklist"],
    "O42": "example/2566/measures/",
    "O43": "example/2566/results/",
    "O42, transcribed": PAGES["measures"],
    "O43, transcribed": PAGES["results"],
}
"""What an office files."""

KINDS = PAGES | DOCUMENTS
AT_MOST = {"checklist": 14, "O42": 6, "O43": 5, "O42, transcribed": 7, "O43, transcribed": 9, "item": 3, "home": 2}
"""The sheets that a page may need: where a rule for paper stops working they double."""


@dataclass
class Paper:
    """A page of the site as a PDF. Lists have an entry for each sheet."""

    sizes: list
    """Width and height in mm."""
    words: list
    """Words with their boxes in points: left, top, right, bottom, text."""
    tables: list
    """For each table on the sheet the kinds of cells in its rows, such as [{"TH"}, {"TH", "TD"}]."""
    rows: int
    """How many rows of values the page's tables have."""
    text: str
    """What the browser shows of the page when it prints."""

    def compact(self, number=None):
        """Return the text of a sheet, or of all, without blanks."""
        sheets = self.words if number is None else [self.words[number]]
        return compact(" ".join(word[4] for sheet in sheets for word in sheet))


def compact(text):
    """Return *text* without blanks and invisible marks, with the one spelling of ำ that MuPDF gives."""
    return re.sub(r"[\s\u200b\u00ad]", "", arabic(text)).replace("ํา", "ำ")


def read_pdf(data):
    """Return sizes, words and tables of a PDF, for each sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import pymupdf
    with pymupdf.open(stream=data, filetype="pdf") as document:
        words = [[word[:5] for word in sheet.get_text("words")] for sheet in document]
    document, sizes, tables = pypdfium2.PdfDocument(data), [], []
    for number in range(len(document)):
        sheet = document[number]
        sizes.append(tuple(round(points / MM) for points in sheet.get_size()))
        tree = pdfium.FPDF_StructTree_GetForPage(sheet.raw)
        roots = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        found = [table for root in roots for table in tagged(root, "Table")]
        tables.append([[{kind_of(cell) for cell in children(row)} for row in tagged(t, "TR")] for t in found])
        pdfium.FPDF_StructTree_Close(tree)
        sheet.close()
    document.close()
    return sizes, words, tables


def kind_of(element):
    """Return the kind of a tag, such as TH."""
    buffer = ctypes.create_string_buffer(64)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def children(element):
    found = (
        pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
        for number in range(pdfium.FPDF_StructElement_CountChildren(element))
    )
    return [child for child in found if child]


def tagged(element, kind):
    """Return the tags of *kind* in *element* that lie in no other of that kind."""
    if kind_of(element) == kind:
        return [element]
    return [found for child in children(element) for found in tagged(child, kind)]


@pytest.fixture(scope="module")
def paper(chromium, site_url):
    """Return a function that gives a kind of page as `Paper`, printed once."""
    page, printed = chromium.new_page(), {}

    def of(kind):
        if kind not in printed:
            page.goto(site_url + KINDS[kind], wait_until="load")
            page.evaluate("document.fonts.ready")
            data = page.pdf(prefer_css_page_size=True, tagged=True)
            page.emulate_media(media="print")
            text = page.evaluate("document.body.innerText")
            rows = page.evaluate(
                "[...document.querySelectorAll('main tbody tr:has(td)')].filter(e => e.checkVisibility()).length"
            )
            page.emulate_media(media=None)
            printed[kind] = Paper(*read_pdf(data), rows, text)
        return printed[kind]

    yield of
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_is_a4_and_holds_its_text(paper, kind):
    """Sheets are A4, upright but for the wide checklist, not too many, and no word comes near the edge."""
    printed = paper(kind)
    assert {ACROSS if kind == "checklist" else UPRIGHT} == set(printed.sizes)
    assert len(printed.sizes) <= AT_MOST.get(kind, 40)
    width, height = printed.sizes[0]
    outside = [
        word
        for sheet in printed.words
        for word in sheet
        if word[0] < 11 * MM or word[2] > (width - 11) * MM or word[1] < 4 * MM or word[3] > (height - 4) * MM
    ]
    assert [] == outside


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_the_page_can_be_copied(paper, kind):
    """What the browser shows stands in the PDF, letter for letter, but for what the end of a sheet parts."""
    printed = paper(kind)
    shown = [compact(line) for line in re.split(r"[\n\t]", printed.text)]
    shown = [line for line in shown if len(line) > 3]
    whole = printed.compact()
    missing = [line for line in shown if line not in whole]
    assert len(shown) > 3
    assert len(missing) < len(printed.sizes), missing


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_says_whose_it_is_and_its_number(paper, kind):
    """Each sheet has its number and how many there are; the second and later ones name the agency or site."""
    printed = paper(kind)
    total = len(printed.sizes)
    for number in range(total):
        assert f"หน้า{number + 1}/{total}" in printed.compact(number)
    owner = compact(printed.text.strip().splitlines()[0])
    if kind != "not found":
        assert [] == [number for number in range(total) if owner not in printed.compact(number)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_row_is_cut_and_headings_are_repeated(paper, kind):
    """Each row is on one sheet, and each part of a table begins with the row of its headings."""
    printed = paper(kind)
    found = [rows for tables in printed.tables for rows in tables]
    assert printed.rows == sum("TD" in cells for rows in found for cells in rows)
    assert [] == [rows for rows in found if rows[0] != {"TH"} or len(rows) < 2]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_can_be_filed(paper, kind):
    """Its first sheet names agency, year and the item that it answers; its last one where it is from."""
    printed = paper(kind)
    first, last = printed.compact(0), printed.compact(len(printed.sizes) - 1)
    assert "หน่วยงาน" in first
    assert "ปีงบประมาณพ.ศ.2566" in first
    if kind.startswith("O4"):
        assert f"ใช้ตอบข้อ{kind[:3]}" in first
    assert "พิมพ์จากเว็บไซต์" in last
    assert f"https://example.go.th/{KINDS[kind]}" in last
    assert "ไม่มีลายมือชื่อ" in last


def test_what_the_example_says_of_its_document_is_on_the_first_sheet(paper):
    """Approval, author and day of the data of the year's report stand on the document of its measures."""
    first = paper("O42").compact(0)
    assert "การอนุมัติผู้อำนวยการ(ตัวอย่าง)เมื่อ16ตุลาคม2566" in first
    assert "ผู้จัดทำกลุ่มส่งเสริมคุณธรรม" in first
    assert "ข้อมูลณ16ตุลาคม2566" in first
    assert "การอนุมัติ" not in paper("checklist").compact(0)


def test_addresses_of_evidence_are_printed(paper):
    """The checklist and an item's page write out where evidence outside the site lies."""
    assert "<https://www.example.go.th/" in paper("checklist").compact()


def test_closed_boxes_are_printed_open(paper):
    """The elements of each item are on paper though their boxes are closed."""
    assert "มีแผนผังการแบ่งส่วนงานที่เป็นปัจจุบัน" in paper("checklist").compact()


def test_a_browser_without_the_style_for_it_opens_boxes_while_it_prints(chromium, site_url):
    """Where `::details-content` is unknown, every closed box is open during print and closed after it."""
    page = chromium.new_page()
    page.add_init_script("CSS.supports = () => false")
    page.goto(site_url + KINDS["checklist"], wait_until="load")
    closed = "document.querySelectorAll('article details:not([open])').length"
    before = page.evaluate(closed)
    assert before > 40
    assert 0 == page.evaluate(f"dispatchEvent(new Event('beforeprint')) && {closed}")
    assert before == page.evaluate(f"dispatchEvent(new Event('afterprint')) && {closed}")
    page.close()


@pytest.mark.parametrize(("kind", "width"), [("checklist", 1031), ("O42", 661), ("item", 661), ("assessment", 661)])
def test_nothing_is_wider_than_a_sheet(chromium, site_url, kind, width):
    """At the width between the margins no box runs out, and none hides what it holds."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(media="print")
    page.goto(site_url + KINDS[kind], wait_until="load")
    assert [] == overflowing(page)
    clipped = page.evaluate(
        """[...document.querySelectorAll("main *")].filter(e => e.checkVisibility() && !e.matches(".oit-sr, svg *")
            && getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1
        ).map(e => e.tagName + "." + e.className)"""
    )
    assert [] == clipped
    page.close()
