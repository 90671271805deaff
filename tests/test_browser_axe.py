"""axe-core over every kind of page: WCAG 2.2 A and AA and best practice, light and dark, phone and desktop."""

import pytest

from browser import PAGES, Visitor, needs_chromium
from judges import AXE, axe_violations, needs

pytestmark = [*needs_chromium, needs(AXE)]

MODES = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module", params=MODES, ids=[f"{scheme} {width}" for width, scheme in MODES])
def seeing(request, chromium, site_url):
    """Return a visitor with a window of some width, light or dark, whose page stands still."""
    width, scheme = request.param
    visitor = Visitor(chromium, site_url, width, color_scheme=scheme, reduced_motion="reduce")
    visitor.scheme = scheme
    yield visitor
    visitor.context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_has_no_violation(seeing, kind):
    """No rule is broken, on a page that is really light or dark and with its boxes open."""
    page = seeing.go(PAGES[kind])
    page.evaluate("document.querySelectorAll('main details').forEach(box => box.open = true)")
    dark = page.evaluate("getComputedStyle(document.body).getPropertyValue('--bg').trim() != '#fff'")
    assert (seeing.scheme == "dark") == dark
    assert [] == axe_violations(page)


def test_a_violation_would_be_named(seeing):
    """Text without contrast and a picture without a text are found."""
    page = seeing.go("about/")
    page.evaluate(
        """() => {
            const text = document.querySelector("article p")
            text.style.cssText = "color:#777; background:#888"
            document.querySelector("article").append(document.createElement("img"))
        }"""
    )
    assert ["color-contrast", "image-alt"] == [found.partition(":")[0] for found in axe_violations(page)]
