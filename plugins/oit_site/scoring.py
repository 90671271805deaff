"""The arithmetic of ITA: indicators, weights, totals, grades, and what one item is worth. Computes, never corrects.

Sources and their certainty: the domain notes on scoring. Everything here is our own reckoning, and pages say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from oit_site.model import Catalogue, Indicator, Instrument, OitItem, ScoreSet

PASS_MARK = Decimal(85)
"""The national target for a total score."""


INSTRUMENTS = (
    Instrument(code="IIT", name="แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", weight=Decimal(30), indicators=(1, 2, 3, 4, 5)),
    Instrument(code="EIT", name="แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", weight=Decimal(30), indicators=(6, 7, 8)),
    Instrument(code="OIT", name="แบบตรวจการเปิดเผยข้อมูลสาธารณะ", weight=Decimal(40), indicators=(9, 10)),
)

_NAMES = (
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
)

INDICATORS: Mapping[int, Indicator] = {
    no: Indicator(no=no, name=_NAMES[no - 1], instrument=instrument)
    for instrument in INSTRUMENTS
    for no in instrument.indicators
}
"""The ten indicators by number."""

_LETTERS = ((95, "AA"), (85, "A"), (75, "B"), (65, "C"), (55, "D"), (50, "E"), (0, "F"))


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a set of printed scores gives by the formula; None where a needed score is not printed."""

    means: Mapping[str, Decimal | None]
    """The mean of each instrument's indicators, 0–100, by instrument code."""
    weighted: Mapping[str, Decimal | None]
    """The points of each instrument, by instrument code."""
    total: Decimal | None
    """0.30·IIT + 0.30·EIT + 0.40·OIT, unrounded."""
    weighted_sum: Decimal | None
    """The sum of the printed weighted points."""
    total_differs: bool
    """Whether the printed total is more than 0.01 away from `total`."""
    sum_differs: bool
    """Whether the printed total is more than 0.01 away from `weighted_sum`."""
    grade: str | None
    """The grade of the printed total, in the scheme that the printed grade uses."""
    grade_differs: bool
    """Whether the printed grade is another than `grade`."""


def recompute(scores: ScoreSet) -> Recomputed:
    """Return what the printed indicators and weighted points of *scores* give."""
    # The first score printed for an indicator is its own; the others stand in other places of the document.
    printed = {s.no: s.score.value for s in reversed(scores.indicators) if s.score}
    means = {i.code: _mean(printed.get(no) for no in i.indicators) for i in INSTRUMENTS}
    weighted = {i.code: None if (mean := means[i.code]) is None else mean * i.weight / 100 for i in INSTRUMENTS}
    parts = scores.weighted
    stated = (parts.iit, parts.eit, parts.oit) if parts else (None,)
    total = _sum(weighted.values())
    weighted_sum = _sum(figure.value if figure else None for figure in stated)
    grade = None
    if scores.total and scores.grade:
        letters = scores.grade.strip() in {letter for _, letter in _LETTERS}
        grade = letter_grade(scores.total.value) if letters else word_grade(scores.total.value, means)
    return Recomputed(
        means=means,
        weighted=weighted,
        total=total,
        weighted_sum=weighted_sum,
        total_differs=_differs(scores, total),
        sum_differs=_differs(scores, weighted_sum),
        grade=grade,
        grade_differs=grade is not None and grade != (scores.grade or "").strip(),
    )


def letter_grade(total: Decimal) -> str:
    """Return the grade AA–F of a total (the scheme up to fiscal year 2565, which some offices still print)."""
    return next((letter for floor, letter in _LETTERS if total >= floor), "F")


def word_grade(total: Decimal, means: Mapping[str, Decimal | None]) -> str | None:
    """Return the grade of a total in the words used from fiscal year 2566.

    None where the instruments decide and are not known. *means* are the instruments' scores, 0–100. The conditions
    on the instruments come from few sources.
    """
    if total < 70:
        return "ต้องปรับปรุงโดยด่วน"
    if total < PASS_MARK:
        return "ต้องปรับปรุง"
    known = [mean for mean in means.values() if mean is not None]
    if len(known) < len(INSTRUMENTS):
        return None
    if total >= 95 and min(known) >= 95:
        return "ผ่านดีเยี่ยม"
    return "ผ่านดี" if min(known) >= PASS_MARK else "ผ่าน"


def item_points(catalogue: Catalogue, item: OitItem) -> Decimal:
    """Return what *item* is worth of the total score of 100, by the weights of *catalogue*.

    An OIT indicator is the mean of its sub-indicators, a sub-indicator the mean of its items.
    """
    siblings = sum(other.sub_indicator == item.sub_indicator for other in catalogue.items)
    parts = len({other.sub_indicator for other in catalogue.items if other.indicator == item.indicator})
    instrument = INDICATORS[item.indicator].instrument
    return instrument.weight / len(instrument.indicators) / parts / siblings


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Return *value* rounded half up, as scores are printed."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _differs(scores: ScoreSet, computed: Decimal | None) -> bool:
    return bool(scores.total and computed is not None and abs(scores.total.value - rounded(computed)) > Decimal("0.01"))


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    numbers = list(values)
    return None if None in numbers or not numbers else sum((n for n in numbers if n is not None), Decimal())


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    numbers = list(values)
    total = _sum(numbers)
    return None if total is None else total / len(numbers)
