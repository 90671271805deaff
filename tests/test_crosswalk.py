"""The crosswalk between editions: every item of every year stands in it, under what it asks for."""

from itertools import chain

import pytest

from oit_site.crosswalk import build_crosswalk, other_editions
from oit_site.load import shipped_catalogues
from oit_site.model import Catalogue

CATALOGUES = shipped_catalogues()


@pytest.fixture(scope="module")
def topics():
    return build_crosswalk(CATALOGUES, CATALOGUES[2566])


def test_every_item_of_every_edition_is_found(topics):
    """No item of any year is left out, also one that the edition of reference does not have."""
    found = {(year, code) for topic in topics for year, codes in topic.codes.items() for code in codes}
    assert {(year, item.code) for year, edition in CATALOGUES.items() for item in edition.items} == found


def test_the_reference_comes_first_then_what_it_lacks_newest_first(topics):
    """43 topics are called as in 2566, those of other years follow."""
    assert [item.code for item in CATALOGUES[2566].items] == [topic.item.code for topic in topics[:43]]
    assert [(2568, "O22"), (2565, "O32"), (2565, "O35"), (2565, "O38")] == [
        (topic.named_by, topic.item.code) for topic in topics[43:]
    ]
    gifts = topics[43]
    assert "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา" == gifts.item.title
    assert {2569: ("O20",), 2568: ("O22",), 2567: ("O29",), 2566: (), 2565: (), 2564: (), 2563: ()} == gifts.codes


def test_editions_stand_newest_first(topics):
    """The columns of a topic go from the newest year to the oldest."""
    assert [sorted(CATALOGUES, reverse=True)] * len(topics) == [list(topic.codes) for topic in topics]


def test_an_item_knows_its_numbers_in_other_years():
    """O12 of 2566 joins two items of 2563 to 2565; an edition without the topic is not named, nor is its own."""
    found = other_editions(CATALOGUES[2566].by_code["O12"], CATALOGUES[2566], CATALOGUES)
    assert {
        2569: ("O6",),
        2568: ("O6",),
        2567: ("O8",),
        2565: ("O11", "O19"),
        2564: ("O11", "O19"),
        2563: ("O11", "O19"),
    } == found
    assert {2565, 2564, 2563} == set(other_editions(CATALOGUES[2566].by_code["O9"], CATALOGUES[2566], CATALOGUES))


def test_an_item_without_a_concept_stands_alone():
    """What no concept joins to another year is a topic of its own."""
    bare = CATALOGUES[2566].by_code["O9"].model_copy(update={"concepts": ()})
    edition = Catalogue.model_construct(fiscal_year=2599, items=(bare,))
    topics = build_crosswalk({2566: CATALOGUES[2566], 2599: edition}, CATALOGUES[2566])
    assert {2599: ("O9",), 2566: ()} == topics[-1].codes
    assert 44 == len(topics)


def test_certainties_add_up():
    """Each item of an edition is counted in one certainty, the surest first."""
    assert {"high": 38, "medium": 5} == {level.value: n for level, n in CATALOGUES[2566].certainties.items()}
    for edition in CATALOGUES.values():
        assert len(edition.items) == sum(edition.certainties.values())
    assert set(chain(*(e.certainties for e in CATALOGUES.values()))) == set(type(CATALOGUES[2566].items[0].certainty))
