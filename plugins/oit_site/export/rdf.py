"""Statements of linked data, and one small writer for each syntax: JSON-LD, Turtle and RDF/XML say the same.

A graph is a list of triples without blank nodes, so two syntaxes hold the same graph when they hold the same triples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from oit_site.export.xml_text import Element, element, xml_bytes, xml_safe

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""The vocabularies that are spoken, by the short name that stands for each."""

_NOT_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Iri:
    """The address that names a thing."""

    value: str
    short: str = field(default="", compare=False)
    """The short name of a word of a vocabulary (`dcat:Dataset`); "" for all else."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text with its language, or a value with the short name of its type (`xsd:date`)."""

    text: str
    language: str = ""
    datatype: str = ""


Triple = tuple[Iri, str, Iri | Literal]
"""Thing, short name of the property (`dct:title`), value."""


def iri(address: str) -> Iri:
    """Return what *address* names, with the letters that no IRI may hold percent-encoded."""
    return Iri(_NOT_IRI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address))


def term(name: str) -> Iri:
    """Return the IRI that a short name such as `dcat:Dataset` stands for."""
    prefix, _, local = name.partition(":")
    return Iri(PREFIXES[prefix] + local, name)


def thai_text(text: str) -> Literal:
    """Return *text* as Thai."""
    return Literal(xml_safe(text), language="th")


def english(text: str) -> Literal:
    """Return *text* as English."""
    return Literal(xml_safe(text), language="en")


def plain(text: str) -> Literal:
    """Return *text* as a text of no language: a code, a name in ASCII."""
    return Literal(xml_safe(text))


def day(value: date) -> Literal:
    """Return *value* (ค.ศ.) as a date."""
    return Literal(value.isoformat(), datatype="xsd:date")


def whole_number(value: int) -> Literal:
    """Return a number that is not negative."""
    return Literal(str(value), datatype="xsd:nonNegativeInteger")


# ---------------------------------------------------------------- writers

_Grouped = Mapping[Iri, Mapping[str, list["Iri | Literal"]]]


def _grouped(triples: Iterable[Triple]) -> _Grouped:
    """Return the values by thing and property, each in the order in which it is first named, and once."""
    things: dict[Iri, dict[str, list[Iri | Literal]]] = {}
    for subject, property_name, value in dict.fromkeys(triples):
        things.setdefault(subject, {}).setdefault(property_name, []).append(value)
    return things


def _prefixes_of(things: _Grouped) -> dict[str, str]:
    """Return the vocabularies that *things* speak, sorted by their short names."""
    names = {name.partition(":")[0] for values in things.values() for name in values}
    for values in things.values():
        for value in (value for listed in values.values() for value in listed):
            if short := value.short if isinstance(value, Iri) else value.datatype:
                names.add(short.partition(":")[0])
    return {name: PREFIXES[name] for name in sorted(names)}


def jsonld_bytes(triples: Iterable[Triple]) -> bytes:
    """Return *triples* as JSON-LD 1.1 whose context stands in the file: nothing has to be fetched to read it."""
    things = _grouped(triples)
    context = json.dumps(_prefixes_of(things))
    # One thing a line: to be compared by lines, and written by json's fast half, which knows no indenting.
    graph = ",\n".join(
        json.dumps({"@id": subject.value, **dict(map(_jsonld_property, found.items()))}, ensure_ascii=False)
        for subject, found in things.items()
    )
    return f'{{"@context": {context},\n"@graph": [\n{graph}\n]}}\n'.encode()


def _jsonld_property(said: tuple[str, list[Iri | Literal]]) -> tuple[str, object]:
    name, values = said
    if name == "rdf:type":
        types = [value.short or value.value if isinstance(value, Iri) else value.text for value in values]
        return "@type", types[0] if len(types) == 1 else types
    written = [_jsonld_value(value) for value in values]
    return name, written[0] if len(written) == 1 else written


def _jsonld_value(value: Iri | Literal) -> object:
    if isinstance(value, Iri):
        return {"@id": value.value}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else value.text


def turtle_bytes(triples: Iterable[Triple]) -> bytes:
    """Return *triples* as Turtle."""
    things = _grouped(triples)
    lines = [f"@prefix {name}: <{start}> ." for name, start in _prefixes_of(things).items()]
    for subject, values in things.items():
        lines += ["", f"<{subject.value}>"]
        lines += [
            f"  {'a' if name == 'rdf:type' else name} {', '.join(_turtle_value(value) for value in found)} ;"
            for name, found in values.items()
        ]
        lines.append(".")
    return ("\n".join(lines) + "\n").encode()


def _turtle_value(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return value.short or f"<{value.value}>"
    quoted = '"' + "".join(_ESCAPES.get(letter, letter) for letter in value.text) + '"'
    if value.language:
        return f"{quoted}@{value.language}"
    return f"{quoted}^^{value.datatype}" if value.datatype else quoted


def rdf_xml_bytes(triples: Iterable[Triple]) -> bytes:
    """Return *triples* as RDF/XML, for hosts that know no type for Turtle and JSON-LD."""
    things = _grouped(triples)
    names = {"rdf": PREFIXES["rdf"], **_prefixes_of(things)}
    root = element("rdf:RDF", **{f"xmlns__{name}": start for name, start in sorted(names.items())})
    for subject, values in things.items():
        described = element("rdf:Description", rdf__about=subject.value)
        described.extend(_xml_property(name, value) for name, found in values.items() for value in found)
        root.append(described)
    return xml_bytes(root)


def _xml_property(name: str, value: Iri | Literal) -> Element:
    if isinstance(value, Iri):
        return element(name, rdf__resource=value.value)
    if value.language:
        return element(name, value.text, xml__lang=value.language)
    return element(name, value.text, **({"rdf__datatype": term(value.datatype).value} if value.datatype else {}))
