"""Show that a first view weighs the same on a site of any size: the same pages in a small and in a large portal.

    python scripts/first_view.py --pages 2000 --check

Both portals are built whole from the made-up content of bench.py; the pages of their first agency hold the same text.
Chromium opens each page with an empty cache; what it fetched counts as a web server sends it, compressed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from bench import Size, plan_size, settings, write_content, write_yaml
from lighthouse import Compressing

KB = 1024
PAGES = {
    "issue": ("office-001/2565/measures/ind-01/", 110 * KB),
    "item": ("office-001/2565/oit/o12/", 110 * KB),
    "checklist": ("office-001/2565/oit/", 140 * KB),
}
"""Address and bound of each page."""
MOST_GROWTH = KB
"""How much more the same page may weigh on the larger site, in bytes."""


def build(folder: Path, size: Size) -> int:
    """Build the portal of *size* in *folder* with MkDocs; return how many pages it has."""
    write_content(folder / "content", size)
    # The menu is the plugin's own, not the one that the benchmark gives both of its sites.
    own = {key: value for key, value in settings("oit", size.agencies).items() if key not in ("nav", "not_in_nav")}
    write_yaml(folder / "mkdocs.yml", own | {"site_dir": "site"})
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], check=True, cwd=folder)
    return sum(1 for _ in (folder / "site").rglob("index.html"))


def weigh(site: Path) -> dict[str, dict[str, int]]:
    """Return for each page what is fetched of a site: bytes by address."""
    from playwright.sync_api import Request, sync_playwright

    class Handler(Compressing):
        """Serves this site."""

    Handler.site = site.resolve()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    fetched: dict[str, dict[str, int]] = {}

    def keep(of_page: dict[str, int], request: Request) -> None:
        of_page[request.url.removeprefix(base)] = request.sizes()["responseBodySize"]

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (address, _) in PAGES.items():
            page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
            fetched[name] = {}
            page.on("requestfinished", partial(keep, fetched[name]))
            page.goto(base + address, wait_until="networkidle")
            page.close()
        browser.close()
    server.shutdown()
    return fetched


def main() -> int:
    """Build, weigh, report. Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=2000, metavar="N", help="size of the larger site (2000)")
    parser.add_argument("--check", action="store_true", help="leave with 1 when a page grows or is over its bound")
    options = parser.parse_args()
    planned = plan_size(options.pages)
    large = Size(planned.years, planned.years, planned.issues)  # as many agencies as can be, of one year each
    small = Size(1, 1, large.issues // large.years + (large.issues % large.years > 0))
    with tempfile.TemporaryDirectory(prefix="oit-view-") as place:
        folders = [Path(place) / "small", Path(place) / "large"]
        counts = [build(folder, size) for folder, size in zip(folders, (small, large), strict=True)]
        weights = [weigh(folder / "site") for folder in folders]
    passed = True
    print(f"first view in KB, compressed: {counts[0]} pages (1 agency), {counts[1]} pages ({large.agencies} agencies)")
    for name, (_, bound) in PAGES.items():
        before, after = (weight[name] for weight in weights)
        total, grown = sum(after.values()), sum(after.values()) - sum(before.values())
        right = before.keys() == after.keys() and grown <= MOST_GROWTH and total <= bound
        passed &= right
        print(
            f"{'PASS' if right else 'FAIL'}  {name}: {sum(before.values()) / KB:.1f} -> {total / KB:.1f}"
            f" ({len(after)} files, {grown:+} bytes; at most {bound // KB} and {MOST_GROWTH:+} bytes)"
        )
        for address in sorted(before.keys() | after.keys()):
            if before.get(address) != after.get(address):
                print(f"      {address}: {before.get(address)} -> {after.get(address)} bytes")
    return int(options.check and not passed)


if __name__ == "__main__":
    sys.exit(main())
