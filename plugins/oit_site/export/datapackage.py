"""The Data Package (v2) of a site: one descriptor of all its CSV files, which names, sizes and keys them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oit_site.export.file import Made
from oit_site.export.json_file import json_bytes
from oit_site.export.table_schema import foreign_key, table_schema
from oit_site.export.tables import Table
from oit_site.settings import Settings
from oit_site.uris import DATA

_PROFILES = "https://datapackage.org/profiles/2.0/"
_DIALECT = {"$schema": f"{_PROFILES}tabledialect.json", "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'}


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A published CSV: its address, its name in the package, its title, and the shape of its table."""

    uri: str
    name: str
    title: str
    shape: Table
    belongs_to: str | None = None
    """The name of the file whose rows its own rows name by their first three key columns."""


def datapackage_bytes(files: Iterable[CsvFile], made: Mapping[str, Made], settings: Settings, owner: str) -> bytes:
    """Return datapackage.json for *files*, which are in *made*; *owner* is who publishes them."""
    tree: dict[str, Any] = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": "oit-open-data",
        "title": f"ข้อมูลเปิด OIT: {settings.site_name}",
        "description": "รายการตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) หลักฐาน มาตรการ และผลประเมิน ITA ของหน่วยงานในเว็บไซต์นี้",
        "keywords": ["OIT", "ITA", "การเปิดเผยข้อมูลสาธารณะ", "คุณธรรมและความโปร่งใส"],
        "licenses": [{"path": settings.licence.url, "title": settings.licence.title}],
        "contributors": [{"title": owner, "roles": ["publisher"]}],
    }
    if settings.site_url:
        tree["homepage"] = settings.site_url
        tree["id"] = f"{settings.site_url}{DATA}datapackage.json"
    tree["resources"] = [_resource(file, made[file.uri]) for file in files]
    return json_bytes(tree)


def _resource(file: CsvFile, made: Made) -> dict[str, Any]:
    schema = table_schema(file.shape)
    if file.belongs_to:
        schema["foreignKeys"] = [foreign_key(file.shape.key[:3], file.belongs_to)]
    return {
        # Without it some readers take the resource for one of version 1.
        "$schema": f"{_PROFILES}dataresource.json",
        "name": file.name,
        "type": "table",
        "path": file.uri.removeprefix(DATA),
        "title": file.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": made.size,
        "hash": f"sha256:{made.sha256}",
        "dialect": _DIALECT,
        "schema": schema,
    }
