"""Whether evidence is of the year that an item asks for. The one module that owns this rule."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from oit_site.model import Catalogue, OitItem

_DATED = frozenset(("fy", "fy_first_6_months", "prev_fy", "plan_covering_fy", "in_force_fy"))
"""The periods that name a year which evidence must cover."""


class Freshness(Enum):
    """How the years that evidence covers stand to the year that is asked for."""

    MATCH = "match"
    OLD = "old"
    """All years before the one that is asked for."""
    OTHER = "other"
    """Not the year that is asked for, and not all before it."""
    UNSTATED = "unstated"
    """Nobody has said what years it covers: it is not counted against the item."""


def asked_year(edition: Catalogue, item: OitItem, fiscal_year: int) -> int | None:
    """Return the year (พ.ศ.) whose facts *item* asks for in *fiscal_year*, or None where none is named.

    An edition used for a later year moves the years it names along.
    """
    if item.period.year is None:
        return None
    return item.period.year + fiscal_year - edition.fiscal_year


def freshness(covered: tuple[int, ...], item: OitItem, asked: int | None) -> Freshness | None:
    """Return how evidence of the years *covered* (พ.ศ.) stands to *asked*; None where the item binds it to no year."""
    if asked is None or item.period.ref not in _DATED:
        return None
    if not covered:
        return Freshness.UNSTATED
    if asked in covered:
        return Freshness.MATCH
    return Freshness.OLD if max(covered) < asked else Freshness.OTHER


def best(found: Iterable[Freshness | None]) -> Freshness | None:
    """Return the freshness of an item whose pieces of evidence have *found*: one piece of the right year is enough."""
    kinds = set(found)
    order = (Freshness.MATCH, Freshness.UNSTATED, Freshness.OTHER, Freshness.OLD)
    return next((kind for kind in order if kind in kinds), None)


def wrong_year(covered: tuple[int, ...], item: OitItem, asked: int | None) -> str | None:
    """Return in Thai that evidence of the years *covered* is of another year than *asked*; None where it is not."""
    if freshness(covered, item, asked) not in (Freshness.OLD, Freshness.OTHER):
        return None
    years = str(covered[0]) if len(covered) == 1 else f"{covered[0]}–{covered[-1]}"
    return f"เป็นข้อมูลปี {years} แต่ข้อนี้ขอปี {asked}"
