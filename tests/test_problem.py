"""Problems as values, and the rule book that they go by."""

import re

import pytest

from oit_site.problem import Location, Problem, count_problems, sort_problems
from oit_site.rules import RULES, Severity

HERE = Location("content/x/a.yml", 3, 7)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        pytest.param(
            Problem(HERE, "OIT201", "ไม่มีข้อนี้", "หมายถึง O9 หรือไม่"),
            "content/x/a.yml:3:7: error OIT201 ไม่มีข้อนี้ — หมายถึง O9 หรือไม่",
            id="with a hint",
        ),
        pytest.param(
            Problem(HERE, "OIT201", "ไม่มีข้อนี้"), "content/x/a.yml:3:7: error OIT201 ไม่มีข้อนี้", id="without a hint"
        ),
        pytest.param(
            Problem(Location("content/x"), "OIT303", "ไม่มีประเด็น"),
            "content/x:1:1: warning OIT303 ไม่มีประเด็น",
            id="a warning at a folder",
        ),
    ],
)
def test_a_problem_is_one_line(problem, expected):
    """A problem shows its place, severity, code, message and hint in the form that editors can jump from."""
    assert expected == str(problem)


def test_problems_are_sorted_by_place_and_shown_once():
    """Problems come by file, then line as a number, then column, then code; a repeated one is shown once."""
    ordered = [
        Problem(Location("a.yml", 2, 1), "OIT102", "ข"),
        Problem(Location("a.yml", 2, 9), "OIT101", "ก"),
        Problem(Location("a.yml", 10, 1), "OIT101", "ก"),
        Problem(Location("a.yml", 10, 1), "OIT101", "ข"),
        Problem(Location("a.yml", 10, 1), "OIT103", "ก"),
        Problem(Location("b.yml", 1, 1), "OIT101", "ก"),
    ]
    assert tuple(ordered) == sort_problems([*reversed(ordered), *ordered])


def test_errors_and_warnings_are_counted_apart():
    """A count gives errors first, then warnings."""
    problems = [Problem(HERE, code, "") for code in ("OIT101", "OIT106", "OIT201", "OIT303", "OIT404")]
    assert (2, 3) == count_problems(problems)
    assert (0, 0) == count_problems([])


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_complete(code):
    """Every rule has a code of its hundred, a title, a meaning and a remedy in Thai."""
    rule = RULES[code]
    assert code == rule.code
    assert re.fullmatch(r"OIT[0-6]\d\d", code)
    assert isinstance(rule.severity, Severity)
    for text in (rule.title, rule.meaning, rule.remedy):
        assert re.search(r"[ก-๙]{3}", text)


def test_rules_stand_in_the_order_of_their_codes():
    """The help page, which follows the table, can be searched by eye."""
    assert sorted(RULES) == list(RULES)
