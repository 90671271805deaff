"""The arithmetic of ITA, held against the worked figures of real documents."""

from decimal import Decimal

import pytest

from oit_site.load import shipped_catalogues
from oit_site.model import ScoreSet
from oit_site.scoring import INDICATORS, INSTRUMENTS, item_points, letter_grade, recompute, rounded, word_grade


def score_set(scores, total=None, grade=None, weighted=None, scopes=()):
    """Return a score set as a document prints it: indicator → score, with further scores that have a scope."""
    entries = [{"no": str(no), "score": score} for no, score in scores.items()]
    entries += [{"no": str(no), "score": score, "scope": "พิมพ์อีกแห่ง"} for no, score in scopes]
    typed = {"fiscal_year": "2565", "indicators": entries, "total": total, "grade": grade, "weighted": weighted}
    return ScoreSet.model_validate({key: value for key, value in typed.items() if value is not None})


SEED_001 = {1: "95.67", 2: "88.69", 3: "93.91", 4: "90.22", 5: "89.66"} | {
    6: "96.04",
    7: "94.40",
    8: "93.79",
    9: "86.28",
    10: "100",
}
SEED_004 = {1: "๘๖.๓๑", 2: "๘๐.๔๘", 3: "๘๑.๘๒", 4: "๘๕.๘๓", 5: "๘๙.๙๓"} | {
    6: "๘๓.๖๓",
    7: "๘๔.๑๒",
    8: "๘๔.๑๒",
    9: "๘๓.๓๕",
    10: "๖๒.๙๕",
}
SEED_000 = {1: "๙๕.๐๓", 2: "๙๕.๓๙", 3: "๙๒.๘๕", 4: "๙๙.๗๗", 5: "๙๙.๕๐"} | {
    6: "๙๐.๔๑",
    7: "๙๗.๕๒",
    8: "๙๒.๓๐",
    9: "๙๖.๔๒",
    10: "๙๓.๐๔",
}
SEED_003 = {1: "๙๘.๕๘", 2: "๙๖.๕๐", 4: "๙๖.๙๙", 5: "๙๖.๕๖", 6: "๙๘.๙๐", 7: "๙๖.๑๒", 8: "๙๑.๕๖", 9: "๙๑.๕๖", 10: "๑๐๐"}


def test_the_total_of_seed_001_is_reproduced():
    """Ten printed indicators of 2565 give 93.168, which is the 93.17 that the document prints."""
    found = recompute(score_set(SEED_001, "93.17", "A"))
    assert Decimal("93.168") == found.total
    assert Decimal("93.17") == rounded(found.total)
    assert {"IIT": Decimal("27.489"), "EIT": Decimal("28.423"), "OIT": Decimal("37.256")} == found.weighted
    assert {"IIT": Decimal("91.63"), "OIT": Decimal("93.14")} == {k: found.means[k] for k in ("IIT", "OIT")}
    assert Decimal("94.7433") == rounded(found.means["EIT"], 4)
    assert (None, False, False, "A", False) == (
        found.weighted_sum,
        found.total_differs,
        found.sum_differs,
        found.grade,
        found.grade_differs,
    )


def test_seed_004_contradicts_itself():
    """The printed weighted points give the printed 82.22, the printed indicators 79.91: only the latter is noted."""
    found = recompute(score_set(SEED_004, "๘๒.๒๒", "B", {"iit": "๒๖.๔๘", "eit": "๒๖.๑๑", "oit": "๒๙.๖๓"}))
    assert (Decimal("79.91"), Decimal("82.22")) == (rounded(found.total), found.weighted_sum)
    assert (True, False) == (found.total_differs, found.sum_differs)
    assert ("B", False) == (found.grade, found.grade_differs)
    assert {"IIT": Decimal("84.874"), "EIT": Decimal("83.957"), "OIT": Decimal("73.150")} == {
        code: rounded(mean, 3) for code, mean in found.means.items()
    }


def test_seed_000_contradicts_itself():
    """The printed indicators give 94.87 where 96.42 is printed, and 96.42 would be AA where A is printed."""
    found = recompute(score_set(SEED_000, "๙๖.๔๒", "A", scopes=((7, "๙๑.๙๙"), (8, "๘๒.๓๐"), (10, "๘๓.๐๔"))))
    assert Decimal("94.87") == rounded(found.total)
    assert (True, "AA", True) == (found.total_differs, found.grade, found.grade_differs)
    assert {"IIT": Decimal("96.51"), "EIT": Decimal("93.41"), "OIT": Decimal("94.73")} == {
        code: rounded(mean) for code, mean in found.means.items()
    }


def test_the_first_score_of_an_indicator_counts():
    """A second score of an indicator, printed elsewhere, changes nothing, whether or not the first has a scope."""
    once = recompute(score_set(SEED_001, "93.17"))
    assert once == recompute(score_set(SEED_001, "93.17", scopes=((1, "10"), (9, "0"))))
    scopes = tuple(SEED_001.items())
    assert once == recompute(score_set({}, "93.17", scopes=(*scopes, (1, "10"), (9, "0"))))


def test_seed_003_gives_what_it_can():
    """Without indicator 3 there is no IIT score and no total; EIT and OIT are given."""
    found = recompute(score_set(SEED_003))
    assert (None, Decimal("95.53"), Decimal("95.78")) == (
        found.means["IIT"],
        rounded(found.means["EIT"]),
        rounded(found.means["OIT"]),
    )
    assert (None, None, None, False) == (found.total, found.weighted["IIT"], found.grade, found.total_differs)


@pytest.mark.parametrize(
    ("weighted", "expected"),
    [
        pytest.param({"iit": "26.48", "eit": "26.11", "oit": "29.63"}, (Decimal("82.22"), False), id="adds up"),
        pytest.param({"iit": "26.48", "eit": "26.11", "oit": "29.64"}, (Decimal("82.23"), False), id="by rounding"),
        pytest.param({"iit": "26.48", "eit": "26.11", "oit": "29.65"}, (Decimal("82.24"), True), id="differs"),
        pytest.param({"iit": "26.48", "eit": "26.11"}, (None, False), id="one is not printed"),
    ],
)
def test_the_sum_of_weighted_points_is_held_against_the_total(weighted, expected):
    """A difference of one hundredth is rounding, two are a difference."""
    found = recompute(score_set({}, "82.22", weighted=weighted))
    assert expected == (found.weighted_sum, found.sum_differs)


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("100", "AA"),
        ("95", "AA"),
        ("94.99", "A"),
        ("85", "A"),
        ("84.99", "B"),
        ("75", "B"),
        ("74.99", "C"),
        ("65", "C"),
        ("64.99", "D"),
        ("55", "D"),
        ("54.99", "E"),
        ("50", "E"),
        ("49.99", "F"),
        ("0", "F"),
        ("-1", "F"),
    ],
)
def test_letters(total, expected):
    """The bands of the letters include their lower bound; the lowest has none."""
    assert expected == letter_grade(Decimal(total))


@pytest.mark.parametrize(
    ("total", "means", "expected"),
    [
        pytest.param("95", (95, 95, 95), "ผ่านดีเยี่ยม", id="all at 95"),
        pytest.param("97", (100, 94.99, 96), "ผ่านดี", id="one below 95"),
        pytest.param("94.99", (96, 96, 93), "ผ่านดี", id="total below 95"),
        pytest.param("85", (85, 85, 85), "ผ่านดี", id="all at 85"),
        pytest.param("94.64", (96, 84, 99), "ผ่าน", id="one below 85, as สตง. 2568"),
        pytest.param("84.99", (90, 90, 70), "ต้องปรับปรุง", id="total below 85"),
        pytest.param("70", (70, 70, 70), "ต้องปรับปรุง", id="70"),
        pytest.param("69.99", (None, None, None), "ต้องปรับปรุงโดยด่วน", id="below 70, whatever the instruments"),
        pytest.param("80", (None, 80, 80), "ต้องปรับปรุง", id="below 85, whatever the instruments"),
        pytest.param("90", (90, None, 90), None, id="not known"),
    ],
)
def test_words(total, means, expected):
    """From 2566 the grade is a word, which the total and the weakest instrument decide."""
    known = {code: None if mean is None else Decimal(str(mean)) for code, mean in zip("IEO", means, strict=True)}
    assert expected == word_grade(Decimal(total), known)


@pytest.mark.parametrize(
    ("total", "grade", "expected"),
    [
        pytest.param("93.17", "A", ("A", False), id="letter, right"),
        pytest.param("93.17", "AA", ("A", True), id="letter, wrong"),
        pytest.param("93.17", "ผ่านดี", ("ผ่านดี", False), id="word, right"),
        pytest.param("93.17", "ผ่าน", ("ผ่านดี", True), id="word, wrong"),
        pytest.param("93.17", None, (None, False), id="no grade printed"),
        pytest.param(None, "A", (None, False), id="no total printed"),
    ],
)
def test_the_scheme_is_that_of_the_printed_grade(total, grade, expected):
    """A printed grade is checked in the scheme it comes from, letters or words, whatever the year."""
    found = recompute(score_set(SEED_001, total, grade))
    assert expected == (found.grade, found.grade_differs)


@pytest.mark.parametrize(
    ("value", "expected"), [("93.165", "93.17"), ("93.1649", "93.16"), ("92.5", "92.50"), ("0.005", "0.01")]
)
def test_scores_are_rounded_half_up(value, expected):
    """Scores are rounded as they are printed: half up, to two places."""
    assert expected == str(rounded(Decimal(value)))


def test_instruments_share_ten_indicators_and_a_hundred_points():
    """Every indicator belongs to one instrument, and the weights are 30, 30 and 40."""
    assert list(range(1, 11)) == sorted(INDICATORS)
    assert [("IIT", 30, 5), ("EIT", 30, 3), ("OIT", 40, 2)] == [
        (instrument.code, instrument.weight, len(instrument.indicators)) for instrument in INSTRUMENTS
    ]
    assert all(no in INDICATORS[no].instrument.indicators for no in INDICATORS)


@pytest.mark.parametrize(
    ("code", "expected"), [("O1", "0.40"), ("O11", "0.50"), ("O19", "1.00"), ("O31", "1.25"), ("O39", "2.00")]
)
def test_what_one_item_of_2566_is_worth(code, expected):
    """An item is worth the more, the fewer there are in its sub-indicator."""
    edition = shipped_catalogues()[2566]
    assert expected == str(rounded(item_points(edition, edition.by_code[code])))


@pytest.mark.parametrize("fiscal_year", range(2563, 2570))
def test_the_items_of_an_edition_are_worth_forty_points(fiscal_year):
    """All items of an edition together are worth the weight of OIT."""
    edition = shipped_catalogues()[fiscal_year]
    assert Decimal(40) == rounded(sum(item_points(edition, item) for item in edition.items))
