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


# ---------------------------------------------------------------- what a reader has opened


def opened_checklist(page, visitor):
    """Leave the checklist filtered to two rows, one landed on with its elements open and its address copied."""
    visitor.go("about/")
    visitor.go(f"{PAGES['checklist']}?find=O12,O13#o12")
    page.wait_for_function("document.querySelector('#o12 details').open")
    page.locator("#o12 .oit-copylink").click()
    page.locator(".oit-filter [role=status]", has_text="ข้อ O12").wait_for()


def emptied_checklist(page, visitor):
    """Leave the checklist with a filter that fits no row."""
    visitor.go(PAGES["checklist"])
    page.fill("#filter-find", "ไม่มีคำนี้แน่นอน")
    page.locator(".oit-filter [role=status]", has_text="ไม่พบข้อ").wait_for()


def copied_answer(page, visitor):
    """Leave the answer sheet with a button that has been used."""
    visitor.go(PAGES["answers"])
    page.locator("button[data-oit-copy]").first.click()
    page.locator(".oit-copy--done").first.wait_for()


def open_menu(page, visitor):
    """Leave the menu of the header open."""
    visitor.go("about/")
    page.locator("header summary").click()
    assert page.locator("header details a").first.is_visible()


def open_results(page, visitor):
    """Leave the list of search results open below its field."""
    visitor.go("about/")
    page.locator(".oit-search input").press_sequentially("O1-O5")
    page.locator(".oit-search__list").wait_for()


@pytest.mark.parametrize("leave", [opened_checklist, emptied_checklist, copied_answer, open_menu])
def test_what_a_reader_has_opened_has_no_violation(seeing, leave):
    """No rule is broken by what scripts have added, filtered, said and opened."""
    if leave is open_menu and seeing.width > 1000:
        pytest.skip("a wide window shows the menu as tabs")
    leave(seeing.page, seeing)
    assert [] == axe_violations(seeing.page)
    assert [] == seeing.complaints


@pytest.mark.parametrize("leave", [opened_checklist, open_menu, open_results])
def test_it_has_none_in_forced_colours_either(chromium, site_url, leave):
    """With the system's own colours what is open breaks no rule, and what is chosen has an outline."""
    visitor = Visitor(chromium, site_url, 360, forced_colors="active", reduced_motion="reduce")
    leave(visitor.page, visitor)
    assert visitor.page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert [] == axe_violations(visitor.page)
    bare = visitor.page.evaluate(
        """[...document.querySelectorAll("[aria-pressed=true], input:checked + label")].filter(chosen =>
            chosen.checkVisibility() && parseFloat(getComputedStyle(chosen).outlineWidth) < 2).length"""
    )
    assert 0 == bare
    assert [] == visitor.complaints
    visitor.context.close()


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
