"""Safe repairs of YAML text: spelling that is wrong beyond doubt, and OIT codes in their one form.

Only the letters at fault change: comments, layout and everything else stay as they were typed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from oit_site import thai
from oit_site.spelling import find_defects, mend
from oit_site.text_check import is_verbatim_line
from oit_site.yaml_source import Document, Path, line_starts, read_yaml

_CODE_KEYS = frozenset(("oit", "code"))
"""Keys whose values are OIT codes."""


def repair_yaml(text: str, path: str) -> str:
    """Return *text* of a content file with every safe repair made; as it was where it cannot be read as YAML."""
    signature, body = _without_signature(text)
    document = read_yaml(body.encode(), path)
    if document.tree is None:
        return text
    spelt = body
    for _ in range(4):  # mending one may lay bare another: เ​เ, then เเ
        spelt = _mend_spelling(spelt, read_yaml(spelt.encode(), path))
    if not _same_shape(document.tree, read_yaml(spelt.encode(), path).tree):
        spelt = body  # a letter that nobody saw was all that kept a # from beginning a comment
    mended = _mend_codes(spelt, read_yaml(spelt.encode(), path), path.endswith(("/oit.yml", "/oit.yaml")))
    if len(read_yaml(mended.encode(), path).problems) != len(document.problems):
        mended = spelt  # 012 and O12 would become one key, and a value be lost
    return signature + mended


def repair_plain(text: str) -> str:
    """Return authored *text* with every safe repair of spelling made."""
    signature, body = _without_signature(text)
    return signature + mend(body)


def diff(before: str, after: str, path: str) -> str:
    """Return what a repair of the file *path* changes, as a unified diff."""
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), path, path, n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _without_signature(text: str) -> tuple[str, str]:
    """Return the byte order mark that a file may begin with, and the rest."""
    return ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)


def _same_shape(before: object, after: object) -> bool:
    """Return whether two trees differ in nothing but spelling."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [mend(key) for key in before] == [mend(key) for key in after]
        return keys and all(map(_same_shape, before.values(), after.values()))
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same_shape, before, after))
    if isinstance(before, str) and isinstance(after, str):
        return mend(before).strip() == mend(after).strip()
    return before is None and after is None


def _mend_spelling(text: str, document: Document) -> str:
    verbatim = is_verbatim_line(text, document)
    return _replaced(
        text,
        (
            (defect.start, defect.end, defect.replacement)
            for defect in find_defects(text)
            if defect.replacement is not None and not verbatim(defect.start)
        ),
    )


def _mend_codes(text: str, document: Document, keys_are_codes: bool) -> str:
    """Return *text* with OIT codes as `O12` and ranges as `O5-O10`."""
    starts = line_starts(text)
    places = _code_places(document, keys_are_codes)
    return _replaced(text, (edit for place in places if (edit := _code_edit(text, starts, *place))))


def _code_places(document: Document, keys_are_codes: bool) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield line and column of each value, or key, that is an OIT code, with its text."""
    for path, mark in document.values.items():
        value = _value_at(document, path)
        names = [step for step in path if isinstance(step, str)]
        if isinstance(value, str) and names and names[-1] in _CODE_KEYS:
            yield mark, value
    for path, mark in document.keys.items() if keys_are_codes else ():
        if len(path) == 1 and path != ("edition",):
            yield mark, str(path[0])


def _code_edit(text: str, starts: list[int], mark: tuple[int, int], value: str) -> tuple[int, int, str] | None:
    try:
        codes = thai.read_oit_codes(value)
    except ValueError:
        return None
    plain = codes[0] if len(codes) == 1 else f"{codes[0]}-{codes[-1]}"
    begin = starts[mark[0] - 1] + mark[1] - 1
    begin += text[begin : begin + 1] in ("'", '"')
    typed = text[begin : begin + len(value)]
    return (begin, begin + len(value), plain) if typed == value and value != plain else None


def _value_at(document: Document, path: Path) -> object:
    node = document.tree
    for step in path:
        node = node[step]
    return node


def _replaced(text: str, edits: Iterator[tuple[int, int, str]] | Iterator[tuple[int, int, str | None]]) -> str:
    """Return *text* with the stretches of *edits* (start, end, replacement) replaced."""
    pieces, end = [], 0
    for start, stop, replacement in sorted(edits):
        if start >= end:
            pieces += [text[end:start], replacement or ""]
            end = stop
    return "".join([*pieces, text[end:]])
