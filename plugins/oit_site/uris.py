"""Where each page of a site lies. A promise: an address is never changed without a redirect.

A `*_uri` is "/"-separated, relative to the site, lower case, and ends in "/" ("" is the home page).
*agency_id* is "" on the site of one agency.
"""

from __future__ import annotations

from urllib.parse import quote

HOME = ""
EDITIONS = "oit/"
HELP = "help/problems/"
DATA = "data/"
"""The open data: the same files with the same columns on every site."""
CATALOG_JSONLD = "data/catalog.jsonld"
CATALOG_TURTLE = "data/catalog.ttl"
CATALOG_XML = "data/catalog.rdf"
ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
LLMS = "llms.txt"
SITEMAP = "sitemap.xml"
SEARCH = "search/"


def agency_uri(agency_id: str) -> str:
    """Return the address of an agency's page."""
    return f"{agency_id}/" if agency_id else HOME


def colours_uri(agency_id: str) -> str:
    """Return the address of the style sheet with an agency's colour; that of the site's colour for ""."""
    return f"{agency_uri(agency_id)}theme.css"


def year_uri(agency_id: str, fiscal_year: int) -> str:
    """Return the address of an agency's fiscal year (พ.ศ.)."""
    return f"{agency_uri(agency_id)}{fiscal_year}/"


def assessment_uri(agency_id: str, fiscal_year: int) -> str:
    """Return the address of a year's scores."""
    return f"{year_uri(agency_id, fiscal_year)}assessment/"


def measures_uri(agency_id: str, fiscal_year: int) -> str:
    """Return the address of all measures of a year (the O42 page of 2566)."""
    return f"{year_uri(agency_id, fiscal_year)}measures/"


def issue_uri(agency_id: str, fiscal_year: int, issue_id: str) -> str:
    """Return the address of one issue."""
    return f"{measures_uri(agency_id, fiscal_year)}{issue_id}/"


def results_uri(agency_id: str, fiscal_year: int) -> str:
    """Return the address of a year's results (the O43 page of 2566)."""
    return f"{year_uri(agency_id, fiscal_year)}results/"


def checklist_uri(agency_id: str, fiscal_year: int) -> str:
    """Return the address of a year's OIT checklist."""
    return f"{year_uri(agency_id, fiscal_year)}oit/"


def item_uri(agency_id: str, fiscal_year: int, code: str) -> str:
    """Return the address of one item of a year's checklist: the one to hand in."""
    return f"{checklist_uri(agency_id, fiscal_year)}{code.lower()}/"


def todo_uri(agency_id: str, fiscal_year: int) -> str:
    """Return the address of what a year still lacks."""
    return f"{year_uri(agency_id, fiscal_year)}todo/"


def calendar_uri(agency_id: str, fiscal_year: int, group: str = "") -> str:
    """Return the address of the calendar of what is due: of all, or of the group *group*."""
    return f"{group_uri(agency_id, fiscal_year, group) if group else todo_uri(agency_id, fiscal_year)}calendar.ics"


def group_uri(agency_id: str, fiscal_year: int, group: str) -> str:
    """Return the address of what one group does in a year; *group* is its key."""
    return f"{todo_uri(agency_id, fiscal_year)}{group}/"


def answers_uri(agency_id: str, fiscal_year: int) -> str:
    """Return the address of a year's answer sheet."""
    return f"{year_uri(agency_id, fiscal_year)}answers/"


def answers_file_uri(agency_id: str, fiscal_year: int, ending: str) -> str:
    """Return the address of the answer sheet as a file: "csv" or "xlsx"."""
    return f"{answers_uri(agency_id, fiscal_year)}answers.{ending}"


def evidence_uri(agency_id: str, fiscal_year: int, name: str) -> str:
    """Return the address of an evidence file; *name* is its path from the year's folder."""
    return f"{year_uri(agency_id, fiscal_year)}{name}"


def data_uri(name: str, fiscal_year: int | None = None, agency_id: str = "") -> str:
    """Return the address of a file of open data: of the whole site, or an agency's own share of a portal's."""
    year = f"{fiscal_year}/" if fiscal_year else ""
    return f"{agency_uri(agency_id)}{DATA}{year}{name}"


def atom_uri(agency_id: str = "") -> str:
    """Return the address of the Atom feed of an agency, or of all."""
    return f"{agency_uri(agency_id)}feed.xml"


def json_feed_uri(agency_id: str = "") -> str:
    """Return the address of the JSON feed of an agency, or of all."""
    return f"{agency_uri(agency_id)}feed.json"


def vocabulary_uri(fiscal_year: int) -> str:
    """Return the address of the items of one year as a vocabulary of linked data."""
    return f"{DATA}vocab/oit-{fiscal_year}.jsonld"


def edition_uri(fiscal_year: int) -> str:
    """Return the address of the catalogue of one year."""
    return f"{EDITIONS}{fiscal_year}/"


def catalogue_item_uri(fiscal_year: int, code: str) -> str:
    """Return the address of one item of the catalogue."""
    return f"{edition_uri(fiscal_year)}{code.lower()}/"


def authored_uri(page: str) -> str:
    """Return the address of *page*, a path from the pages folder: "about.md" → "about/", "plan.pdf" as it is."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"{folder}/" if folder else HOME
    return f"{stem}/"


def relative_url(here: str, there: str, anchor: str = "") -> str:
    """Return the address of the page or file *there* as a browser on the page *here* needs it."""
    url = "../" * here.count("/") + there
    return (url or "./") + (f"#{anchor}" if anchor else "")


def text_fragment(words: str) -> str:
    """Return what follows the `#` of an address to make a browser scroll to *words* on the page (and mark them).

    Browsers that do not know it open the page at its top. `-`, `,` and `&` have a meaning of their own here.
    Source: the WICG draft URL Fragment Text Directives, 3.3.
    """
    return f":~:text={quote(words, safe='').replace('-', '%2D')}"
