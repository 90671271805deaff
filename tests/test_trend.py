"""The drawing of totals by year: what stands where, and that no two pieces of text meet."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oit_site.trend import draw, height


def drawn(*printed, goal=85, width=720, size=19):
    """Return the drawing of *printed* totals."""
    return draw([(text, float(text)) for text in printed], goal, f"เกณฑ์ {goal}", width, size)


@pytest.mark.parametrize(("value", "expected"), [(100, 30), (85, 78), (50, 190), (0, 190), (120, 30), (93.17, 51.9)])
def test_heights(value, expected):
    """A canvas shows 50 to 100 points; what lies outside is drawn at its edge."""
    assert expected == height(value)


def test_points_are_spread_evenly():
    """Each point is as far from the next as the others, at the height of its score."""
    dots = drawn("50", "85", "100").dots
    assert [190, 78, 30] == [dot.y for dot in dots]
    assert dots[1].x - dots[0].x == pytest.approx(dots[2].x - dots[1].x, abs=0.2)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(["70.00", "71.00"], ["above", "above"], id="room above"),
        pytest.param(["99.50", "99.70"], ["above", "above"], id="at the top"),
        pytest.param(["81.19", "81.50"], ["below", "below"], id="the line of the goal is right above"),
        pytest.param(
            ["68.40", "72.85", "77.31", "81.19", "86.95"], ["above"] * 2 + ["below"] * 2 + ["above"], id="five"
        ),
    ],
)
def test_where_the_label_of_a_point_stands(printed, expected):
    """It stands above its point, or below it where a line would run through it."""
    assert expected == ["above" if dot.label.y < dot.y else "below" for dot in drawn(*printed).dots]


def test_a_mark_gives_way_to_the_goal():
    """The label of 100 or 50 is left out where that of the goal needs its room."""
    assert ["เกณฑ์ 85", "100", "50"] == [label.text for label in drawn("60", goal=85).axis]
    assert ["เกณฑ์ 52", "100"] == [label.text for label in drawn("60", goal=52).axis]
    assert ["เกณฑ์ 97", "50"] == [label.text for label in drawn("60", goal=97).axis]


scores = st.lists(st.decimals(0, 100, places=2).map(str), min_size=1, max_size=5)


@given(scores, st.integers(50, 100), st.sampled_from([(720, 19), (340, 15)]))
def test_no_two_labels_meet(printed, goal, canvas):
    """Whatever the scores and the goal, no label covers another, and the value of a year is never at the goal's."""
    width, size = canvas
    drawing = drawn(*printed, goal=goal, width=width, size=size)
    labels = [*drawing.axis, *(dot.label for dot in drawing.dots)]
    assert [] == [(one.text, other.text) for one, other in combinations(labels, 2) if one.box.meets(other.box)]
    assert all(0 <= label.box.left and label.box.right <= width for label in labels)
