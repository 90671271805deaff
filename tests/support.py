"""What the host, content and browser tests share: a small project, real MkDocs builds, and a reader of built pages."""

import os
import re
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

os.environ["NO_MKDOCS_2_WARNING"] = "1"

from mkdocs.commands.build import build
from mkdocs.config import load_config

REPOSITORY = Path(__file__).parents[1]
FIXTURES = REPOSITORY / "tests" / "fixtures"
SMALL_URL = "https://tiny.example/"
"""The `site_url` of the small project."""


# ---------------------------------------------------------------- projects and builds


def small_project(folder, content="small"):
    """Copy the small site into *folder* with the content of the fixture *content*; return its mkdocs.yml."""
    shutil.copytree(FIXTURES / "small", folder, dirs_exist_ok=True)
    if content != "small":
        shutil.rmtree(folder / "content")
        shutil.copytree(FIXTURES / content / "content", folder / "content")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("THEME_OVERRIDES", str(REPOSITORY / "theme_overrides"))
    settings.write_text(text, "utf-8")
    return settings


def write(folder, files):
    """Write *files* (path → text or bytes, None deletes) below *folder*."""
    for path, text in files.items():
        target = folder / path
        if text is None:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def change(path, old, new):
    """Replace *old*, which must be there once, by *new* in the file *path*."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def configure(settings, command="build", **options):
    """Return the loaded configuration of *settings*, started as the command line of MkDocs starts it."""
    config = load_config(str(settings), **{"strict": True, **options})
    config.plugins.on_startup(command=command, dirty=False)
    return config


def build_project(settings, command="build", **options):
    """Build the project of *settings* as *command* does; return its configuration."""
    config = configure(settings, command, **options)
    build(config, serve_url="http://127.0.0.1:8000/" if command == "serve" else None)
    return config


# ---------------------------------------------------------------- reading what was built


def files_of(folder):
    """Return the bytes of every file below *folder*, by "/"-separated path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@dataclass
class Tag:
    """A start tag: its name, its attributes, and the names and the classes of the tags that are open around it."""

    name: str
    attributes: dict
    around: tuple
    classes_around: str


@dataclass
class BuiltPage:
    """A parsed page: every start tag in order, the text outside scripts and styles, and the text of some tags."""

    tags: list = field(default_factory=list)
    text: str = ""
    title: str = ""

    @property
    def ids(self):
        return [tag.attributes["id"] for tag in self.tags if "id" in tag.attributes]

    def find(self, name, within="", **attributes):
        """Return the tags *name* that have *attributes* and stand inside a tag of the class *within*."""
        wanted = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            tag
            for tag in self.tags
            if tag.name == name and wanted.items() <= tag.attributes.items() and within in tag.classes_around
        ]

    def links(self):
        """Return every address that the page asks for or leads to."""
        for tag in self.tags:
            for name in ("href", "src", "action", "poster", "data", "xlink:href"):
                if name in tag.attributes:
                    yield tag.name, tag.attributes[name] or ""


_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _PageReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page, self.open, self.classes = BuiltPage(), [], []
        self.texts, self.titles = [], []

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.open.append(tag)
            self.classes.append(dict(attrs).get("class") or "")

    def handle_startendtag(self, tag, attrs):
        self.page.tags.append(Tag(tag, dict(attrs), tuple(self.open), " ".join(self.classes)))

    def handle_endtag(self, tag):
        while tag in self.open:
            self.classes.pop()
            if self.open.pop() == tag:
                break

    def handle_data(self, data):
        inside = self.open[-1] if self.open else ""
        if inside == "title" and "svg" not in self.open:
            self.titles.append(data)
        elif inside not in ("script", "style"):
            self.texts.append(data)


def read_page(html):
    """Return the page that *html* is."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    reader.page.text, reader.page.title = " ".join(reader.texts), "".join(reader.titles)
    return reader.page


def html_of(site):
    """Return the text of every page of the built *site*, by its address ("" is the home page)."""
    return {
        p.relative_to(site).as_posix().removesuffix("index.html"): p.read_text("utf-8")
        for p in sorted(site.rglob("*.html"))
    }


def pages_of(site):
    """Return every page of the built *site*, parsed, by its address ("" is the home page)."""
    return {address: read_page(html) for address, html in html_of(site).items()}


def broken_links(site, pages, site_url):
    """Return each link of *pages* that leads to no file or no id of the built *site*, as `page -> link`."""
    broken = []
    for address, page in pages.items():
        for _, link in page.links():
            there, anchor = urldefrag(urljoin(site_url + address, link))
            if not there.startswith(site_url):
                continue
            path = unquote(there.removeprefix(site_url))
            file = path + "index.html" if path == "" or path.endswith("/") else path
            found = (site / file).is_file()
            if found and anchor and file.endswith(".html"):
                found = unquote(anchor) in pages[path].ids
            if not found:
                broken.append(f"{address} -> {link}")
    return broken


def menu_of(pages, address):
    """Return where the main menu of the page at *address* leads, in its order."""
    return [
        urljoin(f"/{address}", tag.attributes["href"])[1:]
        for tag in pages[address].find("a")
        if {"header", "nav"} <= set(tag.around)
    ]


def foreign_links(pages, site_url):
    """Return name of tag and address of every link of *pages* that leads to another host."""
    found = set()
    for address, page in pages.items():
        for name, link in page.links():
            there = urljoin(site_url + address, link)
            if not there.startswith(site_url):
                found.add((name, link))
    return found


def arabic(text):
    """Return *text* with Arabic digits, one kind of dash and single spaces, as figures are compared."""
    text = text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙–—", "0123456789--"))
    return re.sub(r"\s+", " ", text)
