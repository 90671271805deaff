"""Where the content names web addresses: every place of every address, so that a finding can be shown at its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import BaseModel

from oit_site.link_state import link_key
from oit_site.link_text import addresses_in
from oit_site.load import AgencySource, Located, Source
from oit_site.problem import Location

URL_FIELDS = frozenset(("url", "complaint_url"))
"""The fields of the model that hold an address of the reader's; those of Markdown are searched for addresses."""

MARKDOWN_FIELDS = frozenset(("narrative",))


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """One place that names an address: the address as it is asked for, where it stands, and whose it is."""

    address: str
    where: Location
    fictional: bool = False
    """Whether it is an address of a fictional agency: made up, and never asked."""


def link_places(source: Source) -> tuple[LinkPlace, ...]:
    """Return every place of *source* that names a web address, agency by agency, authored pages last."""
    return (
        *(place for agency in source.agencies for place in agency_places(agency)),
        *_page_places(source),
    )


def agency_places(agency: AgencySource) -> Iterator[LinkPlace]:
    """Yield the places of one agency's files, in the order in which they are read."""
    fictional = agency.agency.value.fictional
    for record in _records(agency):
        if record is not None and not record.broken:
            for address, path in _addresses(record.value, ()):
                yield LinkPlace(link_key(address), record.at(*path), fictional)


def _records(agency: AgencySource) -> Iterator[Located | None]:  # type: ignore[type-arg]
    yield agency.agency
    for year in agency.years:
        yield year.assessment
        yield year.report
        yield from year.issues
        yield from year.disclosures.values()


def _page_places(source: Source) -> Iterator[LinkPlace]:
    """Yield the places of authored pages. They belong to no agency: a fictional one is known by its websites."""
    made_up = {
        urlsplit(site.url).hostname
        for agency in source.agencies
        if agency.agency.value.fictional
        for site in agency.agency.value.websites
    }
    for address, where in source.page_links:
        yield LinkPlace(link_key(address), where, _host(address) in made_up)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # brackets that are no IPv6 address
        return None


def _addresses(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield each web address inside a record with the path of keys that leads to it."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _addresses(entry, (*path, index))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if not isinstance(inner, str):
                yield from _addresses(inner, (*path, name))
            elif name in URL_FIELDS and inner.lower().startswith("http"):
                yield inner, (*path, name)
            elif name in MARKDOWN_FIELDS:
                yield from ((address, (*path, name)) for _, address in addresses_in(inner))
