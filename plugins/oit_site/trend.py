"""The drawing of an agency's totals by year: where each point and each label stands. Pure geometry, no HTML.

Widths of text are reckoned, not measured: wide enough for Sarabun in bold, so that what is apart here is apart on
the page. The canvas is 220 high; sizes are in its units.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

TOP, FLOOR = 30, 190
"""The heights of 100 and of 50 points; scores below 50 lie on the floor."""
YEARS = 214
"""The baseline of the years."""

_ABOVE, _BELOW = -12, 26
"""From a point to the baseline of its label."""
_LETTER = 0.68
"""How wide a letter or digit is reckoned, in the size of the text: Thai digits are wider than Arabic ones."""
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a piece of text takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether the two have room in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A piece of text: where it is anchored (its middle or its end), its baseline, and the room that it takes."""

    text: str
    x: float
    y: float
    box: Box


@dataclass(frozen=True, slots=True)
class Dot:
    """One year's point with the label of its value."""

    x: float
    y: float
    label: Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn, in the order of the years."""

    width: int
    goal: float
    """The height of the line of the goal."""
    dots: tuple[Dot, ...]
    axis: tuple[Label, ...]
    """The labels at the right end: that of the goal first, then those of 100 and 50 that it leaves room for."""


def height(value: float) -> float:
    """Return the height on the canvas of a score of 0–100; scores below 50 lie on the floor."""
    return round(FLOOR - (max(50.0, min(100.0, value)) - 50) * (FLOOR - TOP) / 50, 1)


def draw(scores: Sequence[tuple[str, float]], goal: float, goal_text: str, width: int, size: int) -> Drawing:
    """Return the drawing of *scores* (as printed, and their values), *width* units wide with text of *size*.

    The points end before the labels of the right edge begin. The label of a point stands above it, or below it where
    it would be crossed by the line of the goal or by the line between the points, or run into the label before it.
    """
    axis = tuple(_axis(goal, goal_text, width, size))
    half = max((_width(text, size) / 2 for text, _ in scores), default=0.0)
    left, right = half + 2, min(label.box.left for label in axis) - _GAP - half
    step = (right - left) / max(1, len(scores) - 1)
    points = [(round(left + index * step, 1), height(value)) for index, (_, value) in enumerate(scores)]
    dots: list[Dot] = []
    for index, (text, _) in enumerate(scores):
        near = points[max(0, index - 1) : index + 2]
        before = dots[-1].label.box if dots else None
        dots.append(Dot(*points[index], _value_label(text, points[index], near, before, height(goal), size)))
    return Drawing(width, height(goal), tuple(dots), axis)


def _axis(goal: float, goal_text: str, width: int, size: int) -> Iterator[Label]:
    """Yield the labels of the right edge; the one of the goal is there whatever else has to go."""

    def label(text: str, baseline: float) -> Label:
        box = Box(width - _width(text, size), baseline - size, width, baseline + size * 0.2)
        return Label(text, width, round(baseline, 1), box)

    # Near the top there is no room above the line.
    baseline = height(goal) - 6
    first = label(goal_text, baseline if baseline - size > 0 else height(goal) + size)
    yield first
    for mark in (100, 50):
        other = label(str(mark), height(mark) - 6)
        if not other.box.meets(first.box):
            yield other


def _value_label(
    text: str,
    point: tuple[float, float],
    near: Sequence[tuple[float, float]],
    before: Box | None,
    goal: float,
    size: int,
) -> Label:
    x, y = point
    places: list[tuple[int, int, Label]] = []
    for shift in (_ABOVE, _BELOW):
        half, baseline = _width(text, size) / 2, y + shift
        box = Box(x - half, baseline - size * 0.8, x + half, baseline + size * 0.2)
        crossed = (
            box.top < goal < box.bottom,
            any(_crosses(box, *ends) for ends in pairwise(near)),
            before is not None and box.meets(before),
            box.top < 0 or box.bottom > YEARS - size,
        )
        places.append((sum(crossed), len(places), Label(text, x, round(baseline, 1), box)))
    return min(places)[2]


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Return whether the line from *start* to *end* runs through *box*: its height at both edges and between."""
    (x1, y1), (x2, y2) = start, end
    left, right = max(box.left, x1), min(box.right, x2)
    if left >= right:
        return False
    heights = [y1 + (y2 - y1) * (x - x1) / (x2 - x1) for x in (left, right)]
    return min(heights) < box.bottom and max(heights) > box.top


def _width(text: str, size: int) -> float:
    """Return the width of *text*; marks above and below a Thai letter take none."""
    return sum(unicodedata.category(sign) != "Mn" for sign in text) * _LETTER * size
