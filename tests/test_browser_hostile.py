"""Hostile and benign sites in a real browser: no dialog, no error, nothing loaded from elsewhere, the policy kept."""

import pytest

from browser import needs_chromium, serve
from hostile import BENIGN, CORPUS, build_with_mkdocs, whole_site

pytestmark = needs_chromium

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => {
  window.violations.push(e.violatedDirective + " " + e.blockedURI);
});
"""
PAGES = {
    "portal": "",
    "agency": "x/",
    "year": "x/2566/",
    "assessment": "x/2566/assessment/",
    "measures": "x/2566/measures/",
    "issue with every field": "x/2566/measures/i000/",
    "issue with a hostile title": "x/2566/measures/i001/",
    "results": "x/2566/results/",
    "checklist": "x/2566/oit/",
    "item": "x/2566/oit/o2/",
    "todo": "x/2566/todo/",
    "editions": "oit/",
    "edition": "oit/2570/",
    "catalogue item": "oit/2566/o1/",
    "rules": "help/problems/",
    "authored": "about/",
    "missing": "404.html",
}
"""One page of every kind."""

PRINTED = {"P", "DIV", "BUTTON", "OL", "UL", "LI", "A", "SPAN", "MARK"}
"""The elements that the list of results is made of."""


@pytest.fixture(scope="module", params=["hostile", "benign"])
def address(request, once):
    """Return the address of a site, hostile or benign, on this machine."""
    texts = list(CORPUS.values()) if request.param == "hostile" else [BENIGN] * len(CORPUS)
    folder = once(f"{request.param}-site", lambda folder: build_with_mkdocs(folder, whole_site(texts)[0]))
    with serve(folder / "site") as address:
        yield address


@pytest.fixture(scope="module", params=[1280, 360])
def window(request, chromium):
    """Return a page of 1280 or 360 pixels and the list of what was heard in it."""
    context = chromium.new_context(viewport={"width": request.param, "height": 800}, service_workers="block")
    context.add_init_script(WATCH)
    opened, seen = context.new_page(), []
    opened.width = request.param
    opened.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.on(
        "console", lambda said: seen.append(f"console {said.text}") if said.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: seen.append(f"error {error}"))
    opened.on("request", lambda asked: seen.append(f"request {asked.url}"))
    yield opened, seen
    context.close()


@pytest.fixture
def page(window, address):
    """Return a page at rest, and fail the test if anything happens in it that should not."""
    opened, seen = window
    opened.goto("about:blank")
    seen.clear()
    yield opened
    # What a page does on its own it has done once it has nothing left to do.
    opened.evaluate("new Promise(rest => requestIdleCallback(rest, {timeout: 2000}))")
    own = tuple(f"request {start}" for start in (address, "data:", "blob:"))
    heard = [found for found in seen if not found.startswith(own)]
    heard += [f"violation {found}" for found in opened.evaluate("window.violations")]
    heard += ["window.pwned is set"] if opened.evaluate("'pwned' in window") else []
    assert [] == heard


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_opens_without_a_word(path, page, address):
    """No dialog, no console message, no violation of the policy, no request to another host."""
    response = page.goto(address + path)
    assert 200 == response.status
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("words", ["alert", "<script>alert(1)</script>", '" onmouseover="alert(1)', "{{ 7*7 }}"])
def test_searching_for_a_hostile_string_is_as_quiet(words, page, address):
    """What the search finds is shown as text."""
    page.goto(address)
    query = page.locator(".oit-search input")
    query.click()
    query.press_sequentially(words)
    page.locator(".oit-search__count", has_text="พบ").wait_for()
    panel = page.locator(".oit-search__panel")
    assert 0 == panel.locator("script, img, iframe, [onmouseover], a[href^=javascript]").count()
    assert set() == set(panel.locator("*").evaluate_all("all => all.map(e => e.tagName)")) - PRINTED


def test_the_palette_and_the_menu_work_under_the_policy(page, address):
    """Light and dark switch, and the menu of narrow screens opens and closes."""
    page.goto(address)
    before = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    page.locator(".oit-scheme").click()
    after = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert {"default", "slate"} == {before, after}
    page.reload()
    assert after == page.evaluate("document.body.getAttribute('data-md-color-scheme')"), "the choice is kept"
    page.locator(".oit-scheme").press("Enter")
    assert before == page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    if page.width == 360:
        page.locator(".oit-menu summary").click()
        assert page.locator(".oit-menu nav").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator(".oit-menu nav").is_visible()
