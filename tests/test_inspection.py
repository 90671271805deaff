"""What evidence files were found to be, kept from run to run."""

import json

import pytest

from oit_site import inspection
from oit_site.load import load_source


@pytest.fixture
def folder(content):
    """A content folder with one scanned file."""
    return content({"x/2566/evidence/a.txt": "ก 081-234-5678\n"})


def facts(source):
    return source.agencies[0].years[0].files["evidence/a.txt"].facts


def test_what_was_found_is_kept_by_sha256(folder, tmp_path):
    """A second run takes the facts from the cache: what stands there for the bytes of the file is believed."""
    cache = tmp_path / "deep" / "evidence.json"
    first = facts(load_source(folder, cache=cache))
    kept = cache.read_text(encoding="utf-8")
    assert [f"{first.sha256}.txt"] == list(json.loads(kept)["files"])
    cache.write_text(kept.replace(first.findings[0].message, "เคยพบ"), encoding="utf-8")
    assert ["เคยพบ"] == [finding.message for finding in facts(load_source(folder, cache=cache)).findings]


def test_a_changed_file_is_looked_at_and_the_old_one_forgotten(folder, tmp_path):
    """The cache holds the files of the last run alone."""
    cache = tmp_path / "evidence.json"
    before = facts(load_source(folder, cache=cache)).sha256
    (folder / "x/2566/evidence/a.txt").write_text("ข\n", encoding="utf-8")
    after = facts(load_source(folder, cache=cache))
    kept = cache.read_text(encoding="utf-8")
    assert ((), False, True) == (after.findings, before in kept, after.sha256 in kept)


def test_the_cache_holds_no_personal_data(folder, tmp_path):
    """What is kept of a file names the kind of what was found, not the number."""
    cache = tmp_path / "evidence.json"
    load_source(folder, cache=cache)
    assert "OIT602" in cache.read_text(encoding="utf-8")
    assert "5678" not in json.dumps(
        [f["findings"] for f in json.loads(cache.read_text(encoding="utf-8"))["files"].values()]
    )


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b"{}",
        b'{"format": "0", "files": {}}',
        b'{"format": 1, "files": 7}',
        json.dumps({"format": inspection.CACHE_FORMAT, "files": {"x": {"sha256": 1}}}).encode(),
        json.dumps({"format": inspection.CACHE_FORMAT, "files": None}).encode(),
        json.dumps({"format": inspection.CACHE_FORMAT}).encode(),
    ],
)
def test_a_damaged_cache_is_as_good_as_none(kept, folder, tmp_path):
    """Whatever stands in the cache's place, the run gives what it gives without one, and mends the cache."""
    cache = tmp_path / "evidence.json"
    cache.write_bytes(kept)
    assert facts(load_source(folder)) == facts(load_source(folder, cache=cache))
    assert inspection.CACHE_FORMAT == json.loads(cache.read_text(encoding="utf-8"))["format"]


def test_the_cache_is_written_whole_or_not_at_all(folder, tmp_path):
    """Nothing but the finished file is left in its folder."""
    cache = tmp_path / "kept" / "evidence.json"
    load_source(folder, cache=cache)
    assert ["evidence.json"] == [path.name for path in cache.parent.iterdir()]


def test_a_place_that_cannot_be_written_to_costs_only_time(folder, tmp_path):
    """A file where the cache's folder should be, or a folder in its own place, stops no run."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "evidence.json").mkdir()
    for cache in (tmp_path / "file" / "evidence.json", tmp_path / "evidence.json"):
        assert facts(load_source(folder)) == facts(load_source(folder, cache=cache))
    assert ["content", "evidence.json", "file"] == sorted(path.name for path in tmp_path.iterdir())
