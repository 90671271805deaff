"""Text of content files held against the rules of spelling (5xx) and privacy (6xx), each defect at its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from oit_site.privacy import find_personal_data
from oit_site.problem import Location, Problem
from oit_site.spelling import find_defects
from oit_site.yaml_source import Document, Path

VERBATIM = frozenset(("printed", "other", "printed_no", "no_printed", "name_printed", "name_variants"))
"""Keys whose values quote a document letter for letter: spelling is the document's own there."""


def check_yaml_text(text: str, document: Document) -> Iterator[Problem]:
    """Yield the defects of a YAML file's *text*; *document* tells which key each stands under."""
    found = list(check_plain_text(text, document.path))
    if found:
        places = sorted((mark, path) for path, mark in document.values.items())
        yield from (problem for problem in found if problem.code >= "OIT6" or not _is_verbatim(problem, places))


def check_plain_text(text: str, path: str) -> Iterator[Problem]:
    """Yield the defects of any *text*; *path* names its file."""
    starts = _line_starts(text)
    for defect in find_defects(text):
        hint = "แก้ได้เองด้วย oit check --fix" if defect.replacement is not None else ""
        yield Problem(_at(starts, defect.start, path), defect.code, defect.message, hint)
    for data in find_personal_data(text):
        yield Problem(_at(starts, data.start, path), data.code, f"พบ{data.kind}", "ลบออกก่อนเผยแพร่")


def _is_verbatim(problem: Problem, places: list[tuple[tuple[int, int], Path]]) -> bool:
    """Return whether the value that *problem* stands in quotes a document."""
    position = (problem.where.line, problem.where.column)
    index = bisect_right(places, position, key=lambda place: place[0]) - 1
    return index >= 0 and any(key in VERBATIM for key in places[index][1])


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return starts


def _at(starts: list[int], index: int, path: str) -> Location:
    line = bisect_right(starts, index)
    return Location(path, line, index - starts[line - 1] + 1)
