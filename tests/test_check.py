"""Cross-checks as values: what one file says against the others. Each rule has its case in cases/problems."""

import pytest

from oit_site.check import check_addresses, check_source
from oit_site.facts import build_facts

ISSUE = "title: ก\nmeasures:\n- title: ข\n"


@pytest.fixture
def codes(source):
    """Return a function that writes files and gives the codes that only the cross-checks find."""

    def find(files):
        found = source(files)
        return [problem.code for problem in check_source(found, build_facts(found))]

    return find


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, [], id="nothing wrong"),
        pytest.param(
            {"x/2566/measures/a.yml": "title: ก\noit: O99\nmeasures: ข\n"}, [], id="a broken issue is not checked"
        ),
        pytest.param({"x/2566/oit.yml": "O99: {ownr: ก}\n"}, [], id="a broken entry is not checked"),
        pytest.param({"x/2566/assessment.yml": "result_year: 2560\n"}, [], id="broken scores are not checked"),
        pytest.param({"x/2565/measures/a.yml": "x: y\n"}, [], id="a broken issue is an issue"),
        pytest.param({"x/2566/measures/a.yml": ISSUE + "oit: [O98, O99]\n"}, ["OIT201", "OIT201"], id="each code"),
        pytest.param(
            {"x/2566/measures/a.yml": ISSUE + "oit: O99\nstatus: draft\n"}, ["OIT201"], id="a draft is checked"
        ),
        pytest.param(
            {"x/2565/measures/a.yml": ISSUE + "results: ข\noit_edition: 2560\n"},
            ["OIT202"],
            id="an edition that only the issue names",
        ),
        pytest.param(
            {"x/2566/oit.yml": "O1:\n  evidence:\n  - {title: ก, page: a.md, elements: [O1.9, O1.8]}\n"},
            ["OIT205", "OIT206", "OIT206"],
            id="each fault of a piece of evidence",
        ),
    ],
)
def test_what_the_cross_checks_find(codes, files, expected):
    """Only records that could be read are held against each other, and each fault is found once."""
    assert expected == codes(files)


@pytest.mark.parametrize(
    ("authored", "expected"),
    [
        pytest.param(["about.md"], [], id="an address of its own"),
        pytest.param(["a.md"], ["pages/a.md"], id="as a file"),
        pytest.param(["a/index.md"], ["pages/a/index.md"], id="as the index of a folder"),
        pytest.param(["index.md"], ["pages/index.md"], id="home"),
        pytest.param(["b.md", "a.md", "a/README.md"], ["pages/a.md", "pages/a/README.md"], id="in order"),
        pytest.param(["a.png", "a/b.pdf"], [], id="other files"),
    ],
)
def test_authored_pages_may_not_lie_where_made_pages_lie(authored, expected):
    """An authored page at the address of a made page is a problem of the authored page."""
    found = list(check_addresses(authored, {"": "หน้าแรก", "a/": "หน้า ก"}, "pages"))
    assert expected == [problem.where.path for problem in found]
    assert {"OIT208"} >= {problem.code for problem in found}
