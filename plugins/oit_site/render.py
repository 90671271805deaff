"""Facts to pages of HTML, through the body templates. Knows HTML and Jinja; knows neither MkDocs nor the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from oit_site import checklist, crosswalk, facts, history, media, scoring, todo, uris
from oit_site.checklist import EvidenceRow
from oit_site.deep_link import place_of
from oit_site.facts import YearFacts
from oit_site.prose import render_markdown
from oit_site.template_cache import template_cache
from oit_site.thai import arabic_digits, names_period, thai_date
from oit_site.trend import Drawing, draw

_ANCHOR = re.compile(r'<[a-z][^<>]*?\sid="([^"]+)"')
_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page before it is rendered: where it lies, which template makes it, and of what."""

    uri: str
    template: str
    title: str
    crumb: str
    """What the page is called in the breadcrumbs of the pages below it."""
    parent: str | None = None
    """The address of the page above it; None for the home page."""
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    source_path: str | None = None
    """The content file that an editor would change, as problems show it."""
    updated: date | None = None
    """The newest day (ค.ศ.) that the data itself states; None where it states none."""
    previous: str | None = None
    next: str | None = None
    agency: str | None = None
    """The id of the agency that the page is about ("" on the site of one agency); None for the site's own pages."""
    scripts: tuple[str, ...] = ()
    """Names of scripts of the theme (assets/<name>.js) that the page loads beside those of every page."""
    fictional: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A finished page body, with all that a host needs to place it. Text is plain; only `body` is HTML."""

    plan: PagePlan
    body: Markup
    sections: tuple[tuple[str, str], ...]
    """Id and plain title of each h2, in order."""
    anchors: frozenset[str]
    """Every id on the page."""


def render_page(plan: PagePlan, plans: Mapping[str, PagePlan], elsewhere: frozenset[str]) -> RenderedPage:
    """Return the page that *plan* describes.

    *plans* are all made pages by address; *elsewhere* the addresses of files and authored pages. A link to
    anything else is a broken promise of ours and raises LookupError.
    """

    def url(uri: str, anchor: str = "") -> str:
        if uri not in plans and uri not in elsewhere:
            raise LookupError(f"{plan.uri} links to {uri}, which is not part of the site")
        return uris.relative_url(plan.uri, quote(uri), anchor)

    def evidence_url(row: EvidenceRow, year: YearFacts) -> str | None:
        return _evidence_url(row, year, lambda uri: uri in plans or uri in elsewhere, plan.uri)

    body = Markup(
        _template(plan.template).render(
            plan.context,
            plan=plan,
            crumbs=tuple(_crumbs(plan, plans)),
            plans=plans,
            url=url,
            evidence_url=evidence_url,
        )
    )
    return RenderedPage(
        plan=plan,
        body=body,
        sections=tuple(
            (found[1], Markup(_TAG.sub("", found[2])).unescape().strip()) for found in _HEADING.finditer(body)
        ),
        anchors=frozenset(_ANCHOR.findall(body)),
    )


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A file that a page's head points to: its media type, title and full address."""

    type: str
    title: str
    href: str


@dataclass(frozen=True)
class HeadPart:
    """Linked data and links that stand together in the heads of pages; written once, however many pages have it."""

    nodes: tuple[Mapping[str, Any], ...] = ()
    links: tuple[HeadLink, ...] = ()

    @cached_property
    def html(self) -> Markup:
        """The part as HTML: one script a node, for some readers take only one of several in a script."""
        return Markup(_template("_head.html").render(nodes=self.nodes, links=self.links))


def render_head(parts: Iterable[HeadPart]) -> Markup:
    """Return what a page's head says to machines."""
    return Markup("".join([part.html for part in parts]))


def plain_text(html: str) -> str:
    """Return what a reader sees of a title that is HTML."""
    return Markup(html).striptags()


def _crumbs(plan: PagePlan, plans: Mapping[str, PagePlan]) -> Iterator[PagePlan]:
    """Yield the pages above *plan*, the home page first."""
    if plan.parent is not None:
        yield from _crumbs(plans[plan.parent], plans)
        yield plans[plan.parent]


def _evidence_url(row: EvidenceRow, year: YearFacts, known: Callable[[str], bool], here: str) -> str | None:
    """Return what a browser on *here* needs to open the evidence; None where it does not exist."""
    place = place_of(row, year)
    if place.elsewhere:
        return place.url
    return uris.relative_url(here, quote(place.address), place.anchor) if known(place.address) else None


# ---------------------------------------------------------------- the Jinja environment


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("oit_site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=template_cache(),
        # The templates are the program's own: they do not change while it runs.
        auto_reload=False,
    )
    # JSON-LD is read by machines: Thai as letters, a third of its escapes; the order is that of the node.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters.update(
        thai_date=thai_date,
        arabic=arabic_digits,
        markdown=render_markdown,
        score=lambda value: f"{scoring.rounded(value)}",
        points=lambda value: f"{scoring.rounded(value)}",
        file_size=file_size,
        media_name=media.name_of,
        anchor=lambda code: code.lower(),
    )
    environment.globals.update(
        uris=uris,
        INDICATORS=scoring.INDICATORS,
        INSTRUMENTS=scoring.INSTRUMENTS,
        PASS_MARK=scoring.PASS_MARK,
        State=checklist.State,
        Mark=checklist.Mark,
        UNNAMED=checklist.UNNAMED,
        estimated_oit=checklist.estimated_oit,
        gaps=checklist.gaps,
        tally=checklist.tally,
        other_editions=crosswalk.other_editions,
        gaps_of=history.gaps_of,
        moments=history.moments,
        other_years=history.other_years,
        due_of=todo.due_of,
        reports_result=facts.reports_result,
        names_period=names_period,
        draw_trend=draw_trend,
        meter_parts=meter_parts,
        labels=LABELS,
    )
    environment.globals["parts"] = environment.get_template("_parts.html").module
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


# ---------------------------------------------------------------- labels and drawings

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "complete": "ครบถ้วน",
        "partial": "บางส่วน",
        "missing": "ยังไม่เปิดเผย",
        "unconfirmed": "มีหลักฐาน รอยืนยันองค์ประกอบ",
        "na": "ไม่เกี่ยวข้อง",
        "unstated": "ยังไม่ได้กรอก",
        "met": "มีแล้ว",
        "unmet": "ยังขาด",
        "element-unconfirmed": "ยังไม่ยืนยัน",
        "certainty-high": "ยืนยันจากสองแหล่งขึ้นไป",
        "certainty-medium": "พบจากแหล่งเดียว",
        "certainty-low": "ยังไม่ยืนยัน",
        "basis-seen": "พบในเอกสารของหน่วยงานปีเดียวกัน",
        "basis-seen-school": "พบในฉบับสถานศึกษาปีเดียวกัน",
        "basis-seen-other": "พบในฉบับปีใกล้เคียงหรือหน่วยงานประเภทอื่น",
        "basis-recall": "ยังไม่ยืนยัน",
        "period-current": "ข้อมูลปัจจุบัน",
        "period-fy": "ข้อมูลของปีงบประมาณ",
        "period-fy_first_6_months": "ข้อมูล 6 เดือนแรกของปีงบประมาณ",
        "period-prev_fy": "ข้อมูลของปีงบประมาณที่ผ่านมา",
        "period-plan_covering_fy": "แผนที่ใช้บังคับครอบคลุมปีงบประมาณ",
        "period-in_force_fy": "ยังใช้บังคับในปีงบประมาณ",
        "period-analysis_prev_fy_for_fy": "วิเคราะห์ผลปีก่อนเพื่อใช้ในปีงบประมาณ",
        "period-unverified": "ช่วงข้อมูลยังไม่ยืนยัน",
        "variant-general": "หน่วยงานทั่วไป",
        "variant-provincial_education_office": "สำนักงานศึกษาธิการจังหวัด",
        "variant-obec_area": "สำนักงานเขตพื้นที่การศึกษา",
        "variant-school": "สถานศึกษา",
        "variant-ovec": "สถานศึกษาอาชีวศึกษา",
        "kind-page": "หน้าเว็บ",
        "kind-document": "เอกสาร",
        "kind-report": "รายงาน",
        "kind-plan": "แผน",
        "kind-channel": "ช่องทาง",
        "kind-statistics": "สถิติ",
        "kind-link": "ลิงก์",
        "kind-announcement": "ประกาศ",
        "freshness-match": "ตรงปี",
        "freshness-old": "ปีเก่า",
        "freshness-other": "คนละปี",
        "freshness-unstated": "ไม่ระบุปี",
        "open-5": "ข้อมูลเชื่อมโยง",
        "open-3": "ตารางที่โปรแกรมใดก็เปิดได้",
        "open-2": "ตารางคำนวณ",
        "open-1": "เปิดอ่านได้",
        "doc-measures": "มาตรการ",
        "doc-results": "รายงานผล",
        "doc-combined": "มาตรการและรายงานผล",
    }
)
"""The Thai words for the values of enumerations."""


def file_size(size: int) -> str:
    """Return a size in bytes as people read it: ``48 KB``."""
    return f"{size} ไบต์" if size < 1024 else f"{size / 1024:,.0f} KB" if size < 1024**2 else f"{size / 1024**2:,.1f} MB"


def meter_parts(counts: checklist.Tally) -> tuple[tuple[str, float, float, int], ...]:
    """Return name, start, width (0–100) and count of each state that occurs, in a fixed order."""
    parts, start = [], 0.0
    for state in checklist.State:
        if number := counts.states[state]:
            width = 100 * number / counts.items
            parts.append((state.value, round(start, 3), round(width, 3), number))
            start += width
    return tuple(parts)


def draw_trend(points: tuple[facts.TrendPoint, ...], goal: Decimal, width: int, size: int) -> Drawing:
    """Return the drawing of the totals of *points*, *width* units wide with text of *size*, and of the *goal*."""
    return draw(
        [(point.total.printed, float(point.total.value)) for point in points], float(goal), f"เกณฑ์ {goal}", width, size
    )
