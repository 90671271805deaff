"""What is mended in the theme's own HTML."""

from oit_site.theme_html import without_faults

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
