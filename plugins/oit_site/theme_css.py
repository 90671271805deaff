"""What of the style sheets of Material 9.8.1 a page of ours can need: the rest is left out, more than a third of it.

Left out are rules for parts that Material's own templates or script would make and ours do not, for text that runs from
right to left, and for its palettes, whose colours ours replace. What authored Markdown can make stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

LACKING = (
    "annotation|author|banner|clipboard|code__(?:button|nav)|consent|copyright|draft|feedback|footer-meta|footer__(?:direction|inner|link|title)|"
    "header__(?:ellipsis|option|source|title|topic)|nav__(?:container|icon|source|toggle)|"
    "nav--(?:integrated|lifted|primary)|option|pagination|path|pin|post|profile|progress|search|select|"
    "sidebar--primary|social|source(?!-file)|status|tabs|tooltip|top|version"
)
"""What follows `md-` in the classes of parts that no page of ours has."""

_UNSEEN = re.compile(rf"\.md-(?:{LACKING})(?![a-z])|\[dir=rtl\]|\[data-md-color-(?:primary|accent)=")
_MARK = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""")
_NEGATED = re.compile(r":(?:not|is|where)\([^()]*(?:\([^()]*\)[^()]*)*\)")
"""Of what may be, or must not be, nothing follows for the element that is chosen."""
_COMMA = re.compile(r",(?![^(]*\))")


@lru_cache(maxsize=4)
def without_unseen(css: str) -> str:
    """Return a minified style sheet without the rules that can hold for nothing on our pages; comments go too."""
    return "".join(_kept(head, body) for head, body in _blocks(css))


def _kept(head: str, body: str | None) -> str:
    if body is None:
        return head
    if head.startswith(("@media", "@supports")):
        inner = without_unseen(body)
        return f"{head}{{{inner}}}" if inner else ""
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    selectors = [each for each in _COMMA.split(head) if not _UNSEEN.search(_NEGATED.sub("", each))]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule of *css* as what stands before its braces and in them; a statement without braces with None."""
    start = inside = depth = 0
    head = ""
    for mark in _MARK.finditer(css):
        if mark[0] == "{":
            if depth == 0:
                head, inside = css[start : mark.start()], mark.end()
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth == 0:
                yield head, css[inside : mark.start()]
                start = mark.end()
        elif mark[0] == ";" and depth == 0:
            yield css[start : mark.end()], None
            start = mark.end()
