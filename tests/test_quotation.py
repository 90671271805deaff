"""Whether quoted words stand in evidence: tolerant of what readers of PDF do to Thai, silent where nothing is known."""

import json

import pytest

from oit_site import inspection
from oit_site.evidence_file import inspect_file, read_pages
from oit_site.load import load_source
from oit_site.quotation import Sight, Sighting, letters_of, look_for, words_of_markdown
from support import REPOSITORY
from test_evidence_file import PLAN, docx, pdf, run, xlsx

HERE, NOWHERE, UNKNOWN = Sighting(Sight.HERE), Sighting(Sight.NOWHERE), Sighting(Sight.UNKNOWN)
LONG = "ข้อความของหน้านี้ยาวพอที่จะค้นได้"


@pytest.mark.parametrize(
    "read",
    [
        "สำนักงานกำหนดแผน",
        "สำานักงานกำาหนดแผน",
        "ส ำนักงานก ำหนดแผน",
        "สำนั กงานกำหนดแผน",
        "สํานักงานกําหนดแผน",
        "สำนักงาน\r\nกำหนด\u00a0แผน",
        "สำนักงานกำหนดเเผน",
        "สำ\u200bนักงานกำหนดแ\u00adผน",
        "สำนก\u0e31งานกำหนดแผน",
    ],
)
def test_thai_is_found_however_it_comes_out_of_a_pdf(read):
    """Marks that are moved, doubled, taken apart or parted from their letters, and broken lines, are no difference."""
    assert HERE == look_for("สำนักงานกำหนดแผน", None, (f"ก่อนหน้า {read} ต่อท้ายอีก",))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("ปี ๒๕๖๖", "ประจำปี 2566"),
        ("Annual Plan", "ANNUAL  PLAN"),
        ("“แผน” (ฉบับที่ 2)", 'เรื่อง "แผน" ฉบับที่ 2'),
        ("ใช้งบประมาณ … บาท", "ใช้งบประมาณไปแล้ว 68,000 บาท"),
        ("ไม่มี...เดือนนี้", "ไม่มีเรื่องร้องเรียนเดือนนี้"),
    ],
)
def test_what_makes_no_difference(quote, text):
    """Digits of either kind, case, signs, and words that the quote leaves out."""
    assert HERE == look_for(quote, None, (f"{LONG} {text} {LONG}",))


@pytest.mark.parametrize(
    ("quote", "page_no", "expected"),
    [
        ("แผนของปี", 1, HERE),
        ("แผนของปี", 2, Sighting(Sight.ELSEWHERE, 1)),
        ("แผนของปี", None, HERE),
        ("รายงานผล", 1, NOWHERE),
        ("รายงานผล", None, UNKNOWN),
        ("รายงานผล", 3, UNKNOWN),
        ("แผนของปี", 3, UNKNOWN),
        ("แผนของปี", 9, UNKNOWN),
        ("ต่อกันไปสองหน้า", 1, HERE),
        ("ต่อกันไปสองหน้า", 2, HERE),
        ("บาท … งบประมาณ", 1, NOWHERE),
        ("«…» - !", 1, UNKNOWN),
    ],
)
def test_where_a_quote_stands(quote, page_no, expected):
    """The third page is a scan: what may stand there is never said to be missing."""
    pages = (f"{LONG} แผนของปี งบประมาณ บาท ต่อกัน", f"ไปสองหน้า {LONG}", "ตราประทับ")
    assert expected == look_for(quote, page_no, pages)


def test_a_file_that_was_not_read_to_its_end_lacks_nothing():
    """Beyond the pages that are read, nothing is known."""
    assert [NOWHERE, UNKNOWN] == [look_for("รายงาน", None, (LONG,), whole) for whole in (True, False)]


def test_what_is_compared_is_the_letters_on_the_line():
    """Consonants, vowels on the line and digits, once each."""
    assert "สานกงานกาหนดแผน25ก" == letters_of("สำนักงาน กำหนดแผน ๒๕ (ก)")


def test_what_readers_do_not_see_of_a_page_is_no_text():
    """Addresses, attributes, tags and comments stand between words in Markdown, and not on the page."""
    text = "ยื่นทาง[แบบฟอร์ม](a/b.md)ออนไลน์{ .x }<br>หรือ<!-- ไม่ -->ด้วย**ตนเอง** &amp; [อื่น][ref]"
    assert "ยื่นทาง[แบบฟอร์ม]ออนไลน์หรือด้วย**ตนเอง** & [อื่น]" == words_of_markdown(text)


def test_the_words_of_a_real_pdf_are_found():
    """The plan of the example agency, as a word processor wrote it: on its first page, and not on its second."""
    path = REPOSITORY / "content/example/2566/evidence/o11/action-plan-2566.pdf"
    raw = path.read_bytes()
    pages = read_pages(inspect_file(path.name, raw), raw)
    quote = "แผนนี้มีระยะ ๑ ปี ใช้ตั้งแต่วันที่ 1 ตุลาคม 2565"
    assert [HERE, Sighting(Sight.ELSEWHERE, 1)] == [look_for(quote, page_no, pages) for page_no in (1, 2)]
    assert NOWHERE == look_for("แผนนี้มีระยะ 5 ปี", None, pages)


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.pdf", pdf(PLAN), NOWHERE),
        ("a.pdf", pdf(""), UNKNOWN),
        ("a.pdf", pdf(PLAN, ""), UNKNOWN),
        ("a.pdf", pdf(PLAN, locked=True), UNKNOWN),
        ("a.pdf", b"%PDF-1.4\nbroken", UNKNOWN),
        ("a.txt", PLAN.encode(), NOWHERE),
        ("a.docx", docx(run(PLAN)), NOWHERE),
        ("a.docx", docx(run("คำที่"), run("หา ")) + b"", UNKNOWN),
        ("a.xlsx", xlsx([[PLAN]]), UNKNOWN),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), UNKNOWN),
        ("a.txt", b"", UNKNOWN),
    ],
    ids=[
        *("pdf", "scan", "half a scan", "locked", "broken", "text", "word", "word without text", "excel"),
        *("picture", "empty"),
    ],
)
def test_only_files_with_words_can_lack_some(name, raw, expected):
    """A scan, a workbook, a picture and what does not open are never said to lack words."""
    assert expected == inspection.Inspections(None).sighting_of("ไม่มีคำนี้", None, inspect_file(name, raw), raw)


def test_what_was_seen_is_kept_without_the_words(content, tmp_path, monkeypatch):
    """A second run looks for nothing anew, and the cache tells no word of what was quoted."""
    file = "file: evidence/a.txt"
    oit = f"O11: {{evidence: [{{title: ก, {file}, quote: คำลับ}}, {{title: ข, {file}, quote: แผน}}]}}\n"
    folder = content({"x/2566/oit.yml": oit, "x/2566/evidence/a.txt": f"แผน {LONG}\n"})
    cache = tmp_path / "evidence.json"

    def sights():
        file = load_source(folder, cache=cache).agencies[0].years[0].files["evidence/a.txt"]
        return {quote: seen.sight for (quote, _), seen in file.sightings.items()}

    assert {"คำลับ": Sight.NOWHERE, "แผน": Sight.HERE} == sights()
    kept = cache.read_text(encoding="utf-8")
    assert 2 == len(json.loads(kept)["quotes"])
    assert "คำลับ" not in json.dumps(json.loads(kept), ensure_ascii=False)
    monkeypatch.setattr(inspection, "read_pages", None)
    assert {"คำลับ": Sight.NOWHERE, "แผน": Sight.HERE} == sights()
    assert kept == cache.read_text(encoding="utf-8")
