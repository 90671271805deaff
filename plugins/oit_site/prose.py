"""Authored Markdown to safe HTML. The only module that knows Markdown and the sanitiser."""

from __future__ import annotations

from functools import cache

import nh3
from markdown import Markdown
from markupsafe import Markup

_TAGS = {
    "p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "del",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def _markdown() -> Markdown:
    # A text stands below an h2 of the page, so its own headings begin at h3.
    return Markdown(extensions=["tables", "sane_lists", "toc"], extension_configs={"toc": {"baselevel": 3}})


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        url_relative="deny",  # a relative address would escape the check of links
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def render_markdown(text: str) -> Markup:
    """Return *text* (Markdown) as HTML without anything live: no script, style, handler, image or odd URL scheme."""
    html = _markdown().reset().convert(text)
    return Markup(_cleaner().clean(html))
