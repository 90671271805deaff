"""`oit new`: what it writes builds without a warning, claims nothing, and never touches what is there."""

import re
from datetime import datetime

import pytest
import yaml
from click.testing import CliRunner

from oit_site.__main__ import main
from oit_site.commands.options import THAILAND
from oit_site.load import load_source, shipped_catalogues, shipped_skeleton
from oit_site.site import plan_site
from oit_site.starter import agency_file, year_files
from oit_site.thai import fiscal_year_of
from support import REPOSITORY, build_project, files_of

NAME = 'สพป. "ทดลอง": เขต ๑ #1'


@pytest.fixture
def new(tmp_path, monkeypatch):
    """Return a function that runs `oit new` in an empty folder, and gives its end and output."""
    monkeypatch.chdir(tmp_path)

    def new(*arguments, typed=None):
        result = CliRunner().invoke(main, ["new", *arguments], prog_name="oit", input=typed)
        return result.exit_code, result.output

    return new


def uncommented(text):
    """Return *text* as who deletes the leading # of every line that is meant to be filled in."""
    return re.sub(r"^#(?=[ ]*[\w-]+:|[ ]{2,}- |O\d)(?! )|^#(?=[ ]{2,}[\w-]+:|[ ]{2,}- )", "", text, flags=re.MULTILINE)


def problems(folder):
    return [str(problem) for problem in plan_site(load_source(folder, "content")).problems]


def test_a_new_site_builds_without_a_warning(new, tmp_path):
    """A name that YAML would stumble over, two years in either digits, a folder with a blank: a strict build."""
    code, output = new("เว็บ ใหม่", "--name", NAME, "--year", "2566", "--year", "๒๕๖๗")
    assert (0, True) == (code, '\n2. ตรวจ: oit check -f "เว็บ ใหม่/mkdocs.yml"\n' in output)
    config = build_project(tmp_path / "เว็บ ใหม่" / "mkdocs.yml")
    built = files_of(tmp_path / "เว็บ ใหม่" / "site")
    assert {"index.html", "2566/oit/o43/index.html", "2567/oit/o35/index.html", "about/index.html"} <= built.keys()
    assert "สพป. &#34;ทดลอง&#34;: เขต ๑ #1" in built["index.html"].decode()
    assert "มาตรการคุณธรรมและความโปร่งใส" == config.site_name
    assert [] == [path for path in built if "template" in path], "what is to be filled in is not published"


def test_nothing_is_claimed_of_an_agency_that_has_filled_in_nothing(new, tmp_path):
    """No item is disclosed, no issue published, no score given."""
    new("s", "--name", "ก", "--year", "2566")
    (agency,) = load_source(tmp_path / "s" / "content").agencies
    (year,) = agency.years
    assert ({}, ["draft"]) == (dict(year.disclosures), [issue.value.status.value for issue in year.issues])
    assert (2565, None, ()) == (
        year.assessment.value.result_year,
        year.assessment.value.main.total,
        year.assessment.value.main.indicators,
    )


@pytest.mark.parametrize("edition", sorted(shipped_catalogues()))
def test_every_line_that_is_to_be_filled_in_is_right(edition, tmp_path):
    """With the leading # gone and the places filled in, the only thing wrong is that the files are not there yet."""
    folder = tmp_path / "content"
    texts = {f"{edition}/{path}": text for path, text in year_files(edition, shipped_catalogues()).items()}
    texts["agency.yml"] = agency_file("ก").replace("#logo: logo.png", "")
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        filled = uncommented(text).replace("ที่อยู่ของหน้า", "https://www.example.go.th/")
        filled = filled.replace("วันที่เผยแพร่ เช่น 10 ม.ค. 2566", "2023-01-10").replace("กลุ่มที่รับผิดชอบ", "กลุ่มอำนวยการ")
        filled = filled.replace("status: draft\n", "")
        (folder / path).write_text(filled, encoding="utf-8")
    items = shipped_catalogues()[edition].items
    source = load_source(folder, "content")
    (agency,) = source.agencies
    (year,) = agency.years
    (issue,) = year.issues
    assert {item.code for item in items} == year.disclosures.keys()
    assert ("ผลการดำเนินการ", (9,)) == (issue.value.measures[0].results[0].text, issue.value.indicators)
    assert ("86.95", "#14325c") == (year.assessment.value.main.total.printed, agency.agency.value.colour)
    found = plan_site(source).problems
    assert {"OIT401"} == {problem.code for problem in found}, [str(problem) for problem in found]


def test_a_year_without_an_edition_takes_the_newest_before_it():
    """A year that comes before its edition is begun with the items of the newest one."""
    newest = max(shipped_catalogues())
    assert f"\nedition: {newest}\n" in year_files(newest + 1, shipped_catalogues())["oit.yml"]
    assert "\nedition: 2563\n" in year_files(2560, shipped_catalogues())["oit.yml"]


def test_the_skeleton_has_the_settings_of_this_site():
    """Theme, Markdown and checks of a new site are those that the program is tested with."""
    ours = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text("utf-8"))
    theirs = yaml.safe_load(shipped_skeleton("mkdocs.yml"))
    assert "${theme_folder}" == theirs["theme"].pop("custom_dir")
    assert "theme_overrides" == ours["theme"].pop("custom_dir")
    for key in ("theme", "markdown_extensions", "validation", "docs_dir", "extra"):
        assert ours[key] == theirs[key], key


def test_what_is_there_stays(new, tmp_path):
    """A second call adds the year that is lacking, and not a letter to what was written before."""
    new("s", "--name", "ก", "--year", "2566")
    (tmp_path / "s" / "content" / "2566" / "oit.yml").write_text("edition: 2567\n", "utf-8")
    (tmp_path / "s" / "content" / "pages" / "about.md").unlink()
    before = files_of(tmp_path / "s")
    assert 0 == new("s", "--year", "2566", "--year", "2567")[0]
    after = files_of(tmp_path / "s")
    assert before == {path: after[path] for path in before}
    assert {"2567"} == {path.split("/")[1] for path in after.keys() - before.keys()}
    assert (0, "มีอยู่แล้วทั้งหมด ไม่ได้สร้างไฟล์ใด\n") == new("s")


def test_agencies_of_a_portal(new, tmp_path):
    """With a code each agency gets a folder of its own; the two kinds of site are not mixed."""
    assert 0 == new(".", "--agency", "spp-a", "--name", "ก", "--year", "2566")[0]
    assert 0 == new(".", "--agency", "spp-b", "--year", "2566", typed="ข\n")[0]
    assert [] == problems(tmp_path / "content")
    code, output = new(".", "--year", "2567")
    assert (2, True) == (code, "เว็บไซต์นี้มีหลายหน่วยงาน ระบุด้วย --agency: spp-a, spp-b หรือรหัสใหม่" in output)
    new("s", "--name", "ก", "--year", "2566")
    code, output = new("s", "--agency", "spp-a")
    assert (2, True) == (code, "เว็บไซต์นี้เป็นของหน่วยงานเดียว" in output)


def test_without_a_year_it_is_this_year(new, tmp_path):
    """A new site is begun with the fiscal year of today."""
    assert 0 == new("s", typed="ก\n")[0]
    this_year = fiscal_year_of(datetime.now(THAILAND).date())
    assert [str(this_year)] == [path.name for path in (tmp_path / "s" / "content").glob("2*")]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["s", "--year", "2023"], "«2023» เป็นปี ค.ศ. เขียนเป็น พ.ศ. คือ 2566", id="a year of ค.ศ."),
        pytest.param(
            ["s", "--agency", "สพป"], "รหัสหน่วยงาน «สพป» ใช้เป็นที่อยู่เว็บไม่ได้ ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีด", id="Thai"
        ),
        pytest.param(["s", "--agency", "data"], "รหัสหน่วยงาน «data» ใช้เป็นที่อยู่เว็บไม่ได้ เว็บไซต์ใช้ที่อยู่นี้แล้ว", id="taken"),
        pytest.param(["s", "--name", " "], "ชื่อหน่วยงานว่างเปล่า", id="no name"),
    ],
)
def test_a_wrong_call_makes_nothing(new, tmp_path, arguments, expected):
    """What cannot be meant is refused in Thai before anything is written."""
    code, output = new(*arguments)
    assert (2, True) == (code, expected in output), output
    assert [] == list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_said(new, tmp_path):
    """A file in the way of a folder ends with 1 and its place, not with a traceback."""
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "content").write_text("", "utf-8")
    code, output = new("s", "--name", "ก", "--year", "2566")
    assert (1, True) == (code, output.startswith("Error: เขียน s/content/agency.yml ไม่ได้ (")), output
