"""What Material 9.8.1 writes into a page that HTML does not allow, and that no template of ours can change."""

from __future__ import annotations

_TOGGLES = tuple(
    f'<input class="md-toggle" data-md-toggle="{name}" type="checkbox" id="__{name}" autocomplete="off">'
    for name in ("drawer", "search")
)


def without_faults(html: str) -> str:
    """Return a finished page without the attributes that its checkboxes may not have."""
    for toggle in _TOGGLES:
        html = html.replace(toggle, toggle.replace(' autocomplete="off"', ""), 1)
    return html
