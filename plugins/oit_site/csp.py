"""The Content-Security-Policy of a finished page: what it may load and run, so that pasted text never can."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="utf-8">')

THEME_SCRIPTS = ("__md_scope=new URL", "var palette=__md_get", "var target=document.getElementById")
"""How the inline scripts begin that Material itself needs; any other is left without a hash, and does not run."""


def with_policy(html: str) -> str:
    """Return a page with its policy in a meta element, before anything that the policy is to govern.

    Everything comes from the site itself. Scripts in the page run only if Material's own (by their hashes);
    event handlers, `javascript:` addresses and inline styles never.
    """
    # What stands in the article is the page's own text, whatever it looks like.
    chrome = _ARTICLE.sub("", html)
    scripts = [script for script in _INLINE_SCRIPT.findall(chrome) if script.lstrip().startswith(THEME_SCRIPTS)]
    hashes = " ".join(dict.fromkeys(_hash(script) for script in scripts))
    policy = (
        f"default-src 'self'; script-src 'self' {hashes}; img-src 'self' data:; worker-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'"
    )
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(meta, html, count=1)


@lru_cache(maxsize=256)
def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
