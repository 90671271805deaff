"""What a site is told about itself, by mkdocs.yml or another host: a value that pages and exports read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oit_site.problem import Waiver


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms under which the open data is published; the agency confirms them."""

    title: str = "สัญญาอนุญาตข้อมูลเปิดภาครัฐ (DGA Open Government License)"
    url: str = "https://data.go.th/pages/dga-open-government-license"
    gdc_value: str = "อื่นๆ"
    """The value of the list that GD-Catalog, the catalogue software of Thai agencies, knows for it."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a portal of several agencies; an agency's own site is published by the agency."""

    name: str = ""
    """"" where that is not said: then the name of the site stands for it."""
    url: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SecurityContact:
    """Where to report a weakness of the site: what security.txt (RFC 9116) says."""

    contact: tuple[str, ...] = ()
    """Addresses (mailto:, https: or tel:), the preferred one first. Without one there is no security.txt."""
    expires: date | None = None
    """The last day (ค.ศ.) on which the contact is sure to be right; None leaves it to the days that are known."""
    policy: str = ""
    """The address of the agency's policy on such reports."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site."""

    site_url: str = ""
    """Where the site is published, ending in "/"; "" where that is not said: then nothing has a full address."""
    site_name: str = "มาตรการคุณธรรมและความโปร่งใส"
    pages_folder: str = "content/pages"
    """The folder of the authored pages as problems show it."""
    waivers: tuple[Waiver, ...] = ()
    """Problems that the site lives with, each with its reason."""
    colour: str | None = None
    """The colour (``#rrggbb``, dark enough for white text) of pages whose agency has none; None is the standard one."""
    numerals: str = "arabic"
    """The digits of the numbers on pages: `thai`, or `arabic`, with which texts of documents keep those they have."""
    licence: Licence = Licence()
    publisher: Publisher = Publisher()
    security: SecurityContact = SecurityContact()
    catalog_media_types: bool = False
    """Whether the DCAT catalogue names the formats of files: DCAT has it so, CKAN's harvester shows no preview then."""
    build_day: date | None = None
    """The day (ค.ศ.) that SOURCE_DATE_EPOCH names as that of the build; None where it names none."""
    explanation_limit: int = 500
    """The most letters of an explanation on the answer sheet before it is called too long. A bound of our own: what the
    OIT form takes was found in no source. Thai vowels and tone marks count as letters, as they do in a form."""
