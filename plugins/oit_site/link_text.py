"""Web addresses inside running text (Markdown), each where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from oit_site.problem import Location
from oit_site.yaml_source import line_starts

_ADDRESS = re.compile(r"https?://[^\s<>\"'\\`|]+", re.IGNORECASE)
_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]+`|<!--.*?-->", re.DOTALL | re.MULTILINE)
"""What readers see as an example, or not at all: no link."""


def web_addresses(text: str, path: str) -> Iterator[tuple[str, Location]]:
    """Yield every http and https address of *text* with its place; *path* names the file."""
    starts: list[int] = []
    for start, address in addresses_in(text):
        starts = starts or line_starts(text)
        line = bisect_right(starts, start)
        yield address, Location(path, line, start - starts[line - 1] + 1)


def addresses_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index and the text of every http and https address of *text*; none inside code."""
    if "://" in text:
        readable = _CODE.sub(lambda code: " " * len(code[0]), text)
        for found in _ADDRESS.finditer(readable):
            yield found.start(), _without_tail(found[0])


def _without_tail(address: str) -> str:
    """Return *address* up to the bracket that Markdown opened before it, without the marks of a sentence's end."""
    depth = 0
    for index, letter in enumerate(address):
        depth += (letter in "([") - (letter in ")]")
        if depth < 0:
            address = address[:index]
            break
    return address.rstrip(".,;:!?*_ๆฯ")
