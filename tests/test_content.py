"""The content that the repository ships: whole, without a problem, and with every figure of the source documents."""

import re

import pytest
import yaml

from oit_site.checklist import State
from oit_site.load import load_source
from oit_site.mkdocs_plugin import read_settings
from oit_site.site import build_site
from support import FIXTURES, REPOSITORY, arabic, read_page

SEEDS = yaml.safe_load((FIXTURES / "seed_figures.yml").read_text("utf-8"))

ISSUES = [pytest.param(agency, issue, id=f"{agency}/{issue}") for agency in SEEDS for issue in SEEDS[agency]["issues"]]
SCORES = [pytest.param(agency, year, id=f"{agency}/{year}") for agency in SEEDS for year in SEEDS[agency]["scores"]]
FIGURES = [pytest.param(agency, text, id=f"{agency}/{text}") for agency in SEEDS for text in SEEDS[agency]["figures"]]
DISCREPANCIES = [
    pytest.param(agency, words, id=f"{agency}/{' '.join(words)}")
    for agency in SEEDS
    for words in SEEDS[agency]["discrepancies"]
]
TIMES = [
    pytest.param(agency, entry["page"], entry["text"], entry["at_least"], id=f"{agency}/{entry['page']}{entry['text']}")
    for agency in SEEDS
    for entry in SEEDS[agency].get("times", [])
]


@pytest.fixture(scope="module")
def source():
    return load_source(REPOSITORY / "content", "content")


@pytest.fixture(scope="module")
def site(source):
    _, settings, _ = read_settings(REPOSITORY / "mkdocs.yml")
    return build_site(source, settings)


@pytest.fixture(scope="module")
def agencies(site):
    """Return the facts of each agency by its folder."""
    return {agency.source.id: agency for agency in site.facts.agencies}


@pytest.fixture(scope="module")
def texts(site):
    """Return the text of each page by its address, with Arabic digits."""
    return {page.plan.uri: arabic(read_page(str(page.body)).text) for page in site.pages}


@pytest.fixture(scope="module")
def year_of(agencies):
    """Return a function from an agency's folder to the facts of the year that its document is about."""
    return lambda agency: next(y for y in agencies[agency].years if y.fiscal_year == SEEDS[agency]["year"])


def pattern(text):
    """Return *text* as a pattern: a figure must not be part of a longer one, and a space may be any space or none."""
    words = r"\s*".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<![\d.,/]){words}(?![\d]|[.,/]\d)" if text[0].isdigit() else rf"{words}(?![\d]|[.,/]\d)")


def printed(figure):
    return arabic(figure.printed) if figure else None


# ---------------------------------------------------------------- the whole


def test_the_content_has_no_problem(site):
    """The repository's content builds without an error and without a warning."""
    assert [] == [str(problem) for problem in site.problems]


def test_every_agency_is_there(agencies):
    """The five agencies and the example are read, each with the year of its document."""
    assert {"example", *SEEDS} == set(agencies)
    assert {name: {SEEDS[name]["year"]} for name in SEEDS} == {
        name: {year.fiscal_year for year in agencies[name].years} for name in SEEDS
    }


def test_there_are_26_issues_of_the_five_agencies(year_of):
    """The five documents hold 26 issues and 73 measures."""
    assert 26 == sum(len(year_of(agency).issues) for agency in SEEDS)
    assert 73 == sum(year_of(agency).measure_count for agency in SEEDS)


def test_every_file_names_its_document(source):
    """Each file that was transcribed says from which document."""
    for agency in source.agencies:
        for year in agency.years if agency.id in SEEDS else ():
            records = [*year.issues, *(record for record in (year.assessment, year.report) if record)]
            named = {record.path: record.value.source.document for record in records if record.value.source}
            assert {record.path: SEEDS[agency.id]["document"] for record in records} == named


@pytest.mark.parametrize("agency", SEEDS)
def test_every_page_of_an_agency_says_whose_it_is(site, agencies, agency):
    """The name of the agency stands on each of its pages."""
    office = agencies[agency].agency
    nameless = [
        page.plan.uri
        for page in site.pages
        if page.plan.uri.startswith(f"{agency}/") and office.name not in page.body and office.label not in page.body
    ]
    assert [] == nameless


# ---------------------------------------------------------------- counts


@pytest.mark.parametrize("agency", SEEDS)
def test_every_measure_of_a_document_is_there(year_of, agency):
    """An agency has as many measures as its document, in the issues of its document."""
    assert SEEDS[agency]["measures"] == year_of(agency).measure_count
    assert sorted(SEEDS[agency]["issues"]) == sorted(issue.id for issue in year_of(agency).issues)


def test_the_steps_and_monitoring_points_of_phetchaburi_are_there(year_of):
    """Its seven issues hold 20 steps and 14 monitoring points, and name 32 different items."""
    issues = year_of("stj-phetchaburi").issues
    assert 20 == sum(count(issue, "steps") for issue in issues)
    assert 14 == sum(count(issue, "monitoring") for issue in issues)
    assert 32 == len({code for issue in issues for code in issue.all_codes()})


def count(issue, name):
    """Return how many entries *name* has in *issue* and its measures together."""
    return len(getattr(issue, name)) + sum(len(getattr(measure, name, ())) for measure in issue.measures)


@pytest.mark.parametrize(("agency", "issue_id"), ISSUES)
def test_an_issue_holds_what_its_document_states(year_of, agency, issue_id):
    """The numbers of its entries, its codes, questions, budget and scores are those of the document."""
    issue = next(issue for issue in year_of(agency).issues if issue.id == issue_id)
    stated = dict(SEEDS[agency]["issues"][issue_id])
    held = {
        "measures": len(issue.measures),
        "steps": count(issue, "steps"),
        "monitoring": count(issue, "monitoring"),
        "weaknesses": len(issue.weaknesses),
        "improvements": len(issue.improvements),
        "assessment_points": len(issue.assessment_points),
        "outcomes": count(issue, "outcomes"),
        "results": count(issue, "results"),
        "oit": sorted(issue.all_codes()),
        "questions": [question.code for question in issue.survey_questions],
        "budget": printed(issue.budget.amount) if issue.budget else None,
        "score": [printed(score.score) for score in issue.score],
    }
    if "oit" in stated:
        stated["oit"] = sorted(stated["oit"])
    assert stated == {key: held[key] for key in stated}


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(("agency", "fiscal_year"), SCORES)
def test_the_scores_are_those_that_are_printed(year_of, agency, fiscal_year):
    """Total, grade, weighted points and every score of every indicator stand as the document prints them."""
    stated = SEEDS[agency]["scores"][fiscal_year]
    scores = next(s for s in year_of(agency).assessment.scores if s.fiscal_year == fiscal_year)
    assert stated.get("total") == printed(scores.total)
    assert stated.get("grade") == scores.grade
    weighted = scores.weighted
    assert stated.get("weighted") == (weighted and {k: printed(getattr(weighted, k)) for k in ("iit", "eit", "oit")})
    held = {}
    for entry in scores.indicators:
        if entry.score:
            held.setdefault(entry.no, [])
            if printed(entry.score) not in held[entry.no]:
                held[entry.no].append(printed(entry.score))
    assert stated["indicators"] == dict(sorted(held.items()))
    for key, name in (("grades", "grade"), ("ranks", "rank")):
        if key in stated:
            assert stated[key] == {entry.no: getattr(entry, name) for entry in scores.indicators}


@pytest.mark.parametrize(("agency", "fiscal_year"), SCORES)
def test_the_scores_are_shown(texts, agency, fiscal_year):
    """Each printed score stands on the agency's page of scores."""
    stated = SEEDS[agency]["scores"][fiscal_year]
    figures = [figure for listed in stated["indicators"].values() for figure in listed]
    figures += [*stated.get("weighted", {}).values(), *([stated["total"]] if "total" in stated else [])]
    page = texts[f"{agency}/{SEEDS[agency]['year']}/assessment/"]
    assert [] == [figure for figure in figures if not pattern(figure).search(page)]


@pytest.mark.parametrize(("agency", "figure"), FIGURES)
def test_a_figure_of_the_document_is_on_the_site(texts, agency, figure):
    """A period, date, number, law, order or address of the document stands on a page about its content."""
    # The checklist names every code and year by itself, so it proves nothing.
    pages = [uri for uri in texts if uri.startswith(f"{agency}/") and "/oit/" not in uri and "/todo/" not in uri]
    assert [uri for uri in pages if pattern(figure).search(texts[uri])] != []


@pytest.mark.parametrize(("agency", "page", "text", "at_least"), TIMES)
def test_a_repeated_figure_is_repeated(texts, agency, page, text, at_least):
    """What the document says of several rows stands as often."""
    assert at_least <= len(pattern(text).findall(texts[f"{agency}/{SEEDS[agency]['year']}/{page}"]))


def test_a_printed_code_with_a_zero_is_kept_beside_the_code(year_of):
    """`๐๓๔` and `๐๓๕` are read as O34 and O35, and shown as they are printed."""
    issue = next(issue for issue in year_of("stj-phetchaburi").issues if issue.id == "topic-1-4-assets")
    assert [(("O34",), "034"), (("O35",), "035")] == [(link.codes, arabic(link.printed)) for link in issue.oit]


def test_the_boxes_of_personnel_items_are_kept(year_of):
    """Of the boxes beside the personnel items, only that of O23 is ticked."""
    issue = next(issue for issue in year_of("stj-phetchaburi").issues if issue.id == "topic-1-6-personnel")
    boxes = {code: link.checked for link in issue.oit for code in link.codes}
    assert {"O23": True} | dict.fromkeys(("O24", "O25", "O26", "O39", "O40", "O41"), False) == boxes


def test_the_years_in_titles_of_items_are_kept(year_of):
    """Where the document prints a year in the title of an item, it is kept beside the code."""
    issues = year_of("stj-phetchaburi").issues
    years = {code: link.year for issue in issues for link in issue.oit for code in link.codes if link.year}
    assert {"O11": 2566, "O13": 2565, "O22": 2565, "O26": 2565, "O34": 2566}.items() <= years.items()


# ---------------------------------------------------------------- discrepancies


def entries_of(agency):
    """Yield every recorded discrepancy of *agency*."""
    yield from agency.agency.discrepancies
    for year in agency.years:
        for record in (year.assessment, year.report, *year.issues):
            yield from record.discrepancies if record else ()


@pytest.mark.parametrize(("agency", "words"), DISCREPANCIES)
def test_where_a_document_contradicts_itself_is_recorded(agencies, agency, words):
    """For each contradiction of the document there is an entry that says both readings."""
    texts = [
        arabic(" ".join(filter(None, (entry.about, entry.printed, entry.other, entry.note))))
        for entry in entries_of(agencies[agency])
    ]
    assert [text for text in texts if all(word in text for word in words)] != []


@pytest.mark.parametrize("agency", SEEDS)
def test_every_recorded_contradiction_is_shown(agencies, texts, agency):
    """Each entry stands on a page of its agency as it is written."""
    shown = " ".join(text for uri, text in texts.items() if uri.startswith(f"{agency}/"))
    for entry in entries_of(agencies[agency]):
        for text in (entry.about, entry.printed, entry.other, entry.note):
            assert text is None or arabic(text) in shown, text


# ---------------------------------------------------------------- the example


def test_the_example_covers_every_state(agencies):
    """It shows complete, partial, missing, not applicable and unconfirmed items, and evidence of a wrong year."""
    rows = [row for year in agencies["example"].years for row in year.checklist.rows]
    assert set(State) - {State.UNSTATED} == {row.state for row in rows}
    faults = [fault for row in rows for evidence in row.evidence for fault in evidence.faults]
    assert any("แต่ข้อนี้ขอปี" in fault for fault in faults)


def test_the_example_covers_every_kind_of_evidence(agencies):
    """Its evidence is files of this site, pages of this site, and addresses elsewhere, and its own pages count."""
    rows = [evidence for year in agencies["example"].years for r in year.checklist.rows for evidence in r.evidence]
    kinds = {
        kind for row in rows if row.evidence for kind in ("file", "page", "url") if getattr(row.evidence, kind)
    } | {row.site_page for row in rows if row.site_page}
    assert {"file", "page", "url", "measures", "results"} == kinds


def test_the_example_has_two_years_with_different_editions(agencies):
    """Its two years go by the catalogue of 2566 and of another year, so that numbers shift between them."""
    years = agencies["example"].years
    assert [2566, 2567] == [year.fiscal_year for year in years]
    assert all(year.checklist.filled_in for year in years)


def test_only_the_example_is_fictional(site, agencies):
    """Every page of the example is marked as fictional, and no page of a real agency."""
    assert {"example"} == {name for name, agency in agencies.items() if agency.agency.fictional}
    for page in site.pages:
        assert page.plan.fictional == page.plan.uri.startswith("example/"), page.plan.uri


def test_the_authored_pages_of_the_example_are_marked_as_fictional():
    """What stands in Markdown of the example has the mark too."""
    pages = sorted((REPOSITORY / "content/pages/example").rglob("*.md"))
    assert pages
    for page in pages:
        head = page.read_text("utf-8").split("---")[1]
        assert "สมมติ" in yaml.safe_load(head)["fictional"], page.name


def test_no_page_shows_the_name_of_a_missing_value(texts):
    """Nowhere does `None` or an unfilled template stand in a text."""
    odd = [uri for uri, text in texts.items() if re.search(r"\bNone\b|\{\{|\{%|Undefined", text)]
    assert [] == odd


def test_no_text_holds_a_citizen_id(texts):
    """No page shows thirteen digits that are a valid Thai citizen number."""

    def valid(digits):
        return (11 - sum(int(d) * (13 - i) for i, d in enumerate(digits[:12])) % 11) % 10 == int(digits[12])

    for uri, text in texts.items():
        found = re.findall(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)", text)
        assert [] == [f for f in found if valid(re.sub(r"\D", "", f))], uri
