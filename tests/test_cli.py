"""The command line: what `oit check` prints and how it ends."""

import runpy
import sys

import pytest
from click.testing import CliRunner

from oit_site.__main__ import main


@pytest.fixture
def run(content, tmp_path, monkeypatch):
    """Return a function that writes files, runs `oit` beside the content folder, and gives its end and output."""

    def run(arguments, files=None, base=True):
        if files is not None:
            content(files, base)
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, arguments, prog_name="oit")
        return result.exit_code, result.output

    return run


SUMMARY = "อ่าน 1 หน่วยงาน {} ปี {} ประเด็น {} มาตรการ 0 ข้อที่เปิดเผย จาก {} ไฟล์: ผิด {} เตือน {}\n"
NO_ITEM = "content/x/2566/measures/a.yml:2:6: error OIT201 ข้อ O99 ไม่มีในรายการ OIT ปี 2566 (มี O1–O43) — หมายถึง O9 หรือไม่\n"
NO_ISSUES = "content/x/2565:1:1: warning OIT303 ปี 2565 ยังไม่มีประเด็นใน measures\n"
BAD = {"x/2566/measures/a.yml": "title: ก\noit: O99\nmeasures: [{title: ข}]\n"}
WARNED = {"x/2565/report.yml": "doc_id: ก\n"}


@pytest.mark.parametrize(
    ("arguments", "files", "expected"),
    [
        pytest.param(["check"], {}, (0, SUMMARY.format(1, 1, 1, 2, 0, 0)), id="nothing wrong"),
        pytest.param(["check", "content"], BAD, (1, NO_ITEM + SUMMARY.format(1, 2, 2, 3, 1, 0)), id="an error"),
        pytest.param(["check"], WARNED, (0, NO_ISSUES + SUMMARY.format(2, 1, 1, 3, 0, 1)), id="a warning"),
        pytest.param(
            ["check", "--strict"], WARNED, (1, NO_ISSUES + SUMMARY.format(2, 1, 1, 3, 0, 1)), id="a warning, strict"
        ),
        pytest.param(["check", "--strict"], {}, (0, SUMMARY.format(1, 1, 1, 2, 0, 0)), id="nothing wrong, strict"),
        pytest.param(
            ["check"],
            BAD | WARNED,
            (1, NO_ISSUES + NO_ITEM + SUMMARY.format(2, 2, 2, 4, 1, 1)),
            id="all problems at once, sorted",
        ),
    ],
)
def test_check(run, arguments, files, expected):
    """Every problem is a line, then comes the count; errors end with 1, and so do warnings under --strict."""
    assert expected == run(arguments, files)


def test_check_of_an_empty_folder_is_an_error(run):
    """Reading nothing ends with 1."""
    code, output = run(["check"], {"readme.txt": ""}, base=False)
    assert (1, True) == (code, output.startswith("content:1:1: error OIT010 "))


@pytest.mark.parametrize("arguments", [["check", "elsewhere"], ["check", "--nope"], ["nope"], ["check"]])
def test_wrong_use(run, arguments):
    """A folder that is not there and an unknown option or command end with 2."""
    assert 2 == run(arguments)[0]


def test_problems_name_the_folder_as_it_was_given(run, tmp_path):
    """Paths are shown from the folder that was given, so that an editor can open them."""
    output = run(["check", str(tmp_path / "content")], BAD)[1]
    assert output.startswith(f"{tmp_path}/content/x/2566/measures/a.yml:2:6: ")


def test_authored_pages_are_checked(run):
    """A page of the pages folder that lies on a made page is shown with its path."""
    code, output = run(["check"], {"pages/index.md": ""})
    assert (1, True) == (code, output.startswith("content/pages/index.md:1:1: error OIT208 "))


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_help_and_version(run, arguments):
    """Help is Thai and ends with 0."""
    code, output = run(arguments)
    assert 0 == code
    assert output


def test_the_package_runs_as_a_module(monkeypatch, capsys):
    """`python -m oit_site` is the same program."""
    monkeypatch.setattr("sys.argv", ["oit", "--help"])
    monkeypatch.delitem(sys.modules, "oit_site.__main__")
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("oit_site", run_name="__main__")
    assert 0 == caught.value.code
    assert "Usage: oit" in capsys.readouterr().out
