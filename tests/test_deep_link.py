"""Where a piece of evidence is, down to the page of a PDF or the words on a web page."""

from urllib.parse import unquote, urlsplit

import pytest

from oit_site.checklist import EvidenceRow
from oit_site.deep_link import Place, place_of
from oit_site.facts import build_facts
from oit_site.model import Evidence
from oit_site.uris import text_fragment


@pytest.fixture
def place(source):
    """Return a function that gives the place of a piece of evidence with the fields given."""
    (year,) = build_facts(source({})).agencies[0].years

    def find(**evidence):
        row = EvidenceRow(evidence=Evidence.model_validate({"title": "ก"} | evidence), elements=())
        return place_of(row, year)

    return find


A = "https://www.example.go.th/a"


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"url": A}, A),
        ({"url": A, "quote": "ก ข"}, f"{A}#:~:text=%E0%B8%81%20%E0%B8%82"),
        ({"url": f"{A}#o1", "quote": "x"}, f"{A}#o1:~:text=x"),
        ({"url": f"{A}.php?id=1", "quote": "x"}, f"{A}.php?id=1#:~:text=x"),
        ({"url": f"{A}.html", "quote": "x"}, f"{A}.html#:~:text=x"),
        ({"url": f"{A}.pdf", "quote": "x"}, f"{A}.pdf"),
        ({"url": f"{A}.pdf", "quote": "x", "page_no": "๓"}, f"{A}.pdf#page=3"),
        ({"url": f"{A}.pdf#page=9", "page_no": "3"}, f"{A}.pdf#page=9"),
        ({"url": f"{A}.csv", "quote": "x"}, f"{A}.csv"),
        ({"url": A, "page_no": "3"}, A),
        ({"url": "mailto:a@example.go.th", "quote": "x"}, "mailto:a@example.go.th"),
    ],
)
def test_an_address_elsewhere_leads_to_page_or_words(place, evidence, expected):
    """A PDF is opened at its page, a web page at the words; no other kind of file gets a part of an address."""
    assert (expected, True) == (place(**evidence).url, place(**evidence).elsewhere)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"page": "about.md"}, Place("about/")),
        ({"page": "about.md#tel", "quote": "x"}, Place("about/", "tel:~:text=x")),
        ({"page": "about.md", "quote": "x"}, Place("about/", ":~:text=x")),
        ({"page": "plan.pdf", "quote": "x"}, Place("plan.pdf")),
        ({"file": "evidence/a.pdf", "page_no": "3", "quote": "x"}, Place("x/2566/evidence/a.pdf", "page=3")),
    ],
)
def test_a_place_on_this_site(place, evidence, expected):
    """A page of this site is opened at the words, a file at its page."""
    assert expected == place(**evidence)


WORDS = ["โทร. 0-2000, ต่อ 5", "a&b=c", "ร้อยละ 50%", "a--b", "#:~:text=x", "🙂 «ก» + ข", 'x"><script>']


@pytest.mark.parametrize("words", WORDS)
def test_words_come_back_from_their_address(words):
    """Read as a browser reads it, a fragment holds the words alone, and none of the signs with a meaning in it."""
    fragment = urlsplit(f"https://www.example.go.th/{'#'}{text_fragment(words)}").fragment
    encoded = fragment.removeprefix(":~:text=")
    assert words == unquote(encoded)
    assert set() == set(encoded) & set('-,&#"<> ')


def test_a_quotation_stands_on_one_line():
    """Line breaks and runs of spaces are one space, as a browser shows them."""
    assert "ก ข ค" == Evidence.model_validate({"title": "ก", "page": "a.md", "quote": " ก\n  ข\tค "}).quote
