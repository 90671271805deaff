"""`oit lock` and `oit confirm`: what an office types after it has put a file in its place, and has looked at it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from oit_site.__main__ import main
from oit_site.facts import build_facts
from oit_site.load import load_source
from oit_site.site import plan_site
from support import files_of
from test_evidence_file import HTML, PLAN, pdf

OIT = """\
O2:
  evidence:
  - {title: ก, file: evidence/a.csv}
  - {title: ข, file: evidence/plan.pdf}
O3:
  evidence:
  - {title: ค, file: evidence/plan.pdf, shared_ok: บทที่ 2}
O4:
  evidence:
  - {title: ง, url: 'https://www.example.go.th/a'}
O5:
  evidence:
  - {title: จ, file: evidence/none.pdf}
O6:
  evidence:
  - {title: ฉ, file: evidence/page.pdf}
O7:
  evidence:
  - {title: ช, file: evidence/empty.csv}
O8: {evidence: [{title: ซ}]}
"""
FILES = {
    "x/agency.yml": "name: สำนักงานทดลอง\n",
    "x/2566/measures/a.yml": "title: ก\nmeasures:\n- title: ข\n",
    "x/2566/oit.yml": OIT,
    "x/2566/evidence/a.csv": "x,y\n",
    "x/2566/evidence/plan.pdf": pdf(PLAN, ""),
    "x/2566/evidence/page.pdf": HTML,
    "x/2566/evidence/empty.csv": "",
}
BY = ("--by", "หัวหน้ากลุ่มนโยบายและแผน")


@pytest.fixture
def oit(content, tmp_path, monkeypatch):
    """Return a function that runs `oit` in the folder that holds the content folder, after writing files."""
    monkeypatch.chdir(tmp_path)
    content(FILES, base=False)

    def run(*arguments, files=None):
        content(files or {}, base=False)
        return CliRunner().invoke(main, list(arguments))

    return run


@pytest.fixture
def lock(tmp_path):
    """Return a function that reads the lock of the year."""
    return lambda: json.loads((tmp_path / "content/x/2566/evidence.lock.json").read_text(encoding="utf-8"))["files"]


def codes(tmp_path):
    found = plan_site(load_source(tmp_path / "content", "content")).problems
    return [problem.code for problem in found if problem.code in ("OIT415", "OIT416")]


# ---------------------------------------------------------------- oit lock


def test_new_files_are_recorded(oit, lock):
    """The first time, every file of the year is recorded, unconfirmed, and told."""
    result = oit("lock")
    assert 0 == result.exit_code, result.output
    assert "ไฟล์ใหม่ 4 ต้องทบทวน 0 หายไป 0" == result.stdout.splitlines()[-1]
    assert ["evidence/a.csv", "evidence/empty.csv", "evidence/page.pdf", "evidence/plan.pdf"] == list(lock())
    assert not any("confirmed" in file for file in lock().values())
    assert {"pages": 2, "text_pages": 1, "tagged": False} == {
        key: lock()["evidence/plan.pdf"][key] for key in ("pages", "text_pages", "tagged")
    }


def test_recording_twice_changes_nothing(oit, tmp_path):
    """The same files give the same lock, byte for byte, and it is not written anew."""
    oit("lock")
    path = tmp_path / "content/x/2566/evidence.lock.json"
    before, written = path.read_bytes(), path.stat().st_mtime_ns
    assert 0 == oit("lock").exit_code
    assert (before, written) == (path.read_bytes(), path.stat().st_mtime_ns)


def test_a_changed_file_keeps_its_entry_and_is_told_with_the_command(oit, lock, tmp_path):
    """Recording does not confirm: a file that changed stays as it was recorded until someone has looked at it."""
    oit("lock")
    before = lock()["evidence/plan.pdf"]
    result = oit("lock", files={"x/2566/evidence/plan.pdf": pdf(PLAN)})
    command = 'oit confirm O2 --agency x --year 2566 --by "ตำแหน่งผู้ยืนยัน"'
    assert f"  ต้องทบทวน evidence/plan.pdf: {command}" in result.stdout.splitlines()
    assert before == lock()["evidence/plan.pdf"]
    assert ["OIT415"] == codes(tmp_path)


def test_a_file_that_is_gone_stays_until_it_is_pruned(oit, lock, tmp_path):
    """An entry without its file is a warning; only --prune takes it out."""
    oit("lock")
    (tmp_path / "content/x/2566/evidence/a.csv").unlink()
    assert "  หายไป evidence/a.csv" in oit("lock").stdout.splitlines()
    assert "evidence/a.csv" in lock()
    assert ["OIT416"] == codes(tmp_path)
    assert "  ตัดออก evidence/a.csv" in oit("lock", "--prune").stdout.splitlines()
    assert "evidence/a.csv" not in lock()
    assert [] == codes(tmp_path)


def test_a_file_under_another_name_stays_confirmed(oit, lock, tmp_path):
    """Who looked at a file need not look again when only its name has changed; names may be Thai, with spaces."""
    oit("confirm", "O3", *BY, "--on", "2023-01-10")
    before = lock()["evidence/plan.pdf"]
    folder, there = tmp_path / "content/x/2566", "evidence/แผน ปี ๒๕๖๖ (1).pdf"
    (folder / "evidence/plan.pdf").rename(folder / there)
    hint = f"ไฟล์นี้เปลี่ยนชื่อเป็น {there} แล้ว แก้ชื่อที่นี่ แล้วสั่ง oit lock"
    assert 2 == oit("check").stdout.count(hint)
    result = oit("lock", files={"x/2566/oit.yml": OIT.replace("evidence/plan.pdf", there)})
    assert f"  เปลี่ยนชื่อ evidence/plan.pdf เป็น {there}" in result.stdout.splitlines()
    assert "ไฟล์ใหม่ 3 ต้องทบทวน 0 หายไป 0" == result.stdout.splitlines()[-1]
    assert before == lock()[there]
    assert "evidence/plan.pdf" not in lock()
    assert [] == codes(tmp_path)


def test_a_copy_takes_no_confirmation(oit, lock, tmp_path):
    """While the file is there under its own name, the same bytes under another are a new file."""
    oit("confirm", "O3", *BY)
    oit("lock", files={"x/2566/evidence/copy.pdf": pdf(PLAN, "")})
    assert "confirmed" not in lock()["evidence/copy.pdf"]
    assert "confirmed" in lock()["evidence/plan.pdf"]


def test_a_file_put_back_as_it_was_is_as_it_was(oit, lock, tmp_path):
    """Deleted and laid there again, or written over by the same bytes, a file stays confirmed."""
    oit("confirm", "O3", *BY)
    before = lock()
    (tmp_path / "content/x/2566/evidence/plan.pdf").unlink()
    oit("lock")
    oit("lock", files={"x/2566/evidence/plan.pdf": pdf(PLAN, "")})
    assert before["evidence/plan.pdf"] == lock()["evidence/plan.pdf"]
    assert [] == codes(tmp_path)


def test_a_dry_run_writes_nothing(oit, tmp_path):
    """What would be recorded is told, and no file appears."""
    before = files_of(tmp_path)
    result = oit("lock", "--dry-run")
    assert "ไฟล์ใหม่ 4 ต้องทบทวน 0 หายไป 0 (ยังไม่บันทึก)" == result.stdout.splitlines()[-1]
    assert before == files_of(tmp_path)


def test_a_broken_lock_is_not_written_over(oit, tmp_path):
    """What was confirmed might be lost: the place is told, and the file stays as it is."""
    path = "x/2566/evidence.lock.json"
    for arguments in (["lock"], ["confirm", "O2", *BY]):
        result = oit(*arguments, files={path: "{<<<<<<< HEAD\n"})
        assert 1 == result.exit_code
        assert "content/x/2566/evidence.lock.json:1:2: error OIT001" in result.stderr
        assert "{<<<<<<< HEAD\n" == (tmp_path / "content" / path).read_text(encoding="utf-8")


def test_only_the_named_year_is_recorded(oit, tmp_path):
    """--agency and --year leave the other years alone."""
    other = {"x/2567/evidence/a.csv": "z\n", "y/agency.yml": "name: ก\n", "y/2566/evidence/a.csv": "z\n"}
    assert 0 == oit("lock", "--agency", "x", "--year", "๒๕๖๗", files=other).exit_code
    locks = sorted(path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("evidence.lock.json"))
    assert ["content/x/2567"] == locks


@pytest.mark.parametrize(("arguments", "stream"), [([], "stdout"), (["--format", "json"], "stderr")])
def test_a_check_tells_of_files_that_nobody_has_recorded(arguments, stream, oit):
    """A check gives a hint of files that can change unseen, before its count, until they are recorded; no problem."""
    hint = "ไฟล์หลักฐาน 4 ไฟล์ยังไม่ได้บันทึกว่าเป็นไฟล์ใด สั่ง oit lock เพื่อให้รู้เมื่อไฟล์เปลี่ยน"
    assert hint == getattr(oit("check", *arguments), stream).splitlines()[-2]
    oit("lock")
    assert hint not in oit("check", *arguments).output


# ---------------------------------------------------------------- oit confirm


def test_confirming_settles_a_changed_file(oit, lock, tmp_path):
    """All files of the item are recorded as they are now, with the post and the day, and nothing is to review."""
    oit("lock")
    result = oit("confirm", "o๒", *BY, "--on", "20 พ.ย. 2566", files={"x/2566/evidence/plan.pdf": pdf(PLAN)})
    assert 0 == result.exit_code, result.output
    confirmed = {"by": "หัวหน้ากลุ่มนโยบายและแผน", "on": "2023-11-20"}
    assert [confirmed, confirmed] == [lock()[name]["confirmed"] for name in ("evidence/a.csv", "evidence/plan.pdf")]
    assert 1 == lock()["evidence/plan.pdf"]["pages"]
    assert "confirmed" not in lock()["evidence/page.pdf"]
    assert [] == codes(tmp_path)
    year = build_facts(load_source(tmp_path / "content")).agencies[0].years[0]
    assert 0 == year.whole.to_review


def test_what_was_confirmed_is_told(oit):
    """A line a file; the file that it replaces, and the other items that the file concerns, are named."""
    oit("confirm", "O2", *BY, "--on", "2023-01-10")
    lines = oit(
        "confirm", "O2", *BY, "--on", "2023-11-20", files={"x/2566/evidence/plan.pdf": pdf(PLAN)}
    ).stdout.splitlines()
    assert 5 == len(lines)
    assert lines[0].startswith("evidence/a.csv (CSV 4 ไบต์ sha256 ")
    assert lines[1].startswith("evidence/plan.pdf (PDF ")
    assert lines[2].startswith("  แทนไฟล์เดิม ยืนยันเมื่อ 10 มกราคม 2566 (PDF ")
    assert "  ไฟล์นี้ใช้กับข้อ O3 ด้วย การยืนยันนี้มีผลกับข้อเหล่านั้น" == lines[3]
    last = "ยืนยันแล้วโดยหัวหน้ากลุ่มนโยบายและแผน เมื่อ 20 พฤศจิกายน 2566 บันทึกใน content/x/2566/evidence.lock.json"
    assert last == lines[4]


def test_without_a_day_it_is_today_in_thailand(oit, lock):
    """The office's own day is recorded, whatever the clock of the machine is set to."""
    before = datetime.now(UTC) + timedelta(hours=7)
    oit("confirm", "O3", *BY)
    after = datetime.now(UTC) + timedelta(hours=7)
    assert lock()["evidence/plan.pdf"]["confirmed"]["on"] in {before.date().isoformat(), after.date().isoformat()}


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("O1", "ข้อ O1 ไม่มีใน oit.yml ของปี 2566"),
        ("O4", "ข้อ O4 ไม่มีไฟล์หลักฐานในเว็บไซต์นี้ (มีแต่หน้าเว็บหรือลิงก์) จึงไม่มีไฟล์ให้ยืนยัน"),
        ("O5", "ไม่พบไฟล์ «evidence/none.pdf» ของข้อ O5"),
        ("O6", "ไฟล์ «evidence/page.pdf» ของข้อ O6 ยืนยันไม่ได้ OIT405: ไฟล์ .pdf เป็นหน้าเว็บ HTML"),
        ("O7", "ไฟล์ «evidence/empty.csv» ของข้อ O7 ว่างเปล่า ยืนยันไม่ได้"),
        ("O8", "ข้อ O8 ใน oit.yml ของปี 2566 มีข้อผิดพลาด สั่ง oit check แล้วแก้ก่อน"),
        ("O3-O4", "ข้อ O4 ไม่มีไฟล์หลักฐานในเว็บไซต์นี้"),
    ],
)
def test_what_no_one_should_confirm_is_refused(item, message, oit, tmp_path):
    """An item without a sound file of this site is refused, and then nothing is recorded, not even of other items."""
    result = oit("confirm", "O2", item, *BY)
    assert 1 == result.exit_code
    assert message in result.stderr
    assert not (tmp_path / "content/x/2566/evidence.lock.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["O2"], "--by"),
        ([*BY], ""),
        (["O2", "--by", ""], "ใส่ชื่อตำแหน่งไม่เกิน 120 ตัวอักษร"),
        (["O2", "--by", "ก" * 121], "ใส่ชื่อตำแหน่งไม่เกิน 120 ตัวอักษร"),
        (["O2", "--by", "นายสมมติ ไม่มีจริง"], "ใส่ชื่อตำแหน่ง ไม่ใช่ชื่อหรือข้อมูลส่วนบุคคล"),
        (["O2", "--by", "หัวหน้ากลุ่ม 081-234-5678"], "ใส่ชื่อตำแหน่ง ไม่ใช่ชื่อหรือข้อมูลส่วนบุคคล"),
        (["O2", *BY, "--on", "31 ก.พ. 2566"], "วันที่ «31 ก.พ. 2566» ไม่มีในปฏิทิน"),
        (["O2", *BY, "--on", "2600-01-01"], "ยังไม่มาถึง"),
        (["ข้อสอง", *BY], "«ข้อสอง» ไม่ใช่รหัสข้อ OIT"),
        (["O2", *BY, "--year", "2023"], "เขียนเป็น พ.ศ. คือ 2566"),
        (["O2", *BY, "--year", "2560"], "ไม่พบปีที่ระบุ"),
        (["O2", *BY, "--agency", "z"], "ไม่มีหน่วยงาน «z» ที่มี: x"),
        (["O2", *BY, "--content", "nowhere"], "nowhere"),
    ],
)
def test_a_wrong_call_ends_with_2(arguments, message, oit, tmp_path):
    """What is typed wrong is told in a sentence, and nothing is recorded."""
    result = oit("confirm", *arguments)
    assert 2 == result.exit_code
    assert message in result.stderr
    assert not (tmp_path / "content/x/2566/evidence.lock.json").exists()


def test_where_there_are_several_the_caller_names_one(oit):
    """With two agencies or two years, neither is guessed."""
    assert (
        "มีหลายปี ระบุด้วย --year: 2566, 2567" in oit("confirm", "O2", *BY, files={"x/2567/evidence/a.csv": "z\n"}).stderr
    )
    assert "มีหลายหน่วยงาน ระบุด้วย --agency: x, y" in oit("confirm", "O2", *BY, files={"y/agency.yml": "name: ก\n"}).stderr


def test_the_site_of_one_agency_needs_no_agency(content, tmp_path, monkeypatch):
    """On the site of one agency the year is enough, and the command that is shown has no --agency."""
    monkeypatch.chdir(tmp_path)
    content({name.removeprefix("x/"): text for name, text in FILES.items()}, base=False)
    run = CliRunner().invoke
    assert 0 == run(main, ["confirm", "O2", "--year", "2566", *BY]).exit_code
    content({"2566/evidence/a.csv": "new\n"}, base=False)
    assert 'oit confirm O2 --year 2566 --by "ตำแหน่งผู้ยืนยัน"' in run(main, ["lock"]).stdout


def test_a_place_that_cannot_be_written_to_is_told(oit, tmp_path, monkeypatch):
    """A full disk ends in a sentence, and leaves no half of a file."""

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    result = oit("lock")
    assert (1, True) == (result.exit_code, "เขียน content/x/2566/evidence.lock.json ไม่ได้" in result.stderr)
    assert [] == [path.name for path in (tmp_path / "content/x/2566").iterdir() if "lock" in path.name]
