"""Runs under bad weather: other machines, a killed build, unreadable files, a full disk, edits during a preview."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config

from oit_site.__main__ import main
from oit_site.staging import discard, publish, staging_folder

ROOT = Path(__file__).parent.parent

CONTENT = {
    "pages/about.md": "# เกี่ยวกับ {#about}\n\nข้อความ\n",
    "x/agency.yml": "name: สำนักงานทดลอง\ngroups: [กลุ่มอำนวยการ]\n",
    "x/2566/measures/a.yml": "title: ประเด็นหนึ่ง\noit: [O2]\nmeasures:\n- title: มาตรการหนึ่ง\n  oit: O7-O9\n",
    "x/2566/measures/b.yml": "title: ประเด็นสอง\nmeasures:\n- title: มาตรการสอง\n",
    "x/2566/measures/c.yml": "title: ประเด็นสาม\nmeasures:\n- title: มาตรการสาม\n",
    "x/2566/oit.yml": "O2:\n  evidence:\n  - {title: ทำเนียบ, file: evidence/o2/a.csv}\nO7:\n  evidence:\n"
    "  - {title: ข่าว, file: evidence/o7/b.csv}\n",
    "x/2566/evidence/o2/a.csv": "ชื่อ,ตำแหน่ง\nก,ข\n",
    "x/2566/evidence/o7/b.csv": "วันที่,ข่าว\n1,ก\n",
}


def make_project(folder, files=CONTENT):
    """Return *folder* with mkdocs.yml and *files* (path → text) as its content."""
    for path, text in files.items():
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    settings = {
        "site_name": "ทดสอบ",
        "site_url": "https://example.go.th/",
        "docs_dir": "content/pages",
        "theme": {"name": "material", "language": "th", "font": False, "custom_dir": str(ROOT / "theme_overrides")},
        "plugins": [{"oit": {"content": "content"}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return folder


def run(project, *command, timeout=120, **environment):
    """Return the finished process of `python -m *command*` in the folder *project*."""
    return subprocess.run(
        [sys.executable, "-m", *(command or ("mkdocs", "build", "--quiet"))],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"} | environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )


def digests(folder):
    """Return the digest of every file below *folder* by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_refused(done, *texts):
    """Assert that a build ended with a message and no traceback."""
    assert 1 == done.returncode, done.stderr
    assert "Traceback" not in done.stderr
    for text in texts:
        assert text in done.stderr


# ---------------------------------------------------------------- the same site everywhere


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """Return the digests of a site built here and now."""
    project = make_project(tmp_path_factory.mktemp("reference"))
    done = run(project)
    assert (0, "") == (done.returncode, done.stderr)
    return digests(project / "site")


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="locale C"),
        pytest.param({"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}, id="another time zone and hash seed"),
    ],
)
def test_a_build_is_the_same_in_another_environment(tmp_path, reference, environment):
    """Locale, time zone and hash seed change not one byte of the site."""
    project = make_project(tmp_path)
    done = run(project, **environment)
    assert 0 == done.returncode, done.stderr
    assert reference == digests(project / "site")


def test_a_build_is_the_same_at_another_path_and_in_another_order_of_files(tmp_path, reference):
    """A tree written backwards to a folder with a Thai name gives the same bytes, the second time too."""
    project = tmp_path / "โฟลเดอร์ อื่น"
    project.mkdir()
    make_project(project, dict(reversed(CONTENT.items())))
    for _ in range(2):  # the second finds a cache and an old site
        done = run(project)
        assert 0 == done.returncode, done.stderr
        assert reference == digests(project / "site")


# ---------------------------------------------------------------- a killed build


def test_a_killed_build_leaves_nothing_half_written_and_the_next_one_succeeds(tmp_path, reference):
    """Whenever a build is killed, the cache is whole or absent, and building again gives the same site."""
    project = make_project(tmp_path)
    cache = project / ".cache" / "oit" / "evidence.json"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
    for delay in (0.2, 0.5, 0.9, 1.4):
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=-3, stderr=-3)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if cache.exists():
            assert {"format", "files", "quotes"} == set(json.loads(cache.read_text(encoding="utf-8")))
        assert not (project / "site").exists() or reference == digests(project / "site")
    done = run(project)
    assert (0, "") == (done.returncode, done.stderr)
    assert reference == digests(project / "site")
    assert [] == list(project.glob(".site*"))


# ---------------------------------------------------------------- the site online


def published(folder):
    """Make a folder as a server has it: a page, a file that goes away, and a hidden file of the server's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"index.html": "old", "gone/index.html": "old", ".htaccess": "mine"}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return digests(folder)


def test_a_whole_build_takes_the_place_of_the_old_site(tmp_path, reference):
    """What is no longer made is gone, hidden files stay, and nothing is left beside the site."""
    project = make_project(tmp_path)
    before = published(project / "site")
    done = run(project)
    assert (0, "") == (done.returncode, done.stderr)
    assert reference | {".htaccess": before[".htaccess"]} == digests(project / "site")
    assert [] == list(project.glob(".site*"))


def test_a_warning_of_mkdocs_under_strict_leaves_the_old_site(tmp_path):
    """MkDocs gives up at the very end where it warned of anything: a dead link in an authored page."""
    project = make_project(tmp_path, CONTENT | {"pages/about.md": "# ก\n\n[ไม่มี](nowhere.md)\n"})
    before = published(project / "site")
    done = run(project, "mkdocs", "build", "--strict")
    assert_refused(done, "nowhere.md", "ยังไม่ได้เผยแพร่ เว็บไซต์เดิมไม่ถูกแตะต้อง")
    assert before == digests(project / "site")
    assert [] == list(project.glob(".site*"))
    assert 0 == run(project).returncode, "without --strict it is published"


def test_a_site_folder_that_a_program_holds_open_stays_whole(tmp_path, monkeypatch):
    """Where one entry cannot be renamed, those already moved are put back: the old site, not a mixture."""
    site, staged = tmp_path / "site", tmp_path / "staged"
    before = published(site)
    for name in ("index.html", "zz/index.html"):
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        (staged / name).write_text("new", encoding="utf-8")
    rename = Path.rename

    def held(path, target):
        if path.name == "zz":
            raise PermissionError(13, "held open")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(PermissionError, match="held open"):
        publish(staged, site)
    assert before == digests(site)
    monkeypatch.undo()
    publish(staged, site)
    assert {".htaccess", "index.html", "zz/index.html"} == set(digests(site))


def test_a_site_folder_on_a_disk_of_its_own_is_built_inside_it(tmp_path, monkeypatch):
    """Renaming cannot leave a disk, so the folder to build in is hidden inside."""
    site = tmp_path / "site"
    published(site)
    stat = Path.stat
    monkeypatch.setattr(Path, "stat", lambda path, **kw: OtherDisk(stat(path, **kw), path == site))
    staged = staging_folder(site)
    assert site / ".building" == staged
    (staged / "index.html").write_text("new", encoding="utf-8")
    publish(staged, site)
    discard(staged)
    assert {".htaccess", "index.html"} == set(digests(site))
    assert ["index.html"] == [path.name for path in site.iterdir() if path.name != ".htaccess"]


class OtherDisk:
    """A file's status that may name another disk."""

    def __init__(self, status, elsewhere):
        self.status, self.st_dev = status, -1 if elsewhere else status.st_dev

    def __getattr__(self, name):
        return getattr(self.status, name)


@pytest.mark.parametrize("left", ["", "{", '{"format": 1}', "[]", "null", '{"files": {"a": 1}}', "\x00\x01"])
def test_a_damaged_cache_is_made_anew(tmp_path, monkeypatch, left):
    """What another program or a full disk left in place of the cache costs time and nothing else."""
    project = make_project(tmp_path)
    cache = project / ".cache" / "oit" / "evidence.json"
    cache.parent.mkdir(parents=True)
    cache.write_text(left, encoding="utf-8")
    monkeypatch.chdir(project)
    done = CliRunner().invoke(main, ["check"])
    assert 0 == done.exit_code, done.output
    assert {"format", "files", "quotes"} == set(json.loads(cache.read_text(encoding="utf-8")))


# ---------------------------------------------------------------- files that cannot be read or written


def as_folder(path):
    path.unlink()
    path.mkdir()


def as_dangling(path):
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


def as_loop(path):
    path.unlink()
    path.symlink_to(path)


def as_pipe(path):
    path.unlink()
    os.mkfifo(path)


SPOILT = ("x/agency.yml", "x/2566/oit.yml", "x/2566/measures/a.yml", "x/2566/evidence/o2/a.csv", "pages/about.md")


@pytest.mark.parametrize("spoil", [as_folder, as_dangling, as_loop])
@pytest.mark.parametrize("name", SPOILT)
def test_what_is_no_file_is_a_located_problem(tmp_path, monkeypatch, spoil, name):
    """A folder or a dead or circular link in the place of a file ends in a message that names it.

    Tests may run as root, whom no mode keeps from reading; so these stand for files without permission too.
    """
    project = make_project(tmp_path)
    spoil(project / "content" / name)
    monkeypatch.chdir(project)
    done = CliRunner().invoke(main, ["check", "content"], catch_exceptions=False)
    if not (name == "pages/about.md" and spoil is as_folder):  # a folder of pages is one
        assert 1 == done.exit_code, done.output
        assert f"content/{name}" in done.output or Path(name).stem in done.output


@pytest.mark.parametrize("name", SPOILT)
def test_a_pipe_is_not_waited_for(tmp_path, name):
    """A pipe in the place of a file, which would never end, is named like anything else that is no file."""
    project = make_project(tmp_path)
    as_pipe(project / "content" / name)
    done = run(project, "oit_site", "check", "content", timeout=20)
    assert "Traceback" not in done.stderr
    assert 1 == done.returncode, done.stdout
    assert f"content/{name}" in done.stdout or Path(name).stem in done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_files_without_permission_are_named(tmp_path):
    """A file that may not be read is a problem at that file; a folder that may not be written to costs no more."""
    project = make_project(tmp_path)
    (project / "content/x/2566/measures/a.yml").chmod(0)
    (project / "content").chmod(0o500)
    assert_refused(run(project), "content/x/2566/measures/a.yml:1:1: error OIT009")


def test_content_and_project_may_be_read_only(tmp_path):
    """The build writes to the site's folder alone: with a file where the cache would lie, it builds all the same."""
    project = make_project(tmp_path)
    (project / ".cache").write_text("", encoding="utf-8")
    before = digests(project / "content")
    done = run(project)
    assert (0, "") == (done.returncode, done.stderr)
    assert before == digests(project / "content")


# ---------------------------------------------------------------- a full disk


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from mkdocs.__main__ import cli
cli(["build", "--quiet"])
"""


@pytest.mark.parametrize("most", [0, 100, 20_000])
def test_a_disk_that_takes_no_more_ends_the_build_with_a_message(tmp_path, most):
    """Where files cannot be written whole, the build says so and ends; the site online and the cache stay whole."""
    project = make_project(tmp_path)
    before = published(project / "site")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(most)],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert 0 != done.returncode
    assert "Traceback" not in done.stderr
    assert "เว็บไซต์เดิมไม่ถูกแตะต้อง" in done.stderr
    assert before == digests(project / "site")
    assert [] == list(project.glob(".site*"))
    cache = project / ".cache" / "oit" / "evidence.json"
    assert not cache.exists() or json.loads(cache.read_text(encoding="utf-8"))
    assert [] == [path.name for path in cache.parent.glob("*") if path.name != "evidence.json"]


# ---------------------------------------------------------------- a live preview


def remove_agency(content):
    (content / "x/agency.yml").unlink()


def empty_agency(content):
    (content / "x/agency.yml").write_text("", encoding="utf-8")


def binary_issue(content):
    (content / "x/2566/measures/a.yml").write_bytes(bytes(range(256)))


def half_an_issue(content):
    (content / "x/2566/measures/a.yml").write_text('title: "ยัง', encoding="utf-8")


def list_for_map(content):
    (content / "x/2566/oit.yml").write_text("- O2\n", encoding="utf-8")


def rename_issue(content):
    (content / "x/2566/measures/a.yml").rename(content / "x/2566/measures/ชื่อไทย.yml")


def rename_year(content):
    (content / "x/2566").rename(content / "x/2023")


def remove_year(content):
    shutil.rmtree(content / "x/2566")


def lose_evidence(content):
    shutil.rmtree(content / "x/2566/evidence")


def lose_agency_folder(content):
    shutil.rmtree(content / "x")


def page_in_the_way(content):
    (content / "pages/x").mkdir()
    (content / "pages/x/index.md").write_text("# ชน\n", encoding="utf-8")


def second_home_page(content):
    (content / "pages/index.md").write_text("# หน้าแรก\n", encoding="utf-8")


def windows_page(content):
    (content / "pages/about.md").write_bytes("# เกี่ยวกับ\n".encode("cp874"))


def windows_issue(content):
    (content / "x/2566/measures/a.yml").write_bytes("title: ก\n".encode("cp874"))


def folder_for_file(content):
    as_folder(content / "x/2566/oit.yml")


def dead_link(content):
    as_dangling(content / "x/2566/evidence/o2/a.csv")


def both_kinds_of_site(content):
    (content / "agency.yml").write_text("name: อีกแห่ง\n", encoding="utf-8")


EDITS = (
    *(remove_agency, empty_agency, binary_issue, half_an_issue, list_for_map, rename_issue, rename_year, remove_year),
    *(lose_evidence, lose_agency_folder, page_in_the_way, second_home_page, windows_page, windows_issue),
    *(folder_for_file, dead_link, both_kinds_of_site),
)


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Return a project, what `mkdocs serve` calls on a change (with its one plugin object), and what it makes.

    Every test leaves the content as it was and asserts that the preview is what it was, so one first build serves all.
    """
    project = make_project(tmp_path_factory.mktemp("preview"))
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    plugins = config.plugins

    def rebuild():
        # As the command does it: a config read anew, the plugins kept (mkdocs 1.6.1, commands/serve.py).
        fresh = load_config(
            str(project / "mkdocs.yml"), site_dir=str(project / "site"), plugins=list(yaml_plugins(project))
        )
        fresh.plugins = plugins
        for name, plugin in plugins.items():
            plugin.load_config(dict(fresh_options(project, name)), str(project / "mkdocs.yml"))
        build(fresh, serve_url="http://127.0.0.1:8000/")
        return digests(project / "site")

    return project, rebuild, rebuild()


def yaml_plugins(project):
    return yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))["plugins"]


def fresh_options(project, name):
    return next(entry[name] for entry in yaml_plugins(project) if name in entry)


@pytest.mark.parametrize("edit", EDITS)
def test_a_live_preview_survives_an_edit_and_recovers(preview, edit):
    """However the content is broken, the preview is built, and is what it was once the content is mended."""
    project, rebuild, before = preview
    shutil.copytree(project / "content", project / "kept", symlinks=True)
    try:
        edit(project / "content")
        assert "index.html" in rebuild()
    finally:
        shutil.rmtree(project / "content")
        (project / "kept").rename(project / "content")
    assert sorted(before) == sorted(after := rebuild())
    assert [] == [name for name in before if before[name] != after[name] and not name.startswith("sitemap")]


# ---------------------------------------------------------------- all at once


def test_every_problem_of_a_run_is_shown_at_once(tmp_path):
    """Mistakes in several files and of several kinds stand in one list, and each as often as it is made."""
    files = CONTENT | {
        "x/agency.yml": "name: ''\n",
        "x/2566/measures/a.yml": "titel: ก\nmeasures: []\n",
        "x/2566/measures/b.yml": "title: ข\ntitle: ค\nmeasures:\n- title: ม\n  oit: [O99, O98]\n",
        "x/2566/measures/c.yml": "title: ข\n\tmeasures: x\n",
        "x/2566/oit.yml": "O2:\n  evidence:\n  - {title: ท, file: evidence/none.pdf}\nO7: {not_applicable: ''}\n",
        "x/2566/report.yml": "updated: 31 ก.พ. 2566\n",
        "pages/about.md": "# เเบบ\n",
    }
    project = make_project(tmp_path, files)
    done = run(project, "mkdocs", "build")
    found = re.findall(r"content/(\S+?):\d+:\d+: \w+ (OIT\d+)", done.stderr)
    expected = [
        ("pages/about.md", "OIT501"),
        ("x/2566/measures/a.yml", "OIT101"),
        ("x/2566/measures/a.yml", "OIT105"),
        ("x/2566/measures/b.yml", "OIT004"),
        ("x/2566/measures/b.yml", "OIT201"),
        ("x/2566/measures/b.yml", "OIT201"),
        ("x/2566/measures/c.yml", "OIT001"),
        ("x/2566/oit.yml", "OIT401"),
        ("x/2566/oit.yml", "OIT301"),
        ("x/2566/report.yml", "OIT104"),
        ("x/agency.yml", "OIT105"),
    ]
    assert expected == found
    assert_refused(done, "ผิด 10 เตือน 1")
    assert not (project / "site").exists()
