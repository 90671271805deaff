"""Problems as text for people and for machines: plain lines, GitHub annotations, JSON, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from oit_site.problem import Problem
from oit_site.rules import RULES, Severity

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(problems: tuple[Problem, ...]) -> str:
    """Return one line a problem: `file:line:column: severity code message — hint`."""
    return "".join(f"{problem}\n" for problem in problems)


def as_github(problems: tuple[Problem, ...]) -> str:
    """Return one workflow command a problem, which GitHub shows at the line of the change."""
    return "".join(
        f"::{problem.severity.value} file={_property(problem.where.path)},line={problem.where.line},"
        f"col={problem.where.column},title={problem.code}::{_data(_sentence(problem))}\n"
        for problem in problems
    )


def as_json(problems: tuple[Problem, ...]) -> str:
    """Return a JSON array of objects: path, line, column, severity, code, message, hint."""
    rows = [
        {
            "path": problem.where.path,
            "line": problem.where.line,
            "column": problem.where.column,
            "severity": problem.severity.value,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return _dumped(rows)


def as_sarif(problems: tuple[Problem, ...]) -> str:
    """Return a SARIF 2.1.0 log with one run; columns count code points."""
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "oit", "rules": [_sarif_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(problem, codes.index(problem.code)) for problem in problems],
    }
    return _dumped({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


FORMATS: Mapping[str, Callable[[tuple[Problem, ...]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}
"""The forms that `oit check --format` knows."""


def _sarif_rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": "error" if rule.severity is Severity.ERROR else "warning"},
    }


def _sarif_result(problem: Problem, rule_index: int) -> dict[str, Any]:
    region = {"startLine": problem.where.line, "startColumn": problem.where.column}
    location = {"artifactLocation": {"uri": quote(problem.where.path)}, "region": region}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": problem.severity.value,
        "message": {"text": _sentence(problem)},
        "locations": [{"physicalLocation": location}],
    }


def _sentence(problem: Problem) -> str:
    return f"{problem.message} — {problem.hint}" if problem.hint else problem.message


def _data(text: str) -> str:
    """Return *text* escaped as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return *text* escaped as a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
