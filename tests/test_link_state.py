"""The records of link checks: how one check changes them, when an address is asked again, and their file."""

from datetime import date, timedelta

import pytest

from oit_site.link_state import (
    REASON_TEXTS,
    Finding,
    LinkRecord,
    LinkState,
    Reason,
    UnreadableRecords,
    dump_records,
    is_due,
    link_key,
    next_record,
    parse_records,
    summarise,
)

OK = Finding(LinkState.OK, status=200)
MOVED = Finding(LinkState.MOVED, status=200, final="https://a.go.th/new")
SLOW = Finding(LinkState.UNVERIFIED, Reason.TIMEOUT)
GONE = Finding(LinkState.GONE, Reason.STATUS, 404)

JANUARY = {day: date(2026, 1, day) for day in range(1, 32)}


def after(*checks):
    """Return the record after *checks*, each a day of January and a finding."""
    record = None
    for day, finding in checks:
        record = next_record(record, finding, JANUARY[day])
    return record


@pytest.mark.parametrize(
    ("checks", "count", "red", "failed_on"),
    [
        pytest.param([(1, OK)], 0, False, None, id="open"),
        pytest.param([(1, GONE)], 1, False, 1, id="gone once"),
        pytest.param([(1, GONE), (1, GONE)], 1, False, 1, id="twice on one day is once"),
        pytest.param([(1, GONE), (2, GONE)], 2, True, 1, id="gone on two days"),
        pytest.param([(1, OK), (5, GONE), (9, GONE), (9, GONE), (10, GONE)], 3, True, 5, id="gone on three days"),
        pytest.param([(1, GONE), (2, OK), (3, GONE)], 1, False, 3, id="open in between"),
        pytest.param([(1, GONE), (2, MOVED), (3, GONE)], 1, False, 3, id="moved in between"),
        pytest.param([(1, GONE), (2, SLOW), (3, GONE)], 2, True, 1, id="unknown in between"),
        pytest.param([(1, GONE), (2, GONE), (3, SLOW)], 2, False, 1, id="unknown at last"),
        pytest.param([(1, SLOW), (2, SLOW), (3, SLOW)], 0, False, 1, id="never known"),
        pytest.param([(1, SLOW), (1, GONE)], 1, False, 1, id="unknown and gone on one day"),
        pytest.param([(1, GONE), (1, SLOW), (1, GONE)], 1, False, 1, id="gone, unknown and gone on one day"),
        pytest.param([(1, GONE), (2, GONE), (3, OK)], 0, False, None, id="back"),
    ],
)
def test_a_link_turns_red_on_the_second_day_it_is_gone(checks, count, red, failed_on):
    """Only days on which the address was gone count, and only while it has not opened in between."""
    record = after(*checks)
    assert (count, red, JANUARY[failed_on] if failed_on else None, JANUARY[checks[-1][0]]) == (
        record.gone_in_a_row,
        record.red,
        record.first_failed_on,
        record.last_checked,
    )


@pytest.mark.parametrize(
    ("checks", "day", "due"),
    [
        ([], 1, True),
        ([(1, OK)], 1, False),
        ([(1, OK)], 7, False),
        ([(1, OK)], 8, True),
        ([(1, MOVED)], 7, False),
        ([(1, GONE)], 1, False),
        ([(1, GONE)], 2, True),
        ([(1, SLOW)], 2, True),
        ([(1, GONE), (2, GONE)], 8, False),
        ([(1, GONE), (2, GONE)], 9, True),
    ],
)
def test_what_is_settled_rests_longest(checks, day, due):
    """What opens or is surely gone rests for the given time; the rest is asked again on the next day."""
    assert due == is_due(after(*checks), JANUARY[day], timedelta(days=7))


def test_without_rest_everything_is_due():
    """An age of nothing asks again what was asked today."""
    assert is_due(after((1, OK)), JANUARY[1], timedelta())


def test_records_come_back_from_their_file():
    """A file holds what is needed to go on counting, and the same records give the same text in any order."""
    records = {
        "https://ข.ไทย/แผน": after((1, GONE), (2, GONE)),
        "https://a.go.th/old": after((1, MOVED)),
        "https://a.go.th/": after((1, OK)),
        "https://a.go.th/slow": after((1, SLOW)),
    }
    text = dump_records(records)
    assert records == dict(parse_records(text))
    assert text == dump_records(dict(reversed(records.items())))
    assert sorted(records) == list(parse_records(text))


def test_a_file_of_records_reads_well():
    """The file is written for people who read its changes in git."""
    assert dump_records({"https://a.go.th/แผน": after((1, GONE))}).splitlines()[4:] == [
        '  "https://a.go.th/แผน": {',
        '   "state": "gone",',
        '   "reason": "status",',
        '   "status": 404,',
        '   "first_failed_on": "2026-01-01",',
        '   "gone_in_a_row": 1,',
        '   "last_checked": "2026-01-01"',
        "  }",
        " }",
        "}",
    ]


@pytest.mark.parametrize(
    "record",
    [
        '{"state": "ok"}',
        '{"state": "fine", "last_checked": "2026-01-01"}',
        '{"state": "ok", "last_checked": "1 ม.ค. 2569"}',
        '{"state": "ok", "last_checked": 20260101}',
        '{"state": "ok", "last_checked": "2026-02-30"}',
        '{"state": "ok", "status": "200", "last_checked": "2026-01-01"}',
        '{"state": "ok", "status": 7, "last_checked": "2026-01-01"}',
        '{"state": "ok", "why": "ก", "last_checked": "2026-01-01"}',
        '{"state": "ok", "first_failed_on": "2026-01-01", "last_checked": "2026-01-01"}',
        '{"state": "ok", "gone_in_a_row": 1, "last_checked": "2026-01-01"}',
        '{"state": "ok", "final": "https://a.go.th/", "last_checked": "2026-01-01"}',
        '{"state": "moved", "last_checked": "2026-01-01"}',
        '{"state": "moved", "final": "javascript:alert(1)", "last_checked": "2026-01-01"}',
        '{"state": "gone", "first_failed_on": "2026-01-01", "last_checked": "2026-01-01"}',
        '{"state": "unverified", "last_checked": "2026-01-01"}',
        '{"state": "unverified", "first_failed_on": "2026-01-02", "last_checked": "2026-01-01"}',
        "[]",
        "null",
    ],
)
def test_a_record_that_no_check_leaves_is_refused(record):
    """What contradicts itself or has another shape is named by its address and line."""
    with pytest.raises(UnreadableRecords, match=r"https://a\.go\.th/x") as caught:
        parse_records('{"format": 1, "links": {\n\n  "https://a.go.th/x": ' + record + "}}")
    assert (3, 3) == (caught.value.line, caught.value.column)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("{", 1, 2),
        ('{"format": 1,\r "links": ก', 2, 11),
        ("[" * 100_000, 1, 1),
        ('{"format": 2, "links": {}}', 1, 1),
        ('{"format": 1, "links": []}', 1, 1),
        ('{"format": 1,\n "links": {},\n "links": {}}', 3, 2),
        ('{"format": ' + "9" * 5000 + "}", 1, 1),
    ],
)
def test_another_file_is_refused(text, line, column):
    """No text makes the reader fail in any other way."""
    with pytest.raises(UnreadableRecords) as caught:
        parse_records(text)
    assert (line, column) == (caught.value.line, caught.value.column)


def test_every_reason_is_explained():
    """Whatever a check finds can be said in Thai."""
    assert set(Reason) == set(REASON_TEXTS)
    assert "เซิร์ฟเวอร์ตอบว่าไม่มีหน้านี้ (404) รอตรวจซ้ำในวันอื่น" == after((1, GONE)).explanation
    assert "เซิร์ฟเวอร์ตอบว่าไม่มีหน้านี้ (404)" == after((1, GONE), (2, GONE)).explanation
    assert "" == after((1, OK)).explanation
    assert ["ไม่พบครั้งแรก", "ไม่พบ", "ย้ายที่อยู่"] == [
        after((1, GONE)).label,
        after((1, GONE), (2, GONE)).label,
        after((1, MOVED)).label,
    ]


def test_a_summary_counts_each_address_once():
    """The states, what is surely gone apart, what was never checked, and the days of the checks."""
    records = [after((1, OK)), after((2, MOVED)), after((3, GONE)), after((1, GONE), (9, GONE)), after((4, SLOW)), None]
    summary = summarise(records)
    assert {"ok": 1, "moved": 1, "unverified": 1, "gone": 1, "red": 1} == summary.counts
    assert (1, JANUARY[1], JANUARY[9]) == (summary.unchecked, summary.oldest, summary.newest)
    assert (2, None, None) == (summarise([None, None]).unchecked, *[summarise([None]).oldest] * 2)


def test_an_address_is_asked_for_without_its_fragment():
    """No server sees what stands behind the number sign."""
    assert "https://a.go.th/plan.pdf" == link_key("https://a.go.th/plan.pdf#page=8")


def test_a_made_up_result_says_so():
    """A record of a fictional agency keeps its mark in the file."""
    record = LinkRecord(state=LinkState.OK, last_checked=JANUARY[1], fictional=True)
    assert '"fictional": true' in dump_records({"https://a.go.th/": record})
