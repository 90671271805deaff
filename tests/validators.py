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
from rdflib.namespace import XSD

from support import FIXTURES

SCHEMAS = FIXTURES / "schemas"
ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


def faults_of_sitemap(content):
    """Return what the sitemap schema says of *content*."""
    return _faults(etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd")), content)


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


@contextmanager
def _as_it_is():
    """Let rdflib 7.6 and pyshacl 0.40 use what rdflib itself has deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield
