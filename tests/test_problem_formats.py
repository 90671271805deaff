"""Problems for people and machines: each form says all there is to say, and nothing in a text breaks it."""

import json

import pytest

from oit_site.problem import Location, Problem
from oit_site.problem_formats import FORMATS, as_github, as_json, as_sarif, as_text
from oit_site.rules import RULES

PLAIN = Problem(Location("content/x/2566/oit.yml", 12, 5), "OIT201", "ข้อ O99 ไม่มี", "หมายถึง O9 หรือไม่")
BARE = Problem(Location("content/x/agency.yml"), "OIT106", "คีย์ «a» ไม่มีค่า")
NASTY = Problem(Location("content/a,b:c%d\n.yml", 1, 2), "OIT101", '50%\r\n::error::"x" </script>\u2028', "a,b:c")
ALL = (PLAIN, BARE, NASTY)


def test_text_is_one_line_a_problem():
    """The plain form is file, line, column, severity, code, sentence and hint."""
    expected = (
        "content/x/2566/oit.yml:12:5: error OIT201 ข้อ O99 ไม่มี — หมายถึง O9 หรือไม่\n"
        "content/x/agency.yml:1:1: warning OIT106 คีย์ «a» ไม่มีค่า\n"
    )
    assert expected == as_text((PLAIN, BARE))


def test_github_commands_are_escaped():
    """Percent, line ends, colons and commas cannot end a command or begin another."""
    first, second, third = as_github(ALL).rstrip("\n").split("\n")
    assert "::error file=content/x/2566/oit.yml,line=12,col=5,title=OIT201::ข้อ O99 ไม่มี — หมายถึง O9 หรือไม่" == first
    assert "::warning file=content/x/agency.yml,line=1,col=1,title=OIT106::คีย์ «a» ไม่มีค่า" == second
    assert third.startswith("::error file=content/a%2Cb%3Ac%25d%0A.yml,line=1,col=2,title=OIT101::50%25%0D%0A::error")


def test_json_is_read_back_as_it_was():
    """Every part of a problem survives JSON, in any text."""
    rows = json.loads(as_json(ALL))
    assert ALL == tuple(
        Problem(Location(row["path"], row["line"], row["column"]), row["code"], row["message"], row["hint"])
        for row in rows
    )
    assert ["error", "warning", "error"] == [row["severity"] for row in rows]
    assert ["path", "line", "column", "severity", "code", "message", "hint"] == list(rows[0])


def test_sarif_has_the_shape_that_the_standard_asks_for():
    """One run of SARIF 2.1.0: each result leads to its rule by id and index, its level and its region."""
    log = json.loads(as_sarif(ALL))
    assert ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json") == (log["version"], log["$schema"])
    (run,) = log["runs"]
    assert "unicodeCodePoints" == run["columnKind"]
    driver = run["tool"]["driver"]
    assert "oit" == driver["name"]
    assert ["OIT101", "OIT106", "OIT201"] == [rule["id"] for rule in driver["rules"]]
    for rule in driver["rules"]:
        known = RULES[rule["id"]]
        assert known.title == rule["shortDescription"]["text"]
        assert known.severity.value == rule["defaultConfiguration"]["level"]
        assert known.remedy in rule["help"]["text"]
        assert known.meaning in rule["fullDescription"]["text"]
    assert len(ALL) == len(run["results"])
    for problem, result in zip(ALL, run["results"], strict=True):
        assert problem.code == result["ruleId"] == driver["rules"][result["ruleIndex"]]["id"]
        assert problem.severity.value == result["level"]
        assert result["message"]["text"].startswith(problem.message)
        (place,) = result["locations"]
        assert {"startLine": problem.where.line, "startColumn": problem.where.column} == place["physicalLocation"][
            "region"
        ]


def test_a_sarif_address_of_a_file_is_an_address():
    """The uri of a file is percent-encoded, for a name may hold what no address may."""
    problem = Problem(Location("content/สพป/a b#c.yml"), "OIT108", "ก")
    (result,) = json.loads(as_sarif((problem,)))["runs"][0]["results"]
    expected = "content/%E0%B8%AA%E0%B8%9E%E0%B8%9B/a%20b%23c.yml"
    assert expected == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


@pytest.mark.parametrize("form", FORMATS)
def test_no_problems_are_a_valid_answer(form):
    """Without problems each form is whole: nothing, an empty list, a run without results."""
    text = FORMATS[form](())
    match form:
        case "json":
            assert [] == json.loads(text)
        case "sarif":
            assert [] == json.loads(text)["runs"][0]["results"]
        case _:
            assert "" == text


def test_every_rule_can_be_told_in_every_form():
    """No rule breaks a form."""
    problems = tuple(Problem(Location("a.yml"), code, rule.title) for code, rule in RULES.items())
    assert len(RULES) == len(as_text(problems).splitlines()) == len(as_github(problems).splitlines())
    assert len(RULES) == len(json.loads(as_json(problems)))
    assert len(RULES) == len(json.loads(as_sarif(problems))["runs"][0]["tool"]["driver"]["rules"])
