"""Authored Markdown becomes HTML without anything live."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from oit_site.prose import render_markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ย่อหน้า\n\nอีกย่อหน้า", "<p>ย่อหน้า</p>\n<p>อีกย่อหน้า</p>", id="paragraphs"),
        pytest.param(
            "**หนา** และ *เอน* `โค้ด`", "<p><strong>หนา</strong> และ <em>เอน</em> <code>โค้ด</code></p>", id="emphasis"
        ),
        pytest.param("- ก\n- ข", "<ul>\n<li>ก</li>\n<li>ข</li>\n</ul>", id="list"),
        pytest.param("3. ก\n4. ข", '<ol start="3">\n<li>ก</li>\n<li>ข</li>\n</ol>', id="numbered list from three"),
        pytest.param("1. ก\n\n- ข", "<ol>\n<li>ก</li>\n</ol>\n<ul>\n<li>ข</li>\n</ul>", id="two kinds of list"),
        pytest.param("- ก\n    - ข", "<ul>\n<li>ก<ul>\n<li>ข</li>\n</ul>\n</li>\n</ul>", id="list in a list"),
        pytest.param("> อ้าง", "<blockquote>\n<p>อ้าง</p>\n</blockquote>", id="quotation"),
        pytest.param(
            "| ก | ข |\n|---|---|\n| 1 | 2 |",
            "<table>\n<thead>\n<tr>\n<th>ก</th>\n<th>ข</th>\n</tr>\n</thead>\n"
            "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>",
            id="table",
        ),
        pytest.param(
            "[ป.ป.ช.](https://www.nacc.go.th)",
            '<p><a href="https://www.nacc.go.th" rel="noopener noreferrer">ป.ป.ช.</a></p>',
            id="link",
        ),
        pytest.param(
            "<a@example.go.th>",
            '<p><a href="mailto:a@example.go.th" rel="noopener noreferrer">a@example.go.th</a></p>',
            id="mail address",
        ),
        pytest.param("ก < ข & ค > ง", "<p>ก &lt; ข &amp; ค &gt; ง</p>", id="signs"),
        pytest.param("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>", id="signs of a template"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markdown_is_rendered(text, expected):
    """Paragraphs, lists, tables, quotations and links keep their form."""
    assert expected == render_markdown(text)
    assert isinstance(render_markdown(text), Markup)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ก <script>alert(1)</script>", "<p>ก </p>", id="script"),
        pytest.param("<SCRIPT SRC=//x></SCRIPT>ก", "<p>ก</p>", id="script in capitals"),
        pytest.param("ก<style>p{}</style>", "<p>ก</p>", id="style"),
        pytest.param("<!-- ก -->ข", "<p>ข</p>", id="comment"),
        pytest.param('<p onclick="x()">ก</p>', "<p>ก</p>", id="handler"),
        pytest.param('<p style="color:red" class="x" id="y">ก</p>', "<p>ก</p>", id="style, class and id"),
        pytest.param("ก <img src=x onerror=alert(1)>", "<p>ก </p>", id="image with a handler"),
        pytest.param("![รูป](https://example.com/a.png)", "<p></p>", id="image"),
        pytest.param("<iframe src=https://example.com></iframe>", "", id="frame"),
        pytest.param("<svg><script>alert(1)</script></svg>", "<p></p>", id="script in a drawing"),
        pytest.param("<form action=/x><input name=a>ก</form>", "ก", id="form"),
        pytest.param("[ก](javascript:alert(1))", '<p><a rel="noopener noreferrer">ก</a></p>', id="javascript address"),
        pytest.param(
            "[ก](JaVaScRiPt:alert(1))", '<p><a rel="noopener noreferrer">ก</a></p>', id="javascript in capitals"
        ),
        pytest.param("[ก](data:text/html,x)", '<p><a rel="noopener noreferrer">ก</a></p>', id="data address"),
        pytest.param(
            '<a href="java&#9;script:x" target=_blank>ก</a>',
            '<p><a rel="noopener noreferrer">ก</a></p>',
            id="tab inside the address",
        ),
        pytest.param(
            "[ก](about.md)", '<p><a rel="noopener noreferrer">ก</a></p>', id="relative address, never checked"
        ),
        pytest.param("[ก](//example.com)", '<p><a rel="noopener noreferrer">ก</a></p>', id="address without a scheme"),
        pytest.param("<b>ก</b> <span>ข</span>", "<p>ก ข</p>", id="tags that we do not use"),
    ],
)
def test_nothing_live_is_left(text, expected):
    """Scripts, handlers, images, frames, styles and odd addresses are dropped; the words stay."""
    assert expected.replace("\n", "") == render_markdown(text).replace("\n", "")


def test_headings_begin_below_the_headings_of_the_page():
    """A text never has an h1 or h2 of its own, and its headings carry no ids."""
    html = render_markdown("# ก\n\n## ข\n\n###### ค")
    assert "<h1" not in html
    assert "<h2" not in html
    assert "id=" not in html


def test_one_text_leaves_nothing_behind_in_the_next():
    """Notes and reference links of one text do not reach the next."""
    render_markdown("[ก][x]\n\n[x]: https://example.com\n\n# ก")
    assert "<p>[ข][x]</p>" == render_markdown("[ข][x]")


@given(st.text("<>/=\"'ab:&;-!#*[]()`\n script javascript onx", max_size=80))
def test_no_input_makes_a_live_tag(text):
    """Whatever is typed, no script, handler or javascript address comes out."""
    html = render_markdown(text)
    assert "<script" not in html.lower()
    assert 'href="javascript' not in html.lower()
