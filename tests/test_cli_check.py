"""`oit check`: its forms, its exit codes, its repairs, and the settings that it takes from mkdocs.yml."""

import json

import pytest
from click.testing import CliRunner

from oit_site.__main__ import main

GOOD = {
    "x/agency.yml": "name: สำนักงานทดลอง\n",
    "x/2566/measures/a.yml": "title: ก\nmeasures:\n- title: ข\n",
}
WARNED = GOOD | {"x/agency.yml": "name: เเห่งหนึ่ง\n"}
WRONG = GOOD | {"x/2566/measures/a.yml": "title: ก\noit: O99\nmeasures:\n- title: ข\n"}


@pytest.fixture
def oit(content, tmp_path, monkeypatch):
    """Return a function that writes files and runs `oit check` in their parent folder."""
    monkeypatch.chdir(tmp_path)

    def run(files, *arguments, answer=None):
        content(files, base=False)
        return CliRunner().invoke(main, ["check", *arguments], input=answer)

    return run


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        (GOOD, [], 0),
        (GOOD, ["--strict"], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (WRONG, [], 1),
        (WRONG, ["--format", "json"], 1),
        ({}, [], 1),
    ],
)
def test_the_exit_code_tells_what_was_found(files, arguments, code, oit):
    """0 without errors, 1 with errors, and with warnings when they are to count."""
    assert code == oit({"pages/about.md": "# ก\n"} | files, "content", *arguments).exit_code


@pytest.mark.parametrize(
    "arguments",
    [["nowhere"], ["content", "--format", "xml"], ["content", "--what"], ["-f", "nowhere.yml"]],
)
def test_a_wrong_call_ends_with_2(arguments, oit):
    """A folder or form that there is not, an unknown option and no such settings are the caller's fault."""
    result = oit(GOOD, *arguments)
    assert 2 == result.exit_code
    assert "" == result.stdout


def test_without_settings_and_folder_there_is_nothing_to_check(oit, tmp_path):
    """Without mkdocs.yml the folder `content` is checked; where there is none either, the call is wrong."""
    assert 0 == oit(GOOD).exit_code
    (tmp_path / "content").rename(tmp_path / "other")
    assert 2 == CliRunner().invoke(main, ["check"]).exit_code


# ---------------------------------------------------------------- forms


def test_text_ends_with_the_count(oit):
    """The plain form is the problems, then what was read and how much of it is wrong."""
    lines = oit(WRONG, "content").stdout.splitlines()
    assert (
        "content/x/2566/measures/a.yml:2:6: error OIT201 ข้อ O99 ไม่มีในรายการ OIT ปี 2566 (มี O1–O43) — หมายถึง O9 หรือไม่"
        == lines[0]
    )
    assert "อ่าน 1 หน่วยงาน 1 ปี 1 ประเด็น 1 มาตรการ 0 ข้อที่เปิดเผย จาก 2 ไฟล์: ผิด 1 เตือน 0" == lines[1]


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_form_for_machines_stands_alone(form, oit):
    """What a machine reads is on standard output alone; the count goes to the other stream."""
    result = oit(WRONG, "content", "--format", form)
    assert json.loads(result.stdout)
    assert "ผิด 1 เตือน 0" in result.stderr


def test_github_gets_one_command_a_problem(oit):
    """The form for GitHub is commands only."""
    result = oit(WRONG | {"x/agency.yml": "name: เเ\n"}, "content", "--format", "github")
    starts = [line.split(" ")[0] for line in result.stdout.splitlines()]
    assert ["::error", "::warning"] == starts


# ---------------------------------------------------------------- repairs


def test_a_repair_is_shown_and_made_when_told_to(oit, tmp_path):
    """With --yes the difference is shown, the file mended, and the run finds nothing left."""
    result = oit(WARNED, "content", "--fix", "--yes")
    assert 0 == result.exit_code
    assert "-name: เเห่งหนึ่ง\n+name: แห่งหนึ่ง\n" in result.stdout
    assert "แก้แล้ว 1 ไฟล์" in result.stdout
    assert "ผิด 0 เตือน 0" in result.stdout
    assert "name: แห่งหนึ่ง\n" == (tmp_path / "content/x/agency.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("answer", "name"), [("y\n", "แห่งหนึ่ง"), ("n\n", "เเห่งหนึ่ง"), ("\n", "เเห่งหนึ่ง")])
def test_a_repair_waits_for_the_answer(answer, name, oit, tmp_path):
    """Without --yes nothing is written before the question is answered, and no is the default."""
    result = oit(WARNED, "content", "--fix", answer=answer)
    assert "บันทึกการแก้ 1 ไฟล์หรือไม่" in result.stdout
    assert f"name: {name}\n" == (tmp_path / "content/x/agency.yml").read_text(encoding="utf-8")


def test_nothing_to_repair_is_said(oit):
    """A folder without what can be mended is told so, and not asked about."""
    result = oit(WRONG, "content", "--fix")
    assert result.stdout.startswith("ไม่มีสิ่งที่แก้ได้เอง\n")
    assert 1 == result.exit_code


def test_repairs_reach_codes_and_pages_and_leave_evidence(oit, tmp_path):
    """YAML and authored pages are mended, line ends kept; a file of evidence is never touched."""
    files = GOOD | {
        "x/2566/oit.yml": "๐๑๒: {owner: ก}\r\n",
        "pages/about.md": "# เเ\r\n",
        "x/2566/evidence/a.md": "เเ\n",
        "x/2566/evidence/b.yml": "เเ\n",
    }
    oit(files, "content", "--fix", "--yes")
    read = {path: (tmp_path / "content" / path).read_bytes().decode() for path in files}
    assert "O12: {owner: ก}\r\n" == read["x/2566/oit.yml"]
    assert "# แ\r\n" == read["pages/about.md"]
    assert ("เเ\n", "เเ\n") == (read["x/2566/evidence/a.md"], read["x/2566/evidence/b.yml"])


def test_a_repair_beside_a_form_for_machines_keeps_it_whole(oit):
    """The difference goes to the other stream where standard output is for a machine."""
    result = oit(WARNED, "content", "--fix", "--yes", "--format", "json")
    assert [] == json.loads(result.stdout)
    assert "+name: แห่งหนึ่ง" in result.stderr


# ---------------------------------------------------------------- mkdocs.yml


def mkdocs_yml(options, name="oit"):
    return f"site_name: ก\ndocs_dir: content/pages\ntheme: {{name: mkdocs}}\nplugins:\n- {name}:\n{options}"


def test_the_settings_of_mkdocs_yml_are_used(oit, tmp_path):
    """Without a folder, mkdocs.yml of this folder names it and what the site lives with; the cache is kept."""
    (tmp_path / "mkdocs.yml").write_text(
        mkdocs_yml("    content: content\n    ignore: [{code: OIT501, reason: ตามต้นฉบับ}]\n"), encoding="utf-8"
    )
    files = WARNED | {"pages/about.md": "# ก\n", "x/2566/evidence/a.txt": "ก\n"}
    result = oit(files, "--strict")
    assert 0 == result.exit_code
    assert result.stdout.endswith("ผิด 0 เตือน 0 ยกเว้นโดยมีเหตุผล 1\n")
    assert (tmp_path / ".cache/oit/evidence.json").is_file()


def test_a_named_folder_is_checked_without_mkdocs_yml(oit, tmp_path):
    """A folder that is named is checked with no waiver, whatever mkdocs.yml says."""
    (tmp_path / "mkdocs.yml").write_text(
        mkdocs_yml("    ignore: [{code: OIT501, reason: ตามต้นฉบับ}]\n"), encoding="utf-8"
    )
    result = oit(WARNED | {"pages/about.md": "# ก\n"}, "content")
    assert result.stdout.endswith("ผิด 0 เตือน 1\n")


def test_another_mkdocs_yml_may_be_named(oit, tmp_path, monkeypatch):
    """With --config-file the paths go from that file's folder, and problems name files from this one."""
    (tmp_path / "mkdocs.yml").write_text(mkdocs_yml("    content: content\n"), encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    result = oit(WARNED | {"pages/about.md": "# ก\n"}, "-f", "../mkdocs.yml")
    assert result.stdout.startswith("../content/x/agency.yml:1:7: warning OIT501 ")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "text",
    [
        mkdocs_yml("    ignore: [{code: OIT201, reason: ก}]\n"),
        mkdocs_yml("    ignore: [{code: OIT408}]\n"),
        mkdocs_yml("    content: nowhere\n"),
        mkdocs_yml("    {}\n", "search"),
        "site_name: [\n",
    ],
    ids=["an error is waived", "no reason", "no such folder", "without the plugin", "broken"],
)
def test_wrong_settings_end_with_2(text, oit, tmp_path):
    """Settings that cannot be used are the caller's fault, told in a sentence and without a traceback."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    result = oit(GOOD | {"pages/about.md": "# ก\n"})
    assert 2 == result.exit_code
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
