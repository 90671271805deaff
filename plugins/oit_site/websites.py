"""An agency's own websites: where OIT wants to find what is disclosed. Compares addresses, opens none."""

from __future__ import annotations

from urllib.parse import urlsplit

from oit_site.model import Agency


def host_of(url: str) -> str:
    """Return the host of a web address without `www.`, "" for another kind of address."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def own_hosts(agency: Agency) -> frozenset[str]:
    """Return the hosts of the websites that agency.yml names; empty where it names none."""
    return frozenset(host_of(link.url) for link in agency.websites) - {""}


def lies_on(host: str, sites: frozenset[str]) -> bool:
    """Return whether *host* is one of *sites* or lies below one."""
    return any(host == site or host.endswith(f".{site}") for site in sites)
