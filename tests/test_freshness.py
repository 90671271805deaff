"""Whether evidence is of the year that an item asks for."""

import pytest

from oit_site.checklist import EvidenceRow
from oit_site.freshness import Freshness, best, freshness, wrong_year
from oit_site.load import shipped_catalogues
from oit_site.model import Evidence

EDITION = shipped_catalogues()[2566]
OF_THE_YEAR, OF_NO_YEAR = EDITION.by_code["O12"], EDITION.by_code["O1"]


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        ((2566,), Freshness.MATCH),
        ((2565, 2566), Freshness.MATCH),
        ((2566, 2567, 2568), Freshness.MATCH),
        ((2565,), Freshness.OLD),
        ((2563, 2564), Freshness.OLD),
        ((2567,), Freshness.OTHER),
        ((2565, 2567), Freshness.OTHER),
        ((), Freshness.UNSTATED),
    ],
)
def test_years_are_held_against_the_one_that_is_asked(covered, expected):
    """One year among those covered is enough; without any, nothing is said against the evidence."""
    assert expected is freshness(covered, OF_THE_YEAR, 2566)


@pytest.mark.parametrize(("item", "asked"), [(OF_NO_YEAR, 2566), (OF_THE_YEAR, None)])
def test_an_item_that_asks_for_no_year_binds_nothing(item, asked):
    """Where an item asks for what holds now, or its year is not known, no year is too old."""
    assert (None, None) == (freshness((2560,), item, asked), wrong_year((2560,), item, asked))


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        ((2564,), "เป็นข้อมูลปี 2564 แต่ข้อนี้ขอปี 2566"),
        ((2563, 2564), "เป็นข้อมูลปี 2563–2564 แต่ข้อนี้ขอปี 2566"),
        ((2567,), "เป็นข้อมูลปี 2567 แต่ข้อนี้ขอปี 2566"),
        ((2566,), None),
        ((), None),
    ],
)
def test_a_wrong_year_is_said_in_words(covered, expected):
    """What is found wrong names both years; a missing year is no fault."""
    assert expected == wrong_year(covered, OF_THE_YEAR, 2566)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([Freshness.OLD, Freshness.MATCH], Freshness.MATCH),
        ([Freshness.OLD, Freshness.UNSTATED], Freshness.UNSTATED),
        ([Freshness.OLD, Freshness.OTHER], Freshness.OTHER),
        ([Freshness.OLD], Freshness.OLD),
        ([None], None),
        ([], None),
    ],
)
def test_an_item_is_as_fresh_as_its_best_evidence(found, expected):
    """An old file beside the right one takes nothing away."""
    assert expected is best(found)


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2022-09-30", 2565), ("2022-10-01", 2566), ("30 ก.ย. 2566", 2566), (None, None)],
)
def test_the_day_of_publishing_belongs_to_a_fiscal_year(published, expected):
    """The fiscal year turns on 1 October."""
    stated = {"published": published} if published else {}
    evidence = Evidence.model_validate({"title": "ก", "url": "https://a.go.th/"} | stated)
    assert expected == EvidenceRow(evidence=evidence, elements=()).published_year
