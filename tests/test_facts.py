"""What is computed from a source: years, editions, trends, and codes across editions."""

from decimal import Decimal

import pytest

from oit_site.facts import build_facts, checklist_edition, codes_in, edition_of, same_concept, states_problem
from oit_site.load import shipped_catalogues
from oit_site.model import Issue, ItemLink

ISSUE = "title: ก\nmeasures:\n- title: ข\n"
CATALOGUES = shipped_catalogues()


@pytest.fixture
def facts(source):
    """Return a function that writes files and gives the facts of them."""
    return lambda files, base=True: build_facts(source(files, base))


def test_a_portal_and_the_site_of_one_agency(facts):
    """A portal has no single agency; an agency of its own site has no part in the addresses."""
    (agency,) = facts({}).agencies
    assert (None, "x/", "x/2566/oit/o12/") == (facts({}).single, agency.uri, agency.latest.item_uri("O12"))


def test_the_site_of_one_agency(facts):
    """On its own site an agency lies at the root."""
    found = facts({"agency.yml": "name: ก\n", "2566/measures/a.yml": ISSUE}, base=False)
    assert found.single is found.agencies[0]
    assert ("", "2566/oit/o12/") == (found.single.uri, found.single.latest.item_uri("O12"))


def test_an_agency_without_years(facts):
    """An agency that has no year yet has no latest one and no trend."""
    (agency,) = facts({"agency.yml": "name: ก\n"}, base=False).agencies
    assert ((), None, ()) == (agency.years, agency.latest, agency.trend)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("year", "x/2566/"),
        ("assessment", "x/2566/assessment/"),
        ("measures", "x/2566/measures/"),
        ("results", "x/2566/results/"),
        ("oit", "x/2566/oit/"),
        ("todo", "x/2566/todo/"),
    ],
)
def test_addresses_of_a_year(facts, page, expected):
    """A year knows the address of each of its pages."""
    (year,) = facts({}).agencies[0].years
    assert expected == year.uri(page)


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        pytest.param("measures: [{title: ข}, {title: ค}]", 0, id="none"),
        pytest.param("measures: [{title: ข, results: [เสร็จ]}, {title: ค}]", 1, id="of one measure"),
        pytest.param("measures: [{title: ข, outcomes: [ดีขึ้น]}, {title: ค, results: [เสร็จ]}]", 2, id="of both"),
        pytest.param("outcomes: [ดีขึ้น]\nmeasures: [{title: ข}, {title: ค}]", 2, id="of the issue as a whole"),
        pytest.param("status: draft\nmeasures: [{title: ข, results: [เสร็จ]}]", 0, id="of a draft"),
    ],
)
def test_measures_with_results_are_counted(facts, issue, expected):
    """A measure has a result where it states one, or its issue states one for all; drafts do not count."""
    (year,) = facts({"x/2566/measures/base.yml": f"title: ก\n{issue}\n"}).agencies[0].years
    assert expected == year.reported_count


def test_scores_below_the_goal_are_found(facts):
    """By number, the first score printed for each indicator, against the goal of the document or else 85."""
    (year,) = facts({}).agencies[0].years
    assert (85, ()) == (year.goal, year.low_scores)
    scores = "result_year: 2565\nscores:\n- fiscal_year: 2565\n  indicators:\n"
    rows = "".join(f"  - {{no: {no}, score: {score}}}\n" for no, score in [(9, "84.99"), (2, 80), (3, 85), (2, 99)])
    (year,) = facts({"x/2566/assessment.yml": scores + rows}).agencies[0].years
    assert (85, [2, 9]) == (year.goal, [entry.no for entry in year.low_scores])
    (year,) = facts({"x/2566/assessment.yml": "threshold: 82\n" + scores + rows}).agencies[0].years
    assert (82, [2]) == (year.goal, [entry.no for entry in year.low_scores])


def test_a_year_gives_its_records(facts):
    """A year gives its published issues, how many measures they hold, and its scores and texts, or None."""
    files = {
        "x/2566/measures/a.yml": "title: ก\nmeasures: [{title: ข}, {title: ค}]\n",
        "x/2566/measures/d.yml": ISSUE + "status: draft\n",
        "x/2567/assessment.yml": "result_year: 2566\nscores: [{fiscal_year: 2566, total: 93.17}]\n",
        "x/2567/report.yml": "doc_id: ก\n",
    }
    bare, full = facts(files).agencies[0].years
    assert (["a", "base"], 3, None, None, ()) == (
        [issue.id for issue in bare.issues],
        bare.measure_count,
        bare.assessment,
        bare.report,
        bare.recomputed,
    )
    assert (2566, "ก", [None]) == (full.assessment.result_year, full.report.doc_id, [r.total for r in full.recomputed])
    assert (41, 43) == (bare.mission.items, bare.whole.items)


# ---------------------------------------------------------------- trend

SCORES = "result_year: {0}\nscores:\n"


def totals(*years):
    """Return an assessment that prints a total for each of *years*."""
    lines = [f"- {{fiscal_year: {year}, total: {year - 2480}.5, grade: A}}\n" for year in years]
    return SCORES.format(years[0]) + "".join(lines)


@pytest.mark.parametrize(
    ("assessments", "expected"),
    [
        pytest.param({2566: totals(2565)}, [(2565, "85.5", "A")], id="one year"),
        pytest.param({2566: totals(2566, 2565)}, [(2565, "85.5", "A"), (2566, "86.5", "A")], id="two sets of one file"),
        pytest.param(
            {2566: totals(2565), 2567: totals(2566)}, [(2565, "85.5", "A"), (2566, "86.5", "A")], id="two files"
        ),
        pytest.param(
            {2567: totals(2560, 2561, 2562, 2563, 2564, 2565, 2566)},
            [(year, f"{year - 2480}.5", "A") for year in range(2562, 2567)],
            id="the last five",
        ),
        pytest.param({2566: SCORES.format(2565) + "- {fiscal_year: 2565}\n"}, [], id="no total"),
        pytest.param(
            {
                2566: totals(2565)
                + "history:\n  heading: ย้อนหลัง\n  points:\n  - {fiscal_year: 2563, score: ๘๐}\n"
                + "  - {fiscal_year: 2564}\n  - {fiscal_year: 2565, score: 70}\n"
            },
            [(2563, "๘๐", None), (2565, "85.5", "A")],
            id="a printed series, over which the year's own scores win",
        ),
        pytest.param({2566: "x: y\n"}, [], id="broken scores"),
    ],
)
def test_the_trend_of_an_agency(facts, assessments, expected):
    """The totals come by year, oldest first, five at most, as they are printed."""
    (agency,) = facts({f"x/{year}/assessment.yml": text for year, text in assessments.items()}).agencies
    assert expected == [(point.fiscal_year, point.total.printed, point.grade) for point in agency.trend]


# ---------------------------------------------------------------- editions


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"measures/a.yml": ISSUE}, 2567, id="the fiscal year"),
        pytest.param({"measures/a.yml": ISSUE + "oit_edition: 2566\n"}, 2566, id="named by the only issue"),
        pytest.param(
            {"measures/a.yml": ISSUE + "oit_edition: 2566\n", "measures/b.yml": ISSUE}, 2567, id="issues do not agree"
        ),
        pytest.param(
            {"measures/a.yml": ISSUE + "oit_edition: 2566\n", "oit.yml": "edition: 2565\n"}, 2565, id="named by oit.yml"
        ),
        pytest.param(
            {"measures/a.yml": ISSUE + "oit_edition: 2566\n", "measures/b.yml": "x: y\n"},
            2566,
            id="a broken issue has no say",
        ),
        pytest.param({"report.yml": "doc_id: ก\n"}, 2567, id="no issues"),
        pytest.param(
            {"measures/a.yml": ISSUE, "oit.yml": "edition: ปีหน้า\n"}, 2567, id="an edition that cannot be read"
        ),
    ],
)
def test_the_edition_of_a_years_checklist(source, files, expected):
    """A checklist goes by the edition of oit.yml, else by the one of all issues, else by the fiscal year."""
    year = source({f"x/2567/{path}": text for path, text in files.items()}).agencies[0].years[-1]
    assert expected == checklist_edition(year)


@pytest.mark.parametrize(("fiscal_year", "expected"), [(2560, 2563), (2566, 2566), (2575, 2569)])
def test_a_year_without_an_edition_goes_by_the_newest_before_it(facts, fiscal_year, expected):
    """Where an edition is unknown, the page still stands: on the newest one before it, or the oldest of all."""
    years = facts({f"x/{fiscal_year}/measures/a.yml": ISSUE}).agencies[0].years
    assert expected == next(year for year in years if year.fiscal_year == fiscal_year).edition.fiscal_year


def test_the_edition_of_an_issue():
    """An issue's codes belong to the edition that it names, or to that of its folder."""
    tree = {"title": "ก", "measures": [{"title": "ข"}]}
    assert (2567, 2566) == (
        edition_of(Issue.model_validate(tree), 2567),
        edition_of(Issue.model_validate(tree | {"oit_edition": "2566"}), 2567),
    )


@pytest.mark.parametrize(
    ("codes", "named", "wanted", "expected"),
    [
        pytest.param(["O4", "O12"], 2566, 2566, ("O4", "O12"), id="same edition"),
        pytest.param(["O4"], 2566, 2567, ("O7",), id="the plan"),
        pytest.param(["O4"], 2567, 2566, ("O5",), id="contact details"),
        pytest.param(["O42", "O43"], 2566, 2567, ("O34", "O35"), id="measures and results"),
        pytest.param(["O6"], 2566, 2567, (), id="no successor"),
        pytest.param(["O11", "O12"], 2566, 2567, ("O8",), id="two become one"),
        pytest.param(["O99"], 2566, 2567, (), id="no such code"),
        pytest.param(["O4"], 2550, 2567, (), id="no such edition"),
        pytest.param(["O99"], 2566, 2566, ("O99",), id="no such code, same edition"),
        pytest.param(["O12", "O4", "O12"], 2566, 2566, ("O12", "O4"), id="each once"),
        pytest.param([], 2566, 2567, (), id="none"),
    ],
)
def test_codes_of_one_edition_in_another(codes, named, wanted, expected):
    """A code is carried to another edition by what it means, never by its number."""
    links = tuple(ItemLink(code=code) for code in codes)
    assert expected == codes_in(links, named, CATALOGUES[wanted], CATALOGUES)


@pytest.mark.parametrize(
    ("concepts", "fiscal_year", "expected"),
    [
        pytest.param(("strategic_plan",), 2567, ("O7",), id="one"),
        pytest.param(("action_plan", "spending_plan"), 2567, ("O8",), id="two of one item"),
        pytest.param(("structure", "powers"), 2566, ("O1", "O3"), id="two of two items"),
        pytest.param(("laws",), 2567, (), id="not in that year"),
        pytest.param((), 2567, (), id="none"),
    ],
)
def test_items_of_the_same_concept(concepts, fiscal_year, expected):
    """An edition gives its items of a concept, each once."""
    assert expected == same_concept(concepts, CATALOGUES[fiscal_year])


def test_scores_are_recomputed_in_their_order(facts):
    """Each printed set of scores is recomputed, in the order of the file."""
    weighted = "  weighted: {iit: 26.48, eit: 26.11, oit: 29.63}\n"
    text = SCORES.format(2562) + "- fiscal_year: 2562\n  total: 82.22\n" + weighted + "- fiscal_year: 2561\n"
    (year,) = facts({"x/2566/assessment.yml": text}).agencies[0].years
    assert [Decimal("82.22"), None] == [found.weighted_sum for found in year.recomputed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, False),
        ("ไม่มี", False),
        (" ไม่มีปัญหาและอุปสรรค ", False),
        ("-", False),
        ("ไม่มีงบประมาณเพียงพอ", True),
        ("เอกสารมาช้า 4 วัน", True),
    ],
)
def test_what_names_a_problem(text, expected):
    """That there was none is a value, and names no problem; what begins so may still name one."""
    assert expected == states_problem(text)


def test_the_issues_with_a_problem_and_those_responsible(facts):
    """A problem may stand at an issue or at one of its measures; who is responsible is named once."""
    files = {
        "x/2566/measures/a.yml": f"responsible: [ก, ข]\nproblems: ไม่มี\n{ISSUE}",
        "x/2566/measures/b.yml": f"problems: ช้า\n{ISSUE}",
        "x/2566/measures/c.yml": f"{ISSUE}  problems: ช้า\n  responsible: [ข, ค]\n",
    }
    year = facts(files).agencies[0].latest
    assert (["b", "c"], ("ก", "ข", "ค")) == ([issue.id for issue in year.troubled], year.owners)
