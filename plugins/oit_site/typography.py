"""The last touch on a finished page: what must not be torn apart at a line's end, and the numerals that it shows.

Only text that is read changes: no tag, attribute, script, code or comment.
"""

from __future__ import annotations

import re

from oit_site import thai

_VERBATIM = "script|style|code|pre|kbd|samp|textarea"
_UNBROKEN = re.compile(rf"(<(?:{_VERBATIM}|title)\b.*?</(?:{_VERBATIM}|title)>)", re.DOTALL)
"""What is copied or run as it stands, and the title, which has no lines."""

_IN_TEXT = r"(?=[^<>]*<)"
"""Holds in text only: after a place inside a tag, the tag's end comes before the next tag begins."""

_NBSP = "\u00a0"
_D = "[0-9๐-๙]"
_MONTH = r"(?:ม|ก|มี|เม|พ|มิ|ส|ต|ธ)\.[คพย]\.|" + "|".join(thai.MONTHS)
# The space comes first in all, so that the search runs from space to space and looks back only there.
_TIED = re.compile(
    rf" (?:(?={_D})(?:(?<=พ\.ศ\. )|(?<=ค\.ศ\. )|(?<=ข้อ )|(?<=ที่ )|(?<=ปี )|(?<=มาตรา )|(?<=หน้า )|(?<=เขต )"
    # The first part of a telephone number: 0, 02 or 081.
    rf"|(?={_D}{{3,4}}(?!{_D}))(?:(?<=(?!{_D}).[0๐] )|(?<=(?!{_D}).[0๐]{_D} )|(?<=(?!{_D}).[0๐]{_D}{_D} )))"
    # The day of a month. The letters with which months begin are tried first: most words begin with another.
    rf"|(?=[กตธพมสเ])(?<={_D} )(?={_MONTH}))" + _IN_TEXT
)
_GOES_ON = re.compile(rf" (?={_D}{{3,4}}(?!{_D}))(?:(?<={_NBSP}{_D}{{3}} )|(?<={_NBSP}{_D}{{4}} ))" + _IN_TEXT)
"""The rest of a telephone number, whose first part is tied already."""


def bind(html: str) -> str:
    """Return a page in which days, years, numbers of items and telephones stay on one line with what they belong to.

    The no-break space is copied as a space by browsers and found by their search.
    """
    parts = _UNBROKEN.split(html)
    for at in range(0, len(parts), 2):
        parts[at] = _GOES_ON.sub(_NBSP, _TIED.sub(_NBSP, parts[at]))
    return "".join(parts)


_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_PIECE = re.compile(
    rf"<({_VERBATIM})\b.*?</\1>"
    r'|<span\b[^>]*\stranslate="no"[^>]*>[^<]*</span>'
    r"|<!--.*?-->|<[^>]*>"
    r"|«[^»<]*»"
    r"|&#?\w+;"
    r"|(?P<word>[^\s<>&«»()\u0e01-\u0e4e]*[0-9][^\s<>&«»()\u0e01-\u0e4e]*)(?P<unit>\s?(?:KB|MB|GB|ไบต์))?",
    re.DOTALL,
)


def with_thai_numerals(html: str) -> str:
    """Return a page whose numbers are written in Thai digits.

    As they are stay: words with Latin letters (O12, e10, addresses, names of files), sizes of files, code,
    what stands in «» or in a span with `translate="no"` (printed so in a document), and every attribute:
    addresses, ids and machine dates.
    """

    def written(found: re.Match[str]) -> str:
        word = found["word"]
        if word is None or found["unit"] or re.search(r"[A-Za-z@]", word):
            return found[0]
        return found[0].translate(_TO_THAI)

    # Scripts that write numbers into a page ask for this mark.
    return _PIECE.sub(written, html).replace("<html ", '<html data-numerals="thai" ', 1)
