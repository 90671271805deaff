"""A site with Thai numerals in Chromium: what scripts write and what is printed at the edges follow the option."""

import re

import pytest

from browser import Visitor, needs_chromium, serve
from oit_site.typography import with_thai_numerals
from support import build_project, change, small_project
from test_browser_print import read_pdf

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def thai_url(once):
    """Return the address of the small site with `numerals: thai`."""

    def make(folder):
        settings = small_project(folder)
        change(settings, "oit: {}", "oit: {numerals: thai}")
        build_project(settings)

    with serve(once("thai-numerals", make) / "site") as address:
        yield address


@pytest.fixture(scope="module")
def reader(chromium, thai_url):
    """Return a visitor of it in Bangkok, on a day of ค.ศ. 2027."""
    visitor = Visitor(chromium, thai_url, 1280, timezone_id="Asia/Bangkok")
    visitor.page.clock.set_fixed_time("2027-02-03T03:00:00Z")
    yield visitor
    assert [] == visitor.complaints
    visitor.context.close()


WORDS = [
    ("พบ 12 แห่ง", "พบ ๑๒ แห่ง"),
    ("แสดง 5 จาก 43 ข้อ", "แสดง ๕ จาก ๔๓ ข้อ"),
    ("คัดลอกที่อยู่ของข้อ O12 แล้ว", "คัดลอกที่อยู่ของข้อ O12 แล้ว"),
    ("(โหลดเพิ่ม 24 KB ก่อนบีบอัด) 3 หน่วยงาน", "(โหลดเพิ่ม 24 KB ก่อนบีบอัด) ๓ หน่วยงาน"),
    ("คำสั่งที่ 12/2566 «ข้อ 5» ร้อยละ 95.83", "คำสั่งที่ ๑๒/๒๕๖๖ «ข้อ 5» ร้อยละ ๙๕.๘๓"),
    ("ดู e10 และ a1@b.go.th 1 ปี 2 เดือน", "ดู e10 และ a1@b.go.th ๑ ปี ๒ เดือน"),
]


def test_scripts_write_numbers_as_the_page_does(reader):
    """Codes, sizes and what is quoted as printed stay; both sides of the rule are one."""
    page = reader.go("about/")
    written = [page.evaluate("text => window.oitDigits(text)", text) for text, _ in WORDS]
    assert [expected for _, expected in WORDS] == written
    assert [f"<p>{text}</p>" for text in written] == [with_thai_numerals(f"<p>{text}</p>") for text, _ in WORDS]


def test_the_filter_counts_in_thai(reader):
    """Counts and the number of rows, shown and announced; the code of a row stays."""
    page = reader.go("tiny/2566/oit/")
    page.fill("#filter-find", "O1-O5")
    page.get_by_text("แสดง ๕ จาก ๔๓ ข้อ").wait_for()
    assert "๕" == page.inner_text("label[for=status-all] b")
    assert ["O1", "O2", "O3", "O4", "O5"] == [
        re.match(r"O\d+", row)[0] for row in page.locator(".oit-checklist tbody tr:visible th").all_inner_texts()
    ]


def test_search_answers_in_thai(reader):
    """The count, the buttons, years and excerpts follow; codes and what screen readers hear are alike."""
    page = reader.go("tiny/2566/")
    page.locator(".oit-search input").press_sequentially("O12")
    page.locator(".oit-search__list").wait_for()
    said = page.locator(".oit-search__count").inner_text()
    assert re.fullmatch(r"พบ [๐-๙]+ แห่ง", said)
    page.wait_for_function("said => document.querySelector('.oit-search [role=status]').textContent === said", arg=said)
    titles = page.locator(".oit-search__title").all_inner_texts()
    assert titles[0].startswith("O12 ")
    shown = page.locator(".oit-search__panel").inner_text()
    assert "ปี ๒๕๖๖" in shown
    assert [] == re.findall(r"(?<![A-Za-z0-9])[0-9]+", shown)


def test_days_and_ages_are_counted_in_thai(reader):
    """How old evidence is and what is overdue, by the reader's own clock."""
    item = reader.go("tiny/2566/oit/o12/").locator("article").inner_text()
    assert "เผยแพร่มาแล้ว ๓ ปี ๙ เดือน" in item
    summary = reader.go("tiny/2566/todo/").locator("[data-oit-due-summary]").inner_text()
    assert summary.startswith("นับถึงวันที่ ๓ กุมภาพันธ์ ๒๕๗๐")
    assert not re.search("[0-9]", summary)


def test_sheets_are_numbered_in_thai(reader):
    """The number of the sheet and of all, the day of the data, and the marks of ordered lists."""
    page = reader.go("tiny/2566/oit/")
    _, words, _ = read_pdf(page.pdf(prefer_css_page_size=True))
    second = " ".join(word[4] for word in words[1])
    total = str(len(words)).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert f"หน้า ๒ / {total}" in second
    day = re.search(r"ข้อมูล ณ (\S+) \S+ (\S+)", second)
    assert re.fullmatch("[๐-๙]+", day[1] + day[2])
    marks = "getComputedStyle(document.querySelector('ol.oit-steps')).listStyleType"
    assert "thai" == reader.go("tiny/2566/measures/topic-service/").evaluate(marks)
