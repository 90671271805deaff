"""Thai text that looks right and is not: what is found, where, and what mends it."""

import pytest

from oit_site.spelling import find_defects, mend


def found(text):
    return [(defect.code, text[defect.start : defect.end], defect.replacement) for defect in find_defects(text)]


@pytest.mark.parametrize(
    ("text", "defects"),
    [
        pytest.param("เเผน", [("OIT501", "เเ", "แ")], id="เ twice for แ"),
        pytest.param("คะเเนนเเละ", [("OIT501", "เเ", "แ")] * 2, id="twice in one word"),
        pytest.param("กํากับ", [("OIT502", "ํา", "ำ")], id="nikhahit and aa for am"),
        pytest.param("นํ้า", [("OIT502", "ํ้า", "้ำ")], id="a tone between nikhahit and aa"),
        pytest.param("น้ํา", [("OIT502", "้ํา", "้ำ")], id="a tone before nikhahit and aa"),
        pytest.param("ที่่", [("OIT503", "่่", "่")], id="a tone twice"),
        pytest.param("กิิิจ", [("OIT503", "ิิิ", "ิ")], id="a vowel three times"),
        pytest.param("ก่ิน", [("OIT503", "่ิ", "ิ่")], id="a tone before its vowel above"),
        pytest.param("กุ่น", [("OIT503", "ุ่", "ุ่")], id="a tone before its vowel below"),
        pytest.param("นำ้", [("OIT503", "ำ้", "้ำ")], id="a tone after am"),
        pytest.param("่ก", [("OIT503", "่", None)], id="a mark at the start"),
        pytest.param("ก ์ข", [("OIT503", "์", None)], id="a mark after a blank"),
        pytest.param("A้", [("OIT503", "้", None)], id="a mark on a Latin letter"),
        pytest.param("๒ิ", [("OIT503", "ิ", None)], id="a mark on a digit"),
        pytest.param("ก\u200bข", [("OIT504", "\u200b", "")], id="zero-width space"),
        pytest.param("ก\u200e\u200f\u202aข", [("OIT504", "\u200e\u200f\u202a", "")], id="a run is one defect"),
        pytest.param("ก\ufeffข", [("OIT504", "\ufeff", "")], id="signature inside"),
        pytest.param("inte\u00adgrity", [("OIT504", "\u00ad", "")], id="soft hyphen"),
        pytest.param("👩\u200d👧 \u2764\ufe0f\u200d🔥", [], id="what joins two pictures to one"),
        pytest.param("ก\u200dข", [("OIT504", "\u200d", "")], id="a joiner between letters"),
        pytest.param("\uf0b7 ข้อ", [("OIT504", "\uf0b7", None)], id="private use"),
        pytest.param("\U000f0001", [("OIT504", "\U000f0001", None)], id="private use beyond the first plane"),
        pytest.param("ก\ufffdข", [("OIT504", "\ufffd", None)], id="a letter that was lost"),
        pytest.param("ก\u2028ข", [("OIT504", "\u2028", None)], id="a line separator, which ends a line of YAML"),
        pytest.param("ข้อ ๐๓๔", [("OIT505", "๐๓๔", None)], id="a code in Thai digits"),
        pytest.param("ข้อ 012", [("OIT505", "012", None)], id="a code in Arabic digits"),
        pytest.param("โรงเรຽน", [("OIT506", "ຽ", None)], id="Lao"),
        pytest.param("มาตعการ", [("OIT506", "ع", None)], id="Arabic"),
        pytest.param("жก", [("OIT506", "ж", None)], id="Cyrillic before"),
        pytest.param("กកខ", [("OIT506", "កខ", None)], id="Khmer, two letters"),
    ],
)
def test_a_defect_is_found_at_its_letters(text, defects):
    """Each kind of defect is found with its place, its rule and what mends it."""
    assert defects == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "น้ำ ทำ กำกับ จำนำ ต่ำ ก้ำกึ่ง",
        "แม่ เป้า เก็บ เด็ก โต๊ะ เก๋ แข็งแรง ก๊าซ",
        "ศูนย์ สิทธิ์ จันทร์ พระลักษมณ์ ฤๅษี ปฏิบัติ กฎหมาย ญี่ปุ่น",
        "ต่าง ๆ ฯลฯ ๑.๒ ๑๐๐ ฿๑๐๐",
        "เ เ",
        "E-Service (No Gift Policy) O12 o34 100%",
        "โทร 02-123-4567 ที่ ศธ 04012/ว 123 คำสั่งที่ 012/2566",
        "0.12 1,012 2023-01-012 A012 012A 02 0123",
        "ค่า ² ½ ① ° ™",
        "งาน Ж งาน",
        "ก\u00a0ข",
    ],
)
def test_sound_text_has_no_defect(text):
    """Right Thai, and what stands beside it in offices' papers, is left alone."""
    assert [] == found(text)


@pytest.mark.parametrize(
    "text",
    [pytest.param("ตารางเมตร²", id="a power"), pytest.param("ข้อ①", id="a circle"), pytest.param("½ส่วน", id="a part")],
)
def test_one_defect_invents_no_other(text):
    """A sign beside a Thai word is no defect, whatever else is wrong in the same file."""
    assert [] == found(text)
    assert [("OIT501", "เเ", "แ")] == found(f"{text} เเ")


def test_a_stretch_is_reported_once():
    """Where two rules meet at the same letters the longer stretch stands."""
    assert [("OIT502", "ํ้า", "้ำ")] == found("นํ้า")
    assert [("OIT503", "้้", "้"), ("OIT501", "เเ", "แ")] == found("ก้้ เเ")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("เเผน", "แผน"),
        ("กํากับ นํ้า น้ํา", "กำกับ น้ำ น้ำ"),
        ("ที่่ ก่ิน นำ้", "ที่ กิ่น น้ำ"),
        ("เ\u200bเผน", "แผน"),
        ("ก่\u200b่", "ก่"),
        ("ก่ิ่", "กิ่"),
        ("่ก ข้อ 012 \uf0b7", "่ก ข้อ 012 \uf0b7"),
        ("ถูกแล้ว", "ถูกแล้ว"),
    ],
)
def test_mending_goes_on_until_nothing_is_left(text, mended):
    """What can be mended without a doubt is mended, also where mending one lays bare another; the rest stays."""
    assert mended == mend(text)
    assert mended == mend(mended)
