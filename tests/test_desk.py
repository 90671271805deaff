"""The desk of the example agency, held against what its oit.yml says when read by hand, and the rules behind it."""

import csv
import io
from datetime import date
from decimal import Decimal

import icalendar
import openpyxl
import pytest
import yaml

from oit_site.answers import build_answers
from oit_site.desk import build_desks
from oit_site.export.file import make_exports
from oit_site.facts import build_facts
from oit_site.load import load_source
from oit_site.render import render_page
from oit_site.settings import Settings
from oit_site.site import plan_site
from support import FIXTURES, REPOSITORY

SITE = "https://example.go.th/"
ANSWERS = yaml.safe_load((FIXTURES / "example_answers.yml").read_text("utf-8"))
EXPECTED = [pytest.param(year, code, id=f"{year} {code}") for year in ANSWERS for code in ANSWERS[year]]


def files_of(source):
    """Return the files of the example agency's desk by address."""
    data = plan_site(source, Settings(site_url=SITE)).data
    wanted = [
        file
        for file in data
        if file.uri.startswith("example/256") and ("/answers/" in file.uri or "/todo/" in file.uri)
    ]
    return {export.uri: export.content for export in make_exports(wanted)[0]}


@pytest.fixture(scope="module")
def content_source():
    return load_source(REPOSITORY / "content", "content")


@pytest.fixture(scope="module")
def example(content_source):
    """Return the desks of the example agency by fiscal year."""
    desks = build_desks(build_facts(content_source), Settings(site_url=SITE))
    return {year: desks[f"example/{year}/"] for year in (2566, 2567)}


@pytest.fixture(scope="module")
def files(content_source):
    """Return the files of the example agency's desk by address."""
    return files_of(content_source)


@pytest.fixture
def desk(source):
    """Return a function that writes files and gives the desk of x/2566 (or of the site of one agency)."""

    def make(files, base=True, year="x/2566/", **settings):
        return build_desks(build_facts(source(files, base)), Settings(**settings))[year]

    return make


# ---------------------------------------------------------------- the answer sheet of the example


@pytest.mark.parametrize(("year", "code"), EXPECTED)
def test_the_answers_of_the_example_are_those_read_by_hand(example, year, code):
    """Each row of the sheet says what an officer who reads oit.yml would type."""
    answer = next(each for each in example[year].answers if each.row.item.code == code)
    has, page, warnings, explanation = ANSWERS[year][code]
    url = f"{SITE}example/{year}/oit/{code.lower()}/" if page == "item" else ""
    assert (has, url, explanation, warnings) == (answer.has, answer.url, answer.explanation, len(answer.warnings))


def test_the_sheet_has_every_item_once(example):
    """The rows are the items of the edition, in the order of their numbers."""
    for year, desk in example.items():
        assert [f"O{n}" for n in range(1, 44)] == [each.row.item.code for each in desk.answers], year


@pytest.mark.parametrize("year", [2566, 2567])
def test_page_csv_and_excel_say_the_same(example, files, year):
    """The files hold the rows of the sheet under the form's own four headings, and nothing else."""
    rows = [["ข้อ", "มี/ไม่มี", "URL", "คำอธิบายเพิ่มเติม"]]
    rows += [[a.row.item.code, a.has, a.url, a.explanation] for a in example[year].answers]
    data = files[f"example/{year}/answers/answers.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows == list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(files[f"example/{year}/answers/answers.xlsx"]))
    assert 1 == len(book.worksheets)
    assert rows == [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize(
    "attack", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "- =1+1", '=HYPERLINK("http://a.example","ก")']
)
def test_nothing_typed_runs_in_a_spreadsheet(plan, attack):
    """A formula in an explanation is text in both files."""
    disclosure = yaml.safe_dump({"O9": {"not_applicable": "ก"}, "O8": {"explain": attack}}, allow_unicode=True)
    found = plan({"x/2566/oit.yml": disclosure})
    sheets = [file for file in found.data if "/answers/" in file.uri]
    data = {export.uri: export.content for export in make_exports(sheets)[0]}
    rows = list(csv.reader(io.StringIO(data["x/2566/answers/answers.csv"].decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    book = openpyxl.load_workbook(io.BytesIO(data["x/2566/answers/answers.xlsx"]))
    assert {"s", "n"} >= {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}


# ---------------------------------------------------------------- the rules of the sheet

OWN = "name: สำนักงานทดลอง\nwebsites: [https://www.spp.go.th/]\n"
STRANGE = {"title": "ก", "url": "https://other.example/a"}
OURS = {"title": "ก", "url": "https://data.spp.go.th/a"}
SHORT = "ยังไม่ได้เขียนคำอธิบาย (explain) ใน oit.yml"
NO_PAGE = "ยังไม่ได้ตั้ง site_url จึงใช้ที่อยู่ของหลักฐานแทนหน้าของข้อ"
ITEM = "x/2566/oit/o9/"


def not_own(host):
    return f"ที่อยู่อยู่บน {host} ซึ่งไม่ใช่เว็บไซต์ของหน่วยงานตาม agency.yml"


@pytest.mark.parametrize(
    ("site_url", "agency", "evidence", "expected", "warnings"),
    [
        pytest.param("https://spp.go.th/", OWN, [OURS], f"https://spp.go.th/{ITEM}", [], id="page of the item"),
        pytest.param("https://a.spp.go.th/", OWN, [OURS], f"https://a.spp.go.th/{ITEM}", [], id="below the own host"),
        pytest.param("https://p.example/", OWN, [STRANGE, OURS], OURS["url"], [], id="evidence on the own host"),
        pytest.param(
            "https://p.example/", OWN, [STRANGE], f"https://p.example/{ITEM}", [not_own("p.example")], id="nothing own"
        ),
        pytest.param(
            "https://p.example/", "name: ก\n", [OURS], f"https://p.example/{ITEM}", [], id="no own host known"
        ),
        pytest.param("", OWN, [STRANGE, OURS], OURS["url"], [NO_PAGE], id="no site_url"),
        pytest.param(
            "", OWN, [STRANGE], STRANGE["url"], [not_own("other.example"), NO_PAGE], id="no site_url, nothing own"
        ),
        pytest.param(
            "",
            OWN,
            [{"title": "ก", "page": "about.md"}],
            "",
            ["ไม่มีที่อยู่เต็มให้ส่ง ตั้ง site_url ใน mkdocs.yml"],
            id="no site_url, no address",
        ),
    ],
)
def test_the_address_handed_in(desk, site_url, agency, evidence, expected, warnings):
    """It is the first on a website of the agency, the item's page before evidence; else the first, with a warning."""
    disclosure = yaml.safe_dump({"O9": {"explain": "ก", "evidence": evidence}}, allow_unicode=True)
    files = {"x/agency.yml": agency, "x/2566/oit.yml": disclosure, "pages/about.md": "# ก\n"}
    answer = desk(files, site_url=site_url).answers[8]
    assert (expected, warnings) == (answer.url, list(answer.warnings))


def test_the_site_of_one_agency_is_its_own_website(desk):
    """Where agency.yml lies at the top, the site's own host needs no mention among the websites."""
    files = {
        "agency.yml": OWN,
        "2566/oit.yml": "O9: {explain: ก, evidence: [{title: ก, url: 'https://spp.go.th/a'}]}\n",
    }
    files["2566/measures/a.yml"] = "title: ก\nmeasures: [{title: ข}]\n"
    answer = desk(files, base=False, year="2566/", site_url="https://ita.example/").answers[8]
    assert ("https://ita.example/2566/oit/o9/", ()) == (answer.url, answer.warnings)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param("{explain: ก}", ("ไม่มี", "", "ก", []), id="no evidence"),
        pytest.param(
            "{status: missing, explain: ก, evidence: [{title: ข, url: 'https://a.go.th/'}]}",
            ("ไม่มี", "", "ก", ["หน่วยงานระบุว่ายังไม่เปิดเผย จึงตอบว่าไม่มี ทั้งที่มีหลักฐานผ่านการตรวจ"]),
            id="the agency itself says no",
        ),
        pytest.param(
            "{evidence: [{title: ข, url: 'https://a.go.th/', page_no: 3, menu_path: หน้าแรก > ข}]}",
            ("มี", "https://a.go.th/", "ข (หน้า 3 เมนู หน้าแรก > ข)", [NO_PAGE, SHORT]),
            id="nothing written",
        ),
        pytest.param(
            "{status: complete, evidence: []}",
            ("ไม่มี", "", "", ["หน่วยงานระบุว่าครบถ้วน แต่ตรวจพบว่ายังไม่ครบ"]),
            id="claimed too much",
        ),
        pytest.param("{not_applicable: ไม่มีภารกิจ}", ("ไม่มี", "", "ไม่เกี่ยวข้อง: ไม่มีภารกิจ", []), id="not applicable"),
        pytest.param(
            '{explain: "ก\\n  ข", evidence: [{title: ค, url: "https://a.go.th/"}]}',
            ("มี", "https://a.go.th/", "ก ข", [NO_PAGE]),
            id="one line",
        ),
    ],
)
def test_what_is_answered(desk, entry, expected):
    """The answer follows what was checked, and the agency's own no; the office is told what is odd."""
    answer = desk({"x/2566/oit.yml": f"O9: {entry}\n"}).answers[8]
    assert expected == (answer.has, answer.url, answer.explanation, list(answer.warnings))


def test_a_year_that_nobody_filled_in_is_not_answered(desk):
    """Neither มี nor ไม่มี, but for the items that only the site's own pages can meet."""
    sheet = desk({}, site_url=SITE).answers
    assert [f"O{n}" for n in range(1, 42)] == [a.row.item.code for a in sheet if a.has == a.url == a.explanation == ""]
    # The only measure of the year names nothing that these items ask for.
    assert [("O42", "ไม่มี"), ("O43", "ไม่มี")] == [(a.row.item.code, a.has) for a in sheet if a.has]


@pytest.mark.parametrize(("letters", "expected"), [(10, []), (11, ["คำอธิบายยาว 11 ตัวอักษร เกิน 10 ที่ตั้งไว้"])])
def test_an_explanation_beyond_the_bound_is_reported(desk, letters, expected):
    """The bound is a setting; a text of just so many letters is within it."""
    entry = f"O9: {{explain: {'ก' * letters}, evidence: [{{title: ก, url: 'https://a.go.th/'}}]}}\n"
    answer = desk({"x/2566/oit.yml": entry}, site_url=SITE, explanation_limit=10).answers[8]
    assert expected == list(answer.warnings)


def test_what_is_missing_in_another_years_words_says_so(desk):
    """An edition used for a later year prints its own year; the sheet names the edition."""
    entry = "edition: 2566\nO7: {explain: ก, evidence: [{title: ก, url: 'https://a.go.th/', elements: [O7.1]}]}\n"
    files = {"x/2567/oit.yml": entry, "x/2567/measures/a.yml": "title: ก\nmeasures: [{title: ข}]\n"}
    answer = desk(files, year="x/2567/").answers[6]
    assert "ก · ยังขาด (ข้อความของรายการปี 2566): เป็นข่าวที่เกิดในปี 2566" == answer.explanation


def test_a_sheet_by_an_edition_that_is_not_confirmed_says_so(plan):
    """Where numbers and titles are not confirmed, the office is told to compare before it fills in the form."""
    found = plan({"x/2569/measures/a.yml": "title: ก\nmeasures: [{title: ข}]\n"})
    sheets = [found.plans[f"x/{year}/answers/"] for year in (2566, 2569)]
    bodies = [render_page(sheet, found.plans, found.elsewhere).body for sheet in sheets]
    assert [False, True] == ["รายการข้อปี 2569 ยังไม่ยืนยัน" in body for body in bodies]
    assert "รายการข้อปี 2566 ยังไม่ยืนยัน" not in bodies[0]


# ---------------------------------------------------------------- the to-do of the example

RANKING = {
    2566: [
        # Indicator 10 has 2 parts and 10.2 has 5 items: 20/2/5 = 2 points each. Indicator 9 has 5 parts; 9.3 and 9.4
        # have 4 items: 20/5/4 = 1 each; 9.1 has 10: 0.4 each.
        ("O40", "2.00", "2023-04-30", False, "กลุ่มส่งเสริมคุณธรรม", ["O40.2"]),
        ("O22", "1.00", "2022-12-31", False, "กลุ่มการเงินและพัสดุ", ["O22.3"]),
        ("O25", "1.00", "2023-04-30", False, "กลุ่มบริหารงานบุคคล", ["O25.3", "O25.5"]),
        ("O26", "1.00", "2023-09-29", True, "กลุ่มบริหารงานบุคคล", ["O26.3"]),
        ("O2", "0.40", None, None, "กลุ่มบริหารงานบุคคล", ["O2.2", "O2.4"]),
    ],
    2567: [
        ("O40", "2.00", "2024-08-31", True, "กลุ่มส่งเสริมคุณธรรม", ["O40.1", "O40.2", "O40.3", "O40.4"]),
        ("O43", "2.00", "2024-10-31", True, "กลุ่มส่งเสริมคุณธรรม", ["O43.1", "O43.2"]),
        ("O31", "1.25", "2024-04-19", True, "กลุ่มส่งเสริมคุณธรรม", ["O31.1", "O31.2", "O31.3"]),
        ("O32", "1.25", "2024-04-30", False, "กลุ่มส่งเสริมคุณธรรม", ["O32.3"]),
        ("O36", "1.25", "2024-04-30", False, "กลุ่มส่งเสริมคุณธรรม", ["O36.2"]),
        ("O20", "1.00", "2024-04-30", False, "กลุ่มการเงินและพัสดุ", ["O20.2"]),
        ("O21", "1.00", "2024-04-10", True, "กลุ่มการเงินและพัสดุ", ["O21.9"]),
        ("O22", "1.00", "2024-06-28", True, "กลุ่มการเงินและพัสดุ", ["O22.3"]),
        ("O24", "1.00", "2024-04-30", True, "กลุ่มบริหารงานบุคคล", ["O24.1", "O24.2", "O24.3"]),
        ("O26", "1.00", "2024-06-28", True, "กลุ่มบริหารงานบุคคล", ["O26.3"]),
        ("O30", "1.00", "2024-04-30", False, "กลุ่มบริการและประชาสัมพันธ์", ["O30.1"]),
        ("O12", "0.50", "2024-04-30", True, "กลุ่มนโยบายและแผน", ["O12.2"]),
        ("O13", "0.50", "2024-06-28", True, "กลุ่มนโยบายและแผน", ["O13.1", "O13.2", "O13.3", "O13.4"]),
        ("O15", "0.50", "2024-05-31", True, "กลุ่มบริการและประชาสัมพันธ์", ["O15.2"]),
        ("O2", "0.40", None, None, "กลุ่มบริหารงานบุคคล", ["O2.2", "O2.4"]),
        ("O7", "0.40", "2024-04-30", True, "กลุ่มบริการและประชาสัมพันธ์", ["O7.2"]),
    ],
}
"""Item, points it would add, day, whether the agency set the day, owner, and the elements that lack."""

OWNERS = {
    2566: [("personnel", 3, "2.40"), ("integrity", 1, "2.00"), ("finance", 1, "1.00")],
    2567: [
        ("integrity", 5, "7.75"),
        ("finance", 3, "3.00"),
        ("personnel", 3, "2.40"),
        ("service", 3, "1.90"),
        ("policy", 2, "1.00"),
    ],
}

OPEN_MEASURES = {
    2566: [],
    2567: [("topic-ethics", "dos-donts", "2024-07-31"), ("topic-ethics", "training", "2024-08-31")],
}
"""The draft on procurement is not published, so nobody waits for its results."""


def day_of(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("year", [2566, 2567])
def test_the_ranking_of_the_example_is_that_found_by_hand(example, year):
    """Gaps stand by the points that they would add, then by number, each with its day, owner and lacking elements."""
    found = [
        (
            task.row.item.code,
            f"{task.row.points:.2f}",
            task.due.day if task.due else None,
            task.due.stated if task.due else None,
            task.owner,
            [each.element.id for each in task.row.unmet],
        )
        for task in example[year].todo.tasks
    ]
    assert [(code, points, day_of(day), *rest) for code, points, day, *rest in RANKING[year]] == found


@pytest.mark.parametrize("year", [2566, 2567])
def test_the_owners_of_the_example(example, year):
    """Owners stand by the points that they hold, mapped to the groups of agency.yml."""
    todo = example[year].todo
    assert OWNERS[year] == [(each.group.key, each.items, f"{each.points:.2f}") for each in todo.owners]
    # The two views of the same tasks agree.
    by_group = {work.group.key: (len(work.tasks), work.points) for work in todo.groups if work.tasks}
    assert {key: (items, Decimal(points)) for key, items, points in OWNERS[year]} == by_group


@pytest.mark.parametrize("year", [2566, 2567])
def test_the_measures_of_the_example_that_wait_for_results(example, year):
    """A published measure with an end and without results waits; of 2566 all have reported."""
    found = [(each.of.issue.id, each.of.measure.id, each.due.day) for each in example[year].todo.open_measures]
    assert [(issue, measure, day_of(day)) for issue, measure, day in OPEN_MEASURES[year]] == found


@pytest.mark.parametrize("year", [2566, 2567])
def test_the_days_that_can_pass_are_those_of_the_tasks(example, year):
    """What other pages call late is counted by the days that the agency set, found by hand in the ranking."""
    todo = example[year].todo
    assert sorted(day_of(day) for _, _, day, stated, *_ in RANKING[year] if stated) == list(todo.stated_days)
    assert sorted(day_of(day) for *_, day in OPEN_MEASURES[year]) == list(todo.measure_days)


PLAN = "title: ก\nmeasures:\n- {title: ข, timeframe: {text: ปี 2566, end: 2023-09-30}}\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, [], id="only the plan is here"),
        pytest.param({"x/2566/oit.yml": "O2: {status: partial}\n"}, ["ข"], id="the checklist is kept"),
        pytest.param(
            {"x/2566/measures/b.yml": "title: ค\nmeasures:\n- {title: ง, results: ทำแล้ว}\n"},
            ["ข"],
            id="results are told",
        ),
    ],
)
def test_a_measure_waits_for_its_result_where_the_year_is_kept(desk, files, expected):
    """Of a year that has only its plan on this site, nobody knows what was done: nothing of it is called late."""
    todo = desk({"x/2566/measures/base.yml": PLAN} | files).todo
    assert expected == [task.of.measure.title for task in todo.open_measures]


def test_a_group_has_its_items_and_measures(example):
    """The finance group of 2567: the five items it owns; one of its two measures is a draft. Auditors own no item."""
    work = {each.group.key: each for each in example[2567].todo.groups}
    assert ["O14", "O19", "O20", "O21", "O22"] == [row.item.code for row in work["finance"].rows]
    assert ["early-reports"] == [each.measure.id for each in work["finance"].measures]
    auditors = {each.group.name: each for each in example[2566].todo.groups}["หน่วยตรวจสอบภายใน"]
    assert ((), ["quarterly-count"]) == (auditors.rows, [each.measure.id for each in auditors.measures])


# ---------------------------------------------------------------- the rules of the to-do


@pytest.mark.parametrize(
    ("code", "expected", "why"),
    [
        pytest.param("O12", date(2023, 4, 30), "หนึ่งเดือนหลังข้อมูล 6 เดือนแรกครบในวันที่ 31 มีนาคม", id="first 6 months"),
        pytest.param("O13", date(2022, 12, 31), "สามเดือนหลังสิ้นปีงบประมาณของข้อมูล", id="year before"),
        pytest.param("O11", date(2023, 4, 30), "วันสุดท้ายที่รับคำตอบ OIT ในปี 2564 และ 2565", id="fiscal year"),
        pytest.param("O4", date(2023, 4, 30), "วันสุดท้ายที่รับคำตอบ OIT ในปี 2564 และ 2565", id="plan"),
        pytest.param("O25", date(2023, 4, 30), "วันสุดท้ายที่รับคำตอบ OIT ในปี 2564 และ 2565", id="in force"),
        pytest.param("O1", None, None, id="current"),
    ],
)
def test_a_day_is_derived_from_the_period(desk, code, expected, why):
    """Where the agency sets no day, the item's period gives one, and says how; current facts have none."""
    tasks = {task.row.item.code: task for task in desk({"x/2566/oit.yml": "O43: {owner: ก}\n"}).todo.tasks}
    due = tasks[code].due
    assert (expected, why) == ((due.day, due.why) if due else (None, None))
    assert not (due and due.stated)


def test_the_agencys_own_day_comes_first(desk):
    """`due` of oit.yml wins over what the period gives."""
    (task,) = [t for t in desk({"x/2566/oit.yml": "O12: {due: 15 พ.ค. 2566}\n"}).todo.tasks if t.row.item.code == "O12"]
    assert (date(2023, 5, 15), True) == (task.due.day, task.due.stated)


def test_of_a_year_that_nobody_filled_in_nothing_is_late(desk):
    """Where nothing can be said of an item, no day is derived for it; the site's own pages can be judged."""
    assert ["O42", "O43"] == sorted(task.row.item.code for task in desk({}).todo.tasks if task.due)


def test_what_nobody_owns_comes_last(desk):
    """Owners outside agency.yml have no group; items without an owner stand last, however many points they hold."""
    files = {"x/agency.yml": "name: ก\ngroups: [ก]\n", "x/2566/oit.yml": "O1: {owner: ข}\nO40: {owner: ก}\n"}
    found = [(each.owner, each.group.name if each.group else None, each.items) for each in desk(files).todo.owners]
    assert [("ก", "ก", 1), ("ข", None, 1), (None, None, 41)] == found


# ---------------------------------------------------------------- the calendars


def events_of(data):
    """Return the events of an iCalendar file as an independent reader sees them."""
    calendar = icalendar.Calendar.from_ical(data)
    return [
        (str(e["UID"]), e["DTSTART"].dt, str(e["SUMMARY"]), e["DTSTAMP"].dt.date())
        for e in calendar.walk("VEVENT")
    ]  # fmt: skip


EVENTS_2566 = [
    ("o22", "2022-12-31", "O22 รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี"),
    ("o25", "2023-04-30", "O25 หลักเกณฑ์การบริหารและพัฒนาทรัพยากรบุคคล"),
    ("o40", "2023-04-30", "O40 การขับเคลื่อนจริยธรรม"),
    ("o26", "2023-09-29", "O26 รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี"),
]
"""O2 asks for current facts and has no day."""


def test_the_calendar_of_the_example_is_that_made_by_hand(files):
    """Each dated gap is an event under a lasting name, stamped with the newest day that the content states."""
    expected = [
        (f"example.2566.{name}@example.go.th", day_of(day), f"{title} (ตัวอย่าง 2566)", date(2023, 10, 16))
        for name, day, title in EVENTS_2566
    ]
    assert expected == events_of(files["example/2566/todo/calendar.ics"])


def test_the_calendar_of_a_year_with_open_measures(files):
    """Measures that wait for results are events too; all stand in the order of their days."""
    events = events_of(files["example/2567/todo/calendar.ics"])
    dated = [(day, code.lower()) for code, _, day, *_ in RANKING[2567] if day]
    dated += [(day, f"{issue}.{measure}") for issue, measure, day in OPEN_MEASURES[2567]]
    assert [(day_of(day), f"example.2567.{name}@example.go.th") for day, name in sorted(dated)] == [
        (day, uid) for uid, day, *_ in events
    ]
    assert {date(2024, 4, 17)} == {stamp for *_, stamp in events}


def test_a_group_has_its_own_part_of_the_calendar(files):
    """The calendars of the groups hold the events of the agency's, each where its owner or doer looks."""
    finance = events_of(files["example/2567/todo/finance/calendar.ics"])
    assert ["o21", "o20", "o22"] == [uid.split("@")[0].rsplit(".", 1)[1] for uid, *_ in finance]
    whole = events_of(files["example/2567/todo/calendar.ics"])
    parts = [data for uri, data in files.items() if uri.startswith("example/2567/todo/") and uri.count("/") == 4]
    assert set(whole) == {event for data in parts for event in events_of(data)}


def test_an_event_says_what_who_and_why(files):
    """The text of an event names what lacks, the owner, where the day comes from, the points, and the item's page."""
    calendar = icalendar.Calendar.from_ical(files["example/2566/todo/calendar.ics"])
    event = calendar.walk("VEVENT")[0]
    assert [
        "สิ่งที่ขาด: เป็นข้อมูลปี 2565",
        "ผู้รับผิดชอบ: กลุ่มการเงินและพัสดุ",
        "คาดจากช่วงข้อมูล: 31 ธันวาคม 2565 (สามเดือนหลังสิ้นปีงบประมาณของข้อมูล)",
        "คะแนนรวมที่จะเพิ่มโดยประมาณ: +1.00 (ประมาณการของเว็บไซต์นี้)",
    ] == str(event["DESCRIPTION"]).split("\n")
    assert f"{SITE}example/2566/oit/o22/" == str(event["URL"])


def test_two_builds_give_the_same_files(files):
    """Nothing in a file depends on the day or the order of a run."""
    assert files == files_of(load_source(REPOSITORY / "content", "content"))
    # Two sheets and a calendar a year; the calendars of seven groups in 2566, and in 2567 of all but the auditors.
    assert 2 * 3 + 7 + 6 == len(files)


def test_answers_are_only_made_when_asked_for(source):
    """A check of the content plans the files of the desk without making them."""
    facts = build_facts(source({}))
    (desk,) = build_desks(facts, Settings()).values()
    assert "answers" not in vars(desk)
    assert build_answers(desk.year, Settings()) == desk.answers
