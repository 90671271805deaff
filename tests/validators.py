"""Outside readers and validators of what a site publishes for machines; each returns what is wrong, in its words."""

import json
import re
import warnings
from contextlib import contextmanager

import feedparser
import jsonschema
import pyshacl
import rdflib
from lxml import etree
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SDO, SKOS, XSD

from judges import DCAT_AP_SHAPES
from support import FIXTURES

SCHEMAS = FIXTURES / "schemas"
VOCABULARIES = (
    *(DCAT, DCTERMS, FOAF, RDF, SDO, SKOS),
    # Those that rdflib knows nothing of: https://www.w3.org/ns/adms, https://spdx.org/rdf/terms, vCard (RFC 6350).
    {"http://www.w3.org/ns/adms#status"},
    {f"http://spdx.org/rdf/terms#{word}" for word in ("checksum", "Checksum", "ChecksumAlgorithm", "algorithm")},
    {"http://spdx.org/rdf/terms#checksumValue"},
    {f"http://www.w3.org/2006/vcard/ns#{word}" for word in ("Kind", "Organization", "fn", "hasEmail", "hasURL")},
)
ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


def faults_of_sitemap(content, schema=SCHEMAS / "sitemap.xsd"):
    """Return what a sitemap *schema* says of *content*; ours is stricter than the one of sitemaps.org."""
    return _faults(etree.XMLSchema(etree.parse(schema)), content)


def faults_of_atom(content):
    """Return what the rules of Atom and a feed reader say of *content*."""
    faults = _faults(etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng")), content)
    read = feedparser.parse(content)
    if read.bozo:
        faults.append(repr(read.bozo_exception))
    if read.version != "atom10":
        faults.append(f"read as {read.version!r}")
    days = [entry.updated for entry in read.entries]
    if days != sorted(days, reverse=True):
        faults.append("the newest entry is not the first")
    if len({entry.id for entry in read.entries}) != len(read.entries):
        faults.append("an id stands twice")
    return faults


def faults_of_json_feed(content):
    """Return what the schema of JSON Feed says of *content*."""
    schema = json.loads((SCHEMAS / "json-feed.schema.json").read_text("utf-8"))
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(content))]


def days_out_of_range(text):
    """Return the ISO days of *text* whose year is no year of our time, such as one of พ.ศ."""
    return [found[0] for found in ISO_DAY.finditer(text) if not 1990 <= int(found[1]) <= 2100]


def _faults(schema, content):
    try:
        document = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        return [str(error)]
    schema.validate(document)
    return [error.message for error in schema.error_log]


def graph_of(content, syntax):
    """Return the graph that rdflib reads in *content*; nothing is fetched from anywhere."""
    with _as_it_is():
        return rdflib.Graph().parse(data=content, format=syntax)


def faults_of_catalog(graph):
    """Return what the shapes of DCAT-AP, and an eye on the years of its dates, find wrong with *graph*."""
    with _as_it_is():
        conforms, _, report = pyshacl.validate(graph, shacl_graph=str(SCHEMAS / "dcat-ap.shacl.ttl"), inference="none")
    faults = [] if conforms else re.findall(r"Message: .*", report)
    dates = [str(value) for value in graph.objects() if getattr(value, "datatype", None) in (XSD.date, XSD.dateTime)]
    return faults + [day for date in dates for day in days_out_of_range(date)]


def faults_by_published_shapes(graph):
    """Return what the shapes that were published with DCAT-AP find wrong with *graph*: property and message."""
    judged = rdflib.Graph()
    for triple in graph:
        judged.add(triple)
    # They ask for the class rdfs:Resource, which by the meaning of RDF every thing has.
    for thing in {node for node in graph.all_nodes() if not isinstance(node, rdflib.Literal)}:
        judged.add((thing, RDF.type, RDFS.Resource))
    with _as_it_is():
        shapes = rdflib.Graph().parse(DCAT_AP_SHAPES, format="json-ld")
        conforms, _, report = pyshacl.validate(judged, shacl_graph=shapes, inference="none")
    return [] if conforms else re.findall(r"Message: .*", report)


def unknown_words(graph):
    """Return the properties and classes of *graph* that their vocabularies do not have, as rdflib knows them."""
    used = {str(word) for word in (*graph.predicates(), *graph.objects(predicate=RDF.type))}
    return sorted(word for word in used if not any(word in vocabulary for vocabulary in VOCABULARIES))


def unknown_terms(node):
    """Return the types and properties of a node of schema.org, and of those in it, that schema.org does not have."""
    if isinstance(node, list):
        return [term for inner in node for term in unknown_terms(inner)]
    if not isinstance(node, dict):
        return []
    terms = [node["@type"]] if "@type" in node else []
    terms += [key for key in node if not key.startswith("@")]
    return [term for term in terms if term not in SDO] + [t for inner in node.values() for t in unknown_terms(inner)]


@contextmanager
def _as_it_is():
    """Let rdflib 7.6 and pyshacl 0.40 use what rdflib itself has deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield
