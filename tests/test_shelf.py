"""Where large made files wait: on the disk while it takes them, else in memory, and nowhere afterwards."""

import tempfile

from oit_site.shelf import Shelf

LARGE = b"x" * (Shelf.SMALL + 1)


def test_a_large_file_waits_on_the_disk_until_the_shelf_is_cleared():
    """A small file stays in memory; a large one is read back as it was, and gone with its folder."""
    shelf = Shelf()
    assert b"small" == shelf.keep("a.csv", b"small")
    first, second = shelf.keep("b.csv", LARGE), shelf.keep("c.csv", LARGE + b"y")
    assert (LARGE, LARGE + b"y") == (first.read_bytes(), second.read_bytes())
    shelf.clear()
    assert not first.parent.exists()


def test_a_disk_that_takes_nothing_leaves_files_in_memory(monkeypatch, tmp_path):
    """Without a folder for temporary files a build goes on."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    shelf = Shelf()
    assert LARGE == shelf.keep("a.csv", LARGE)
    shelf.clear()
