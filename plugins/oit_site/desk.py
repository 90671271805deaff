"""What an office works from in a year, computed once for all the pages and files that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from oit_site.answers import Answer, build_answers
from oit_site.facts import SiteFacts, YearFacts
from oit_site.settings import Settings
from oit_site.todo import Todo, build_todo


@dataclass(frozen=True)
class Desk:
    """The answer sheet and the to-do of one fiscal year of one agency. Each is made when first asked for."""

    year: YearFacts
    settings: Settings

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The rows of the answer sheet."""
        return build_answers(self.year, self.settings)

    @cached_property
    def todo(self) -> Todo:
        """What the year still lacks."""
        return build_todo(self.year)


def build_desks(facts: SiteFacts, settings: Settings) -> Mapping[str, Desk]:
    """Return the desk of every year of every agency, by the address of the year's page."""
    return {year.uri("year"): Desk(year, settings) for agency in facts.agencies for year in agency.years}
