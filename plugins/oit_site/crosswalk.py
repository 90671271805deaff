"""The crosswalk: which items of the editions ask for the same thing. A bare number is never compared across years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oit_site.facts import same_concept
from oit_site.model import Catalogue, OitItem


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that editions ask for."""

    item: OitItem
    """The item that it is called after."""
    named_by: int
    """The edition (พ.ศ.) of that item."""
    codes: Mapping[int, tuple[str, ...]]
    """The codes of the items that ask for it, by edition (พ.ศ.), newest first; empty where an edition asks for none."""


def other_editions(
    item: OitItem, edition: Catalogue, catalogues: Mapping[int, Catalogue]
) -> Mapping[int, tuple[str, ...]]:
    """Return the codes under which the other editions ask for the same as *item* of *edition*.

    By edition (พ.ศ.), newest first; editions that do not ask for it are left out.
    """
    found = {
        year: same_concept(item.concepts, catalogues[year])
        for year in sorted(catalogues, reverse=True)
        if year != edition.fiscal_year
    }
    return {year: codes for year, codes in found.items() if codes}


def build_crosswalk(catalogues: Mapping[int, Catalogue], reference: Catalogue) -> tuple[Topic, ...]:
    """Return the things that the editions ask for, each once.

    First those of *reference*, by number; then what only other editions have, the newest edition first.
    """
    topics: list[Topic] = []
    listed: set[tuple[int, str]] = set()
    newest_first = sorted(catalogues, reverse=True)
    for catalogue in (reference, *(catalogues[year] for year in newest_first if year != reference.fiscal_year)):
        for item in catalogue.items:
            if catalogue is not reference and (catalogue.fiscal_year, item.code) in listed:
                continue
            codes = {year: same_concept(item.concepts, catalogues[year]) for year in newest_first}
            # An item without a concept is in no other edition, but it is in its own.
            codes[catalogue.fiscal_year] = codes[catalogue.fiscal_year] or (item.code,)
            listed.update((year, code) for year, found in codes.items() for code in found)
            topics.append(Topic(item, catalogue.fiscal_year, codes))
    return tuple(topics)
