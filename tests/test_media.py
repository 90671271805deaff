"""Media types by ending, and how open the data in each is."""

import pytest

from oit_site.media import BY_ENDING, name_of, open_level, type_of_address


@pytest.mark.parametrize(
    ("level", "endings"),
    [
        (5, "jsonld ttl nt n3 rdf"),
        (3, "csv tsv json geojson xml"),
        (2, "xlsx xlsm xls ods"),
        (1, "pdf docx pptx doc ppt odt odp odg zip jpg jpeg png gif html htm txt"),
    ],
)
def test_every_type_has_its_level(level, endings):
    """Linked data are rated 5, open tables 3, spreadsheets 2, and all else that can be seen 1."""
    assert dict.fromkeys(endings.split(), level) == {e: open_level(BY_ENDING[e]) for e in endings.split()}


def test_what_is_not_known_is_rated_lowest():
    """An unknown media type, and none, are rated 1: something can be seen."""
    assert (1, 1) == (open_level("video/mp4"), open_level(None))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.go.th/a.pdf", "application/pdf"),
        ("https://www.example.go.th/A.PDF?download=1#page=2", "application/pdf"),
        ("https://www.example.go.th/data.csv", "text/csv"),
        ("https://www.example.go.th/แผน.xlsx", BY_ENDING["xlsx"]),
        ("https://www.example.go.th/view.php?file=a.csv", None),
        ("https://www.example.go.th/csv", None),
        ("https://www.example.go.th/v1.0/news", None),
        ("https://www.example.go.th", None),
        ("https://data.csv", None),
        ("mailto:a@example.go.th", None),
    ],
)
def test_an_address_promises_a_type_by_its_ending(url, expected):
    """Only the last part of the path counts, not the host, the query or a folder with a dot."""
    assert expected == type_of_address(url)


def test_a_type_is_called_by_its_first_ending():
    """People know a type by its ending; one without an ending here keeps its own name."""
    types = ("application/pdf", "image/jpeg", "text/html", BY_ENDING["xlsx"], "video/mp4")
    assert ["PDF", "JPG", "HTML", "XLSX", "video/mp4"] == [name_of(media_type) for media_type in types]
