"""Fixtures that every test may use: a content folder made of literal texts, and what the program makes of it."""

import pytest
from hypothesis import settings

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


def pytest_addoption(parser):
    """Let `--update-golden` write the golden files anew (test_golden.py)."""
    parser.addoption("--update-golden", action="store_true", help="write the files of tests/golden anew")
