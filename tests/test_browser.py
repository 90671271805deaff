"""The repository's own site in Chromium, on a phone and a desktop: nothing overflows, fails or comes from afar."""

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from support import REPOSITORY, build_project

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    # On CI a missing browser is a failure, not a reason to look away.
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="Debian's chromium is not installed"),
]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PAGES = {
    "home": "",
    "agency": "spp-ayutthaya-2/",
    "agency with two years": "example/",
    "year": "spp-songkhla-2/2566/",
    "year filled in": "example/2566/",
    "assessment": "spp-ayutthaya-2/2563/assessment/",
    "assessment of two years": "spp-mukdahan/2566/assessment/",
    "measures": "spp-songkhla-2/2566/measures/",
    "issue": "spp-ayutthaya-2/2563/measures/ind-10-prevention/",
    "results": "spp-songkhla-2/2566/results/",
    "checklist": "example/2566/oit/",
    "item": "example/2566/oit/o12/",
    "todo": "example/2566/todo/",
    "all editions": "oit/",
    "edition": "oit/2566/",
    "item of the catalogue": "oit/2566/o12/",
    "help": "help/problems/",
    "authored": "about/",
    "authored, fictional": "example/structure/",
    "not found": "404.html",
}


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def site_url(tmp_path_factory):
    """Return the address on loopback of the built real site."""
    folder = tmp_path_factory.mktemp("real") / "site"
    build_project(REPOSITORY / "mkdocs.yml", site_dir=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """A page of a browser window that remembers what went wrong and what was asked for."""

    def __init__(self, browser, site_url, width, **options):
        self.site_url = site_url
        self.context = browser.new_context(viewport={"width": width, "height": 740}, **options)
        self.page = self.context.new_page()
        self.complaints, self.asked = [], []
        self.page.on("console", lambda message: self.note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.note("error", str(error)))
        self.page.on("response", lambda response: response.status >= 400 and self.note("error", response.url))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def note(self, kind, text):
        if kind in ("error", "warning"):
            self.complaints.append(f"{self.page.url} {text}")

    def go(self, address):
        self.page.goto(self.site_url + address, wait_until="load")
        return self.page

    @property
    def foreign(self):
        own = (self.site_url, "data:", f"blob:{self.site_url}")
        return sorted({url for url in self.asked if not url.startswith(own)})


@pytest.fixture(scope="module", params=[360, 1280], ids=["phone", "desktop"])
def visitor(request, chromium, site_url):
    """Return a visitor with a narrow and one with a wide window."""
    visitor = Visitor(chromium, site_url, request.param)
    yield visitor
    visitor.context.close()


@pytest.fixture(scope="module")
def scriptless(chromium, site_url):
    """Return a visitor with a narrow window and without JavaScript."""
    visitor = Visitor(chromium, site_url, 360, java_script_enabled=False)
    yield visitor
    visitor.context.close()


def overflowing(page):
    """Return what is wider than the window, as names of tags with their classes; the theme hides the scroll bar."""
    return page.evaluate(
        """() => {
            const root = document.documentElement
            for (const element of [root, document.body]) element.style.overflowX = "visible"
            if (root.scrollWidth <= root.clientWidth) return []
            // A text may run out of its box and widen the page while no box is too wide.
            return ["page " + root.scrollWidth, ...[...document.querySelectorAll("body *")]
                .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1)
                .map(element => element.tagName + "." + element.className)]
        }"""
    )


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


def test_search_finds_a_measure(visitor):
    """A word of a measure, typed into the search box, leads to its page."""
    page = visitor.go("")
    box = page.locator("input[name=query]")
    box.click()
    box.press_sequentially("งบประมาณ", delay=20)
    results = page.locator(".md-search-result__item a")
    results.first.wait_for(timeout=5000)
    assert results.first.get_attribute("href").startswith(visitor.site_url)
    assert [] == visitor.complaints


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
