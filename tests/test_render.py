"""Pages as HTML: whole, escaped, in order, and linked only to what exists."""

import itertools
import json
import re
from typing import get_args
from urllib.parse import unquote, urldefrag, urljoin

import html5lib
import pytest
from markupsafe import Markup

from oit_site import model
from oit_site.checklist import EvidenceRow, Mark, State, Tally
from oit_site.facts import build_facts
from oit_site.freshness import Freshness
from oit_site.load import load_source
from oit_site.problem import Location, Problem
from oit_site.render import (
    LABELS,
    PagePlan,
    _evidence_url,
    file_size,
    meter_parts,
    render_page,
)
from oit_site.site import plan_site, problem_page

ISSUE = "title: ประเด็น\nmeasures:\n- title: มาตรการ\n"

# ---------------------------------------------------------------- one of everything

HOSTILE = "<script>alert(1)</script>\"'{{ x }}{% y %}&amp;</title>"


def everything(mark):
    """Return files that fill every field of every record; *mark* gives the text of each by its name."""

    def texts(name, *keys):
        return {key: mark(f"{name}.{key}") for key in keys}

    def point(name, depth=1):
        links = [{"url": "https://a.go.th/?a=1&b=2", "title": mark(f"{name}.links.title")}]
        return texts(name, "text", "printed_no") | {
            "links": links,
            "children": [point(f"{name}.children", depth - 1)] if depth else [],
        }

    def timeframe(name):
        return texts(name, "text") | {"start": "2022-10-01", "end": "2023-09-30"}

    def reference(name):
        return texts(name, "kind", "name", "number", "year") | {"url": "https://b.go.th/?a=1&b=2"}

    def discrepancy(name):
        return texts(name, "about", "printed", "other", "lines", "note")

    def approval(name):
        return texts(name, "by", "position", "order_no") | {"on": "1 มี.ค. 2566"}

    def work(name):
        return texts(name, "problems", "suggestions") | {
            "responsible": [mark(f"{name}.responsible")],
            "steps": [point(f"{name}.steps")],
            "monitoring": [point(f"{name}.monitoring")],
            "monitored_by": [mark(f"{name}.monitored_by")],
            "timeframe": [timeframe(f"{name}.timeframe")],
            "results": [point(f"{name}.results")],
            "outcomes": [point(f"{name}.outcomes")],
            "budget": {"amount": "10,001", **texts(f"{name}.budget", "unit", "source", "problems", "suggestions")},
            "targets": [texts(f"{name}.targets", "text", "unit") | {"value": "๑๐๐"}],
            "links": [{"url": "https://c.go.th", "title": mark(f"{name}.links.title")}],
            "references": [reference(f"{name}.references")],
            "oit": [texts(f"{name}.oit", "printed", "title") | {"code": "O11", "year": "2565", "checked": "yes"}],
        }

    agency = texts("agency", "name", "short_name", "kind", "about") | {
        "code": "EX.001",
        "catalogue_variant": "obec_area",
        "parents": [mark("agency.parents")],
        "websites": [{"url": "https://d.go.th", "title": mark("agency.websites.title")}],
        "contact": texts("contact", "address", "phone", "email") | {"complaint_url": "https://e.go.th/?a=1&b=2"},
        "groups": [mark("agency.groups")],
        "name_variants": [mark("agency.name_variants")],
        "colour": "#123456",
        "logo": "emblem.png",
        "fictional": "yes",
        "discrepancies": [discrepancy("agency.discrepancies")],
    }
    measure = work("measure") | texts("measure", "title", "printed_no", "order_no")
    measure |= {"id": "m1", "details": [point("measure.details")]}
    issue = work("issue") | texts(
        "issue", "title", "printed_no", "heading", "constraints", "narrative", "summary_plain"
    )
    issue |= {
        "id": "a",
        "indicators": ["9"],
        "oit_edition": "2566",
        "survey_questions": [{"code": "e10", "text": mark("issue.survey_questions.text")}],
        "score": [{"score": "86.28", "scope": mark("issue.score.scope")}],
        "weaknesses": [point("issue.weaknesses")],
        "improvements": [point("issue.improvements")],
        "assessment_points": [point("issue.assessment_points")],
        "measures": [measure],
        "column_labels": {"<b>": mark("issue.column_labels")},
        "discrepancies": [discrepancy("issue.discrepancies")],
        "source": texts("issue.source", "document", "pages", "note"),
        "approved": approval("issue.approved"),
        "updated": "2023-01-01",
        "status": "published",
    }
    indicator = texts("indicators", "grade", "status", "no_printed", "name_printed", "scope")
    scores = texts("scores", "grade") | {
        "fiscal_year": "2565",
        "total": "93.17",
        "weighted": {"iit": "27.49", "eit": "28.42", "oit": "37.26"},
        "indicators": [indicator | {"no": "9", "score": "86.28", "rank": "10"}],
        "narrative": [mark("scores.narrative")],
        "published": "2022-08-01",
    }
    assessment = {
        "result_year": "2565",
        "threshold": "85",
        "scores": [scores],
        "narrative": [mark("assessment.narrative")],
        "strengths": [texts("strengths", "text", "advice") | {"indicator": "9", "score": "99"}],
        "weak_indicators": [texts("weak_indicators", "text") | {"indicator": "9", "score": "80"}],
        "weak_count_printed": "๔",
        "history": texts("history", "heading", "note") | {"points": [{"fiscal_year": "2560", "score": "80"}]},
        "cpi": texts("cpi", "heading", "value", "note"),
        "column_labels": {"a": mark("assessment.column_labels")},
        "discrepancies": [discrepancy("assessment.discrepancies")],
        "source": texts("assessment.source", "document", "pages", "note"),
    }
    listed = ("title_lines", "preface", "summary", "rationale", "results_intro", "conclusion")
    report = {key: [mark(f"report.{key}")] for key in listed} | texts("report", "doc_id", "org_unit")
    report |= {
        "doc_type": "measures",
        "fiscal_year": "2566",
        "strategy": reference("report.strategy"),
        "references": [reference("report.references")],
        "toc": [texts("toc", "title", "page")],
        "timeframe": [timeframe("report.timeframe")],
        "approved": approval("report.approved"),
        "updated": "2023-01-01",
        "discrepancies": [discrepancy("report.discrepancies")],
        "source": texts("report.source", "document", "pages", "note"),
    }
    evidence = texts("evidence", "title", "menu_path", "note") | {
        "file": "evidence/แผน 1#2.pdf",
        "page_no": "3",
        "elements": ["O2.1"],
        "published": "2022-10-01",
        "covers_fiscal_year": "2566-2567",
    }
    oit = {
        "edition": "2566",
        "O2": texts("disclosure", "owner", "explain")
        | {
            "status": "partial",
            "due": "2023-01-01",
            "evidence": [
                evidence,
                {"title": mark("evidence on a page"), "page": 'about.md#"x"'},
                {"title": mark("evidence elsewhere"), "url": "https://f.go.th/?a=1&b=2"},
            ],
        },
        "O18": {"not_applicable": mark("disclosure.not_applicable")},
    }
    records = {
        "x/agency.yml": (agency, model.Agency),
        "x/2566/measures/a.yml": (issue, model.Issue),
        "x/2566/assessment.yml": (assessment, model.Assessment),
        "x/2566/report.yml": (report, model.Report),
    }
    for tree, kind in (*records.values(), (measure, model.Measure)):
        assert tree.keys() == {info.alias or name for name, info in kind.model_fields.items()}
    files = {path: json.dumps(tree) for path, (tree, _) in records.items()}
    return files | {"x/2566/oit.yml": json.dumps(oit), "x/2566/evidence/แผน 1#2.pdf": "1", "pages/about.md": ""}


# ---------------------------------------------------------------- sites of every kind

TEN = "".join(
    f"  - {{no: {no}, score: {score}}}\n"
    for no, score in enumerate((95.67, 88.69, 93.91, 90.22, 89.66, 96.04, 94.40, 93.79, 86.28, 100), 1)
)
"""Scores of all ten indicators, which give 93.168."""

SITES = {
    "everything": everything(lambda name: f"⟦{name}⟧"),
    "hostile": everything(lambda name: f"{HOSTILE} {name}"),
    "bare": {},
    "no years": {"y/agency.yml": "name: หน่วยงานใหม่\n"},
    "no issues": {"x/2567/report.yml": "doc_type: results\n"},
    "only a draft": {"x/2566/measures/base.yml": ISSUE + "status: draft\n"},
    "broken": {
        "x/agency.yml": "nam: ก\n",
        "x/2566/measures/a.yml": "title: ก\noit: O99\nmeasures: ข\n",
        "x/2566/oit.yml": "O1: {ownr: ก}\nO99: {owner: ก}\n"
        "O2:\n  evidence:\n  - {title: ก, file: ../x, elements: [O2.9]}\n",
        "x/2566/assessment.yml": "x: y\n",
        "x/2570/measures/a.yml": ISSUE,
    },
    "wrong evidence": {
        "x/2566/oit.yml": "O11:\n  evidence:\n  - {title: ก, file: evidence/none.pdf, covers_fiscal_year: 2560}\n"
        "  - {title: ข, page: none.md, covers_fiscal_year: 2560-2561}\n",
    },
    "all complete": {
        "x/2566/oit.yml": "".join(
            f"O{n}:\n  status: complete\n  evidence:\n  - {{title: ก, url: 'https://a.go.th'}}\n" for n in range(1, 44)
        )
    },
    "results of last year": {
        "x/2567/measures/a.yml": ISSUE + "oit: O34\n",
        "x/2566/measures/base.yml": ISSUE + "results: ก\noutcomes: ก\nproblems: ไม่มี\nsuggestions: ไม่มี\n",
        "x/2567/oit.yml": "O1: {owner: ก}\n",
    },
    "issues of an older edition": {"x/2567/measures/a.yml": ISSUE + "oit_edition: 2566\noit: [O12, O6]\n"},
    "issue and checklist of two editions": {
        "x/2567/measures/a.yml": ISSUE + "oit: [O34]\n",
        "x/2567/oit.yml": "edition: 2566\nO1: {owner: ก}\n",
    },
    "scores of many kinds": {
        "x/2567/assessment.yml": "result_year: 2562\nscores:\n- fiscal_year: 2562\n  total: ๘๒.๒๒\n  grade: AA\n"
        "  weighted: {iit: 26.48, eit: 26.11, oit: 29.60}\n  indicators:\n"
        + "".join(f"  - {{no: {n}, score: 8{n % 10}.5}}\n" for n in range(1, 11))
        + "  - {no: 7, score: 49, scope: ข้อ ๓}\n- {fiscal_year: 2562}\n- {fiscal_year: 2561, total: 40}\n"
        "- {fiscal_year: 2560, indicators: [{no: 3}]}\n"
        "- {fiscal_year: 2565, total: 93.17, indicators: [{no: 1, score: 120}]}\n"
        "weak_indicators: [{indicator: 9}]\nhistory: {heading: ย้อนหลัง}\ncpi: {heading: ดัชนี}\n",
        "x/2567/measures/a.yml": ISSUE + "indicators: [9]\n",
    },
    "scores that agree": {
        "x/2566/assessment.yml": "result_year: 2565\nscores:\n- fiscal_year: 2565\n  total: 93.17\n  grade: A\n"
        "  weighted: {iit: 27.49, eit: 28.42, oit: 37.26}\n  indicators:\n" + TEN,
    },
}
"""Sites whose every page must stand, by what is special about them; each over the least valid folder."""


SOME_ITEMS = ("o1", "o2", "o11", "o18", "o34", "o42", "o43")
"""The items whose pages are looked at; the others differ in words only."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return a function that gives plan and parsed pages of one of SITES, rendered once, without the catalogue."""
    made = {}

    def looked_at(uri):
        folder, _, item = uri.rstrip("/").rpartition("/")
        return not uri.startswith("oit/") and (not folder.endswith("/oit") or item in SOME_ITEMS)

    def render(name):
        if name not in made:
            folder = tmp_path_factory.mktemp("content") / "content"
            base = {"x/agency.yml": "name: สำนักงาน\n", "x/2566/measures/base.yml": ISSUE}
            for path, text in (base | SITES[name]).items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8")
            plan = plan_site(load_source(folder, "content"))
            rendered = [
                render_page(plan.plans[uri], plan.plans, plan.elsewhere) for uri in plan.plans if looked_at(uri)
            ]
            made[name] = plan, [(page, parse(page)) for page in rendered]
        return made[name]

    return render


def parse(page):
    """Return the tree of a page's body, which must be HTML without a single parse error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(str(page.body))


def ids_of(tree):
    return sorted(element.attrib["id"] for element in tree.iter() if "id" in element.attrib)


def text_of(element):
    return "".join(element.itertext())


def levels_of(tree):
    return [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_whole(pages, name):
    """Every page is HTML without an error: one h1, headings in order, ids once, tables with caption and scope."""
    for page, tree in pages(name)[1]:
        where = page.plan.uri
        levels = levels_of(tree)
        assert levels[0] == 1, where
        assert levels.count(1) == 1, where
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (where, levels)
        assert sorted(page.anchors) == ids_of(tree), where
        h2 = [(element.attrib["id"], text_of(element).strip()) for element in tree.iter("h2")]
        assert h2 == list(page.sections), where
        for table in tree.iter("table"):
            assert table[0].tag == "caption", where
            assert text_of(table[0]).strip(), where
        for element in tree.iter():
            if element.tag == "th":
                assert element.attrib.get("scope") in ("col", "row", "rowgroup"), where
            if element.tag in ("ul", "ol"):
                assert {child.tag for child in element} <= {"li"}, where
            if element.tag in ("a", "h1", "h2", "h3", "li", "caption", "th", "summary", "dt", "dd"):
                assert text_of(element).strip(), (where, element.tag, page.body)


@pytest.mark.parametrize("name", [name for name in SITES if name != "hostile"])
def test_no_page_shows_the_program(pages, name):
    """No page shows None, an undefined name or a sign of the template language."""
    for page, _ in pages(name)[1]:
        found = re.search(r"\bNone\b|Undefined|\{\{|\}\}|\{%|<[A-Za-z_]+\.[A-Z]+: |Decimal\(|object at", str(page.body))
        assert not found, (page.plan.uri, page.body[found.start() - 80 : found.end() + 20])


@pytest.mark.parametrize("name", SITES)
def test_every_link_arrives(pages, name):
    """Every link of a page leads to a page or file of the site, to an id that is there, or to the web."""
    plan, rendered = pages(name)
    anchors = {page.plan.uri: page.anchors for page, _ in rendered}
    for page, tree in rendered:
        for element in tree.iter("a"):
            address = element.attrib["href"]
            if re.match(r"(https?|mailto|tel):", address):
                continue
            there, anchor = urldefrag(urljoin(f"https://site/{page.plan.uri}", address))
            uri = unquote(there.removeprefix("https://site/"))
            assert uri in plan.plans or uri in plan.elsewhere, (page.plan.uri, address)
            if anchor and uri in anchors:
                assert anchor in anchors[uri], (page.plan.uri, address)


def test_hostile_text_is_only_ever_text(pages):
    """Whatever is typed into a field appears as text: no element, attribute or template comes of it."""
    for page, tree in pages("hostile")[1]:
        assert "<script" not in page.body
        for element in tree.iter():
            assert element.tag != "script"
            assert not [name for name in element.attrib if str(name).startswith("on")]
            for name in ("href", "src"):
                assert not element.attrib.get(name, "").lower().startswith("javascript:")


def test_everything_that_is_typed_is_shown(pages):
    """Every text of every record stands on a page, exactly as it was typed."""
    names = []
    everything(lambda name: names.append(name) or "-")
    shown = " ".join(text_of(tree) for _, tree in pages("everything")[1])
    assert [] == [name for name in names if f"⟦{name}⟧" not in shown]


@pytest.fixture
def issue_page(plan):
    """Return a function that renders the page of one issue from the text of its file."""

    def render(text, name="a"):
        found = plan({f"x/2566/measures/{name}.yml": text})
        return render_page(found.plans[f"x/2566/measures/{name}/"], found.plans, found.elsewhere)

    return render


@pytest.mark.parametrize("indent", ["", "  "], ids=["issue", "measure"])
def test_the_code_that_a_document_prints_is_shown(issue_page, indent):
    """A code that a document prints otherwise is shown as printed, whether or not a title stands beside it."""
    body = str(issue_page(f"{ISSUE}{indent}oit: [{{code: O34, printed: ๐๓๔}}]\n").body)
    assert "๐๓๔" in body


WHOLE = "title: ก\nsteps: [ร่วมกัน]\nresponsible: [กลุ่มหนึ่ง]\nresults: [เสร็จทันเวลา]\nmeasures:\n- title: ข\n- title: ค\n"


@pytest.mark.parametrize(
    ("text", "measures", "results"),
    [
        pytest.param(WHOLE, [], [], id="all is said of the whole issue"),
        pytest.param(
            WHOLE + "  responsible: [กลุ่มสอง]\n  problems: ช้า\n",
            ["มาตรการ", "ผู้รับผิดชอบ"],
            ["มาตรการ", "ปัญหาและอุปสรรค"],
            id="a measure says who and what was hard",
        ),
        pytest.param(
            WHOLE + "  steps: [ก]\n  monitored_by: [ง]\n  results: [ก]\n  outcomes: [ก]\n",
            ["มาตรการ", "ขั้นตอนหรือวิธีการ", "การกำกับติดตาม"],
            ["มาตรการ", "ผลการดำเนินการ", "ผลลัพธ์หรือความสำเร็จ"],
            id="a measure says how and what came of it",
        ),
    ],
)
def test_the_table_of_an_issue_has_the_columns_that_its_measures_fill(plan, text, measures, results):
    """What holds for a whole issue is said once, above; a measure is named whether or not there is a table."""
    found = plan({"x/2566/measures/base.yml": text})
    for name, columns in (("measures", measures), ("results", results)):
        page = render_page(found.plans[f"x/2566/{name}/"], found.plans, found.elsewhere)
        section = next(each for each in parse(page).iter("section") if each.attrib["class"] == "oit-issue")
        assert columns == [text_of(cell) for cell in section.iter("th") if cell.attrib["scope"] == "col"]
        assert 1 == text_of(section).count("ร่วมกัน" if name == "measures" else "เสร็จทันเวลา")
        assert {"ข", "ค"} <= {text_of(link) for link in section.iter("a")}


def test_a_source_of_money_without_an_amount_stands_alone(issue_page):
    """Where no amount is stated, the source is what is said of the budget."""
    body = issue_page(f"budget: {{source: ไม่ใช้งบประมาณ}}\n{ISSUE}").body
    assert "<dd>ไม่ใช้งบประมาณ</dd>" in body


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("{text: เข้าร่วมไม่น้อยกว่าร้อยละ 90, value: 90, unit: ร้อยละ}", "เข้าร่วมไม่น้อยกว่าร้อยละ 90"),
        ("{text: เผยแพร่ครบ 12 เดือน, value: 12, unit: เดือน}", "เผยแพร่ครบ 12 เดือน"),
        ("{text: เข้าร่วมอบรม, value: 90, unit: ร้อยละ}", "เข้าร่วมอบรม (ร้อยละ 90)"),
        ("{text: จัดประชุม, value: 4}", "จัดประชุม (4)"),
        ("{text: จัดประชุม, unit: ครั้ง}", "จัดประชุม (หน่วย ครั้ง)"),
    ],
)
def test_the_value_of_a_target_is_said_once(issue_page, target, expected):
    """Where the words of a target name its value and unit, they are not repeated beside it."""
    page = parse(issue_page(f"targets: [{target}]\n{ISSUE}"))
    assert expected in [text_of(item).strip() for item in page.iter("li")]


def test_headings_of_a_narrative_follow_those_of_the_page(issue_page):
    """The headings of an authored text are one level below the heading that it stands under."""
    levels = levels_of(parse(issue_page(ISSUE + 'narrative: "# ก\\n\\n## ข\\n"\n')))
    assert [1, 2, 2, 3, 4] == levels


def test_a_narrative_makes_no_anchors(issue_page):
    """Only real ids are anchors: words in a text that look like one are not."""
    anchors = issue_page(ISSUE + "narrative: 'ก id=\"fake\" ข'\n").anchors
    assert "fake" not in anchors


@pytest.mark.parametrize(
    ("files", "page"),
    [
        *(
            pytest.param(
                {
                    "x/2566/measures/a.yml": "title: ก\nsteps: ก\nweaknesses: ก\nnarrative: ก\n"
                    "discrepancies: [{about: ก, printed: ข}]\n"
                    f"measures:\n- {{id: {taken}, title: ข}}\n- {{id: m2, title: ค}}\n"
                },
                "measures/a/",
                id=f"measure {taken}",
            )
            for taken in ("top", "measures", "steps", "weaknesses", "narrative", "m2-title", "discrepancies")
        ),
        pytest.param({"x/2566/measures/top.yml": ISSUE}, "measures/", id="issue top"),
        pytest.param({"x/2566/measures/contents.yml": ISSUE}, "measures/", id="issue contents"),
        pytest.param({"x/2566/measures/top.yml": ISSUE}, "results/", id="issue top, its results"),
        pytest.param(
            {
                "x/2566/assessment.yml": "result_year: 2565\n"
                "scores: [{fiscal_year: 2565}, {fiscal_year: 2566}, {fiscal_year: 2565}]\n"
            },
            "assessment/",
            id="two sets of scores of one year",
        ),
    ],
)
def test_ids_of_the_data_do_not_meet_those_of_the_page(plan, files, page):
    """Whatever id the data has, every id of a page stands once, or the data is refused."""
    found = plan(files)
    if not found.problems:
        ids = ids_of(parse(render_page(found.plans[f"x/2566/{page}"], found.plans, found.elsewhere)))
        assert sorted(set(ids)) == ids


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("  total: 93.17\n  indicators:\n" + TEN, "คำนวณใหม่จากตัวชี้วัดทั้งสิบได้ 93.17 ตรงกับที่พิมพ์"),
        ("  total: 90.00\n  indicators:\n" + TEN, "คำนวณจากตัวชี้วัดทั้งสิบได้ 93.17 แต่เอกสารพิมพ์ 90.00"),
        ("  indicators:\n" + TEN, "คำนวณจากตัวชี้วัดทั้งสิบได้ 93.17 เป็นการคำนวณของเว็บไซต์นี้ ไม่ใช่คะแนนทางการ"),
        ("  total: 93.17\n  indicators:\n" + TEN.replace("no: 10", "no: 9"), "คะแนนตัวชี้วัดไม่ครบทั้งสิบ"),
    ],
    ids=["printed and equal", "printed and other", "not printed", "one is lacking"],
)
def test_a_total_is_reckoned_again_where_all_ten_indicators_are_printed(plan, scores, expected):
    """The page says what the ten indicators come to, beside what is printed, and never that they are too few."""
    found = plan({"x/2566/assessment.yml": "result_year: 2565\nscores:\n- fiscal_year: 2565\n" + scores})
    page = render_page(found.plans["x/2566/assessment/"], found.plans, found.elsewhere)
    said = text_of(parse(page))
    assert expected in said
    assert ("ไม่ครบทั้งสิบ" in expected) == ("ไม่ครบทั้งสิบ" in said)


def test_a_negative_total_does_not_stop_the_build(plan):
    """A score that cannot be is shown or reported, not a crash."""
    found = plan({"x/2566/assessment.yml": "result_year: 2565\nscores: [{fiscal_year: 2565, total: -5, grade: F}]\n"})
    if not found.problems:
        assert "-5" in render_page(found.plans["x/2566/assessment/"], found.plans, found.elsewhere).body


def test_an_edition_that_contradicts_itself_does_not_stop_the_build(site):
    """An edition whose item names an unknown sub-indicator is reported; no page crashes."""
    edition = (
        "fiscal_year: 2570\ncount_certainty: seen\nsub_indicators: [{code: '9.1', name: ก, certainty: high}]\nitems:\n"
    )
    item = "code: O1, title: ก, title_en: A, indicator: 9, sub_indicator: '9.9', group: ก, kind: page, certainty: high"
    found = site({"catalogue/2570.yml": f"{edition}- {{{item}, period: {{ref: current}}}}\n"})
    assert found.problems


# ---------------------------------------------------------------- promises between our own functions


def test_a_link_to_nothing_is_a_broken_promise(plan):
    """A page that would link to what is not part of the site raises, naming both."""
    found = plan({})
    plans = {uri: page for uri, page in found.plans.items() if uri != "x/2566/oit/"}
    with pytest.raises(LookupError, match=re.escape("x/ links to x/2566/oit/, which is not part of the site")):
        render_page(found.plans["x/"], plans, found.elsewhere)


def test_the_headings_of_a_page_are_plain_text(plan):
    """Sections are given as plain text, for a host to escape in its own way."""
    found = plan({"x/2566/measures/base.yml": 'title: ก & <b> "ข"\nmeasures: [{title: ค}]\n'})
    page = render_page(found.plans["x/2566/measures/"], found.plans, found.elsewhere)
    assert [("contents", "ประเด็นในหน้านี้"), ("base", 'ก & <b> "ข"')] == list(page.sections)
    assert isinstance(page.body, Markup)


def test_crumbs_lead_from_home(plan):
    """A page names the pages above it, home first, and itself last without a link."""
    found = plan({})
    tree = parse(render_page(found.plans["x/2566/oit/o12/"], found.plans, found.elsewhere))
    (crumbs,) = [element for element in tree.iter("nav") if element.attrib["class"] == "oit-crumbs"]
    assert ["หน้าแรก", "สำนักงานทดลอง", "ปี 2566", "รายการตรวจ OIT", "O12"] == [text_of(li) for li in crumbs.iter("li")]
    assert ["../../../../", "../../../../x/", "../../../../x/2566/", "../../../../x/2566/oit/"] == [
        a.attrib["href"] for a in crumbs.iter("a")
    ]


def test_the_page_of_problems():
    """In a live preview the home page lists every problem with its place, code and hint."""
    problems = (
        Problem(Location("a.yml", 3, 7), "OIT101", "ไม่รู้จักคีย์ «<b>»", "หมายถึง «ข» หรือไม่"),
        Problem(Location("b.yml"), "OIT303", "ยังไม่มีประเด็น"),
    )
    page = problem_page(problems)
    shown = text_of(parse(page))
    assert ("", "จุดที่ต้องแก้") == (page.plan.uri, page.plan.crumb)
    assert "พบข้อผิดพลาด 1 จุด คำเตือน 1 จุด" in shown
    assert "a.yml:3:7OIT101 ไม่รู้จักคีย์ «<b>» — หมายถึง «ข» หรือไม่" in shown
    assert "b.yml:1:1OIT303 ยังไม่มีประเด็น" in shown


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param({"url": "https://a.go.th/?a=1"}, "https://a.go.th/?a=1", id="elsewhere"),
        pytest.param({"page": "about.md"}, "../../about/", id="page"),
        pytest.param({"page": "about.md#top"}, "../../about/#top", id="place on a page"),
        pytest.param({"page": "none.md"}, None, id="no such page"),
        pytest.param(
            {"page": "about.md#top", "quote": "โทร. 0-2000"},
            "../../about/#top:~:text=%E0%B9%82%E0%B8%97%E0%B8%A3.%200%2D2000",
            id="words on a page",
        ),
        pytest.param({"file": "evidence/a.pdf"}, "../../x/2566/evidence/a.pdf", id="file"),
        pytest.param(
            {"file": "evidence/a.pdf", "page_no": "3"}, "../../x/2566/evidence/a.pdf#page=3", id="page of a file"
        ),
        pytest.param(
            {"file": "evidence/ก #1%.pdf"}, "../../x/2566/evidence/%E0%B8%81%20%231%25.pdf", id="file with odd letters"
        ),
        pytest.param({"file": "evidence/none.pdf"}, None, id="no such file"),
    ],
)
def test_where_evidence_is(source, evidence, expected):
    """Evidence is linked where it exists: a file, a page of this site, or an address elsewhere."""
    (year,) = build_facts(source({})).agencies[0].years
    known = {"about/", "x/2566/evidence/a.pdf", "x/2566/evidence/ก #1%.pdf"}
    row = EvidenceRow(evidence=model.Evidence.model_validate({"title": "ก"} | evidence), elements=())
    assert expected == _evidence_url(row, year, known.__contains__, "x/2566/")


@pytest.mark.parametrize(
    ("page", "site_year", "expected"), [("measures", None, "../x/2566/measures/"), ("results", 2565, None)]
)
def test_where_the_sites_own_evidence_is(source, page, site_year, expected):
    """The site's own page is linked for the year that it answers for, where there is one."""
    (year,) = build_facts(source({})).agencies[0].years
    row = EvidenceRow(evidence=None, site_page=page, site_year=site_year, elements=())
    assert expected == _evidence_url(row, year, {"x/2566/measures/"}.__contains__, "x/")


# ---------------------------------------------------------------- words and drawings


def test_every_word_of_a_fixed_list_has_a_label():
    """No value of an enumeration can come to a page without its Thai word."""
    words = {state.value for state in State} | {claim.value for claim in model.Claim}
    words |= {mark.value for mark in (Mark.MET, Mark.UNMET)} | {"element-unconfirmed"}
    words |= {f"certainty-{value.value}" for value in model.Certainty}
    for prefix, fixed in (
        ("basis", model.Basis),
        ("period", model.PeriodRef),
        ("variant", model.Variant),
        ("kind", model.ItemKind),
    ):
        words |= {f"{prefix}-{value}" for value in get_args(fixed)}
    words |= {f"freshness-{value.value}" for value in Freshness} | {f"open-{level}" for level in (1, 2, 3, 5)}
    words |= {f"doc-{value}" for value in ("measures", "results", "combined")}
    assert words == set(LABELS)
    assert all(re.search("[ก-๙]", label) for label in LABELS.values())


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 ไบต์"),
        (1023, "1023 ไบต์"),
        (1024, "1 KB"),
        (49_152, "48 KB"),
        (1_048_575, "1,024 KB"),
        (1_048_576, "1.0 MB"),
        (12_345_678, "11.8 MB"),
    ],
)
def test_sizes_of_files(size, expected):
    """A size is shown in the unit that keeps it short."""
    assert expected == file_size(size)


def test_the_parts_of_a_meter_fill_it():
    """Each state that occurs has its share of the width, one after the other."""
    states = dict.fromkeys(State, 0) | {State.COMPLETE: 30, State.MISSING: 10, State.NOT_APPLICABLE: 1}
    counts = Tally(items=41, states=states, elements_met=0, elements_required=0)
    assert (
        ("complete", 0, 73.171, 30),
        ("missing", 73.171, 24.39, 10),
        ("na", 97.561, 2.439, 1),
    ) == meter_parts(counts)


def test_a_plan_has_no_context_of_its_own_to_change():
    """The context of a plan without one cannot be filled by accident."""
    plan = PagePlan("", "rules.html", "ก", "ก")
    with pytest.raises(TypeError):
        plan.context["x"] = 1
