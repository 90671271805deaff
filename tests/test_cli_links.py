"""`oit links`: what it asks, what it keeps, how it reports, and its exit codes."""

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from link_server import FILE, LinkServer, moved, reply, resolver
from oit_site.__main__ import main
from oit_site.commands.options import THAILAND
from oit_site.link_state import FILE_NAME, LinkRecord, LinkState, Reason, dump_records, parse_records
from oit_site.thai import thai_date

ROUTES = {"/plan.pdf": reply(kind=FILE, body=b"%PDF"), "/old": moved("/plan.pdf")}


@pytest.fixture
def server(monkeypatch):
    """Serve a.test, and let any other name not exist."""
    monkeypatch.setattr(socket, "getaddrinfo", resolver({"a.test": ["127.0.0.1"]}.get, []))
    with LinkServer({"a.test": dict(ROUTES)}) as running:
        yield running


@pytest.fixture
def links(content, tmp_path, monkeypatch):
    """Return a function that writes *paths* of a.test as evidence and runs `oit links` in their parent folder."""
    monkeypatch.chdir(tmp_path)

    def run(server, paths, *arguments, files=()):
        oit = "O2:\n  evidence:\n" + "".join(
            f"  - {{title: ก{n}, url: 'http://a.test:{server.port}{path}'}}\n" for n, path in enumerate(paths)
        )
        content({"x/2566/oit.yml": oit} | dict(files))
        return CliRunner().invoke(main, ["links", "content", "--interval", "0s", "--allow-private", *arguments])

    return run


def kept(folder):
    """Return the records of the content folder in *folder*, by path of a.test."""
    records = parse_records((folder / "content" / FILE_NAME).read_text("utf-8"))
    return {address.partition("a.test")[2].partition("/")[2]: record for address, record in records.items()}


def today():
    return (datetime.now(UTC) + timedelta(hours=7)).date()


def gone(days, count=1):
    """Return a record that was gone *days* ago."""
    day = today() - timedelta(days=days)
    return LinkRecord(
        state=LinkState.GONE,
        reason=Reason.STATUS,
        status=404,
        first_failed_on=day,
        gone_in_a_row=count,
        last_checked=day,
    )


def test_findings_are_kept_and_told_at_their_line(server, links, tmp_path):
    """What is not simply open is told with file, line and column; everything is kept with the day."""
    result = links(server, ["/plan.pdf", "/old", "/gone"])
    here = f"http://a.test:{server.port}"
    assert 0 == result.exit_code
    assert [
        f"content/x/2566/oit.yml:4:22: ย้ายที่อยู่ {here}/old — ที่อยู่ใหม่คือ {here}/plan.pdf",
        f"content/x/2566/oit.yml:5:22: ไม่พบครั้งแรก {here}/gone — เซิร์ฟเวอร์ตอบว่าไม่มีหน้านี้ (404) รอตรวจซ้ำในวันอื่น ตั้งแต่ "
        + thai_date(today()),
        "ลิงก์ที่ถึงเวลาตรวจ 3 เพิ่งตรวจไป 0 เป็นที่อยู่สมมติจึงไม่ตรวจ 0",
        "ผลที่บันทึกไว้: เปิดได้ 1 ย้ายที่อยู่ 1 ยังยืนยันไม่ได้ 0 ไม่พบครั้งแรก 1 ไม่พบติดต่อกัน 0",
    ] == result.stdout.splitlines()
    assert {"plan.pdf": "ok", "old": "moved", "gone": "gone"} == {k: v.state.value for k, v in kept(tmp_path).items()}
    assert {today()} == {record.last_checked for record in kept(tmp_path).values()}
    assert "[3/3]" in result.stderr


def test_a_link_that_is_gone_on_a_second_day_is_red(server, links, tmp_path):
    """The second day of a missing page ends the command with 1, and the build warns at its line."""
    records = dump_records({f"http://a.test:{server.port}/gone": gone(3)})
    result = links(server, ["/gone"], files={FILE_NAME: records})
    assert 1 == result.exit_code
    assert (2, True, today() - timedelta(days=3)) == (
        kept(tmp_path)["gone"].gone_in_a_row,
        kept(tmp_path)["gone"].red,
        kept(tmp_path)["gone"].first_failed_on,
    )
    checked = CliRunner().invoke(main, ["check", "content"])
    assert "content/x/2566/oit.yml:3:22: warning OIT422 ลิงก์ไม่พบตั้งแต่" in checked.stdout
    assert 0 == checked.exit_code


def test_what_was_checked_lately_is_not_asked_again(server, links, tmp_path):
    """A second run asks for nothing that opens; with an age of nothing it asks for all."""
    links(server, ["/plan.pdf"])
    asked = len(server.asked)
    result = links(server, ["/plan.pdf"])
    assert "ลิงก์ที่ถึงเวลาตรวจ 0 เพิ่งตรวจไป 1" in result.stdout
    assert asked == len(server.asked)
    links(server, ["/plan.pdf"], "--max-age", "0d")
    assert asked < len(server.asked)


def test_addresses_that_are_no_longer_named_are_forgotten(server, links, tmp_path):
    """The file holds what the content names, unless a file of the content cannot be read."""
    records = {FILE_NAME: dump_records({f"http://a.test:{server.port}/former": gone(3)})}
    links(server, ["/plan.pdf"], files=records | {"x/2566/measures/b.yml": "title: [\n"})
    assert {"plan.pdf", "former"} == kept(tmp_path).keys()
    (tmp_path / "content/x/2566/measures/b.yml").unlink()
    links(server, ["/plan.pdf"], "--max-age", "0d")
    assert {"plan.pdf"} == kept(tmp_path).keys()


def test_a_fictional_agency_is_not_asked_for(server, links, tmp_path):
    """Its addresses are made up: what is recorded of them is kept, shown as made up, and fails nothing."""
    record = gone(30, count=5).model_copy(update={"fictional": True})
    files = {
        "x/agency.yml": "name: ก\nfictional: true\n",
        FILE_NAME: dump_records({f"http://a.test:{server.port}/gone": record}),
    }
    result = links(server, ["/gone"], files=files)
    assert 0 == result.exit_code
    assert [] == server.asked
    assert "(ผลสมมติ)" in result.stdout
    assert {"gone": record} == kept(tmp_path)


def test_without_any_answer_nothing_is_kept(links, monkeypatch, tmp_path, server):
    """When no site answers, it is this machine that is cut off: the records stay as they were."""
    monkeypatch.setattr(socket, "getaddrinfo", resolver(lambda host: None, []))
    before = dump_records({f"http://a.test:{server.port}/plan.pdf": gone(3)})
    result = links(server, ["/plan.pdf"], files={FILE_NAME: before})
    assert 3 == result.exit_code
    assert "ไม่มีเว็บไซต์ใดตอบเลย" in result.stderr
    assert before == (tmp_path / "content" / FILE_NAME).read_text("utf-8")


def test_when_the_time_is_over_the_rest_waits(server, links, tmp_path):
    """What was found is kept, and the command ends with 3."""
    server.hosts["a.test"]["/slow.pdf"] = (8.0, reply(kind=FILE, body=b"%PDF"))
    result = links(server, ["/plan.pdf", "/slow.pdf"], "--time-limit", "1s")
    assert 3 == result.exit_code
    assert "หมดเวลาที่กำหนด ตรวจแล้ว 1 จาก 2 ลิงก์" in result.stderr
    assert {"plan.pdf"} == kept(tmp_path).keys()


def test_a_dry_run_asks_nothing(server, links, tmp_path):
    """It says what is due, and writes nothing."""
    result = links(server, ["/plan.pdf"], "--dry-run")
    assert 0 == result.exit_code
    assert "ลิงก์ที่ถึงเวลาตรวจ 1" in result.stdout
    assert [] == server.asked
    assert not (tmp_path / "content" / FILE_NAME).exists()


def test_a_damaged_file_is_not_written_over(server, links, tmp_path):
    """What is counted there must not be lost: the place of the damage is told instead."""
    result = links(server, ["/plan.pdf"], files={FILE_NAME: "{\n<<<<<<< HEAD\n}"})
    assert 2 == result.exit_code
    assert "content/link-state.json:2:1: error OIT421" in result.stderr
    assert [] == server.asked


def test_private_hosts_need_permission(server, content, tmp_path, monkeypatch):
    """Without the option, an address that leads into a private network is not asked for."""
    monkeypatch.chdir(tmp_path)
    content({"x/agency.yml": f"name: ก\nwebsites: http://a.test:{server.port}/\n"})
    result = CliRunner().invoke(main, ["links", "content"])
    assert 3 == result.exit_code
    assert [] == server.asked


def test_the_same_findings_as_json(server, links):
    """Every address once, with its record and all its places, and the counts."""
    result = links(server, ["/old", "/old"], "--format", "json")
    here = f"http://a.test:{server.port}"
    assert {
        "counts": {"ok": 0, "moved": 1, "unverified": 0, "gone": 0, "red": 0},
        "links": [
            {
                "address": f"{here}/old",
                "state": "moved",
                "reason": None,
                "status": 200,
                "final": f"{here}/plan.pdf",
                "first_failed_on": None,
                "gone_in_a_row": 0,
                "last_checked": today().isoformat(),
                "fictional": False,
                "red": False,
                "explanation": "",
                "places": [
                    {"path": "content/x/2566/oit.yml", "line": 3, "column": 22},
                    {"path": "content/x/2566/oit.yml", "line": 4, "column": 22},
                ],
            }
        ],
    } == json.loads(result.stdout)


def test_the_same_findings_as_a_table(server, links):
    """One row a place, for a spreadsheet."""
    result = links(server, ["/plan.pdf", "/gone"], "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"))))
    assert [("3", "ok", "200"), ("4", "gone", "404")] == [
        (row["line"], row["link_state"], row["http_status"]) for row in rows
    ]
    assert [today().isoformat()] * 2 == [row["checked_date"] for row in rows]


def test_the_same_state_gives_the_same_file(server, links, tmp_path):
    """A run that finds what was known leaves the file untouched, byte for byte."""
    links(server, ["/plan.pdf", "/gone"])
    path = tmp_path / "content" / FILE_NAME
    before = path.read_bytes(), path.stat().st_mtime_ns
    links(server, ["/plan.pdf", "/gone"], "--max-age", "0d")
    assert before == (path.read_bytes(), path.stat().st_mtime_ns)


@pytest.mark.parametrize(
    "arguments", [["--max-age", "7"], ["--max-age", "soon"], ["--hosts", "0"], ["--format", "xml"]]
)
def test_a_wrong_call_ends_with_2(arguments, server, links):
    """An option that cannot be read asks for nothing."""
    assert 2 == links(server, ["/plan.pdf"], *arguments).exit_code
    assert [] == server.asked


def test_the_sites_are_told_who_asks(server, content, tmp_path, monkeypatch):
    """The User-Agent names the program and the site whose links are checked."""
    monkeypatch.chdir(tmp_path)
    content({"x/agency.yml": f"name: ก\nwebsites: http://a.test:{server.port}/plan.pdf\n", "pages/about.md": "# ก\n"})
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: ก\nsite_url: https://www.own.go.th/\ndocs_dir: content/pages\nplugins: [oit]\n", "utf-8"
    )
    assert 0 == CliRunner().invoke(main, ["links", "--interval", "0s", "--allow-private"]).exit_code
    (agent,) = {one.headers["user-agent"] for one in server.asked}
    assert agent.startswith("oit_site/")
    assert agent.endswith(" (link check; +https://www.own.go.th/)")


def test_without_its_packages_the_command_says_what_to_install(server, links, monkeypatch):
    """The packages of the network are extra: all other commands work without them."""
    monkeypatch.setitem(sys.modules, "httpx2", None)
    for name in ("link_request", "links"):
        monkeypatch.delitem(sys.modules, f"oit_site.{name}", raising=False)
    result = links(server, ["/plan.pdf"])
    assert 2 == result.exit_code
    assert "httpx2" in result.stderr
    assert "[links]" in result.stderr


def test_ctrl_c_keeps_what_was_found(content, tmp_path):
    """A person who stops the program loses nothing of what it has found."""
    with LinkServer({"127.0.0.1": ROUTES | {"/slow.pdf": (5.0, reply(kind=FILE, body=b"%PDF"))}}) as running:
        here = f"http://127.0.0.1:{running.port}"
        content({"x/agency.yml": f"name: ก\nwebsites: ['{here}/plan.pdf', '{here}/slow.pdf']\n"})
        command = [sys.executable, "-m", "oit_site", "links", "content", "--interval", "0s", "--allow-private"]
        environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            until = time.monotonic() + 20
            while not any(turn[2] == "/slow.pdf" for turn in list(running.turns)) and time.monotonic() < until:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=20)[1].decode()
    assert 3 == process.returncode
    assert "หยุดตามที่สั่ง ตรวจแล้ว 1 จาก 2 ลิงก์" in said
    assert "Traceback" not in said
    records = parse_records((tmp_path / "content" / FILE_NAME).read_text("utf-8"))
    assert [f"{here}/plan.pdf"] == list(records)


def test_days_are_those_of_thailand():
    """A check late in the evening in London is one of the next day in Bangkok."""
    assert date(2026, 1, 2) == datetime(2026, 1, 1, 18, 30, tzinfo=UTC).astimezone(THAILAND).date()
