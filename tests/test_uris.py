"""Addresses: a promise that is kept letter by letter."""

from urllib.parse import urljoin

import pytest

from oit_site import uris


@pytest.mark.parametrize(
    ("expected", "function", "arguments"),
    [
        pytest.param("spp-x/", uris.agency_uri, (), id="agency"),
        pytest.param("spp-x/2566/", uris.year_uri, (2566,), id="year"),
        pytest.param("spp-x/2566/assessment/", uris.assessment_uri, (2566,), id="assessment"),
        pytest.param("spp-x/2566/measures/", uris.measures_uri, (2566,), id="measures"),
        pytest.param("spp-x/2566/measures/ind-09/", uris.issue_uri, (2566, "ind-09"), id="issue"),
        pytest.param("spp-x/2566/results/", uris.results_uri, (2566,), id="results"),
        pytest.param("spp-x/2566/oit/", uris.checklist_uri, (2566,), id="checklist"),
        pytest.param("spp-x/2566/oit/o12/", uris.item_uri, (2566, "O12"), id="item"),
        pytest.param("spp-x/2566/todo/", uris.todo_uri, (2566,), id="todo"),
        pytest.param("spp-x/2566/todo/calendar.ics", uris.calendar_uri, (2566,), id="calendar"),
        pytest.param("spp-x/2566/todo/finance/", uris.group_uri, (2566, "finance"), id="group"),
        pytest.param(
            "spp-x/2566/todo/ge1509fe1/calendar.ics", uris.calendar_uri, (2566, "ge1509fe1"), id="its calendar"
        ),
        pytest.param("spp-x/2566/answers/", uris.answers_uri, (2566,), id="answers"),
        pytest.param("spp-x/2566/answers/answers.csv", uris.answers_file_uri, (2566, "csv"), id="answers as a table"),
        pytest.param("spp-x/2566/evidence/o2/ก.pdf", uris.evidence_uri, (2566, "evidence/o2/ก.pdf"), id="evidence"),
    ],
)
def test_addresses_of_an_agency(expected, function, arguments):
    """An agency's pages lie below its id; on the site of one agency the id is left out."""
    assert expected == function("spp-x", *arguments)
    assert expected.removeprefix("spp-x/") == function("", *arguments)


@pytest.mark.parametrize(
    ("expected", "address"),
    [
        pytest.param("", uris.HOME, id="home"),
        pytest.param("oit/", uris.EDITIONS, id="editions"),
        pytest.param("oit/2566/", uris.edition_uri(2566), id="edition"),
        pytest.param("oit/2566/o12/", uris.catalogue_item_uri(2566, "O12"), id="item of the catalogue"),
        pytest.param("help/problems/", uris.HELP, id="help"),
    ],
)
def test_addresses_of_the_site(expected, address):
    """The pages that belong to no agency have fixed addresses."""
    assert expected == address


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("about.md", "about/", id="page"),
        pytest.param("index.md", "", id="home"),
        pytest.param("README.md", "", id="home as README"),
        pytest.param("guide/index.md", "guide/", id="index of a folder"),
        pytest.param("guide/README.md", "guide/", id="README of a folder"),
        pytest.param("guide/start.md", "guide/start/", id="page in a folder"),
        pytest.param("เกี่ยวกับ.md", "เกี่ยวกับ/", id="Thai name"),
        pytest.param("files/plan.pdf", "files/plan.pdf", id="a file that is no page"),
    ],
)
def test_addresses_of_authored_pages(page, expected):
    """An authored page lies where MkDocs puts it."""
    assert expected == uris.authored_uri(page)


@pytest.mark.parametrize(
    ("here", "there", "anchor", "expected"),
    [
        pytest.param("", "", "", "./", id="home to itself"),
        pytest.param("", "", "top", "./#top", id="home to its own anchor"),
        pytest.param("", "oit/", "", "oit/", id="home to a page"),
        pytest.param("oit/", "", "", "../", id="page to home"),
        pytest.param("oit/", "oit/", "", "../oit/", id="page to itself"),
        pytest.param("oit/", "oit/2566/", "", "../oit/2566/", id="down"),
        pytest.param("oit/2566/o12/", "oit/2566/", "", "../../../oit/2566/", id="up"),
        pytest.param("oit/2566/o12/", "oit/2566/o13/", "", "../../../oit/2566/o13/", id="to a neighbour"),
        pytest.param("x/2566/oit/", "y/2566/oit/", "o12", "../../../y/2566/oit/#o12", id="across, with an anchor"),
        pytest.param(
            "x/2566/oit/", "x/2566/evidence/a.pdf", "page=3", "../../../x/2566/evidence/a.pdf#page=3", id="file"
        ),
    ],
)
def test_relative_urls(here, there, anchor, expected):
    """A link works wherever the site is put: it is relative to the page that it stands on."""
    assert expected == uris.relative_url(here, there, anchor)


@pytest.mark.parametrize("here", ["", "a/", "a/b/", "a/b/c/d/"])
@pytest.mark.parametrize("there", ["", "a/", "a/c/", "x.pdf", "a/b/c/d/"])
def test_relative_urls_lead_back(here, there):
    """A browser that follows the link arrives at the address meant."""
    base = "https://example.go.th/ita/"
    assert base + there == urljoin(base + here, uris.relative_url(here, there))
