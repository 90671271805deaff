"""What is new in the evidence, as feeds that readers subscribe to: Atom (RFC 4287) and JSON Feed 1.1.

An entry is one item of one agency's year: it comes up again when evidence with a newer day is added, and when a file
of it is confirmed anew. All days are those that the content states; evidence without a day is in no feed. A feed that
has nothing to tell yet is there all the same: who subscribes early must not be told that it does not exist. Texts are
plain, never HTML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import nsmallest
from itertools import chain
from urllib.parse import quote, urlsplit

from oit_site import uris
from oit_site.checklist import ChecklistRow, EvidenceRow
from oit_site.export.xml_text import element, xml_bytes, xml_safe
from oit_site.facts import AgencyFacts, YearFacts, newest
from oit_site.lock import Confirmation
from oit_site.media import BINARY
from oit_site.render import LABELS
from oit_site.settings import Settings
from oit_site.thai import BUDDHIST_OFFSET, thai_date

MOST_ENTRIES = 100
"""A reader asks for the whole feed each time; what is older stands on the pages."""

_NEVER = date(2000, 1, 1)
"""The day of a feed of which no day is known, for Atom wants one: any fixed day."""
_NOTHING_YET = "ยังไม่มีหลักฐานที่ระบุวันที่เผยแพร่ เมื่อมีจะปรากฏในฟีดนี้"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or page that an entry tells of: its full address, and size and type where the site hosts it."""

    url: str
    title: str
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a year whose evidence states a day."""

    id: str
    url: str
    title: str
    text: str
    author: str
    published: date
    """The oldest day (ค.ศ.) on which its evidence was published or confirmed."""
    updated: date
    """The newest one."""
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True)
class Feed:
    """A feed: who and what it is of. Its entries are made when first asked for: a check of the content never asks."""

    title: str
    home_uri: str
    agency_id: str
    """"" for the feed of the whole site."""
    agency: AgencyFacts | None
    parts: tuple[Feed, ...]
    """The feeds that this one joins."""
    site_url: str

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The newest entries, newest first."""
        own = _entries(self.agency, self.site_url) if self.agency else ()
        return _newest(chain(own, *(part.entries for part in self.parts)))

    @property
    def updated(self) -> date:
        """The day (ค.ศ.) of the newest entry; without one, that of the newest other thing that the content states.

        Where it states no day at all, the first day of the first fiscal year.
        """
        if self.entries:
            return self.entries[0].updated
        if self.agency is None:
            return max((part.updated for part in self.parts), default=_NEVER)
        years = self.agency.years
        began = date(years[0].fiscal_year - BUDDHIST_OFFSET - 1, 10, 1) if years else _NEVER
        return newest(year.last_day for year in years) or began


def build_feeds(agencies: Iterable[AgencyFacts], settings: Settings) -> tuple[Feed, ...]:
    """Return the feed of all *agencies* and, on a portal, one of each.

    A feed needs full addresses: without a site address there is none.
    """
    if not settings.site_url:
        return ()
    title = "หลักฐาน OIT ที่เปลี่ยนล่าสุด"
    of_agencies = tuple(
        Feed(f"{title} {agency.agency.name}", agency.uri, agency.source.id, agency, (), settings.site_url)
        for agency in agencies
    )
    of_all = Feed(f"{title} {settings.site_name}", uris.HOME, "", None, of_agencies, settings.site_url)
    return (of_all, *(feed for feed in of_agencies if feed.agency_id))


def tag_uri(site_url: str, uri: str, fiscal_year: int) -> str:
    """Return an id (RFC 4151) that stays the same wherever the site is copied to: `tag:a.go.th,2022:2566/oit/o12/`.

    The year is that (ค.ศ.) in which the fiscal year begins, for a tag may not be younger than its day.
    """
    site = urlsplit(site_url)
    try:
        host = (site.hostname or "").encode("idna").decode()
    except UnicodeError:  # a name that no server can have, such as one with two dots in a row
        host = quote(site.hostname or "")
    folder = quote(site.path.strip("/"))
    return f"tag:{host},{fiscal_year - BUDDHIST_OFFSET - 1}:{folder}{'/' if folder else ''}{uri}"


# ---------------------------------------------------------------- entries


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(nsmallest(MOST_ENTRIES, entries, key=lambda entry: (-entry.updated.toordinal(), entry.id)))


def _rows(agency: AgencyFacts) -> Iterator[tuple[YearFacts, ChecklistRow]]:
    return ((year, row) for year in agency.years for row in year.checklist.rows)


def _days(row: ChecklistRow) -> list[date]:
    """Return the days (ค.ศ.) on which the evidence of *row* was published, or a changed file of it was confirmed."""
    days = [found.evidence.published for found in row.evidence if found.evidence and found.evidence.published]
    return days + [confirmed.on for found in row.evidence if (confirmed := _confirmed(found))]


def _confirmed(found: EvidenceRow) -> Confirmation | None:
    return found.locked.confirmed if found.locked and found.file else None


def _entries(agency: AgencyFacts, site_url: str) -> Iterator[Entry]:
    return (_entry(agency, year, row, days, site_url) for year, row in _rows(agency) if (days := _days(row)))


def _entry(agency: AgencyFacts, year: YearFacts, row: ChecklistRow, days: list[date], site_url: str) -> Entry:
    uri = year.item_uri(row.item.code)
    office = agency.agency
    lines = [f"สถานะที่ตรวจ: {LABELS[row.state.value]}"]
    if row.disclosure and row.disclosure.owner:
        lines.append(f"ผู้รับผิดชอบ: {row.disclosure.owner}")
    lines += [f"หลักฐาน: {_line(found)}" for found in row.evidence if found.evidence]
    if office.fictional:
        lines.append("ข้อมูลสมมติเพื่อสาธิต ไม่ใช่ข้อมูลของหน่วยงานจริง")
    return Entry(
        id=tag_uri(site_url, uri, year.fiscal_year),
        url=site_url + uri,
        title=f"{row.item.code} {row.item.title} ปีงบประมาณ {year.fiscal_year} {office.label}",
        text="\n".join(lines),
        author=office.name,
        published=min(days),
        updated=max(days),
        attachments=tuple(_attachments(agency, year, row, site_url)),
    )


def _line(found: EvidenceRow) -> str:
    evidence = found.evidence
    assert evidence is not None
    parts = [evidence.title]
    if evidence.published:
        parts.append(f"เผยแพร่ {thai_date(evidence.published)}")
    if confirmed := _confirmed(found):
        parts.append(f"ยืนยันเมื่อ {thai_date(confirmed.on)} โดย{confirmed.by}")
    if found.changed:
        parts.append("(ไฟล์เปลี่ยนไปจากที่บันทึก ต้องทบทวน)")
    if found.faults:
        parts.append(f"(ยังไม่นับ: {' · '.join(found.faults)})")
    return " ".join(parts)


def _attachments(agency: AgencyFacts, year: YearFacts, row: ChecklistRow, site_url: str) -> Iterable[Attachment]:
    """Yield the files of the site that show the item; what lies elsewhere is reached by way of the item's page."""
    for found in row.evidence:
        evidence = found.evidence
        if evidence and evidence.file and found.passes:
            uri = uris.evidence_uri(agency.source.id, year.fiscal_year, evidence.file)
            yield Attachment(site_url + quote(uri), evidence.title, found.media_type or BINARY, found.size)


# ---------------------------------------------------------------- Atom


def atom_bytes(feed: Feed, settings: Settings) -> bytes:
    """Return *feed* as Atom 1.0."""
    here, home = _addresses(feed, settings)
    root = element("feed", xmlns="http://www.w3.org/2005/Atom", xml__lang="th")
    root.append(element("id", here))
    root.append(element("title", feed.title))
    if not feed.entries:
        root.append(element("subtitle", _NOTHING_YET))
    root.append(element("updated", _moment(feed.updated)))
    root.append(element("link", rel="self", type="application/atom+xml", href=here))
    root.append(element("link", rel="alternate", type="text/html", href=home))
    for entry in feed.entries:
        part = element("entry")
        part.append(element("id", entry.id))
        part.append(element("title", entry.title))
        part.append(element("published", _moment(entry.published)))
        part.append(element("updated", _moment(entry.updated)))
        author = element("author")
        author.append(element("name", entry.author))
        part.append(author)
        part.append(element("link", rel="alternate", type="text/html", href=entry.url))
        for attached in entry.attachments:
            size = {"length": str(attached.size)} if attached.size is not None else {}
            part.append(
                element(
                    "link", rel="enclosure", type=attached.media_type, href=attached.url, title=attached.title, **size
                )
            )
        part.append(element("content", entry.text, type="text"))
        root.append(part)
    return xml_bytes(root)


def _moment(day: date) -> str:
    """Return the beginning of *day* in Thailand."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _addresses(feed: Feed, settings: Settings) -> tuple[str, str]:
    return settings.site_url + uris.atom_uri(feed.agency_id), settings.site_url + feed.home_uri


# ---------------------------------------------------------------- JSON Feed


def json_feed_bytes(feed: Feed, settings: Settings) -> bytes:
    """Return *feed* as JSON Feed 1.1."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": xml_safe(feed.title),
        "home_page_url": settings.site_url + feed.home_uri,
        "feed_url": settings.site_url + uris.json_feed_uri(feed.agency_id),
        "language": "th",
    } | ({} if feed.entries else {"description": _NOTHING_YET})
    # One entry a line, as in the files of linked data.
    items = ",\n".join(json.dumps(_json_item(entry), ensure_ascii=False) for entry in feed.entries)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "items": [\n{items}\n]}}\n'.encode()


def _json_item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": xml_safe(entry.title),
        "content_text": xml_safe(entry.text),
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "authors": [{"name": xml_safe(entry.author)}],
        "attachments": [
            {"url": attached.url, "mime_type": attached.media_type, "title": xml_safe(attached.title)}
            | ({"size_in_bytes": attached.size} if attached.size is not None else {})
            for attached in entry.attachments
        ],
    }
