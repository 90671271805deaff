"""The theme's style sheet without what no page of ours can need: only what is nowhere goes."""

import re
from pathlib import Path

import material
import pytest

from oit_site.theme_css import LACKING, without_unseen

FULL = next((Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css"))


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".md-search__form{top:0}.md-typeset p{margin:0}", ".md-typeset p{margin:0}"),
        (".md-content,.md-top{color:red}", ".md-content{color:red}"),
        ("[dir=rtl] .md-typeset ul{margin:0}", ""),
        ("@media print{.md-tabs{display:none}}@media print{.md-nav{top:0}}", "@media print{.md-nav{top:0}}"),
        (".md-header:not(.md-search) a{top:0}", ".md-header:not(.md-search) a{top:0}"),
        (":is(.md-search,.md-nav) a{top:0}", ":is(.md-search,.md-nav) a{top:0}"),
        ('@charset "UTF-8";@keyframes a{to{top:0}}', '@charset "UTF-8";@keyframes a{to{top:0}}'),
        ("a{content:'}.md-top{'}.md-top{top:0}/*# sourceMappingURL=a */", "a{content:'}.md-top{'}"),
        (".md-source-file,.md-topic,.md-code__content{top:0}", ".md-source-file,.md-topic,.md-code__content{top:0}"),
        (".md-tabs .admonition,.admonition{top:0}", ".admonition{top:0}"),
    ],
)
def test_only_what_can_hold_for_nothing_is_left_out(css, expected):
    """A rule goes when each of its selectors asks for a part that is never there; all else stays as it is."""
    assert expected == without_unseen(css)


def test_the_theme_loses_a_third_and_keeps_what_authors_can_write():
    """Admonitions, tables, code and lists are dressed as before; the braces of what is left are balanced."""
    full, left = FULL.read_text("utf-8"), without_unseen(FULL.read_text("utf-8"))
    assert len(left) < 0.67 * len(full)
    for name in ("admonition", "highlight", "task-list", "footnote", "tabbed-set", "grid", "md-dialog"):
        assert full.count(f".{name}") > 0
        assert left.count(f".{name}") >= 0.4 * full.count(f".{name}"), name
    assert left.count("{") == left.count("}")


def test_no_page_has_a_part_whose_rules_are_left_out(demo_site):
    """If a template brings such a part back, its name must leave the list; no script of the theme is in the site."""
    lacking = re.compile(rf'class="[^"]*\bmd-(?:{LACKING})(?![a-z])')
    pages = list(demo_site.rglob("*.html"))
    assert len(pages) > 500
    assert [] == [page for page in pages if lacking.search(page.read_text("utf-8"))]
    assert not (demo_site / "assets/javascripts").exists()
    assert [] == list(demo_site.rglob("*.map"))
