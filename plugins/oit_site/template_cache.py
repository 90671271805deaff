"""Compiled templates, kept beside their sources as Python keeps its modules: a tenth of a small build otherwise."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "templates" / "__pycache__"


class TemplateCache(FileSystemBytecodeCache):
    """A cache that may be missing: where its folder cannot be written to, templates are compiled in every run."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template where the disk allows it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def template_cache() -> TemplateCache:
    """Return the cache of the program's own installation. A changed template is compiled anew."""
    with suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
    return TemplateCache(str(FOLDER))
