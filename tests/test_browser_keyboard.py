"""With the keyboard only: every stop of Tab on every kind of page, and what Enter, Space and Esc do there."""

import pytest

from browser import PAGES, Visitor, needs_chromium

pytestmark = needs_chromium

LOOK = """() => {
    const element = document.activeElement
    if (!element || element === document.body || element === document.documentElement) return null
    // A checkbox or radio button may be drawn by its label, or as in Material by the one after it.
    const drawn = element.matches("input[type=radio], input[type=checkbox]")
        && [...element.labels, element.nextElementSibling].find(e => e?.matches("label") && e.checkVisibility())
    const shown = drawn || element
    const box = shown.getClientRects()[0] || shown.getBoundingClientRect()
    const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2]
    const hit = document.elementFromPoint(x, y)
    const styles = [element, shown].map(each => getComputedStyle(each))
    const references = (element.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean)
    const name = element.getAttribute("aria-label") || element.title || element.placeholder
        || references.map(id => document.getElementById(id)?.textContent).join(" ")
        || (element.labels ? [...element.labels].map(each => each.textContent + (each.title || "")).join(" ") : "")
        || element.innerText || element.textContent
        || [...element.querySelectorAll("img")].map(image => image.alt).join(" ")
    window.stops = window.stops || new Set()
    const again = window.stops.has(element)
    window.stops.add(element)
    return {
        who: element.tagName + (element.id ? "#" + element.id : "") + " " + (name || "").trim().slice(0, 40),
        again,
        faults: [
            !(name || "").trim() && "no name",
            !(box.width > 1 && box.height > 1) && "too small",
            !shown.checkVisibility({opacityProperty: true, visibilityProperty: true}) && "not shown",
            !(box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth) && "out of view",
            !(hit && (shown.contains(hit) || element.contains(hit) || hit.contains(shown)))
                && "covered by " + (hit && hit.className),
            !styles.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) && "no ring",
        ].filter(Boolean),
    }
}"""
"""Describes the element that has the focus: its name, whether it was met before, and what is wrong with it."""

FOCUSABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && !e.closest("[inert]")
        && e.checkVisibility({visibilityProperty: true})
        // Of a group of radio buttons Tab meets one: the arrow keys lead to the others.
        && !(e.type === "radio" && [...(window.stops || [])].some(met => met.name === e.name))
        && !(window.stops || new Set()).has(e))
    .map(e => e.outerHTML.slice(0, 120))"""
"""Names what can have the focus and was never met."""


@pytest.fixture(scope="module", params=[360, 1280], ids=["phone", "desktop"])
def typist(request, chromium, site_url):
    """Return a visitor whose page scrolls at once, so that a stop can be looked at right after its key."""
    visitor = Visitor(chromium, site_url, request.param, reduced_motion="reduce")
    yield visitor
    visitor.context.close()


def walk(page, key="Tab", at_most=600):
    """Press *key* until the focus leaves the page; return each stop in order."""
    stops = []
    for _ in range(at_most):
        page.keyboard.press(key)
        stop = page.evaluate(LOOK)
        if stop is None or stop["again"]:
            break
        stops.append(stop)
    return stops


def faults(stops):
    return [f"{stop['who']}: {', '.join(stop['faults'])}" for stop in stops if stop["faults"]]


@pytest.mark.parametrize("kind", PAGES)
def test_every_stop_is_seen_and_named(typist, kind):
    """Tab meets everything that can be used, each stop in view, uncovered, with a name and a ring."""
    page = typist.go(PAGES[kind])
    stops = walk(page)
    assert [] == faults(stops)
    assert [] == page.evaluate(FOCUSABLE)


@pytest.mark.parametrize("kind", ["checklist", "issue", "assessment", "help"])
def test_the_way_back_is_seen_too(typist, kind):
    """Shift and Tab, from the end to the top, never stop below the bar that stays on top."""
    page = typist.go(PAGES[kind])
    stops = walk(page, "Shift+Tab")
    assert 10 < len(stops)
    assert [] == faults(stops)


def test_a_covered_stop_would_be_named(typist):
    """A link that lies under a bar, and one without ring or name, are found."""
    page = typist.go("")
    page.evaluate(
        """() => {
            const [link] = document.querySelectorAll("main article a")
            const bare = document.createElement("a")
            bare.href = "#oit-main"
            bare.style.cssText = "display:block; height:20px; outline:none !important"
            link.parentElement.append(bare)
            const bar = document.createElement("div")
            bar.className = "cover"
            bar.style.cssText = "position:fixed; inset:0; z-index:99"
            addEventListener("focusin", event => event.target === link ? document.body.append(bar) : bar.remove())
        }"""
    )
    told = " ".join(faults(walk(page)))
    assert "covered by cover" in told
    assert "no name, no ring" in told


def test_boxes_open_and_close_by_key(typist):
    """Enter opens a box of the checklist and Space closes it; the focus stays on it."""
    page = typist.go(PAGES["checklist"])
    summary = page.locator("main details summary").first
    summary.focus()
    states = []
    for key in ("Enter", " "):
        before = page.evaluate("document.activeElement.parentElement.open")
        page.keyboard.press(key)
        states.append((before, page.evaluate("document.activeElement.parentElement.open")))
    assert [(False, True), (True, False)] == states


def test_the_menu_of_a_phone_works_by_key(chromium, site_url):
    """Enter opens it, Tab goes through its links, Esc closes it and gives the focus back."""
    visitor = Visitor(chromium, site_url, 360, reduced_motion="reduce")
    page = visitor.go(PAGES["item"])
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('header summary, header button[aria-expanded]')"):
            break
    page.keyboard.press("Enter")
    links = page.locator("header nav a")
    assert links.first.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('header nav a')")
    assert [] == page.evaluate(LOOK)["faults"]
    page.keyboard.press("Escape")
    assert not links.first.is_visible()
    assert page.evaluate("document.activeElement.matches('header summary, header button[aria-expanded]')")
    visitor.context.close()


def test_no_single_key_does_anything(typist):
    """Letters and signs outside fields move neither focus nor page: speech input types them by mistake."""
    page = typist.go(PAGES["item"])
    before = page.evaluate("[location.href, document.activeElement.tagName]")
    for key in "fsnp/,.?hjk":
        page.keyboard.press(key)
    assert before == page.evaluate("[location.href, document.activeElement.tagName]")
