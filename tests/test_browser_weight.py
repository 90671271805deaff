"""What a first visit fetches, from the responses themselves: within bounds, no more on a larger site, all its own."""

import gzip
import shutil
from pathlib import Path

import material
import pytest

from browser import PAGES, Visitor, needs_chromium, serve
from support import REPOSITORY, build_project

pytestmark = needs_chromium

KB = 1024
BOUNDS = {
    "issue": 110 * KB,
    "item": 110 * KB,
    "checklist": 140 * KB,
    "checklist of an agency": 140 * KB,
    "home": 110 * KB,
    "year filled in": 110 * KB,
    "assessment": 110 * KB,
    "answers": 140 * KB,
}
KINDS = PAGES | {"checklist of an agency": "spp-songkhla-2/2566/oit/"}


def first_view(chromium, site_url, address):
    """Return what a browser without a cache fetches for a page at rest: bytes after gzip, by path in the site."""
    visitor, fetched = Visitor(chromium, site_url, 360), {}

    def keep(response):
        if response.status == 200:
            body = response.body()
            # Fonts and pictures are compressed already: a server sends them as they are.
            fetched[response.url.removeprefix(site_url)] = min(len(body), len(gzip.compress(body, 6)))

    visitor.page.on("requestfinished", lambda request: keep(request.response()))
    visitor.page.goto(site_url + address, wait_until="networkidle")
    visitor.page.wait_for_timeout(300)
    assert [] == visitor.foreign
    assert [] == visitor.complaints
    visitor.context.close()
    return fetched


@pytest.mark.parametrize("kind", BOUNDS)
def test_a_first_view_is_light(chromium, site_url, kind):
    """Page, styles, scripts, pictures and font together stay within the bound, with the font and without the search."""
    fetched = first_view(chromium, site_url, KINDS[kind])
    assert sum(fetched.values()) <= BOUNDS[kind], fetched
    assert any(path.endswith(".woff2") for path in fetched)
    assert any(path.endswith("print.css") for path in fetched)
    assert [] == [path for path in fetched if "search" in path and not path.endswith((".css", ".js"))]


@pytest.fixture(scope="module")
def smaller_url(once):
    """Return the address of a site of which the demo site is the larger one: the example agency alone, in a folder."""

    def make(folder):
        shutil.copytree(REPOSITORY / "content/example", folder / "content/example")
        shutil.copytree(REPOSITORY / "content/pages", folder / "content/pages")
        shutil.copy(REPOSITORY / "content/link-state.json", folder / "content")
        text = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
        text = text.replace("custom_dir: theme_overrides", f"custom_dir: {REPOSITORY / 'theme_overrides'}")
        (folder / "mkdocs.yml").write_text(text, "utf-8")
        build_project(folder / "mkdocs.yml", strict=False)

    with serve(once("example-site", make) / "site") as address:
        yield address


@pytest.mark.parametrize(
    "address", ["example/2566/measures/ind-02-budget/", PAGES["item"], PAGES["checklist"], "about/"]
)
def test_a_first_view_does_not_grow_with_the_site(chromium, site_url, smaller_url, address):
    """Where five more agencies are in the site, the same files are asked for, each of the same weight.

    `scripts/first_view.py` shows the same at 2,000 pages.
    """
    small, large = (first_view(chromium, url, address) for url in (smaller_url, site_url))
    assert small == large


# ---------------------------------------------------------------- the theme's style sheet, lightened


FULL = next((Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css"))

STYLES = """() => [...document.querySelectorAll("body, body *")].flatMap(element =>
    [null, "::before", "::after"].map(part => {
        const style = getComputedStyle(element, part)
        if (part && style.content === "none") return ""
        const own = [...style].filter(name => !name.startsWith("--")).map(name => name + style.getPropertyValue(name))
        return element.tagName + "." + element.className + (part || "") + own
    })
)"""


@pytest.mark.parametrize("kind", ["item", "authored"])
def test_pages_look_as_with_the_whole_sheet(chromium, site_url, kind):
    """Every element and what is drawn before and after it has the very styles that Material's whole sheet gives."""
    looks = []
    for whole in (False, True):
        visitor = Visitor(chromium, site_url, 360, color_scheme="dark", reduced_motion="reduce")
        if whole:
            visitor.context.route("**/stylesheets/main.*.css", lambda route: route.fulfill(path=FULL))
        page = visitor.go(PAGES[kind])
        page.evaluate("document.fonts.ready")
        looks.append(page.evaluate(STYLES))
        visitor.context.close()
    assert len(looks[0]) > 300
    assert looks[0] == looks[1]
