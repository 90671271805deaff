"""What checks of an address found, as values: the states, the record that is kept, and how one check changes it.

Knows neither the network nor the disk: `links` asks, `load` reads the records, the host writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from oit_site.model import Model, Url
from oit_site.yaml_source import place_in

FILE_NAME = "link-state.json"
"""The file of the content folder that keeps the records. Written by a program, committed, never edited by hand."""

FORMAT = 1
"""The number of the file's shape; another one is refused."""

RED_AFTER = 2
"""On so many different days in a row an address must be gone before it counts as gone: one day proves nothing."""

ABOUT = "ผลของคำสั่ง oit links แก้ด้วยมือไม่ได้ รายการที่ fictional เป็น true คือผลสมมติของหน่วยงานตัวอย่าง ไม่ได้ตรวจจริง"


class LinkState(Enum):
    """What a check found of an address."""

    OK = "ok"
    MOVED = "moved"
    """It opens, but the server says that its address is now another one for good."""
    UNVERIFIED = "unverified"
    """Nobody can tell from here: refused to programs, asks for permission, too slow, ill, or not to be asked."""
    GONE = "gone"
    """The server, or the names of the internet, say that there is no such page."""


LINK_LABELS: Mapping[LinkState, str] = MappingProxyType(
    {
        LinkState.OK: "เปิดได้",
        LinkState.MOVED: "ย้ายที่อยู่",
        LinkState.UNVERIFIED: "ยังยืนยันไม่ได้",
        LinkState.GONE: "ไม่พบ",
    }
)
"""The Thai word for each state."""


class Reason(Enum):
    """Why an address is not simply ok."""

    STATUS = "status"
    SOFT_404 = "soft-404"
    DNS = "dns"
    FORBIDDEN = "forbidden"
    SIGN_IN = "sign-in"
    BUSY = "busy"
    SERVER = "server"
    REFUSED = "refused"
    HOME = "home"
    EMPTY = "empty"
    NOT_A_FILE = "not-a-file"
    PLACEHOLDER = "placeholder"
    LOOP = "loop"
    TLS = "tls"
    TIMEOUT = "timeout"
    CONNECT = "connect"
    PROTOCOL = "protocol"
    ROBOTS = "robots"
    PRIVATE = "private"
    ADDRESS = "address"


REASON_TEXTS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.STATUS: "เซิร์ฟเวอร์ตอบว่าไม่มีหน้านี้",
        Reason.SOFT_404: "หน้าเปิดได้ แต่ชื่อหน้าบอกว่าไม่พบ",
        Reason.DNS: "ไม่พบชื่อเว็บไซต์นี้",
        Reason.FORBIDDEN: "เซิร์ฟเวอร์ไม่ให้โปรแกรมเปิด คนทั่วไปอาจเปิดได้",
        Reason.SIGN_IN: "ต้องเข้าสู่ระบบหรือขอสิทธิ์ก่อนเปิด",
        Reason.BUSY: "เซิร์ฟเวอร์ขอให้รอ",
        Reason.SERVER: "เซิร์ฟเวอร์ขัดข้อง",
        Reason.REFUSED: "เซิร์ฟเวอร์ไม่รับคำขอ",
        Reason.HOME: "ถูกพาไปหน้าแรกแทน",
        Reason.EMPTY: "เซิร์ฟเวอร์ส่งหน้าว่างเปล่า",
        Reason.NOT_A_FILE: "ที่อยู่เป็นไฟล์ แต่ได้หน้าเว็บแทน",
        Reason.PLACEHOLDER: "ได้หน้าปิดปรับปรุงหรือหน้าตั้งต้นของเซิร์ฟเวอร์",
        Reason.LOOP: "เซิร์ฟเวอร์พาวนหรือพาต่อหลายทอดเกินไป",
        Reason.TLS: "ใบรับรองความปลอดภัย (TLS) ใช้ไม่ได้",
        Reason.TIMEOUT: "เซิร์ฟเวอร์ไม่ตอบในเวลาที่กำหนด",
        Reason.CONNECT: "เชื่อมต่อเซิร์ฟเวอร์ไม่ได้",
        Reason.PROTOCOL: "คำตอบของเซิร์ฟเวอร์ผิดรูปแบบหรือขาดกลางคัน",
        Reason.ROBOTS: "เว็บไซต์ไม่ให้โปรแกรมเปิด (robots.txt)",
        Reason.PRIVATE: "เป็นที่อยู่ในเครือข่ายภายใน คนภายนอกเปิดไม่ได้",
        Reason.ADDRESS: "ที่อยู่เขียนผิดรูปแบบ",
    }
)
"""What each reason means, in Thai."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found of an address."""

    state: LinkState
    reason: Reason | None = None
    """None where the state says all."""
    status: int | None = None
    """The HTTP status of the last answer; None where there was none."""
    final: str | None = None
    """Where the address has moved to for good; None for every other state."""


Whole = Annotated[int, Field(strict=True)]
Truth = Annotated[bool, Field(strict=True)]
IsoDay = Annotated[date, BeforeValidator(lambda value: _iso_day(value))]


def _iso_day(value: object) -> date:
    """Return a day that is one, or is written as the file writes it: in no other spelling, and never in พ.ศ."""
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2099:
        raise PydanticCustomError("date_type", "not a date")
    return day


class LinkRecord(Model):
    """What is known of one address: the last finding, and how long it has been so."""

    state: LinkState = Field(title="ผลตรวจลิงก์")
    reason: Reason | None = Field(None, title="เหตุ")
    status: Annotated[Whole, Field(ge=100, le=599)] | None = Field(None, title="รหัส HTTP")
    final: Url | None = Field(None, title="ที่อยู่ใหม่")
    first_failed_on: IsoDay | None = Field(None, title="พบปัญหาครั้งแรก")
    """The day (ค.ศ.) since which no check has found it open; None while it opens."""
    gone_in_a_row: Annotated[Whole, Field(ge=0, le=10_000)] = Field(0, title="จำนวนวันที่ไม่พบติดต่อกัน")
    """On how many different days of checking it was gone, since it last opened."""
    last_checked: IsoDay = Field(title="ตรวจล่าสุด")
    fictional: Truth = Field(False, title="ผลสมมติ")
    """Whether the record was made up for a fictional agency, whose addresses are never asked."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> LinkRecord:
        opens = self.state in (LinkState.OK, LinkState.MOVED)
        if opens != (self.first_failed_on is None) or (opens and self.gone_in_a_row):
            raise PydanticCustomError("contradiction", "state, first_failed_on and gone_in_a_row disagree")
        if (self.state is LinkState.MOVED) != (self.final is not None):
            raise PydanticCustomError("contradiction", "state and final disagree")
        if self.state is LinkState.GONE and not self.gone_in_a_row:
            raise PydanticCustomError("contradiction", "gone, and never counted")
        if self.first_failed_on and self.first_failed_on > self.last_checked:
            raise PydanticCustomError("contradiction", "first_failed_on is after last_checked")
        return self

    @property
    def red(self) -> bool:
        """Whether the address is to be treated as gone: found so on different days in a row, the last time too.

        The build warns and the pages say so; the evidence still counts as before. What counts is decided offline,
        so that the same content always gives the same checklist, whatever a server did on the day of a check.
        """
        return self.state is LinkState.GONE and self.gone_in_a_row >= RED_AFTER

    @property
    def label(self) -> str:
        """The state in Thai; a gone address is named by how sure that is."""
        if self.state is LinkState.GONE and not self.red:
            return "ไม่พบครั้งแรก"
        return LINK_LABELS[self.state]

    @property
    def explanation(self) -> str:
        """Why it is not simply ok, in Thai, with the HTTP status of an error; "" where the state says all."""
        if self.reason is None:
            return ""
        shown_status = f" ({self.status})" if self.status and self.status >= 400 else ""
        waits = " รอตรวจซ้ำในวันอื่น" if self.state is LinkState.GONE and not self.red else ""
        return f"{REASON_TEXTS[self.reason]}{shown_status}{waits}"


LinkRecords = Mapping[str, LinkRecord]
"""Records by address, as the content writes it, without its fragment."""

NO_RECORDS: LinkRecords = MappingProxyType({})


def link_key(address: str) -> str:
    """Return the part of *address* that is asked for: without its fragment, which no server ever sees."""
    return address.partition("#")[0]


def next_record(before: LinkRecord | None, finding: Finding, today: date) -> LinkRecord:
    """Return the record after *finding* on *today* (ค.ศ.); *before* is the one kept so far.

    Gone is counted once a day, so that two runs in a minute are one sighting. A check that could not tell keeps the
    count: it shows neither that the page is back nor that it is gone.
    """
    opens = finding.state in (LinkState.OK, LinkState.MOVED)
    failing = before if before and not opens else None
    gone = failing.gone_in_a_row if failing else 0
    if finding.state is LinkState.GONE and (before is None or gone == 0 or before.last_checked < today):
        gone += 1
    return LinkRecord(
        state=finding.state,
        reason=finding.reason,
        status=finding.status,
        final=finding.final,
        first_failed_on=None if opens else (failing.first_failed_on if failing else None) or today,
        gone_in_a_row=gone,
        last_checked=today,
    )


def is_due(record: LinkRecord | None, today: date, max_age: timedelta) -> bool:
    """Return whether an address is to be asked again on *today* (ค.ศ.).

    One that opens, and one that is surely gone, rests for *max_age*; one of which nothing is sure is asked on any
    other day, because only a second look settles it.
    """
    if record is None:
        return True
    settled = record.state in (LinkState.OK, LinkState.MOVED) or record.red
    rest = max_age if settled else min(max_age, timedelta(days=1))
    return today - record.last_checked >= rest


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What is known of several addresses at once."""

    counts: Mapping[str, int]
    """How many have each state, by its name; those that are surely gone apart, as `red`."""
    unchecked: int
    """How many have never been checked."""
    oldest: date | None
    """The days (ค.ศ.) of the oldest and of the newest check among them; None where there is none."""
    newest: date | None


def summarise(records: Iterable[LinkRecord | None]) -> LinkSummary:
    """Return the summary of *records*, of which None stands for an address that was never checked."""
    records = tuple(records)
    known = [record for record in records if record is not None]
    counts = {state.value: sum(record.state is state and not record.red for record in known) for state in LinkState}
    days = [record.last_checked for record in known]
    return LinkSummary(
        counts={**counts, "red": sum(record.red for record in known)},
        unchecked=len(records) - len(known),
        oldest=min(days, default=None),
        newest=max(days, default=None),
    )


# ---------------------------------------------------------------- the file


class UnreadableRecords(ValueError):
    """The text is not a file of records: what is wrong with it, in Thai, and the line and column (from 1)."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def dump_records(records: LinkRecords) -> str:
    """Return *records* as the text of their file: sorted by address, one key a line, the same for the same records."""
    links = {
        address: records[address].model_dump(mode="json", exclude_defaults=True, exclude_none=True)
        for address in sorted(records)
    }
    return json.dumps({"about": ABOUT, "format": FORMAT, "links": links}, ensure_ascii=False, indent=1) + "\n"


def parse_records(text: str) -> LinkRecords:
    """Return the records of a file's *text*; UnreadableRecords where it is not what `dump_records` writes."""
    try:
        kept = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise UnreadableRecords("รูปแบบ JSON ไม่ถูกต้อง", *place_in(text, error.pos)) from None
    except RecursionError:
        raise UnreadableRecords("ซ้อนกันลึกเกินไป") from None
    except _Repeated as error:
        raise UnreadableRecords(f"«{error.key}» ซ้ำ", *_place_of(error.key, text, last=True)) from None
    except ValueError:  # a number of thousands of digits
        raise UnreadableRecords("มีตัวเลขที่ยาวเกินไป") from None
    if not isinstance(kept, dict) or kept.get("format") != FORMAT or not isinstance(kept.get("links"), dict):
        raise UnreadableRecords("ไม่ใช่ไฟล์ผลตรวจลิงก์ของโปรแกรมรุ่นนี้")
    return MappingProxyType({address: _record(address, value, text) for address, value in kept["links"].items()})


class _Repeated(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Repeated(key)
        found[key] = value
    return found


def _record(address: str, value: object, text: str) -> LinkRecord:
    try:
        return LinkRecord.model_validate(value)
    except ValidationError as error:
        loc = error.errors(include_url=False)[0]["loc"]
        key = f"ที่ «{str(loc[0])[:40]}»" if loc else ""
        raise UnreadableRecords(f"ผลตรวจของ «{address[:80]}» ผิดรูปแบบ{key}", *_place_of(address, text)) from None


def _place_of(key: str, text: str, last: bool = False) -> tuple[int, int]:
    """Return line and column (from 1) of the quoted *key* in *text*; 1, 1 where it is written another way."""
    quoted = json.dumps(key, ensure_ascii=False)
    index = max(0, text.rfind(quoted) if last else text.find(quoted))
    return place_in(text, index)
