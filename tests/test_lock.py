"""The lock of a year's evidence: what files were when they were recorded, and who confirmed them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oit_site.evidence_file import inspect_file
from oit_site.facts import build_facts
from oit_site.lock import (
    EvidenceLock,
    LockState,
    lock_state,
    lock_text,
    read_lock,
    recorded,
    with_confirmed,
    with_new_files,
    without,
)
from test_evidence_file import PLAN, pdf

A, B = inspect_file("a.csv", b"x,y\n"), inspect_file("b.csv", b"other\n")
PAPER = replace(inspect_file("a.pdf", pdf(PLAN, "", language="th")), encrypted=True)
POST, DAY = "หัวหน้ากลุ่มอำนวยการ", date(2023, 1, 10)


def text_of(lock):
    return lock_text(lock).encode()


# ---------------------------------------------------------------- recording and confirming


def test_a_lock_reads_as_an_officer_would_write_it():
    """Files stand by name, one fact a line, the facts that a kind of file does not have left out."""
    lock = with_confirmed(with_new_files(EvidenceLock(), {"evidence/b.pdf": PAPER}), {"evidence/a.csv": A}, POST, DAY)
    expected = f"""{{
  "format": 1,
  "files": {{
    "evidence/a.csv": {{
      "sha256": "{A.sha256}",
      "size": 4,
      "media_type": "text/csv",
      "confirmed": {{
        "by": "หัวหน้ากลุ่มอำนวยการ",
        "on": "2023-01-10"
      }}
    }},
    "evidence/b.pdf": {{
      "sha256": "{PAPER.sha256}",
      "size": {PAPER.size},
      "media_type": "application/pdf",
      "pages": 2,
      "text_pages": 1,
      "tagged": false,
      "language": "th",
      "encrypted": true
    }}
  }}
}}
"""
    assert expected == lock_text(lock)


def test_recording_changes_nothing_that_is_recorded():
    """A changed file keeps its old entry, with who confirmed it, until someone confirms the new one."""
    before = with_confirmed(EvidenceLock(), {"evidence/a.csv": A}, POST, DAY)
    after = with_new_files(before, {"evidence/a.csv": B, "evidence/b.csv": B})
    assert before.files["evidence/a.csv"] == after.files["evidence/a.csv"]
    assert recorded(B) == after.files["evidence/b.csv"]


@pytest.mark.parametrize(
    ("lock", "expected"),
    [
        (EvidenceLock(), LockState.UNRECORDED),
        (with_new_files(EvidenceLock(), {"a": A}), LockState.RECORDED),
        (with_confirmed(EvidenceLock(), {"a": A}, POST, DAY), LockState.CONFIRMED),
        (with_new_files(EvidenceLock(), {"a": B}), LockState.CHANGED),
        (with_confirmed(EvidenceLock(), {"a": B}, POST, DAY), LockState.CHANGED),
        (with_confirmed(with_confirmed(EvidenceLock(), {"a": B}, POST, DAY), {"a": A}, POST, DAY), LockState.CONFIRMED),
        (without(with_new_files(EvidenceLock(), {"a": A}), ["a"]), LockState.UNRECORDED),
    ],
)
def test_how_a_file_stands_to_the_lock(lock, expected):
    """A file is new, recorded, confirmed or changed; confirming the changed one settles it."""
    assert expected is lock_state(lock.files.get("a"), A)


# ---------------------------------------------------------------- reading

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\ufeff")
NAMES = st.text(LETTERS, max_size=20)


@given(st.dictionaries(NAMES, st.sampled_from([A, B, PAPER]), max_size=4), st.booleans())
def test_a_lock_comes_back_as_it_was_written(files, confirmed):
    """Whatever the files are called, both ways of reading give the lock that was written, without a problem."""
    lock = with_confirmed(EvidenceLock(), files, POST, DAY) if confirmed else with_new_files(EvidenceLock(), files)
    fast, _, _ = read_lock(text_of(lock), "l", files)
    slow, _, problems = read_lock(text_of(lock), "l", {})
    assert (lock, lock, ()) == (fast, slow, problems)
    assert text_of(lock) == text_of(slow)


def test_places_are_known_where_something_is_to_be_said():
    """An entry of a file that is gone has its line; where all is as recorded, nobody asks for one."""
    lock = with_new_files(EvidenceLock(), {"evidence/a.csv": A})
    _, document, _ = read_lock(text_of(lock), "l", {})
    assert "l:4:5" == str(document.at_key("files", "evidence/a.csv"))
    _, document, _ = read_lock(text_of(lock), "l", {"evidence/a.csv": A})
    assert {} == document.keys


HOSTILE = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"7",
    "cut off": b'{"format": 1, "files": {',
    "another encoding": '{"format": 1}'.encode("utf-16"),
    "Windows-874": '{"ก": 1}'.encode("cp874"),
    "control letters": b'{"format": 1, "files": {"a\x00": {}}}',
    "very deep": b"[" * 200_000,
    "very deep files": b'{"files": ' * 5000,
    "very long": b'{"files": {"' + b"a" * 3_000_000 + b'": {}}}',
    "files that are a list": b'{"format": 1, "files": []}',
    "a file that is a number": b'{"format": 1, "files": {"a": 7}}',
    "not a number": b'{"format": 1, "files": {"a": {"sha256": "x", "size": NaN, "media_type": "x"}}}',
    "a huge number": b'{"format": 1, "files": {"a": {"sha256": "x", "size": ' + b"9" * 5000 + b', "media_type": "x"}}}',
    "a later form": b'{"format": 2, "files": {}}',
    "half a letter": b'{"format": 1, "files": {"a": {"sha256": "x", "size": 1, "media_type": "\\ud800"}}}',
    "a name of two lines": b'{"format": 1, "files": {"a\\nb\\u2028c": 7, "d": {"x\\ny": 1}}}',
    "odd line ends": '{"format": 1,\x85\r\u2028"files": ['.encode(),
    "an alias": b"files: &a {b: *a}",
    "a script as a day": b'{"format": 1, "files": {"a": {"confirmed": {"by": "x", "on": "<script>"}}}}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_lock_is_said_at_its_place(name, plan):
    """Whatever stands in the lock's place, there is an error in that file, in Thai, and the files are unrecorded."""
    site = plan({"x/2566/evidence.lock.json": HOSTILE[name], "x/2566/evidence/a": "x"})
    problems = [problem for problem in site.problems if problem.where.path == "content/x/2566/evidence.lock.json"]
    assert problems
    assert all(problem.severity.value == "error" and "ก" <= max(problem.message) for problem in problems)
    assert all(1 == len(str(problem).splitlines()) for problem in problems)
    assert [problem for problem in site.problems if problem.code in ("OIT415", "OIT416")] == []


def test_a_folder_in_the_locks_place_is_an_error(source, content):
    """What cannot be read is reported, not passed over as if nothing had been recorded."""
    (content({}) / "x/2566/evidence.lock.json").mkdir()
    assert ["OIT009"] == [problem.code for problem in source({}).problems]


# ---------------------------------------------------------------- what the checklist makes of it

OIT = """\
O2:
  evidence:
  - {title: ก, file: evidence/a.csv}
  - {title: ข, url: 'https://www.example.go.th/b'}
O3:
  evidence:
  - {title: ค, file: evidence/b.csv}
"""


@pytest.fixture
def year(source):
    """Return a function that gives the facts of a year with two files and the lock given."""

    def facts(lock):
        files = {"x/2566/oit.yml": OIT, "x/2566/evidence/a.csv": "x,y\n", "x/2566/evidence/b.csv": "other\n"}
        return build_facts(source(files | {"x/2566/evidence.lock.json": text_of(lock)})).agencies[0].years[0]

    return facts


def test_a_changed_file_is_a_flag_beside_the_state(year):
    """The item keeps its state and is counted as before; the flag is counted on its own."""
    same = year(with_new_files(EvidenceLock(), {"evidence/a.csv": A, "evidence/b.csv": B}))
    changed = year(with_new_files(EvidenceLock(), {"evidence/a.csv": B, "evidence/b.csv": B}))
    assert [False, True] == [facts.checklist.by_code["O2"].to_review for facts in (same, changed)]
    assert same.checklist.by_code["O2"].state is changed.checklist.by_code["O2"].state
    assert same.whole.states == changed.whole.states
    assert [0, 1] == [facts.whole.to_review for facts in (same, changed)]
    assert not changed.checklist.by_code["O3"].to_review


def test_each_piece_of_evidence_knows_its_lock(year):
    """A file stands to its entry of the lock; an address elsewhere stands to none."""
    facts = year(with_confirmed(EvidenceLock(), {"evidence/a.csv": A}, POST, DAY))
    file, elsewhere = facts.checklist.by_code["O2"].evidence
    (new,) = facts.checklist.by_code["O3"].evidence
    assert [LockState.CONFIRMED, None, LockState.UNRECORDED] == [row.lock_state for row in (file, elsewhere, new)]
    assert POST == file.locked.confirmed.by


def test_a_changed_file_is_flagged_on_every_page_of_its_item(site):
    """Checklist, item, to-do and the page of the group that owns it say ต้องทบทวน; nothing does once it is confirmed."""
    files = {
        "x/agency.yml": "name: สำนักงานทดลอง\ngroups: [กลุ่มหนึ่ง, กลุ่มสอง]\n",
        "x/2566/oit.yml": OIT.replace("O2:\n", "O2:\n  owner: กลุ่มหนึ่ง\n").replace("O3:\n", "O3:\n  owner: กลุ่มสอง\n"),
        "x/2566/evidence/a.csv": "x,y\n",
        "x/2566/evidence/b.csv": "other\n",
    }

    def flagged(lock):
        built = site(files | {"x/2566/evidence.lock.json": text_of(lock)})
        return {page.plan.uri: str(page.body).count("ต้องทบทวน") for page in built.pages if "ต้องทบทวน" in page.body}

    changed = flagged(with_new_files(EvidenceLock(), {"evidence/a.csv": B, "evidence/b.csv": B}))
    pages = {"x/2566/oit/", "x/2566/oit/o2/", "x/2566/todo/"}
    assert pages <= changed.keys()
    (group,) = [uri for uri in changed if uri.startswith("x/2566/todo/") and uri != "x/2566/todo/"]
    assert "x/2566/oit/o3/" not in changed
    confirmed = flagged(with_confirmed(EvidenceLock(), {"evidence/a.csv": A, "evidence/b.csv": B}, POST, DAY))
    assert set() == confirmed.keys() & {*pages, group}
