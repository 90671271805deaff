"""Measure a build from YAML against plain `mkdocs build` on the same text, written beforehand as Markdown.

    scripts/bench --pages 500 2000 --rounds 5 --check
    scripts/bench --portal --check

Both sites have the same addresses, titles, theme and nav, and both can be searched: ours by its own index, the other
by the search plugin of MkDocs. The builds run in turns, each as a process of its own. The text is made up here and
the same in every run. Everything is written below the temporary folder; on a busy disk the time of writing hides the
rest: `TMPDIR=/dev/shm scripts/bench` leaves the disk out.

`--portal` measures a portal of 245 agencies with 2,000 issues instead: what `oit check` costs beside its build, and
what share of the build makes the open data.

`oit_site`, MkDocs and markdownify are imported inside functions that run in another process or after the measuring:
Linux counts the memory of the process that starts a build towards the peak of that build.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import multiprocessing
import os
import pstats
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from oit_site.model import OitItem
    from oit_site.render import RenderedPage

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("oit", "markdown")
"""The two sites: ours from YAML, and the same text as Markdown."""

MOST_TIME = 0.60
"""Our wall time over that of plain MkDocs, at most."""
MOST_GROWTH = 1.1
"""Our wall time may grow this many times as fast as the number of pages (4.4 from 500 to 2,000)."""
MOST_MEMORY = 160
"""Our peak memory in MiB, at most."""
MOST_CHECK = 0.25
"""The wall time of `oit check` over that of the build of the same content, at most."""
MOST_EXPORTS = 0.15
"""The share of a build that goes into making the open data, at most."""
MOST_OFF = 0.05
"""How far apart the words of the two sites may be, as a share."""

EDITION = 2566
YEARS = (2565, 2566, 2567)
ISSUES_PER_YEAR = 10

# ---------------------------------------------------------------- made-up text

ACTIONS = ("ทบทวน", "ปรับปรุง", "เผยแพร่", "จัดทำ", "ติดตาม", "ชี้แจง", "รวบรวม", "ตรวจทาน", "วางแผน", "สรุป", "ประเมิน")
THINGS = (
    "ขั้นตอนการให้บริการที่จุดเดียว",
    "คู่มือการปฏิบัติงานของทุกกลุ่ม",
    "แผนการใช้จ่ายงบประมาณรายไตรมาส",
    "ประกาศจัดซื้อจัดจ้างที่ค้างอยู่",
    "ช่องทางรับเรื่องร้องเรียน",
    "ทะเบียนทรัพย์สินและการยืมใช้",
    "แบบมอบหมายงานรายบุคคล",
    "ข้อมูลสถิติผู้รับบริการ",
    "แนวทางป้องกันผลประโยชน์ทับซ้อน",
    "หลักเกณฑ์การประเมินผลบุคลากร",
    "ข้อมูลติดต่อบนเว็บไซต์",
    "แผนที่ความเสี่ยงการทุจริต",
    "คำถามที่ประชาชนถามบ่อย",
    "รายงานผลรอบหกเดือน",
)
WAYS = (
    "ร่วมกับผู้แทนทุกกลุ่มงาน",
    "ผ่านที่ประชุมประจำเดือน",
    "โดยเทียบกับผลของปีก่อน",
    "ตามปฏิทินงานที่กำหนดไว้",
    "พร้อมตัวอย่างที่อ่านง่าย",
    "ด้วยแบบฟอร์มเดียวกันทั้งหน่วยงาน",
    "หลังรับฟังความเห็นผู้รับบริการ",
    "และบันทึกผู้รับผิดชอบไว้ทุกครั้ง",
    "ก่อนเริ่มไตรมาสถัดไป",
    "ทั้งในระบบและที่ป้ายประกาศ",
)
AIMS = (
    "เพื่อให้ประชาชนตรวจสอบได้",
    "เพื่อลดเวลารอของผู้รับบริการ",
    "เพื่อให้บุคลากรเข้าใจตรงกัน",
    "เพื่อปิดจุดเสี่ยงที่พบในปีก่อน",
    "เพื่อให้ข้อมูลเป็นปัจจุบัน",
    "เพื่อให้การใช้เงินคุ้มค่า",
    "เพื่อตอบข้อสังเกตของผู้ประเมิน",
    "เพื่อสร้างความเชื่อมั่นต่อหน่วยงาน",
)
GROUPS = ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน", "กลุ่มการเงิน", "กลุ่มพัสดุ", "กลุ่มบุคคล", "กลุ่มกฎหมาย", "หน่วยตรวจสอบภายใน")


def sentence(random: Random) -> str:
    """Return a sentence that hardly ever comes twice."""
    tail = random.choice(WAYS + AIMS)
    return f"{random.choice(ACTIONS)}{random.choice(THINGS)} {tail} ครั้งที่ {random.randint(1, 99)}"


def sentences(random: Random, number: int) -> list[str]:
    """Return *number* sentences."""
    return [sentence(random) for _ in range(number)]


# ---------------------------------------------------------------- the content folder


@dataclass(frozen=True)
class Size:
    """How many agencies, agency-years and issues give a site of so many pages."""

    agencies: int
    years: int
    issues: int


def plan_size(pages: int) -> Size:
    """Return the size of a site of *pages* pages, the catalogue and the authored pages included."""
    from oit_site.load import shipped_catalogues

    catalogues = shipped_catalogues()
    fixed = 6 + sum(1 + len(edition.items) for edition in catalogues.values())
    of_year = 6 + len(catalogues[EDITION].items)
    years = max(1, round((pages - fixed) / (of_year + ISSUES_PER_YEAR + 1 / len(YEARS))))
    agencies = -(-years // len(YEARS))
    issues = pages - fixed - agencies - years * of_year
    if issues < years:
        raise SystemExit(f"{pages} pages are too few: give at least {fixed + 1 + of_year + ISSUES_PER_YEAR}")
    return Size(agencies, years, issues)


PORTAL = Size(agencies=245, years=245, issues=2000)
"""The offices of one ministry, each with one year."""


def write_yaml(path: Path, tree: object) -> None:
    """Write *tree* as an officer would type it: block style, one paragraph a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(tree, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10**6)
    path.write_text(text, encoding="utf-8")


def write_content(folder: Path, size: Size) -> None:
    """Write a content folder of *size* with its authored pages."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    random = Random("pages")
    for name, title in (("about", "เกี่ยวกับเว็บไซต์นี้"), ("contact", "ติดต่อ")):
        text = "\n\n".join(sentences(random, 8))
        (pages / f"{name}.md").write_text(f"# {title}\n\n## ช่องทาง {{#channels}}\n\n{text}\n", encoding="utf-8")
    for index in range(size.agencies):
        write_yaml(folder / f"office-{index + 1:03}" / "agency.yml", agency(index + 1))
    for index in range(size.years):
        number, place = divmod(index, -(-size.years // size.agencies))
        issues = size.issues // size.years + (index < size.issues % size.years)
        write_year(folder / f"office-{number + 1:03}" / str(YEARS[place]), YEARS[place], issues)


PDF = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [4 0 R] /Count 1>> endobj
3 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
4 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 90] /Contents 5 0 R /Resources <</Font <</F 3 0 R>>>>>> endobj
5 0 obj <</Length 82>> stream
BT /F 12 Tf 9 50 Td (Annual action plan of %-26s) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
"""
"""A page with one line of text: the name of its file."""


def agency(number: int) -> dict[str, Any]:
    """Return the agency.yml of agency *number*."""
    return {
        "name": f"สำนักงานทดสอบความเร็วแห่งที่ {number}",
        "short_name": f"สทร. {number}",
        "kind": "หน่วยงานทดสอบ",
        "parents": ["กรมทดสอบ"],
        "websites": ["https://www.example.go.th/"],
        "groups": list(GROUPS),
        "about": "หน่วยงานนี้สร้างขึ้นเพื่อวัดเวลาสร้างเว็บไซต์",
    }


def write_year(folder: Path, fiscal_year: int, issues: int) -> None:
    """Write the files of one fiscal year (พ.ศ.) with so many issues."""
    from oit_site.load import shipped_catalogues

    random = Random(f"{folder.parent.name}/{fiscal_year}")
    write_yaml(folder / "assessment.yml", assessment(random, fiscal_year))
    texts = {name: sentences(random, 4) for name in ("preface", "summary", "rationale", "results_intro")}
    write_yaml(folder / "report.yml", {"doc_type": "combined", "fiscal_year": fiscal_year, **texts})
    for number in range(1, issues + 1):
        write_yaml(folder / "measures" / f"ind-{number:02}.yml", issue(random, number, fiscal_year))
    disclosures: dict[str, Any] = {"edition": EDITION}
    for item in shipped_catalogues()[EDITION].items:
        disclosures[item.code] = disclosure(random, item, fiscal_year)
    write_yaml(folder / "oit.yml", disclosures)
    files = {e["file"] for d in disclosures.values() if isinstance(d, dict) for e in d["evidence"] if "file" in e}
    for name in sorted(files):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PDF % name.encode())


def assessment(random: Random, fiscal_year: int) -> dict[str, Any]:
    """Return the assessment.yml of a year; its totals agree with the formula."""
    values = {no: Decimal(random.randint(8500, 10000)) / 100 for no in range(1, 11)}
    parts = {
        code: (weight * sum(values[no] for no in numbers) / len(numbers)).quantize(Decimal("0.01"))
        for code, weight, numbers in (
            ("iit", Decimal("0.3"), range(1, 6)),
            ("eit", Decimal("0.3"), range(6, 9)),
            ("oit", Decimal("0.4"), range(9, 11)),
        )
    }
    scores = {
        "fiscal_year": fiscal_year - 1,
        "total": str(sum(parts.values())),
        "weighted": {code: str(value) for code, value in parts.items()},
        "indicators": [{"no": no, "score": str(value)} for no, value in values.items()],
    }
    history = [{"fiscal_year": fiscal_year - back, "score": f"{90 - back}.50"} for back in (4, 3, 2)]
    return {
        "result_year": fiscal_year - 1,
        "scores": [scores],
        "narrative": sentences(random, 2),
        "strengths": [{"indicator": 9, "text": sentence(random)}],
        "history": {"heading": "คะแนนย้อนหลัง", "points": history},
    }


def issue(random: Random, number: int, fiscal_year: int) -> dict[str, Any]:
    """Return an issue of about 5 KB."""
    indicator = (number - 1) % 10 + 1
    return {
        "title": f"{random.choice(ACTIONS)}{random.choice(THINGS)} ชุดที่ {number}",
        "indicators": [indicator],
        "oit_edition": EDITION,
        "survey_questions": [{"code": f"i{random.randint(1, 30)}", "text": sentence(random)}],
        "weaknesses": sentences(random, 2),
        "improvements": sentences(random, 2),
        "narrative": f"{sentence(random)}\n\n- {sentence(random)}\n- **{sentence(random)}**\n",
        "summary_plain": sentence(random),
        "measures": [measure(random, fiscal_year) for _ in range(random.choice((1, 2, 2)))],
        "approved": {"position": "ผู้อำนวยการ", "on": f"{fiscal_year - 543}-01-{random.randint(1, 28):02}"},
        "updated": f"{fiscal_year - 543}-03-{random.randint(1, 28):02}",
    }


def measure(random: Random, fiscal_year: int) -> dict[str, Any]:
    """Return a measure with every part that the OIT items ask for."""
    year = fiscal_year - 543
    return {
        "title": sentence(random),
        "responsible": [random.choice(GROUPS)],
        "steps": sentences(random, 3),
        "monitoring": sentences(random, 1),
        "monitored_by": ["ผู้อำนวยการ"],
        "timeframe": [{"text": f"ปีงบประมาณ {fiscal_year}", "start": f"{year - 1}-10-01", "end": f"{year}-09-30"}],
        "results": sentences(random, 1),
        "outcomes": sentences(random, 1),
        "problems": "ไม่มี",
        "suggestions": sentence(random),
        "budget": {"amount": f"{random.randint(1, 90)},000"},
        "oit": [f"O{random.randint(1, 41)}"],
    }


def disclosure(random: Random, item: OitItem, fiscal_year: int) -> dict[str, Any]:
    """Return what oit.yml says of *item*: evidence for most, some partly met, missing or not applicable."""
    said = {"owner": random.choice(GROUPS), "explain": sentence(random), "evidence": []}
    fate = random.random()
    if item.site_page:
        return said
    if fate < 0.03:
        return {**said, "not_applicable": sentence(random)}
    if fate < 0.10:
        return {**said, "due": f"{fiscal_year - 543}-09-30"}
    if fate < 0.20 and len(item.required) > 1:
        first = evidence(random, item, fiscal_year) | {"elements": [item.required[0].id]}
        return {**said, "status": "partial", "evidence": [first]}
    number = random.choice((1, 1, 2))
    return {**said, "evidence": [evidence(random, item, fiscal_year) for _ in range(number)]}


def evidence(random: Random, item: OitItem, fiscal_year: int) -> dict[str, Any]:
    """Return one piece of evidence: an address elsewhere, a file or an authored page."""
    code = item.code.lower()
    place = random.choices(
        (
            {"url": f"https://www.example.go.th/{fiscal_year}/{code}/{random.randint(1, 999)}"},
            {"file": f"evidence/{code}.pdf"},
            {"page": "contact.md#channels"},
        ),
        (6, 3, 1),
    )[0]
    asked = item.period.year + fiscal_year - EDITION if item.period.year else fiscal_year
    return {
        "title": f"{item.title} ฉบับที่ {random.randint(1, 9)}",
        **place,
        "published": f"{fiscal_year - 543}-02-{random.randint(1, 28):02}",
        "covers_fiscal_year": asked,
        "menu_path": f"หน้าแรก > ข้อมูลสาธารณะ > {item.code}",
    }


# ---------------------------------------------------------------- the same text as Markdown


def write_markdown(pages: Sequence[RenderedPage], folder: Path) -> None:
    """Write the bodies of *pages* as Markdown files that get the same addresses."""
    from bs4 import BeautifulSoup

    soups = {page.plan.uri: BeautifulSoup(page.body, "html.parser") for page in pages}
    for soup in soups.values():
        simplify(soup)
    headings = {
        uri: {str(h["id"]) for h in soup.find_all(re.compile("^h[1-6]$"), id=True)} for uri, soup in soups.items()
    }
    for page in pages:
        uri, plan = page.plan.uri, page.plan
        point_links_at_files(soups[uri], uri, headings)
        meta = {"title": plan.title, "description": plan.description or plan.title, "hide": ["navigation", "toc"]}
        front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10**6)
        path = folder / uri / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front}---\n\n{markdown_of(soups[uri])}\n", encoding="utf-8")


def simplify(soup: BeautifulSoup) -> None:
    """Bring the HTML of a page down to what Markdown can say."""
    for gone in soup.select("svg, .oit-label, .oit-sr"):
        gone.decompose()
    for title in soup.select("article > h3[id$=-title]"):
        # A measure's address is that of its box; Markdown has only its heading.
        title["id"] = str(title["id"]).removesuffix("-title")
    for pair in soup.select("dl > div"):
        pair.name = "li"
    for term in soup.find_all("dt"):
        term.name = "strong"
        term.insert_after(" ")
    for said in soup.find_all("dd"):
        said.unwrap()
    for listing in soup.find_all("dl"):
        listing.name = "ul"


def point_links_at_files(soup: BeautifulSoup, here: str, headings: Mapping[str, set[str]]) -> None:
    """Turn the links between pages into links between Markdown files, which MkDocs checks."""
    for link in soup.select("a[href]"):
        path, _, anchor = str(link["href"]).partition("#")
        if not path and anchor not in headings[here]:
            # The rows of a table have addresses in our pages only.
            link.unwrap()
        if ":" in path or not path.endswith("/"):
            continue
        there = os.path.normpath(f"/{here}{path}").lstrip("/")
        made = headings.get(f"{there}/" if there else "")
        file = f"{path.removesuffix('/')}.md" if made is None else f"{path.removeprefix('./')}index.md"
        link["href"] = f"{file}#{anchor}" if anchor and (made is None or anchor in made) else file


def markdown_of(soup: BeautifulSoup) -> str:
    """Return *soup* as Markdown, with the ids of its headings."""
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        """Writes lists that Python-Markdown nests, and the attributes of headings."""

        def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:
            text = super().convert_hN(n, el, text, parent_tags).strip()  # type: ignore[misc]
            named = f" {{#{el['id']}}}" if el.has_attr("id") else ""
            return f"\n\n{text}{named}\n\n"

        def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
            mark = f"{1 + len(el.find_previous_siblings('li'))}." if el.parent.name == "ol" else "-"
            if "_inline" in parent_tags:
                return f"{text.strip()} · "
            lines = [line for line in text.strip().split("\n") if line.strip()]
            return f"{mark:4}" + "\n    ".join(lines) + "\n"

    return str(Converter(heading_style=ATX).convert_soup(soup))


# ---------------------------------------------------------------- both sites, ready to build


def prepare(folder: Path, pages: int) -> str:
    """Write both sites of about so many pages into *folder*, ready to build. Return what they hold, in words."""
    from oit_site.load import load_source
    from oit_site.site import build_site, summary_line

    size = plan_size(pages)
    content = folder / "content"
    write_content(content, size)
    site = build_site(load_source(content))
    docs = folder / "docs"
    shutil.copytree(content / "pages", docs)
    write_markdown(site.pages, docs)
    for export in site.exports:
        (docs / export.uri).parent.mkdir(parents=True, exist_ok=True)
        content = export.content
        (docs / export.uri).write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    for kind in KINDS:
        write_yaml(folder / f"{kind}.yml", settings(kind, size.agencies))
    return summary_line(site.counts, site.problems)


def settings(kind: str, agencies: int) -> dict[str, Any]:
    """Return the mkdocs.yml of one of the two sites: the repository's own, with a short nav for both."""
    from mkdocs.utils.yaml import yaml_load

    with (ROOT / "mkdocs.yml").open("rb") as file:
        own: dict[str, Any] = yaml_load(file)
    own["theme"]["custom_dir"] = str(ROOT / own["theme"]["custom_dir"])
    search = {"search": {"lang": "en", "separator": r"[\s\-\u200b]+"}}
    own["plugins"] = {"oit": {"content": "content"}} if kind == "oit" else search
    named = {f"หน่วยงานที่ {number}": f"office-{number:03}/index.md" for number in range(1, min(agencies, 6) + 1)}
    nav = {"หน้าแรก": "index.md", **named, "รายการข้อ OIT": "oit/index.md", "เกี่ยวกับเว็บไซต์นี้": "about.md"}
    return own | {
        "docs_dir": "content/pages" if kind == "oit" else "docs",
        "site_dir": f"site-{kind}",
        "nav": [{title: path} for title, path in nav.items()],
        "not_in_nav": "*",
    }


@dataclass(frozen=True)
class Held:
    """What a built site holds, counted on its pages from the h1 to the footer."""

    pages: frozenset[str]
    words: int
    letters: int
    links: int


_BODY = re.compile(r"<h1\b.*?<footer\b", re.DOTALL)
_UNSEEN = re.compile(r'<(svg|script|style)\b.*?</\1>|<span class="oit-(?:label|sr)".*?</span>|<[^>]+>', re.DOTALL)


def count_site(folder: Path) -> Held:
    """Return what the built site in *folder* holds."""
    pages = sorted(folder.rglob("index.html"))
    bodies = ["".join(_BODY.findall(page.read_text(encoding="utf-8"))[:1]) for page in pages]
    words = [word for body in bodies for word in _UNSEEN.sub(" ", body).split()]
    return Held(
        pages=frozenset(page.relative_to(folder).as_posix() for page in pages),
        words=len(words),
        letters=sum(map(len, words)),
        links=sum(body.count("<a ") for body in bodies),
    )


# ---------------------------------------------------------------- measuring


@dataclass(frozen=True)
class Run:
    """One build: wall and CPU time in seconds, peak memory in MiB."""

    wall: float
    cpu: float
    peak: float


def run_build(folder: Path, kind: str) -> Run:
    """Build one site from nothing, in a process of its own; leave when it fails or warns."""
    shutil.rmtree(folder / f"site-{kind}", ignore_errors=True)
    return run_module(folder, kind, "mkdocs", "build", "--strict", "--config-file", f"{kind}.yml")


def run_module(folder: Path, name: str, *command: str) -> Run:
    """Run `python -m *command*` in *folder*; leave when it fails."""
    with (folder / f"{name}.log").open("wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", *command], cwd=folder, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    # wait4 has taken the process away from Popen, which would otherwise wait for it again.
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} fails:\n" + (folder / f"{name}.log").read_text(encoding="utf-8")[-3000:])
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


TIMED_EXPORTS = """
import sys, time
start = time.perf_counter()
import oit_site.site as site
from mkdocs.__main__ import cli
made = site.make_exports
def timed(*given):
    begin = time.perf_counter()
    try:
        return made(*given)
    finally:
        timed.spent += time.perf_counter() - begin
timed.spent = 0.0
site.make_exports = timed
cli(["build", "--quiet", "--config-file", sys.argv[1]], standalone_mode=False)
print(timed.spent / (time.perf_counter() - start))
"""
"""A build in a process of its own that says which share of its time made the open data."""


def share_of_exports(folder: Path) -> float:
    """Build the site of *folder* and return the share of its wall time that made the open data."""
    shutil.rmtree(folder / "site-oit", ignore_errors=True)
    command = [sys.executable, "-c", TIMED_EXPORTS, "oit.yml"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def measure_portal(folder: Path, rounds: int) -> bool:
    """Print what a large portal costs to build and to check; return whether the check is cheap enough.

    Every run but the first finds the cache of the evidence files, as in daily work.
    """
    write_content(folder / "content", PORTAL)
    write_yaml(folder / "oit.yml", settings("oit", PORTAL.agencies))
    run_build(folder, "oit")
    print((folder / "oit.log").read_text(encoding="utf-8").strip().splitlines()[-2], flush=True)
    runs: dict[str, list[Run]] = {"build": [], "check": []}
    for _ in range(rounds):
        runs["build"].append(run_build(folder, "oit"))
        runs["check"].append(run_module(folder, "check", "oit_site", "check", "-f", "oit.yml"))
    for name, of in runs.items():
        print(f"  {name:9} wall {spread([r.wall for r in of])} s, peak {spread([r.peak for r in of], 0)} MiB")
    shares = [check.wall / build.wall for check, build in zip(runs["check"], runs["build"], strict=True)]
    exports = [share_of_exports(folder) for _ in range(rounds)]
    cheap = report_verdict("wall time of `oit check` over that of the build", statistics.median(shares), MOST_CHECK)
    return report_verdict("share of the build that makes open data", statistics.median(exports), MOST_EXPORTS) and cheap


def measure_rounds(folder: Path, rounds: int) -> dict[str, list[Run]]:
    """Return the runs of each kind; the two take turns, so that a slow moment of the machine hits both."""
    runs: dict[str, list[Run]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind in KINDS:
            runs[kind].append(run_build(folder, kind))
    return runs


# ---------------------------------------------------------------- the report


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Return median, least and most: `1.23 (1.20–1.31)`."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratios(runs: Mapping[str, Sequence[Run]], of: str) -> list[float]:
    """Return our figure over that of plain MkDocs, round by round."""
    return [getattr(a, of) / getattr(b, of) for a, b in zip(runs["oit"], runs["markdown"], strict=True)]


def report_pages(folder: Path, pages: int, runs: Mapping[str, Sequence[Run]]) -> bool:
    """Print the figures of one size; return whether both sites hold the same."""
    held = {kind: count_site(folder / f"site-{kind}") for kind in KINDS}
    print(f"\n{pages} pages   {'wall s':20} {'CPU s':20} {'peak MiB':15} pages    words   letters    links")
    for kind in KINDS:
        of, has = runs[kind], held[kind]
        print(
            f"  {kind:9} {spread([r.wall for r in of]):20} {spread([r.cpu for r in of]):20} "
            f"{spread([r.peak for r in of], 0):15} {len(has.pages):5} {has.words:8} {has.letters:9} {has.links:8}"
        )
    by_round = " ".join(f"{ratio:.2f}" for ratio in ratios(runs, "wall"))
    print(f"  ratio     wall {by_round}, median {statistics.median(ratios(runs, 'wall')):.2f}; ", end="")
    print(f"CPU median {statistics.median(ratios(runs, 'cpu')):.2f}")
    only = held["oit"].pages ^ held["markdown"].pages
    if only:
        print(f"  only one site has: {', '.join(sorted(only)[:5])}")
    return not only and abs(held["oit"].words / held["markdown"].words - 1) <= MOST_OFF


def verdicts(results: Mapping[int, Mapping[str, Sequence[Run]]]) -> Iterator[tuple[str, float, float]]:
    """Yield each target: what it is, the figure reached, and the most it may be."""
    least, most = min(results), max(results)
    for pages, runs in sorted(results.items()):
        yield f"wall time over plain MkDocs, {pages} pages", statistics.median(ratios(runs, "wall")), MOST_TIME
    if least != most:
        walls = {pages: statistics.median(run.wall for run in results[pages]["oit"]) for pages in (least, most)}
        yield f"growth of wall time {least} → {most} pages", walls[most] / walls[least], MOST_GROWTH * most / least
    peak = statistics.median(run.peak for run in results[most]["oit"])
    yield f"peak memory in MiB, {most} pages", peak, MOST_MEMORY


def report_verdicts(results: Mapping[int, Mapping[str, Sequence[Run]]], alike: bool) -> bool:
    """Print each target with PASS or FAIL; return whether all are met."""
    print()
    passed = alike
    print(f"{'PASS' if alike else 'FAIL'}  both sites hold the same pages, and as many words within {MOST_OFF:.0%}")
    for name, reached, limit in verdicts(results):
        passed &= report_verdict(name, reached, limit)
    return passed


def report_verdict(name: str, reached: float, limit: float) -> bool:
    """Print one target with PASS or FAIL; return whether it is met."""
    print(f"{'PASS' if reached <= limit else 'FAIL'}  {name}: {reached:.2f} (at most {limit:.2f})")
    return reached <= limit


def profile_build(folder: Path, order: str) -> None:
    """Build our site in this process under cProfile and print the 25 functions that take most."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with working_in(folder), cProfile.Profile() as profile:
        build(load_config("oit.yml"))
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats(order).print_stats(25)
    print(re.sub(r"\S*/(?:site-packages|plugins)/", "", text.getvalue()))


def empty_folder(folder: Path) -> Path:
    """Return *folder*, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder.resolve()


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Make *folder* the working folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def read_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[500, 2000], metavar="N", help="sizes of the sites")
    parser.add_argument("--portal", action="store_true", help="measure a portal of 245 agencies instead")
    parser.add_argument("--rounds", type=int, default=5, help="builds of each site (5)")
    parser.add_argument("--check", action="store_true", help="leave with 1 when a target is missed")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the sites into DIR and leave them there")
    parser.add_argument(
        "--profile",
        nargs="?",
        const="tottime",
        choices=("tottime", "cumtime"),
        help="then show where the time of the largest build goes",
    )
    return parser.parse_args()


def main() -> int:
    """Prepare the sites, measure, report. Return the exit code."""
    options = read_options()
    kept = nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory(prefix="oit-bench-")
    with kept as place:
        if options.portal:
            passed = measure_portal(empty_folder(Path(place) / "portal"), options.rounds)
            return int(options.check and not passed)
        folders = {pages: empty_folder(Path(place) / str(pages)) for pages in sorted(set(options.pages))}
        with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
            for pages, summary in zip(folders, pool.map(prepare, folders.values(), folders), strict=True):
                print(f"{pages} pages: {summary}", flush=True)
        results = {pages: measure_rounds(folder, options.rounds) for pages, folder in folders.items()}
        alike = [report_pages(folder, pages, results[pages]) for pages, folder in folders.items()]
        passed = report_verdicts(results, all(alike))
        if options.profile:
            profile_build(folders[max(folders)], options.profile)
    return int(options.check and not passed)


if __name__ == "__main__":
    sys.exit(main())
