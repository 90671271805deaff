"""One round of checking links: which addresses are due, which records come out of it, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from oit_site.link_places import LinkPlace
from oit_site.link_state import Finding, LinkRecord, LinkRecords, is_due, next_record


@dataclass(frozen=True, slots=True)
class LinkRound:
    """The addresses of the content, each once and sorted, by what is to be done with them."""

    due: tuple[str, ...]
    rested: tuple[str, ...]
    """Checked a short while ago."""
    fictional: tuple[str, ...]
    """Named by fictional agencies only: made up, and never asked."""


def plan_round(places: Iterable[LinkPlace], records: LinkRecords, today: date, max_age: timedelta) -> LinkRound:
    """Return what is to be asked on *today* (ค.ศ.); what was checked within *max_age* rests (see `is_due`)."""
    places = tuple(places)
    real = {place.address for place in places if not place.fictional}
    due = {address for address in real if is_due(records.get(address), today, max_age)}
    return LinkRound(
        due=tuple(sorted(due)),
        rested=tuple(sorted(real - due)),
        fictional=tuple(sorted({place.address for place in places} - real)),
    )


def records_after(
    records: LinkRecords, findings: Mapping[str, Finding], today: date, named: Iterable[str] | None
) -> LinkRecords:
    """Return *records* brought up to *today* (ค.ศ.) by *findings*.

    Only addresses that the content still names are kept: *named*, or all where that is not known for certain (None).
    """
    kept = records if named is None else {address: records[address] for address in named if address in records}
    new = {address: next_record(records.get(address), finding, today) for address, finding in findings.items()}
    return MappingProxyType({**kept, **new})


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A line of the report: a place that names an address, and what is known of the address."""

    place: LinkPlace
    record: LinkRecord


def report_lines(places: Iterable[LinkPlace], records: LinkRecords) -> tuple[LinkLine, ...]:
    """Return a line for each of the *places* whose address has a record, by file and position."""
    lines = [LinkLine(place, records[place.address]) for place in places if place.address in records]
    return tuple(
        sorted(lines, key=lambda line: (line.place.where.path, line.place.where.line, line.place.where.column))
    )
