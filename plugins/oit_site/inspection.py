"""What evidence files were found to be, kept from one run to the next in one file outside the content folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version as package_version
from pathlib import Path

from pydantic import TypeAdapter

from oit_site.evidence_file import FileFacts, inspect_file

CACHE_FORMAT = f"3 {package_version('pypdfium2')}"
"""What was found by another reader of PDF, or in another form, is not trusted."""

_FACTS = TypeAdapter(dict[str, FileFacts])


class Inspections:
    """The facts of the files of one run: each from the cache at *path* where its bytes and ending are the same."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known = _read(path)
        self._found: dict[str, FileFacts] = {}
        """The files of this run alone: what is gone drops out of the cache."""

    def facts_of(self, name: str, raw: bytes) -> FileFacts:
        """Return what the file *name* with the bytes *raw* is."""
        key = f"{hashlib.sha256(raw).hexdigest()}{os.path.splitext(name)[1].lower()}"
        facts = self._known.get(key) or self._found.get(key) or inspect_file(name, raw)
        self._found[key] = facts
        return facts

    def keep(self) -> None:
        """Write the cache anew where this run found other files than the last."""
        if self._path and self._found != self._known:
            _write(self._path, self._found)


def _read(path: Path | None) -> Mapping[str, FileFacts]:
    """Return the facts kept in *path*; none where it is missing, of another format or damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path else {}
        return _FACTS.validate_python(kept["files"]) if kept.get("format") == CACHE_FORMAT else {}
    except (OSError, ValueError, AttributeError, KeyError, RecursionError):
        return {}


def _write(path: Path, facts: Mapping[str, FileFacts]) -> None:
    """Keep *facts* in *path*, whole or not at all; a folder that cannot be written to costs only time."""
    kept = {"format": CACHE_FORMAT, "files": _FACTS.dump_python(dict(facts), mode="json")}
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
