"""The accessibility statement: reached from every page, and true where it names tools and tests."""

import re

import pytest

from judges import AXE
from support import REPOSITORY, html_of, menu_of, read_page

STATEMENT = (REPOSITORY / "content/pages/accessibility.md").read_text("utf-8")


def test_every_page_leads_to_it(demo_site):
    """The footer of every page has the link; the main menu is kept for content."""
    footers = {address: html.rpartition("<footer")[2] for address, html in html_of(demo_site).items()}
    assert 100 < len(footers)
    without = [
        address
        for address, footer in footers.items()
        if not [tag for tag in read_page(footer).find("a") if tag.attributes.get("href", "").endswith("accessibility/")]
    ]
    assert [] == [address for address in without if address != "accessibility/"]
    about = {"about/": read_page((demo_site / "about/index.html").read_text("utf-8"))}
    assert "accessibility/" not in menu_of(about, "about/")


def test_the_tests_that_it_names_exist():
    """Each file named as a test is one."""
    named = set(re.findall(r"`(test_\w+\.py)`", STATEMENT))
    assert len(named) > 3
    assert [] == [name for name in named if not (REPOSITORY / "tests" / name).exists()]


@pytest.mark.skipif(not AXE.exists(), reason="scripts/setup dev fetches axe-core with npm")
def test_the_version_that_it_names_is_the_one_that_is_used():
    """The statement says which axe-core judged the pages."""
    (version,) = re.findall(r"axe-core (\d+\.\d+\.\d+)", STATEMENT)
    assert f"/*! axe v{version}" in AXE.read_text("utf-8")[:100]
