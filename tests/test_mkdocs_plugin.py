"""The plugin in the real MkDocs: what `build` and `serve` write, say and refuse."""

import gzip
import json
import logging
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from urllib.parse import urljoin

import pytest
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from oit_site.load import load_source, shipped_catalogues
from oit_site.mkdocs_plugin import OitPage, read_settings
from oit_site.render import render_page
from oit_site.site import plan_site
from support import (
    SMALL_URL,
    broken_links,
    build_project,
    change,
    configure,
    files_of,
    foreign_links,
    menu_of,
    pages_of,
    read_page,
    small_project,
    write,
)

HOSTILE = '<script>alert(1)</script>"onmouseover="x</title>{{ 7*7 }}'

DRAFT = "title: ประเด็นที่ยังร่าง\nstatus: draft\nmeasures:\n- title: มาตรการที่ยังร่าง\n"
"""An issue that only a live preview shows."""

BROKEN = "title: ประเด็นที่ผิด\nmeasurs:\n- title: ก\nindicators: [11]\n"
"""An issue with a key that is misspelt, and with a number that is too high."""


@pytest.fixture
def project(tmp_path):
    """Return the mkdocs.yml of a small project of one's own."""
    return small_project(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the folder of the built small site, made with `--strict`."""
    folder = tmp_path_factory.mktemp("built")
    build_project(small_project(folder))
    return folder / "site"


@pytest.fixture(scope="module")
def pages(built):
    """Return the pages of the built small site, parsed, by address."""
    return pages_of(built)


def said(caplog, level=logging.WARNING):
    """Return what MkDocs and its plugins said, from *level* up, each with the name of its level."""
    return [
        f"{record.levelname} {record.getMessage()}"
        for record in caplog.records
        if record.name.startswith("mkdocs") and record.levelno >= level
    ]


def place(settings, command="build", **options):
    """Return plugin, files and nav of a project whose pages are placed but not written."""
    config = configure(settings, command, **options)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = config.plugins.on_files(get_files(config), config=config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    return config.plugins["oit"], files, nav


# ---------------------------------------------------------------- what a build writes

DATA_FILES = (
    *(f"{name}.csv" for name in ("oit-checklist", "oit-evidence", "measures", "assessment")),
    *(f"oit-checklist.{ending}" for ending in ("json", "xlsx")),
    *("gdc-import.xlsx", "gdc-metadata.json"),
)
PROMISED = (
    "index.html",
    "tiny/index.html",
    "tiny/2566/index.html",
    "tiny/2566/assessment/index.html",
    "tiny/2566/measures/index.html",
    "tiny/2566/measures/ind-09-disclosure/index.html",
    "tiny/2566/measures/topic-service/index.html",
    "tiny/2566/results/index.html",
    "tiny/2566/oit/index.html",
    *(f"tiny/2566/oit/o{number}/index.html" for number in range(1, 44)),
    *(f"tiny/2566/answers/{name}" for name in ("index.html", "answers.csv", "answers.xlsx")),
    # The group has no id of its own: its address is made from its name.
    *(f"tiny/2566/todo/{folder}{name}" for folder in ("", "g4267e255/") for name in ("index.html", "calendar.ics")),
    "tiny/2566/evidence/o12/progress.csv",
    *(f"{agency}data/2566/{name}" for agency in ("", "tiny/") for name in DATA_FILES),
    "tiny/data/2566/oit-checklist.docx",
    "data/index.html",
    "data/datapackage.json",
    "data/SHA256SUMS",
    *(f"{agency}{name}" for agency in ("", "tiny/") for name in ("feed.xml", "feed.json")),
    "oit/index.html",
    *(f"oit/{year}/index.html" for year in range(2563, 2570)),
    "oit/2566/o1/index.html",
    "oit/2566/o43/index.html",
    "help/problems/index.html",
    "about/index.html",
    "404.html",
    "sitemap.xml",
    "robots.txt",
    "llms.txt",
    "search/index.html",
    "search/index.json",
    "search/site.json",
    "search/oit-2566.json",
    "search/tiny-2566.json",
)

LICENCE = "https://data.go.th/pages/dga-open-government-license"
"""Where the terms of the data stand, unless mkdocs.yml says otherwise."""


def test_every_promised_address_is_written(built):
    """Each address of the design is a file of the built site."""
    assert [] == [path for path in PROMISED if not (built / path).is_file()]


def test_no_page_is_written_that_is_not_planned(built):
    """Beside the promised pages of the agency there is none."""
    written = {path for path in files_of(built) if path.startswith("tiny/")}
    assert {path for path in PROMISED if path.startswith("tiny/")} == written


def test_evidence_is_copied_as_it_is(built, project):
    """A file of the evidence folder is published byte for byte."""
    evidence = project.parent / "content/tiny/2566/evidence/o12/progress.csv"
    assert evidence.read_bytes() == (built / "tiny/2566/evidence/o12/progress.csv").read_bytes()


def test_yaml_is_never_published(built):
    """Neither a YAML file nor a template is among the files of the site."""
    assert [] == [path for path in files_of(built) if path.endswith((".yml", ".yaml", ".jinja"))]


def test_every_link_and_anchor_of_the_site_resolves(built, pages):
    """Each address on each page, the authored and the 404 page too, leads to a file, and to an id of it."""
    assert [] == broken_links(built, pages, SMALL_URL)


def test_the_link_check_of_these_tests_sees_a_broken_link(tmp_path):
    """A link to no file and a link to no id are both found."""
    write(tmp_path, {"index.html": '<a href="gone/">a</a> <a href="#gone">b</a> <a id="x" href="#x">c</a>'})
    assert [" -> gone/", " -> #gone"] == broken_links(tmp_path, pages_of(tmp_path), SMALL_URL)


def test_the_ids_of_a_page_are_unique(pages):
    """No page has one id twice."""
    twice = {address: [i for i in set(page.ids) if page.ids.count(i) > 1] for address, page in pages.items()}
    assert {} == {address: ids for address, ids in twice.items() if ids}


def test_every_page_has_one_h1(pages):
    """Each page has exactly one heading of the first level."""
    assert {} == {address: n for address, page in pages.items() if (n := len(page.find("h1"))) != 1}


def test_every_page_says_what_it_is_in_thai(pages):
    """Each page is marked as Thai and has a title of its own, a description and its own address."""
    titles = [page.title for address, page in pages.items() if not address.startswith("oit/")]
    assert sorted(set(titles)) == sorted(titles)
    for address, page in pages.items():
        assert page.find("html", lang="th"), address
        if address != "404.html":
            assert page.find("link", rel="canonical", href=SMALL_URL + address), address
            assert page.find("meta", name_="description"), address


def test_the_sitemap_lists_every_page_with_a_day_only_where_the_data_states_one(built, pages):
    """`lastmod` is the newest day of the data behind a page, and absent where there is none."""
    sitemap = (built / "sitemap.xml").read_bytes()
    assert sitemap == gzip.decompress((built / "sitemap.xml.gz").read_bytes())
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = {
        url.findtext("s:loc", namespaces=space).removeprefix(SMALL_URL): url.findtext("s:lastmod", namespaces=space)
        for url in ET.fromstring(sitemap)
    }
    assert set(pages) - {"404.html"} == set(listed)
    dated = {address: day for address, day in listed.items() if day}
    assert "2023-03-01" == dated.pop("tiny/2566/measures/ind-09-disclosure/")
    assert {"2023-06-15"} == set(dated.values())
    assert all(address.startswith("tiny/2566/") for address in dated)
    assert listed["tiny/2566/oit/o12/"] is not None


def test_nothing_comes_from_another_host(built, pages):
    """No page or style sheet loads anything from elsewhere; only what was authored links there."""
    assert {
        ("a", LICENCE),
        ("a", "https://www.tiny.example/"),
        ("a", "https://www.tiny.example/complaint"),
        ("a", "https://www.tiny.example/why"),
        ("a", "https://www.tiny.example/executives"),
        ("a", "https://www.tiny.example/privacy"),
        ("a", "https://www.tiny.example/annual-2563"),
    } == foreign_links(pages, SMALL_URL)
    for path, content in files_of(built).items():
        if path.endswith(".css"):
            text = content.decode()
            assert [] == re.findall(r"@import[^;]*", text), path
            assert [] == re.findall(r"url\(\s*[\"']?(?:https?:)?//[^)]*", text), path
        if path.endswith((".css", ".html")):
            assert [] == re.findall(rb"fonts\.googleapis|gstatic|googletagmanager|unpkg|jsdelivr", content), path


def test_the_pages_run_no_script_of_the_content(pages):
    """Each script is the theme's or ours, or data of the theme; none stands in a page's body."""
    for address, page in pages.items():
        assert [] == [tag for tag in page.find("script") if "article" in tag.around], address


def test_every_page_of_a_fictional_agency_says_so(pages):
    """The notice of invented content stands on each of its pages, and on no page of the catalogue."""
    marked = {a for a, page in pages.items() if page.find("aside", class_="oit-note oit-note--fictional")}
    assert {address for address in pages if address.startswith("tiny/")} == marked


# ---------------------------------------------------------------- search


def entries_of(site):
    """Return title and text of every entry of the search index of the built *site*, by address."""
    found = {}
    for path in sorted((site / "search").glob("*.json")):
        part = json.loads(path.read_text("utf-8"))
        for _, address, title, text, *_ in part.get("rows", []) if isinstance(part, dict) else []:
            found[part["base"] + address] = (title, text)
    return found


def test_search_finds_made_and_authored_pages_at_their_sections(built):
    """A measure, a score and a section of an authored page are entries of their own, with their anchors."""
    entries = entries_of(built)
    measure = "tiny/2566/measures/ind-09-disclosure/#m1"
    assert "กำหนดผู้รับผิดชอบรายข้อ" in " ".join(entries[measure])
    assert "เกี่ยวกับ" in entries["about/"][0]
    assert "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล" == entries["tiny/2566/assessment/#scores-1-9"][0]


def test_every_address_that_search_gives_exists(built, pages):
    """No result of a search leads to a page or an anchor that is not there."""
    for address in entries_of(built):
        page, _, anchor = address.partition("#")
        assert page in pages, address
        assert not anchor or anchor in pages[page].ids, address


def test_no_page_fetches_anything_of_the_index(pages):
    """A page names the small script that waits for the field's first use, and neither the worker nor the index."""
    for address, page in pages.items():
        asked = [link for name, link in page.links() if name in ("script", "link", "img")]
        assert 1 == sum("search-start.js" in link for link in asked), address
        assert [] == [link for link in asked if "search-worker" in link or "search/index" in link or "workers/" in link]


# ---------------------------------------------------------------- one plugin object, many builds


def test_one_plugin_object_builds_again_without_memory(project, monkeypatch):
    """A second build with the plugin object of the first, as in `serve`, gives the same bytes; then a page goes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = build_project(project)
    before = files_of(project.parent / "site")
    second = build_project(project)
    assert first.plugins["oit"] is second.plugins["oit"]
    assert before == files_of(project.parent / "site")
    measures = project.parent / "content/tiny/2566/measures"
    (measures / "topic-service.yml").rename(measures / "topic-help.yml")
    build_project(project)
    assert ["ind-09-disclosure", "index.html", "topic-help"] == sorted(
        path.name for path in (project.parent / "site/tiny/2566/measures").iterdir()
    )


def test_two_builds_are_identical(tmp_path):
    """With SOURCE_DATE_EPOCH, neither the folder, the time zone nor the hash seed changes a byte."""
    runs = []
    for name, seed, zone in (("a", "1", "UTC"), ("another folder", "2", "Asia/Bangkok")):
        settings = small_project(tmp_path / name)
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": "1700000000"}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-f", str(settings)]
        runs.append(subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True))
    errors = [run.communicate()[1] for run in runs]
    assert [0, 0] == [run.returncode for run in runs], errors
    first, second = files_of(tmp_path / "a/site"), files_of(tmp_path / "another folder/site")
    assert list(first) == list(second)
    assert [] == [path for path in first if first[path] != second[path]]


# ---------------------------------------------------------------- authored pages


def test_authored_markdown_may_link_to_made_pages(pages):
    """Links written in Markdown to a made page, an anchor of one, and a file arrive as addresses."""
    links = [link for name, link in pages["about/"].links() if name == "a"]
    assert "../tiny/2566/oit/#o12" in links
    assert "../tiny/2566/measures/ind-09-disclosure/#m1" in links
    assert "../tiny/2566/evidence/o12/progress.csv" in links


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        pytest.param(
            "tiny/2566/oit/index.md#o99",
            "'tiny/2566/oit/index.md' does not contain an anchor '#o99'",
            id="no such anchor",
        ),
        pytest.param(
            "tiny/2566/oit/o99/index.md",
            "but the target is not found among documentation files",
            id="no such page",
        ),
    ],
)
def test_a_wrong_link_to_a_made_page_fails_a_strict_build(project, caplog, link, complaint):
    """MkDocs' own link check knows the made pages and their anchors."""
    change(project.parent / "content/pages/about.md", "tiny/2566/oit/index.md#o12", link)
    with pytest.raises(Abort):
        build_project(project)
    assert [True] == [complaint in line and link in line for line in said(caplog)]


MADE_TWICE = (
    pytest.param("index.md", "คุณธรรมและความโปร่งใสของหน่วยงาน", id="home page"),
    pytest.param("README.md", "คุณธรรมและความโปร่งใสของหน่วยงาน", id="README as home page"),
    pytest.param("tiny.md", "หน่วยงานเล็กสำหรับทดลอง", id="agency"),
    pytest.param("tiny/2566/oit.md", "รายการตรวจ OIT ปีงบประมาณ พ.ศ. 2566", id="checklist"),
    pytest.param("tiny/2566/oit/index.md", "รายการตรวจ OIT ปีงบประมาณ พ.ศ. 2566", id="checklist as index"),
    pytest.param("oit/2566/o12.md", "O12 รายงานการกำกับติดตาม", id="item of the catalogue"),
)


@pytest.mark.parametrize(("page", "title"), MADE_TWICE)
def test_an_authored_page_at_a_made_address_is_reported(project, caplog, page, title):
    """The build stops before one of the two pages is lost."""
    write(project.parent, {f"content/pages/{page}": "# หน้าที่เขียนเอง\n"})
    with pytest.raises(Abort):
        build_project(project)
    reported = [line for line in said(caplog) if "OIT208" in line]
    assert 1 == len(reported)
    assert f"ERROR oit: content/pages/{page}:1:1: error OIT208 หน้านี้อยู่ที่เดียวกับหน้า «{title}" in reported[0]


@pytest.mark.parametrize("page", ["index.md", "tiny.md", "tiny/2566/oit/index.md"])
def test_a_preview_shows_the_made_page_where_an_authored_one_lies(project, page):
    """`serve` goes on: the made page wins, and the home page tells of the other."""
    write(project.parent, {f"content/pages/{page}": "# หน้าที่เขียนเอง\n"})
    plugin, files, _ = place(project, "serve", strict=False)
    assert f"content/pages/{page}" in plugin.pages[""].body
    shown = [file.page for file in files.documentation_pages() if file.url in ("./", "tiny/", "tiny/2566/oit/")]
    assert [OitPage] * 3 == [type(page) for page in shown]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("tiny/2566/evidence/o12/progress.csv", id="evidence file"),
        pytest.param("tiny/2566/oit/index.html", id="page as HTML"),
    ],
)
def test_a_file_beside_the_authored_pages_never_replaces_a_made_one(project, caplog, path):
    """A picture or file of the pages folder at a made address is reported; neither of the two is lost silently."""
    write(project.parent, {f"content/pages/{path}": "ไฟล์อื่น"})
    with pytest.raises(Abort):
        build_project(project)
    assert [True] == [f"content/pages/{path}" in line for line in said(caplog) if "OIT208" in line]


def test_an_agency_cannot_take_the_address_of_the_catalogue(project, caplog):
    """An agency in a folder `oit` would lie over the catalogue: reported, not overwritten."""
    write(project.parent, {"content/oit/agency.yml": "name: หน่วยงานโอไอที\n"})
    with pytest.raises(Abort):
        build_project(project)
    assert [True] == ["content/oit" in line for line in said(caplog) if " error OIT" in line]


def test_a_folder_of_pages_elsewhere_is_checked_or_refused(project, caplog):
    """With another `docs_dir` than content/pages, no authored page is lost silently under a made one."""
    change(project, "docs_dir: content/pages", "docs_dir: docs")
    (project.parent / "content/pages").rename(project.parent / "docs")
    write(project.parent, {"docs/tiny/2566/oit.md": "# หน้าที่เขียนเอง\n"})
    with pytest.raises(Abort):
        build_project(project, strict=False)
    assert any("docs/tiny/2566/oit.md" in line or "docs_dir" in line for line in said(caplog))


def test_evidence_at_an_anchor_that_an_authored_page_lacks_is_reported(project, caplog):
    """An auditor is never sent to an anchor that does not exist: the strict build fails and names it."""
    change(project.parent / "content/tiny/2566/oit.yml", "about.md#structure", "about.md#gone")
    with pytest.raises(Abort):
        build_project(project)
    assert any("about.md" in line and "#gone" in line for line in said(caplog))


# ---------------------------------------------------------------- nav and neighbours


def test_the_nav_is_made_of_a_few_entries(project, pages):
    """Without a nav in mkdocs.yml: home, the catalogue, the open data, authored pages of the first level; no agency."""
    write(project.parent, {"content/pages/more/deep.md": "# หน้าลึก\n"})
    _, _, nav = place(project)
    assert [("หน้าแรก", ""), ("รายการข้อ OIT", "oit/")] == [(item.title, item.url) for item in nav][:2]
    assert ["", "oit/", "data/", "about/"] == [item.url for item in nav]
    assert ["", "oit/", "data/", "about/"] == menu_of(pages, "tiny/2566/oit/o12/")


def test_a_nav_of_ones_own_wins(project):
    """A nav in mkdocs.yml is taken as it is, and may name made pages; the others are still built."""
    with project.open("a", encoding="utf-8") as file:
        file.write("nav:\n- รายการตรวจ: tiny/2566/oit/index.md\n- about.md\n- หน้าแรก: index.md\n")
    build_project(project)
    pages = pages_of(project.parent / "site")
    assert ["tiny/2566/oit/", "about/", ""] == menu_of(pages, "tiny/")
    assert (project.parent / "site/tiny/2566/todo/index.html").is_file()


def test_pages_outside_the_nav_know_the_page_above_and_their_neighbours(project):
    """An item has the checklist above it and the items beside it; so have issues, and the first has none before."""
    plugin, _, _ = place(project)
    page = plugin.pages
    item, issue = page["tiny/2566/oit/o12/"], page["tiny/2566/measures/ind-09-disclosure/"]
    assert page["tiny/2566/oit/"] is item.parent
    assert [page["tiny/2566/oit/"], page["tiny/2566/"], page["tiny/"]] == item.ancestors
    assert (page["tiny/2566/oit/o11/"], page["tiny/2566/oit/o13/"]) == (item.previous_page, item.next_page)
    assert (None, page["tiny/2566/measures/topic-service/"]) == (issue.previous_page, issue.next_page)
    assert (None, None) == (page["tiny/"].previous_page, page["tiny/"].next_page)
    assert page["tiny/2566/oit/o43/"].next_page is None


def test_a_page_outside_the_nav_shows_where_it_lies(pages):
    """An item's page marks its agency in the menu, links its neighbours, and leads back up by breadcrumbs."""
    address = "tiny/2566/oit/o12/"
    item = pages[address]

    def leads(tags):
        return [urljoin(f"/{address}", tag.attributes["href"]) for tag in tags]

    assert ["/tiny/"] == leads(item.find("a", class_="oit-brand"))
    assert ["/tiny/2566/oit/o11/"] == leads(item.find("link", rel="prev"))
    assert ["/tiny/2566/oit/o11/", "/tiny/2566/oit/o13/"] == leads(item.find("a", within="oit-pager"))
    assert ["/", "/tiny/", "/tiny/2566/", "/tiny/2566/oit/"] == leads(item.find("a", within="oit-crumbs"))


def test_edit_links_point_at_the_yaml_file(project):
    """With a repository in mkdocs.yml, "edit this page" opens the content file, and is absent where there is none."""
    options = {"repo_url": "https://git.example/office/site", "edit_uri": "edit/main/content/pages/"}
    plugin, files, _ = place(project, **options)
    edited = {uri: page.edit_url for uri, page in plugin.pages.items()}
    folder = "https://git.example/office/site/edit/main/content/"
    assert f"{folder}tiny/2566/measures/topic-service.yml" == edited["tiny/2566/measures/topic-service/"]
    assert f"{folder}tiny/2566/oit.yml" == edited["tiny/2566/oit/o12/"]
    assert f"{folder}tiny/agency.yml" == edited["tiny/"]
    assert f"{folder}tiny/2566/assessment.yml" == edited["tiny/2566/assessment/"]
    assert edited["oit/2566/o12/"] is None
    assert f"{folder}pages/about.md" == files.get_file_from_path("about.md").page.edit_url


# ---------------------------------------------------------------- one agency's own site


def test_one_agencys_own_site_has_no_agency_in_its_addresses(project):
    """`content/agency.yml` makes a site whose home page is the agency, with its years in the nav."""
    content = project.parent / "content"
    for path in (content / "tiny").iterdir():
        path.rename(content / path.name)
    (content / "tiny").rmdir()
    about = content / "pages/about.md"
    about.write_text(about.read_text("utf-8").replace("tiny/2566", "2566"), "utf-8")
    build_project(project)
    site = project.parent / "site"
    pages = pages_of(site)
    assert "หน่วยงานเล็กสำหรับทดลอง" in pages[""].text
    assert {path.replace("tiny-", "").removeprefix("tiny/") for path in PROMISED} <= set(files_of(site))
    assert [] == broken_links(site, pages, SMALL_URL)
    assert ["", "2566/", "oit/", "data/", "about/"] == menu_of(pages, "2566/todo/")


# ---------------------------------------------------------------- drafts


def test_drafts_are_not_built(project):
    """A draft issue has no page, no line in a list, no entry in the sitemap or the search index."""
    write(project.parent, {"content/tiny/2566/measures/draft.yml": DRAFT})
    build_project(project)
    site = files_of(project.parent / "site")
    assert "tiny/2566/measures/draft/index.html" not in site
    mentions = [path for path, content in site.items() if "ร่าง".encode() in content and "ยังร่าง".encode() in content]
    assert [] == mentions
    assert b"measures/draft" not in site["sitemap.xml"]
    assert [] == broken_links(project.parent / "site", pages_of(project.parent / "site"), SMALL_URL)


def test_drafts_are_shown_in_a_preview(project):
    """`serve` builds the draft's page and says on it that it is one."""
    write(project.parent, {"content/tiny/2566/measures/draft.yml": DRAFT})
    build_project(project, "serve", strict=False)
    page = read_page((project.parent / "site/tiny/2566/measures/draft/index.html").read_text("utf-8"))
    assert "ประเด็นที่ยังร่าง" in page.text
    assert "ร่าง" in page.text.replace("ประเด็นที่ยังร่าง", "").replace("มาตรการที่ยังร่าง", "")


# ---------------------------------------------------------------- errors


def keep_old_site(folder):
    """Lay an older site into the project; return its files."""
    write(folder, {"site/index.html": "เว็บไซต์เดิม", "site/old/page.html": "หน้าเดิม"})
    return files_of(folder / "site")


@pytest.mark.parametrize("strict", [False, True])
def test_errors_stop_a_build_before_the_old_site_is_touched(project, caplog, strict):
    """Every problem is logged at its place, the run is counted, and the site that is online stays as it was."""
    broken = "content/tiny/2566/measures/broken.yml"
    write(project.parent, {broken: BROKEN})
    change(project.parent / "content/tiny/2566/oit.yml", "O26:", "O99:")
    before = keep_old_site(project.parent)
    with pytest.raises(Abort) as stop:
        build_project(project, strict=strict)
    assert 1 == stop.value.code
    lines = said(caplog, logging.ERROR)
    assert [
        f"ERROR oit: {broken}:2:1: error OIT101 ไม่รู้จักคีย์ «measurs» — หมายถึง «measures» หรือไม่",
        f"ERROR oit: {broken}:4:14: error OIT103 «indicators ลำดับ 1» ต้องเป็นตัวเลข 1–10",
    ] == [line for line in lines if "broken.yml" in line]
    oit = [line for line in lines if "oit.yml" in line]
    assert 1 == len(oit)
    assert oit[0].startswith("ERROR oit: content/tiny/2566/oit.yml:35:1: error OIT201 ข้อ O99 ไม่มีในรายการ OIT ปี 2566")
    assert "ผิด 3 เตือน 0" in lines[-1]
    assert before == files_of(project.parent / "site")


def test_warnings_stop_a_strict_build_before_the_old_site_is_touched(project, caplog):
    """`--strict` refuses warnings too, at the same moment."""
    change(project.parent / "content/tiny/agency.yml", "about: หน่วยงานนี้ไม่มีอยู่จริง", "about:")
    before = keep_old_site(project.parent)
    with pytest.raises(Abort):
        build_project(project, strict=True)
    assert "WARNING oit: content/tiny/agency.yml:12:1: warning OIT106 คีย์ «about» ไม่มีค่า" in said(caplog)
    assert before == files_of(project.parent / "site")


def test_warnings_do_not_stop_a_build(project, caplog):
    """Without `--strict`, a warning is said and the site is written."""
    change(project.parent / "content/tiny/agency.yml", "about: หน่วยงานนี้ไม่มีอยู่จริง", "about:")
    caplog.set_level(logging.INFO, "mkdocs")
    build_project(project, strict=False)
    assert "WARNING oit: content/tiny/agency.yml:12:1: warning OIT106 คีย์ «about» ไม่มีค่า" in said(caplog)
    assert (project.parent / "site/tiny/2566/oit/index.html").is_file()
    assert [True] == ["ผิด 0 เตือน 1" in line for line in said(caplog, logging.INFO) if "อ่าน 1 หน่วยงาน" in line]


def test_a_build_ends_with_a_count_of_what_was_read(project, caplog):
    """A build that succeeded says how many agencies, issues and measures it holds."""
    caplog.set_level(logging.INFO, "mkdocs")
    build_project(project)
    counted = "INFO oit: อ่าน 1 หน่วยงาน 1 ปี 2 ประเด็น 3 มาตรการ 7 ข้อที่เปิดเผย จาก 6 ไฟล์: ผิด 0 เตือน 0"
    assert [counted] == [line for line in said(caplog, logging.INFO) if "อ่าน" in line]


def test_reading_nothing_is_an_error(project, caplog):
    """A content folder without an agency builds no site."""
    (project.parent / "content/tiny/agency.yml").unlink()
    with pytest.raises(Abort):
        build_project(project)
    assert [True] == ["error OIT010" in line for line in said(caplog) if "OIT010" in line]


def test_addresses_without_folders_are_refused(project, caplog):
    """`use_directory_urls: false` would change every promised address."""
    with pytest.raises(Abort):
        build_project(project, use_directory_urls=False)
    assert any("use_directory_urls" in line for line in said(caplog))


def test_gh_deploy_fails_on_errors_too(project):
    """`mkdocs gh-deploy` builds as `build` does, and publishes nothing that is wrong."""
    write(project.parent, {"content/tiny/2566/measures/broken.yml": BROKEN})
    with pytest.raises(Abort):
        build_project(project, "gh-deploy", strict=False)


# ---------------------------------------------------------------- the live preview


def test_the_content_folder_is_watched(project):
    """`serve` rebuilds when a content file changes."""
    config = configure(project, "serve")
    config = config.plugins.on_config(config)
    assert [str(project.parent / "content")] == config.watch


def test_a_preview_lists_the_errors_and_recovers(project, caplog):
    """With errors, `serve` shows them on the home page and the rest of the site; once they are mended, all is well."""
    broken = project.parent / "content/tiny/2566/measures/broken.yml"
    home = project.parent / "site/index.html"
    write(project.parent, {"content/tiny/2566/measures/broken.yml": BROKEN})
    build_project(project, "serve", strict=False)
    text = read_page(home.read_text("utf-8")).text
    assert "content/tiny/2566/measures/broken.yml:2:1" in text
    assert "OIT101 ไม่รู้จักคีย์ «measurs» — หมายถึง «measures» หรือไม่" in text
    assert (project.parent / "site/tiny/2566/measures/topic-service/index.html").is_file()
    assert "WARNING" in {line.split()[0] for line in said(caplog)}
    broken.write_text(BROKEN.replace("measurs", "measures").replace("11", "10"), "utf-8")
    build_project(project, "serve", strict=False)
    assert "broken.yml" not in read_page(home.read_text("utf-8")).text
    assert (project.parent / "site/tiny/2566/measures/broken/index.html").is_file()


FILES = (
    "agency.yml",
    "2566/assessment.yml",
    "2566/oit.yml",
    "2566/report.yml",
    "2566/measures/ind-09-disclosure.yml",
    "2566/measures/topic-service.yml",
)
DAMAGE = {
    "empty": "",
    "no YAML": "a: [",
    "a text": "ข้อความ\n",
    "a list": "- ก\n- ข\n",
    "unknown keys": "foo: bar\n",
    "wrong types": "name: [ก]\ntitle: {ก: ข}\nmeasures: ก\nscores: ก\nO1: ก\npreface: {ก: ข}\n",
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("file", FILES)
def test_a_preview_can_render_whatever_is_broken(tmp_path, file, damage):
    """An exception would freeze the preview: with any file damaged, every page is still made."""
    small_project(tmp_path)
    write(tmp_path, {f"content/tiny/{file}": DAMAGE[damage]})
    plan = plan_site(load_source(tmp_path / "content", "content"))
    assert plan.problems
    for page in plan.plans.values():
        if page.uri == "" or page.uri.startswith("tiny/"):
            assert render_page(page, plan.plans, plan.elsewhere).body


# ---------------------------------------------------------------- hostile content


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Return the built site of content whose every text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = small_project(folder, "hostile")
    for path in (folder / "content").rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("HOSTILE", json.dumps(HOSTILE)), "utf-8")
    build_project(settings)
    return folder


def unfilled(model, where):
    """Yield the fields of *model*, and of the models in it, that hold nothing."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value is None or value == () or value == {}:
            yield f"{where}.{name}"
        for inner in value if isinstance(value, tuple) else (value,):
            if hasattr(type(inner), "model_fields"):
                yield from unfilled(inner, f"{where}.{name}")


def test_the_hostile_content_fills_every_field(hostile):
    """The fixture has a value for each field of agency, assessment, issue, measure and report."""
    agency = load_source(hostile / "content", "content").agencies[0]
    year = agency.years[0]
    records = {
        "agency": agency.agency.value,
        "assessment": year.assessment.value,
        "issue": year.issues[0].value,
        "report": year.report.value,
    }
    empty = [field for name, record in records.items() for field in unfilled(record, name)]
    # A field may stay empty in a second place when the same model is filled in a first.
    known = re.compile(
        r"\.(children|links|printed_no|start|end|title|number|year|url|kind|checked|printed|problems|suggestions)$"
    )
    assert [] == [field for field in empty if not known.search(field)]


def test_hostile_text_stays_text_on_every_page(hostile):
    """No page has a script, a handler or a title made by the content, and the text stands there as it was typed."""
    pages = pages_of(hostile / "site")
    shown = {address for address, page in pages.items() if HOSTILE in page.text}
    assert {"", "tiny/", "tiny/2566/measures/hostile/", "tiny/2566/oit/o1/", "tiny/2566/todo/"} <= shown
    for address, page in pages.items():
        assert [] == [t for t in page.tags if any(name.startswith("on") for name in t.attributes)], address
        assert [] == [t for t in page.find("script") if "article" in t.around], address
        assert "49" not in page.title, address
        assert ["head"] == [t.around[-1] for t in page.find("title") if "svg" not in t.around], address
    made = pages["tiny/2566/measures/hostile/"]
    assert f"{HOSTILE} - เว็บไซต์ทดลอง" == made.title
    assert [HOSTILE] == [tag.attributes["content"] for tag in made.find("meta", name_="description")]
    assert "ปีงบประมาณ พ.ศ. 2566 - เว็บไซต์ทดลอง" == pages["tiny/2566/"].title
    assert HOSTILE in pages["tiny/2566/"].find("meta", name_="description")[0].attributes["content"]


def test_hostile_text_is_not_live_in_the_source_of_a_page(hostile):
    """What the content calls a script, a closing title or a template never stands in the HTML as such."""
    for path, content in files_of(hostile / "site").items():
        if path.endswith(".html"):
            text = content.decode()
            assert "<script>alert" not in text, path
            assert text.count("<title") == text.count("</title>"), path
            # Within linked data a quote is a letter of JSON; no bracket stands there that could end it.
            text = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text)
            assert '"onmouseover' not in text.replace('<p>"onmouseover="x{{ 7*7 }}</p>', ""), path


def test_hostile_text_keeps_the_search_index_valid(hostile):
    """The index is JSON that holds the content's text as it is; the browser shows it as text (test_browser_hostile)."""
    texts = [text for entry in entries_of(hostile / "site").values() for text in entry]
    assert any("alert(1)" in text for text in texts)


def test_hostile_text_leads_nowhere(hostile):
    """Each link of the site to another host is one that the content states as an address."""
    site = hostile / "site"
    pages = pages_of(site)
    assert {link for _, link in foreign_links(pages, SMALL_URL)} == {
        LICENCE,
        "https://hostile.example/?a=1&b=2",
        *(f"https://hostile.example/{letter}" for letter in "cwlrmse"),
    }
    assert [] == broken_links(site, pages, SMALL_URL)


def test_every_shipped_edition_has_its_pages(built):
    """Each item of each edition of the catalogue has a page."""
    missing = [
        f"oit/{year}/{item.code.lower()}/"
        for year, edition in shipped_catalogues().items()
        for item in edition.items
        if not (built / f"oit/{year}/{item.code.lower()}/index.html").is_file()
    ]
    assert [] == missing


# ---------------------------------------------------------------- how pages look


def test_thai_numerals_are_for_pages_only(project):
    """With `numerals: thai`, text, titles and authored pages show Thai digits; codes, addresses and data do not."""
    change(project, "oit: {}", "oit: {numerals: thai}")
    build_project(project)
    site = project.parent / "site"
    pages = pages_of(site)
    year = pages["tiny/2566/"]
    assert "ปีงบประมาณ พ.ศ.\u00a0๒๕๖๖" in year.text
    assert "๒๕๖๖" in year.title
    assert "2566" not in re.sub(r"https?://\S+", "", year.text)
    assert "O12" in pages["tiny/2566/oit/"].text
    assert "O๑๒" not in pages["tiny/2566/oit/"].text
    assert [] == broken_links(site, pages, SMALL_URL)
    data = [path.read_text("utf-8-sig") for path in site.rglob("*.csv") if "evidence" not in path.parts]
    assert any("2566" in text for text in data)


def test_pages_wear_the_colour_of_their_agency_or_of_the_site(project):
    """An agency with a colour has it on its pages; all others, the one for missing ones too, have the site's."""
    with (project.parent / "content/tiny/agency.yml").open("a", encoding="utf-8") as file:
        file.write('colour: "#123456"\n')
    write(project.parent, {"content/other/agency.yml": "name: หน่วยงานอื่น\n"})
    change(project, "oit: {}", 'oit: {colour: "#7A1F3D"}')
    build_project(project, strict=False)
    site = project.parent / "site"
    assert "--brand:#123456" in (site / "tiny/theme.css").read_text("utf-8")
    assert "--brand:#7a1f3d" in (site / "theme.css").read_text("utf-8")
    for address, page in pages_of(site).items():
        worn = [tag.attributes["href"] for tag in page.find("link", rel="stylesheet")]
        worn = [urljoin(f"/{address}", href) for href in worn if href.endswith("theme.css")]
        assert ["/tiny/theme.css" if address.startswith("tiny/") else "/theme.css"] == worn, address


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('"#ffd700"', "ตัวอักษรขาวบนสี #ffd700 มีความต่างสี 1.4:1 ต้องไม่ต่ำกว่า 4.5:1 เลือกสีที่เข้มขึ้น"),
        ("'น้ำเงิน'", 'สี «น้ำเงิน» อ่านไม่ได้ เขียนเป็นรหัสสีหกหลัก เช่น "#14325c"'),
        ("#14325c", 'รหัสสีต้องอยู่ในเครื่องหมายคำพูด เช่น colour: "#14325c"'),
        ("142536", 'รหัสสีต้องอยู่ในเครื่องหมายคำพูด เช่น colour: "#14325c"'),
    ],
)
def test_a_colour_of_the_site_that_is_none_stops_at_its_line(project, written, said):
    """What is no colour, carries no white text or lost its quotes is refused in Thai, before anything is written."""
    change(project, "oit: {}", f"oit:\n    colour: {written}")
    with pytest.raises(PluginError, match=re.escape(f"mkdocs.yml:16: colour: {said}")):
        read_settings(project)
    with pytest.raises(Abort):
        build_project(project)
    assert not (project.parent / "site").exists()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("template: nowhere.html", "ไม่ใช้ template ในส่วนหัวของหน้า ทุกหน้าใช้แบบเดียวกัน", id="a template"),
        pytest.param("hide: 3", "«hide» ในส่วนหัวของหน้าต้องเป็นรายการ จึงไม่ถูกใช้", id="a number for a list"),
        pytest.param("description: [ก]", "«description» ในส่วนหัวของหน้าต้องเป็นข้อความ จึงไม่ถูกใช้", id="a list for a text"),
        pytest.param("{kind: checklist, scripts: 3}", None, id="what only made pages say"),
    ],
)
def test_what_the_theme_would_stumble_over_is_passed_over(project, tmp_path, caplog, head, expected):
    """A page is made whatever its head says; who wrote it is told where. A live preview would else stand still."""
    (tmp_path / "content" / "pages" / "x.md").write_text(f"---\n{head}\n---\n# ก\n", "utf-8")
    build_project(project, strict=False)
    where = "WARNING oit: content/pages/x.md:1:1: "
    assert ([where + expected] if expected else []) == said(caplog)
    assert "checklist.js" not in (tmp_path / "site" / "x" / "index.html").read_text("utf-8")
