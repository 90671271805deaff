"""Thai text as officers type it: digits, dates of พ.ศ., fiscal years and OIT codes. Knows no file and no model.

Every reader raises `ValueError` with a Thai sentence that can be shown as it is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

BUDDHIST_OFFSET = 543
"""พ.ศ. minus ค.ศ."""

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
"""Full month names, January first."""

_ABBREVIATIONS = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")
_MONTH_NUMBERS = {name: n for n, name in enumerate(MONTHS, 1)} | {name: n for n, name in enumerate(_ABBREVIATIONS, 1)}
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?$")
"""With the midnight that spreadsheets add."""
_SLASH_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$")
_WORD_DATE = re.compile(r"(?:วันที่\s*)?(\d{1,2})\s*(?:เดือน\s*)?([ก-๙.\s]+?)\s*(?:พ\.?\s?ศ\.?)?\s*(\d{4})$")
_OIT_CODE = re.compile(r"[Oo0]\s?-?\s?0*([1-9]\d?)$")
_SEVERAL = re.compile(r"[^\s,/]*\d\s*(?:[,/]|\s|และ)\s*[^\s,/]*\d")
_RANGE = re.compile(r"\s*(?:-|–|—|ถึง)\s*")


def arabic_digits(text: str) -> str:
    """Return *text* with Thai digits replaced by Arabic ones: ``๒๕๖๖`` → ``2566``."""
    return text.translate(_TO_ARABIC)


def read_number(text: str) -> Decimal:
    """Return the value of a printed number: ``๙๖.๔๒``, ``10,000`` or ``100``; ValueError otherwise."""
    plain = arabic_digits(text).strip()
    if not re.fullmatch(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?", plain):
        raise ValueError(f"«{_shown(text)}» ไม่ใช่ตัวเลข เขียนเช่น 86.28 หรือ ๘๖.๒๘")
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation as error:  # pragma: no cover - the pattern above admits only decimals
        raise ValueError(str(error)) from error


def read_int(text: str) -> int:
    """Return a whole number typed in Thai or Arabic digits; ValueError otherwise."""
    plain = arabic_digits(text).strip()
    if not re.fullmatch(r"\d{1,9}", plain):
        hint = "หลายค่าเขียนเช่น [9, 10]" if re.fullmatch(r"\d{1,2}(?:[ ,/]+\d{1,2})+", plain[:80]) else "เขียนเช่น 9 หรือ ๙"
        raise ValueError(f"«{_shown(text)}» ไม่ใช่จำนวนเต็ม {hint}")
    return int(plain)


def read_fiscal_year(text: str) -> int:
    """Return a fiscal year (พ.ศ.) such as ``2566``, ``๒๕๖๖`` or ``พ.ศ. 2566``.

    A year of ค.ศ. is refused rather than converted: the reader cannot know which was meant.
    """
    plain = re.sub(r"^(?:ปีงบประมาณ|ปี)?\s*(?:พ\.?\s?ศ\.?)?\s*", "", arabic_digits(text).strip())
    if not re.fullmatch(r"\d{4}", plain):
        raise ValueError(f"«{_shown(text)}» ไม่ใช่ปีงบประมาณ เขียนเป็น พ.ศ. สี่หลัก เช่น 2566")
    year = int(plain)
    if 1900 <= year <= 2100:
        raise ValueError(f"«{_shown(text)}» เป็นปี ค.ศ. เขียนเป็น พ.ศ. คือ {year + BUDDHIST_OFFSET}")
    if not 2500 <= year <= 2643:
        raise ValueError(f"ปีงบประมาณ «{_shown(text)}» อยู่นอกช่วง 2500–2643")
    return year


def read_fiscal_years(text: str) -> tuple[int, ...]:
    """Return every fiscal year (พ.ศ.) of ``2566`` or of a range such as ``2566-2570``, in order."""
    first, *rest = [read_fiscal_year(part) for part in _RANGE.split(text.strip(), maxsplit=1)]
    last = rest[0] if rest else first
    if last < first:
        raise ValueError(f"ช่วงปี «{_shown(text)}» เริ่มหลังปีที่สิ้นสุด")
    return tuple(range(first, last + 1))


def read_date(text: str) -> date:
    """Return the day (ค.ศ.) that *text* names, in ISO or in a Thai form.

    Read are ``2023-01-10``, ``2566-01-10``, ``10/01/2566``, ``10 ม.ค. 2566``, ``๑ ตุลาคม ๒๕๖๕``,
    ``วันที่ 1 เดือนตุลาคม พ.ศ. 2565``. A year from 2400 on is พ.ศ., one from 1900 to 2100 is ค.ศ.
    Raises ValueError for a day that does not exist and for a year of two digits.
    """
    plain = arabic_digits(text).strip()
    if match := _ISO_DATE.match(plain):
        year, month, day = (int(group) for group in match.groups())
    elif match := _SLASH_DATE.match(plain):
        day, month, year = (int(group) for group in match.groups())
    elif match := _WORD_DATE.match(plain):
        day, year = int(match[1]), int(match[3])
        month = _month_number(match[2], text)
    else:
        raise ValueError(f"อ่านวันที่ «{_shown(text)}» ไม่ได้ เขียนเช่น 2023-01-10 หรือ 10 ม.ค. 2566 (ปีสี่หลัก)")
    if year >= 2400:
        year -= BUDDHIST_OFFSET
    elif not 1900 <= year <= 2100:
        raise ValueError(f"ปีในวันที่ «{_shown(text)}» ไม่ใช่ทั้ง พ.ศ. และ ค.ศ.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"วันที่ «{_shown(text)}» ไม่มีในปฏิทิน") from None


def fiscal_year_of(day: date) -> int:
    """Return the Thai fiscal year (พ.ศ.) that contains *day* (ค.ศ.).

    The year runs 1 October – 30 September and is named after its end: 2025-10-01 → 2569.
    Source: พ.ร.บ. วิธีการงบประมาณ พ.ศ. 2561, นิยาม «ปีงบประมาณ».
    """
    return day.year + BUDDHIST_OFFSET + (day.month >= 10)


# Many measures of a year have the same time.
@lru_cache(maxsize=1024)
def names_period(text: str, first: date, last: date) -> bool:
    """Return whether *text* says by itself, in words, that something lasts from *first* to *last* (ค.ศ.).

    ``๑ ตุลาคม ๒๕๖๕ – ๓๐ กันยายน ๒๕๖๖`` does, and so do ``ตุลาคม 2565 – กันยายน 2566`` and ``มีนาคม 2566`` where the
    days are the first and the last of their months. Days in figures and abbreviated months do not.
    """
    parts = [" ".join(re.sub(r"เดือน|พ\.ศ\.", " ", part).split()) for part in _RANGE.split(arabic_digits(text))]
    begins, ends = {thai_date(first)}, {thai_date(last)}
    if first.day == 1:
        begins.add(_month_of(first))
        if first.year == last.year:
            begins.add(MONTHS[first.month - 1])
    if (last + timedelta(days=1)).day == 1:
        ends.add(_month_of(last))
    return len(parts) <= 2 and parts[0] in begins and parts[-1] in ends and (len(parts) == 2 or parts[0] in ends)


def _month_of(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET}"


def thai_date(day: date) -> str:
    """Return *day* (ค.ศ.) as Thais write it, with a year of พ.ศ.: ``1 ตุลาคม 2565``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET}"


@lru_cache(maxsize=4096)
def read_oit_codes(text: str) -> tuple[str, ...]:
    """Return the OIT codes that *text* names: one, or every one of a range.

    ``O12 o12 012 ๐๑๒ O๑๒ O-12`` → ``("O12",)``; ``O5-O10``, ``O5–10`` → ``O5 … O10``.
    """
    first, *rest = (
        _RANGE.split(text.strip(), maxsplit=1) if _OIT_CODE.match(arabic_digits(text.strip())) is None else [text]
    )
    start = _oit_number(first, text)
    if not rest:
        return (f"O{start}",)
    last_text = rest[0] if re.match(r"[Oo0๐]", rest[0]) else f"O{rest[0]}"
    last = _oit_number(last_text, text)
    if last < start:
        raise ValueError(f"ช่วงข้อ «{_shown(text)}» เริ่มหลังข้อที่สิ้นสุด")
    return tuple(f"O{n}" for n in range(start, last + 1))


def oit_number(code: str) -> int:
    """Return the number of a stored OIT code: ``O12`` → 12."""
    return int(code[1:])


def _oit_number(text: str, whole: str) -> int:
    match = _OIT_CODE.match(arabic_digits(text.strip()))
    if match is None:
        digits = re.fullmatch(r"\d{1,2}", arabic_digits(text.strip()))
        several = _SEVERAL.match(arabic_digits(whole.strip()[:80]))
        usual = " หลายข้อเขียนเช่น [O1, O2]" if several else " เขียนเช่น O12"
        hint = f" หมายถึง O{int(digits[0])} หรือไม่" if digits else usual
        raise ValueError(f"«{_shown(whole)}» ไม่ใช่รหัสข้อ OIT{hint}")
    return int(match[1])


def _month_number(name: str, text: str) -> int:
    try:
        return _MONTH_NUMBERS[re.sub(r"[.\s]", "", name)]
    except KeyError:
        raise ValueError(f"ไม่รู้จักชื่อเดือนในวันที่ «{_shown(text)}» เขียนเช่น ม.ค. หรือ มกราคม") from None


def _shown(text: str) -> str:
    """Return *text* on one line, short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"
