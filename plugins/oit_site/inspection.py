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

from oit_site.evidence_file import MAX_PAGES, MAX_TEXT, FileFacts, inspect_file, read_pages
from oit_site.quotation import Sight, Sighting, look_for

CACHE_FORMAT = f"4 {package_version('pypdfium2')}"
"""What was found by another reader of PDF, or in another form, is not trusted."""

_FACTS = TypeAdapter(dict[str, FileFacts])
_SIGHTINGS = TypeAdapter(dict[str, Sighting])


class Inspections:
    """The facts of the files of one run: each from the cache at *path* where its bytes and ending are the same."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known, self._known_sightings = _read(path)
        self._found: dict[str, FileFacts] = {}
        """The files of this run alone: what is gone drops out of the cache."""
        self._sightings: dict[str, Sighting] = {}

    def facts_of(self, name: str, raw: bytes) -> FileFacts:
        """Return what the file *name* with the bytes *raw* is."""
        key = f"{hashlib.sha256(raw).hexdigest()}{os.path.splitext(name)[1].lower()}"
        facts = self._known.get(key) or self._found.get(key) or inspect_file(name, raw)
        self._found[key] = facts
        return facts

    def sighting_of(self, quote: str, page_no: int | None, facts: FileFacts, raw: bytes) -> Sighting:
        """Return where *quote* stands in the file with *facts* and the bytes *raw*; pages count in a PDF alone."""
        page_no = page_no if facts.kind == "pdf" else None
        # The words themselves are not kept: they may be what nobody should have written.
        key = hashlib.sha256(f"{facts.sha256} {page_no} {quote}".encode()).hexdigest()
        if (found := self._known_sightings.get(key)) is None:
            pages = read_pages(facts, raw)
            whole = facts.size <= MAX_TEXT if facts.pages is None else facts.pages <= MAX_PAGES
            found = look_for(quote, page_no, pages, whole) if pages is not None else Sighting(Sight.UNKNOWN)
        self._sightings[key] = found
        return found

    def keep(self) -> None:
        """Write the cache anew where this run found other files than the last, or looked for other words in them."""
        if self._path and (self._found, self._sightings) != (self._known, self._known_sightings):
            _write(self._path, self._found, self._sightings)


def _read(path: Path | None) -> tuple[Mapping[str, FileFacts], Mapping[str, Sighting]]:
    """Return facts and sightings kept in *path*; none where it is missing, of another format or damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path else {}
        if kept.get("format") != CACHE_FORMAT:
            return {}, {}
        return _FACTS.validate_python(kept["files"]), _SIGHTINGS.validate_python(kept["quotes"])
    except (OSError, ValueError, AttributeError, KeyError, RecursionError):
        return {}, {}


def _write(path: Path, facts: Mapping[str, FileFacts], sightings: Mapping[str, Sighting]) -> None:
    """Keep *facts* and *sightings* in *path*, whole or not at all; one that cannot be written to costs only time."""
    kept = {
        "format": CACHE_FORMAT,
        "files": _FACTS.dump_python(dict(facts), mode="json"),
        "quotes": _SIGHTINGS.dump_python(dict(sightings), mode="json"),
    }
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
