"""The catalogue in DCAT and the vocabularies in SKOS: one graph in every syntax, sound by outside readers."""

import json
import re
import urllib.request
from hashlib import sha256

import pytest
from rdflib import Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Namespace

from hostile import CORPUS, as_yaml
from judges import DCAT_AP_SHAPES, needs
from oit_site.export import rdf
from oit_site.export.datasets import DataFile, datasets_of
from oit_site.export.dcat import catalog_triples
from oit_site.facts import build_facts
from oit_site.load import load_source
from oit_site.settings import Licence, Publisher, Settings
from oit_site.site import build_site
from validators import days_out_of_range, faults_by_published_shapes, faults_of_catalog, graph_of, unknown_words

URL = "https://a.go.th/s/"
SETTINGS = Settings(site_url=URL, site_name="เว็บไซต์ทดลอง")
SPDX, VCARD, ADMS = (
    Namespace("http://spdx.org/rdf/terms#"),
    Namespace("http://www.w3.org/2006/vcard/ns#"),
    Namespace("http://www.w3.org/ns/adms#"),
)
WRITERS = ((rdf.jsonld_bytes, "json-ld"), (rdf.turtle_bytes, "turtle"), (rdf.rdf_xml_bytes, "xml"))
SYNTAXES = {"data/catalog.jsonld": "json-ld", "data/catalog.ttl": "turtle", "data/catalog.rdf": "xml"}
FILES = {
    "x/agency.yml": "name: สำนักงานทดลอง\n",
    "x/2566/measures/base.yml": "title: ประเด็น\nupdated: 2023-05-01\nmeasures: [{title: มาตรการ}]\n",
    "y/agency.yml": "name: หน่วยงานไม่จริง\nfictional: true\n",
    "y/2567/measures/base.yml": "title: ประเด็น\nmeasures: [{title: มาตรการ}]\n",
}


def published(folder, files, settings=SETTINGS):
    """Return the files of open data of a site, by address."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    site = build_site(load_source(folder, "content"), settings)
    return {export.uri: export.content for export in site.exports if export.uri.startswith("data/")}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return published(tmp_path_factory.mktemp("portal"), FILES)


@pytest.fixture(scope="module")
def graph(data):
    return graph_of(data["data/catalog.ttl"], "turtle")


def name(anchor):
    return URIRef(f"{URL}data/#{anchor}")


# ---------------------------------------------------------------- the syntaxes


@pytest.mark.parametrize("uri", SYNTAXES)
def test_every_syntax_holds_the_same_graph(uri, data, graph):
    """JSON-LD, Turtle and RDF/XML are isomorphic, without a blank node among them."""
    other = graph_of(data[uri], SYNTAXES[uri])
    assert isomorphic(graph, other)
    assert 100 < len(graph) == len(other)
    assert {"URIRef"} == {type(subject).__name__ for subject in other.subjects()}


def test_nothing_is_fetched_to_read_json_ld(data, monkeypatch):
    """Every context stands in its file, and names vocabularies only."""
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_: pytest.fail("asked the network"))
    for uri in data:
        if uri.endswith(".jsonld"):
            assert 20 < len(graph_of(data[uri], "json-ld"))
            assert all(isinstance(start, str) for start in json.loads(data[uri])["@context"].values())


def test_a_difference_between_syntaxes_is_seen(data, graph):
    """One letter less in one title, and the graphs are two."""
    other = data["data/catalog.jsonld"].decode().replace("OIT checklist 2566", "OIT checklist 256", 1)
    assert not isomorphic(graph, graph_of(other, "json-ld"))


ODD = 'ก"ข\\ค\n\tง\r\n<b>&amp;</b> ]]> \'\'\' """ {{ 7*7 }} \u2028 \U0001f600 \x00\x1b\ufffe'


def test_any_text_and_address_is_the_same_in_every_syntax():
    """Quotes, brackets, line breaks and letters that XML cannot carry: the three writers agree."""
    thing = rdf.iri('https://a.go.th/ก ข"<>{}|^`\\\n#x')
    triples = [
        (thing, "dct:title", rdf.thai_text(ODD)),
        (thing, "dct:title", rdf.thai_text("ก")),
        (thing, "dct:identifier", rdf.plain(ODD)),
        (thing, "foaf:homepage", thing),
        (thing, "rdf:type", rdf.term("dcat:Dataset")),
    ]
    one, two, three = (graph_of(write(triples), syntax) for write, syntax in WRITERS)
    assert isomorphic(one, two)
    assert isomorphic(one, three)
    assert 5 == len(one)
    expected = Literal(ODD.replace("\r\n", "\n").replace("\x00\x1b\ufffe", ""), lang="th")
    assert expected in set(one.objects(predicate=DCTERMS.title))
    assert {URIRef("https://a.go.th/ก%20ข%22%3C%3E%7B%7D%7C%5E%60%5C%0A#x")} == set(one.subjects())


def test_a_thing_said_twice_is_written_once():
    """Triples are a set, in the order in which they are first said."""
    thing = rdf.iri("https://a.go.th/")
    triples = [(thing, "dct:title", rdf.plain(text)) for text in ("ข", "ก", "ข")]
    assert b'<https://a.go.th/>\n  dct:title "\xe0\xb8\x82", "\xe0\xb8\x81" ;\n.\n' in rdf.turtle_bytes(triples)


# ---------------------------------------------------------------- the catalogue


def test_the_catalogue_passes_the_mandatory_shapes(data, graph):
    """Mandatory properties of DCAT-AP 3.0.1, kinds of values, and years of our time, in every date."""
    assert [] == faults_of_catalog(graph)
    for uri in SYNTAXES:
        assert [] == days_out_of_range(data[uri].decode())


def test_every_word_is_one_of_its_vocabulary(data):
    """No property or class is misspelt, in the catalogue and in every vocabulary of items; a misspelt one is seen."""
    for uri in ("data/catalog.jsonld", *(f"data/vocab/oit-{year}.jsonld" for year in range(2563, 2570))):
        assert [] == unknown_words(graph_of(data[uri], "json-ld"))
    damaged = data["data/catalog.ttl"].replace(b"dcat:accessURL", b"dcat:acessURL")
    assert ["http://www.w3.org/ns/dcat#acessURL"] == unknown_words(graph_of(damaged, "turtle"))


PLANTED = {
    "catalogue without publisher": (name("catalog"), DCTERMS.publisher, None),
    "catalogue without title": (name("catalog"), DCTERMS.title, None),
    "catalogue without description": (name("catalog"), DCTERMS.description, None),
    "dataset without title": (name("oit-checklist-2566"), DCTERMS.title, None),
    "dataset without description": (name("oit-checklist-2566"), DCTERMS.description, None),
    "dataset without identifier": (name("measures-2566"), DCTERMS.identifier, None),
    "title without ASCII": (name("measures-2566"), DCTERMS.title, Literal("มาตรการ", lang="th")),
    "distribution without address": (URIRef(f"{URL}data/2566/measures.csv#file"), DCAT.accessURL, None),
    "address that is a text": (URIRef(f"{URL}data/2566/measures.csv#file"), DCAT.accessURL, Literal("x.csv")),
    "publisher without name": (URIRef(f"{URL}#publisher"), FOAF.name, None),
    "contact that is no organisation": (name("contact"), RDF.type, VCARD.Kind),
    "year of พ.ศ.": (name("catalog"), DCTERMS.modified, Literal("2566-05-01", datatype=XSD.date)),
    "day that is none": (name("catalog"), DCTERMS.modified, Literal("1 พ.ค. 2566")),
    "period that ends first": (name("fiscal-year-2566"), DCAT.startDate, Literal("2024-01-01", datatype=XSD.date)),
    "format that is a text": (URIRef(f"{URL}data/2566/measures.csv#file"), DCTERMS.format, Literal("CSV")),
}


@pytest.mark.parametrize(("thing", "about", "wrong"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_in_the_catalogue_is_found(thing, about, wrong, data):
    """Each fault in a good catalogue is named by the shapes."""
    damaged = graph_of(data["data/catalog.ttl"], "turtle")
    damaged.remove((thing, about, None))
    if wrong is not None:
        damaged.add((thing, about, wrong))
    assert [] != faults_of_catalog(damaged)


@needs(DCAT_AP_SHAPES)
def test_the_catalogue_passes_the_shapes_of_dcat_ap_itself(graph, demo_site):
    """The shapes published with DCAT-AP accept the catalogue of a small portal and that of the demo site."""
    assert [] == faults_by_published_shapes(graph)
    whole = graph_of((demo_site / "data/catalog.ttl").read_bytes(), "turtle")
    assert len(graph) < len(whole)
    assert [] == faults_by_published_shapes(whole)


BEYOND_THE_PUBLISHED_SHAPES = {
    *("dataset without identifier", "title without ASCII", "contact that is no organisation"),
    *("year of พ.ศ.", "day that is none", "period that ends first"),
}
"""Faults that CKAN, people or our own promises mind, and DCAT-AP does not."""


@needs(DCAT_AP_SHAPES)
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_by_the_shapes_of_dcat_ap_itself(fault, data):
    """What DCAT-AP makes mandatory is missed by its own shapes too."""
    thing, about, wrong = PLANTED[fault]
    damaged = graph_of(data["data/catalog.ttl"], "turtle")
    damaged.remove((thing, about, None))
    if wrong is not None:
        damaged.add((thing, about, wrong))
    assert (fault in BEYOND_THE_PUBLISHED_SHAPES) == ([] == faults_by_published_shapes(damaged))


def test_each_dataset_has_a_name_of_its_own_for_ckan(graph):
    """What CKAN makes of a title, ASCII letters only, is another for each dataset, and the address names none."""
    titles = [str(graph.value(dataset, DCTERMS.title)) for dataset in graph.subjects(RDF.type, DCAT.Dataset)]
    names = [re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") for title in titles]
    assert len(names) == len(set(names))
    assert {"oit-checklist-2566", "oit-evidence-2566", "integrity-measures-2566", "ita-scores-2566"} <= set(names)
    assert all(re.fullmatch(r"[a-z0-9-]{2,100}", name) for name in names)


def test_a_file_of_a_dataset_is_there_with_its_size_and_sum(data, graph):
    """Every distribution names a file that is published, its size in bytes and its sha256."""
    files = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert 10 < len(files)
    for file in files:
        content = data[str(graph.value(file, DCAT.downloadURL)).removeprefix(URL)]
        assert len(content) == graph.value(file, DCAT.byteSize).value
        assert sha256(content).hexdigest() == str(graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue))


def test_a_dataset_covers_its_fiscal_year_and_says_what_is_invented(graph):
    """Fiscal year 2567 runs from October 2023; the names of offices that do not exist stand in the description."""
    assert ["2023-10-01", "2024-09-30"] == [
        str(graph.value(name("fiscal-year-2567"), of)) for of in (DCAT.startDate, DCAT.endDate)
    ]
    assert "หน่วยงานไม่จริง" in graph.value(name("measures-2567"), DCTERMS.description)
    assert "สมมติ" not in graph.value(name("measures-2566"), DCTERMS.description)
    assert "2023-05-01" == str(graph.value(name("measures-2566"), DCTERMS.modified))
    assert graph.value(name("measures-2567"), DCTERMS.modified) is None


def test_the_checklist_counts_as_fully_open(graph):
    """Linked data is among its files: what its item codes mean."""
    files = {str(file) for file in graph.objects(name("oit-checklist-2566"), DCAT.distribution)}
    assert {f"{URL}data/2566/oit-checklist.csv#file", f"{URL}data/vocab/oit-2566.jsonld#file"} <= files


def test_formats_are_left_out_unless_asked_for(graph, tmp_path):
    """CKAN guesses them from addresses; the option writes IRIs, and the shapes still pass."""
    assert [] == [*graph.subject_objects(DCTERMS.format), *graph.subject_objects(DCAT.mediaType)]
    files = published(tmp_path, FILES, Settings(site_url=URL, catalog_media_types=True))
    asked = graph_of(files["data/catalog.ttl"], "turtle")
    csv = URIRef(f"{URL}data/2566/measures.csv#file")
    assert "https://www.iana.org/assignments/media-types/text/csv" == str(asked.value(csv, DCAT.mediaType))
    assert [] == faults_of_catalog(asked)


def test_the_publisher_of_a_portal_and_the_licence_are_those_of_mkdocs_yml(tmp_path):
    """Name, page and e-mail of the publisher, and the licence of every file."""
    said = Settings(
        site_url=URL,
        publisher=Publisher("กรมทดลอง", "https://dept.go.th/", "data@dept.go.th"),
        licence=Licence("ซีซี", "https://creativecommons.org/licenses/by/4.0/"),
    )
    found = graph_of(published(tmp_path, FILES, said)["data/catalog.ttl"], "turtle")
    assert "กรมทดลอง" == str(found.value(URIRef(f"{URL}#publisher"), FOAF.name))
    assert "mailto:data@dept.go.th" == str(found.value(name("contact"), VCARD.hasEmail))
    assert {"https://creativecommons.org/licenses/by/4.0/"} == {str(o) for o in found.objects(None, DCTERMS.license)}
    assert [] == faults_of_catalog(found)


def test_the_site_of_one_agency_is_published_by_it(tmp_path):
    """The agency is publisher and contact; an e-mail that cannot be written to is left out."""
    office = {"name": "สำนักงานเดียว", "contact": {"email": "a@a.go.th (เวลาราชการ)"}}
    files = {"agency.yml": as_yaml(office), "2566/measures/base.yml": FILES["x/2566/measures/base.yml"]}
    found = graph_of(published(tmp_path, files)["data/catalog.ttl"], "turtle")
    assert "สำนักงานเดียว" == str(found.value(URIRef(f"{URL}#agency"), FOAF.name))
    assert found.value(name("contact"), VCARD.hasEmail) is None
    assert [] == faults_of_catalog(found)


def test_without_a_site_address_there_is_no_linked_data(tmp_path):
    """Names would be of nowhere."""
    assert [] == [uri for uri in published(tmp_path, FILES, Settings()) if uri.endswith((".jsonld", ".ttl", ".rdf"))]


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_hostile_names_are_text_in_every_syntax(attack, source):
    """A name of the office and of the site comes back letter for letter, and changes no other statement."""
    facts = build_facts(source({"agency.yml": as_yaml({"name": f"ก {attack}", "fictional": "true"})}, base=False))
    datasets = datasets_of(facts, [DataFile("data/oit-checklist-all.csv", f"ค {attack}")])
    triples = catalog_triples(facts, datasets, {}, Settings(site_url=URL, site_name=f"ข {attack}"))
    one, two, three = (graph_of(write(triples), syntax) for write, syntax in WRITERS)
    assert isomorphic(one, two)
    assert isomorphic(one, three)
    assert len(one) == len(set(triples))
    assert f"ก {attack}".strip() == str(one.value(URIRef(f"{URL}#agency"), FOAF.name))
    assert f"ข {attack}" in str(one.value(name("catalog"), DCTERMS.title))
    assert f"ก {attack}".strip() in str(one.value(name("oit-checklist-all"), DCTERMS.description))


# ---------------------------------------------------------------- vocabularies


@pytest.fixture(scope="module")
def items(data):
    return graph_of(data["data/vocab/oit-2566.jsonld"], "json-ld")


def item(code, year=2566):
    return URIRef(f"{URL}oit/{year}/{code}/#item")


def test_a_vocabulary_holds_the_items_of_its_edition(items):
    """43 top concepts of one scheme, each with number, title in two languages and its page."""
    (scheme,) = items.subjects(RDF.type, SKOS.ConceptScheme)
    assert 43 == len(set(items.objects(scheme, SKOS.hasTopConcept)))
    assert "O1" == str(items.value(item("o1"), SKOS.notation))
    assert {"th": "โครงสร้าง", "en": "Organisation structure"}.keys() == {
        label.language for label in items.objects(item("o1"), SKOS.prefLabel)
    }
    assert Literal("โครงสร้าง", lang="th") in set(items.objects(item("o1"), SKOS.prefLabel))
    assert "oit-2566:o1" == str(items.value(item("o1"), DCTERMS.identifier))


def test_every_item_says_how_sure_it_is(data, items):
    """Certainty is a concept with a word; what is only recalled is low, and says ยังไม่ยืนยัน."""
    low = URIRef(f"{URL}oit/#certainty-low")
    assert "ยังไม่ยืนยัน" == str(items.value(low, SKOS.prefLabel))
    for year in range(2563, 2570):
        found = graph_of(data[f"data/vocab/oit-{year}.jsonld"], "json-ld")
        concepts = set(found.objects(None, SKOS.hasTopConcept))
        assert concepts
        assert all(found.value(concept, ADMS.status) for concept in concepts)
    recalled = list(items.subjects(SKOS.editorialNote, Literal("ยังไม่ยืนยัน", lang="th")))
    assert recalled
    assert {low} == {items.value(concept, ADMS.status) for concept in recalled}


def test_elements_stand_below_their_item(items):
    """Each required element is a narrower concept with an id that every site shares."""
    (element,) = items.subjects(DCTERMS.identifier, Literal("oit-2566:o2.1"))
    assert item("o2") == items.value(element, SKOS.broader)
    assert element in set(items.objects(item("o2"), SKOS.narrower))


def test_the_same_concept_in_other_years_is_named(data, items):
    """O5 of 2566, contact details, is O4 of 2567; the link leads both ways."""
    other = graph_of(data["data/vocab/oit-2567.jsonld"], "json-ld")
    pairs = set(items.subject_objects(SKOS.closeMatch))
    back = {(two, one) for one, two in other.subject_objects(SKOS.closeMatch)}
    of_2567 = {(one, two) for one, two in pairs if "/2567/" in two}
    assert of_2567
    assert of_2567 <= back
    assert item("o1") not in {two for _, two in pairs}
