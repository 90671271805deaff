"""Outside readers and validators of what a site publishes for machines; each returns what is wrong, in its words."""

import json
import re

import feedparser
import jsonschema
from lxml import etree

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
