"""The catalogue of the open data in DCAT 3, in the profile that harvesters read (DCAT-AP).

Everything is named by an address of the site. Formats of files are left out unless asked for: CKAN's harvester takes
an IRI, which DCAT wants there, for the name of the format, and guesses rightly from the address where none is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from oit_site import schema_org, uris
from oit_site.export.datasets import DataFile, Dataset
from oit_site.export.file import Made
from oit_site.export.rdf import Iri, Literal, Triple, day, iri, plain, term, thai_text, whole_number
from oit_site.facts import SiteFacts
from oit_site.settings import Settings

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_EU = "http://publications.europa.eu/resource/authority/"
_THAI = Iri(f"{_EU}language/THA")
_THAILAND = Iri(f"{_EU}country/THA")
_PUBLIC = Iri(f"{_EU}access-right/PUBLIC")
_YEARLY = Iri(f"{_EU}frequency/ANNUAL")
_GOVERNMENT = Iri(f"{_EU}data-theme/GOVE")
_FILE_TYPES = {"csv": "CSV", "json": "JSON", "jsonld": "JSON_LD", "xlsx": "XLSX", "docx": "DOCX"}


def catalog_triples(
    facts: SiteFacts, datasets: Iterable[Dataset], made: Mapping[str, Made], settings: Settings
) -> tuple[Triple, ...]:
    """Return the catalogue of *datasets*; *made* is what their files became, by address.

    `settings.site_url` must be set.
    """
    datasets = tuple(datasets)
    publisher = _publisher_iri(facts, settings)
    triples = [*_catalog(facts, datasets, settings), *_publisher(facts, settings)]
    for dataset in datasets:
        triples += _dataset(dataset, publisher, settings)
    for file, schema in {file: of.schema_uri for of in datasets for file in of.files}.items():
        triples += _distribution(file, schema, made.get(file.uri), settings)
    return (*triples, *_terms(settings))


# ---------------------------------------------------------------- what is said of each


def _catalog(facts: SiteFacts, datasets: tuple[Dataset, ...], settings: Settings) -> Iterator[Triple]:
    catalog = Iri(schema_org.catalog_id(settings.site_url))
    page = Iri(settings.site_url + uris.DATA)
    yield catalog, "rdf:type", term("dcat:Catalog")
    yield catalog, "dct:title", thai_text(schema_org.catalog_title(settings))
    yield catalog, "dct:description", thai_text(schema_org.CATALOG_DESCRIPTION)
    yield catalog, "dct:publisher", _publisher_iri(facts, settings)
    yield catalog, "foaf:homepage", page
    yield page, "rdf:type", term("foaf:Document")
    yield catalog, "dct:language", _THAI
    yield catalog, "dct:spatial", _THAILAND
    yield catalog, "dct:license", iri(settings.licence.url)
    if days := [dataset.updated for dataset in datasets if dataset.updated]:
        yield catalog, "dct:modified", day(max(days))
    for dataset in datasets:
        yield catalog, "dcat:dataset", Iri(schema_org.dataset_id(dataset, settings.site_url))


def _publisher_iri(facts: SiteFacts, settings: Settings) -> Iri:
    if facts.single:
        return iri(schema_org.organization_id(facts.single, settings.site_url))
    return iri(schema_org.publisher_id(settings))


def _publisher(facts: SiteFacts, settings: Settings) -> Iterator[Triple]:
    """Yield who publishes the site, and whom to ask about the data."""
    publisher, contact = _publisher_iri(facts, settings), Iri(f"{settings.site_url}{uris.DATA}#contact")
    if facts.single:
        office = facts.single.agency
        name, email = office.name, (office.contact.email if office.contact else None) or ""
        page = settings.site_url
    else:
        said = settings.publisher
        name, email, page = said.name or settings.site_name, said.email, said.url or settings.site_url
    yield publisher, "rdf:type", term("foaf:Agent")
    yield publisher, "rdf:type", term("foaf:Organization")
    yield publisher, "foaf:name", thai_text(name)
    yield publisher, "foaf:homepage", iri(page)
    yield contact, "rdf:type", term("vcard:Kind")
    yield contact, "rdf:type", term("vcard:Organization")
    yield contact, "vcard:fn", thai_text(name)
    if _EMAIL.fullmatch(email):
        yield contact, "vcard:hasEmail", iri(f"mailto:{email}")
    yield contact, "vcard:hasURL", iri(page)


def _dataset(dataset: Dataset, publisher: Iri, settings: Settings) -> Iterator[Triple]:
    name, base = Iri(schema_org.dataset_id(dataset, settings.site_url)), settings.site_url
    yield name, "rdf:type", term("dcat:Dataset")
    yield name, "dct:identifier", plain(dataset.name)
    yield name, "dct:title", thai_text(dataset.title)
    yield name, "dct:description", thai_text(dataset.description)
    yield name, "dct:publisher", publisher
    yield name, "dcat:contactPoint", Iri(f"{base}{uris.DATA}#contact")
    for keyword in dataset.keywords:
        yield name, "dcat:keyword", thai_text(keyword)
    yield name, "dcat:theme", _GOVERNMENT
    yield name, "dct:language", _THAI
    yield name, "dct:spatial", _THAILAND
    yield name, "dct:accessRights", _PUBLIC
    yield name, "dct:accrualPeriodicity", _YEARLY
    yield name, "dcat:landingPage", Iri(base + uris.DATA)
    if dataset.updated:
        yield name, "dct:modified", day(dataset.updated)
    if dataset.period:
        period = Iri(f"{base}{uris.DATA}#fiscal-year-{dataset.fiscal_year}")
        yield name, "dct:temporal", period
        yield period, "rdf:type", term("dct:PeriodOfTime")
        yield period, "dcat:startDate", day(dataset.period[0])
        yield period, "dcat:endDate", day(dataset.period[1])
    for file in dataset.files:
        yield name, "dcat:distribution", _distribution_iri(file, base)


def _distribution_iri(file: DataFile, site_url: str) -> Iri:
    return Iri(f"{site_url}{quote(file.uri)}#file")


def _distribution(file: DataFile, schema_uri: str, made: Made | None, settings: Settings) -> Iterator[Triple]:
    name, base = _distribution_iri(file, settings.site_url), settings.site_url
    address = Iri(base + quote(file.uri))
    yield name, "rdf:type", term("dcat:Distribution")
    yield name, "dct:title", thai_text(file.title)
    yield name, "dcat:accessURL", address
    yield name, "dcat:downloadURL", address
    yield name, "dct:license", iri(settings.licence.url)
    if schema_uri and file.uri.endswith(".csv"):
        yield name, "dct:conformsTo", Iri(base + schema_uri)
        yield Iri(base + schema_uri), "rdf:type", term("dct:Standard")
    if settings.catalog_media_types:
        kind = Iri(f"https://www.iana.org/assignments/media-types/{file.media_type}")
        yield name, "dcat:mediaType", kind
        yield kind, "rdf:type", term("dct:MediaType")
        if ending := _FILE_TYPES.get(file.uri.rpartition(".")[2]):
            yield name, "dct:format", Iri(f"{_EU}file-type/{ending}")
            yield Iri(f"{_EU}file-type/{ending}"), "rdf:type", term("dct:MediaTypeOrExtent")
    if made is not None:
        checksum = Iri(f"{base}{quote(file.uri)}#sha256")
        yield name, "dcat:byteSize", whole_number(made.size)
        yield name, "spdx:checksum", checksum
        yield checksum, "rdf:type", term("spdx:Checksum")
        yield checksum, "spdx:algorithm", term("spdx:checksumAlgorithm_sha256")
        yield checksum, "spdx:checksumValue", Literal(made.sha256, datatype="xsd:hexBinary")


def _terms(settings: Settings) -> Iterator[Triple]:
    """Yield what the words of others are, so that who checks the catalogue need not fetch them."""
    yield _THAI, "rdf:type", term("dct:LinguisticSystem")
    yield _THAILAND, "rdf:type", term("dct:Location")
    yield _PUBLIC, "rdf:type", term("dct:RightsStatement")
    yield _YEARLY, "rdf:type", term("dct:Frequency")
    yield _GOVERNMENT, "rdf:type", term("skos:Concept")
    yield _GOVERNMENT, "skos:prefLabel", Literal("Government and public sector", language="en")
    yield iri(settings.licence.url), "rdf:type", term("dct:LicenseDocument")
    yield iri(settings.licence.url), "dct:title", thai_text(settings.licence.title)
    yield term("spdx:checksumAlgorithm_sha256"), "rdf:type", term("spdx:ChecksumAlgorithm")
