"""Colours of an agency: read, weighed by contrast (WCAG 2.2), and shaded for light and dark pages."""

from __future__ import annotations

import re

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 (1.4.3, AA) asks of text beside its ground."""

WHITE = "#ffffff"
_DEEPER = 0.28
"""How much black the menu bar below the header takes."""
_DARKEST = 0.035
"""The luminance of the header on dark pages at most: it must not shine."""


def read_colour(text: str) -> str:
    """Return ``#rrggbb``, lower case, of ``#7A1F3D`` or ``#abc``; ValueError with a Thai sentence otherwise."""
    digits = text.strip().lower().removeprefix("#")
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise ValueError(f'สี «{text.strip()[:40]}» อ่านไม่ได้ เขียนเป็นรหัสสีหกหลัก เช่น "#14325c"')
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#rrggbb``: 1 (none) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def carries_white_text(colour: str) -> bool:
    """Return whether white text can be read on *colour* (``#rrggbb``)."""
    return contrast(colour, WHITE) >= LEAST_CONTRAST


def read_white_ground(text: str) -> str:
    """Return the colour ``#rrggbb`` of *text*; ValueError in Thai where white text cannot be read on it."""
    colour = read_colour(text)
    if not carries_white_text(colour):
        raise ValueError(f"{too_pale(colour)} เลือกสีที่เข้มขึ้น")
    return colour


def too_pale(colour: str) -> str:
    """Return the Thai sentence that tells why *colour* (``#rrggbb``) is no ground for white text."""
    return f"ตัวอักษรขาวบนสี {colour} มีความต่างสี {contrast(colour, WHITE):.1f}:1 ต้องไม่ต่ำกว่า {LEAST_CONTRAST}:1"


def colour_css(colour: str) -> str:
    """Return the style sheet that dresses pages in *colour* (``#rrggbb``): header, menu and numbers.

    Text, links and states keep their own colours, which are known to be legible. Paper stays as it is.
    """
    dark = _mixed_with_black(colour, 0.45)
    while _luminance(dark) > _DARKEST:
        dark = _mixed_with_black(dark, 0.15)
    return (
        f":root,[data-md-color-scheme]{{{_tokens(colour)}}}\n"
        f"@media screen{{[data-md-color-scheme=slate]{{{_tokens(dark)}}}}}\n"
    )


def _tokens(colour: str) -> str:
    return f"--brand:{colour};--brand-deep:{_mixed_with_black(colour, _DEEPER)}"


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _mixed_with_black(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(channel * (1 - share)):02x}" for channel in _channels(colour))


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1, as WCAG defines it."""
    shares = (channel / 255 for channel in _channels(colour))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
