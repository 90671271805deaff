"""What no template of ours can change in the page that Material 9.8.1 writes around ours."""

from __future__ import annotations

_ROOT = '<html lang="th" class="no-js">'

_TOGGLES = tuple(
    f'<input class="md-toggle" data-md-toggle="{name}" type="checkbox" id="__{name}" autocomplete="off">'
    for name in ("drawer", "search")
)


def without_faults(html: str) -> str:
    """Return a finished page without the attributes that its checkboxes may not have."""
    for toggle in _TOGGLES:
        html = html.replace(toggle, toggle.replace(' autocomplete="off"', ""), 1)
    return html


def with_print_lines(html: str, agency: str, page: str, day: str) -> str:
    """Return a finished page whose root carries what is printed at the edges of every sheet, texts escaped.

    The style sheet for paper (print.css) can read attributes of the root only, and a style of the page's own would be
    against its policy. An empty text prints nothing.
    """
    root = f'<html lang="th" class="no-js" data-agency="{agency}" data-page="{page}" data-day="{day}">'
    return html.replace(_ROOT, root, 1)
