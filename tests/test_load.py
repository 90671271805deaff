"""A content folder as a `Source`: which files become which records, and what stays of those that cannot be read."""

import os
from pathlib import Path

import pytest

from oit_site.load import Counts, load_source, shipped_catalogues
from oit_site.model import Status
from oit_site.problem import Location

NO_AGENCY = "content:1:1: error OIT010 ไม่พบ agency.yml ใน content — สร้างไฟล์ agency.yml หรือเริ่มด้วยคำสั่ง oit new"
AGENCY = "name: สำนักงานทดลอง\n"
ISSUE = "title: ประเด็น\nmeasures:\n- title: มาตรการ\n"
EDITION = """\
fiscal_year: 2570
count_certainty: seen
sub_indicators: [{code: "9.1", name: ข้อมูลพื้นฐาน, certainty: high}]
items:
- code: O1
  title: โครงสร้าง
  title_en: Structure
  indicator: 9
  sub_indicator: "9.1"
  group: ข้อมูลพื้นฐาน
  kind: page
  period: {ref: current}
  certainty: high
"""


def texts(problems):
    return [str(problem) for problem in problems]


# ---------------------------------------------------------------- folders


def test_folders_with_agency_yml_make_a_portal(source):
    """Each folder that holds agency.yml is an agency, in the order of the folders' names."""
    found = source(
        {
            "spp-b/agency.yml": "name: ข\n",
            "spp-a/agency.yml": "name: ก\n",
            "spp-b/2567/measures/b.yml": ISSUE,
            "spp-b/2566/measures/b.yml": ISSUE,
            "notes/readme.txt": "",
        },
        base=False,
    )
    assert ["spp-a", "spp-b"] == [agency.id for agency in found.agencies]
    assert ["ก", "ข"] == [agency.agency.value.name for agency in found.agencies]
    assert [[], [2566, 2567]] == [[year.fiscal_year for year in agency.years] for agency in found.agencies]
    assert () == found.problems


def test_agency_yml_at_the_top_makes_the_site_of_one_agency(source):
    """With content/agency.yml the years lie beside it, and the agency has no id."""
    found = source(
        {"agency.yml": AGENCY, "2566/measures/a.yml": ISSUE, "pages/about.md": "", "catalogue/2570.yml": EDITION}, False
    )
    (agency,) = found.agencies
    assert ("", [2566]) == (agency.id, [year.fiscal_year for year in agency.years])
    assert "content/2566/measures/a.yml" == agency.years[0].issues[0].path


def test_pages_and_hidden_folders_are_no_agencies(source):
    """An agency.yml below pages or a hidden folder is not read."""
    found = source({f"{folder}/agency.yml": "x: y\n" for folder in ("pages", ".git")})
    assert (["x"], ()) == ([agency.id for agency in found.agencies], found.problems)


def test_other_folders_of_an_agency_are_no_years(source):
    """Only a folder named by four digits is a year."""
    found = source({"x/notes/a.yml": "x", "x/25660/measures/a.yml": "x", "x/256/measures/a.yml": "x"})
    assert [2566] == [year.fiscal_year for year in found.agencies[0].years]


def test_an_empty_folder_is_an_error(source):
    """Reading nothing is an error, never an empty site."""
    found = source({}, base=False)
    assert ["content:1:1: error OIT010 ไม่พบ agency.yml ใน content — สร้างไฟล์ agency.yml หรือเริ่มด้วยคำสั่ง oit new"] == texts(
        found.problems
    )
    assert Counts() == found.counts


def test_a_folder_that_does_not_exist_is_an_error(tmp_path):
    """A content folder that is not there is reported like an empty one."""
    assert ["OIT010"] == [problem.code for problem in load_source(tmp_path / "content").problems]


def test_files_are_shown_below_the_given_name(content):
    """Problems name files from the name that the caller gives, or from that of the folder itself."""
    folder = content({"x/agency.yml": "nam: ก\n"})
    assert {"ที่/เก็บ/x/agency.yml"} == {p.where.path for p in load_source(folder, "ที่/เก็บ").problems}
    assert {"content/x/agency.yml"} == {p.where.path for p in load_source(folder).problems}


# ---------------------------------------------------------------- files of a year


def test_a_year_has_all_its_files(source):
    """A year is its issues, disclosures, scores, report and evidence files."""
    found = source(
        {
            "x/2566/measures/base.yml": ISSUE,
            "x/2566/measures/a-first.yaml": ISSUE,
            "x/2566/measures/notes.txt": "",
            "x/2566/assessment.yml": "result_year: 2565\nscores: [{fiscal_year: 2565, total: 93.17}]\n",
            "x/2566/report.yaml": "doc_type: measures\n",
            "x/2566/oit.yml": "edition: ๒๕๖๖\nO2: {owner: ก}\n๐๑: {owner: ข}\n",
            "x/2566/evidence/o2/แผน.pdf": b"1234",
            "x/2566/evidence/a.csv": b"",
        }
    )
    (year,) = found.agencies[0].years
    assert ["a-first", "base"] == [issue.value.id for issue in year.issues]
    assert (2565, "measures") == (year.assessment.value.result_year, year.report.value.doc_type)
    assert (["O2", "O1"], ["ก", "ข"]) == (list(year.disclosures), [d.value.owner for d in year.disclosures.values()])
    assert (2566, Location("content/x/2566/oit.yml", 1, 10)) == (year.stated_edition, year.edition_at)
    assert {"evidence/a.csv": 0, "evidence/o2/แผน.pdf": 4} == {name: file.size for name, file in year.files.items()}
    assert all(file.disk_path.read_bytes() == b"1234" for file in year.files.values() if file.size)
    assert () == found.problems


def test_a_year_may_be_empty(source):
    """A year without any of its files is a year without any records."""
    found = source({"x/2567/notes.txt": ""})
    year = found.agencies[0].years[1]
    assert (2567, "content/x/2567", (), {}, None, None, None, {}) == (
        year.fiscal_year,
        year.path,
        year.issues,
        dict(year.disclosures),
        year.stated_edition,
        year.assessment,
        year.report,
        dict(year.files),
    )


def test_authored_pages_are_listed(source):
    """Every file below pages is known by its path from there."""
    found = source({"pages/about.md": "", "pages/guide/start.md": "", "pages/รูป.png": b""})
    assert {"about.md", "guide/start.md", "รูป.png"} == set(found.pages)


def test_everything_read_is_counted(source):
    """The counts say how much was read, so that a folder read by mistake shows."""
    found = source(
        {
            "x/2566/measures/a.yml": "title: ก\nmeasures: [{title: ข}, {title: ค}]\n",
            "x/2566/oit.yml": "O1: {owner: ก}\nO2: {owner: ข}\n",
            "y/agency.yml": AGENCY,
            "catalogue/2570.yml": EDITION,
        }
    )
    assert Counts(agencies=2, years=1, issues=2, measures=3, disclosures=2, files=6) == found.counts


def test_the_id_of_an_issue_is_the_name_of_its_file(source):
    """An issue needs no id; one that repeats the name of its file is taken."""
    found = source({"x/2566/measures/a.yml": "id: a\n" + ISSUE})
    assert (["a", "base"], ()) == ([i.value.id for i in found.agencies[0].years[0].issues], found.problems)


def test_measures_are_numbered_where_they_have_no_id(source):
    """A measure without an id gets the one of its place."""
    found = source(
        {"x/2566/measures/a.yml": "title: ก\nmeasures:\n- title: ข\n- {id: training, title: ค}\n- title: ง\n"}
    )
    assert ["m1", "training", "m3"] == [m.id for m in found.agencies[0].years[0].issues[0].value.measures]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param({"a": "๑.๑๐", "b": "๑.๒", "c": "๑.๑"}, ["c", "b", "a"], id="Thai digits, by number"),
        pytest.param({"a": "ข้อ 10", "b": "ข้อ 9"}, ["b", "a"], id="with words"),
        pytest.param({"a": "2", "b": "1.5", "c": "1"}, ["c", "b", "a"], id="of different depth"),
        pytest.param({"a": "1", "b": "1"}, ["a", "b"], id="the same number twice"),
        pytest.param({"a": "2", "b": "1", "c": None}, ["a", "b", "c"], id="one without a number"),
        pytest.param({"b": "ก", "a": "1"}, ["a", "b"], id="one without a digit"),
    ],
)
def test_issues_stand_in_the_order_that_their_document_prints(source, printed, expected):
    """Issues come by their printed numbers, or by their files' names where not all have one."""
    files = {
        f"x/2567/measures/{name}.yml": ISSUE + (f"printed_no: {number}\n" if number else "")
        for name, number in printed.items()
    }
    assert expected == [issue.value.id for issue in source(files).agencies[0].years[-1].issues]


def test_drafts_are_read(source):
    """A draft is read and checked like any issue; its status says what it is."""
    found = source({"x/2566/measures/a.yml": ISSUE + "status: draft\n"})
    assert [Status.DRAFT, Status.PUBLISHED] == [i.value.status for i in found.agencies[0].years[0].issues]


def test_records_know_their_place(source):
    """A record gives the place of each of its values, from the record's own root."""
    (year,) = source({"x/2566/oit.yml": "O1: {owner: ก}\nO2:\n  owner: ข\n"}).agencies[0].years
    disclosure = year.disclosures["O2"]
    path = "content/x/2566/oit.yml"
    assert (Location(path, 3, 10), Location(path, 2, 1), Location(path, 3, 3)) == (
        disclosure.at("owner"),
        disclosure.at_key(),
        disclosure.at_key("owner"),
    )


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        pytest.param("O1: {}\n", [], id="empty record"),
        pytest.param('O1: ""\n', [], id="empty text"),
        pytest.param("edition: 2566\nO1: {owner: ก}\n", [], id="with an edition"),
        pytest.param("O1:\n", ["content/x/2566/oit.yml:1:1: warning OIT106 คีย์ «O1» ไม่มีค่า"], id="no value"),
        pytest.param(
            "edition: [a]\nO1: {owner: ก}\n",
            ["content/x/2566/oit.yml:1:10: error OIT104 «['a']» ไม่ใช่ปีงบประมาณ เขียนเป็น พ.ศ. สี่หลัก เช่น 2566"],
            id="edition that is a list",
        ),
    ],
)
def test_entries_of_oit_yml(source, typed, problems):
    """An entry may be empty; a key without a value is not an entry."""
    assert problems == texts(source({"x/2566/oit.yml": typed}).problems)


# ---------------------------------------------------------------- stubs


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("title: ชื่อที่อ่านได้\nmeasures: ผิด\n", "ชื่อที่อ่านได้", id="wrong measures"),
        pytest.param("measures: [{title: ก}]\n", "a", id="no title"),
        pytest.param("title: [ก]\nmeasures: [{title: ก}]\n", "a", id="title is a list"),
        pytest.param('title: " "\nmeasures: [{title: ก}]\n', "a", id="blank title"),
        pytest.param("title: ก: ข\n", "a", id="syntax error"),
        pytest.param("- ก\n", "a", id="a list"),
        pytest.param("", "a", id="empty"),
    ],
)
def test_a_broken_issue_stays_as_a_stub(source, text, title):
    """An issue with an error keeps its id and, where it can be read, its title; it has no measures."""
    found = source({"x/2566/measures/a.yml": text})
    stub, whole = found.agencies[0].years[0].issues
    assert ("a", title, (), True, False) == (
        stub.value.id,
        stub.value.title,
        stub.value.measures,
        stub.broken,
        whole.broken,
    )
    assert {"content/x/2566/measures/a.yml"} == {problem.where.path for problem in found.problems}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("name: ชื่อที่อ่านได้\nx: y\n", "ชื่อที่อ่านได้", id="unknown key"),
        pytest.param('name: " "\n', "x", id="blank name"),
        pytest.param("- ก\n", "x", id="a list"),
        pytest.param("", "x", id="empty"),
    ],
)
def test_a_broken_agency_stays_as_a_stub(source, text, name):
    """An agency with an error keeps its years and goes by its name or its folder."""
    found = source({"x/agency.yml": text})
    (agency,) = found.agencies
    assert (name, True, [2566]) == (
        agency.agency.value.name,
        agency.agency.broken,
        [y.fiscal_year for y in agency.years],
    )


def test_a_broken_disclosure_stays_as_a_stub(source):
    """An entry with an error keeps its code and says nothing."""
    found = source({"x/2566/oit.yml": "O1: {ownr: ก}\nO2: {owner: ข}\n"})
    disclosures = found.agencies[0].years[0].disclosures
    assert [("O1", True, None), ("O2", False, "ข")] == [(c, d.broken, d.value.owner) for c, d in disclosures.items()]


@pytest.mark.parametrize("name", ["assessment", "report"])
def test_broken_scores_or_texts_are_left_out(source, name):
    """A report or a set of scores with an error is as if it were not there."""
    found = source({f"x/2566/{name}.yml": "x: y\n"})
    assert getattr(found.agencies[0].years[0], name) is None
    assert "OIT101" in [problem.code for problem in found.problems]


# ---------------------------------------------------------------- what may not be


def test_a_link_out_of_the_evidence_folder_is_not_published(content, tmp_path):
    """A symbolic link that leads out of the evidence folder is no evidence file: its target stays private."""
    (tmp_path / "secret.txt").write_text("ลับ")
    folder = content({"x/2566/evidence/a.pdf": b"1"})
    (folder / "x/2566/evidence/b.pdf").symlink_to(tmp_path / "secret.txt")
    files = load_source(folder).agencies[0].years[0].files
    assert ["evidence/a.pdf"] == [name for name, file in files.items() if file.facts]


def test_a_link_inside_the_evidence_folder_is_fine(content):
    """A symbolic link to a neighbour is an evidence file."""
    folder = content({"x/2566/evidence/a.pdf": b"1"})
    (folder / "x/2566/evidence/b.pdf").symlink_to("a.pdf")
    assert ["evidence/a.pdf", "evidence/b.pdf"] == list(load_source(folder).agencies[0].years[0].files)


def test_hidden_and_lock_files_are_not_published(source):
    """What a computer leaves beside the evidence (`.DS_Store`, Word's lock file with a name in it) stays private."""
    names = ("a.pdf", ".DS_Store", ".hidden/b.pdf", "~$a.docx", "Thumbs.db")
    found = source({f"x/2566/evidence/{name}": "1" for name in names})
    assert ["evidence/a.pdf"] == list(found.agencies[0].years[0].files)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"x/agency.yaml": AGENCY}, id="agency"),
        pytest.param({"x/2566/oit.yml": "O1: {owner: ก}\n", "x/2566/oit.yaml": "O2: {owner: ข}\n"}, id="oit"),
        pytest.param({"x/๒๕๖๖/measures/a.yml": ISSUE}, id="year in Thai digits"),
        pytest.param({"agency.yml": AGENCY}, id="one agency and a portal"),
        pytest.param({"x/2566/assesment.yml": "result_year: 2565\n"}, id="misspelled file"),
        pytest.param({"x/2566/measures/more/a.yml": ISSUE}, id="folder in measures"),
        pytest.param({"spp-y/2566/measures/a.yml": ISSUE}, id="years without agency.yml"),
    ],
)
def test_no_data_is_passed_over_in_silence(source, files):
    """A YAML file that is not read is reported: it would be missing from the site without a word."""
    assert source(files).problems


# ---------------------------------------------------------------- editions


def test_the_content_folder_may_add_an_edition(source):
    """An edition in content/catalogue joins those that ship, in the order of the years."""
    found = source({"catalogue/2570.yml": EDITION, "catalogue/notes.txt": ""})
    assert ([*range(2563, 2571)], ()) == (list(found.catalogues), found.problems)
    assert "โครงสร้าง" == found.catalogues[2570].items[0].title


def test_the_content_folder_may_correct_an_edition(source):
    """An edition in content/catalogue stands in for the one that ships."""
    found = source({"catalogue/2566.yaml": EDITION.replace("2570", "2566")})
    assert 1 == len(found.catalogues[2566].items)
    assert 43 == len(shipped_catalogues()[2566].items)


def test_shipped_editions_are_read_once():
    """The shipped editions are the same objects for every site of a process."""
    assert shipped_catalogues() is shipped_catalogues()


@pytest.mark.parametrize("closed", ["x", "x/2566", "x/2566/measures", "x/2566/evidence", "pages"])
def test_a_folder_that_cannot_be_read_is_no_empty_one(content, monkeypatch, closed):
    """A folder that the system keeps closed is reported: what it holds would be missing without a word."""
    folder = content({"pages/a.md": "# ก\n", "x/2566/evidence/a.csv": "ก\n"})
    shut = folder / closed
    access, listdir, scandir = os.access, os.listdir, os.scandir

    def refuse(call):
        def guarded(path=".", *rest):
            if Path(path) == shut or shut in Path(path).parents:
                raise PermissionError(13, "Permission denied", str(path))
            return call(path, *rest)

        return guarded

    # The tests may run as a user whom no folder is closed to.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != shut and access(path, mode))
    monkeypatch.setattr(os, "listdir", refuse(listdir))
    monkeypatch.setattr(os, "scandir", refuse(scandir))
    problems = {str(problem) for problem in load_source(folder, "content").problems}
    expected = f"content/{closed}:1:1: error OIT009 อ่านโฟลเดอร์ไม่ได้ (Permission denied) — ตรวจสิทธิ์การเข้าถึงของโฟลเดอร์"
    assert {expected} | ({NO_AGENCY} if closed == "x" else set()) == problems
