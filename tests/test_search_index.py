"""The search index as made in Python: which entries there are, what they hold, and how it is split."""

import gzip
import json

import pytest

from oit_site import search_index
from oit_site.load import load_source, shipped_synonyms
from oit_site.search_index import AuthoredPage
from oit_site.site import build_site, search_exports
from support import REPOSITORY

ISSUE = """title: ประเด็นแรก
indicators: [9]
measures:
- title: มาตรการหนึ่ง
  steps: [ขั้นตอนที่ทำ]
  oit: [O5]
- {id: second, title: มาตรการสอง, results: [ผลที่ได้]}
"""
SCORES = """result_year: 2565
scores:
- {fiscal_year: 2565, total: "90.10", grade: A, indicators: [{no: 9, score: "80.00"}]}
"""
OIT = """O5:
  owner: กลุ่มติดต่อ
  explain: ที่อยู่อยู่หน้าเดียว
  evidence: [{title: หน้าติดต่อ, url: "https://www.example.go.th/contact"}]
"""
FILES = {"x/2566/measures/first.yml": ISSUE, "x/2566/assessment.yml": SCORES, "x/2566/oit.yml": OIT}


@pytest.fixture
def index(site):
    """Return a function that writes files and gives the files of the search index, by name, as what they hold."""

    def read(files, authored=(), base=True):
        exports = search_exports(site(files, base).search, authored)
        return {export.uri.removeprefix("search/"): json.loads(export.content) for export in exports}

    return read


def rows_of(part):
    return {part["base"] + row[1]: row for row in part["rows"]}


def test_measures_and_scores_are_entries_with_their_anchors(index):
    """An issue, each of its measures, each total and each indicator has an entry of its own, below the one above it."""
    part = index(FILES)["x-2566.json"]
    rows = rows_of(part)
    assert [1, "ประเด็นแรก"] == [rows["x/2566/measures/first/"][place] for place in (0, 2)]
    assert "มาตรการหนึ่ง" == rows["x/2566/measures/first/#m1"][2]
    assert "ขั้นตอนที่ทำ\nO5" == rows["x/2566/measures/first/#m1"][3]
    assert "ผลที่ได้" == rows["x/2566/measures/first/#second"][3]
    assert "ประเด็นแรก" == part["rows"][rows["x/2566/measures/first/#second"][4]][2]
    assert [2, "คะแนน ITA รวม ปี 2565 90.10 ระดับ A"] == [rows["x/2566/assessment/#scores-1"][place] for place in (0, 2)]
    assert "80.00 คะแนน ผลประเมินปี 2565 ต่ำกว่าเกณฑ์" == rows["x/2566/assessment/#scores-1-9"][3]


def test_what_an_edition_asks_is_stored_once(index):
    """An item of a year holds its state and what the agency says; its title and elements lie in the edition's file."""
    files = index(FILES)
    items = {item[0]: item for item in files["x-2566.json"]["items"]}
    assert ["O5", "ครบถ้วน", "ที่อยู่อยู่หน้าเดียว\nกลุ่มติดต่อ\nหน้าติดต่อ"] == items["O5"]
    assert ["O6", "ยังไม่เปิดเผย"] == items["O6"]
    asked = next(item for item in files["oit-2566.json"]["items"] if item[0] == "O5")
    assert "ข้อมูลการติดต่อ" == asked[1]
    assert [] == [name for name, part in files.items() if name.startswith("x-") and "ข้อมูลการติดต่อ" in json.dumps(part)]


def test_a_year_that_is_not_filled_in_says_only_which_items_it_has(index):
    """Of an item nothing is known where oit.yml is missing, not even a state."""
    part = index({})["x-2566.json"]
    assert False is part["filled"]
    assert ["O1"] == part["items"][0]


def test_drafts_are_not_found(index):
    """An issue that is a draft has no entry."""
    draft = "title: ร่างประเด็น\nstatus: draft\nmeasures: [{title: ร่างมาตรการ}]\n"
    assert "ร่าง" not in json.dumps(index({"x/2566/measures/draft.yml": draft}), ensure_ascii=False)


def test_an_authored_page_is_found_by_its_sections(index):
    """Text before the first heading with an id belongs to the page, what follows to its section; markup is gone."""
    html = (
        '<h1 id="a">หัวเรื่อง</h1><p>ความนำ &amp; ต่อ</p>'
        '<h2 id="b">ตอน <em>สอง</em></h2><ul><li>หนึ่ง</li><li>สอง</li></ul><script>x</script>'
    )
    part = index({}, [AuthoredPage("guide/", "คู่มือ", html)])["site.json"]
    page, section = part["rows"][-2:]
    assert [3, "guide/", "คู่มือ", "หัวเรื่อง\nความนำ & ต่อ"] == page
    assert [3, "guide/#b", "ตอน สอง", "หนึ่ง\nสอง", part["rows"].index(page)] == section


def test_the_manifest_names_every_file_with_size_and_hash(site):
    """A browser knows from one small file what there is, how large, and whether it has it already."""
    files = {export.uri: export.content for export in search_exports(site(FILES).search)}
    manifest = json.loads(files["search/index.json"])
    assert {f"search/{part['file']}" for part in manifest["parts"]} == files.keys() - {"search/index.json"}
    assert all(part["bytes"] == len(files[f"search/{part['file']}"]) for part in manifest["parts"])
    changed = site(FILES | {"x/2566/oit.yml": OIT.replace("หน้าเดียว", "สองหน้า")})
    again = json.loads(search_exports(changed.search)[-1].content)
    differing = [a["file"] for a, b in zip(manifest["parts"], again["parts"], strict=True) if a["hash"] != b["hash"]]
    assert ["x-2566.json"] == differing


def test_one_agencys_own_site_names_its_files_by_year(index):
    """Where addresses have no agency part, the files of the index have none either."""
    files = {"agency.yml": "name: ข\n", "2566/measures/first.yml": ISSUE}
    assert "2566/measures/first/#m1" in rows_of(index(files, base=False)["2566.json"])


def test_a_large_site_has_a_file_of_titles(index, monkeypatch):
    """On a large site the portal reads titles first: of measures and scores, and which items there are."""
    assert "titles.json" not in index(FILES)
    monkeypatch.setattr(search_index, "LARGE", 1000)
    files = index(FILES)
    (titles,) = files["titles.json"]
    assert "titles.json" == files["index.json"]["titles"]["file"]
    assert [1, "measures/first/#m1", "มาตรการหนึ่ง"] in titles["rows"]
    assert ["O5"] in titles["items"]
    assert "ขั้นตอนที่ทำ" not in json.dumps(titles, ensure_ascii=False)


def test_synonyms_of_package_site_and_agency_are_told_apart(index):
    """The manifest holds what we ship with what the site adds, and at an agency what holds only there."""
    said = "synonyms:\n- [{}]\n"
    manifest = index({"synonyms.yml": said.format("ก้อง, ดัง"), "x/synonyms.yml": said.format("ขม, เฝื่อน")})["index.json"]
    assert [*map(list, shipped_synonyms()), ["ก้อง", "ดัง"]] == manifest["synonyms"]
    assert [["ขม", "เฝื่อน"]] == manifest["agencies"][0]["synonyms"]


def test_shipped_synonyms_keep_the_rules_of_an_agencys_own():
    """Every group that ships has two words or more, and no word stands twice in it."""
    assert len(shipped_synonyms()) > 30
    assert [] == [group for group in shipped_synonyms() if len(group) < 2 or len(set(group)) < len(group)]


def test_the_index_of_the_demo_site_is_small():
    """The whole index weighs at most 1.5 KB a page, gzipped."""
    site = build_site(load_source(REPOSITORY / "content", "content"))
    weight = sum(len(gzip.compress(export.content)) for export in search_exports(site.search))
    assert weight <= 1.5 * 1024 * len(site.pages)
