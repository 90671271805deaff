"""What is mended in the theme's own HTML."""

from oit_site.theme_html import with_print_lines, without_faults

TOGGLE = '<input class="md-toggle" data-md-toggle="{0}" type="checkbox" id="__{0}"{1}>'


def test_the_toggles_lose_the_attribute_that_they_may_not_have():
    """Both checkboxes of the theme lose `autocomplete`; nothing else changes."""
    page = "<body>{}{}<p>ก</p></body>"
    before = page.format(*(TOGGLE.format(name, ' autocomplete="off"') for name in ("drawer", "search")))
    after = page.format(*(TOGGLE.format(name, "") for name in ("drawer", "search")))
    assert after == without_faults(before)


def test_a_text_field_keeps_it():
    """The search box may ask browsers not to fill it in."""
    field = '<input type="text" name="query" autocomplete="off">'
    assert field == without_faults(field)


def test_the_root_carries_what_is_printed_at_the_edges():
    """Agency, page and day of the data stand on the root, where the style sheet for paper finds them."""
    head, rest = '<!doctype html>\n<html lang="th" class="no-js', '">\n<body></body></html>'
    expected = head + '" data-agency="สพป. ก" data-page="O12" data-day="1 ม.ค. 2566' + rest
    assert expected == with_print_lines(head + rest, "สพป. ก", "O12", "1 ม.ค. 2566")
