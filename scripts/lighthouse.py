"""Rate pages of the built site with Lighthouse as a phone sees them, and hold each category against its bound.

The site is served compressed, as web servers do. Performance is rated by simulation from what is measured here, so a
busy machine lowers it: of several runs the median counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import mimetypes
import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = ROOT / ".cache/lighthouse/node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {"home": "", "issue": "example/2566/measures/ind-02-budget/", "checklist": "example/2566/oit/"}
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")


class Compressing(BaseHTTPRequestHandler):
    """Serves the files of `site` with gzip and an hour of caching."""

    protocol_version = "HTTP/1.1"
    site: Path

    def do_GET(self) -> None:
        """Answer with a file, or with the page for missing ones."""
        path = self.site / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file() and self.site in path.resolve().parents
        path = path if found else self.site / "404.html"
        body = path.read_bytes()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{mimetypes.guess_type(path.name)[0] or 'application/octet-stream'}")
        self.send_header("Cache-Control", "max-age=3600")
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def rate(url: str, report: Path) -> dict[str, float]:
    """Return the score (0-100) of each category for *url*; the whole answer is kept as *report*."""
    command = ["node", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--form-factor=mobile"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"})
    answer = json.loads(report.read_text("utf-8"))
    return {name: 100 * (answer["categories"][name]["score"] or 0) for name in CATEGORIES}


def main() -> None:
    """Print a line a page; exit with 1 where a score is below the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs for each page; the median counts")
    parser.add_argument("--bound", type=float, default=95, help="the least score of each category")
    parser.add_argument("--site", type=Path, help="a built site; by default the site is built anew")
    parser.add_argument("--reports", type=Path, help="a folder to keep the reports in")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        site = given.site or Path(scratch) / "site"
        if not given.site:
            subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", site], check=True, cwd=ROOT)
        reports = given.reports or Path(scratch)
        reports.mkdir(parents=True, exist_ok=True)
        Compressing.site = site.resolve()
        server = ThreadingHTTPServer(("127.0.0.1", 0), Compressing)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        low = False
        print(f"{'':12}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for name, address in PAGES.items():
            url = f"http://127.0.0.1:{server.server_port}/{address}"
            runs = [rate(url, reports / f"{name}-{run}.json") for run in range(1, given.runs + 1)]
            scores = {category: median(run[category] for run in runs) for category in CATEGORIES}
            low |= min(scores.values()) < given.bound
            print(f"{name:12}" + "".join(f"{scores[category]:16.0f}" for category in CATEGORIES), flush=True)
        server.shutdown()
    sys.exit(low)


if __name__ == "__main__":
    main()
