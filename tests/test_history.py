"""Since when an item lacks something, and what its dates and other years say: only what the data states."""

from datetime import date

import pytest

from oit_site.facts import build_facts
from oit_site.history import gaps_of, moments, other_years, published_days
from oit_site.load import load_source
from support import REPOSITORY

MEASURE = "title: ก\nmeasures: [{title: ข}]\n"


@pytest.fixture
def agency(source):
    """Return a function that takes the texts of oit.yml by year and gives the agency."""

    def make(**years):
        files = {"x/agency.yml": "name: ก\n"}
        for year, text in years.items():
            files |= {f"x/{year[1:]}/oit.yml": text, f"x/{year[1:]}/measures/a.yml": MEASURE}
        return build_facts(source(files, base=False)).agencies[0]

    return make


def gaps(agency, code, year=-1):
    """Return element, day and first year of what an item lacks in the newest year."""
    facts = agency.years[year]
    found = gaps_of(facts.checklist.by_code[code], facts, agency)
    return [(gap.element.element.id, gap.since and gap.since.isoformat(), gap.first_year) for gap in found]


def entry(code, published, elements, year=None):
    """Return an entry of oit.yml with one piece of evidence."""
    covers = f", covers_fiscal_year: {year}" if year else ""
    day = f", published: {published}" if published else ""
    names = f", elements: [{elements}]" if elements else ""
    return f"{code}: {{evidence: [{{title: ก, url: 'https://a.go.th/'{day}{names}{covers}}}]}}\n"


@pytest.mark.parametrize(
    ("oit", "code", "expected"),
    [
        pytest.param(entry("O8", "2023-01-10", "O8.1"), "O8", [("O8.2", "2023-01-10", 2566)], id="evidence lacks it"),
        pytest.param(entry("O8", None, "O8.1"), "O8", [("O8.2", None, 2566)], id="no day stated"),
        pytest.param("O8: {owner: ก}\n", "O8", [("O8.1", None, 2566), ("O8.2", None, 2566)], id="no evidence"),
        pytest.param(entry("O8", "2022-09-30", "O8.1"), "O8", [("O8.2", None, 2566)], id="before the year began"),
        pytest.param(
            entry("O8", "2022-10-01", "O8.1"), "O8", [("O8.2", "2022-10-01", 2566)], id="first day of the year"
        ),
        pytest.param(
            entry("O22", "2023-01-10", "", 2564), "O22", [("O22.3", "2023-01-10", 2566)], id="of another year"
        ),
        pytest.param(entry("O8", "2023-01-10", ""), "O8", [], id="nothing lacks"),
    ],
)
def test_since_when_an_element_lacks(agency, oit, code, expected):
    """It is the earliest day in the fiscal year on which evidence was published without it; else it is not known."""
    assert expected == gaps(agency(y2566=oit), code)


def test_the_earliest_evidence_counts(agency):
    """Of several pieces the first published one shows since when, whatever their order in the file."""
    oit = (
        "O5:\n  evidence:\n"
        "  - {title: ก, url: 'https://a.go.th/', elements: [O5.1], published: 2023-05-01}\n"
        "  - {title: ข, url: 'https://a.go.th/b', elements: [O5.2, O5.3, O5.4], published: 2023-02-01}\n"
    )
    assert [("O5.5", "2023-02-01", 2566)] == gaps(agency(y2566=oit), "O5")
    facts = agency(y2566=oit).years[0]
    days = published_days(facts.checklist.by_code["O5"])
    assert [(date(2023, 2, 1), "ข"), (date(2023, 5, 1), "ก")] == [(day, row.evidence.title) for day, row in days]


EDITION = "edition: 2566\n"


@pytest.mark.parametrize(
    ("first", "second", "code", "expected"),
    [
        pytest.param(
            entry("O8", "2023-01-10", "O8.1"),
            EDITION + entry("O8", "2023-11-01", "O8.1"),
            "O8",
            [("O8.2", "2023-01-10", 2566)],
            id="lacking in both years",
        ),
        pytest.param(
            entry("O8", "2023-01-10", ""),
            EDITION + entry("O8", "2023-11-01", "O8.1"),
            "O8",
            [("O8.2", "2023-11-01", 2567)],
            id="complete before",
        ),
        pytest.param(
            entry("O20", "2023-01-10", "O20.1"),
            EDITION + entry("O20", "2023-11-01", "O20.1"),
            "O20",
            [("O20.2", "2023-11-01", 2566)],
            id="each year asks for its own",
        ),
        pytest.param(
            "O8: {not_applicable: ไม่มีภารกิจ}\n",
            EDITION + entry("O8", "2023-11-01", "O8.1"),
            "O8",
            [("O8.2", "2023-11-01", 2567)],
            id="did not apply before",
        ),
        pytest.param(
            "",
            EDITION + entry("O8", "2023-11-01", "O8.1"),
            "O8",
            [("O8.2", "2023-11-01", 2567)],
            id="not filled in before",
        ),
    ],
)
def test_an_unbroken_run_of_years(agency, first, second, code, expected):
    """What lacked the year before as well is told with its first year; of current facts with its first day too."""
    assert expected == gaps(agency(y2566=first, y2567=second), code)


def test_elements_of_different_editions_are_not_compared(agency):
    """By another edition the same number is another element, so the run of years ends there."""
    found = gaps(agency(y2566="O1: {owner: ก}\n", y2567="O1: {owner: ก}\n"), "O1")
    assert {(None, 2567)} == {(day, first_year) for _, day, first_year in found}


def test_a_year_between_breaks_the_run(agency):
    """Years that are not there are not guessed at."""
    oit = entry("O8", "2023-01-10", "O8.1")
    found = gaps(agency(y2564="edition: 2566\n" + oit, y2566=oit), "O8")
    assert [("O8.2", "2023-01-10", 2566)] == found


@pytest.fixture(scope="module")
def example():
    return next(a for a in build_facts(load_source(REPOSITORY / "content")).agencies if a.source.id == "example")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(
            "O11",
            [("2022-11-15", "เผยแพร่", None), ("2023-04-10", "ยืนยันไฟล์", "หัวหน้ากลุ่มนโยบายและแผน")],
            id="published and confirmed",
        ),
        pytest.param(
            "O25",
            [
                ("2023-01-18", "เผยแพร่", None),
                ("2023-01-18", "เผยแพร่", None),
                ("2024-05-20", "ตรวจพบครั้งแรกว่าลิงก์มีปัญหา:", None),
            ],
            id="a link that broke",
        ),
        pytest.param("O26", [], id="nothing known"),
    ],
)
def test_what_happened_to_the_evidence(example, code, expected):
    """The history of an item holds the days that oit.yml, the lock and the last check of the links state, in order."""
    row = example.years[0].checklist.by_code[code]
    assert expected == [(moment.day.isoformat(), moment.what, moment.by) for moment in moments(row)]


def test_the_example_tells_since_when(example):
    """O21 of 2567 lacks its last month since 8 March; O2 lacks name and picture since the year before."""
    assert [("O21.9", "2024-03-08", 2567)] == gaps(example, "O21")
    assert [("O2.2", "2022-10-05", 2566), ("O2.4", "2022-10-05", 2566)] == gaps(example, "O2")
    assert [("O22.3", None, 2566)] == gaps(example, "O22")
    assert [("O22.3", None, 2566)] == gaps(example, "O22", year=0)


def test_other_years_of_an_item(agency):
    """The item's concepts are found in the other years by the numbering of their editions, newest first."""
    facts = agency(y2565=entry("O4", "2021-12-01", ""), y2566="O4: {owner: ก}\n", y2567=entry("O7", None, ""))
    row = facts.years[1].checklist.by_code["O4"]
    found = [(e.year.fiscal_year, e.row.item.code, e.first_published) for e in other_years(row, facts.years[1], facts)]
    assert [(2567, "O7", None), (2565, "O4", date(2021, 12, 1))] == found
