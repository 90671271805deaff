"""The evidence of an item in Chromium: its age on the reader's day, its words on another page, its whole hash."""

import hashlib

import pytest

from browser import needs_chromium, read
from support import REPOSITORY

pytestmark = needs_chromium

ITEM = "example/2566/oit/o16/"
"""Its only piece of evidence was published on 2023-04-05."""


def published(page):
    return read(page.locator(".oit-evidence dd", has=page.locator("time")).first)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2023-04-05", "5 เมษายน 2566 (เผยแพร่มาแล้ว ไม่ถึงเดือน)"),
        ("2023-05-04", "5 เมษายน 2566 (เผยแพร่มาแล้ว ไม่ถึงเดือน)"),
        ("2023-05-05", "5 เมษายน 2566 (เผยแพร่มาแล้ว 1 เดือน)"),
        ("2023-12-05", "5 เมษายน 2566 (เผยแพร่มาแล้ว 8 เดือน)"),
        ("2024-04-04", "5 เมษายน 2566 (เผยแพร่มาแล้ว 11 เดือน)"),
        ("2024-04-05", "5 เมษายน 2566 (เผยแพร่มาแล้ว 1 ปี)"),
        ("2026-01-31", "5 เมษายน 2566 (เผยแพร่มาแล้ว 2 ปี 9 เดือน)"),
        ("2023-04-04", "5 เมษายน 2566"),
    ],
)
def test_the_age_is_that_of_the_readers_day(visitor, today, expected):
    """Whole months since the day of publishing are added to the date; for a day to come nothing is."""
    visitor.page.clock.set_fixed_time(f"{today}T12:00:00")
    assert expected == published(visitor.go(ITEM))


def test_without_scripts_the_date_stands_alone(scriptless):
    """The date itself is in the page."""
    assert "5 เมษายน 2566" == published(scriptless.go(ITEM))


def test_a_quotation_is_shown_where_it_stands(visitor):
    """The link of evidence with a quotation opens the page with those words in the window."""
    page = visitor.go("example/2566/oit/o28/")
    page.locator(".oit-evidence a").first.click()
    page.wait_for_url("**/example/complaints/**")
    words = page.get_by_text("ผู้แจ้งเลือกไม่ระบุชื่อได้")
    page.wait_for_function("scrollY > 0")
    assert 0 <= words.bounding_box()["y"] < 740
    assert [] == visitor.complaints


def test_the_whole_hash_is_shown_on_demand(scriptless):
    """Twelve letters stand in the list; opening them shows all 64, to copy, without a script."""
    page = scriptless.go(ITEM)
    hidden = page.locator(".oit-hash > code")
    assert not hidden.is_visible()
    page.locator(".oit-hash summary").click()
    assert hidden.is_visible()
    raw = (REPOSITORY / "content/example/2566/evidence/o16/service-statistics-2566.csv").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == hidden.inner_text()


def test_a_changed_file_is_flagged_wherever_the_item_stands(scriptless):
    """Checklist, page of the item and to-do say ต้องทบทวน of the file that changed, beside the state."""
    for address, place in (
        ("example/2566/oit/", "#o16 td:nth-of-type(2)"),
        (ITEM, ".oit-summary dd >> nth=0"),
        (ITEM, ".oit-evidence li"),
        ("example/2566/todo/", "#review + p + ul"),
    ):
        assert "ต้องทบทวน" in scriptless.go(address).locator(place).first.inner_text(), address
    assert "ครบถ้วน" in scriptless.go(ITEM).locator(".oit-summary dd").first.inner_text()
