"""The repository's own site in Chromium, on a phone and a desktop: nothing overflows, fails or comes from afar."""

import pytest

from browser import PAGES, needs_chromium, overflowing
from support import REPOSITORY

pytestmark = needs_chromium


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_and_runs_clean(visitor, kind):
    """No kind of page scrolls sideways, complains on the console, or asks another host for anything."""
    page = visitor.go(PAGES[kind])
    assert page.locator("h1").count() == 1
    assert [] == overflowing(page)
    assert [] == visitor.complaints
    assert [] == visitor.foreign


def test_the_check_for_overflow_sees_a_wide_box(visitor):
    """A box that is wider than the window would be named."""
    page = visitor.go("about/")
    # By script, since the page's policy lets no style attribute through.
    page.evaluate("document.querySelector('article').appendChild(document.createElement('hr')).style.width = '3000px'")
    assert "HR." in overflowing(page)


def test_an_item_of_the_checklist_is_reached_by_its_anchor(visitor):
    """`#o12` opens the checklist at its row, below the bar on top."""
    page = visitor.go("example/2566/oit/#o12")
    row = page.locator("#o12")
    page.wait_for_function("document.querySelector('#o12').getBoundingClientRect().top < innerHeight")
    place = row.bounding_box()
    bar = page.locator("header").first.bounding_box()
    assert 0 <= place["y"] < 740
    assert place["y"] >= bar["y"] + bar["height"]
    assert "รายงานการกำกับติดตาม" in row.inner_text()


def test_texts_are_set_in_sarabun(visitor):
    """The face that is loaded and used is Sarabun, from this site, in both weights."""
    page = visitor.go("example/2566/")
    page.evaluate("document.fonts.ready")
    for weight in (400, 700):
        assert page.evaluate(f"document.fonts.check('{weight} 16px Sarabun', 'ก')")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert {"Sarabun"} == {family.strip('"') for family in loaded}
    first = "getComputedStyle(document.querySelector('{}')).fontFamily.split(',')[0].replaceAll('\"', '')"
    assert ["Sarabun", "Sarabun"] == [page.evaluate(first.format(tag)) for tag in ("h1", "article p")]


def test_the_skip_link_comes_first_and_leads_to_the_content(visitor):
    """The first press of Tab shows the skip link; following it moves on to the content."""
    page = visitor.go("example/2566/oit/o12/")
    page.keyboard.press("Tab")
    assert "A" == page.evaluate("document.activeElement.tagName")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(location.hash).contains(document.querySelector('h1'))")


@pytest.mark.parametrize("kind", ["home", "year filled in", "issue", "checklist", "item", "authored"])
def test_a_page_is_readable_without_scripts(scriptless, kind):
    """With JavaScript off, heading and text of a page are shown, and nothing overflows."""
    page = scriptless.go(PAGES[kind])
    assert page.locator("h1").is_visible()
    assert 100 < len(page.locator("article").first.inner_text())
    assert [] == overflowing(page)
    assert [] == scriptless.complaints


def test_links_and_menu_work_without_scripts(scriptless):
    """From the home page down to an item, and by the menu to the catalogue, without JavaScript."""
    page = scriptless.go("")
    page.locator("article a[href='example/2566/oit/'], article a[href='example/2567/oit/']").first.click()
    page.locator("article tbody th a").first.click()
    assert page.url.endswith("/oit/o1/")
    page.locator("header summary").click()
    link = page.locator("header details a", has_text="รายการข้อ OIT")
    assert link.is_visible()
    link.click()
    assert f"{scriptless.site_url}oit/" == page.url
    page.locator("article a[href$='2566/']").first.click()
    assert f"{scriptless.site_url}oit/2566/" == page.url


def test_a_measure_is_reached_by_its_anchor_without_scripts(scriptless):
    """The address of one measure opens its issue at that measure."""
    page = scriptless.go("spp-songkhla-2/2566/measures/ind-08-improvement/#m6")
    assert 0 <= page.locator("#m6").bounding_box()["y"] < 740


def test_evidence_opens(visitor):
    """A file of the evidence folder is served under its promised address."""
    response = visitor.context.request.get(f"{visitor.site_url}example/2566/evidence/o16/service-statistics-2566.csv")
    expected = (REPOSITORY / "content/example/2566/evidence/o16/service-statistics-2566.csv").read_bytes()
    assert expected == response.body()
