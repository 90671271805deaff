"""Feeds of changed evidence: what is in them, in which order, and that feed readers take them."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256

import feedparser
import pytest
import yaml

from hostile import CORPUS, as_yaml
from oit_site.export.feeds import MOST_ENTRIES, atom_bytes, build_feeds, json_feed_bytes, tag_uri
from oit_site.facts import build_facts
from oit_site.settings import Settings
from support import REPOSITORY
from validators import days_out_of_range, faults_of_atom, faults_of_json_feed

ISSUE = "title: ประเด็น\nmeasures:\n- title: มาตรการ\n"
SETTINGS = Settings(site_url="https://a.go.th/oit-site/", site_name="เว็บไซต์ทดลอง")


def evidence(title, published=None, **more):
    return {"title": title, "url": "https://a.go.th/x", **({"published": published} if published else {}), **more}


@pytest.fixture
def feeds(source):
    """Return a function that gives the feeds of the disclosures of 2566 of the agency x, and of other files."""

    def make(disclosures, settings=SETTINGS, **files):
        read = source({"x/2566/oit.yml": as_yaml(disclosures), **files})
        return build_feeds(build_facts(read).agencies, settings)

    return make


@pytest.fixture
def feed(feeds):
    """Return a feed of two items, one with two pieces of evidence and a file."""
    return feeds(
        {
            "O3": {
                "owner": "กลุ่มอำนวยการ",
                "evidence": [evidence("อำนาจ", "5 ต.ค. 2565"), evidence("ภารกิจ", "2023-04-05")],
            },
            "O2": {"evidence": [{"title": "ผู้บริหาร", "file": "evidence/ก ข.csv", "published": "2023-06-01"}]},
        },
        **{"x/2566/evidence/ก ข.csv": "ก\n"},
    )[0]


def test_an_entry_is_an_item_whose_day_is_that_of_its_newest_evidence(feed):
    """Items come newest first; published is the oldest day that their evidence states, updated the newest."""
    assert [
        ("tag:a.go.th,2022:oit-site/x/2566/oit/o2/", date(2023, 6, 1), date(2023, 6, 1)),
        ("tag:a.go.th,2022:oit-site/x/2566/oit/o3/", date(2022, 10, 5), date(2023, 4, 5)),
    ] == [(entry.id, entry.published, entry.updated) for entry in feed.entries]


def test_an_entry_says_in_words_what_changed(feed):
    """State, owner and each piece of evidence with its day stand in the text, in Thai, with days in พ.ศ."""
    assert (
        "สถานะที่ตรวจ: ครบถ้วน\nผู้รับผิดชอบ: กลุ่มอำนวยการ\n"
        "หลักฐาน: อำนาจ เผยแพร่ 5 ตุลาคม 2565\nหลักฐาน: ภารกิจ เผยแพร่ 5 เมษายน 2566"
    ) == feed.entries[1].text


def test_a_file_of_the_site_is_attached_with_size_and_type(feed):
    """What a reader may download stands under its full, encoded address."""
    (attached,) = feed.entries[0].attachments
    assert ("https://a.go.th/oit-site/x/2566/evidence/%E0%B8%81%20%E0%B8%82.csv", "text/csv", 4) == (
        attached.url,
        attached.media_type,
        attached.size,
    )


def test_a_file_that_is_confirmed_anew_comes_up_again(feeds):
    """The day of the confirmation counts as that of a change; a file that changed since says so."""
    locked = {"sha256": "", "size": 4, "media_type": "text/csv", "confirmed": {"by": "หัวหน้ากลุ่มแผน", "on": "2023-08-31"}}
    sums = {"as it was.csv": sha256("ก\n".encode()).hexdigest(), "another.csv": "0" * 64}
    evidence = [{"title": name, "file": f"evidence/{name}", "published": "2023-04-05"} for name in sums]
    lock = {"format": 1, "files": {f"evidence/{name}": locked | {"sha256": found} for name, found in sums.items()}}
    files = {f"x/2566/evidence/{name}": "ก\n" for name in sums} | {"x/2566/evidence.lock.json": json.dumps(lock)}
    (entry,) = feeds({"O3": {"evidence": evidence}}, **files)[0].entries
    assert (date(2023, 4, 5), date(2023, 8, 31)) == (entry.published, entry.updated)
    assert [
        "หลักฐาน: as it was.csv เผยแพร่ 5 เมษายน 2566 ยืนยันเมื่อ 31 สิงหาคม 2566 โดยหัวหน้ากลุ่มแผน",
        "หลักฐาน: another.csv เผยแพร่ 5 เมษายน 2566 ยืนยันเมื่อ 31 สิงหาคม 2566 โดยหัวหน้ากลุ่มแผน (ไฟล์เปลี่ยนไปจากที่บันทึก ต้องทบทวน)",
    ] == entry.text.splitlines()[1:]


def test_evidence_without_a_day_is_in_no_feed(feeds):
    """Nothing can be said of when it changed; the feed is there, and empty."""
    assert [("", ()), ("x", ())] == [
        (found.agency_id, found.entries) for found in feeds({"O3": {"evidence": [evidence("อำนาจ")]}})
    ]


@pytest.mark.parametrize(
    ("files", "day"),
    [
        pytest.param({}, "2022-10-01", id="nothing dated: the fiscal year began"),
        pytest.param({"x/2566/measures/a.yml": ISSUE + "updated: 2023-02-01\n"}, "2023-02-01", id="a dated issue"),
    ],
)
def test_a_feed_of_nothing_is_a_valid_feed(feeds, files, day):
    """Who subscribes before there is dated evidence finds a feed that readers take, and that says why it is empty."""
    for found in feeds({"O3": {"evidence": [evidence("อำนาจ")]}}, **files):
        atom, json_feed = atom_bytes(found, SETTINGS), json_feed_bytes(found, SETTINGS)
        assert [] == faults_of_atom(atom)
        assert [] == faults_of_json_feed(json_feed)
        read = feedparser.parse(atom)
        assert (f"{day}T00:00:00+07:00", []) == (read.feed.updated, read.entries)
        told = "ยังไม่มีหลักฐานที่ระบุวันที่เผยแพร่ เมื่อมีจะปรากฏในฟีดนี้"
        assert told == read.feed.subtitle == json.loads(json_feed)["description"]


def test_an_agency_without_a_year_has_its_feed(feeds):
    """Its address does not change when the first year comes; a day that is no day of its own stands in it."""
    (found,) = [feed for feed in feeds({}, **{"y/agency.yml": "name: หน่วยงานใหม่\n"}) if feed.agency_id == "y"]
    assert [] == faults_of_atom(atom_bytes(found, SETTINGS))
    assert [] == days_out_of_range(atom_bytes(found, SETTINGS).decode())


def test_without_a_site_address_there_are_no_feeds(feeds):
    """A feed needs full addresses."""
    assert () == feeds({"O3": {"evidence": [evidence("อำนาจ", "2023-04-05")]}}, settings=Settings())


def test_a_portal_has_a_feed_of_all_and_one_of_each_agency(feeds):
    """Each agency's entries stand in the feed of all and in its own; one without dated evidence has an empty one."""
    found = feeds(
        {"O3": {"evidence": [evidence("อำนาจ", "2023-04-05")]}},
        **{
            "y/agency.yml": "name: สำนักงานสอง\n",
            "y/2566/oit.yml": as_yaml({"O2": {"evidence": [evidence("ผู้บริหาร", "2023-05-01")]}}),
            "z/agency.yml": "name: สำนักงานสาม\n",
            "z/2566/oit.yml": as_yaml({"O2": {"evidence": [evidence("ผู้บริหาร")]}}),
        },
    )
    assert [
        ("", ["y/2566/oit/o2/", "x/2566/oit/o3/"]),
        ("x", ["x/2566/oit/o3/"]),
        ("y", ["y/2566/oit/o2/"]),
        ("z", []),
    ] == [(feed.agency_id, [entry.url.removeprefix(SETTINGS.site_url) for entry in feed.entries]) for feed in found]


def test_the_site_of_one_agency_has_one_feed(content):
    """Its feed lies at the root."""
    from oit_site.load import load_source

    folder = content(
        {
            "agency.yml": "name: สำนักงานเดียว\n",
            "2566/oit.yml": as_yaml({"O3": {"evidence": [evidence("อำนาจ", "2023-04-05")]}}),
        },
        base=False,
    )
    found = build_feeds(build_facts(load_source(folder, "content")).agencies, SETTINGS)
    assert [("", "https://a.go.th/oit-site/2566/oit/o3/")] == [(f.agency_id, f.entries[0].url) for f in found]


def test_a_feed_holds_only_the_newest_entries(feeds):
    """Five years of 25 items are cut at the promised hundred: the oldest year falls out."""
    files = {
        f"x/{year}/oit.yml": as_yaml(
            {f"O{n}": {"evidence": [evidence("ก", f"{year - 543}-01-{n:02d}")]} for n in range(1, 26)}
        )
        for year in range(2563, 2568)
    }
    found = feeds({}, **files)[0]
    assert 100 == MOST_ENTRIES == len(found.entries)
    assert {"2564", "2565", "2566", "2567"} == {entry.url.split("/")[5] for entry in found.entries}


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        ("https://www.example.go.th/", "tag:www.example.go.th,2022:2566/oit/o1/"),
        ("https://user@example.go.th:8443/a b/", "tag:example.go.th,2022:a%20b/2566/oit/o1/"),
        ("https://a..go.th/", "tag:a..go.th,2022:2566/oit/o1/"),
        ("https://ตัวอย่าง.ไทย/", "tag:xn--72c1a1bt4awk9o.xn--o3cw4h,2022:2566/oit/o1/"),
    ],
)
def test_an_id_is_a_tag_uri_of_the_host(site_url, expected):
    """Host, the year (ค.ศ.) in which the fiscal year begins, and the address of the item; without port or user."""
    assert expected == tag_uri(site_url, "2566/oit/o1/", 2566)


# ---------------------------------------------------------------- outside readers


def test_a_feed_reader_reads_what_was_written(feed):
    """feedparser finds ids, titles, days, authors, pages and files."""
    read = feedparser.parse(atom_bytes(feed, SETTINGS))
    assert "หลักฐาน OIT ที่เปลี่ยนล่าสุด เว็บไซต์ทดลอง" == read.feed.title
    assert "2023-06-01T00:00:00+07:00" == read.feed.updated
    assert [e.id for e in feed.entries] == [e.id for e in read.entries]
    assert [e.url for e in feed.entries] == [e.link for e in read.entries]
    assert [e.text for e in feed.entries] == [e.content[0].value for e in read.entries]
    assert ["สำนักงานทดลอง"] * 2 == [e.author for e in read.entries]
    assert [("text/csv", "4")] == [(f.type, f.length) for f in read.entries[0].enclosures]


def test_both_feeds_pass_their_rules(feed):
    """Atom and JSON Feed are valid and say the same, with no year of พ.ศ. in a date."""
    atom, json_feed = atom_bytes(feed, SETTINGS), json_feed_bytes(feed, SETTINGS)
    assert [] == faults_of_atom(atom)
    assert [] == faults_of_json_feed(json_feed)
    assert [] == days_out_of_range(atom.decode() + json_feed.decode())
    assert [e.id for e in feedparser.parse(atom).entries] == [item["id"] for item in json.loads(json_feed)["items"]]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        pytest.param("<title>O2", "<title>&nbsp;O2", id="not well-formed"),
        pytest.param("<id>tag:a.go.th", "<id>a.go.th", id="id is no address"),
        pytest.param("<updated>2023-06-01", "<updated>2566-06-01", id="year of พ.ศ."),
        pytest.param("<name>สำนักงานทดลอง</name>", "", id="no author"),
        pytest.param("2023-06-01T", "2021-06-01T", id="not sorted"),
        pytest.param("oit/o3/</id>", "oit/o2/</id>", id="id twice"),
        pytest.param("http://www.w3.org/2005/Atom", "http://www.w3.org/2006/Atom", id="another language"),
    ],
)
def test_a_planted_fault_in_atom_is_found(feed, good, bad):
    """Each fault in a good feed makes a reader or the rules complain."""
    text = atom_bytes(feed, SETTINGS).decode()
    assert good in text
    assert [] != faults_of_atom(text.replace(good, bad).encode())


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        pytest.param("version/1.1", "version/1", id="version"),
        pytest.param('"content_text"', '"content_html"', id="HTML"),
        pytest.param("2023-06-01T", "2566-06-01T", id="year of พ.ศ."),
        pytest.param('"https://a.go.th/oit-site/x', '"x', id="relative address"),
        pytest.param('"mime_type": "text/csv"', '"mime_type": "csv"', id="type"),
    ],
)
def test_a_planted_fault_in_json_feed_is_found(feed, good, bad):
    """Each fault in a good feed fails its schema."""
    text = json_feed_bytes(feed, SETTINGS).decode()
    assert good in text
    assert [] != faults_of_json_feed(text.replace(good, bad))


def test_the_feed_of_the_example_agency_is_what_its_files_say(demo_site):
    """Read by hand from content/example: the newest six, the confirmed file of O11, and every item with a day."""
    entries = feedparser.parse((demo_site / "example" / "feed.xml").read_bytes()).entries
    assert [
        ("2567/oit/o41/", "2024-04-17", "2024-04-17"),
        ("2567/oit/o33/", "2024-04-11", "2024-04-11"),
        ("2567/oit/o35/", "2024-04-11", "2024-04-11"),
        ("2567/oit/o37/", "2024-04-11", "2024-04-11"),
        ("2567/oit/o12/", "2024-04-05", "2024-04-05"),
        ("2567/oit/o16/", "2024-04-04", "2024-04-04"),
    ] == [days_of(entry) for entry in entries[:6]]
    assert ("2566/oit/o11/", "2022-11-15", "2023-04-10") in [days_of(entry) for entry in entries]
    written = {
        f"{year}/oit/{code.lower()}/"
        for year in (2566, 2567)
        for code, said in yaml.safe_load((REPOSITORY / f"content/example/{year}/oit.yml").read_text("utf-8")).items()
        if isinstance(said, dict) and any("published" in found for found in said.get("evidence", []))
    }
    assert written == {days_of(entry)[0] for entry in entries}


def days_of(entry):
    return entry.link.removeprefix("https://example.go.th/example/"), entry.published[:10], entry.updated[:10]


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_hostile_text_stays_text(attack, feeds):
    """Whatever is typed comes back from a feed reader letter for letter, as plain text."""
    found = feeds(
        {"O3": {"owner": f"ก {attack}", "evidence": [evidence(f"ข {attack}", "2023-04-05")]}},
        **{"x/agency.yml": as_yaml({"name": f"ค {attack}"})},
    )[0]
    atom = atom_bytes(found, SETTINGS)
    assert [] == faults_of_atom(atom)
    assert [] == faults_of_json_feed(json_feed_bytes(found, SETTINGS))
    (entry,) = json.loads(json_feed_bytes(found, SETTINGS))["items"]
    assert "content_html" not in entry
    assert normal(f"ข {attack}") in normal(entry["content_text"])
    assert normal(f"ข {attack}") in normal(text_of(atom, "content"))
    assert normal(f"ค {attack}") == normal(text_of(atom, "author"))


def test_letters_that_xml_cannot_carry_are_left_out(feed):
    """A control letter that slipped in costs itself, not the feed."""
    vars(feed)["entries"] = (replace(feed.entries[0], title="ก\x00\x1b\ufffeข", text="ก\r\nข\rค\x0b"),)
    atom = atom_bytes(feed, SETTINGS)
    assert [] == faults_of_atom(atom)
    assert "กข" == feedparser.parse(atom).entries[0].title
    assert "ก\nข\nค" == feedparser.parse(atom).entries[0].content[0].value


def normal(text):
    return " ".join(text.split())


def text_of(atom, name):
    from lxml import etree

    (found,) = etree.fromstring(atom).iter("{http://www.w3.org/2005/Atom}" + name)
    return "".join(found.itertext())
