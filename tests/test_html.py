"""Every page of the demo site before the Nu HTML checker."""

import pytest

from judges import NU, html_complaints, needs

pytestmark = needs(NU)


def test_every_page_is_valid_html(demo_site):
    """The checker has neither an error nor a warning in any page."""
    assert 100 < sum(1 for _ in demo_site.rglob("*.html"))
    assert [] == html_complaints(demo_site)


def test_the_checker_would_say_so(tmp_path):
    """A page with a faulty attribute is named, with its line."""
    page = '<!doctype html>\n<html lang="th"><title>ก</title>\n<p><input type="checkbox" autocomplete="off">\n'
    (tmp_path / "a.html").write_text(page, "utf-8")
    (message,) = html_complaints(tmp_path)
    assert message.startswith("/a.html:3 Attribute “autocomplete”")


def test_a_warning_would_be_said_too(tmp_path):
    """What is allowed but doubtful is named like an error: here two facts of one name in one list."""
    page = '<!doctype html>\n<html lang="th"><title>ก</title>\n<dl><dt>ก<dd>1\n<dt>ก<dd>2</dl>\n'
    (tmp_path / "a.html").write_text(page, "utf-8")
    (message,) = html_complaints(tmp_path)
    assert message.startswith("/a.html:4 Duplicate “dt” name “ก”")


@pytest.mark.parametrize("name", ["a/index.html", "404.html"])
def test_every_page_is_read(tmp_path, name):
    """Pages in folders are read too."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('<!doctype html>\n<html lang="th"><title>ก</title>\n<main><b></main>\n', "utf-8")
    assert all(message.startswith(f"/{name}:3") for message in html_complaints(tmp_path))
