"""Thai text that looks right and is not: defects of typing, pasting and OCR, found in a line of any text.

Rules 5xx. A defect with a `replacement` can be mended without a doubt: the repaired text looks the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TONES = "่-๋"
_ABOVE = "ัิ-ื็์ํ"
_BELOW = "ุ-ฺ"


@dataclass(frozen=True, slots=True)
class Defect:
    """A stretch of text that is wrong: where it begins and ends, the rule, what it is, and what mends it."""

    start: int
    end: int
    code: str
    message: str
    replacement: str | None = None


_ODD_LETTER = re.compile(
    "[\u00ad\u0370-\u0dff\u0e80-\u1fff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3040-\uf8ff\ufeff\ufffd"
    "\U000f0000-\U0010fffd]"
)
_PICTURE = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")
_ODD_MARKS = re.compile(f"([{_TONES}{_ABOVE}{_BELOW}])(?:\\1|(?<=[{_TONES}์])[ัิ-ฺ]|(?<![ก-๎].))|ำ[{_TONES}]")
_CODE = re.compile(r"[0๐][1-9๑-๙][0-9๐-๙](?![\w./,:-])")


def _is_suspect(text: str) -> bool:
    """Return whether *text* is worth a close look: four quick ones that nearly every text passes."""
    return bool("เเ" in text or "ํ" in text or _ODD_MARKS.search(text) or _ODD_LETTER.search(text) or _CODE.search(text))


def find_defects(text: str) -> Iterator[Defect]:
    """Yield the defects of *text*, in order. Positions are in code points."""
    if not _is_suspect(text):
        return
    found = [defect for find in (_typed_twice, _marks, _invisible, _foreign, _codes) for defect in find(text)]
    end = 0
    for defect in sorted(found, key=lambda defect: (defect.start, -defect.end)):
        # A stretch is reported once, under the rule that covers most of it.
        if defect.start >= end:
            yield defect
            end = defect.end


def mend(text: str) -> str:
    """Return *text* with every defect that has a replacement mended, until none is left."""
    for _ in range(4):  # mending one may lay bare another: เเ before a doubled mark
        pieces, end = [], 0
        for defect in find_defects(text):
            if defect.replacement is not None:
                pieces += [text[end : defect.start], defect.replacement]
                end = defect.end
        if not pieces:
            return text
        text = "".join([*pieces, text[end:]])
    return text


def _typed_twice(text: str) -> Iterator[Defect]:
    """Yield vowels typed as two letters that look like one: เเ for แ, ํ+า for ำ."""
    for match in re.finditer("เเ", text):
        yield Defect(*match.span(), "OIT501", "สระแอพิมพ์เป็นสระเอสองตัว (เเ)", "แ")
    for match in re.finditer(f"ํ([{_TONES}]?)า|([{_TONES}])ํา", text):
        yield Defect(*match.span(), "OIT502", "สระอำพิมพ์เป็นนิคหิตกับสระอา", f"{match[1] or match[2] or ''}ำ")


def _marks(text: str) -> Iterator[Defect]:
    """Yield marks that are doubled, in the wrong order, or without a letter to stand on."""
    for match in re.finditer(f"([{_TONES}{_ABOVE}{_BELOW}])\\1+", text):
        yield Defect(*match.span(), "OIT503", f"เครื่องหมาย «{_named(match[1])}» ซ้ำ", match[1])
    for match in re.finditer(f"([{_TONES}์])([ัิ-ืุ-ฺ])", text):
        yield Defect(*match.span(), "OIT503", "วรรณยุกต์อยู่หน้าสระ ลำดับสลับกัน", match[2] + match[1])
    for match in re.finditer(f"ำ([{_TONES}])", text):
        yield Defect(*match.span(), "OIT503", "วรรณยุกต์อยู่หลังสระอำ ลำดับสลับกัน", f"{match[1]}ำ")
    for match in re.finditer(f"(?<![ก-๎])[{_TONES}{_ABOVE}{_BELOW}]+", text):
        yield Defect(*match.span(), "OIT503", "มีสระหรือวรรณยุกต์ลอย ไม่มีพยัญชนะรองรับ")


def _invisible(text: str) -> Iterator[Defect]:
    """Yield letters that nobody sees: zero-width, direction marks, soft hyphens, private use."""
    for match in re.finditer("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]+", text):
        if match[0] == "\u200d" and _PICTURE.match(text, match.end()):
            continue  # it joins two pictures to one: without it, each stands alone
        yield Defect(*match.span(), "OIT504", f"มีอักขระที่มองไม่เห็น U+{ord(match[0][0]):04X}", "")
    for match in re.finditer("[\u2028\u2029]+", text):
        yield Defect(*match.span(), "OIT504", f"มีอักขระที่มองไม่เห็น U+{ord(match[0][0]):04X}")
    for match in re.finditer("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]+", text):
        yield Defect(*match.span(), "OIT504", f"มีอักขระที่ไม่มีรูปมาตรฐาน U+{ord(match[0][0]):04X}")


def _foreign(text: str) -> Iterator[Defect]:
    """Yield letters of another script inside a Thai word: what OCR leaves behind."""
    for match in re.finditer(r"(?<=[ก-๎])[^\W\d_ก-๎A-Za-z]+|[^\W\d_ก-๎A-Za-z]+(?=[ก-๎])", text):
        if not match[0][0].isalpha():
            continue  # ² and ① count as word characters, but are no letters
        script = unicodedata.name(match[0][0], "?").split()[0]
        yield Defect(*match.span(), "OIT506", f"มีอักษร{_STRAY.get(script, 'ต่างภาษา')}ปนในคำไทย «{match[0]}»")


def _codes(text: str) -> Iterator[Defect]:
    """Yield OIT codes whose letter O is typed as a digit: ๐๓๔ or 034 for O34."""
    for match in re.finditer(r"(?<![\w./,:-])(?<!\d )[0๐][1-9๑-๙][0-9๐-๙](?![\w./,:-])(?! \d)", text):
        number = "".join(str(unicodedata.digit(letter)) for letter in match[0][1:])
        yield Defect(*match.span(), "OIT505", f"«{match[0]}» คล้ายรหัสข้อที่พิมพ์เลขศูนย์แทนตัว O (O{number})")


_STRAY = {
    "LAO": "ลาว",
    "ARABIC": "อาหรับ",
    "CYRILLIC": "ซีริลลิก",
    "GREEK": "กรีก",
    "MYANMAR": "พม่า",
    "KHMER": "เขมร",
    "HEBREW": "ฮีบรู",
    "DEVANAGARI": "เทวนาครี",
    "CJK": "จีน",
    "HANGUL": "เกาหลี",
    "HIRAGANA": "ญี่ปุ่น",
    "KATAKANA": "ญี่ปุ่น",
}


def _named(mark: str) -> str:
    return f"อ{mark}"
