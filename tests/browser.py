"""What the tests in Chromium share: the kinds of pages, a file server, and a visitor that notes what goes wrong.

The fixtures are in conftest.py: `demo_site` (a folder), `site_url`, `chromium`, `visitor`, `scriptless`.
"""

import os
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")

needs_chromium = [
    pytest.mark.browser,
    # On CI a missing browser is a failure, not a reason to look away.
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="Debian's chromium is not installed"),
]
"""The `pytestmark` of every module that opens a browser."""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

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
    "answers": "example/2567/answers/",
    "todo": "example/2566/todo/",
    "group": "example/2567/todo/finance/",
    "all editions": "oit/",
    "edition": "oit/2566/",
    "item of the catalogue": "oit/2566/o12/",
    "open data": "data/",
    "help": "help/problems/",
    "search": "search/",
    "authored": "about/",
    "authored, fictional": "example/structure/",
    "not found": "404.html",
}
"""The address of one page or two of every kind in the demo site."""


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def serve(folder):
    """Serve *folder* on loopback, and give the address it has there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Visitor:
    """A page of a browser window that remembers what went wrong and what was asked for."""

    def __init__(self, browser, site_url, width, **options):
        self.site_url, self.width = site_url, width
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
        """Open *address* of the site and return the browser's page."""
        self.page.goto(self.site_url + address, wait_until="load")
        return self.page

    @property
    def foreign(self):
        """What was asked for from other hosts."""
        own = (self.site_url, "data:", f"blob:{self.site_url}")
        return sorted({url for url in self.asked if not url.startswith(own)})


def read(locator):
    """Return the text of *locator* as it is read: a space at which no line ends is a space."""
    return locator.inner_text().replace("\u00a0", " ")


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
