"""Colours: of an agency as they are read and shaded, and of the site's own style sheet, each beside its ground."""

import re

import pytest

from oit_site.colour import (
    LEAST_CONTRAST,
    WHITE,
    carries_white_text,
    colour_css,
    contrast,
    read_colour,
    read_white_ground,
)
from support import REPOSITORY

STYLES = (REPOSITORY / "theme_overrides/assets/oit.css").read_text("utf-8")
GRAPHICS = 3
"""What WCAG 2.2 (1.4.11) asks of icons, bars and edges of fields beside their ground."""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("#14325C", "#14325c"), ("14325c", "#14325c"), (" #Abc ", "#aabbcc"), ("#000", "#000000")],
)
def test_a_colour_is_read_as_it_is_typed(typed, expected):
    """Three or six digits, in either case, with or without the mark in front."""
    assert expected == read_colour(typed)


@pytest.mark.parametrize("typed", ["", "#", "blue", "#12345", "#1234567", "#12345g", "rgb(1,2,3)", "#๑๒๓"])
def test_what_is_no_colour_is_refused(typed):
    """Anything else is refused in Thai, with what was typed."""
    with pytest.raises(ValueError, match="อ่านไม่ได้"):
        read_colour(typed)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    """Known pairs, whichever comes first."""
    assert expected == round(contrast(one, other), 2) == round(contrast(other, one), 2)


@pytest.mark.parametrize("colour", ["#14325c", "#1f4d3a", "#7a1f3d", "#767676", "#0000ff", "#000000", "#b00000"])
def test_an_agencys_colour_stays_legible_in_every_shade(colour):
    """White text, and the ring around what has the focus, are seen on each shade of a colour that is accepted."""
    assert carries_white_text(colour)
    shades = re.findall(r"#[0-9a-f]{6}", colour_css(colour))
    assert 4 == len(shades)
    for shade in shades:
        assert contrast(shade, WHITE) >= LEAST_CONTRAST
        assert contrast(shade, tokens("light")["gold-soft"]) >= GRAPHICS


@pytest.mark.parametrize("colour", ["#ffd700", "#777777", "#00ff00", "#ffffff"])
def test_a_pale_colour_is_not_accepted(colour):
    """A colour on which white text cannot be read is known as one, and refused where it must be a ground."""
    assert not carries_white_text(colour)
    with pytest.raises(ValueError, match=r"ต้องไม่ต่ำกว่า 4\.5:1 เลือกสีที่เข้มขึ้น"):
        read_white_ground(colour)


def test_a_ground_for_white_text_is_read_like_any_colour():
    """A dark colour comes back as six digits."""
    assert "#aa0000" == read_white_ground(" #A00 ")


def test_the_dark_shade_of_a_bright_colour_does_not_shine():
    """On a dark page the header is dark, however bright the colour is."""
    dark = re.findall(r"--brand:(#[0-9a-f]{6})", colour_css("#b00000"))[1]
    assert contrast(dark, "#000000") < 1.8


# ---------------------------------------------------------------- the site's own tokens


def tokens(scheme):
    """Return the colour tokens of oit.css, by name, of the light or the dark scheme."""
    light, dark = re.findall(r"\{([^{}]*--bg:[^{}]*)\}", STYLES)
    found = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", dark))
    return {name: read_colour(value) for name, value in found.items()}


STATES = ["complete", "partial", "missing", "na", "unconfirmed", "info", "warn"]
TEXTS = [
    *((ink, ground) for ink in ("ink", "muted", "link", "link-hover") for ground in ("bg", "surface")),
    *((state, f"{state}-bg") for state in STATES),
    *((state, ground) for state in STATES for ground in ("bg", "surface")),
    ("ink", "target"),
    ("link", "target"),
    ("muted", "target"),
    ("ink", "track"),
]
SHAPES = [
    *((f"{state}-fill", "bg") for state in ("complete", "partial", "missing", "na", "unconfirmed")),
    ("bar", "bg"),
    ("bar", "track"),
    ("low", "low-soft"),
    ("low", "bg"),
    ("edge", "bg"),
    ("edge", "surface"),
    ("focus", "bg"),
    ("focus", "surface"),
    ("ink", "track"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_is_read_on_its_ground(scheme, ink, ground):
    """Each pair of text and ground that the pages use has the contrast that WCAG asks of text."""
    colours = tokens(scheme)
    assert contrast(colours[ink], colours[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_a_shape_is_seen_on_its_ground(scheme, shape, ground):
    """Bars, edges of fields and the ring of the focus have the contrast that WCAG asks of shapes."""
    colours = tokens(scheme)
    assert contrast(colours[shape], colours[ground]) >= GRAPHICS


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["brand", "brand-deep"])
def test_white_is_read_on_the_bars_of_the_header(scheme, ground):
    """Header and menu carry white text and a golden ring."""
    colours = tokens(scheme)
    assert contrast(WHITE, colours[ground]) >= LEAST_CONTRAST
    assert contrast(colours["gold-soft"], colours[ground]) >= GRAPHICS
