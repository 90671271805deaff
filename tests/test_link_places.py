"""Where the content names addresses: found in every kind of file, each at its line."""

from typing import get_type_hints

import pytest

from oit_site import model
from oit_site.link_places import MARKDOWN_FIELDS, URL_FIELDS, link_places
from oit_site.link_text import addresses_in

EVERYWHERE = {
    "x/agency.yml": (
        "name: ก\nwebsites:\n- https://a.go.th/1\n- {url: https://a.go.th/2, title: ข}\n"
        "contact: {email: a@a.go.th, complaint_url: https://a.go.th/3}\n"
    ),
    "x/2566/measures/a.yml": (
        "title: ก\nnarrative: |\n  ดู [แผน](https://a.go.th/4 'ชื่อ') และ `https://a.go.th/no`\n"
        "references: {name: ระเบียบ, url: https://a.go.th/5}\n"
        "measures:\n- title: ข\n  links: [https://a.go.th/6, mailto:a@a.go.th, 'tel:02']\n"
        "  steps:\n  - {text: ค, children: [{text: ง, links: [https://a.go.th/7]}]}\n"
    ),
    "x/2566/oit.yml": 'O2:\n  evidence:\n  - {title: ก, url: "HTTPS://a.go.th/8#page=2"}\n',
    "x/2566/report.yml": "references:\n- name: ก\n  url: https://a.go.th/9\n",
    "pages/about.md": "---\ntitle: ก\n---\n\n```\nhttps://a.go.th/no\n```\n\n<https://a.go.th/10>\n",
}


def test_addresses_are_found_in_every_kind_of_file(source):
    """Agency, issue, disclosures, report and authored page: each address with file, line and column."""
    places = link_places(source(EVERYWHERE))
    assert {
        "https://a.go.th/1 content/x/agency.yml:3:3",
        "https://a.go.th/2 content/x/agency.yml:4:9",
        "https://a.go.th/3 content/x/agency.yml:5:44",
        "https://a.go.th/9 content/x/2566/report.yml:3:8",
        "https://a.go.th/6 content/x/2566/measures/a.yml:7:11",
        "https://a.go.th/5 content/x/2566/measures/a.yml:4:13",
        "https://a.go.th/4 content/x/2566/measures/a.yml:2:12",
        "HTTPS://a.go.th/8 content/x/2566/oit.yml:3:21",
        "https://a.go.th/7 content/x/2566/measures/a.yml:9:44",
        "https://a.go.th/10 content/pages/about.md:9:2",
    } == {f"{place.address} {place.where}" for place in places}
    assert 10 == len(places)


def test_addresses_of_a_fictional_agency_are_known_as_such(source):
    """They are made up, in the agency's own files and on authored pages that lead to its website."""
    places = link_places(
        source(
            {
                "x/agency.yml": "name: ก\nfictional: ใช่\nwebsites: https://made-up.go.th/\n",
                "y/agency.yml": "name: ข\nwebsites: https://real.go.th/\n",
                "pages/about.md": "[a](https://made-up.go.th/a) [b](https://real.go.th/b)\n",
            }
        )
    )
    assert {"https://made-up.go.th/": True, "https://real.go.th/": False} | {
        "https://made-up.go.th/a": True,
        "https://real.go.th/b": False,
    } == {place.address: place.fictional for place in places}


def test_no_field_for_an_address_is_overlooked():
    """Every field of the model that is typed as an address, or as Markdown, is searched."""
    kinds = {name: kind for name, kind in vars(model).items() if isinstance(kind, type)}
    fields = {
        (name, str(hint))
        for kind in kinds.values()
        if issubclass(kind, model.Model)
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }
    assert {name for name, hint in fields if str(model.Url) in hint} == URL_FIELDS
    assert {name for name, hint in fields if str(model.Prose) in hint} == MARKDOWN_FIELDS


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("ดูที่ https://a.go.th/แผน.", ["https://a.go.th/แผน"]),
        ("[a](https://a.go.th/x_(1).pdf)", ["https://a.go.th/x_(1).pdf"]),
        ("(ดู https://a.go.th/x)", ["https://a.go.th/x"]),
        ("[a]: https://a.go.th/x", ["https://a.go.th/x"]),
        ('<a href="https://a.go.th/x">', ["https://a.go.th/x"]),
        ("**https://a.go.th/x**", ["https://a.go.th/x"]),
        ("| https://a.go.th/x|ข |", ["https://a.go.th/x"]),
        ("<!-- https://a.go.th/x -->", []),
        ("~~~\nhttps://a.go.th/x\n~~~", []),
        ("ftp://a.go.th/ และ www.a.go.th", []),
        ("http://[::1]/ http://[ก", ["http://[::1]/", "http://[ก"]),
    ],
)
def test_an_address_ends_where_a_reader_sees_it_end(text, addresses):
    """Marks of the sentence and brackets of Markdown are no part of it; those of the address are."""
    assert addresses == [address for _, address in addresses_in(text)]
