"""What the theme prints around a page: whose page it is, how to reach them, where to complain.

Every text is escaped here, because MkDocs renders the theme without escaping.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from markupsafe import escape

from oit_site import uris
from oit_site.colour import carries_white_text
from oit_site.facts import AgencyFacts
from oit_site.thai import thai_date

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Office:
    """The agency whose page is shown, for header and footer. Texts are finished HTML; addresses are of this site."""

    name: str
    """The whole name."""
    label: str
    """The short name."""
    over: str
    """What it belongs to; "" where that is not said."""
    uri: str
    complaint: str
    """Where corruption is reported: an address of the web, escaped; "" where the agency names none."""
    address: str
    phone: str
    email: str
    mail_to: str
    """The address of the e-mail that a click opens; "" where `email` is not one that can be written to."""
    logo: str | None
    """The address of the emblem from the site's root, percent-encoded: offices name files in Thai, with blanks."""
    colours: str | None
    """The style sheet with the colour of the agency, or else of the site; None where neither has one."""
    fictional: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day as people read it, and as machines do."""

    iso: str
    text: str


def office_of(agency: AgencyFacts, pictures: Collection[str], site_colours: str | None = None) -> Office:
    """Return what stands around the pages of *agency*; *pictures* are the files of the pages folder.

    *site_colours* is the style sheet of the site, worn where the agency has no colour of its own that can be read.
    """
    office, contact = agency.agency, agency.agency.contact
    complaint = contact.complaint_url if contact else None
    return Office(
        name=escape(office.name),
        label=escape(office.label),
        over=escape(office.parents[0] if office.parents else ""),
        uri=agency.uri,
        complaint=escape(complaint or ""),
        address=escape((contact and contact.address) or ""),
        phone=escape((contact and contact.phone) or ""),
        email=escape((contact and contact.email) or ""),
        mail_to=f"mailto:{contact.email}" if contact and _EMAIL.fullmatch(contact.email or "") else "",
        logo=quote(office.logo) if office.logo and office.logo in pictures else None,
        colours=uris.colours_uri(agency.source.id)
        if office.colour and carries_white_text(office.colour)
        else site_colours,
        fictional=office.fictional,
    )


def day_of(day: date | None) -> Day | None:
    """Return *day* (ค.ศ.) for the theme, with a year of พ.ศ.; None for None."""
    return Day(day.isoformat(), thai_date(day)) if day else None
