"""Which files of linked data a site has: the catalogue in three syntaxes, and a vocabulary of each edition's items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from oit_site import uris
from oit_site.export.datasets import DataFile, Dataset, datasets_of
from oit_site.export.dcat import catalog_triples
from oit_site.export.file import ExportPlan, Made
from oit_site.export.rdf import Triple, jsonld_bytes, rdf_xml_bytes, turtle_bytes
from oit_site.export.vocabulary import vocabulary_triples
from oit_site.facts import SiteFacts
from oit_site.model import Catalogue
from oit_site.settings import Settings

_WRITERS = {
    uris.CATALOG_JSONLD: ("JSON-LD", jsonld_bytes),
    uris.CATALOG_TURTLE: ("Turtle", turtle_bytes),
    uris.CATALOG_XML: ("RDF/XML", rdf_xml_bytes),
}


def plan_vocabularies(facts: SiteFacts, settings: Settings) -> Iterator[ExportPlan]:
    """Yield the vocabulary of each edition; none without a site address, for its terms are named by addresses."""
    for edition in facts.catalogues.values() if settings.site_url else ():

        def written(_: Mapping[str, Made], edition: Catalogue = edition) -> bytes:
            return jsonld_bytes(vocabulary_triples(edition, facts.catalogues, settings))

        yield ExportPlan(
            uris.vocabulary_uri(edition.fiscal_year),
            f"รหัสและชื่อข้อ OIT ปีงบประมาณ {edition.fiscal_year} (JSON-LD)",
            written,
        )


def plan_catalog(
    facts: SiteFacts, files: Iterable[ExportPlan], settings: Settings
) -> tuple[tuple[Dataset, ...], tuple[ExportPlan, ...]]:
    """Return the datasets that *files* make up, and the catalogue of them in each syntax.

    The catalogue states sizes and sums of the files, so it is made after them. Without a site address there is none.
    """
    datasets = datasets_of(facts, (DataFile(file.uri, file.title) for file in files))
    if not settings.site_url or not datasets:
        return datasets, ()
    triples: list[Triple] = []

    def written(uri: str, made: Mapping[str, Made]) -> bytes:
        if not triples:
            triples.extend(catalog_triples(facts, datasets, made, settings))
        return _WRITERS[uri][1](triples)

    return datasets, tuple(
        ExportPlan(uri, f"บัญชีข้อมูลเปิด DCAT ({syntax})", partial(written, uri)) for uri, (syntax, _) in _WRITERS.items()
    )
