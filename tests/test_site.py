"""The pipeline: which pages and files a site has, in which order, and what each says of itself."""

from datetime import date

import pytest

from oit_site.desk import build_desks
from oit_site.facts import build_facts
from oit_site.load import Counts
from oit_site.problem import Location, Problem
from oit_site.settings import Settings
from oit_site.site import build_site, plan_pages, summary_line

ISSUE = "title: ก\nmeasures:\n- title: ข\n"
SCORES = "result_year: 2565\nscores: [{fiscal_year: 2565, total: 93.17}]\n"

# ---------------------------------------------------------------- which pages there are


def of_agency(uris):
    return [uri for uri in uris if not uri.startswith(("oit/", "help/", "search/", "data/"))]


YEAR = ["", "assessment/", "measures/", "measures/a/", "measures/b/", "results/", "oit/"]
YEAR += [f"oit/o{n}/" for n in range(1, 44)] + ["answers/", "todo/"]


def test_pages_of_a_portal(plan):
    """A portal has a home page, and below each agency's address the pages of its years."""
    files = {"y/agency.yml": "name: ข\n", "y/2566/assessment.yml": SCORES}
    files |= {f"y/2566/measures/{name}.yml": ISSUE for name in "ba"}
    uris = of_agency(plan(files, base=False).plans)
    assert ["", "y/", *(f"y/2566/{uri}" for uri in YEAR)] == uris


def test_pages_of_one_agency(plan):
    """On the site of one agency the addresses have no agency part, and its page is the home page."""
    files = {"agency.yml": "name: ข\n", "2566/assessment.yml": SCORES}
    files |= {f"2566/measures/{name}.yml": ISSUE for name in "ba"}
    found = plan(files, base=False)
    assert ["", *(f"2566/{uri}" for uri in YEAR)] == of_agency(found.plans)
    assert ("ข", "agency.html", None) == (found.plans[""].title, found.plans[""].template, found.plans[""].parent)


def test_pages_of_the_catalogue(plan):
    """Every edition has a page, and every item of every edition."""
    uris = [uri for uri in plan({}).plans if uri.startswith("oit/")]
    editions = {2563: 43, 2564: 43, 2565: 43, 2566: 43, 2567: 35, 2568: 28, 2569: 26}
    expected = ["oit/"]
    for fiscal_year, items in editions.items():
        expected += [f"oit/{fiscal_year}/", *(f"oit/{fiscal_year}/o{n}/" for n in range(1, items + 1))]
    assert expected == uris


def test_a_year_without_scores_has_no_page_of_scores(plan):
    """What a year does not have, has no page."""
    assert "x/2566/assessment/" not in plan({}).plans


def test_an_edition_of_the_content_folder_has_pages(plan):
    """An edition that an agency adds is published like one that ships."""
    edition = (
        "fiscal_year: 2570\ncount_certainty: seen\nsub_indicators: [{code: '9.1', name: ก, certainty: high}]\nitems:\n"
        "- {code: O1, title: ก, title_en: A, indicator: 9, sub_indicator: '9.1', group: ก, kind: page, "
        "certainty: high, period: {ref: current}}\n"
    )
    assert {"oit/2570/", "oit/2570/o1/"} <= plan({"catalogue/2570.yml": edition}).plans.keys()


FILES = {
    "x/2566/measures/a.yml": ISSUE,
    "x/2566/measures/b.yml": ISSUE + "status: draft\n",
    "x/2566/measures/c.yml": ISSUE,
    "x/2566/assessment.yml": SCORES,
    "y/agency.yml": "name: ข\nfictional: yes\n",
    "y/2567/measures/a.yml": ISSUE,
}


def test_parents_come_before_their_children(plan):
    """Every page but home lies below a page that comes before it."""
    seen = set()
    for uri, page in plan(FILES).plans.items():
        assert uri == page.uri
        assert (uri == "") == (page.parent is None)
        assert page.parent is None or page.parent in seen
        seen.add(uri)


def test_every_page_says_what_it_is(plan):
    """Every page has a title, a name for breadcrumbs and a description; no two of a site have the same description."""
    plans = plan(FILES).plans.values()
    assert all(page.title and page.crumb and page.description for page in plans)
    descriptions = [page.description for page in plans if page.template != "issue.html"]
    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("agency_id", ["oit", "help", "x-2566"])
def test_no_two_pages_share_an_address(source, plan, agency_id):
    """No page is lost to another at the same address: what would collide is reported."""
    files = {f"{agency_id}/agency.yml": "name: ข\n", f"{agency_id}/2566/measures/a.yml": ISSUE}
    facts = build_facts(source(files))
    addresses = [page.uri for page in plan_pages(facts, build_desks(facts, Settings()))]
    repeated = {uri for uri in addresses if addresses.count(uri) > 1}
    problems = plan(files).problems
    assert not repeated or problems


def test_groups_with_work_have_pages(plan):
    """A group has a page in the years in which it owns an item or does a measure, at its id or what its name gives."""
    agency = "name: ข\ngroups: [{id: a, name: ก}, กลุ่มอำนวยการ, {id: idle, name: ค}]\n"
    files = {"y/agency.yml": agency, "y/2566/oit.yml": "O1: {owner: ก}\n", "y/2566/measures/a.yml": ISSUE}
    files["y/2567/measures/a.yml"] = ISSUE + "responsible: กลุ่มอำนวยการ\n"
    found = plan(files, base=False)
    groups = {uri: page.title for uri, page in found.plans.items() if page.template == "group.html"}
    assert {
        "y/2566/todo/a/": "งานของก ปีงบประมาณ พ.ศ. 2566",
        "y/2567/todo/ge1509fe1/": "งานของกลุ่มอำนวยการ ปีงบประมาณ พ.ศ. 2567",
    } == groups
    calendars = [file.uri for file in found.data if file.uri.endswith(".ics")]
    assert [
        "y/2566/todo/calendar.ics",
        "y/2566/todo/a/calendar.ics",
        "y/2567/todo/calendar.ics",
        "y/2567/todo/ge1509fe1/calendar.ics",
    ] == calendars


# ---------------------------------------------------------------- neighbours, drafts, fiction


def test_issues_are_chained_without_drafts(plan):
    """Each published issue has its neighbours; a draft has none and comes last."""
    plans = plan(FILES).plans
    chain = {
        uri: (page.previous, page.next, page.draft) for uri, page in plans.items() if page.template == "issue.html"
    }
    measures = "x/2566/measures/"
    assert {
        f"{measures}a/": (None, f"{measures}base/", False),
        f"{measures}base/": (f"{measures}a/", f"{measures}c/", False),
        f"{measures}c/": (f"{measures}base/", None, False),
        f"{measures}b/": (None, None, True),
        "y/2567/measures/a/": (None, None, False),
    } == chain
    assert list(chain)[:4] == [f"{measures}{name}/" for name in ("a", "base", "c", "b")]


@pytest.mark.parametrize(("folder", "last"), [("x/2566/oit/", 43), ("y/2567/oit/", 35), ("oit/2566/", 43)])
def test_items_are_chained_in_their_order(plan, folder, last):
    """Each item of a checklist and of an edition leads to the one before and the one after, by number."""
    plans = plan(FILES).plans
    expected = [f"{folder}o{n}/" for n in range(1, last + 1)]
    found = [expected[0]]
    while (following := plans[found[-1]].next) is not None:
        assert found[-1] == plans[following].previous
        found.append(following)
    assert expected == found
    assert plans[expected[0]].previous is None


def test_a_draft_is_on_no_other_page(site):
    """A draft has a page of its own, marked so, and is neither listed, linked nor counted."""
    text = "title: ยังไม่เผยแพร่\noit: O1\nmeasures: [{title: ข}]\nstatus: draft\n"
    found = site({"x/2566/measures/b.yml": text})
    showing = {page.plan.uri for page in found.pages if "ยังไม่เผยแพร่" in page.body or "measures/b/" in page.body}
    assert {"x/2566/measures/b/"} == showing


def test_pages_of_a_fictional_agency_are_flagged(plan):
    """Every page of an agency that is made up says so; no other does."""
    flagged = {uri for uri, page in plan(FILES).plans.items() if page.fictional}
    assert {uri for uri in plan(FILES).plans if uri.startswith("y/")} == flagged


# ---------------------------------------------------------------- days and files


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, None, id="none"),
        pytest.param({"measures/a.yml": ISSUE + "updated: 2023-01-10\n"}, date(2023, 1, 10), id="an issue"),
        pytest.param({"measures/a.yml": ISSUE + "approved: {on: 1 มี.ค. 2566}\n"}, date(2023, 3, 1), id="an approval"),
        pytest.param({"report.yml": "updated: 2023-01-10\n"}, date(2023, 1, 10), id="the report"),
        pytest.param({"report.yml": "approved: {on: 2023-02-10}\n"}, date(2023, 2, 10), id="its approval"),
        pytest.param(
            {
                "oit.yml": "O1:\n  due: 2023-09-30\n"
                "  evidence: [{title: ก, url: 'https://a.go.th', published: 2023-04-01}]\n"
            },
            date(2023, 4, 1),
            id="evidence, but not what is still due",
        ),
        pytest.param(
            {"measures/a.yml": ISSUE + "updated: 2023-01-10\n", "report.yml": "updated: 2023-01-09\n"},
            date(2023, 1, 10),
            id="the newest",
        ),
        pytest.param(
            {"measures/a.yml": ISSUE + "updated: 2023-01-10\nstatus: draft\n"}, None, id="a draft does not count"
        ),
    ],
)
def test_the_newest_day_of_a_year(source, files, expected):
    """A year's pages carry the newest day that its data states, never the day of the build."""
    facts = build_facts(source({f"x/2566/{path}": text for path, text in files.items()}))
    assert expected == facts.agencies[0].years[0].last_day


def test_pages_carry_the_day_of_their_data(plan):
    """An issue carries its own day, a page of the year the newest, and a page of the catalogue none."""
    files = {
        "x/2566/measures/a.yml": ISSUE + "updated: 2023-01-10\napproved: {on: 2023-01-20}\n",
        "x/2566/measures/b.yml": ISSUE + "updated: 2023-02-10\n",
    }
    plans = plan(files).plans
    assert [date(2023, 1, 20), date(2023, 2, 10), None, date(2023, 2, 10), date(2023, 2, 10), None] == [
        plans[uri].updated
        for uri in (
            "x/2566/measures/a/",
            "x/2566/measures/b/",
            "x/2566/measures/base/",
            "x/2566/oit/o1/",
            "x/2566/",
            "oit/2566/",
        )
    ]


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("x/", "content/x/agency.yml"),
        ("x/2566/", "content/x/2566/report.yml"),
        ("x/2566/assessment/", "content/x/2566/assessment.yml"),
        ("x/2566/measures/", None),
        ("x/2566/measures/base/", "content/x/2566/measures/base.yml"),
        ("x/2566/results/", None),
        ("x/2566/oit/", "content/x/2566/oit.yml"),
        ("x/2566/oit/o2/", "content/x/2566/oit.yml"),
        ("x/2566/oit/o3/", None),
        ("x/2566/todo/", "content/x/2566/oit.yml"),
        ("x/2566/answers/", "content/x/2566/oit.yml"),
        ("oit/2566/", None),
        ("", None),
    ],
)
def test_a_page_knows_the_file_that_an_editor_would_change(plan, uri, expected):
    """A page that is made of one file names it."""
    files = {"report.yml": "doc_id: ก\n", "assessment.yml": SCORES, "oit.yml": "O2: {owner: ก}\n"}
    assert expected == plan({f"x/2566/{path}": text for path, text in files.items()}).plans[uri].source_path


def test_without_an_entry_there_is_no_file_to_change(plan):
    """A checklist that nobody has filled in names no file."""
    assert None is plan({}).plans["x/2566/oit/"].source_path


def test_evidence_files_are_published(plan, tmp_path):
    """Every evidence file of a year is published at the year's address, from where it lies."""
    files = {"x/2566/evidence/o2/ก.pdf": "1", "x/2566/evidence/a.csv": "2", "x/2566/notes.pdf": "3", "pages/b.pdf": "4"}
    found = plan(files | {"pages/about.md": ""})
    exports, elsewhere = [(export.uri, export.content) for export in found.exports], found.elsewhere
    assert [
        ("x/2566/evidence/a.csv", tmp_path / "content/x/2566/evidence/a.csv"),
        ("x/2566/evidence/o2/ก.pdf", tmp_path / "content/x/2566/evidence/o2/ก.pdf"),
    ] == exports
    made = {file.uri for file in found.data}
    assert {"x/2566/evidence/a.csv", "x/2566/evidence/o2/ก.pdf", "about/", "b.pdf"} == elsewhere - made


def test_the_page_of_measures_says_which_item_it_answers(site):
    """The pages of measures and results name the items that they meet; a page that meets none names none."""
    pages = {page.plan.uri: page.body for page in site({"x/2567/measures/a.yml": ISSUE + "results: ก\n"}).pages}
    answers = {uri: "หน้านี้ใช้ตอบข้อ" in pages[uri] for uri in pages if uri.endswith(("/measures/", "/results/"))}
    assert {
        "x/2566/measures/": True,
        "x/2566/results/": True,
        "x/2567/measures/": True,
        # O35 of 2567 asks for the results of 2566.
        "x/2567/results/": False,
    } == answers


# ---------------------------------------------------------------- the whole


def test_a_site_is_its_plan_rendered(source, plan):
    """A built site has the pages of its plan in their order, with the same files, problems and counts."""
    files = FILES | {"x/2566/evidence/a.pdf": "1", "x/2566/measures/d.yml": "x: y\n"}
    planned, built = plan(files), build_site(source(files))
    assert list(planned.plans) == [page.plan.uri for page in built.pages]
    assert (planned.problems, planned.counts) == (built.problems, built.counts)
    files = [*(export.uri for export in planned.exports), *(file.uri for file in planned.data)]
    assert files == [export.uri for export in built.exports]


def test_a_site_with_errors_is_whole(site):
    """With errors the site still stands, with a stub in place of what could not be read."""
    found = site({"x/2566/measures/a.yml": "title: ชื่อ\nmeasures: ข\n", "x/agency.yml": "x: y\n"})
    (page,) = [page for page in found.pages if page.plan.uri == "x/2566/measures/a/"]
    assert "ไฟล์ของประเด็นนี้มีข้อผิดพลาด" in page.body
    assert "แก้ไฟล์ content/x/2566/measures/a.yml" in page.body
    assert found.problems


def test_problems_are_sorted_whatever_finds_them(plan):
    """Problems of shape, of references and of addresses come in one order."""
    files = {"x/2566/measures/a.yml": ISSUE + "oit: O99\nx: y\n", "x/2566/measures/b.yml": ISSUE + "oit: O99\n"}
    found = plan(files | {"pages/index.md": ""}).problems
    assert ["OIT208", "OIT101", "OIT201"] == [problem.code for problem in found]


def test_the_pages_folder_is_shown_as_it_is_named(source):
    """Problems of authored pages name the folder that the host reads them from."""
    found = build_site(source({"pages/index.md": ""}), Settings(pages_folder="docs"))
    assert [Location("docs/index.md")] == [problem.where for problem in found.problems]


def test_a_run_ends_with_a_count():
    """The last line says what was read and how much of it is wrong."""
    problems = (Problem(Location("a"), "OIT101", ""), Problem(Location("a"), "OIT303", ""))
    counts = Counts(agencies=1, years=2, issues=26, measures=81, disclosures=43, files=31)
    assert "อ่าน 1 หน่วยงาน 2 ปี 26 ประเด็น 81 มาตรการ 43 ข้อที่เปิดเผย จาก 31 ไฟล์: ผิด 1 เตือน 1" == summary_line(
        counts, problems
    )
