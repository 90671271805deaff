"""Cross-checks: what one file says against the others, the catalogue and the evidence folder."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from oit_site import uris
from oit_site.checklist import ChecklistRow
from oit_site.colour import carries_white_text, too_pale
from oit_site.facts import SiteFacts, YearFacts, checklist_edition, edition_of
from oit_site.freshness import wrong_year
from oit_site.issue_parts import states_part
from oit_site.link_places import link_places
from oit_site.load import Located, Source, YearSource
from oit_site.lock import LockState, confirm_command, lock_state, renamed_files
from oit_site.model import Agency, Catalogue, Claim, Disclosure, Evidence, Issue, ItemLink, Status
from oit_site.problem import Location, Problem, count_problems
from oit_site.quotation import Sight
from oit_site.rules import RULES
from oit_site.scoring import PASS_MARK
from oit_site.thai import thai_date
from oit_site.websites import host_of, lies_on, own_hosts

_NUMBERED = re.compile(r"_\d+$")
"""Ids that Markdown numbers because the heading is Thai or comes twice: which they are is not known here."""

_FILE_SHARING = (
    "drive.google.com",
    "docs.google.com",
    "onedrive.live.com",
    "1drv.ms",
    "sharepoint.com",
    "dropbox.com",
    "box.com",
    "mediafire.com",
    "icloud.com",
)
"""Hosts whose files often ask for permission before they open."""

_FIRST_PAGE = "นับแผ่นแรกของไฟล์เป็นหน้า 1"
_COPY_AGAIN = "คัดลอกข้อความมาวางใหม่ให้ตรงตัวอักษร"

_NO_REASON = frozenset(("-", "ใช่", "true", "yes", "y", "ไม่เกี่ยวข้อง", "n/a", "na"))


def check_source(source: Source, facts: SiteFacts) -> Iterator[Problem]:
    """Yield every problem that shows only when files are held against each other."""
    yield from _check_codes(facts)
    for agency in facts.agencies:
        yield from _check_groups(agency.source.agency)
        yield from _check_dress(agency.source.agency, source.pages)
        for year in agency.years:
            yield from _check_year(year, source)
    yield from _check_red_links(source)


def check_addresses(authored: Iterable[str], made: Mapping[str, str], shown_as: str) -> Iterator[Problem]:
    """Yield a problem for each authored page or file that lies where a made page or an evidence file lies.

    *authored* are paths in the pages folder *shown_as*; *made* maps addresses to what is there, in Thai.
    """
    for page in sorted(authored):
        # index.html is what a server shows for the folder that it lies in.
        if title := made.get(uris.authored_uri(page).removesuffix("index.html")):
            yield Problem(
                Location(f"{shown_as}/{page}"),
                "OIT208",
                f"หน้านี้อยู่ที่เดียวกับหน้า «{title}» ที่สร้างจากข้อมูล",
                "เปลี่ยนชื่อไฟล์",
            )


def _check_codes(facts: SiteFacts) -> Iterator[Problem]:
    """Yield a problem for each agency whose code tables know another one by; a folder's name goes before a code."""
    owners = {
        agency.source.id.lower(): agency.source.agency
        for agency in facts.agencies
        if agency.source.id and not agency.agency.code
    }
    for agency in (agency.source.agency for agency in facts.agencies):
        if code := agency.value.code:
            owner = owners.setdefault(code.lower(), agency)
            if owner is not agency:
                message = f"รหัสหน่วยงาน «{code}» เป็นของ «{owner.value.name}» แล้ว"
                yield Problem(agency.at("code"), "OIT203", message, "ให้รหัสอื่นแก่หน่วยงานใดหน่วยงานหนึ่ง")


def _check_groups(agency: Located[Agency]) -> Iterator[Problem]:
    names: dict[str, str] = {}
    for index, group in enumerate(agency.value.groups):
        if (twin := names.get(group.key)) is None:
            names[group.key] = group.name
        else:
            yield Problem(
                agency.at("groups", index),
                "OIT203",
                f"กลุ่ม «{group.name}» มีรหัส «{group.key}» เหมือนกลุ่ม «{twin}»",
                "ลบกลุ่มที่ซ้ำ" if twin == group.name else "ให้ id อื่นแก่กลุ่มใดกลุ่มหนึ่ง",
            )


def _check_dress(agency: Located[Agency], pages: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the colour and the emblem that an agency's pages shall wear."""
    colour, logo = agency.value.colour, agency.value.logo
    if colour and not carries_white_text(colour):
        yield Problem(
            agency.at("colour"),
            "OIT111",
            too_pale(colour),
            "เลือกสีที่เข้มขึ้น ระหว่างนี้เว็บไซต์ใช้สีมาตรฐาน",
        )
    if logo and logo not in pages:
        near = difflib.get_close_matches(logo, list(pages), n=1)
        hint = f"หมายถึง {near[0]} หรือไม่" if near else "วางไฟล์ภาพไว้ใน pages"
        yield Problem(agency.at("logo"), "OIT205", f"ไม่พบตราของหน่วยงาน «{logo}»", hint)


def _check_year(year: YearFacts, source: Source) -> Iterator[Problem]:
    yield from _check_edition(year.source, source.catalogues, source.broken_editions)
    yield from _check_files(year)
    yield from _check_lock(year)
    yield from _check_shared(year)
    yield from _check_weak_indicators(year)
    yield from _check_results(year)
    if not year.source.has_measure_files and _is_year(year.fiscal_year):
        yield Problem(Location(year.source.path), "OIT303", f"ปี {year.fiscal_year} ยังไม่มีประเด็นใน measures")
    for issue in year.source.issues:
        if not issue.broken:
            yield from _check_issue(issue, year.fiscal_year, source.catalogues, source.broken_editions)
    # Codes are held against an edition only where there is the one that the year goes by.
    judged = checklist_edition(year.source) == year.edition.fiscal_year
    for code, disclosure in _sound(year):
        if judged:
            yield from _check_disclosure(code, disclosure, year, source)
        yield from _check_owner(code, disclosure, year)
        yield from _check_urls(disclosure, year)
    assessment = year.source.assessment
    if assessment and assessment.value.main.fiscal_year != assessment.value.result_year:
        known = ", ".join(str(scores.fiscal_year) for scores in assessment.value.scores)
        yield Problem(
            assessment.at("result_year"),
            "OIT207",
            f"ไม่มีผลคะแนนปี {assessment.value.result_year} ใน scores",
            f"ปีที่มี: {known}",
        )


def _is_year(number: int) -> bool:
    """Return whether *number* can be a fiscal year; a folder of another name has its own problem."""
    return 2500 <= number <= 2643


def _check_edition(year: YearSource, catalogues: Mapping[int, Catalogue], broken: frozenset[int]) -> Iterator[Problem]:
    edition = checklist_edition(year)
    known = edition in catalogues or edition in broken or not _is_year(edition)
    if not known and not any(issue.value.oit_edition == edition for issue in year.issues):
        yield Problem(year.edition_at or Location(year.path), "OIT202", *_no_edition(edition, catalogues))


def _check_issue(
    issue: Located[Issue], fiscal_year: int, catalogues: Mapping[int, Catalogue], broken: frozenset[int]
) -> Iterator[Problem]:
    edition = edition_of(issue.value, fiscal_year)
    if edition not in catalogues:
        if issue.value.oit_edition and edition not in broken:
            yield Problem(issue.at("oit_edition"), "OIT202", *_no_edition(edition, catalogues))
        return
    catalogue = catalogues[edition]
    yield from _check_links(issue, ("oit",), issue.value.oit, catalogue)
    for index, measure in enumerate(issue.value.measures):
        yield from _check_links(issue, ("measures", index, "oit"), measure.oit, catalogue)


def _check_links(
    issue: Located[Issue], path: tuple[str | int, ...], links: tuple[ItemLink, ...], catalogue: Catalogue
) -> Iterator[Problem]:
    for index, link in enumerate(links):
        for code in link.codes:
            if code not in catalogue.by_code:
                yield Problem(issue.at(*path, index, "code"), "OIT201", *_no_item(code, catalogue))


def _check_disclosure(code: str, disclosure: Located[Disclosure], year: YearFacts, source: Source) -> Iterator[Problem]:
    row = year.checklist.by_code.get(code)
    if row is None:
        yield Problem(disclosure.at_key(), "OIT201", *_no_item(code, year.edition))
        return
    reason = disclosure.value.not_applicable
    if reason and reason.lower() in _NO_REASON:
        yield Problem(
            disclosure.at("not_applicable"),
            "OIT301",
            f"ข้อ {code} ระบุว่าไม่เกี่ยวข้องโดยไม่มีเหตุผล",
            "เขียนเหตุผลให้ผู้ตรวจอ่าน",
        )
    found = [
        problem
        for index, evidence in enumerate(disclosure.value.evidence)
        for problem in _check_evidence(disclosure, ("evidence", index), evidence, row, year.source, source)
    ]
    yield from found
    # What is lacking because of an error that is reported already is no second problem.
    excused = count_problems(found)[0] or (row.item.site_page and any(issue.broken for issue in year.source.issues))
    if row.overclaimed and not excused:
        lacking = ", ".join(unmet.element.id for unmet in row.unmet) or "หลักฐาน"
        yield Problem(
            disclosure.at("status"),
            "OIT302",
            f"ข้อ {code} ระบุว่าครบถ้วน แต่ยังขาด {lacking}",
            "เพิ่มหลักฐานขององค์ประกอบที่ขาด หรือแก้ status",
        )


def _check_evidence(
    disclosure: Located[Disclosure],
    path: tuple[str | int, ...],
    evidence: Evidence,
    row: ChecklistRow,
    year: YearSource,
    source: Source,
) -> Iterator[Problem]:
    pages = source.pages
    if evidence.file:
        yield from _check_file(disclosure.at(*path, "file"), evidence.file, year)
        yield from _check_quote(disclosure, path, evidence, year)
    if evidence.page:
        page, _, anchor = evidence.page.partition("#")
        if anchor and page in pages and anchor not in pages[page] and not _NUMBERED.search(anchor):
            near = difflib.get_close_matches(anchor, pages[page], n=1)
            hint = f"หมายถึง #{near[0]} หรือไม่" if near else f"ใส่ {{#{anchor}}} ท้ายหัวข้อในหน้านั้น"
            yield Problem(disclosure.at(*path, "page"), "OIT210", f"หน้า «{page}» ไม่มีหัวข้อ #{anchor}", hint)
        if page not in pages:
            near = difflib.get_close_matches(page, pages, n=1)
            hint = f"หมายถึง {near[0]} หรือไม่" if near else "สร้างไฟล์นี้ใน pages"
            yield Problem(disclosure.at(*path, "page"), "OIT205", f"ไม่พบหน้า «{page}»", hint)
        if (page, evidence.quote) in source.misquoted:
            message = f"ค้นไม่พบข้อความที่ยกมาใน{'หน้า' if page.endswith('.md') else 'ไฟล์'} «{page}»"
            yield Problem(disclosure.at(*path, "quote"), "OIT418", message, _COPY_AGAIN)
    known = [element.id for element in row.item.elements]
    for index, element in enumerate(evidence.elements):
        if element not in known:
            hint = f"องค์ประกอบของข้อนี้: {', '.join(known)}" if known else "ข้อนี้ยังไม่มีรายการองค์ประกอบ ลบ elements ออก"
            yield Problem(
                disclosure.at(*path, "elements", index),
                "OIT206",
                f"ข้อ {row.item.code} ไม่มีองค์ประกอบ «{element}»",
                hint,
            )
    # Where the agency itself says that the item is not complete, an old file beside it is no news.
    admitted = disclosure.value.status in (Claim.PARTIAL, Claim.MISSING)
    fault = wrong_year(evidence.years_covered, row.item, row.asked_year)
    if fault and not admitted:
        yield Problem(disclosure.at(*path, "covers_fiscal_year"), "OIT404", f"หลักฐาน «{evidence.title}» {fault}")


def _check_quote(
    disclosure: Located[Disclosure], path: tuple[str | int, ...], evidence: Evidence, year: YearSource
) -> Iterator[Problem]:
    """Yield a problem where page or words that evidence names are not in its file. The words are not repeated."""
    file, page_no = year.files.get(evidence.file or ""), evidence.page_no
    if file is None or file.facts is None:
        return
    count = file.facts.pages
    if page_no is not None and count is not None and not 1 <= page_no <= count:
        message = f"ไฟล์ «{file.name}» มี {count} หน้า ไม่มีหน้า {page_no}"
        yield Problem(disclosure.at(*path, "page_no"), "OIT418", message, _FIRST_PAGE)
        return
    found = file.sightings.get((evidence.quote, page_no)) if evidence.quote else None
    if found and found.sight is Sight.ELSEWHERE:
        message = f"ข้อความที่ยกมาอยู่หน้า {found.page} ของไฟล์ «{file.name}» ไม่ใช่หน้า {page_no}"
        yield Problem(disclosure.at(*path, "page_no"), "OIT418", message, _FIRST_PAGE)
    elif found and found.sight is Sight.NOWHERE:
        on_page = f"หน้า {page_no} ของ" if page_no and count else ""
        message = f"ค้นไม่พบข้อความที่ยกมาใน{on_page}ไฟล์ «{file.name}»"
        hint = "เปิดไฟล์ดู ถ้ามีอยู่จริงให้ยกคำสั้นลง เพราะข้อความที่อ่านจาก PDF ภาษาไทยอาจไม่ตรงกับที่เห็น" if count else _COPY_AGAIN
        yield Problem(disclosure.at(*path, "quote"), "OIT418", message, hint)


def _check_file(where: Location, name: str, year: YearSource) -> Iterator[Problem]:
    parts = name.split("/")
    if parts[0] != "evidence" or ".." in parts or "\\" in name:
        forward = name.replace("\\", "/").removeprefix("./")
        hint = f"เขียนเป็น {forward}" if forward in year.files else "เขียนเช่น evidence/o2/executives.pdf"
        yield Problem(where, "OIT402", f"ไฟล์ «{name}» ไม่ได้อยู่ในโฟลเดอร์ evidence ของปี", hint)
    elif name not in year.files:
        if there := _renamed(year).get(name):
            hint = f"ไฟล์นี้เปลี่ยนชื่อเป็น {there} แล้ว แก้ชื่อที่นี่ แล้วสั่ง oit lock"
        else:
            near = _near_file(name, year.files)
            hint = f"หมายถึง {near} หรือไม่" if near else f"วางไฟล์ไว้ใน {year.path}/evidence"
        yield Problem(where, "OIT401", f"ไม่พบไฟล์หลักฐาน «{name}»", hint)
    elif year.files[name].facts is None:
        yield Problem(where, "OIT402", f"ไฟล์ «{name}» เป็นทางลัดออกนอกโฟลเดอร์เนื้อหา หรืออ่านไม่ได้", "วางไฟล์จริงแทน")
    elif year.files[name].size == 0:
        yield Problem(where, "OIT403", f"ไฟล์หลักฐาน «{name}» ว่างเปล่า")


def _check_files(year: YearFacts) -> Iterator[Problem]:
    """Yield what is wrong inside the evidence files, at the place that names the file, or at the file itself."""
    named = _named_files(year)
    for name, file in year.source.files.items():
        for finding in file.facts.findings if file.facts else ():
            _, where = named.get(name, ("", Location(f"{year.source.path}/{name}")))
            yield Problem(where, finding.code, f"ไฟล์ «{name}»: {finding.message}", RULES[finding.code].remedy)


def _check_lock(year: YearFacts) -> Iterator[Problem]:
    """Yield a warning for each recorded file that is another one now, and for each that is gone."""
    lock = year.source.lock
    if lock is None:
        return
    named = _named_files(year)
    gone = any(name not in year.source.files for name in lock.value.files)
    renamed = _renamed(year.source) if gone else {}
    for name, locked in lock.value.files.items():
        shown = " ".join(name.split())[:120]
        file = year.source.files.get(name)
        if file is None:
            there = renamed.get(name)
            hint = f"ไฟล์นี้เปลี่ยนชื่อเป็น {there} แล้ว สั่ง oit lock" if there else "นำไฟล์กลับมา หรือสั่ง oit lock --prune"
            yield Problem(lock.at_key("files", name), "OIT416", f"ไม่มีไฟล์ «{shown}» ที่บันทึกไว้แล้ว", hint)
        elif file.facts and lock_state(locked, file.facts) is LockState.CHANGED:
            since = f"ที่ยืนยันเมื่อ {thai_date(locked.confirmed.on)}" if locked.confirmed else "ที่บันทึกไว้"
            code, where = named.get(name, ("", lock.at_key("files", name)))
            command = confirm_command(year.agency.id, year.fiscal_year, code)
            hint = f"เปิดดูไฟล์ ถ้าถูกต้องสั่ง {command}" if code else "ไม่มีข้อใดใช้ไฟล์นี้ ลบไฟล์ หรือใส่เป็นหลักฐานของข้อ"
            yield Problem(where, "OIT415", f"ไฟล์ «{shown}» เปลี่ยนไปจาก{since}", hint)


def _near_file(name: str, files: Iterable[str]) -> str | None:
    """Return the file of *files* that *name* may mean: one inside it, or one that is called nearly the same."""
    # What all names share would make any two look alike.
    known = {file.removeprefix("evidence/").lower(): file for file in files}
    meant = name.removeprefix("evidence/").lower()
    inside = [file for short, file in known.items() if short.startswith(f"{meant}/")]
    near = difflib.get_close_matches(meant, known, n=1, cutoff=0.8)
    return inside[0] if inside else known[near[0]] if near else None


def _renamed(year: YearSource) -> Mapping[str, str]:
    """Return the new name of each recorded file that has another name now."""
    files = {name: file.facts for name, file in year.files.items() if file.facts}
    return renamed_files(year.lock.value, files) if year.lock else {}


def _named_files(year: YearFacts) -> dict[str, tuple[str, Location]]:
    """Return for each file that is evidence the item that first names it, and where."""
    places: dict[str, tuple[str, Location]] = {}
    for code, disclosure in _sound(year):
        for index, evidence in enumerate(disclosure.value.evidence):
            if evidence.file:
                places.setdefault(evidence.file, (code, disclosure.at("evidence", index, "file")))
    return places


def _check_shared(year: YearFacts) -> Iterator[Problem]:
    """Yield a problem for each item that leans on a file which another item uses too, without a reason.

    A copy under another name is the same file.
    """
    users: defaultdict[str, list[tuple[str, str, Location, bool]]] = defaultdict(list)
    for code, disclosure in _sound(year):
        for index, evidence in enumerate(disclosure.value.evidence):
            if evidence.file:
                file = year.source.files.get(evidence.file)
                content = file.facts.sha256 if file and file.facts and file.size else evidence.file
                where = disclosure.at("evidence", index, "file")
                users[content].append((code, evidence.file, where, evidence.shared_ok is not None))
    for found in users.values():
        codes = list(dict.fromkeys(code for code, _, _, _ in found))
        silent = [(code, name, where) for code, name, where, reasoned in found if not reasoned]
        if len(codes) > 1 and silent:
            _, name, where = next((use for use in silent if use[0] != codes[0]), silent[0])
            copies = [other for other in dict.fromkeys(other for _, other, _, _ in found) if other != name]
            same = f"มีเนื้อหาเดียวกับ «{'», «'.join(copies)}» " if copies else ""
            hint = "เขียนเหตุผลใน shared_ok ของหลักฐาน หรือแยกไฟล์"
            yield Problem(where, "OIT409", f"ไฟล์ «{name}» {same}ใช้กับหลายข้อ ({', '.join(codes)})", hint)


def _check_weak_indicators(year: YearFacts) -> Iterator[Problem]:
    located = year.source.assessment
    if located is None or not year.issues or located.value.main.fiscal_year != located.value.result_year:
        return
    goal = located.value.threshold.value if located.value.threshold else PASS_MARK
    answered = {no for issue in year.issues for no in issue.indicators}
    main = located.value.scores.index(located.value.main)
    for no in sorted({score.no for score in located.value.main.indicators} - answered):
        score = located.value.main.main_score(no)
        if score and score.score and score.score.value < goal:
            index = located.value.main.indicators.index(score)
            where = located.at("scores", main, "indicators", index, "score")
            message = f"ตัวชี้วัดที่ {no} ได้ {score.score.printed} ต่ำกว่าเกณฑ์ {goal} แต่ไม่มีประเด็นใดตอบ"
            yield Problem(where, "OIT304", message, f"เพิ่มประเด็นที่มี indicators: [{no}]")


def _check_results(year: YearFacts) -> Iterator[Problem]:
    """Yield a problem for each issue without results once a later year has been begun."""
    if not any(other.fiscal_year > year.fiscal_year for other in year.agency.years) or not _is_year(year.fiscal_year):
        return
    for issue in year.source.issues:
        if not issue.broken and issue.value.status is Status.PUBLISHED and not states_part(issue.value, "results"):
            yield Problem(
                issue.at(), "OIT305", f"ประเด็น «{issue.value.title}» ของปี {year.fiscal_year} ยังไม่มีผลการดำเนินการ"
            )


def _check_owner(code: str, disclosure: Located[Disclosure], year: YearFacts) -> Iterator[Problem]:
    owner, groups = disclosure.value.owner, year.agency.agency.value.group_names
    if owner and groups and owner not in groups:
        near = difflib.get_close_matches(owner, groups, n=1)
        hint = f"หมายถึง «{near[0]}» หรือไม่" if near else "เพิ่มกลุ่มนี้ใน agency.yml หรือแก้ชื่อ"
        yield Problem(disclosure.at("owner"), "OIT209", f"ผู้รับผิดชอบข้อ {code} «{owner}» ไม่อยู่ในกลุ่มของหน่วยงาน", hint)


def _check_urls(disclosure: Located[Disclosure], year: YearFacts) -> Iterator[Problem]:
    own = own_hosts(year.agency.agency.value)
    for index, evidence in enumerate(disclosure.value.evidence):
        host = host_of(evidence.url or "")
        if not evidence.url or not host:
            continue
        where = disclosure.at("evidence", index, "url")
        if any(host == shared or host.endswith(f".{shared}") for shared in _FILE_SHARING):
            yield Problem(where, "OIT412", f"«{host}» เป็นบริการฝากไฟล์ อาจต้องขอสิทธิ์ก่อนเปิด", "นำไฟล์ขึ้นเว็บไซต์ของหน่วยงาน")
        elif own and not lies_on(host, own):
            known = ", ".join(sorted(own))
            yield Problem(where, "OIT410", f"«{host}» ไม่ใช่เว็บไซต์ของหน่วยงาน ({known})")
        if evidence.url.lower().startswith("http:"):
            yield Problem(where, "OIT411", "ที่อยู่หลักฐานไม่เข้ารหัส (http)", "ใช้ https")


def _check_red_links(source: Source) -> Iterator[Problem]:
    """Yield a problem for each place that names an address which checks found gone on several days in a row."""
    red = {address: record for address, record in source.link_records.items() if record.red}
    for place in link_places(source) if red else ():
        if record := red.get(place.address):
            assert record.first_failed_on is not None, "a red record has failed"
            since, last = thai_date(record.first_failed_on), thai_date(record.last_checked)
            yield Problem(
                place.where,
                "OIT422",
                f"ลิงก์ไม่พบตั้งแต่ {since} ตรวจล่าสุด {last}: {record.explanation}",
                "แก้ที่อยู่หรือวางไฟล์ใน evidence แล้วสั่ง oit links ตรวจซ้ำ",
            )


def _sound(year: YearFacts) -> Iterator[tuple[str, Located[Disclosure]]]:
    """Yield the disclosures that could be read, with their codes."""
    return ((code, disclosure) for code, disclosure in year.source.disclosures.items() if not disclosure.broken)


def _no_item(code: str, catalogue: Catalogue) -> tuple[str, str]:
    """Return message and hint for a code that *catalogue* does not have."""
    message = f"ข้อ {code} ไม่มีในรายการ OIT ปี {catalogue.fiscal_year} (มี O1–{catalogue.last_code})"
    near = difflib.get_close_matches(code, catalogue.by_code, n=1, cutoff=0.5)
    return message, f"หมายถึง {near[0]} หรือไม่" if near else "ตรวจเลขข้อกับรายการของปีนั้น"


def _no_edition(edition: int, catalogues: Mapping[int, Catalogue]) -> tuple[str, str]:
    known = f"{min(catalogues)}–{max(catalogues)}"
    return f"ไม่มีรายการข้อ OIT ปี {edition}", f"ปีที่มี: {known} หรือเพิ่มไฟล์ catalogue/{edition}.yml"
