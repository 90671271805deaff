"""The files by which other programs find and follow the site: feeds, robots.txt, security.txt, llms.txt."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial

from oit_site import uris
from oit_site.export.feeds import Feed, atom_bytes, json_feed_bytes
from oit_site.export.file import ExportPlan
from oit_site.export.web_files import llms_txt, robots_txt, security_txt
from oit_site.facts import SiteFacts
from oit_site.settings import Settings

_FOR_ASSISTANTS = frozenset(
    (uris.data_uri("oit-checklist-all.csv"), uris.data_uri("datapackage.json"), uris.CATALOG_JSONLD)
)


def plan_web_files(
    facts: SiteFacts,
    feeds: Iterable[Feed],
    settings: Settings,
    open_data: Iterable[ExportPlan],
    authored: Container[str],
) -> Iterator[ExportPlan]:
    """Yield the files that other programs look for.

    Of *open_data* those that lead to all others are named to assistants. Whoever puts a robots.txt or the like of
    their own among the *authored* pages keeps it.
    """
    feeds = tuple(feeds)
    for feed in feeds:
        yield _plan(uris.atom_uri(feed.agency_id), feed.title, partial(atom_bytes, feed, settings))
        yield _plan(uris.json_feed_uri(feed.agency_id), feed.title, partial(json_feed_bytes, feed, settings))
    named = [(file.uri, file.title) for file in open_data if file.uri in _FOR_ASSISTANTS]
    named += [(uris.atom_uri(feed.agency_id), feed.title) for feed in feeds[:1]]
    own = [
        _plan(uris.ROBOTS, "ไฟล์สำหรับโปรแกรมค้นหา", partial(robots_txt, settings)),
        _plan(uris.LLMS, "ภาพรวมของเว็บไซต์สำหรับผู้ช่วยอัตโนมัติ", partial(llms_txt, facts, settings, named)),
    ]
    security = security_txt(settings, facts.last_day)
    if security is not None:
        own.append(_plan(uris.SECURITY, "ช่องทางแจ้งช่องโหว่ของเว็บไซต์", lambda: security))
    yield from (plan for plan in own if plan.uri not in authored)


def _plan(uri: str, title: str, make: Callable[[], bytes]) -> ExportPlan:
    return ExportPlan(uri, title, lambda _: make())
