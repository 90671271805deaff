"""Readers who see differently: zoom, wide spacing, small screens, forced colours, no motion, no JavaScript."""

from urllib.parse import urldefrag, urljoin

import pytest

from browser import PAGES, Visitor, needs_chromium, overflowing

pytestmark = needs_chromium

CLIPPED = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element)
    const shown = element.checkVisibility({visibilityProperty: true, opacityProperty: true})
    if (!shown || !element.innerText?.trim()) return false
    // What is kept for screen readers only, and what scrolls, loses nothing.
    if (element.closest(".oit-sr, svg, thead") || element.clientWidth <= 1 || element.clientHeight <= 1) return false
    const hides = value => value === "hidden" || value === "clip"
    return hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1
        || hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1
}).map(element => element.tagName + "." + element.className)"""
"""Names the boxes that hide a part of their text."""

SPACING = """* { line-height:1.5 !important; letter-spacing:.12em !important; word-spacing:.16em !important }
p { margin-bottom:2em !important }"""
"""What a reader may set by WCAG 1.4.12."""

TARGETS = """() => {
    const small = []
    for (const element of document.querySelectorAll("a[href], button, input, select, summary, [role=button]")) {
        const shown = element.checkVisibility({visibilityProperty: true, opacityProperty: true})
        if (!shown || element.tabIndex < 0) continue
        const boxes = [...element.getClientRects()]
        const box = element.getBoundingClientRect()
        if (box.right <= 0 || box.bottom <= 0 || box.width <= 1) continue
        // A link in a sentence is as high as its line (2.5.8, the exception for inline targets).
        const inline = getComputedStyle(element).display === "inline" && element.parentElement.innerText.trim()
            !== element.innerText.trim()
        if (!inline && (Math.max(...boxes.map(b => b.width)) < 23.9 || box.height < 23.9))
            small.push(`${element.tagName} ${element.innerText || element.id} ${box.width}x${box.height}`)
    }
    return small
}"""
"""Names what can be pressed and is smaller than 24 pixels."""


@pytest.fixture(scope="module", params=[320, 640], ids=["320 px", "200 percent"])
def narrow(request, chromium, site_url):
    """Return a visitor of 320 px, which is also 1280 px at 400 %, and one of 1280 px at 200 %."""
    scale = {320: 1, 640: 2}[request.param]
    visitor = Visitor(chromium, site_url, request.param, device_scale_factor=scale)
    yield visitor
    visitor.context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_lost_when_enlarged(narrow, kind):
    """No sideways scrolling of the page, and no box that hides a part of its text."""
    page = narrow.go(PAGES[kind])
    assert [] == overflowing(page)
    assert [] == page.evaluate(CLIPPED)


SPACE_OUT = """rules => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    document.adoptedStyleSheets = [sheet]
}"""


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_lost_with_wide_spacing(visitor, kind):
    """With a reader's own spacing of lines, letters and words nothing is cut or pushed out."""
    page = visitor.go(PAGES[kind])
    page.evaluate(SPACE_OUT, SPACING)
    assert [] == overflowing(page)
    assert [] == page.evaluate(CLIPPED)


def test_nothing_is_lost_with_wide_spacing_on_the_smallest_screen(chromium, site_url):
    """Nor at 320 px: header, filter, cards and tables."""
    visitor = Visitor(chromium, site_url, 320)
    lost = {}
    for kind, address in PAGES.items():
        page = visitor.go(address)
        page.evaluate(SPACE_OUT, SPACING)
        lost[kind] = overflowing(page) + page.evaluate(CLIPPED)
    assert {} == {kind: boxes for kind, boxes in lost.items() if boxes}
    visitor.context.close()


def test_nothing_is_lost_on_a_phone_with_letters_twice_as_large(chromium, site_url):
    """Where the owner of a phone has doubled the letters, each page still fits; no zoom of the page is needed."""
    visitor = Visitor(chromium, site_url, 360)
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    lost = {}
    for kind, address in PAGES.items():
        page = visitor.go(address)
        assert "40px" == page.evaluate("getComputedStyle(document.documentElement).fontSize")
        lost[kind] = overflowing(page) + page.evaluate(CLIPPED)
    assert {} == {kind: boxes for kind, boxes in lost.items() if boxes}
    visitor.context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_targets_are_large_enough(visitor, kind):
    """What can be pressed is at least 24 pixels wide and high, but for links inside sentences."""
    assert [] == visitor.go(PAGES[kind]).evaluate(TARGETS)


def test_a_clipped_text_and_a_small_target_would_be_named(visitor):
    """The two checks find what they look for."""
    page = visitor.go("about/")
    page.evaluate(
        """() => {
            document.querySelector("article p").style.cssText = "width:40px; height:20px; overflow:hidden"
            const button = document.createElement("button")
            button.style.cssText = "width:20px; height:20px; padding:0"
            document.querySelector("article").append(button)
        }"""
    )
    assert ["P."] == page.evaluate(CLIPPED)
    assert 1 == len(page.evaluate(TARGETS))


@pytest.mark.parametrize("kind", ["home", "checklist", "assessment", "search"])
def test_forced_colours_keep_what_is_told_by_colour(chromium, site_url, kind):
    """With the system's own colours, tags keep their words and edges, and nothing overflows."""
    visitor = Visitor(chromium, site_url, 360, forced_colors="active")
    page = visitor.go(PAGES[kind])
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    bare = page.evaluate(
        """[...document.querySelectorAll(".oit-tag")].filter(tag => tag.checkVisibility())
            .filter(tag => !tag.innerText.trim() || parseFloat(getComputedStyle(tag).borderTopWidth) < 1).length"""
    )
    assert 0 == bare
    assert [] == visitor.complaints
    visitor.context.close()


@pytest.mark.parametrize("kind", ["home", "checklist", "item"])
def test_nothing_moves_for_who_asks_for_stillness(chromium, site_url, kind):
    """With reduced motion no transition or animation lasts, and scrolling jumps."""
    visitor = Visitor(chromium, site_url, 1280, reduced_motion="reduce")
    page = visitor.go(PAGES[kind])
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter(element => {
            const style = getComputedStyle(element)
            const lasting = list => list.split(",").some(each => parseFloat(each) > 0.01)
            return element.checkVisibility() && (lasting(style.animationDuration) && style.animationName !== "none"
                || lasting(style.transitionDuration)) || style.scrollBehavior === "smooth"
        }).map(element => element.tagName + "." + element.className)"""
    )
    assert [] == moving
    visitor.context.close()


# ---------------------------------------------------------------- without JavaScript


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_is_whole_without_scripts(scriptless, kind):
    """Without JavaScript heading, text and menu are there, nothing overflows, and no dead control is shown."""
    page = scriptless.go(PAGES[kind])
    assert page.locator("h1").is_visible()
    assert page.locator("header a").first.is_visible()
    assert [] == overflowing(page)
    assert [] == page.evaluate(
        """[...document.querySelectorAll("main :is(button, select, input):not([type=hidden])")]
            .filter(control => control.checkVisibility({visibilityProperty: true}) && !control.closest("form[action]"))
            .map(control => control.outerHTML.slice(0, 80))"""
    )
    assert [] == scriptless.complaints


def test_every_link_of_every_kind_of_page_works_without_scripts(scriptless, site_url):
    """Each link inside the site leads to a page or file that is there, and to a place that exists in it."""
    broken, seen = [], {}
    for address in PAGES.values():
        page = scriptless.go(address)
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)")
        for link in sorted({urljoin(site_url, link) for link in links}):
            there, anchor = urldefrag(link)
            if not there.startswith(site_url):
                continue
            if there not in seen:
                answer = scriptless.context.request.get(there)
                seen[there] = answer.body() if answer.ok else None
            # A page of a PDF and a text on a page are found by the browser itself.
            place = anchor.partition(":~:")[0]
            found = place == "" or there.endswith(".pdf") or f'id="{place}"'.encode() in (seen[there] or b"")
            if seen[there] is None or not found:
                broken.append(f"{address} -> {link}")
    assert [] == broken
    assert 100 < len(seen)
