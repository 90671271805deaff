"""Slips of the hand that leave a line no YAML: found in the text near the place where the parser gave up."""

from __future__ import annotations

import re

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML 1.1."""

_ODD = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""Blanks that look like a space and are none to YAML; they come along with text copied from Word, Excel and the web."""

_HEAD = r"^[ ]*(?:-[ ]+)*"
_KEY = r"(?P<key>(?!(?:mailto|tel|https?):)[A-Za-z_][\w-]*|[Oo0๐][0-9๐-๙]{1,2})"

_SLIPS = (
    (rf"^[ ]*(?P<at>[{_ODD}])", "ย่อหน้าด้วยช่องว่างพิเศษที่ติดมากับการคัดลอก ลบแล้วเคาะวรรคใหม่"),
    (rf"{_HEAD}{_KEY}[ ]*:[ ]*(?P<at>[{_ODD}])", "หลัง «{key}:» เป็นช่องว่างพิเศษที่ติดมากับการคัดลอก ลบแล้วเคาะวรรคใหม่"),
    (rf"{_HEAD}{_KEY}(?P<at>[：﹕])", "เครื่องหมายหลัง «{key}» ไม่ใช่ : ของแป้นพิมพ์ ลบแล้วพิมพ์ : ใหม่"),
    (rf"{_HEAD}{_KEY}(?P<at>:)(?![\s:/])", "ไม่ได้เว้นวรรคหลัง «{key}:»"),
    (rf"{_HEAD}(?:{_KEY}:[ ]+)?(?P<at>[“”‘’„])", "“ ” ไม่ใช่เครื่องหมายคำพูดของ YAML ใช้ \" หรือ ' ครอบข้อความแทน"),
    (rf"{_HEAD}(?P<at>{_KEY})[ ]+[^\s:=][^:]*$", "ขาด : หลัง «{key}»"),
)
"""A pattern of one line each, in the order in which they are tried, and what it means in Thai."""


def find_slip(lines: list[str], line: int) -> tuple[int, int, str] | None:
    """Return line and column (from 1) of a slip, with what to do in Thai, or None.

    Looked at are the line where the parser gave up (*line*, from 1) and the written line before it: a key without a
    space behind its colon is only missed when the next one comes.
    """
    before = next((number for number in range(line - 1, 0, -1) if _is_written(lines[number - 1])), None)
    for number in (before, line):
        if number is None or number > len(lines):
            continue
        for pattern, meaning in _SLIPS:
            if found := re.search(pattern, lines[number - 1]):
                return number, found.start("at") + 1, meaning.format(**found.groupdict())
    return None


def slip_in_key(key: str) -> str | None:
    """Return what to do about a key that YAML can read and no one meant, in Thai, or None."""
    if re.search(rf"^(?:-[ ]?)?[{_ODD}]|[{_ODD}]$", key):
        return "ช่องว่างพิเศษที่ติดมากับการคัดลอกอยู่ติดกับคีย์ ลบแล้วเคาะวรรคใหม่"
    return f"ไม่ได้เว้นวรรคหลัง - หน้า «{key[1:]}»" if re.match(r"-[A-Za-z]", key) else None


def comment_slip(text: str, line: int) -> str:
    """Return what to do, in Thai, where a value on *line* (from 1) of *text* begins with #; "" where none does."""
    written = LINE_END.split(text)[line - 1]
    return "ข้อความหลัง # ถูกอ่านเป็นหมายเหตุ ถ้าเป็นค่าให้ครอบด้วยเครื่องหมายคำพูด" if re.search(r":[ ]+#\S", written) else ""


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
