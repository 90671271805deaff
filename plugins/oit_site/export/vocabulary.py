"""The items of an edition as a vocabulary of linked data (SKOS and schema.org), with how sure each of them is.

`dct:identifier` is the same on every site, so that the data of many offices can be joined by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from oit_site import uris
from oit_site.export.rdf import Iri, Triple, english, plain, term, thai_text
from oit_site.facts import same_concept
from oit_site.model import Catalogue, Certainty, Element, OitItem
from oit_site.render import LABELS
from oit_site.settings import Settings


def vocabulary_triples(
    edition: Catalogue, catalogues: Mapping[int, Catalogue], settings: Settings
) -> tuple[Triple, ...]:
    """Return the items and elements of *edition*, and which items of the other *catalogues* mean the same.

    `settings.site_url` must be set.
    """
    base, year = settings.site_url, edition.fiscal_year
    scheme = Iri(f"{base}{uris.edition_uri(year)}#items")
    name = f"รายการข้อ OIT ปีงบประมาณ พ.ศ. {year}" + ("" if edition.confirmed else f" ({LABELS['certainty-low']})")
    found: list[Triple] = [
        (scheme, "rdf:type", term("skos:ConceptScheme")),
        (scheme, "rdf:type", term("schema:DefinedTermSet")),
        (scheme, "dct:identifier", plain(f"oit-{year}")),
        (scheme, "dct:title", thai_text(name)),
        (scheme, "schema:name", thai_text(name)),
        (scheme, "schema:url", Iri(base + uris.edition_uri(year))),
    ]
    found += [(scheme, "skos:editorialNote", thai_text(note)) for note in (edition.warning, edition.note) if note]
    for item in edition.items:
        found += _item(edition, item, catalogues, scheme, base)
    for certainty in Certainty:
        concept = _certainty_iri(certainty, base)
        found.append((concept, "rdf:type", term("skos:Concept")))
        found.append((concept, "skos:notation", plain(certainty.value)))
        found.append((concept, "skos:prefLabel", thai_text(LABELS[f"certainty-{certainty.value}"])))
    return tuple(found)


def _item(
    edition: Catalogue, item: OitItem, catalogues: Mapping[int, Catalogue], scheme: Iri, base: str
) -> Iterator[Triple]:
    concept, page = (
        _item_iri(edition, item.code, base),
        Iri(base + uris.catalogue_item_uri(edition.fiscal_year, item.code)),
    )
    yield concept, "rdf:type", term("skos:Concept")
    yield concept, "rdf:type", term("schema:DefinedTerm")
    yield concept, "dct:identifier", plain(f"oit-{edition.fiscal_year}:{item.code.lower()}")
    yield concept, "skos:notation", plain(item.code)
    yield concept, "schema:termCode", plain(item.code)
    yield concept, "skos:prefLabel", thai_text(item.title)
    yield concept, "skos:prefLabel", english(item.title_en)
    yield concept, "schema:name", thai_text(item.title)
    yield concept, "schema:url", page
    yield concept, "skos:inScheme", scheme
    yield concept, "skos:topConceptOf", scheme
    yield scheme, "skos:hasTopConcept", concept
    yield concept, "schema:inDefinedTermSet", scheme
    yield scheme, "schema:hasDefinedTerm", concept
    yield concept, "adms:status", _certainty_iri(item.certainty, base)
    if item.notes:
        yield concept, "skos:note", thai_text(item.notes)
    for year, other in sorted(catalogues.items()):
        if year != edition.fiscal_year:
            for code in same_concept(item.concepts, other):
                yield concept, "skos:closeMatch", _item_iri(other, code, base)
    for element in item.elements:
        yield from _element(edition, item, element, concept, scheme, base)


def _element(
    edition: Catalogue, item: OitItem, element: Element, above: Iri, scheme: Iri, base: str
) -> Iterator[Triple]:
    """Yield one required thing of an item; it is sure only as far as a source was seen."""
    name = element.id.lower()
    page = base + uris.catalogue_item_uri(edition.fiscal_year, item.code)
    concept = Iri(f"{page}#element-{quote(name, safe='')}")
    yield concept, "rdf:type", term("skos:Concept")
    yield concept, "dct:identifier", plain(f"oit-{edition.fiscal_year}:{name}")
    yield concept, "skos:notation", plain(element.id)
    yield concept, "skos:prefLabel", thai_text(element.text)
    yield concept, "skos:inScheme", scheme
    yield concept, "skos:broader", above
    yield above, "skos:narrower", concept
    yield concept, "skos:editorialNote", thai_text(LABELS[f"basis-{element.basis}"])
    if not element.confirmed:
        yield concept, "adms:status", _certainty_iri(Certainty.LOW, base)


def _item_iri(edition: Catalogue, code: str, base: str) -> Iri:
    return Iri(f"{base}{uris.catalogue_item_uri(edition.fiscal_year, code)}#item")


def _certainty_iri(certainty: Certainty, base: str) -> Iri:
    return Iri(f"{base}{uris.EDITIONS}#certainty-{certainty.value}")
