"""Whether quoted words stand in a text that was read from a file. Knows how Thai comes out of PDF; reads no file.

From one PDF three readers give `สำานัก`, `ก ำหนด` and `สำนั กงาน`: marks above and below are moved, doubled or parted
from their letters. So only what keeps its order is compared: consonants, vowels that stand on the line, and digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from html import unescape
from itertools import pairwise

from oit_site.evidence_file import TEXT_PAGE
from oit_site.thai import arabic_digits

_ON_THE_LINE = str.maketrans({"ำ": "า", "ๅ": "า"})
"""Vowels with a mark above, and a look-alike, by the part that every reader finds."""


class Sight(Enum):
    """What came of looking for a quote."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    """On another page than the one that is named."""
    NOWHERE = "nowhere"
    UNKNOWN = "unknown"
    """Nothing can be said: where it should stand there is no text, as in a scan, or it was not read that far."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What came of looking for a quote, and the first page (from 1) that has it where that is another one."""

    sight: Sight
    page: int | None = None


def letters_of(text: str) -> str:
    """Return what is compared of *text*: letters on the line and digits, without case, space and signs."""
    plain = arabic_digits(text).casefold().translate(_ON_THE_LINE)
    return re.sub("าา+", "า", re.sub(r"[\W_]+", "", plain).replace("เเ", "แ"))


def words_of_markdown(text: str) -> str:
    """Return a Markdown *text* without what readers do not see: addresses, attributes, tags, comments."""
    unseen = r"<!--.*?-->|(?<=\])\([^)\n]*\)|(?<=\])\[[^\]\n]*\]|\{:?[^}\n]*\}|</?[a-zA-Z][^>\n]*>"
    return unescape(re.sub(unseen, "", text, flags=re.DOTALL))


def look_for(quote: str, page_no: int | None, pages: Sequence[str], whole: bool = True) -> Sighting:
    """Return where *quote* stands among the texts of *pages*, on the page *page_no* (from 1) if one is named.

    Words left out in the quote (`…`) may be any. *whole* tells that there are no further pages.
    """
    parts = [letters for part in re.split(r"…|\.{3,}", quote) if (letters := letters_of(part))]
    texts = [letters_of(page) for page in pages]
    if not parts or (page_no is not None and page_no > len(texts)):
        return Sighting(Sight.UNKNOWN)
    found = [number for number, text in enumerate(texts, 1) if _holds(text, parts)]
    # A sentence may run on to the next page; it stands on both.
    for number, (text, following) in enumerate(pairwise(texts), 1):
        if number not in found and number + 1 not in found and _holds(text + following, parts):
            found += [number, number + 1]
    if found and page_no in (None, *found):
        return Sighting(Sight.HERE)
    asked = pages if page_no is None else pages[page_no - 1 : page_no]
    if any(len("".join(text.split())) < TEXT_PAGE for text in asked) or (page_no is None and not whole):
        return Sighting(Sight.UNKNOWN)
    return Sighting(Sight.ELSEWHERE, min(found)) if found else Sighting(Sight.NOWHERE)


def _holds(text: str, parts: Sequence[str]) -> bool:
    """Return whether *text* holds *parts* one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
