"""What search finds: the facts as small JSON files that a browser fetches when somebody first searches.

Every page, item, measure and score is an entry of its own with its address. The files are split so that a reader
inside one agency fetches only its own: `site.json` holds what belongs to no year, `oit-2566.json` the texts of an
edition, which the items of every agency share, and `<agency>-<year>.json` the entries of one fiscal year.
`index.json` names them all with sizes and hashes; on a large site `titles.json` holds the titles of all years.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from oit_site import uris
from oit_site.checklist import ChecklistRow, State
from oit_site.facts import AgencyFacts, SiteFacts, YearFacts
from oit_site.model import Assessment, Catalogue, Issue, Measure, OitItem, Point, Report, ScoreSet
from oit_site.render import LABELS, PagePlan
from oit_site.scoring import INDICATORS, PASS_MARK

FORMAT = 1
"""The form of the files. The script that reads them refuses another one."""

LARGE = 1_500_000
"""From how many bytes of JSON on the portal loads titles first, and the rest only when asked."""

ITEM, MEASURE, SCORE, PAGE = range(4)
"""The kinds of entry, as the files number them: ข้อ OIT, มาตรการ, คะแนน, หน้า."""

Row = list[Any]
"""An entry as the files hold it: kind, address from the part's base, title, text, and the place of the one above it."""


@dataclass(frozen=True, slots=True)
class AuthoredPage:
    """An authored page as its host has rendered it: its address (quoted), title, and its HTML."""

    address: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the index: what it is about, and its bytes."""

    name: str
    agency: str | None
    """The id of its agency; None where it is of no agency."""
    fiscal_year: int | None
    edition: int | None
    """The edition whose texts its items share, or which it holds itself."""
    body: bytes


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index of a site but for its authored pages, which only the host can read."""

    parts: tuple[Part, ...]
    titles: bytes
    site_rows: tuple[Row, ...]
    """The entries that belong to no year."""
    agencies: tuple[dict[str, Any], ...]
    synonyms: tuple[tuple[str, ...], ...]


# ---------------------------------------------------------------- the whole


def build_index(
    facts: SiteFacts, plans: Mapping[str, PagePlan], synonyms: Mapping[str, Sequence[tuple[str, ...]]]
) -> SearchIndex:
    """Return the index of the site of *facts* and *plans*. *synonyms* are groups by agency id, "" for the site."""
    editions = [_edition_part(edition) for edition in facts.catalogues.values()]
    pages_of = _pages_by_year(plans.values())
    years, titles = [], []
    for agency in facts.agencies:
        for year in agency.years:
            rows, items = _year_rows(year, pages_of.get(year.uri("year"), ())), _item_rows(year)
            head = {
                "base": year.uri("year"),
                "agency": agency.source.id,
                "year": year.fiscal_year,
                "edition": year.edition.fiscal_year,
                "filled": year.checklist.filled_in,
            }
            # A year with no entries of its own says only which items it has: they all lie in the edition.
            years.append(
                Part(
                    f"{agency.source.id}-{year.fiscal_year}.json" if agency.source.id else f"{year.fiscal_year}.json",
                    agency.source.id,
                    year.fiscal_year,
                    year.edition.fiscal_year,
                    _json({**head, "rows": rows, "items": items}),
                )
            )
            titles.append(
                {
                    **head,
                    "rows": [row[:3] for row in rows if row[0] in (MEASURE, SCORE)],
                    "items": [item[:1] for item in items],
                }
            )
    site_rows = tuple(
        _page_row(plan)
        for uri, plan in plans.items()
        if plan.template not in _OWN_ENTRIES and "year" not in plan.context and uri != uris.SEARCH
    )
    return SearchIndex(
        parts=(*editions, *years),
        titles=_json(titles),
        site_rows=site_rows,
        agencies=tuple(_agency_entry(agency, synonyms.get(agency.source.id, ())) for agency in facts.agencies),
        synonyms=tuple(synonyms.get("", ())),
    )


def index_files(index: SearchIndex, authored: Iterable[AuthoredPage] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the index: its address and its bytes, the manifest last."""
    rows = list(index.site_rows)
    for page in authored:
        rows.extend(_authored_rows(page, len(rows)))
    site = Part("site.json", None, None, None, _json({"base": "", "rows": rows, "items": []}))
    parts = [site, *index.parts]
    total = sum(len(part.body) for part in parts)
    listed: dict[str, Any] = {"format": FORMAT, "bytes": total, "agencies": index.agencies}
    listed["synonyms"] = index.synonyms
    listed["parts"] = [
        {
            "file": part.name,
            "bytes": len(part.body),
            "hash": _hash(part.body),
            **({"agency": part.agency, "year": part.fiscal_year} if part.agency is not None else {}),
            **({"edition": part.edition} if part.edition is not None else {}),
        }
        for part in parts
    ]
    if total >= LARGE:
        listed["titles"] = {"file": "titles.json", "bytes": len(index.titles), "hash": _hash(index.titles)}
        yield f"{uris.SEARCH}titles.json", index.titles
    for part in parts:
        yield f"{uris.SEARCH}{part.name}", part.body
    yield f"{uris.SEARCH}index.json", _json(listed)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]


def _text(*pieces: str | Iterable[str] | None) -> str:
    """Return *pieces*, texts or lists of texts, one a line; each once, and without what says nothing."""
    lines: dict[str, None] = {}
    for piece in pieces:
        for text in (piece,) if isinstance(piece, str) else piece or ():
            line = " ".join(text.split())
            if line and line not in _SAYS_NOTHING:
                lines[line] = None
    return "\n".join(lines)


_SAYS_NOTHING = frozenset(("ไม่มี", "-", "–"))


def _points(points: Iterable[Point]) -> Iterator[str]:
    for point in points:
        yield point.text
        yield from _points(point.children)


# ---------------------------------------------------------------- what belongs to no year


def _agency_entry(agency: AgencyFacts, synonyms: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """Return what the manifest says of an agency: the names that a reader may type, and its own synonyms."""
    office = agency.agency
    names = dict.fromkeys((office.name, *((office.short_name,) if office.short_name else ()), *office.name_variants))
    entry: dict[str, Any] = {"id": agency.source.id, "label": office.label, "names": list(names)}
    return entry | ({"synonyms": synonyms} if synonyms else {})


def _page_row(plan: PagePlan) -> Row:
    """Return the entry of a page that has none of its own making: its title and what it says of itself."""
    text = [plan.description]
    if plan.template == "agency.html":
        office = plan.context["agency"].agency
        contact = office.contact
        text += [
            office.about or "",
            *(group.name for group in office.groups),
            *office.parents,
            *(link.url for link in office.websites),
        ]
        text += [value for value in (contact.address, contact.phone, contact.email) if value] if contact else []
    elif plan.template == "rules.html":
        text += [f"{rule.code} {rule.title}" for rule in plan.context["rules"]]
    return [PAGE, plan.uri, plan.title, _text(text)]


def _edition_part(edition: Catalogue) -> Part:
    """Return the texts of an edition; the items of every agency that goes by it share them."""
    groups = {sub.code: sub.name for sub in edition.sub_indicators}
    body = _json(
        {
            "base": uris.edition_uri(edition.fiscal_year),
            "year": edition.fiscal_year,
            "edition": edition.fiscal_year,
            "rows": [],
            "items": [_catalogue_row(item, groups) for item in edition.items],
        }
    )
    return Part(f"oit-{edition.fiscal_year}.json", None, None, edition.fiscal_year, body)


def _catalogue_row(item: OitItem, groups: Mapping[str, str]) -> Row:
    group = f"ตัวชี้วัดย่อย {item.sub_indicator} {groups.get(item.sub_indicator, '')}"
    return [
        item.code,
        item.title,
        _text([element.text for element in item.elements], item.title_en, group, item.group),
    ]


# ---------------------------------------------------------------- a fiscal year

_OWN_ENTRIES = frozenset(("edition.html", "catalogue_item.html", "item.html", "issue.html", "assessment.html"))
"""The templates whose pages have entries made from the facts themselves."""


def _item_rows(year: YearFacts) -> list[Row]:
    """Return the items of a year: code, state, and what the agency itself says; the rest lies in the edition."""
    return [_item_row(row) for row in year.checklist.rows]


def _item_row(row: ChecklistRow) -> Row:
    says = row.disclosure
    state = "" if row.state is State.UNSTATED else LABELS[row.state.value]
    if says is None:
        return [row.item.code, state] if state else [row.item.code]
    evidence = [(e.title, e.note, e.menu_path) for e in says.evidence]
    text = _text(
        [says.explain or "", says.owner or "", says.not_applicable or ""],
        [part for parts in evidence for part in parts if part],
    )
    return [row.item.code, state, text]


def _pages_by_year(plans: Iterable[PagePlan]) -> Mapping[str, list[PagePlan]]:
    """Return the pages of each year that have no entries of their own making, by the address of the year."""
    pages: defaultdict[str, list[PagePlan]] = defaultdict(list)
    for plan in plans:
        if "year" in plan.context and plan.template not in _OWN_ENTRIES and not plan.draft:
            pages[plan.context["year"].uri("year")].append(plan)
    return pages


def _year_rows(year: YearFacts, pages: Sequence[PagePlan]) -> list[Row]:
    """Return the entries of a year: its *pages*, its issues with their measures, and its scores."""
    base = year.uri("year")
    rows: list[Row] = []
    for plan in pages:
        text = _report_text(year.report) if plan.uri == base else ""
        # The agency and the year stand beside each result.
        title = _OF_A_YEAR.sub("", plan.title) if plan.uri != base else plan.title
        said = _OF_A_YEAR.sub("", plan.description).removesuffix(year.agency.agency.value.label)
        rows.append([PAGE, plan.uri.removeprefix(base), title, _text(said if said.strip() != title else "", text)])
    for issue in year.issues:
        place = len(rows)
        address = year.issue_uri(issue).removeprefix(base)
        rows.append([MEASURE, address, issue.title, _issue_text(issue)])
        for measure in issue.measures:
            rows.append([MEASURE, f"{address}#{measure.id}", measure.title, _measure_text(measure), place])
    if year.assessment:
        rows.extend(_score_rows(year.assessment, year, len(rows)))
    return rows


_OF_A_YEAR = re.compile(r"\s*ปีงบประมาณ(?: พ\.ศ\.)? \d{4}\Z")


def _report_text(report: Report | None) -> str:
    if report is None:
        return ""
    return _text(
        report.title_lines, report.summary, report.preface, report.rationale, report.results_intro, report.conclusion
    )


def _work_text(work: Issue | Measure) -> Iterator[str]:
    yield from _points(work.steps)
    yield from work.responsible
    yield from (frame.text for frame in work.timeframe)
    yield from _points(work.monitoring)
    yield from work.monitored_by
    yield from _points(work.results)
    yield from _points(work.outcomes)
    yield from (text for text in (work.problems, work.suggestions) if text)
    yield from (target.text for target in work.targets)
    if work.budget and work.budget.amount:
        yield f"งบประมาณ {work.budget.amount.printed} {work.budget.unit} {work.budget.source or ''}"
    yield from (reference.name for reference in work.references)
    yield " ".join(code for link in work.oit for code in link.codes)


def _issue_text(issue: Issue) -> str:
    return _text(
        [issue.summary_plain or "", issue.heading or ""],
        [f"ตัวชี้วัดที่ {no} {INDICATORS[no].name}" for no in issue.indicators],
        [f"คะแนน {stated.score.printed} {stated.scope or ''}" for stated in issue.score],
        _points(issue.weaknesses),
        _points(issue.improvements),
        _points(issue.assessment_points),
        [question.text or "" for question in issue.survey_questions],
        issue.constraints,
        _plain(issue.narrative or ""),
        _work_text(issue),
    )


def _measure_text(measure: Measure) -> str:
    return _text(_points(measure.details), _work_text(measure), [measure.order_no or ""])


_MARKUP = re.compile(r"\]\([^)\s]*\)|<[^<>\n]*>|[*`#>|\[]|^\s*[-+]\s", re.MULTILINE)


def _plain(markdown: str) -> list[str]:
    """Return the lines of a Markdown text without its marks."""
    return _MARKUP.sub(" ", markdown).splitlines()


def _score_rows(assessment: Assessment, year: YearFacts, place: int) -> Iterator[Row]:
    """Yield the assessment page, each total, and each indicator; *place* is where the first will stand."""
    address = year.uri("assessment").removeprefix(year.uri("year"))
    said = [*assessment.narrative, *(strength.text for strength in assessment.strengths)]
    said += [weak.text for weak in assessment.weak_indicators if weak.text]
    yield [SCORE, address, f"ผลประเมิน ITA ที่ใช้ตั้งมาตรการปี {year.fiscal_year}", _text(said)]
    goal = assessment.threshold.value if assessment.threshold else PASS_MARK
    for number, scores in enumerate(assessment.scores, 1):
        yield [SCORE, f"{address}#scores-{number}", _total_title(scores), _text(scores.narrative), place]
        for no in sorted({score.no for score in scores.indicators}):
            score = scores.main_score(no)
            if score and score.score:
                low = " ต่ำกว่าเกณฑ์" if score.score.value < goal else ""
                title = f"ตัวชี้วัดที่ {no} {INDICATORS[no].name}"
                text = f"{score.score.printed} คะแนน ผลประเมินปี {scores.fiscal_year}{low} {score.grade or ''}"
                yield [SCORE, f"{address}#scores-{number}-{no}", title, _text(text), place]


def _total_title(scores: ScoreSet) -> str:
    total = f" {scores.total.printed}" if scores.total else ""
    grade = f" ระดับ {scores.grade}" if scores.grade else ""
    return f"คะแนน ITA รวม ปี {scores.fiscal_year}{total}{grade}"


# ---------------------------------------------------------------- authored pages


class _Sections(HTMLParser):
    """Reads the text of a rendered page by its headings with an id."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self.heading = False
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "svg"):
            self.silent += 1
        elif re.fullmatch("h[1-6]", tag):
            anchor = dict(attrs).get("id") or ""
            self.heading = True
            # The first heading is the title of the page, which needs no anchor.
            if tag != "h1" and anchor:
                self.sections.append((anchor, [], []))
        elif tag in _BLOCKS:
            self.sections[-1][2].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "svg"):
            self.silent -= 1
        elif re.fullmatch("h[1-6]", tag):
            self.heading = False
            self.sections[-1][2].append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            # A heading without an id names no section of its own.
            _, title, text = self.sections[-1]
            (title if self.heading and (self.sections[-1][0] or len(self.sections) == 1) else text).append(data)


_BLOCKS = frozenset(("p", "li", "tr", "td", "th", "dt", "dd", "br", "div", "pre", "caption", "summary"))


def _authored_rows(page: AuthoredPage, place: int) -> Iterator[Row]:
    """Yield an authored page and its sections; *place* is where the first will stand."""
    reader = _Sections()
    reader.feed(page.html)
    reader.close()
    for anchor, heading, pieces in reader.sections:
        title, lines = " ".join("".join(heading).split()), "".join(pieces).split("\n")
        if anchor:
            yield [PAGE, f"{page.address}#{anchor}", title, _text(lines), place]
        else:
            # A page may be headed otherwise than it is called in the menu.
            yield [PAGE, page.address, page.title, _text([title] if title != page.title else (), lines)]
