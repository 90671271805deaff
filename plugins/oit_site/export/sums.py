"""The checksums of all open data, as `sha256sum -c` reads them."""

from __future__ import annotations

from collections.abc import Mapping

from oit_site.export.file import Made
from oit_site.uris import DATA


def sums_bytes(made: Mapping[str, Made]) -> bytes:
    """Return a line with checksum and name, from the folder of open data, for each file of *made* in that folder."""
    names = sorted(uri.removeprefix(DATA) for uri in made if uri.startswith(DATA))
    return "".join(f"{made[DATA + name].sha256}  {name}\n" for name in names).encode()
