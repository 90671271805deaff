"""The pipeline: a `Source` becomes a `Site`. Read this module as the table of contents of the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from oit_site import uris
from oit_site.check import check_addresses, check_source
from oit_site.checklist import ChecklistRow
from oit_site.colour import carries_white_text, colour_css
from oit_site.crosswalk import build_crosswalk
from oit_site.desk import Desk, build_desks
from oit_site.export.build import plan_data, plan_sums
from oit_site.export.desk import plan_desk_files
from oit_site.export.feeds import build_feeds
from oit_site.export.file import Export, ExportPlan, Keep, in_memory, make_exports
from oit_site.export.guide import KINDS, build_guide
from oit_site.export.linked_data import plan_catalog, plan_vocabularies
from oit_site.export.web import plan_web_files
from oit_site.facts import AgencyFacts, SiteFacts, YearFacts, build_facts, edition_of, newest
from oit_site.heads import Heads, build_heads
from oit_site.load import Counts, Located, Source, shipped_synonyms
from oit_site.model import Catalogue, Issue, OitItem, Status
from oit_site.problem import Problem, count_problems, sort_problems, waive
from oit_site.render import PagePlan, RenderedPage, render_page
from oit_site.rules import RULES
from oit_site.search_index import AuthoredPage, SearchIndex, build_index, index_files
from oit_site.settings import Settings
from oit_site.thai import BUDDHIST_OFFSET

REFERENCE_EDITION = 2566
"""The edition (พ.ศ.) that the crosswalk goes by; it is the best confirmed one."""

TITLE = "คุณธรรมและความโปร่งใสของหน่วยงาน"

DEFAULT_SETTINGS = Settings()

_SCRIPTS = {"answers": ("copy",), "todo": ("due",)}
"""The scripts that a year's pages load, by page."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What a site will hold, before a page is rendered, and every problem of the content, sorted."""

    facts: SiteFacts
    plans: Mapping[str, PagePlan]
    """The made pages by address, parents before children."""
    exports: tuple[Export, ...]
    """The evidence files."""
    data: tuple[ExportPlan, ...]
    """The files that are made, not yet made: a check of the content does not pay for them."""
    heads: Heads
    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    """Problems that the site lives with, for a stated reason."""
    counts: Counts
    elsewhere: frozenset[str]
    """The addresses of files and authored pages, which made pages may link to."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that is published, and every problem of the content."""

    pages: tuple[RenderedPage, ...]
    exports: tuple[Export, ...]
    heads: Heads
    """What the heads of the pages say to machines, authored pages among them."""
    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    """Problems that the site lives with, for a stated reason."""
    facts: SiteFacts
    counts: Counts
    search: SearchIndex
    """What search finds; its files are made by `search_exports`, once the host has rendered its authored pages."""


_TELL_SIZES = ("data.html", "year.html", "answers.html", "todo.html", "group.html")
"""The templates of pages that offer made files, and say how large each is."""


def build_site(source: Source, settings: Settings = DEFAULT_SETTINGS, keep: Keep = in_memory) -> Site:
    """Return the whole site for *source*, with all problems that no waiver covers, sorted.

    *keep* says where the made files wait for being published.

    With errors among the problems the site is still whole: what could not be read is a stub, and the host
    decides whether to publish.
    """
    plan = plan_site(source, settings)
    # The files first: some pages tell their sizes.
    files, made = make_exports(plan.data, keep)
    plans = {
        uri: replace(page, context={**page.context, "made": made}) if page.template in _TELL_SIZES else page
        for uri, page in plan.plans.items()
    }
    pages = tuple(render_page(page, plans, plan.elsewhere) for page in plans.values())
    exports = (*plan.exports, *files)
    shipped = {"": (*shipped_synonyms(), *source.synonyms.get("", ()))}
    search = build_index(plan.facts, plan.plans, {**source.synonyms, **shipped})
    return Site(pages, exports, plan.heads, plan.problems, plan.waived, plan.facts, plan.counts, search)


def search_exports(index: SearchIndex, authored: Iterable[AuthoredPage] = ()) -> tuple[Export, ...]:
    """Return the files that search reads, the *authored* pages among what it finds."""
    return tuple(Export(uri, body) for uri, body in index_files(index, authored))


def plan_site(source: Source, settings: Settings = DEFAULT_SETTINGS) -> SitePlan:
    """Return what the site for *source* will hold and all its problems, without rendering a page."""
    facts = build_facts(source)
    desks = build_desks(facts, settings)
    plans = {plan.uri: plan for plan in plan_pages(facts, desks)}
    authored = frozenset(uris.authored_uri(page) for page in source.pages)
    changes = build_feeds(facts.agencies, settings)
    exports, data = tuple(plan_exports(facts, settings)), tuple(plan_data(facts, settings))
    data += tuple(plan_vocabularies(facts, settings))
    datasets, catalog = plan_catalog(facts, data, settings)
    data += catalog
    data += tuple(plan_web_files(facts, changes, settings, data, authored))
    data += tuple(file for desk in desks.values() for file in _desk_files(desk))
    data += (plan_sums(),)
    plans[uris.DATA] = plan_data_page(data, facts, settings)
    titles = {uri: plan.title for uri, plan in plans.items()}
    titles |= {export.uri: "หลักฐาน" for export in exports} | {file.uri: file.title for file in data}
    problems = [
        *source.problems,
        *check_source(source, facts),
        *check_addresses(source.pages, titles, settings.pages_folder),
    ]
    elsewhere = authored | {export.uri for export in exports} | {file.uri for file in data}
    standing, waived = waive(sort_problems(problems), settings.waivers)
    heads = build_heads(facts, changes, datasets, settings)
    return SitePlan(facts, plans, exports, data, heads, standing, waived, source.counts, elsewhere)


def problem_page(problems: tuple[Problem, ...]) -> RenderedPage:
    """Return a home page that lists *problems*: what a live preview shows in place of the real one."""
    errors, warnings = count_problems(problems)
    plan = PagePlan(
        uri=uris.HOME,
        template="problems.html",
        title="พบจุดที่ต้องแก้ในข้อมูล",
        crumb="จุดที่ต้องแก้",
        context={"problems": problems, "errors": errors, "warnings": warnings},
    )
    return render_page(plan, {plan.uri: plan}, frozenset())


def summary_line(counts: Counts, problems: tuple[Problem, ...], waived: tuple[Problem, ...] = ()) -> str:
    """Return the count that ends a run: what was read, and how much of it is wrong."""
    errors, warnings = count_problems(problems)
    line = (
        f"อ่าน {counts.agencies} หน่วยงาน {counts.years} ปี {counts.issues} ประเด็น {counts.measures} มาตรการ "
        f"{counts.disclosures} ข้อที่เปิดเผย จาก {counts.files} ไฟล์: ผิด {errors} เตือน {warnings}"
    )
    return f"{line} ยกเว้นโดยมีเหตุผล {len(waived)}" if waived else line


# ---------------------------------------------------------------- which pages there are


def plan_pages(facts: SiteFacts, desks: Mapping[str, Desk]) -> Iterator[PagePlan]:
    """Yield every made page, parents before children. *desks* are by the addresses of the years."""
    if facts.single is None:
        yield PagePlan(
            uris.HOME,
            "portal.html",
            TITLE,
            "หน้าแรก",
            description="มาตรการ ผลคะแนน ITA และรายการตรวจ OIT ของทุกหน่วยงาน",
            context={"facts": facts, "desks": desks},
        )
    for agency in facts.agencies:
        yield from plan_agency(agency, desks)
    yield from plan_catalogue(facts)
    yield PagePlan(
        uris.SEARCH,
        "search.html",
        "ค้นหาในเว็บไซต์",
        "ค้นหา",
        parent=uris.HOME,
        description="ค้นหามาตรการ ข้อ OIT คะแนน และหน้าทั้งหมดของเว็บไซต์ พร้อมแผนผังเว็บไซต์",
        context={"facts": facts},
    )
    yield PagePlan(
        uris.HELP,
        "rules.html",
        "คู่มือรหัสข้อความเตือน",
        "คู่มือรหัส",
        parent=uris.HOME,
        description="ความหมายและวิธีแก้ของข้อความเตือนทุกรหัส",
        context={"rules": tuple(RULES.values())},
    )


def plan_agency(agency: AgencyFacts, desks: Mapping[str, Desk]) -> Iterator[PagePlan]:
    """Yield the pages of one agency, oldest year first."""
    office = agency.agency
    fictional = office.fictional
    yield PagePlan(
        agency.uri,
        "agency.html",
        office.name,
        office.label,
        parent=uris.HOME if agency.source.id else None,
        description=f"มาตรการ ผลคะแนน ITA และรายการตรวจ OIT ของ{office.name}",
        context={"agency": agency, "desk": desks[agency.latest.uri("year")] if agency.latest else None},
        source_path=agency.source.agency.path,
        agency=agency.source.id,
        fictional=fictional,
    )
    for year in agency.years:
        for plan in plan_year(agency, year, desks[year.uri("year")]):
            yield replace(plan, fictional=fictional, agency=agency.source.id)


def plan_year(agency: AgencyFacts, year: YearFacts, desk: Desk) -> Iterator[PagePlan]:
    """Yield the pages of one fiscal year of one agency."""
    office, fiscal_year = agency.agency.label, year.fiscal_year
    updated = year.last_day

    def page(name: str, title: str, crumb: str, description: str, parent: str = "year", **context: Any) -> PagePlan:
        return PagePlan(
            year.uri(name),
            f"{'checklist' if name == 'oit' else name}.html",
            title,
            crumb,
            parent=agency.uri if name == "year" else year.uri(parent),
            description=f"{description} {office} ปีงบประมาณ {fiscal_year}",
            context={"agency": agency, "year": year, **context},
            updated=updated,
            source_path=_source_of(year, name),
            scripts=_SCRIPTS.get(name, ()),
        )

    overview = "ภาพรวมมาตรการและการเปิดเผย"
    yield page("year", f"ปีงบประมาณ พ.ศ. {fiscal_year}", f"ปี {fiscal_year}", overview, desk=desk)
    if year.assessment:
        yield page("assessment", f"ผลประเมิน ITA ที่ใช้ตั้งมาตรการปี {fiscal_year}", "ผลประเมิน", "ผลประเมิน ITA")
    yield page(
        "measures",
        f"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. {fiscal_year}",
        "มาตรการ",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        answers=_answered_by(year, "measures"),
    )
    yield from plan_issues(agency, year)
    yield page(
        "results",
        f"ผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. {fiscal_year}",
        "ผลการดำเนินการ",
        "ผลการดำเนินการตามมาตรการ",
        answers=_answered_by(year, "results"),
        has_results=any(work.results or work.outcomes for i in year.issues for work in (i, *i.measures)),
    )
    yield page("oit", f"รายการตรวจ OIT ปีงบประมาณ พ.ศ. {fiscal_year}", "รายการตรวจ OIT", "รายการตรวจ OIT ทีละข้อ")
    yield from plan_items(agency, year, updated)
    yield page("answers", f"ใบตอบ OIT ปีงบประมาณ พ.ศ. {fiscal_year}", "ใบตอบ OIT", "คำตอบแบบ OIT ทีละข้อ", desk=desk)
    yield page("todo", f"สิ่งที่ต้องทำต่อ ปีงบประมาณ พ.ศ. {fiscal_year}", "สิ่งที่ต้องทำต่อ", "ข้อ OIT ที่ยังขาด", desk=desk)
    for work in desk.todo.groups:
        yield PagePlan(
            year.group_uri(work.group),
            "group.html",
            f"งานของ{work.group.name} ปีงบประมาณ พ.ศ. {fiscal_year}",
            work.group.name,
            parent=year.uri("todo"),
            description=f"ข้อ OIT และมาตรการของ{work.group.name} {office} ปีงบประมาณ {fiscal_year}",
            context={"agency": agency, "year": year, "desk": desk, "work": work},
            updated=updated,
            source_path=_source_of(year, "todo"),
            scripts=("due",),
        )


def plan_issues(agency: AgencyFacts, year: YearFacts) -> Iterator[PagePlan]:
    """Yield a page for each issue of a year; drafts too, marked so."""
    plans = [_issue_plan(agency, year, issue) for issue in year.source.issues]
    published = [plan for plan in plans if not plan.draft]
    yield from _chained(published)
    yield from (plan for plan in plans if plan.draft)


def plan_items(agency: AgencyFacts, year: YearFacts, updated: date | None) -> Iterator[PagePlan]:
    """Yield a page for each item of a year's checklist."""
    yield from _chained(
        PagePlan(
            year.item_uri(row.item.code),
            "item.html",
            f"{row.item.code} {row.item.title}",
            row.item.code,
            parent=year.uri("oit"),
            description=f"ข้อ {row.item.code} {row.item.title} ของ{agency.agency.label} ปีงบประมาณ {year.fiscal_year}",
            context={"agency": agency, "year": year, "row": row},
            source_path=year.source.disclosures[row.item.code].path if row.disclosure else None,
            updated=updated,
            scripts=("due",),
        )
        for row in year.checklist.rows
    )


def plan_catalogue(facts: SiteFacts) -> Iterator[PagePlan]:
    """Yield the pages of the catalogue: all editions, each edition, each item."""
    yield PagePlan(
        uris.EDITIONS,
        "editions.html",
        "รายการข้อ OIT ทุกปี",
        "รายการข้อ OIT",
        parent=uris.HOME,
        description="รายการข้อ OIT ของแต่ละปีงบประมาณ และตารางเทียบเลขข้อระหว่างปี",
        context={
            "facts": facts,
            "reference": REFERENCE_EDITION,
            "topics": build_crosswalk(facts.catalogues, facts.catalogues[REFERENCE_EDITION]),
        },
    )
    for edition in facts.catalogues.values():
        yield PagePlan(
            uris.edition_uri(edition.fiscal_year),
            "edition.html",
            f"รายการข้อ OIT ปีงบประมาณ พ.ศ. {edition.fiscal_year}" + ("" if edition.confirmed else " (ยังไม่ยืนยัน)"),
            f"ปี {edition.fiscal_year}",
            parent=uris.EDITIONS,
            description=f"ข้อ OIT และองค์ประกอบ ปีงบประมาณ {edition.fiscal_year}",
            context={"facts": facts, "edition": edition},
        )
        yield from _chained(_catalogue_item_plan(facts, edition, item) for item in edition.items)


def plan_exports(facts: SiteFacts, settings: Settings = DEFAULT_SETTINGS) -> Iterator[Export]:
    """Yield the files that the site hosts: evidence, and the colours of the site and of its agencies."""
    # The only agency of a site has the site's address: its own colour comes first.
    colours = {uris.colours_uri(""): settings.colour} if settings.colour else {}
    for agency in facts.agencies:
        if (colour := agency.agency.colour) and carries_white_text(colour):
            colours[uris.colours_uri(agency.source.id)] = colour
    for uri, colour in colours.items():
        yield Export(uri, colour_css(colour).encode())
    for agency in facts.agencies:
        for year in agency.years:
            for file in year.source.files.values():
                if file.facts:
                    yield Export(uris.evidence_uri(agency.source.id, year.fiscal_year, file.name), file.disk_path)


def _desk_files(desk: Desk) -> Iterator[ExportPlan]:
    """Yield the files of a year's desk. A calendar states when its content changed, or the year's first day."""
    year = desk.year
    stamp = year.last_day or date(year.fiscal_year - BUDDHIST_OFFSET - 1, 10, 1)
    yield from plan_desk_files(desk, stamp)


def plan_data_page(files: Iterable[ExportPlan], facts: SiteFacts, settings: Settings) -> PagePlan:
    """Return the page that tells of the open data among *files*; what they became is told when they are made."""
    return PagePlan(
        uris.DATA,
        "data.html",
        "ข้อมูลเปิด",
        "ข้อมูลเปิด",
        parent=uris.HOME,
        description="ไฟล์ข้อมูลเปิด ความหมายของคอลัมน์ สัญญาอนุญาต การอ้างอิง และวิธีนำขึ้น data.go.th",
        context={"guide": build_guide(files, facts, settings), "kinds": KINDS, "made": {}},
    )


# ---------------------------------------------------------------- single pages


def _issue_plan(agency: AgencyFacts, year: YearFacts, located: Located[Issue]) -> PagePlan:
    issue = located.value
    edition = edition_of(issue, year.fiscal_year)
    codes = issue.all_codes()
    if edition == year.edition.fiscal_year:
        item_pages = {code: year.item_uri(code) for code in codes if code in year.checklist.by_code}
    else:
        known = year.catalogues[edition].by_code if edition in year.catalogues else {}
        item_pages = {code: uris.catalogue_item_uri(edition, code) for code in codes if code in known}
    return PagePlan(
        year.issue_uri(issue),
        "issue.html",
        issue.title,
        issue.title,
        parent=year.uri("measures"),
        description=issue.summary_plain or f"{issue.title} {agency.agency.label} ปีงบประมาณ {year.fiscal_year}",
        context={
            "agency": agency,
            "year": year,
            "issue": issue,
            "broken": located.broken,
            "item_pages": item_pages,
            "other_edition": edition != year.edition.fiscal_year,
            "successors": tuple(
                dict.fromkeys(
                    code
                    for codes in (year.codes_of(issue, issue), *(year.codes_of(m, issue) for m in issue.measures))
                    for code in codes
                )
            ),
            "cited_edition": edition,
        },
        source_path=located.path,
        updated=newest([issue.updated, issue.approved.on if issue.approved else None]),
        draft=issue.status is Status.DRAFT,
    )


def _catalogue_item_plan(facts: SiteFacts, edition: Catalogue, item: OitItem) -> PagePlan:
    return PagePlan(
        uris.catalogue_item_uri(edition.fiscal_year, item.code),
        "catalogue_item.html",
        f"{item.code} {item.title}",
        item.code,
        parent=uris.edition_uri(edition.fiscal_year),
        description=f"ข้อ {item.code} ของรายการ OIT ปี {edition.fiscal_year}: {item.title}",
        context={"facts": facts, "edition": edition, "item": item},
    )


def _chained(plans: Iterable[PagePlan]) -> Iterator[PagePlan]:
    """Yield *plans* with each one's neighbours as its previous and next page."""
    chain = [None, *plans, None]
    for (before, plan), (_, after) in pairwise(pairwise(chain)):
        assert plan is not None
        yield replace(plan, previous=before.uri if before else None, next=after.uri if after else None)


def _answered_by(year: YearFacts, page: str) -> ChecklistRow | None:
    """Return the checklist row that one of the year's own pages meets, or None."""
    return next(
        (
            row
            for row in year.checklist.rows
            if any(e.site_page == page and e.site_year == year.fiscal_year for e in row.evidence)
        ),
        None,
    )


def _source_of(year: YearFacts, page: str) -> str | None:
    """Return the content file behind one of a year's pages, where there is just one."""
    if page == "assessment" and year.source.assessment:
        return year.source.assessment.path
    if page in ("oit", "todo", "answers"):
        return next((disclosure.path for disclosure in year.source.disclosures.values()), None)
    return year.source.report.path if page == "year" and year.source.report else None
