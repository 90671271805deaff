"""The rules of the checklist: what counts, what does not, and what it adds up to."""

from decimal import Decimal

import pytest

from oit_site.checklist import Mark, State, estimated_oit, evidence_faults, gaps, states_part, tally
from oit_site.facts import build_facts
from oit_site.freshness import Freshness, asked_year
from oit_site.load import shipped_catalogues
from oit_site.model import Claim, Evidence, Issue
from oit_site.scoring import rounded

EDITION = """\
fiscal_year: 2570
count_certainty: seen
sub_indicators:
- {code: "9.1", name: ข้อมูลพื้นฐาน, certainty: high}
- {code: "10.2", name: มาตรการภายใน, certainty: high}
items:
- code: O1
  title: สองอย่าง
  title_en: Two
  indicator: 9
  sub_indicator: "9.1"
  group: ก
  kind: page
  concepts: [structure]
  period: {ref: current, year: 2570}
  certainty: high
  elements:
  - {id: O1.1, text: อย่างแรก, basis: seen}
  - {id: O1.2, text: อย่างที่สอง, basis: seen-school}
- code: O2
  title: อย่างหนึ่งยังไม่ยืนยัน
  title_en: One of two recalled
  indicator: 9
  sub_indicator: "9.1"
  group: ก
  kind: report
  concepts: [action_plan]
  period: {ref: fy, year: 2570}
  certainty: high
  elements:
  - {id: O2.1, text: พบแล้ว, basis: seen-other}
  - {id: O2.2, text: ยังไม่พบ, basis: recall}
- code: O3
  title: ยังไม่ยืนยันทั้งข้อ
  title_en: Recalled
  indicator: 9
  sub_indicator: "9.1"
  group: ก
  kind: page
  period: {ref: prev_fy, year: 2569}
  certainty: low
  elements:
  - {id: O3.1, text: ยังไม่พบ, basis: recall}
- code: O4
  title: ไม่มีรายการองค์ประกอบ
  title_en: No elements
  indicator: 9
  sub_indicator: "9.1"
  group: ก
  kind: page
  period: {ref: unverified}
  certainty: low
- code: O42
  title: มาตรการ
  title_en: Measures
  indicator: 10
  sub_indicator: "10.2"
  group: ข
  kind: page
  concepts: [internal_measures]
  period: {ref: analysis_prev_fy_for_fy, year: 2570}
  site_page: measures
  certainty: high
  elements:
  - {id: O42.1, text: ผู้รับผิดชอบ, basis: seen, met_by: [responsible]}
  - {id: O42.2, text: ขั้นตอนและการติดตาม, basis: seen, met_by: [steps, monitoring]}
- code: O43
  title: ผล
  title_en: Results
  indicator: 10
  sub_indicator: "10.2"
  group: ข
  kind: page
  concepts: [internal_measures_report]
  period: {ref: prev_fy, year: 2569}
  site_page: results
  certainty: high
  elements:
  - {id: O43.1, text: ผลการดำเนินการ, basis: seen, met_by: [results]}
  - {id: O43.2, text: แบบที่ไม่มีในหน้า, basis: seen}
"""
"""A small edition with an item of each kind."""

ISSUE = "title: ประเด็น\nmeasures:\n- title: มาตรการ\n"


@pytest.fixture
def checklist(source):
    """Return a function that writes the files of the year 2570 and gives its checklist by EDITION."""

    def read(oit="", **files):
        texts = {"catalogue/2570.yml": EDITION, "x/2570/measures/a.yml": ISSUE} | files
        facts = build_facts(source(texts | ({"x/2570/oit.yml": oit} if oit else {})))
        return facts.agencies[0].years[-1].checklist

    return read


def entry(code, *evidence, **more):
    """Return an entry of oit.yml whose pieces of evidence are flow maps without the title."""
    lines = [f"{code}:", *(f"  {key}: {value}" for key, value in more.items())]
    if evidence:
        lines += ["  evidence:", *(f"  - {{title: หลักฐาน, {piece}}}" for piece in evidence)]
    return "\n".join(lines) + "\n"


URL = 'url: "https://a.go.th"'


# ---------------------------------------------------------------- the state of one item


@pytest.mark.parametrize(
    ("oit", "code", "state", "met"),
    [
        pytest.param("", "O1", State.UNSTATED, 0, id="nothing said of any item"),
        pytest.param("edition: 2570\n", "O1", State.UNSTATED, 0, id="an edition is no disclosure"),
        pytest.param("O2: {owner: ก}\n", "O1", State.MISSING, 0, id="nothing said of this item"),
        pytest.param("O1: {owner: ก}\n", "O1", State.MISSING, 0, id="no evidence"),
        pytest.param(entry("O1", URL), "O1", State.COMPLETE, 2, id="evidence without elements is for all"),
        pytest.param(entry("O1", f"{URL}, elements: [O1.1]"), "O1", State.PARTIAL, 1, id="one element of two"),
        pytest.param(
            entry("O1", f"{URL}, elements: [O1.1]", "page: about.md, elements: O1.2"),
            "O1",
            State.COMPLETE,
            2,
            id="two pieces, one element each",
        ),
        pytest.param(entry("O1", "file: evidence/none.pdf"), "O1", State.MISSING, 0, id="the file is not there"),
        pytest.param(entry("O1", "file: evidence/empty.pdf"), "O1", State.MISSING, 0, id="the file is empty"),
        pytest.param(entry("O1", "file: evidence/a.txt"), "O1", State.COMPLETE, 2, id="the file is there"),
        pytest.param(
            entry("O1", "file: evidence/none.pdf", f"{URL}, elements: [O1.2]"),
            "O1",
            State.PARTIAL,
            1,
            id="one piece fails",
        ),
        pytest.param(entry("O1", f"{URL}, elements: [O1.9]"), "O1", State.MISSING, 0, id="element of no item"),
        pytest.param(entry("O1", status="complete"), "O1", State.MISSING, 0, id="a claim is no evidence"),
        pytest.param(entry("O1", URL, status="missing"), "O1", State.COMPLETE, 2, id="evidence speaks against a claim"),
        pytest.param(
            entry("O1", URL, not_applicable="ไม่มีภารกิจ"),
            "O1",
            State.NOT_APPLICABLE,
            2,
            id="not applicable, with evidence",
        ),
        pytest.param(entry("O2", URL), "O2", State.COMPLETE, 1, id="the recalled element does not count"),
        pytest.param(entry("O2", f"{URL}, elements: [O2.1]"), "O2", State.COMPLETE, 1, id="all confirmed elements"),
        pytest.param(entry("O2", f"{URL}, elements: [O2.2]"), "O2", State.MISSING, 0, id="only the recalled element"),
        pytest.param(entry("O2", f"{URL}, covers_fiscal_year: 2570"), "O2", State.COMPLETE, 1, id="right year"),
        pytest.param(entry("O2", f"{URL}, covers_fiscal_year: 2569"), "O2", State.MISSING, 0, id="wrong year"),
        pytest.param(
            entry("O2", f"{URL}, covers_fiscal_year: 2566-2570"), "O2", State.COMPLETE, 1, id="range of years"
        ),
        pytest.param(
            entry("O2", f"{URL}, covers_fiscal_year: 2569", f"{URL}, covers_fiscal_year: 2570"),
            "O2",
            State.COMPLETE,
            1,
            id="an old piece beside a right one",
        ),
        pytest.param(entry("O1", f"{URL}, covers_fiscal_year: 2560"), "O1", State.COMPLETE, 2, id="no year is asked"),
        pytest.param("O3: {owner: ก}\n", "O3", State.MISSING, 0, id="recalled item, no evidence"),
        pytest.param(entry("O3", URL), "O3", State.UNCONFIRMED, 0, id="recalled item, evidence"),
        pytest.param(entry("O3", "file: evidence/none.pdf"), "O3", State.MISSING, 0, id="recalled item, no file"),
        pytest.param(entry("O4", URL), "O4", State.UNCONFIRMED, 0, id="no elements, evidence"),
        pytest.param("O4: {owner: ก}\n", "O4", State.MISSING, 0, id="no elements, no evidence"),
        pytest.param(
            entry("O4", not_applicable="ไม่มี"), "O4", State.NOT_APPLICABLE, 0, id="no elements, not applicable"
        ),
    ],
)
def test_the_state_of_an_item(checklist, oit, code, state, met):
    """An item is complete when evidence that passes covers each confirmed element, partial when it covers some."""
    files = {"x/2570/evidence/a.txt": "1", "x/2570/evidence/empty.pdf": ""}
    row = checklist(oit, **files).by_code[code]
    assert (state, met) == (row.state, row.met)


@pytest.mark.parametrize(
    ("oit", "expected"),
    [
        pytest.param("", [(Mark.UNMET, "ไม่มีหลักฐานที่ระบุองค์ประกอบนี้"), (Mark.UNCONFIRMED, None)], id="nothing"),
        pytest.param(entry("O2", URL), [(Mark.MET, None), (Mark.UNCONFIRMED, None)], id="evidence"),
        pytest.param(
            entry("O2", "file: evidence/none.pdf", f"{URL}, covers_fiscal_year: 2568-2569"),
            [(Mark.UNMET, "ไม่พบไฟล์ · เป็นข้อมูลปี 2568–2569 แต่ข้อนี้ขอปี 2570"), (Mark.UNCONFIRMED, None)],
            id="faults",
        ),
    ],
)
def test_each_element_says_why_it_is_not_met(checklist, oit, expected):
    """An element is met, unmet for a stated reason, or not confirmed."""
    row = checklist(oit).by_code["O2"]
    assert expected == [(each.mark, each.reason) for each in row.elements]
    assert [each for each in row.elements if each.mark is Mark.UNMET] == list(row.unmet)


CSV_SHA256 = "9c6536d38fa37da58fac066342747e6d20fdace12ab5b287cf04506f2afe95b0"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("file: evidence/a.csv", ("text/csv", 4, True, None, 3)),
        ("file: evidence/none.pdf", (None, None, False, None, None)),
        ("page: about.md", ("text/html", None, False, None, 1)),
        ("page: plan.pdf#page=2", ("application/pdf", None, False, None, 1)),
        ("url: https://www.example.go.th/a.xlsx", (None, None, False, None, 2)),
        ("url: https://www.example.go.th/a", (None, None, False, None, 1)),
    ],
)
def test_a_piece_of_evidence_says_what_it_is(checklist, place, expected):
    """A file is what its bytes say; an address elsewhere has no media type, only the level that its ending promises."""
    (row,) = checklist(entry("O1", place), **{"x/2570/evidence/a.csv": "x,y\n"}).by_code["O1"].evidence
    facts = (row.media_type, row.size, row.sha256 == CSV_SHA256, row.text_layer, row.open_level)
    assert expected == facts


def test_the_pages_of_the_site_are_web_pages(checklist):
    """The site's own measure page counts as a web page of the lowest level."""
    files = {"x/2570/measures/a.yml": "title: ก\nmeasures:\n- {title: ข}\n"}
    row = next(row for row in checklist("", **files).rows if row.item.site_page == "measures")
    assert [("text/html", 1)] == [(each.media_type, each.open_level) for each in row.evidence]


@pytest.mark.parametrize(
    ("oit", "claimed", "overclaimed"),
    [
        pytest.param("", None, False, id="nothing said"),
        pytest.param("O1: {status: ครบถ้วน}\n", Claim.COMPLETE, True, id="complete without evidence"),
        pytest.param("O1: {status: partial}\n", Claim.PARTIAL, False, id="partial without evidence"),
        pytest.param(entry("O1", URL, status="complete"), Claim.COMPLETE, False, id="complete with evidence"),
        pytest.param(
            entry("O1", f"{URL}, elements: [O1.1]", status="complete"), Claim.COMPLETE, True, id="complete with a part"
        ),
    ],
)
def test_claim_and_finding_stay_apart(checklist, oit, claimed, overclaimed):
    """What the agency claims is kept beside what the build finds, and a claim beyond it is known."""
    row = checklist(oit).by_code["O1"]
    assert (claimed, overclaimed) == (row.claimed, row.overclaimed)


def test_recalled_elements_never_count():
    """In no shipped edition can a recalled element make an item complete, partial or missing."""
    for edition in shipped_catalogues().values():
        for item in edition.items:
            assert not {e.id for e in item.required} & {e.id for e in item.elements if e.basis == "recall"}


# ---------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("code", "fiscal_year", "expected"),
    [
        pytest.param("O11", 2566, 2566, id="this year"),
        pytest.param("O13", 2566, 2565, id="last year"),
        pytest.param("O11", 2567, 2567, id="edition used a year later"),
        pytest.param("O13", 2567, 2566, id="last year, a year later"),
        pytest.param("O11", 2565, 2565, id="edition used a year earlier"),
    ],
)
def test_an_edition_used_for_another_year_moves_its_years(code, fiscal_year, expected):
    """The year that an item asks for moves with the year that the edition is used for."""
    edition = shipped_catalogues()[2566]
    assert expected == asked_year(edition, edition.by_code[code], fiscal_year)


def test_an_item_may_ask_for_no_year(checklist):
    """An item whose period names no year asks for none."""
    assert None is checklist().by_code["O4"].asked_year


def test_evidence_is_judged_by_the_moved_year(source):
    """With the edition of 2566 in 2567, evidence of 2567 counts and evidence of 2566 does not."""
    oit = (
        "edition: 2566\n"
        + entry("O11", f"{URL}, covers_fiscal_year: 2567")
        + entry("O7", f"{URL}, covers_fiscal_year: 2566")
    )
    (agency,) = build_facts(source({"x/2567/measures/a.yml": ISSUE, "x/2567/oit.yml": oit})).agencies
    rows = agency.years[-1].checklist.by_code
    assert (State.COMPLETE, State.MISSING) == (rows["O11"].state, rows["O7"].state)
    assert ("เป็นข้อมูลปี 2566 แต่ข้อนี้ขอปี 2567",) == rows["O7"].evidence[0].faults


def test_evidence_without_a_file_or_a_year_has_no_fault():
    """An address elsewhere cannot be checked offline, so it passes."""
    item = shipped_catalogues()[2566].by_code["O11"]
    assert () == evidence_faults(Evidence(title="ก", url="https://a.go.th"), item, 2566, {})


# ---------------------------------------------------------------- the site's own pages


def works(**parts):
    """Return the text of an issue that states *parts* for itself."""
    return ISSUE + "".join(f"{part}: [ก]\n" for part in parts)


FULL = ISSUE + "responsible: ก\nsteps: ก\nmonitored_by: ก\n"


@pytest.mark.parametrize(
    ("files", "state", "reasons"),
    [
        pytest.param({"a": FULL}, State.COMPLETE, [None, None], id="stated for the issue"),
        pytest.param(
            {"a": "title: ก\nmeasures:\n- {title: ข, responsible: ก, steps: ก, monitoring: ก}\n"},
            State.COMPLETE,
            [None, None],
            id="stated for every measure",
        ),
        pytest.param(
            {
                "a": "title: ก\nresponsible: ก\nmeasures:\n"
                "- {title: ข, steps: ก, monitoring: ก}\n- {title: ค, monitoring: ก}\n"
            },
            State.PARTIAL,
            [None, "หน้ามาตรการยังไม่ระบุขั้นตอนหรือวิธีการใน 1 จาก 1 ประเด็น"],
            id="lacking for one measure",
        ),
        pytest.param(
            {"a": FULL, "b": ISSUE + "responsible: ก\n"},
            State.PARTIAL,
            [None, "หน้ามาตรการยังไม่ระบุขั้นตอนหรือวิธีการใน 1 จาก 2 ประเด็น"],
            id="lacking for one issue",
        ),
        pytest.param(
            {"a": FULL, "b": ISSUE + "status: draft\n"}, State.COMPLETE, [None, None], id="a draft does not count"
        ),
        pytest.param(
            {"a": FULL + "status: draft\n"},
            State.UNSTATED,
            ["ไม่มีมาตรการของปี 2570 ในเว็บไซต์นี้"] * 2,
            id="only a draft",
        ),
        pytest.param(
            {"a": ISSUE},
            State.MISSING,
            [
                "หน้ามาตรการยังไม่ระบุผู้รับผิดชอบใน 1 จาก 1 ประเด็น",
                "หน้ามาตรการยังไม่ระบุขั้นตอนหรือวิธีการใน 1 จาก 1 ประเด็น",
            ],
            id="nothing but a title",
        ),
    ],
)
def test_the_page_of_measures_meets_its_item(checklist, files, state, reasons):
    """The site's own page of measures is evidence for the elements that every published issue states."""
    row = checklist(**{f"x/2570/measures/{name}.yml": text for name, text in files.items()}).by_code["O42"]
    assert (state, reasons) == (row.state, [each.reason for each in row.elements])


def test_the_page_of_results_is_that_of_the_year_asked_for(checklist):
    """An item that asks for last year's results is met by last year's page, and says what that page lacks."""
    row = checklist(**{"x/2569/measures/a.yml": ISSUE + "results: ก\n"}).by_code["O43"]
    (evidence,) = row.evidence
    assert ("results", 2569, ("O43.1",), True) == (
        evidence.site_page,
        evidence.site_year,
        evidence.elements,
        evidence.passes,
    )
    assert [None, "ไม่มีหลักฐานที่ระบุองค์ประกอบนี้"] == [each.reason for each in row.elements]
    assert State.PARTIAL is row.state


def test_without_last_years_page_the_item_says_so(checklist):
    """Where last year is not on the site, each element says so."""
    row = checklist().by_code["O43"]
    assert ((), ["ไม่มีมาตรการของปี 2569 ในเว็บไซต์นี้"] * 2) == (row.evidence, [e.reason for e in row.elements])


def test_stated_evidence_joins_the_sites_own(checklist):
    """What the page lacks, a file or an address may supply."""
    row = checklist(entry("O42", f"{URL}, elements: [O42.1, O42.2]")).by_code["O42"]
    assert (State.COMPLETE, 2) == (row.state, len(row.evidence))


@pytest.mark.parametrize("fiscal_year", [2566, 2567])
def test_a_full_issue_meets_the_items_of_measures_and_results(source, fiscal_year):
    """An issue that states everything meets O42 and O43 of 2566, and every element of O34 and O35 that a page can."""
    full = FULL + "weaknesses: ก\nimprovements: ก\nresults: ก\noutcomes: ก\nproblems: ไม่มี\nsuggestions: ไม่มี\n"
    full += "budget: {amount: 0}\ntimeframe: ทั้งปี\n"
    files = {f"x/{year}/measures/base.yml": full for year in (2566, 2567)}
    (agency,) = build_facts(source(files)).agencies
    year = next(year for year in agency.years if year.fiscal_year == fiscal_year)
    rows = [row for row in year.checklist.rows if row.item.site_page]
    for row in rows:
        lacking = {each.element.id for each in row.unmet}
        assert lacking == {element.id for element in row.item.required if not element.met_by}


@pytest.mark.parametrize(
    ("work", "part", "expected"),
    [
        pytest.param({}, "measures", True, id="measures"),
        pytest.param({"weaknesses": "ก"}, "weaknesses", True, id="weaknesses"),
        pytest.param({}, "improvements", False, id="no improvements"),
        pytest.param({"monitored_by": "ก"}, "monitoring", True, id="who monitors is monitoring"),
        pytest.param({"budget": {"problems": "ไม่มี"}}, "problems", True, id="problems of the budget"),
        pytest.param({"budget": {"suggestions": "ไม่มี"}}, "suggestions", True, id="suggestions of the budget"),
        pytest.param({"budget": {"amount": "0"}}, "budget", True, id="a budget of nothing"),
        pytest.param({"timeframe": "ทั้งปี"}, "timeframe", True, id="timeframe"),
        pytest.param({"outcomes": "ก"}, "outcomes", True, id="outcomes"),
        pytest.param({}, "results", False, id="no results"),
    ],
)
def test_what_an_issue_states(work, part, expected):
    """A part is stated where the issue or every measure states it; «ไม่มี» and 0 are values."""
    issue = Issue.model_validate({"title": "ก", "measures": [{"title": "ข"}]} | work)
    assert expected is states_part(issue, part)


# ---------------------------------------------------------------- measures and items, both ways


def pairs_by_item(year):
    return {
        (row.item.code, link.issue.id, link.measure.id if link.measure else None)
        for row in year.checklist.rows
        for link in row.measures
    }


def pairs_by_measure(year):
    return {
        (code, issue.id, work.id if work is not issue else None)
        for issue in year.issues
        for work in (issue, *issue.measures)
        for code in year.codes_of(work, issue)
        if code in year.checklist.by_code
    }


def test_measures_and_items_name_each_other(source):
    """Each item names the measures that name it, and no other, in every year and across editions."""
    mixed = "title: ก\noit: [O1, O4-O6, O42]\nmeasures:\n- {title: ข, oit: [O11, O11, O43]}\n- {title: ค}\n"
    files = {
        "x/2566/measures/base.yml": mixed,
        "x/2566/measures/draft.yml": mixed + "status: draft\n",
        "x/2567/measures/own.yml": "title: ก\noit: O34\nmeasures: [{title: ข, oit: O7}]\n",
        "x/2567/measures/old.yml": mixed + "oit_edition: 2566\n",
        "x/2567/oit.yml": "edition: 2567\nO1: {owner: ก}\n",
        "x/2569/measures/old.yml": mixed + "oit_edition: 2566\n",
    }
    (agency,) = build_facts(source(files)).agencies
    found = {year.fiscal_year: pairs_by_item(year) for year in agency.years}
    assert {year.fiscal_year: pairs_by_measure(year) for year in agency.years} == found
    assert {
        *((code, "base", None) for code in ("O1", "O4", "O5", "O6", "O42")),
        *((code, "base", "m1") for code in ("O11", "O43")),
    } == found[2566]
    assert {
        ("O34", "own", None),
        ("O7", "own", "m1"),
        # O4, O5 and O42 of 2566 are O7, O4 and O34 of 2567; O6 has no successor.
        *((code, "old", None) for code in ("O1", "O7", "O4", "O34")),
        *((code, "old", "m1") for code in ("O8", "O35")),
    } == found[2567]


def test_the_edition_of_all_issues_is_that_of_the_checklist(source):
    """Where all issues of a year name an older edition, the checklist goes by it."""
    files = {"x/2569/measures/old.yml": "title: ก\noit: O12\noit_edition: 2566\nmeasures: [{title: ข}]\n"}
    (agency,) = build_facts(source(files)).agencies
    assert ({("O12", "old", None)}, 2566) == (pairs_by_item(agency.years[-1]), agency.years[-1].edition.fiscal_year)


# ---------------------------------------------------------------- sums


def test_tallies_add_up(checklist):
    """The states add up to the items; those set aside or not confirmed are not judged."""
    oit = entry("O1", URL) + entry("O2", not_applicable="ไม่มี") + entry("O3", URL)
    found = checklist(oit)
    mission, rest, whole = tally(found.mission), tally(found.remaining), tally(found.rows)
    assert (["O1", "O2", "O3", "O4"], ["O42", "O43"]) == (
        [row.item.code for row in found.mission],
        [row.item.code for row in found.remaining],
    )
    assert {State.COMPLETE: 1, State.MISSING: 1, State.UNCONFIRMED: 1, State.NOT_APPLICABLE: 1} == {
        state: number for state, number in mission.states.items() if number
    }
    assert (4, 2, 50, 2, 2) == (
        mission.items,
        mission.judged,
        mission.percent,
        mission.elements_met,
        mission.elements_required,
    )
    assert (6, 4, 25, 2, 6) == (whole.items, whole.judged, whole.percent, whole.elements_met, whole.elements_required)
    for counts in (mission, rest, whole):
        assert counts.items == sum(counts.states.values())


def test_a_tally_of_nothing_is_nothing():
    """Without items there is nothing to judge and no division by zero."""
    assert (0, 0, 0) == ((found := tally([])).items, found.judged, found.percent)


@pytest.mark.parametrize(
    ("complete", "expected"),
    [(0, 0), (1, 2), (20, 48), (40, 97), (41, 100)],
    ids=["none", "one", "half", "all but one", "all"],
)
def test_a_percentage_is_rounded_down(source, complete, expected):
    """A hundred percent is shown only where every item counts: 40 of 41 are 97."""
    edition = shipped_catalogues()[2566]
    oit = "".join(entry(f"O{n}", URL) for n in range(1, 42))
    rows = build_facts(source({"x/2566/oit.yml": oit})).agencies[0].years[0].checklist.mission
    states = [State.COMPLETE] * complete + [State.MISSING] * (41 - complete)
    changed = [row.model_copy(update={"state": state}) for row, state in zip(rows, states, strict=True)]
    assert len(edition.items) - 2 == len(changed)
    assert expected == tally(changed).percent


def test_gaps_come_by_points(checklist):
    """What is worth most comes first; equal ones by number; complete, unconfirmed and not applicable are no gaps."""
    found = checklist(entry("O1", f"{URL}, elements: [O1.1]") + entry("O3", URL) + entry("O4", not_applicable="ไม่มี"))
    assert ["O42", "O43", "O1", "O2"] == [row.item.code for row in gaps(found)]
    assert [10, 10, 5, 5] == [row.points for row in gaps(found)]


@pytest.mark.parametrize(
    ("oit", "expected"),
    [
        pytest.param(entry("O1", URL), {9: "33.33", 10: "0.00"}, id="one of three that can be judged"),
        pytest.param(entry("O1", URL) + entry("O3", URL) + entry("O4", URL), {9: "50.00", 10: "0.00"}, id="one of two"),
        pytest.param("".join(entry(f"O{n}", URL) for n in (1, 2, 3, 4, 42, 43)), {9: "100.00", 10: "100.00"}, id="all"),
        pytest.param(
            "".join(entry(f"O{n}", not_applicable="ไม่มี") for n in (1, 2, 3, 4)),
            {9: None, 10: "0.00"},
            id="none to judge",
        ),
    ],
)
def test_indicators_are_estimated(checklist, oit, expected):
    """Indicators 9 and 10 are estimated from the items that can be judged: complete is 100, all else 0."""
    extra = {"O3": entry("O3", not_applicable="ไม่มี")} if "O3" not in oit else {}
    found = estimated_oit(checklist(oit + "".join(extra.values())))
    assert expected == {no: None if value is None else str(rounded(value)) for no, value in found.items()}


def test_an_estimate_weighs_sub_indicators_alike(source):
    """Nine of ten items of 9.1 alone give 90 of that fifth of the indicator, whatever the number of items elsewhere."""
    oit = "".join(entry(f"O{n}", URL) for n in range(1, 10)) + entry("O10", not_applicable="ไม่มี")
    facts = build_facts(source({"x/2566/oit.yml": oit}))
    assert {9: Decimal(20), 10: Decimal(0)} == estimated_oit(facts.agencies[0].years[0].checklist)


def test_a_year_without_oit_yml_is_not_filled_in(checklist):
    """Without entries nothing is judged: no item counts as missing, and all are still to be done."""
    found = checklist(**{"x/2570/measures/a.yml": ISSUE + "status: draft\n"})
    counts = tally(found.rows)
    assert (6, 6, 0, 0) == (counts.items, counts.states[State.UNSTATED], counts.judged, counts.percent)
    assert {9: None, 10: None} == estimated_oit(found)
    assert 6 == len(gaps(found))


def test_an_entry_makes_a_year_filled_in(checklist):
    """One entry of oit.yml, even an empty one, is a beginning; its edition alone is none."""
    assert (False, False, True) == (
        checklist().filled_in,
        checklist("edition: 2570\n").filled_in,
        checklist("O1: {}\n").filled_in,
    )


def test_an_item_says_whether_its_evidence_is_of_the_year(checklist):
    """One piece of the right year is enough; old pieces alone are old; an item of no year says nothing."""
    old, right = f"{URL}, covers_fiscal_year: 2569", f"{URL}, covers_fiscal_year: 2570"
    assert Freshness.MATCH is checklist(entry("O2", old, right)).by_code["O2"].freshness
    assert Freshness.OLD is checklist(entry("O2", old)).by_code["O2"].freshness
    assert Freshness.UNSTATED is checklist(entry("O2", URL)).by_code["O2"].freshness
    assert [None, None] == [checklist(oit).by_code["O1"].freshness for oit in ("", entry("O1", old))]


def test_the_sites_own_page_is_of_its_year(source):
    """The result page of the year answers for the year that the item asks for."""
    (year,) = build_facts(source({})).agencies[0].years
    row = year.checklist.by_code["O43"]
    assert (2566, 2566, Freshness.MATCH) == (row.asked_year, row.evidence[0].site_year, row.freshness)
