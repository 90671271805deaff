"""The nouns: how text becomes a record, and what a record can say of itself."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from oit_site.load import shipped_catalogues
from oit_site.model import (
    Agency,
    Assessment,
    Budget,
    Claim,
    Contact,
    Disclosure,
    Evidence,
    Figure,
    Issue,
    Link,
    Measure,
    OitItem,
    Point,
    Report,
    Status,
    SurveyQuestion,
    Timeframe,
)

ISSUE = {"title": "ประเด็น", "measures": [{"title": "มาตรการ"}]}


def refused(model, tree):
    """Return place, kind and message of what is wrong with *tree*."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(tree)
    return [(error["loc"], error["type"], error["msg"]) for error in caught.value.errors()]


# ---------------------------------------------------------------- what may be typed short


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("ก", (Point(text="ก"),), id="one text"),
        pytest.param(["ก", "ข"], (Point(text="ก"), Point(text="ข")), id="texts"),
        pytest.param({"text": "ก", "printed_no": "๑"}, (Point(text="ก", printed_no="๑"),), id="one record"),
        pytest.param(
            [{"text": "ก", "children": ["ข", {"text": "ค", "children": "ง"}]}],
            (Point(text="ก", children=(Point(text="ข"), Point(text="ค", children=(Point(text="ง"),)))),),
            id="three levels",
        ),
        pytest.param(
            [{"text": "ก", "links": "https://a.go.th"}],
            (Point(text="ก", links=(Link(url="https://a.go.th"),)),),
            id="with a link",
        ),
        pytest.param("  ก \n", (Point(text="ก"),), id="blanks around"),
    ],
)
def test_points_may_be_typed_short(typed, expected):
    """A list of points may be one text, texts, or records that nest."""
    assert expected == Issue.model_validate(ISSUE | {"weaknesses": typed}).weaknesses


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        pytest.param("responsible", "กลุ่มอำนวยการ", ("กลุ่มอำนวยการ",), id="texts"),
        pytest.param("indicators", "๙", (9,), id="indicators"),
        pytest.param("timeframe", "ปี 2566", (Timeframe(text="ปี 2566"),), id="timeframe"),
        pytest.param("links", "https://a.go.th", (Link(url="https://a.go.th"),), id="links"),
        pytest.param("survey_questions", "E10", (SurveyQuestion(code="e10"),), id="survey question"),
        pytest.param(
            "timeframe",
            {"text": "ปี 2566", "start": "1 ต.ค. 2565", "end": "๓๐ กันยายน ๒๕๖๖"},
            (Timeframe(text="ปี 2566", start=date(2022, 10, 1), end=date(2023, 9, 30)),),
            id="timeframe with days",
        ),
        pytest.param("status", "draft", Status.DRAFT, id="status"),
        pytest.param("oit_edition", "๒๕๖๖", 2566, id="edition"),
        pytest.param("updated", "10 ม.ค. 2566", date(2023, 1, 10), id="day"),
        pytest.param("problems", "-ไม่มี-", "-ไม่มี-", id="ไม่มี is a value"),
        pytest.param("column_labels", {"measures": "มาตรการ"}, {"measures": "มาตรการ"}, id="labels of columns"),
    ],
)
def test_fields_of_an_issue(field, typed, expected):
    """Each field of an issue reads the text that officers type for it."""
    assert expected == getattr(Issue.model_validate(ISSUE | {field: typed}), field)


def test_scores_that_an_issue_states():
    """An issue may state one score, or several that say which they are; the printed digits are kept."""
    one = Issue.model_validate(ISSUE | {"score": "๘๖.๒๘"})
    two = Issue.model_validate(ISSUE | {"score": [{"score": "91.99", "scope": "ข้อ ๓.๒"}, "97.52"]})
    assert [(Figure(printed="๘๖.๒๘", value=Decimal("86.28")), None)] == [(s.score, s.scope) for s in one.score]
    assert [("91.99", "ข้อ ๓.๒"), ("97.52", None)] == [(s.score.printed, s.scope) for s in two.score]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("O5", ("O5",), id="one"),
        pytest.param("๐๓๔", ("O34",), id="zero for O, Thai digits"),
        pytest.param(["O1", "O7-O9", "O8"], ("O1", "O7", "O8", "O9"), id="ranges, each code once"),
        pytest.param(
            {"code": "O11", "title": "แผน", "year": "2566", "checked": "ใช่"}, ("O11",), id="with what is printed"
        ),
    ],
)
def test_codes_of_an_issue(typed, expected):
    """An issue names OIT items by code or range, in its order."""
    assert expected == Issue.model_validate(ISSUE | {"oit": typed}).own_codes()


def test_codes_of_an_issue_and_its_measures():
    """All codes are those of the issue, then those of its measures, each once."""
    issue = Issue.model_validate(
        {"title": "ก", "oit": "O2", "measures": [{"title": "ข", "oit": ["O9", "O2"]}, {"title": "ค", "oit": "O1"}]}
    )
    assert (("O2",), ("O2", "O9", "O1")) == (issue.own_codes(), issue.all_codes())


def test_printed_code_and_tick_are_kept():
    """What a document prints beside a code stays with it."""
    (link,) = Issue.model_validate(
        ISSUE | {"oit": [{"code": "O34", "printed": "๐๓๔", "title": "ชื่อ", "year": "๒๕๖๖", "checked": "no"}]}
    ).oit
    assert (("O34",), "๐๓๔", "ชื่อ", 2566, False) == (link.codes, link.printed, link.title, link.year, link.checked)


def test_budget_and_targets_keep_their_figures():
    """Money and targets keep the printed figure, its value and its unit."""
    measure = Measure.model_validate(
        {
            "title": "ก",
            "budget": {"amount": "10,000"},
            "targets": ["ทุกปี", {"text": "ครบ", "value": "๑๐๐", "unit": "ร้อยละ"}],
        }
    )
    assert (Figure(printed="10,000", value=Decimal(10000)), "บาท") == (measure.budget.amount, measure.budget.unit)
    assert [("ทุกปี", None, None), ("ครบ", "๑๐๐", "ร้อยละ")] == [
        (t.text, t.value and t.value.printed, t.unit) for t in measure.targets
    ]
    assert Budget() == Budget.model_validate({})


# ---------------------------------------------------------------- addresses and words


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nacc.go.th",
        "http://a.go.th/หน้า?x=1&y=2#z",
        "HTTPS://A.GO.TH",
        "mailto:a@example.go.th",
        "tel:02-123-4567",
        "tel:+66 (0)2 123",
        " https://a.go.th ",
    ],
)
def test_addresses_that_are_taken(url):
    """Web, mail and telephone addresses are taken as they are typed."""
    assert url.strip() == Link(url=url).url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "www.nacc.go.th",
        "//a.go.th",
        "/files/a.pdf",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.go.th",
        "https://a b.go.th",
        'https://a.go.th/"onclick="x',
        "https://a.go.th/<script>",
        "https://a.go.th\\x",
        "https://",
        "tel:ไม่มี",
        "https://a.go.th\njavascript:x",
    ],
)
def test_addresses_that_are_refused(url):
    """Any other scheme, blanks and quotes are refused."""
    ((loc, kind, message),) = refused(Link, {"url": url})
    assert (("url",), "OIT109") == (loc, kind)
    assert message.endswith("ใช้ไม่ได้ ต้องขึ้นต้นด้วย https:// http:// mailto: หรือ tel:")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("true", True), ("Yes", True), ("ใช่", True), (" TRUE ", True), ("false", False), ("No", False), ("ไม่ใช่", False)],
)
def test_yes_and_no(typed, expected):
    """A yes or no may be typed in English or Thai."""
    assert expected is Agency(name="ก", fictional=typed).fictional


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("complete", Claim.COMPLETE),
        ("ครบถ้วน", Claim.COMPLETE),
        (" บางส่วน ", Claim.PARTIAL),
        ("ยังไม่เปิดเผย", Claim.MISSING),
    ],
)
def test_the_claimed_status_may_be_thai(typed, expected):
    """The status of an item may be typed in Thai words."""
    assert expected is Disclosure(status=typed).status


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("model", "tree", "expected"),
    [
        pytest.param(Agency, {"name": "ก", "x": "y"}, (("x",), "extra_forbidden"), id="unknown key"),
        pytest.param(Agency, {}, (("name",), "missing"), id="missing key"),
        pytest.param(Agency, {"name": " \n"}, (("name",), "string_too_short"), id="blank text"),
        pytest.param(Agency, {"name": "ก", "fictional": "maybe"}, (("fictional",), "OIT103"), id="neither yes nor no"),
        pytest.param(Issue, {"title": "ก", "measures": []}, (("measures",), "too_short"), id="no measures"),
        pytest.param(Issue, ISSUE | {"indicators": ["11"]}, (("indicators", 0), "less_than_equal"), id="indicator 11"),
        pytest.param(Issue, ISSUE | {"indicators": ["0"]}, (("indicators", 0), "greater_than_equal"), id="indicator 0"),
        pytest.param(Issue, ISSUE | {"indicators": "เก้า"}, (("indicators", 0), "OIT103"), id="indicator in words"),
        pytest.param(Issue, ISSUE | {"oit": ["O1", "X"]}, (("oit", 1, "code"), "OIT107"), id="no code"),
        pytest.param(Issue, ISSUE | {"oit_edition": "2023"}, (("oit_edition",), "OIT104"), id="year of ค.ศ."),
        pytest.param(Issue, ISSUE | {"updated": "31 ก.พ. 2566"}, (("updated",), "OIT104"), id="no such day"),
        pytest.param(Issue, ISSUE | {"status": "published?"}, (("status",), "enum"), id="unknown status"),
        pytest.param(
            Issue,
            ISSUE | {"survey_questions": ["x1"]},
            (("survey_questions", 0, "code"), "string_pattern_mismatch"),
            id="no question",
        ),
        pytest.param(Issue, ISSUE | {"score": "สูง"}, (("score", 0, "score"), "OIT103"), id="score in words"),
        pytest.param(
            Timeframe,
            {"text": "ก", "start": "2023-01-02", "end": "2023-01-01"},
            ((), "OIT104"),
            id="end before start",
        ),
        pytest.param(Evidence, {"title": "ก"}, ((), "OIT103"), id="evidence nowhere"),
        pytest.param(
            Evidence, {"title": "ก", "file": "evidence/a", "page": "a.md"}, ((), "OIT103"), id="evidence in two places"
        ),
        pytest.param(
            Evidence,
            {"title": "ก", "page": "a.md", "covers_fiscal_year": "2023"},
            (("covers_fiscal_year", 0), "OIT104"),
            id="evidence of ค.ศ.",
        ),
        pytest.param(Disclosure, {"status": "เกือบครบ"}, (("status",), "enum"), id="unknown claim"),
        pytest.param(Measure, {"title": "ก", "id": "ข้อ 1"}, (("id",), "string_pattern_mismatch"), id="odd id"),
        pytest.param(Assessment, {"result_year": "2566", "scores": []}, (("scores",), "too_short"), id="no scores"),
        pytest.param(Report, {"doc_type": "x"}, (("doc_type",), "literal_error"), id="unknown kind of document"),
    ],
)
def test_what_is_refused(model, tree, expected):
    """A wrong value is refused once, at its place, with the kind that its rule goes by."""
    assert [expected] == [(loc, kind) for loc, kind, _ in refused(model, tree)]


def test_a_range_is_no_single_code():
    """Where one item is meant, a range is refused."""
    item = shipped_catalogues()[2566].items[0].model_dump(mode="json") | {"code": "O1-O3"}
    assert [(("code",), "OIT107", "«O1-O3» เป็นช่วงของข้อ ที่นี่ใช้ได้ทีละข้อ")] == refused(OitItem, item)


def test_records_are_frozen():
    """A record cannot be changed after it was read."""
    agency = Agency(name="ก")
    with pytest.raises(ValidationError, match="frozen"):
        agency.name = "ข"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("2566-2568", (2566, 2567, 2568), id="range"),
        pytest.param(["2566", "2567"], (2566, 2567), id="list"),
        pytest.param(["๒๕๖๖"], (2566,), id="list in Thai digits"),
    ],
)
def test_years_that_evidence_covers(typed, expected):
    """Evidence may cover one year, a range, or a list of years, in either digits."""
    evidence = Evidence.model_validate({"title": "ก", "page": "a.md", "covers_fiscal_year": typed})
    assert expected == evidence.years_covered


def test_a_listed_year_of_the_common_era_is_refused():
    """A year of ค.ศ. is refused in a list as it is alone."""
    found = refused(Evidence, {"title": "ก", "page": "a.md", "covers_fiscal_year": ["2023"]})
    assert ["OIT104"] == [kind for _, kind, _ in found]


# ---------------------------------------------------------------- what records say


def test_the_label_of_an_agency():
    """An agency goes by its short name where it has one."""
    assert ("สพป.", "สำนักงาน") == (Agency(name="สำนักงาน", short_name="สพป.").label, Agency(name="สำนักงาน").label)
    assert Contact() == Contact.model_validate({})


def test_the_scores_of_the_result_year():
    """The main scores are those of the result year, or the first where that year is missing."""
    scores = [{"fiscal_year": "2566"}, {"fiscal_year": "2565"}]
    assert [2565, 2566] == [
        Assessment.model_validate({"result_year": year, "scores": scores}).main.fiscal_year for year in ("2565", "2560")
    ]


def test_the_main_score_is_the_first_of_its_indicator():
    """Of several scores of one indicator the first is the main one."""
    assessment = Assessment.model_validate(
        {
            "result_year": "2562",
            "scores": [
                {"fiscal_year": "2562", "indicators": [{"no": "7", "score": "97.52"}, {"no": "7", "score": "91.99"}]}
            ],
        }
    )
    assert "97.52" == assessment.main.main_score(7).score.printed
    assert assessment.main.main_score(8) is None


def test_an_edition_knows_its_items():
    """An edition gives its items by code and concept, its last code, and whether it is confirmed."""
    editions = shipped_catalogues()
    assert [2563, 2564, 2565, 2566, 2567, 2568, 2569] == list(editions)
    assert [43, 43, 43, 43, 35, 28, 26] == [len(edition.items) for edition in editions.values()]
    assert ["O43", "O43", "O43", "O43", "O35", "O28", "O26"] == [edition.last_code for edition in editions.values()]
    assert [False, True, True, True, False, False, False] == [edition.confirmed for edition in editions.values()]
    assert 12 == editions[2566].by_code["O12"].number
    assert {2566: "O4", 2567: "O7"} == {year: editions[year].by_concept["strategic_plan"].code for year in (2566, 2567)}


@pytest.mark.parametrize("fiscal_year", range(2563, 2570))
def test_a_shipped_edition_agrees_with_itself(fiscal_year):
    """Codes are numbered from O1 without gaps, ids are unique, and everything that is named exists."""
    editions = shipped_catalogues()
    edition = editions[fiscal_year]
    assert [f"O{n}" for n in range(1, len(edition.items) + 1)] == [item.code for item in edition.items]
    elements = [element.id for item in edition.items for element in item.elements]
    assert sorted(set(elements)) == sorted(elements)
    parts = {sub.code for sub in edition.sub_indicators}
    keys = {source.key for source in edition.sources}
    for item in edition.items:
        assert item.sub_indicator in parts
        assert str(item.indicator) == item.sub_indicator.partition(".")[0]
        assert all(element.id.startswith(f"{item.code}.") for element in item.elements)
        assert keys.issuperset(item.sources)
        if item.elements_like:
            year, code = item.elements_like.split(":")
            assert code in editions[int(year)].by_code
    assert ["measures", "results"] == [item.site_page for item in edition.items if item.site_page]


def test_only_what_was_seen_is_required():
    """Elements that are only recalled are never required."""
    for edition in shipped_catalogues().values():
        for item in edition.items:
            assert [e for e in item.elements if e.basis in ("seen", "seen-school", "seen-other")] == list(item.required)


@pytest.mark.parametrize(
    ("expected", "group"),
    [
        pytest.param("finance", {"id": "finance", "name": "กลุ่มการเงินและพัสดุ"}, id="given"),
        # printf 'กลุ่มอำนวยการ' | sha256sum
        pytest.param("ge1509fe1", "กลุ่มอำนวยการ", id="made from the name"),
        pytest.param("ge1509fe1", " กลุ่มอำนวยการ\n", id="space around the name"),
        pytest.param("ge1509fe1", "กล\u0e38\u0e48มอำนวยการ", id="marks in their order"),
        pytest.param("ge1509fe1", "กล\u0e48\u0e38มอำนวยการ", id="marks the other way round"),
    ],
)
def test_a_group_has_an_address_of_its_own(expected, group):
    """A group's key is its id, or depends on its name alone: not on where it stands, nor on how it is typed."""
    groups = Agency.model_validate({"name": "ก", "groups": ["กลุ่มอื่น", group]}).groups
    assert expected == groups[1].key
    assert expected == Agency.model_validate({"name": "ก", "groups": [group]}).groups[0].key
