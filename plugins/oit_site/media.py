"""Media types, and how open the data in each is («ระดับความเปิด», 1–5)."""

from __future__ import annotations

from urllib.parse import urlsplit

BY_ENDING = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xls": "application/vnd.ms-excel",
    "doc": "application/msword",
    "ppt": "application/vnd.ms-powerpoint",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "odg": "application/vnd.oasis.opendocument.graphics",
    "zip": "application/zip",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "html": "text/html",
    "htm": "text/html",
    "txt": "text/plain",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "geojson": "application/geo+json",
    "xml": "application/xml",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "n3": "text/n3",
    "rdf": "application/rdf+xml",
}
"""Our own table: that of `mimetypes` differs from machine to machine."""

PLAIN, BINARY, WEB_PAGE, PDF = "text/plain", "application/octet-stream", "text/html", "application/pdf"

_LEVELS = (
    (5, ("jsonld", "ttl", "nt", "n3", "rdf")),
    (3, ("csv", "tsv", "json", "geojson", "xml")),
    (2, ("xlsx", "xlsm", "xls", "ods")),
)
"""As data.go.th's own quality check (ckanext-dquality) rates formats; what it does not name is rated as its kin."""

_LEVEL_OF = {BY_ENDING[ending]: level for level, endings in _LEVELS for ending in endings}


_NAMES = {media_type: ending.upper() for ending, media_type in reversed(BY_ENDING.items())}
"""The first ending of each type names it."""


def open_level(media_type: str | None) -> int:
    """Return how open data of *media_type* is: 5 linked data, 3 open tables, 2 spreadsheets, 1 all that can be seen."""
    return _LEVEL_OF.get(media_type or "", 1)


def type_of_address(url: str) -> str | None:
    """Return the media type that the ending of a web address promises, None where it promises none."""
    _, dot, ending = urlsplit(url).path.rpartition("/")[2].lower().rpartition(".")
    return BY_ENDING.get(ending) if dot else None


def name_of(media_type: str) -> str:
    """Return what people call a media type: ``PDF``, ``XLSX``; the type itself where it has no name here."""
    return _NAMES.get(media_type, media_type)
