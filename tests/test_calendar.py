"""Calendar files: every line as RFC 5545 has it, every text whole, whatever is typed."""

from datetime import date

import icalendar
import pytest

from hostile import CORPUS
from oit_site.export.calendar import Event, calendar_bytes
from oit_site.export.desk import due_events
from oit_site.facts import build_facts
from oit_site.settings import Settings
from oit_site.todo import build_todo

STAMP = date(2023, 10, 16)


def event(text="ก", url=""):
    return Event("2566.o1@a.go.th", date(2023, 9, 29), text, text, url)


def read(data):
    """Return the only event of a calendar, as an independent reader sees it."""
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


def test_a_calendar_as_it_is_written():
    """The whole file, letter for letter."""
    data = calendar_bytes(
        "งาน, ปี 2566", [Event("u@a", date(2023, 9, 29), "ก; ข", "ค\nง\\จ", "https://a.go.th/o1/")], STAMP
    )
    assert [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//oit_site//OIT//TH",
        "CALSCALE:GREGORIAN",
        "NAME:งาน\\, ปี 2566",
        "X-WR-CALNAME:งาน\\, ปี 2566",
        "X-WR-TIMEZONE:Asia/Bangkok",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Bangkok",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:u@a",
        "DTSTAMP:20231016T000000Z",
        "DTSTART;VALUE=DATE:20230929",
        "SUMMARY:ก\\; ข",
        "DESCRIPTION:ค\\nง\\\\จ",
        "URL:https://a.go.th/o1/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ] == data.decode().split("\r\n")


def test_a_calendar_without_events_is_still_one():
    """When all is done the address stays good: the file holds a component, as the format asks."""
    calendar = icalendar.Calendar.from_ical(calendar_bytes("ก", [], STAMP))
    assert ["VTIMEZONE"] == [part.name for part in calendar.subcomponents]


@pytest.mark.parametrize("letter", ["a", "ก", "กำ", "𝕆", "é"])
@pytest.mark.parametrize("length", [*range(60, 80), 500, 3000])
def test_long_lines_are_folded_between_letters(letter, length):
    """No line is longer than 75 octets, each is whole UTF-8, and joined again they are the text."""
    data = calendar_bytes("ก", [event(letter * length)], STAMP)
    lines = data.split(b"\r\n")
    assert 75 >= max(map(len, lines))
    assert [line.decode() for line in lines]
    assert letter * length == str(read(data)["SUMMARY"])
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_hostile_text_stays_text(attack):
    """Whatever is typed comes back as it was, and makes no line, property or component of its own."""
    text = f"ก {attack}\r\nEND:VEVENT\r\nBEGIN:VALARM\nACTION:EMAIL ข"
    data = calendar_bytes(text, [event(text)], STAMP)
    found = read(data)
    assert text.replace("\r\n", "\n").replace("\r", "\n") == str(found["DESCRIPTION"]) == str(found["SUMMARY"])
    assert [] == found.subcomponents
    assert ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP"] == list(found)
    assert ["VTIMEZONE", "VEVENT"] == [part.name for part in icalendar.Calendar.from_ical(data).subcomponents]


@pytest.mark.parametrize("control", "\0\x07\x0b\x0c\x1b\x7f", ids=repr)
def test_control_characters_are_left_out(control):
    """What the format forbids in a text is dropped; the letters around it stay."""
    assert "กข" == str(read(calendar_bytes("ก", [event(f"ก{control}ข")], STAMP))["SUMMARY"])


@pytest.mark.parametrize(
    ("site_url", "agency", "expected"),
    [
        pytest.param("https://ita.go.th/sub/", "x", "x.2566.o12@ita.go.th", id="portal"),
        pytest.param("https://ita.go.th/", "", "2566.o12@ita.go.th", id="one agency"),
        pytest.param("", "x", "x.2566.o12@oit.invalid", id="no address"),
        pytest.param("https://ตัวอย่าง.ไทย/", "", "2566.o12@" + "%E0%B8%95", id="Thai host"),
    ],
)
def test_an_event_keeps_its_name(source, site_url, agency, expected):
    """The name of an event is made of agency, year and item alone: other texts and days do not change it."""
    names = set()
    for due, title in (("2023-05-15", "ก"), ("2023-06-15", "ข")):
        folder = f"{agency}/" if agency else ""
        files = {
            f"{folder}agency.yml": f"name: {title}\n",
            f"{folder}2566/oit.yml": f"O12: {{due: {due}}}\n",
            f"{folder}2566/measures/a.yml": "title: ก\nmeasures: [{title: ข}]\n",
        }
        (year,) = build_facts(source(files, base=False)).agencies[0].years
        todo = build_todo(year)
        events = due_events(year, todo.tasks, todo.open_measures, Settings(site_url=site_url))
        names |= {each.uid for each in events if ".o12@" in each.uid or each.uid.startswith("2566.o12@")}
    (name,) = names
    assert name.startswith(expected)
    assert name.isascii()
