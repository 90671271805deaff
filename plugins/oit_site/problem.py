"""A located, coded defect of the content, as a value: found anywhere, shown at the top, never logged or raised here."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch

from pydantic import Field
from pydantic.dataclasses import dataclass

from oit_site.rules import RULES, Severity


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a file: *path* as the webmaster knows it ("/"-separated), line and column from 1, in code points."""

    path: str = Field(title="ไฟล์")
    line: int = Field(default=1, title="บรรทัด")
    column: int = Field(default=1, title="คอลัมน์")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect: where it is, the code of the rule it breaks, what is wrong and, if known, what to do."""

    where: Location = Field(title="ตำแหน่ง")
    code: str = Field(title="รหัส")
    message: str = Field(title="ข้อความ")
    hint: str = Field(default="", title="วิธีแก้")

    @property
    def severity(self) -> Severity:
        """The severity of the rule that is broken; an error stops the build, a warning does not."""
        return RULES[self.code].severity

    def __str__(self) -> str:
        text = f"{self.where}: {self.severity.value} {self.code} {self.message}"
        return f"{text} — {self.hint}" if self.hint else text


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return *problems* without repeats, by file, then position, then code."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.where.path, p.where.line, p.where.column, p.code, p.message)))


def count_problems(problems: Iterable[Problem]) -> tuple[int, int]:
    """Return how many *problems* are errors and how many are warnings."""
    severities = [problem.severity for problem in problems]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A problem that a site lives with: the rule, the files it holds for (a glob pattern), and the reason."""

    code: str = Field(title="รหัส")
    reason: str = Field(title="เหตุผล")
    path: str = Field(default="*", title="ไฟล์")

    def covers(self, problem: Problem) -> bool:
        """Return whether *problem* is one that may be lived with and that this waiver names."""
        return problem.code == self.code and may_be_waived(self.code) and fnmatch(problem.where.path, self.path)


def may_be_waived(code: str) -> bool:
    """Return whether a site may live with the rule *code*: warnings, and what only looks like personal data."""
    return code in RULES and (RULES[code].severity is Severity.WARNING or code.startswith("OIT6"))


def waive(problems: Iterable[Problem], waivers: tuple[Waiver, ...]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the *problems* that stand, and those that a waiver covers."""
    standing: list[Problem] = []
    waived: list[Problem] = []
    for problem in problems:
        (waived if any(waiver.covers(problem) for waiver in waivers) else standing).append(problem)
    return tuple(standing), tuple(waived)
