"""Fixtures that every test may use: a content folder made of literal texts, and what the program makes of it."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import settings

from browser import ARGUMENTS, CHROMIUM, Visitor, serve
from oit_site.load import load_source
from oit_site.site import build_site, plan_site

# The same examples on every run, and no folder of remembered ones.
settings.register_profile("oit", derandomize=True, database=None, deadline=None)
settings.load_profile("oit")

BASE = {
    "x/agency.yml": "name: สำนักงานทดลอง\n",
    "x/2566/measures/base.yml": "title: ประเด็นทดลอง\nmeasures:\n- title: มาตรการทดลอง\n",
}
"""The least that is valid: one agency with one issue of 2566."""


@pytest.fixture
def content(tmp_path):
    """Return a function that writes files (path → text or bytes), with BASE unless told not to, into a folder."""

    def write(files, base=True):
        folder = tmp_path / "content"
        folder.mkdir(exist_ok=True)
        for path, text in ((BASE if base else {}) | files).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return write


@pytest.fixture
def source(content):
    """Return a function that writes files and reads them as a `Source`."""
    return lambda files, base=True: load_source(content(files, base), "content")


@pytest.fixture
def plan(source):
    """Return a function that writes files and plans the site of them."""
    return lambda files, base=True: plan_site(source(files, base))


@pytest.fixture
def site(source):
    """Return a function that writes files and builds the site of them."""
    return lambda files, base=True: build_site(source(files, base))


# ---------------------------------------------------------------- built once, shared by every worker


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Return a function that makes a named folder by calling *make* with it, in one worker of the run only."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder_of(name, make):
        folder, done = shared / name, shared / f"{name}.done"
        try:
            folder.mkdir()
        except FileExistsError:
            _wait_for(done)
        else:
            failure = "it was interrupted"
            try:
                make(folder)
                failure = ""
            except Exception as error:
                failure = repr(error)
                raise
            finally:
                # Renamed, so that a worker that waits never reads half of it.
                part = shared / f"{name}.part"
                part.write_text(failure, "utf-8")
                part.rename(done)
        assert done.read_text("utf-8") == "", f"{name} could not be made"
        return folder

    return folder_of


def _wait_for(done: Path, seconds=180):
    until = time.monotonic() + seconds
    while not done.exists():
        assert time.monotonic() < until, f"{done} was not made within {seconds} s"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def demo_site(once):
    """Return the folder of the repository's own site, built."""
    from support import REPOSITORY, build_project

    return once("demo-site", lambda folder: build_project(REPOSITORY / "mkdocs.yml", site_dir=str(folder)))


@pytest.fixture(scope="session")
def site_url(demo_site):
    """Return the address of the demo site on loopback."""
    with serve(demo_site) as address:
        yield address


# ---------------------------------------------------------------- a browser for each module


@pytest.fixture(scope="module")
def chromium():
    """Return Chromium. Of the module, not the session: while it runs, no test of another kind can use an event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=[360, 1280], ids=["phone", "desktop"])
def visitor(request, chromium, site_url):
    """Return a visitor with a narrow and one with a wide window."""
    visitor = Visitor(chromium, site_url, request.param)
    yield visitor
    visitor.context.close()


@pytest.fixture(scope="module")
def scriptless(chromium, site_url):
    """Return a visitor with a narrow window and without JavaScript."""
    visitor = Visitor(chromium, site_url, 360, java_script_enabled=False)
    yield visitor
    visitor.context.close()


def pytest_addoption(parser):
    """Let `--update-golden` write the golden files anew (test_golden.py)."""
    parser.addoption("--update-golden", action="store_true", help="write the files of tests/golden anew")
