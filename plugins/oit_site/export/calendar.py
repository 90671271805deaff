"""A calendar file (iCalendar, RFC 5545) that Outlook, Google and phones subscribe to: a few whole-day events.

Written by hand rather than with a library: the whole of what we use is folding and escaping, and building thousands
of component objects would cost more than the pages. The tests read every file with the `icalendar` package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_LONGEST_LINE = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day with something to be done."""

    uid: str
    """Its name for ever: another day or text under the same name moves or mends the event. ASCII."""
    day: date
    summary: str
    description: str
    url: str = ""
    """A full address; "" for none."""


def calendar_bytes(name: str, events: Iterable[Event], stamp: date) -> bytes:
    """Return a calendar called *name* of *events*, in their order.

    *stamp* is the day (ค.ศ.) on which what it says was last changed: a build has no clock. A calendar without
    events holds its time zone alone, so that its address stays good when all is done.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//oit_site//OIT//TH",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Bangkok",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Bangkok",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in _fold(line))


def _event_lines(event: Event, stamp: date) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.description)}",
        *([f"URL:{event.url}"] if event.url else []),
        # A reminder, not an appointment: nobody's day is taken.
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(text: str) -> str:
    """Return *text* as a value of the type TEXT (RFC 5545, 3.3.11)."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> Iterator[bytes]:
    """Yield *line* in pieces of at most 75 octets, the later ones with a space before them, no letter cut in two."""
    octets, start, room = line.encode(), 0, _LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:  # a later octet of a letter
            end -= 1
        yield (b" " if start else b"") + octets[start:end]
        start, room = end, _LONGEST_LINE - 1
    yield (b" " if start else b"") + octets[start:]
