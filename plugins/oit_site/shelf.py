"""Where the made files of a build wait until the host has copied them to their places."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path


class Shelf:
    """A folder where the larger made files wait for MkDocs to copy them: held in memory, they would be its peak."""

    SMALL = 8192
    """Bytes of a file that is not worth the way to the disk."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.count = 0

    def keep(self, _: str, content: bytes) -> bytes | Path:
        """Return *content*, or the file that now holds it. Where the disk takes no more, the memory has to hold it."""
        if len(content) <= self.SMALL:
            return content
        try:
            if self.folder is None:
                self.folder = Path(tempfile.mkdtemp(prefix="oit-"))
                # Also where a build is broken off, and when the program ends.
                weakref.finalize(self, shutil.rmtree, str(self.folder), ignore_errors=True)
            self.count += 1
            path = self.folder / str(self.count)
            path.write_bytes(content)
        except OSError:
            return content
        return path

    def clear(self) -> None:
        """Remove the folder and all that is in it."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None
