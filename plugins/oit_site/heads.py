"""What the head of every page says to machines: the feeds and the linked data that concern the page.

What several pages share is written once; a page adds its own way from the home page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oit_site import schema_org, uris
from oit_site.export.datasets import Dataset
from oit_site.export.feeds import Feed
from oit_site.facts import AgencyFacts, SiteFacts
from oit_site.render import HeadLink, HeadPart
from oit_site.settings import Settings


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a site's pages, as far as pages share them."""

    site_url: str
    everywhere: HeadPart
    of_agencies: Mapping[str, tuple[HeadPart, HeadPart]]
    """By the address of the agency's page: what stands there, and what on all the pages below it."""
    of_pages: Mapping[str, HeadPart]
    """What single pages have besides, by address."""

    def of(self, uri: str, trail: Iterable[tuple[str, str]]) -> tuple[HeadPart, ...]:
        """Return what stands in the head of the page at *uri*.

        *trail* is address and name of each page on the way to it, the home page first, itself last.
        """
        parts = [self.everywhere]
        agency = uris.HOME if uris.HOME in self.of_agencies else f"{uri.partition('/')[0]}/"
        if agency in self.of_agencies:
            own, below = self.of_agencies[agency]
            parts.append(own if uri == agency else below)
        if uri in self.of_pages:
            parts.append(self.of_pages[uri])
        if self.site_url:
            parts.append(HeadPart((schema_org.breadcrumbs(trail, self.site_url),)))
        return tuple(parts)


def build_heads(facts: SiteFacts, feeds: Iterable[Feed], datasets: Iterable[Dataset], settings: Settings) -> Heads:
    """Return the heads of the site of *facts*. Without a site address they hold only what needs none."""
    links = {feed.agency_id: _feed_links(feed, settings) for feed in feeds}
    return Heads(
        settings.site_url,
        _everywhere(facts, links.get("", ()), settings),
        {agency.uri: _of_agency(agency, links, settings) for agency in facts.agencies},
        _of_pages(facts, tuple(datasets), settings) if settings.site_url else {},
    )


def _everywhere(facts: SiteFacts, links: tuple[HeadLink, ...], settings: Settings) -> HeadPart:
    if not settings.site_url:
        return HeadPart()
    if facts.single:
        site = schema_org.website(settings, schema_org.organization_id(facts.single, settings.site_url))
        return HeadPart((site,), links)
    site = schema_org.website(settings, schema_org.publisher_id(settings))
    return HeadPart((site, schema_org.publisher(settings)), links)


def _of_agency(
    agency: AgencyFacts, links: Mapping[str, tuple[HeadLink, ...]], settings: Settings
) -> tuple[HeadPart, HeadPart]:
    feeds = links.get(agency.source.id, ()) if agency.source.id else ()
    return (
        HeadPart((schema_org.organization(agency, settings),), feeds),
        HeadPart((schema_org.organization_in_short(agency, settings),), feeds),
    )


def _of_pages(facts: SiteFacts, datasets: tuple[Dataset, ...], settings: Settings) -> Mapping[str, HeadPart]:
    base = settings.site_url
    pages = {
        uris.edition_uri(edition.fiscal_year): HeadPart((schema_org.term_set(edition, base),))
        for edition in facts.catalogues.values()
    }
    if datasets:
        publisher = (
            schema_org.organization_id(facts.single, base) if facts.single else schema_org.publisher_id(settings)
        )
        nodes = [schema_org.data_catalog(datasets, publisher, settings)]
        nodes += [schema_org.dataset(dataset, publisher, settings) for dataset in datasets]
        links = (
            HeadLink("application/ld+json", "บัญชีข้อมูลเปิด DCAT", base + uris.CATALOG_JSONLD),
            HeadLink("text/turtle", "บัญชีข้อมูลเปิด DCAT", base + uris.CATALOG_TURTLE),
        )
        pages[uris.DATA] = HeadPart(tuple(nodes), links)
    return pages


def _feed_links(feed: Feed, settings: Settings) -> tuple[HeadLink, ...]:
    return (
        HeadLink("application/atom+xml", feed.title, settings.site_url + uris.atom_uri(feed.agency_id)),
        HeadLink("application/feed+json", feed.title, settings.site_url + uris.json_feed_uri(feed.agency_id)),
    )
