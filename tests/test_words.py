"""No word of the theme's English is left on a page: in its frame, its labels and its tooltips."""

import re
from html.parser import HTMLParser
from importlib import resources

import pytest

from browser import PAGES
from support import REPOSITORY

SPOKEN = ("title", "aria-label", "aria-roledescription", "placeholder", "alt", "label")
"""The attributes that people see or hear."""

NAMES = {
    *("OIT", "ITA", "IIT", "EIT", "DGA", "Open", "Government", "License", "No", "Gift", "Policy", "Social", "Network"),
    *(
        "example",
        "contact",
        "www",
        "PDF",
        "CSV",
        "JSON",
        "XLSX",
        "YAML",
        "DOCX",
        "Atom",
        "RSS",
        "KB",
        "MB",
        "sha256",
        "DCAT",
    ),
}
"""Latin words that belong on a Thai page: names, kinds of files, addresses."""


def strings_of(language):
    """Return the interface strings of Material in *language*, by key."""
    folder = resources.files("material") / "templates/partials/languages"
    return dict(re.findall(r'"([\w.]+)": "((?:[^"\\]|\\.)*)"', (folder / f"{language}.html").read_text("utf-8")))


def own_strings():
    text = (REPOSITORY / "theme_overrides/partials/languages/th.html").read_text("utf-8")
    return dict(re.findall(r'"([\w.]+)": "((?:[^"\\]|\\.)*)"', text))


class Frame(HTMLParser):
    """Collects what a page says outside its article, and its spoken attributes everywhere."""

    def __init__(self):
        super().__init__()
        self.open, self.said = [], []

    def handle_starttag(self, tag, attributes):
        self.said += [value for name, value in attributes if name in SPOKEN and value]
        if tag in ("article", "script", "style"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and tag in ("article", "script", "style"):
            self.open.pop()

    def handle_data(self, text):
        if not self.open:
            self.said.append(text)


def frame_of(folder, address):
    path = folder / (address if address.endswith(".html") else f"{address}index.html")
    frame = Frame()
    frame.feed(path.read_text("utf-8"))
    return frame


def test_every_string_of_the_theme_is_ours():
    """Each key of the theme's English has a Thai string, but for those that are settings."""
    own, english = own_strings(), strings_of("en")
    assert set() == english.keys() - own.keys()
    settings = ("language", "direction", "search.config.")
    assert [] == [key for key in english if not key.startswith(settings) and not re.search("[ก-๙]", own[key])]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_speaks_thai(demo_site, kind):
    """Frame, labels and tooltips of every kind of page hold no Latin word but names and kinds of files."""
    said = " ".join(frame_of(demo_site, PAGES[kind]).said)
    plain = re.sub(r"\S+[@/.]\S+", " ", said)
    assert set() == set(re.findall(r"(?<![\w-])[A-Za-z][A-Za-z-]{2,}", plain)) - NAMES
