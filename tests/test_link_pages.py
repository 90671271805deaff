"""What checks of links found, as pages, answer sheet and open data show it; and what it never changes."""

import csv
import io

import pytest

from oit_site.checklist import State
from oit_site.link_places import link_places
from oit_site.load import load_source
from oit_site.site import build_site
from support import REPOSITORY, read_page

OIT = """\
O4:
  status: complete
  evidence:
  - {title: แผนที่เปิดได้, url: "https://www.a.go.th/ok#page=2"}
O11:
  status: complete
  evidence:
  - {title: แผนที่หายไป, url: "https://www.a.go.th/red"}
O13:
  status: complete
  evidence:
  - {title: รายงานที่ย้าย, url: "https://www.a.go.th/moved"}
  - {title: รายงานที่ไม่พบ, url: "https://www.a.go.th/once"}
  - {title: รายงานที่ยังไม่ตรวจ, url: "https://www.a.go.th/new"}
O28:
  status: complete
  evidence:
  - {title: อีเมลรับเรื่องร้องเรียน, url: "mailto:complain@a.go.th"}
"""

STATES = """\
{"format": 1, "links": {
  "https://www.a.go.th/ok": {"state": "ok", "status": 200, "last_checked": "2026-01-09"},
  "https://www.a.go.th/moved": {"state": "moved", "status": 200, "final": "https://www.a.go.th/?a=1&b=<2>",
    "last_checked": "2026-01-09"},
  "https://www.a.go.th/once": {"state": "gone", "reason": "soft-404", "status": 200, "first_failed_on": "2026-01-08",
    "gone_in_a_row": 1, "last_checked": "2026-01-08"},
  "https://www.a.go.th/red": {"state": "gone", "reason": "status", "status": 410, "first_failed_on": "2026-01-01",
    "gone_in_a_row": 2, "last_checked": "2026-01-09"}
}}
""".replace("<2>", "2")

FILES = {
    "x/agency.yml": "name: สำนักงานทดลอง\nwebsites: https://www.a.go.th/\n",
    "x/2566/oit.yml": OIT,
    "link-state.json": STATES,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the site of FILES."""
    folder = tmp_path_factory.mktemp("links") / "content"
    for path, text in (
        FILES | {"x/2566/measures/a.yml": "title: ประเด็นทดลอง\nmeasures:\n- title: มาตรการทดลอง\n"}
    ).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return build_site(load_source(folder, "content"))


def text_of(built, uri):
    (body,) = [str(page.body) for page in built.pages if page.plan.uri == uri]
    return " ".join(read_page(body).text.split())


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("x/2566/oit/o4/", "แผนที่เปิดได้ ลิงก์เปิดได้ · ตรวจลิงก์เมื่อ 9 มกราคม 2569"),
        (
            "x/2566/oit/o11/",
            "แผนที่หายไป ลิงก์ไม่พบ เซิร์ฟเวอร์ตอบว่าไม่มีหน้านี้ (410) · ตั้งแต่ 1 มกราคม 2569 · ตรวจลิงก์เมื่อ 9 มกราคม 2569",
        ),
        (
            "x/2566/oit/o13/",
            "รายงานที่ย้าย ลิงก์ย้ายที่อยู่ · ตรวจลิงก์เมื่อ 9 มกราคม 2569 ที่อยู่ใหม่: https://www.a.go.th/?a=1&b=2",
        ),
        (
            "x/2566/oit/",
            "รายงานที่ไม่พบ ไม่ระบุปี · ลิงก์ไม่พบครั้งแรก หน้าเปิดได้ แต่ชื่อหน้าบอกว่าไม่พบ รอตรวจซ้ำในวันอื่น · ตรวจลิงก์เมื่อ 8 มกราคม 2569",
        ),
        (
            "x/2566/oit/",
            "ลิงก์ของหลักฐาน: เปิดได้ 1 · ย้ายที่อยู่ 1 · ไม่พบครั้งแรก 1 · ไม่พบติดต่อกัน 1 · ยังไม่เคยตรวจ 1 · "
            "ตรวจล่าสุดเมื่อ 9 มกราคม 2569 (เก่าสุด 8 มกราคม 2569 )",
        ),
        ("x/2566/oit/", "รายงานที่ยังไม่ตรวจ ไม่ระบุปี · ยังไม่เคยตรวจลิงก์"),
        ("x/2566/oit/o13/", "รายงานที่ยังไม่ตรวจ ยังไม่เคยตรวจลิงก์"),
        ("x/2566/todo/", "ลิงก์ของหลักฐานที่ต้องดู"),
    ],
)
def test_pages_show_state_and_day_beside_the_link(uri, said, built):
    """Checklist, item page and to-do list say what was found, since when, and on which day."""
    assert said in text_of(built, uri)


def test_what_no_check_asks_for_is_not_called_unchecked(built):
    """An address that is no web address, such as one of mail, has no state of a link."""
    text = text_of(built, "x/2566/oit/o28/")
    assert "อีเมลรับเรื่องร้องเรียน" in text
    assert "ตรวจลิงก์" not in text


def test_a_red_link_warns_and_counts_as_before(built, site):
    """The same content without the records has the same states; only the warning is new."""
    without = site({path: text for path, text in FILES.items() if path != "link-state.json"})

    def states(of):
        return {row.item.code: row.state for row in of.facts.agencies[0].years[0].checklist.rows}

    assert states(without) == states(built)
    assert State.COMPLETE is states(built)["O4"]
    new = [problem.code for problem in built.problems]
    old = [problem.code for problem in without.problems]
    assert ["OIT422"] == sorted(set(new) - set(old))


def test_the_answer_sheet_warns_before_a_dead_link_is_handed_in(built):
    """What is surely gone is to be mended; of what is not sure, the office is asked to look."""
    text = text_of(built, built.facts.agencies[0].years[0].uri("answers"))
    assert 1 == text.count("ลิงก์ของหลักฐานไม่พบติดต่อกันหลายวันที่ตรวจ แก้ก่อนส่ง")
    assert 1 == text.count("ลิงก์ของหลักฐานไม่พบ ย้ายที่อยู่ หรือยืนยันไม่ได้เมื่อตรวจครั้งล่าสุด ลองเปิดก่อนส่ง")


def test_open_data_holds_state_and_day(built):
    """The table of evidence says of each address what was found and when, and of others that they are unchecked."""
    export = next(export for export in built.exports if export.uri.endswith("/2566/oit-evidence.csv"))
    rows = list(csv.DictReader(io.StringIO(export.content.decode("utf-8-sig"))))
    assert {
        "https://www.a.go.th/ok#page=2": ("ok", "2026-01-09"),
        "https://www.a.go.th/red": ("gone", "2026-01-09"),
        "https://www.a.go.th/moved": ("moved", "2026-01-09"),
        "https://www.a.go.th/once": ("gone", "2026-01-08"),
        "https://www.a.go.th/new": ("unchecked", ""),
    } == {row["url"]: (row["link_state"], row["link_checked_date"]) for row in rows if "www.a.go.th" in row["url"]}


def test_the_example_shows_every_state_and_says_that_it_is_made_up():
    """The records of the fictional agency hold every state, and they alone are marked as made up."""
    source = load_source(REPOSITORY / "content")
    made_up = {address: record for address, record in source.link_records.items() if record.fictional}
    fictional = {place.address for place in link_places(source) if place.fictional}
    assert {"เปิดได้", "ย้ายที่อยู่", "ยังยืนยันไม่ได้", "ไม่พบครั้งแรก", "ไม่พบ"} == {record.label for record in made_up.values()}
    assert source.link_records.keys() & fictional == made_up.keys()
