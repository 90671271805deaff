"""What pages say of themselves in schema.org's words: the nodes that search engines read, as plain JSON values.

Every node is named by an address of the site, so nothing here is of use without `Settings.site_url`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from oit_site import uris
from oit_site.export.datasets import Dataset
from oit_site.facts import AgencyFacts
from oit_site.model import Catalogue, Certainty, OitItem
from oit_site.settings import Settings

Node = Mapping[str, Any]

CATALOG_DESCRIPTION = (
    "รายการตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) หลักฐาน มาตรการส่งเสริมคุณธรรมและความโปร่งใส และผลประเมิน ITA ของหน่วยงานในเว็บไซต์นี้"
)

CONTEXT = "https://schema.org"

FICTIONAL = "หน่วยงานสมมติเพื่อสาธิต ไม่มีอยู่จริง"
UNCONFIRMED = "ยังไม่ยืนยัน"


def organization_id(agency: AgencyFacts, site_url: str) -> str:
    """Return the name of *agency* among linked data."""
    return f"{site_url}{agency.uri}#agency"


def publisher_id(settings: Settings) -> str:
    """Return the name of who publishes a portal."""
    return f"{settings.site_url}#publisher"


def organization(agency: AgencyFacts, settings: Settings) -> Node:
    """Return all that is known of *agency*; without a site address only what needs none."""
    office, base = agency.agency, settings.site_url
    contact = office.contact
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "GovernmentOrganization",
            "@id": organization_id(agency, base) if base else None,
            "name": office.name,
            "alternateName": office.short_name if office.short_name != office.name else None,
            "identifier": office.code,
            "disambiguatingDescription": FICTIONAL if office.fictional else None,
            "url": base + agency.uri if base else None,
            "sameAs": [link.url for link in office.websites],
            "parentOrganization": [{"@type": "Organization", "name": parent} for parent in office.parents],
            "address": contact.address if contact else None,
            "telephone": contact.phone if contact else None,
            "email": contact.email if contact else None,
        }
    )


def organization_in_short(agency: AgencyFacts, settings: Settings) -> Node:
    """Return what tells *agency* from others; the rest stands on its own page under the same name."""
    whole = organization(agency, settings)
    kept = ("@context", "@type", "@id", "name", "disambiguatingDescription", "url")
    return {key: whole[key] for key in kept if key in whole}


def publisher(settings: Settings) -> Node:
    """Return who publishes a portal."""
    said = settings.publisher
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "GovernmentOrganization" if said.name else "Organization",
            "@id": publisher_id(settings) if settings.site_url else None,
            "name": said.name or settings.site_name,
            "url": said.url or settings.site_url,
            "email": said.email,
        }
    )


def website(settings: Settings, publisher: str) -> Node:
    """Return the site, published by what is named *publisher*."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": f"{settings.site_url}#website",
        "name": settings.site_name,
        "url": settings.site_url,
        "inLanguage": "th",
        "publisher": {"@id": publisher},
    }


def breadcrumbs(trail: Iterable[tuple[str, str]], site_url: str) -> Node:
    """Return the way to a page: the address and name of each page on it, the home page first, itself last."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": site_url + quote(uri)}
            for position, (uri, name) in enumerate(trail, 1)
        ],
    }


def term_set(edition: Catalogue, site_url: str) -> Node:
    """Return the items of an *edition* as a list of terms; what is not confirmed says so."""
    uri = uris.edition_uri(edition.fiscal_year)
    name = f"รายการข้อ OIT ปีงบประมาณ พ.ศ. {edition.fiscal_year}"
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": f"{site_url}{uri}#items",
        "name": name if edition.confirmed else f"{name} ({UNCONFIRMED})",
        "url": site_url + uri,
        "inLanguage": "th",
        "hasDefinedTerm": [_term(edition, item, site_url) for item in edition.items],
    }


def _term(edition: Catalogue, item: OitItem, site_url: str) -> Node:
    page = site_url + uris.catalogue_item_uri(edition.fiscal_year, item.code)
    return _filled(
        {
            "@type": "DefinedTerm",
            "@id": f"{page}#item",
            "termCode": item.code,
            "name": item.title,
            "url": page,
            "description": UNCONFIRMED if item.certainty is Certainty.LOW else None,
        }
    )


def dataset_id(dataset: Dataset, site_url: str) -> str:
    """Return the name of *dataset*: an anchor of the page `/data/`, never made from a title."""
    return f"{site_url}{uris.DATA}#{dataset.name}"


def catalog_id(site_url: str) -> str:
    """Return the name of the catalogue of open data."""
    return f"{site_url}{uris.DATA}#catalog"


def catalog_title(settings: Settings) -> str:
    """Return the title of the catalogue of open data."""
    return f"ข้อมูลเปิด {settings.site_name} (OIT open data)"


def data_catalog(datasets: Iterable[Dataset], publisher: str, settings: Settings) -> Node:
    """Return the catalogue of *datasets*, published by what is named *publisher*."""
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": catalog_id(settings.site_url),
        "name": catalog_title(settings),
        "description": CATALOG_DESCRIPTION,
        "url": settings.site_url + uris.DATA,
        "inLanguage": "th",
        "license": settings.licence.url,
        "publisher": {"@id": publisher},
        "dataset": [{"@id": dataset_id(dataset, settings.site_url)} for dataset in datasets],
    }


def dataset(dataset: Dataset, publisher: str, settings: Settings) -> Node:
    """Return one dataset with its files."""
    base = settings.site_url
    period = dataset.period
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": dataset_id(dataset, base),
            "identifier": dataset.name,
            "name": dataset.title,
            "description": dataset.description,
            "url": f"{base}{uris.DATA}#{dataset.name}",
            "inLanguage": "th",
            "keywords": list(dataset.keywords),
            "license": settings.licence.url,
            "isAccessibleForFree": True,
            "creator": {"@id": publisher},
            "includedInDataCatalog": {"@id": catalog_id(base)},
            "temporalCoverage": "/".join(day.isoformat() for day in period) if period else None,
            "spatialCoverage": "ประเทศไทย",
            "dateModified": dataset.updated.isoformat() if dataset.updated else None,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.title,
                    "contentUrl": base + quote(file.uri),
                    "encodingFormat": file.media_type,
                }
                for file in dataset.files
            ],
        }
    )


def _filled(node: Node) -> Node:
    """Return *node* without what is not known."""
    return {key: value for key, value in node.items() if value}
