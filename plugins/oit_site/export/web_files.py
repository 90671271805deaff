"""The small files that other programs look for at fixed addresses: robots.txt, security.txt, llms.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from oit_site import uris
from oit_site.facts import SiteFacts
from oit_site.settings import Settings

LONGEST = timedelta(days=364)
"""RFC 9116 recommends that security.txt expires in less than a year."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")


def robots_txt(settings: Settings) -> bytes:
    """Return a robots.txt that lets every crawler read everything, and says where the list of pages is."""
    lines = ["User-agent: *", "Allow: /"]
    if settings.site_url:
        lines += ["", f"Sitemap: {settings.site_url}{uris.SITEMAP}"]
    return _text(lines)


def security_expires(settings: Settings, newest: date | None) -> date | None:
    """Return the last day (ค.ศ.) of the security contact, or None where no day is known.

    No clock is asked, so that the same content gives the same file. It is the day that mkdocs.yml states; else 364
    days after the day that SOURCE_DATE_EPOCH names as that of the build; else 364 days after *newest*, the newest
    day that the content states: a site that nobody has changed for a year vouches for no contact.
    """
    start = settings.build_day or newest
    return settings.security.expires or (start + LONGEST if start else None)


def security_txt(settings: Settings, newest: date | None) -> bytes | None:
    """Return security.txt (RFC 9116); None where no contact is set or no day is known for it."""
    said, last_day = settings.security, security_expires(settings, newest)
    if not said.contact or last_day is None:
        return None
    lines = [f"Contact: {_one_line(contact)}" for contact in said.contact]
    lines += [f"Expires: {last_day.isoformat()}T23:59:59+07:00", "Preferred-Languages: th, en"]
    if settings.site_url:
        lines.append(f"Canonical: {settings.site_url}{uris.SECURITY}")
    if said.policy:
        lines.append(f"Policy: {_one_line(said.policy)}")
    return _text(lines)


def llms_txt(facts: SiteFacts, settings: Settings, files: Iterable[tuple[str, str]]) -> bytes:
    """Return an overview of the site in Markdown, for assistants: what it is, the agencies, the open data.

    *files* are address and title of the open data to name.
    """
    base = settings.site_url
    lines = [
        f"# {_escaped(settings.site_name)}",
        "",
        "> มาตรการส่งเสริมคุณธรรมและความโปร่งใส ผลประเมิน ITA และรายการตรวจ OIT ของหน่วยงานภาครัฐไทย "
        "ปีงบประมาณเป็น พ.ศ. วันที่ในไฟล์ข้อมูลเป็น ค.ศ. (ISO 8601)",
        "",
        "## หน่วยงาน",
        "",
    ]
    for agency in facts.agencies:
        years = " ".join(str(year.fiscal_year) for year in agency.years)
        note = " (หน่วยงานสมมติเพื่อสาธิต)" if agency.agency.fictional else ""
        lines.append(f"- [{_escaped(agency.agency.name)}]({base}{agency.uri or './'}): ปีงบประมาณ {years or '-'}{note}")
    lines += ["", "## ข้อมูลเปิด", ""]
    lines += [f"- [{_escaped(title)}]({base}{uri})" for uri, title in files]
    return _text(lines)


def _text(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _one_line(text: str) -> str:
    """Return *text* so that it cannot begin a line of its own."""
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """Return *text* as Markdown shows it letter for letter."""
    return _MARKDOWN.sub(r"\\\1", _one_line(text))
