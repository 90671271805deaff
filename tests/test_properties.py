"""What holds for any input: generated agencies, an oracle for the checklist, one for dates, and forms read back."""

import csv
import io
import json
import re
import types
import typing
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from oit_site import model, thai, yaml_source
from oit_site.export.csv_file import csv_bytes, harmless
from oit_site.export.oit_tables import agency_years, assessment_table, checklist_table, evidence_table, measures_table
from oit_site.facts import build_facts
from oit_site.load import load_source
from oit_site.model import Agency, Assessment, Catalogue, Disclosure, Issue, Point, Report
from oit_site.problem import Location, Problem, count_problems
from oit_site.problem_formats import as_json, as_text
from oit_site.repair import repair_yaml
from oit_site.rules import RULES
from oit_site.settings import Settings
from oit_site.site import build_site, plan_site, summary_line
from oit_site.uris import relative_url
from oit_site.yaml_slips import slip_in_key
from oit_site.yaml_source import read_yaml

CATALOGUES = Path(yaml_source.__file__).parent / "catalogue"


def examples(number, whole_site=False):
    """Return settings for *number* examples, the same on every run; those of a whole site are not made smaller."""
    return settings(
        phases=[Phase.explicit, Phase.generate] + ([] if whole_site else [Phase.shrink]),
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
    )


# ---------------------------------------------------------------- YAML trees made from the models

GOOD = {
    "code": ["O2", "O12", "O5-O7", "๐๑๒", "o43"],
    "codes": ["O2"],
    "url": ["https://example.go.th/a?b=1#c", "http://example.com", "mailto:a@example.go.th", "tel:02 000 0000"],
    "file": ["evidence/a.csv", "evidence/empty.csv", "evidence/none.pdf"],
    "complaint_url": ["https://example.go.th/complaint"],
    "page": ["about.md", "about.md#top", "none.md"],
    "elements": ["O2.1", "O2.2"],
    "id": ["m1", "a", "issue-1"],
    "sub_indicator": ["9.1"],
}
"""Text that a field of this name takes, so that whole records are right often enough."""

TEXTS = ["ข้อความ", "ไม่มี", "กลุ่มอำนวยการ", "e12", "i3", "**ตัวหนา** [ลิงก์](https://example.go.th)", "# หัวข้อ", "O2", "-"]
ODD = [
    *("", " ", None, "null", [], {}, [[]], [{}], {"": ""}, ["", None], "no", "12:30", "0123", "2567-02-29", "9" * 400),
    *(
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "\u202e\u200b\ufeff",
        "่่ําเเ",
        "๐๓๔ ເລາ",
        "../../etc",
        "javascript:alert(1)",
    ),
    *(
        {"text": {"text": "x"}},
        [["x"], {"text": "x"}],
        {"x": {"y": {"z": []}}},
        "=1+1",
        "a" * 3000,
        "\n",
        "\\u0000",
        "'",
    ),
]
"""What stands where something else should."""


def texts_for(name):
    return st.sampled_from(GOOD.get(name, TEXTS))


def values_of(annotation, name, depth, wrong):
    """Return a strategy of what may be typed for a field of type *annotation*; one time in *wrong* it is odd."""
    good = good_values(annotation, name, depth, wrong)
    return st.integers(1, wrong).flatmap(lambda n: st.sampled_from(ODD) if n == wrong else good) if wrong else good


def good_values(annotation, name, depth, wrong):
    if isinstance(annotation, typing.ForwardRef):
        annotation = vars(model)[annotation.__forward_arg__]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return good_values(arguments[0], name, depth, wrong)
    if origin in (typing.Union, types.UnionType):
        return good_values(next(a for a in arguments if a is not type(None)), name, depth, wrong)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        if name == "codes":
            return texts_for("code")
        if arguments[0] is int:
            return st.lists(good_values(int, name, depth, wrong), min_size=1, max_size=2)
        if depth <= 0:
            return st.just([])
        return st.lists(values_of(arguments[0], name, depth - 1, wrong), min_size=name in MUST_HAVE, max_size=2)
    if origin is dict:
        return st.dictionaries(st.sampled_from(TEXTS), texts_for(name), max_size=2)
    if issubclass(annotation, BaseModel):
        if "printed" in annotation.model_fields and "value" in annotation.model_fields:
            return st.sampled_from(["86.28", "๙๖.๔๒", "10,000", "100", "0"])
        return trees_of(annotation, depth - 1, wrong)
    if issubclass(annotation, Enum):
        return st.sampled_from([member.value for member in annotation])
    simple = {
        bool: ["true", "false", "ใช่"],
        int: ["9", "๑๐", "1"] if name not in YEARS else ["2566", "๒๕๖๗", "2565"],
        date: ["2023-01-10", "10 ม.ค. 2566", "๑ ตุลาคม ๒๕๖๕", "31/12/2565"],
        Decimal: ["30", "40"],
    }
    return st.sampled_from(simple[annotation]) if annotation in simple else texts_for(name)


YEARS = {"fiscal_year", "result_year", "oit_edition", "year", "covers_fiscal_year"}
MUST_HAVE = {"measures", "scores", "items"}


@st.composite
def trees_of(draw, record, depth=3, wrong=0):
    """Draw a *record* of the model as it is typed: its required keys, some others and, where *wrong*, some mistakes."""
    tree = {}
    for name, info in record.model_fields.items():
        if record is Point and depth <= 0 and name in ("children", "links"):
            continue
        if info.is_required() or draw(st.integers(0, 3)) == 0:
            tree[info.alias or name] = draw(values_of(info.annotation, name, depth, wrong))
    if "file" in record.model_fields:
        kept = draw(st.sampled_from(["file", "page", "url"]))
        tree |= {kept: draw(texts_for(kept))}
        for other in {"file", "page", "url"} - {kept}:
            tree.pop(other, None)
    if wrong and draw(st.integers(1, wrong)) == 1:
        tree[draw(st.sampled_from(["titel", "ชื่อ", "text", "<b>", ""]))] = draw(st.sampled_from(ODD))
    if wrong and tree and draw(st.integers(1, wrong)) == 1:
        del tree[draw(st.sampled_from(sorted(tree)))]
    return tree


CODE_KEYS = ("O2", "o12", "012", "๐๔๒", "O43", "O99", "2", "O5-O7", "edition")


@st.composite
def agencies(draw, wrong):
    """Draw the files of a content folder with one agency: path → tree, or text that is no YAML at all."""
    files = {"x/agency.yml": draw(trees_of(Agency, wrong=wrong))}
    for year in draw(st.sampled_from([["2566"], ["2566", "2567"], ["2565", "2566"], ["2599"]])):
        for stem in draw(st.lists(st.sampled_from(["a", "b-2", "ind-09", "Bad Name"]), max_size=2, unique=True)):
            files[f"x/{year}/measures/{stem}.yml"] = draw(trees_of(Issue, wrong=wrong)) | {"id": stem}
        if draw(st.booleans()):
            codes = draw(st.lists(st.sampled_from(CODE_KEYS[: None if wrong else 5]), max_size=4, unique=True))
            files[f"x/{year}/oit.yml"] = {
                code: "2566" if code == "edition" else draw(trees_of(Disclosure, wrong=wrong)) for code in codes
            }
        if draw(st.booleans()):
            files[f"x/{year}/assessment.yml"] = draw(trees_of(Assessment, wrong=wrong))
        if draw(st.booleans()):
            files[f"x/{year}/report.yml"] = draw(trees_of(Report, wrong=wrong))
    if wrong and draw(st.integers(0, 4)) == 0:
        files["catalogue/2570.yml"] = draw(trees_of(Catalogue, wrong=wrong))
    if wrong and draw(st.integers(0, 3)) == 0:
        files[draw(st.sampled_from(sorted(files)))] = draw(st.sampled_from(RUINED))
    return files


RUINED = ["", "- a\n- b\n", "a: &x 1\nb: *x\n", "a: 1\na: 2\n", "---\na: 1\n---\nb: 2\n", "a:\n\tb: 1\n", "x", "null\n"]


def write(folder, files):
    """Write *files* (path → tree, as JSON, which is YAML; text and bytes as they are) below an empty *folder*."""
    for path, tree in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = tree if isinstance(tree, str | bytes) else json.dumps(tree, ensure_ascii=False, indent=1)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


EVIDENCE = {
    "x/2566/evidence/a.csv": "ก,ข\n1,2\n",
    "x/2566/evidence/empty.csv": "",
    "pages/about.md": "# เกี่ยวกับ {#top}\n",
}


def run(tmp_path_factory, files):
    return load_source(write(tmp_path_factory.mktemp("content"), EVIDENCE | files), "content")


@examples(60, whole_site=True)
@given(agencies(wrong=12))
def test_a_generated_agency_with_mistakes_never_gives_a_traceback(tmp_path_factory, files):
    """Whatever is typed where, the program ends in located problems, and pages of what could be read can be made."""
    folder = write(tmp_path_factory.mktemp("content"), EVIDENCE | files)
    source = load_source(folder, "content")
    site = build_site(source)
    assert site.problems == plan_site(source).problems
    for problem in site.problems:
        lines = lines_of(folder.joinpath(*Path(problem.where.path).parts[1:]))
        assert 1 == len(str(problem).splitlines())
        assert 1 <= problem.where.line <= len(lines)
        assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1
    assert summary_line(site.counts, site.problems).startswith("อ่าน 1 หน่วยงาน")


def lines_of(path):
    return re.split(LINE_ENDS, path.read_bytes().decode()) if path.is_file() else [""]


LINE_ENDS = "\r\n|[\n\r\x85\u2028\u2029]"


@examples(25, whole_site=True)
@given(agencies(wrong=0))
def test_a_generated_agency_without_mistakes_has_no_problem_of_shape(tmp_path_factory, files):
    """What the models ask for is what they take: a tree made from them breaks no rule of files or shape."""
    kept = {path: tree for path, tree in files.items() if "Bad Name" not in path and "2599" not in path}
    problems = plan_site(run(tmp_path_factory, kept)).problems
    # The strategy does not know that codes, anchors and keys may be odd text, nor that an end comes after its start.
    assert [] == [str(p) for p in problems if p.code < "OIT2" and "วันสิ้นสุด" not in p.message and p.code != "OIT103"]


# ---------------------------------------------------------------- what is exported is read back

READ = {"string": str, "integer": int, "year": int, "number": Decimal, "date": date.fromisoformat}


def cells_of(raw, columns):
    """Return the rows of a CSV as values of the types that its columns promise."""
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert [column.name for column in columns] == head
    return tuple(
        tuple(READ[column.kind](cell) if cell else None for cell, column in zip(row, columns, strict=True))
        for row in rows
    )


def shown(value):
    """Return what a spreadsheet may show of *value*; an empty text is nothing."""
    return (harmless(value) or None) if isinstance(value, str) else value


@examples(25, whole_site=True)
@given(agencies(wrong=4))
def test_what_is_exported_is_read_back_as_it_was(tmp_path_factory, files):
    """Every cell of any agency's tables comes back from CSV with its value and type; a key names one row."""
    years = agency_years(build_facts(run(tmp_path_factory, files)).agencies, Settings())
    for make in (checklist_table, evidence_table, measures_table, assessment_table):
        table = make(years)
        expected = tuple(tuple(shown(value) for value in row) for row in table.rows)
        assert expected == cells_of(csv_bytes(table), table.columns), table.name
        places = [index for index, column in enumerate(table.columns) if column.name in table.key]
        keys = [tuple(row[place] for place in places) for row in table.rows]
        assert len(keys) == len(set(keys)), table.name


@examples(150)
@given(
    st.text(alphabet=st.sampled_from("ก่ำ =+-@'\",;\n\r\t•–|0"))
    | st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"))
)
def test_any_text_survives_a_spreadsheet_unrun(text):
    """A cell never begins as a formula does, loses no letter but a list's bullets, and is the same the second time."""
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell == harmless(cell)
    assert re.sub(r"[\s•–'-]", "", text) == re.sub(r"[\s•–'-]", "", cell)


# ---------------------------------------------------------------- the checklist against an oracle

ITEMS = {
    year: [
        {"elements": []} | item
        for item in json.loads((CATALOGUES / f"{year}.json").read_text(encoding="utf-8"))["items"]
    ]
    for year in (2565, 2566, 2567)
}
PARTS = ("weaknesses", "improvements", "responsible", "steps", "monitoring", "results", "outcomes", "problems")
PARTS += ("suggestions", "budget", "timeframe")
DATED = ("fy", "fy_first_6_months", "prev_fy", "plan_covering_fy", "in_force_fy")


@st.composite
def disclosed_years(draw):
    """Draw an edition, disclosures of some of its items, and the parts that the only issue of the year states."""
    edition = draw(st.sampled_from(sorted(ITEMS)))
    disclosures = {}
    for item in draw(st.lists(st.sampled_from(ITEMS[edition]), max_size=12, unique_by=lambda item: item["code"])):
        ids = [element["id"] for element in item["elements"]]
        entry = {"evidence": []}
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.sampled_from(["good", "good", "empty", "none", "url", "page"]))
            evidence = {"title": "ท", "url": "https://example.go.th/"} if place == "url" else {"title": "ท"}
            if place == "page":
                evidence["page"] = "about.md"
            elif place != "url":
                evidence["file"] = {"good": "evidence/a.csv", "empty": "evidence/empty.csv", "none": "evidence/no.csv"}[
                    place
                ]
            if ids and draw(st.booleans()):
                evidence["elements"] = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
            if draw(st.integers(0, 2)) == 0:
                evidence["covers_fiscal_year"] = draw(st.sampled_from(["2564", "2565", "2566", "2564-2567"]))
            entry["evidence"].append(evidence)
        if draw(st.integers(0, 5)) == 0:
            entry["not_applicable"] = "หน่วยงานไม่มีภารกิจนี้ตามกฎหมาย"
        if draw(st.booleans()):
            entry["status"] = draw(st.sampled_from(["ครบถ้วน", "บางส่วน", "ยังไม่เปิดเผย"]))
        disclosures[item["code"]] = entry
    return edition, disclosures, sorted(draw(st.sets(st.sampled_from(PARTS))))


def oracle_state(item, edition, entry, parts, any_entry):
    """Return the state of an item by section 3 of the design, from plain trees."""
    required = {element["id"] for element in item["elements"] if element["basis"].startswith("seen")}
    met, passing = set(), False
    for evidence in (entry or {}).get("evidence", ()):
        years = [int(year) for year in evidence.get("covers_fiscal_year", "").split("-") if year]
        asked = int(item["period"]["year"]) + 2566 - edition if item["period"].get("year") else None
        dated = years and asked and item["period"]["ref"] in DATED
        if evidence.get("file", "evidence/a.csv") == "evidence/a.csv" and not (
            dated and not years[0] <= asked <= years[-1]
        ):
            passing = True
            met |= set(evidence.get("elements") or [element["id"] for element in item["elements"]])
    # The results page of an item that asks for last year needs last year's issues, and there are none.
    if item.get("site_page") and not (item["site_page"] == "results" and item["period"]["ref"] == "prev_fy"):
        passing = True
        met |= {e["id"] for e in item["elements"] if e.get("met_by") and set(e["met_by"]) <= {*parts, "measures"}}
    elif not any_entry:
        return "unstated"
    if (entry or {}).get("not_applicable"):
        return "na"
    if not required:
        return "unconfirmed" if passing else "missing"
    return "complete" if required <= met else "partial" if required & met else "missing"


@examples(120, whole_site=True)
@given(disclosed_years())
def test_the_counts_of_the_checklist_equal_an_independent_oracle(tmp_path_factory, year):
    """Every state, and the counts over O1–O41 and over the edition, are those of a plain reading of the rules."""
    edition, disclosures, parts = year
    issue = {"title": "ท", "measures": [{"title": "ม"}]} | {part: typed(part) for part in parts}
    files = {
        "x/agency.yml": {"name": "ก"},
        "x/2566/measures/a.yml": issue,
        "x/2566/oit.yml": {"edition": str(edition)} | disclosures,
    }
    checklist = plan_site(run(tmp_path_factory, files)).facts.agencies[0].years[0]
    expected = {
        item["code"]: oracle_state(item, edition, disclosures.get(item["code"]), parts, bool(disclosures))
        for item in ITEMS[edition]
    }
    assert expected == {row.item.code: row.state.value for row in checklist.checklist.rows}
    for tally, last in ((checklist.mission, 41), (checklist.whole, 99)):
        states = [state for code, state in expected.items() if int(code[1:]) <= last]
        judged = sum(state in ("complete", "partial", "missing") for state in states)
        assert len(states) == tally.items
        assert {s.value: n for s, n in tally.states.items() if n} == {s: states.count(s) for s in set(states)}
        assert judged == tally.judged
        assert (100 * states.count("complete") // judged if judged else 0) == tally.percent


def typed(part):
    return {"amount": "10"} if part == "budget" else "ข้อความ"


# ---------------------------------------------------------------- measures and items, both ways

LINKS = st.lists(st.sampled_from(["O1", "O2", "O7-O9", "O12", "O31", "O41", "O42"]), max_size=3)


@st.composite
def mapped_years(draw, editions):
    """Draw two or three issues whose measures name items, some by the numbers of another edition."""
    return {
        f"x/2566/measures/i{n}.yml": {
            "title": "ท",
            "oit": draw(LINKS),
            "status": draw(st.sampled_from(["published", "published", "draft"])),
            "measures": [{"title": "ม", "oit": draw(LINKS)} for _ in range(draw(st.integers(1, 2)))],
        }
        | ({"oit_edition": edition} if (edition := draw(st.sampled_from(editions))) else {})
        for n in range(draw(st.integers(2, 3)))
    }


def links_between(site, here, there):
    """Return the pairs of a page whose address matches *here* and a page matching *there* that it links to."""
    pairs = set()
    for page in site.pages:
        if re.fullmatch(here, page.plan.uri) and not page.plan.draft:
            for href in re.findall(r'href="([^"#]*)', str(page.body)):
                target = urljoin(f"/{page.plan.uri}", href)[1:]
                if re.fullmatch(there, target):
                    pairs.add((page.plan.uri, target))
    return pairs


@examples(12, whole_site=True)
@given(mapped_years(editions=[None, "2566"]))
def test_measures_and_items_link_to_each_other_both_ways(tmp_path_factory, issues):
    """An item's page links to an issue exactly where the issue's page links to the item, and as the codes say."""
    check_links(tmp_path_factory, issues)


@examples(12, whole_site=True)
@given(mapped_years(editions=[None, "2565", "2567"]))
def test_they_do_across_editions_too(tmp_path_factory, issues):
    """An issue with the numbers of another edition links to the items of this year's checklist that name it."""
    check_links(tmp_path_factory, issues)


def check_links(tmp_path_factory, issues):
    files = {"x/agency.yml": {"name": "ก"}, "x/2566/oit.yml": {"edition": "2566"}} | issues
    site = build_site(run(tmp_path_factory, files))
    issue, item = r"x/2566/measures/i\d/", r"x/2566/oit/o\d+/"
    forth = links_between(site, issue, item)
    assert forth == {(a, b) for b, a in links_between(site, item, issue)}
    assert {
        (path.replace(".yml", "/"), f"x/2566/oit/{code.lower()}/")
        for path, tree in issues.items()
        if tree["status"] == "published"
        for code in oracle_codes(tree)
    } == forth


def oracle_codes(issue):
    """Return the codes of 2566 that *issue* and its measures answer: through the concepts, from another edition."""
    named = [text for work in (issue, *issue["measures"]) for text in work["oit"]]
    codes = {code for text in named for code in (["O7", "O8", "O9"] if text == "O7-O9" else [text])}
    edition = int(issue.get("oit_edition", 2566))
    if edition == 2566:
        return codes & {item["code"] for item in ITEMS[2566]}
    concepts = {c for item in ITEMS[edition] if item["code"] in codes for c in item.get("concepts", ())}
    first = {c: item["code"] for item in reversed(ITEMS[2566]) for c in item.get("concepts", ())}
    return {first[concept] for concept in concepts if concept in first}


# ---------------------------------------------------------------- dates, day by day

FULL = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
THAI_DIGITS = dict(zip("0123456789", "๐๑๒๓๔๕๖๗๘๙", strict=True))


def days_in(month, year):
    """Return the length of a month of a year of ค.ศ., by the rule of Gregory and the rhyme of schools."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def forms(day, month, year):
    """Return a day of พ.ศ. *year* in every form that officers write."""
    common = year - 543
    written = [
        f"{common}-{month:02}-{day:02}",
        f"{year}-{month:02}-{day:02}",
        f"{day}/{month}/{year}",
        f"{day:02}-{month:02}-{year}",
        f"{day:02}.{month:02}.{common}",
        f"{day} {FULL[month - 1]} {year}",
        f"{day} {SHORT[month - 1]} {year}",
        f"{day}{SHORT[month - 1].replace('.', '')}{year}",
        f"วันที่ {day} {FULL[month - 1]} พ.ศ. {year}",
        f" {day:02}  {FULL[month - 1]}  พ.ศ.{year} ",
    ]
    return [*written, *("".join(THAI_DIGITS.get(letter, letter) for letter in text) for text in written)]


def test_every_day_from_2500_to_2600_is_read_in_every_form():
    """The date reader agrees day by day with an oracle that counts by itself, and refuses the days between."""
    wrong = []
    for year in range(2500, 2601):
        for month in range(1, 13):
            for day in range(1, 32):
                exists = day <= days_in(month, year - 543)
                expected = (year - 543, month, day) if exists else None
                wrong += [(text, expected) for text in forms(day, month, year) if expected != read(text)]
    assert [] == wrong


def read(text):
    try:
        found = thai.read_date(text)
    except ValueError:
        return None
    return found.year, found.month, found.day


# ---------------------------------------------------------------- YAML

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=12)
TREES = st.recursive(
    st.none()
    | PLAIN
    | st.sampled_from(["no", "0123", "12:30", "2567-02-29", "~", "null", "<<", "=", "ไม่มี", "a\nb", "x: y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, None, "'", '"', "|"]),
        "allow_unicode": st.booleans(),
        "width": st.sampled_from([20, 80, 10_000]),
        "indent": st.sampled_from([2, 4]),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


class Plain(yaml.SafeDumper):
    """Writes trees of text and nothing, without anchors."""

    def ignore_aliases(self, data):
        """Say that nothing is an alias."""
        return True


def as_base(text):
    """Return what yaml's BaseLoader reads of *text*, with plain scalars for nothing as None."""
    loader = yaml.BaseLoader(text)
    node = loader.get_single_node()

    def tree(node):
        if isinstance(node, yaml.SequenceNode):
            return [tree(child) for child in node.value]
        if isinstance(node, yaml.MappingNode):
            return {key.value: tree(value) for key, value in node.value}
        return None if not node.style and node.value in ("", "~", "null") else node.value

    return tree(node)


def keys_of(tree):
    """Return every key of *tree*."""
    if isinstance(tree, dict):
        return [*tree, *(key for inner in tree.values() for key in keys_of(inner))]
    return [key for inner in tree for key in keys_of(inner)] if isinstance(tree, list) else []


@examples(200)
@given(TREES, STYLES)
def test_a_tree_without_mistakes_is_read_as_the_base_loader_reads_it(tree, style):
    """Our reader of events builds what PyYAML's loader of plain text builds, in every style of writing."""
    text = yaml.dump(tree, Dumper=Plain, **style)
    # yaml.dump marks an empty plain scalar with a tag in one style; a tag is refused, and so is a key that slipped.
    if any(map(slip_in_key, keys_of(tree))):
        return
    if "!!" not in text and "\n...\n" not in text and "<<:" not in text and "<< :" not in text:
        document = read_yaml(text.encode(), "a.yml")
        assert as_base(text) == document.tree
        assert document.tree is None or () == document.problems


@pytest.fixture
def parsers(monkeypatch):
    """Return a function that reads with the C parser and with the one in Python."""

    def both(text):
        documents = []
        for loader in (yaml.CSafeLoader, yaml.SafeLoader):
            monkeypatch.setattr(yaml_source, "_LOADER", loader)
            documents.append(read_yaml(text.encode(), "a.yml"))
        return documents

    return both


@examples(200)
@given(TREES, STYLES)
def test_both_parsers_give_the_same_tree_at_the_same_places(parsers, tree, style):
    """A machine without the C library reads the same values, keys and positions."""
    c, pure = parsers(yaml.dump(tree, Dumper=Plain, **style))
    assert (c.tree, c.problems, dict(c.values), dict(c.keys)) == (
        pure.tree,
        pure.problems,
        dict(pure.values),
        dict(pure.keys),
    )


# ---------------------------------------------------------------- repairs

MISTYPED = st.lists(
    st.sampled_from(
        [
            "เเก",
            "น้ํา",
            "ทํา",
            "ก่้",
            "ก่่",
            "ดืี",
            "กำ่",
            "\u200b",
            "\ufeff",
            "\xad",
            "\u2028",
            "\u202e",
            "ก",
            " ",
            "- ",
            ": ",
            "#",
            '"',
            "'",
            "x",
            "O12",
            "012",
            "๐๔",
            "null",
            "\n",
            "[",
            "]",
        ]
    ),
    max_size=6,
).map("".join)
MISTYPED_TREES = st.dictionaries(
    MISTYPED | st.sampled_from(["oit", "code", "printed", "O2", "o12", "012", "๐๑๒"]),
    MISTYPED | st.lists(MISTYPED, max_size=2) | st.dictionaries(MISTYPED, MISTYPED, max_size=2),
    max_size=4,
)
MISTYPED_LINES = st.lists(
    st.tuples(st.sampled_from(["a: ", "b: ", "- ", "  ", "oit: ", "c: |\n  ", "'", ""]), MISTYPED), max_size=5
).map(lambda lines: "".join(f"{start}{rest}\n" for start, rest in lines))
MENDED = str.maketrans(dict.fromkeys("เแํำา่้๊๋ิีึืุู\u200b\ufeff\xad\u2028\u202e"))


def bones(node):
    """Return a tree without the letters that a repair of spelling may touch, and with codes in one form."""
    if isinstance(node, dict):
        return [(bones(key), bones(value)) for key, value in node.items()]
    if isinstance(node, list):
        return [bones(value) for value in node]
    if node is None:
        return None
    try:
        return thai.read_oit_codes(node)
    except ValueError:
        return node.translate(MENDED)


REPAIRED = [
    pytest.param("a: \u200b- x\n", id="an invisible letter before a dash"),
    pytest.param("a:\n  \u200b- x\n", id="an invisible letter that keeps a list from being one"),
    pytest.param("a: \u200b# note\n", id="an invisible letter before a hash"),
    pytest.param("a: \u200b\nb: x\n", id="a value of nothing else"),
    pytest.param("a: x\u2028b: c\n", id="a line separator that ends a line"),
    pytest.param("a: b # เเ\u2028c: d\n", id="a line separator that ends a comment"),
    pytest.param("เเก: x\nแก: y\n", id="two keys that differ in spelling"),
    pytest.param("012: {owner: ก}\nO12: {owner: ข}\n", id="two codes that differ in spelling"),
    pytest.param('a: "x\\\n  \u200b y"\n', id="the space behind a line that goes on"),
]


@pytest.mark.parametrize("text", REPAIRED)
def test_a_repair_that_would_change_more_than_spelling_is_not_made(text):
    """Where taking a letter out would turn text into YAML, lose a key or a value, the file stays as it was."""
    check_repair(text)


@examples(300)
@given(
    st.one_of(MISTYPED_TREES.flatmap(lambda t: STYLES.map(lambda s: yaml.dump(t, Dumper=Plain, **s))), MISTYPED_LINES)
)
def test_a_repair_changes_spelling_only_and_once(text):
    """A repaired file reads as before but for the spelling, and a second repair finds nothing to do."""
    check_repair(text)


def check_repair(text):
    for path in ("content/x/2566/oit.yml", "content/x/2566/measures/a.yml"):
        repaired = repair_yaml(text, path)
        before, after = read_yaml(text.encode(), path), read_yaml(repaired.encode(), path)
        assert bones(before.tree) == bones(after.tree)
        assert [p.code for p in before.problems] == [p.code for p in after.problems]
        assert repaired == repair_yaml(repaired, path)


# ---------------------------------------------------------------- addresses and forms

ADDRESSES = st.builds(
    lambda folders, file: "".join(f"{folder}/" for folder in folders) + file,
    st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True), max_size=5),
    st.sampled_from(["", "", "", "a.pdf", "evidence.csv"]),
)


@examples(300)
@given(ADDRESSES, ADDRESSES, st.sampled_from(["", "o12", "m1"]))
def test_a_relative_address_leads_to_its_target(here, there, anchor):
    """A browser on any page that follows the address arrives at the page or file that was meant."""
    expected = f"https://example.go.th/x/{there}" + (f"#{anchor}" if anchor else "")
    assert expected == urljoin(f"https://example.go.th/x/{here}", relative_url(here, there, anchor))


PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.builds(Location, st.text(), st.integers(1, 10**6), st.integers(1, 10**6)),
        st.sampled_from(sorted(RULES)),
        st.text(),
        st.text(),
    ),
    max_size=5,
).map(tuple)


@examples(100)
@given(PROBLEMS)
def test_problems_written_as_json_read_back_the_same(problems):
    """The JSON form holds all that a problem is."""
    rows = json.loads(as_json(problems))
    assert list(problems) == [
        Problem(Location(row["path"], row["line"], row["column"]), row["code"], row["message"], row["hint"])
        for row in rows
    ]
    assert [problem.severity.value for problem in problems] == [row["severity"] for row in rows]
    assert as_text(problems) == "".join(f"{problem}\n" for problem in problems)
    assert len(problems) == sum(count_problems(problems))
