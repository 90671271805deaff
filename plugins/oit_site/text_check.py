"""Text of content files held against the rules of spelling (5xx) and privacy (6xx), each defect at its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from oit_site.privacy import find_personal_data
from oit_site.problem import Location, Problem
from oit_site.spelling import find_defects
from oit_site.yaml_source import Document, line_starts

VERBATIM = frozenset(("printed", "other", "printed_no", "no_printed", "name_printed", "name_variants"))
"""Keys whose values quote a document letter for letter: spelling is the document's own there."""


def check_yaml_text(text: str, document: Document) -> Iterator[Problem]:
    """Yield the defects of a YAML file's *text*; *document* tells which key each stands under."""
    if found := list(_defects(text, document.path)):
        verbatim = is_verbatim_line(text, document)
        yield from (problem for start, problem in found if problem.code >= "OIT6" or not verbatim(start))


def is_verbatim_line(text: str, document: Document) -> Callable[[int], bool]:
    """Return a function that tells whether the letter at an index of *text* belongs to a quotation."""
    places = sorted((mark, path) for path, mark in document.values.items())
    starts = line_starts(text)

    def verbatim(index: int) -> bool:
        where = _at(starts, index, document.path)
        nearest = bisect_right(places, (where.line, where.column), key=lambda place: place[0]) - 1
        return nearest >= 0 and any(key in VERBATIM for key in places[nearest][1])

    return verbatim


def check_plain_text(text: str, path: str) -> Iterator[Problem]:
    """Yield the defects of any *text*; *path* names its file."""
    return (problem for _, problem in _defects(text, path))


def _defects(text: str, path: str) -> Iterator[tuple[int, Problem]]:
    """Yield the index of each defect with its problem."""
    starts: list[int] = []
    for defect in find_defects(text):
        starts = starts or line_starts(text)
        hint = "แก้ได้เองด้วย oit check --fix" if defect.replacement is not None else ""
        yield defect.start, Problem(_at(starts, defect.start, path), defect.code, defect.message, hint)
    for data in find_personal_data(text):
        starts = starts or line_starts(text)
        yield data.start, Problem(_at(starts, data.start, path), data.code, f"พบ{data.kind}", "ลบออกก่อนเผยแพร่")


def _at(starts: list[int], index: int, path: str) -> Location:
    line = bisect_right(starts, index)
    return Location(path, line, index - starts[line - 1] + 1)
