"""What auditors and officers look up, on the pages of the demo site as they are published."""

import re

import pytest

from oit_site.load import shipped_catalogues
from support import read_page

CATALOGUES = shipped_catalogues()


def html_of(folder, address):
    return (folder / address / "index.html").read_text("utf-8")


def plain(html):
    """Return what is read of a piece of a page, on one line."""
    return " ".join(read_page(html).text.replace("\u00a0", " ").split())


def rows_of(html):
    """Return the rows of a page's tables that can be linked to, by their ids."""
    return dict(re.findall(r'<tr id="([^"]+)"[^>]*>(.*?)</tr>', html, re.DOTALL))


@pytest.mark.parametrize("year", CATALOGUES)
def test_an_edition_has_each_item_with_its_elements_and_its_certainty(demo_site, year):
    """Each item stands once, with what it asks for; its certainty is a sign, which one line above explains."""
    html, edition = html_of(demo_site, f"oit/{year}"), CATALOGUES[year]
    rows = rows_of(html)
    assert [item.code.lower() for item in edition.items] == list(rows)
    for item in edition.items:
        said = plain(rows[item.code.lower()])
        assert f"{item.code} {item.title}" in said
        assert all(" ".join(element.text.split()) in said for element in item.elements)
        sign = {"medium": "พบจากแหล่งเดียว", "low": "ยังไม่ยืนยัน"}.get(item.certainty.value)
        assert sign is None or sign in said
    legend = plain(re.search(r'<p class="oit-source">ความเชื่อมั่น.*?</p>', html, re.DOTALL)[0])
    numbers = [int(number) for number in re.findall(r"([0-9]+) ข้อ", legend)]
    assert list(edition.certainties.values()) == numbers


def test_an_edition_leads_to_its_parts_and_to_the_other_years(demo_site):
    """Jumps name the parts with their codes; a row leads to the same thing in other years."""
    html = html_of(demo_site, "oit/2566")
    assert '<a href="#sub-9-2">9.2 การบริหารงาน <span class="oit-muted">O11–O18</span></a>' in html
    row = rows_of(html)["o12"]
    assert "O6 ปี 2569 · O6 ปี 2568 · O8 ปี 2567 · O11 ปี 2565 , O19 ปี 2565" in plain(row)
    assert 'href="../../oit/2565/o19/"' in row


def test_a_catalogue_item_begins_with_what_it_asks_for(demo_site):
    """What is asked and each element come before all that is told about the item."""
    text = plain(html_of(demo_site, "oit/2566/o12"))
    order = ["ข้อมูลที่ขอ: ข้อมูล 6 เดือนแรกของปีงบประมาณ 2566 · รูปแบบ: รายงาน", "O12.1", "O12.3", "O8 แผน", "แหล่งที่พบ"]
    assert sorted(order, key=text.index) == order


def test_a_row_of_the_checklist_says_what_it_lacks(demo_site):
    """An item that is not complete names its open elements in the row; a complete one, and one not applicable, none."""
    rows = rows_of(html_of(demo_site, "example/2566/oit"))
    lacking = {code: re.search('<ul class="oit-lacks".*?</ul>', row) for code, row in rows.items()}
    assert {
        "o2": "แต่ละคนมี ชื่อ-สกุล แต่ละคนมี รูปถ่าย",
        "o22": "เป็นข้อมูลปี 2565",
        "o25": "หลักเกณฑ์การพัฒนาบุคลากร หลักเกณฑ์การให้คุณให้โทษและสร้างขวัญกำลังใจ",
        "o26": "เป็นข้อมูลปี 2565",
        "o40": "จัดทำแนวปฏิบัติ Dos & Don'ts",
    } == {code: plain(found[0]) for code, found in lacking.items() if found}


def test_an_item_that_does_not_apply_lacks_nothing(demo_site):
    """Its elements are not counted, and none is called missing."""
    text = plain(html_of(demo_site, "example/2566/oit/o18"))
    assert "องค์ประกอบที่ต้องมี (ไม่นับ เพราะไม่เกี่ยวข้อง)" in text
    assert 2 == text.count("ผลตรวจ ไม่นับ")
    assert "ยังขาด" not in text


def test_the_answer_sheet_names_first_what_to_look_at(demo_site):
    """The list above the sheet is that of the rows with a warning."""
    html = html_of(demo_site, "example/2567/answers")
    line = re.search("<p><strong>ดูก่อนส่ง.*?</p>", html)[0]
    warned = [code for code, row in rows_of(html).items() if "ข้อควรดู" in row]
    assert warned == re.findall(r'href="#(o\d+)"', line)
    assert "ดูก่อนส่ง 17 ข้อ: O2 , O7 , O10 , O12 , O15" in plain(line)


def test_every_code_of_the_help_page_is_one_jump_away(demo_site):
    """The jumps, by subject, lead to every section."""
    html = html_of(demo_site, "help/problems")
    jumps = re.search('<nav class="oit-jump".*?</nav>', html, re.DOTALL)[0]
    assert re.findall(r'<h2 id="(oit\d+)"', html) == re.findall(r'href="#(oit\d+)"', jumps)
    assert plain(jumps).startswith("ไฟล์และ YAML OIT001 OIT002")
