"""Where a piece of evidence is, down to the page of a PDF or the words on a web page: for pages and exports."""

from __future__ import annotations

from dataclasses import dataclass

from oit_site import uris
from oit_site.checklist import EvidenceRow
from oit_site.facts import YearFacts
from oit_site.media import PDF, WEB_PAGE, type_of_address
from oit_site.model import Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """An address and what follows its `#` ("" for nothing). One of this site is relative to it and not encoded."""

    address: str
    anchor: str = ""
    elsewhere: bool = False

    @property
    def url(self) -> str:
        """The whole address of a place elsewhere."""
        # A fragment directive is joined to the fragment that the address has already.
        return self.address + ("#" if self.anchor and "#" not in self.address else "") + self.anchor


def place_of(row: EvidenceRow, year: YearFacts) -> Place:
    """Return where the evidence *row* of *year* is; whether the site has such an address is not known here."""
    evidence = row.evidence
    if evidence is None:
        of_year = uris.measures_uri if row.site_page == "measures" else uris.results_uri
        return Place(of_year(year.agency.id, row.site_year or year.fiscal_year))
    if evidence.url:
        return Place(evidence.url, _anchor_elsewhere(evidence.url, evidence), elsewhere=True)
    if evidence.page:
        page, _, anchor = evidence.page.partition("#")
        words = uris.text_fragment(evidence.quote) if evidence.quote and page.endswith(".md") else ""
        return Place(uris.authored_uri(page), anchor + words)
    address = uris.evidence_uri(year.agency.id, year.fiscal_year, evidence.file or "")
    return Place(address, f"page={evidence.page_no}" if evidence.page_no else "")


def _anchor_elsewhere(url: str, evidence: Evidence) -> str:
    media_type = type_of_address(url)
    if media_type == PDF:  # no browser's viewer of PDF finds words by their address
        return f"page={evidence.page_no}" if evidence.page_no and "#" not in url else ""
    is_page = url.lower().startswith("http") and media_type in (None, WEB_PAGE)
    return uris.text_fragment(evidence.quote) if evidence.quote and is_page else ""
