"""The Content-Security-Policy of a finished page: what it may load and run, so that pasted text never can."""

from __future__ import annotations

POLICY = (
    "default-src 'self'; script-src 'self'; img-src 'self' data:; worker-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
"""Everything comes from the site itself, in files: no inline script or style, no event handler, no other host."""

_CHARSET = '<meta charset="utf-8">'


def with_policy(html: str) -> str:
    """Return a page with its policy in a meta element, before anything that the policy is to govern."""
    return html.replace(_CHARSET, f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{POLICY}">', 1)
