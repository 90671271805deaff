"""What an evidence file really is: its kind, soundness, text layer and personal data, from its bytes alone."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter
from fpdf import FPDF

from oit_site.evidence_file import inspect_file, kind_of

NUMBER = "1-2345-67890-12-1"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HTML = b"<!DOCTYPE html>\n<html><body>404</body></html>"


def pdf(*pages, locked=False):
    """A real PDF of one line a page; "" is a page with a picture of no text."""
    document = FPDF()
    document.set_creation_date(datetime(2023, 1, 10, tzinfo=UTC))
    document.set_font("helvetica")
    for text in pages:
        document.add_page()
        if text:
            document.cell(text=text)
        else:
            document.rect(10, 10, 50, 50, style="F")
    if locked:
        document.set_encryption(owner_password="owner", user_password="user")
    return bytes(document.output())


def xlsx(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(*paragraphs):
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document>{body}</w:document>"})


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def shown(value):
    """Return how a test is called after one of its values: bytes would make an endless name."""
    return "bytes" if isinstance(value, bytes) else "+".join(value) if isinstance(value, list) else value


def codes(name, raw):
    return [finding.code for finding in inspect_file(name, raw).findings]


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (pdf("x"), "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (xlsx([["x"]]), "xlsx"),
        (docx(run("x")), "docx"),
        (zipped({"ppt/slides/slide1.xml": "<a/>"}), "pptx"),
        (zipped({"content.xml": "<a/>"}), "zip"),
        (b"PK\x03\x04 cut off", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (PNG, "png"),
        (b"GIF89a", "gif"),
        (HTML, "html"),
        (b"\xef\xbb\xbf<HTML>", "html"),
        (b"<!-- saved from url=(0014)about:internet -->\n<html>", "html"),
        (b"<head></head>", "html"),
        ("ชื่อ,เลข\n".encode(), "text"),
        ("ชื่อ,เลข\n".encode("cp874"), "text"),
        ("ชื่อ".encode("utf-16"), "text"),
        (b"\x00\x01\x02", "unknown"),
        (b"", "text"),
    ],
    ids=shown,
)
def test_a_kind_is_told_by_the_content(raw, kind):
    """The kind of a file comes from its bytes; its name has no part in it."""
    assert kind == kind_of(raw)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.pdf", pdf("x")),
        ("A.PDF", pdf("x")),
        ("a.b.pdf", pdf("x")),
        ("a.xlsx", xlsx([["x"]])),
        ("a.docx", docx(run("x"))),
        ("a.png", PNG),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.xls", b"\xd0\xcf\x11\xe0"),
        ("a.odt", zipped({"content.xml": "<a/>"})),
        ("a.odp", zipped({"content.xml": "<a/>"})),
        ("a.csv", b"x,y\n"),
        ("a.txt", "ก".encode("utf-16")),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42"),
        ("a.pdf", b""),
        ("a.docx", b""),
    ],
    ids=shown,
)
def test_a_sound_file_has_no_findings(name, raw):
    """A file that is what its ending says has no findings; an empty one is another rule's."""
    assert [] == codes(name, raw)


@pytest.mark.parametrize(
    ("name", "raw", "found"),
    [
        ("a.pdf", HTML, ["OIT405"]),
        ("a.xls", HTML, ["OIT405"]),
        ("a.docx", pdf("x"), ["OIT407"]),
        ("a.pdf", docx(run("x")), ["OIT407"]),
        ("a.xls", xlsx([["x"]]), ["OIT407"]),
        ("a.pdf", PNG, ["OIT407"]),
        ("a.jpg", PNG, ["OIT407"]),
        ("a.pdf", b"not found", ["OIT407"]),
        ("a.docx", docx(run("x"))[:60], ["OIT407"]),
        ("a.html", HTML, ["OIT413"]),
        ("a.svg", b"<svg/>", ["OIT413"]),
        ("a.md", b"# x", ["OIT413"]),
    ],
    ids=shown,
)
def test_an_ending_that_lies_is_found(name, raw, found):
    """A web page under another ending, and any ending that is not the content's, are found."""
    assert found == codes(name, raw)


def test_the_finding_names_what_the_file_is():
    """The message names the ending and the true kind, so that it can be mended without opening the file."""
    (finding,) = inspect_file("a.xls", xlsx([["x"]])).findings
    assert "นามสกุล .xls ไม่ตรงกับเนื้อไฟล์ ซึ่งเป็น XLSX" == finding.message


# ---------------------------------------------------------------- PDF


def test_a_pdf_is_counted_by_pages():
    """The pages of a PDF are counted; another kind has none."""
    assert (3, None) == (inspect_file("a.pdf", pdf("a", "", "b")).pages, inspect_file("a.txt", b"x").pages)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        pytest.param(pdf("Plan"), [], id="text"),
        pytest.param(pdf("", "Plan"), [], id="text on one page"),
        pytest.param(pdf("", ""), ["OIT408"], id="pictures only"),
        pytest.param(pdf("Plan", locked=True), ["OIT406"], id="locked"),
        pytest.param(pdf("Plan")[:200], ["OIT406"], id="cut off"),
        pytest.param(b"%PDF-1.4\n", ["OIT406"], id="nothing but its head"),
        pytest.param(pdf("Name", f"ID {NUMBER}"), ["OIT601"], id="a citizen id"),
        pytest.param(pdf("Tel 081-234-5678"), ["OIT602"], id="a mobile number"),
        pytest.param(pdf("Account 123-4-56789-0"), ["OIT603"], id="an account"),
    ],
)
def test_a_pdf_is_opened_and_read(raw, found):
    """What keeps the public from a PDF is found, and what must not be public in it."""
    assert found == codes("a.pdf", raw)


def test_a_page_is_named():
    """Personal data of a PDF are reported with the page, once a page and kind."""
    messages = [finding.message for finding in inspect_file("a.pdf", pdf("x", f"{NUMBER}, {NUMBER}", NUMBER)).findings]
    assert ["พบเลขประจำตัวประชาชนในไฟล์ หน้า 2", "พบเลขประจำตัวประชาชนในไฟล์ หน้า 3"] == messages


def test_a_locked_pdf_is_told_from_a_damaged_one():
    """The two causes have two remedies, so they have two messages."""
    locked, cut = (inspect_file("a.pdf", raw).findings[0].message for raw in (pdf("x", locked=True), pdf("x")[:200]))
    assert ("ไฟล์ PDF ใส่รหัสผ่าน", "ไฟล์ PDF เสียหายหรือไม่ครบ เปิดไม่ได้") == (locked, cut)


# ---------------------------------------------------------------- office files and text


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("a.xlsx", xlsx([["นาย ก", NUMBER]]), id="sheet, text"),
        pytest.param("a.xlsx", xlsx([[1234567890121]]), id="sheet, number"),
        pytest.param("a.docx", docx(run(f"เลข {NUMBER}")), id="document"),
        pytest.param("a.docx", docx(run("เลข 1-2345-") + run("67890-12-1")), id="document, in two runs"),
        pytest.param(
            "a.docx", docx("<w:r><w:t>3</w:t><w:tab/><w:t>1234567890121</w:t></w:r>"), id="document, after a tab"
        ),
        pytest.param("a.pptx", zipped({"ppt/slides/slide1.xml": f"<a:p><a:t>{NUMBER}</a:t></a:p>"}), id="slides"),
        pytest.param("a.csv", f"ก,{NUMBER}\n".encode(), id="table"),
        pytest.param("a.csv", f"\ufeffก,{NUMBER}\n".encode(), id="table with a signature"),
        pytest.param("a.csv", f"ก,{NUMBER}\n".encode("cp874"), id="table in Windows-874"),
        pytest.param("a.txt", f"ก\t{NUMBER}\n".encode("utf-16"), id="table in UTF-16"),
        pytest.param("a.json", f'{{"id": "{NUMBER}"}}'.encode(), id="open data"),
    ],
)
def test_a_citizen_id_is_found_in_the_text_of_a_file(name, raw):
    """Whatever holds the text, a citizen id in it is found once."""
    assert ["OIT601"] == codes(name, raw)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("a.xlsx", xlsx([["1234567", "890121"]]), id="two cells"),
        pytest.param("a.docx", docx(run("1234567"), run("890121")), id="two paragraphs"),
        pytest.param("a.csv", b"1234567,890121\n", id="two columns"),
        pytest.param("a.csv", b"1234567\n890121\n", id="two lines"),
    ],
)
def test_figures_that_only_stand_side_by_side_are_no_citizen_id(name, raw):
    """Digits of two cells, paragraphs, columns or lines are never read as one number."""
    assert [] == codes(name, raw)


def test_damage_anywhere_is_never_an_exception():
    """A document with any one byte changed, or cut at any place, gives facts."""
    for name, raw in (("a.docx", docx(run("ก" * 40))), ("a.xlsx", xlsx([["ก"]])), ("a.pdf", pdf("x"))):
        for place in range(0, len(raw), max(1, len(raw) // 150)):
            damaged = raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :]
            assert inspect_file(name, damaged).size == len(raw)
            assert inspect_file(name, raw[:place]).size == place


def test_a_document_with_a_damaged_part_is_said_to_be_damaged():
    """A part whose checksum is wrong cannot be read: the file may be damaged, and says so."""
    raw = docx(run("ก" * 40))
    at = raw.index(b"word/document.xml") + len("word/document.xml") + 4
    damaged = raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]
    assert ["OIT407"] == codes("a.docx", damaged)


def test_a_part_that_unpacks_to_very_much_is_read_in_part():
    """A small file that unpacks to 100 MB is looked at without taking that much."""
    raw = zipped({"word/document.xml": "0" * 100_000_000})
    assert len(raw) < 200_000
    assert [] == codes("a.docx", raw)


def test_the_facts_name_the_file_by_its_content():
    """Two files of the same bytes have the same sha256 and size, whatever they are called."""
    one, other = inspect_file("a.txt", b"x"), inspect_file("b.csv", b"x")
    assert (one.sha256, one.size) == (other.sha256, other.size)
    assert "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" == one.sha256
