"""Make the theme's Sarabun subsets from the PyPI package fontpkg-sarabun.

    python scripts/make_fonts.py

The same packages give the same bytes, so a second run changes nothing.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_sarabun
from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

FONTS = Path(__file__).parent.parent / "theme_overrides" / "assets" / "fonts"

WEIGHTS = {400: "Regular", 700: "Bold"}

UNICODES = (
    "0020-007E,00A0,00AB,00B0,00B1,00B7,00BB,00D7,"
    "0E01-0E3A,0E3F-0E5B,200B-200D,2010-2015,2018-201D,2022,2026,2192,2212,2264,2265"
)
"""ASCII, Thai, and the punctuation and signs of Thai official documents."""

FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
"""Without mark, mkmk and ccmp the stacked vowels and tone marks of Thai collide."""


def make_subset(weight: int) -> Path:
    """Write the subset of one weight and return its path."""
    options = Options(
        flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True, recalc_timestamp=False
    )
    font = load_font(fontpkg_sarabun.ROOT / "files" / f"Sarabun-{WEIGHTS[weight]}.ttf", options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(UNICODES))
    subsetter.subset(font)
    made = FONTS / f"sarabun-{weight}.woff2"
    save_font(font, made, options)
    return made


def copy_licence() -> Path:
    """Write the OFL text beside the fonts, as the licence asks, and return its path."""
    made = FONTS / "OFL.txt"
    made.write_bytes((fontpkg_sarabun.ROOT / "LICENSE").read_bytes())
    return made


def main() -> None:
    """Make both weights and the licence file, and print their sizes."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for made in [*(make_subset(weight) for weight in WEIGHTS), copy_licence()]:
        print(f"{made.name} {made.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
