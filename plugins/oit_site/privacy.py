"""Personal data that must not be published: citizen ids, mobile numbers, bank accounts. Rules 6xx.

What is found is never repeated: callers get a place and a kind, not the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GAP = r"[ \u00a0]?[.\-\u2010-\u2015\u2212]?[ \u00a0]?"
"""What may stand between two digits of one number: Word turns hyphens and spaces into their no-break kinds."""

_FORMS = (  # in one piece, in the groups of the card, or each digit in a box of its own
    r"[1-8๑-๘]\d{12}",
    _GAP.join((r"[1-8๑-๘]", r"\d{4}", r"\d{5}", r"\d{2}", r"\d")),
    r"[1-8๑-๘](?:[ \u00a0-]\d){12}",
)
_CITIZEN_ID = re.compile(rf"(?<!\d)(?=({'|'.join(_FORMS)})(?!\d))")
"""A look ahead, so that the number of a row before an id is tried, found wrong, and the id still found."""

_MOBILE = re.compile(r"(?<![\w.+])(?:\+66[ -]?|[0๐])[689๖๘๙](?:[ -]?\d){8}(?![\d-])")
_LONG_NUMBER = re.compile(rf"\d(?:{_GAP}\d){{8}}")
_ACCOUNT = re.compile(r"(?:บัญชี|a/c|account)[^\d\n]{0,40}(\d{3}-?\d-?\d{5}-?\d)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A place in a text that holds personal data: where it begins and ends, the rule, and what kind it is."""

    start: int
    end: int
    code: str
    kind: str


def find_personal_data(text: str) -> Iterator[PersonalData]:
    """Yield what must not be published of *text*, in order; Thai digits count as digits (to `re` and `int` too)."""
    if not _LONG_NUMBER.search(text):
        return
    found = [
        PersonalData(*match.span(1), "OIT601", "เลขประจำตัวประชาชน")
        for match in _CITIZEN_ID.finditer(text)
        if is_citizen_id(re.sub(r"\D", "", match[1]))
    ]
    found += [PersonalData(*match.span(), "OIT602", "หมายเลขโทรศัพท์มือถือ") for match in _MOBILE.finditer(text)]
    found += [PersonalData(*match.span(1), "OIT603", "เลขที่บัญชีธนาคาร") for match in _ACCOUNT.finditer(text)]
    yield from sorted(found, key=lambda data: data.start)


def is_citizen_id(digits: str) -> bool:
    """Return whether 13 *digits* form a Thai citizen id: the last is the check digit of the others.

    Source: the checksum of กรมการปกครอง: 11 minus the weighted sum (13 … 2) modulo 11, its last digit.
    """
    weighted = sum(weight * int(digit) for weight, digit in zip(range(13, 1, -1), digits[:12], strict=True))
    return len(digits) == 13 and (11 - weighted % 11) % 10 == int(digits[12])


_PERSON = re.compile(
    r"(?:นางสาว|น\.\s?ส\.|นาง(?!พยาบาล)|เด็กชาย|เด็กหญิง|ด\.\s?[ชญ]\.|(?:mr|mrs|ms|miss)\.?\s"
    r"|นาย(?!ก(?:เทศมนตรี|องค์การ|อบจ|อบต|สภา|สมาคม|สมาพันธ์|รัฐมนตรี|เมือง|เหล่า|สโมสร|[ฯ\s(]|$)"
    r"|ทะเบียน|ช่าง|แพทย์|สัตวแพทย์|อำเภอ|ตรวจ|สถานี|ทหาร|ตำรวจ|ท่า|ด่าน|ไปรษณีย์|เวร|หมวด))",
    re.IGNORECASE,
)
"""The title of a person before a name; not where it begins the name of a post, such as นายกเทศมนตรี or นายช่าง."""


def names_a_person(text: str) -> bool:
    """Return whether *text* begins as the name of a person does, so that it is hardly a post."""
    return _PERSON.match(text.strip()) is not None
