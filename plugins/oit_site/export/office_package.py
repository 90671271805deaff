"""Packages of Word and Excel (ECMA-376, part 2): ZIP files, of which many share all parts but a few.

What never changes is compressed once, and a file is made by adding to a copy. The same parts give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_LEVEL = 5
"""A third less work than the usual 6 for a twelfth more bytes; below it the bytes grow faster."""


def package_files(package: bytes) -> dict[str, str]:
    """Return the files of *package*, all of them XML, by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return {name: source.read(name).decode() for name in source.namelist()}


def constant_package(files: Mapping[str, str]) -> bytes:
    """Return a package of *files*, to which `filled_package` adds the rest."""
    return filled_package(b"", files)


def filled_package(constant: bytes, files: Mapping[str, str]) -> bytes:
    """Return the package *constant* with *files* added to it."""
    target = io.BytesIO(constant)
    with zipfile.ZipFile(target, "a") as package:
        for name, content in files.items():
            # The oldest day that ZIP knows: no clock is asked.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            package.writestr(entry, content, zipfile.ZIP_DEFLATED, _LEVEL)
    return target.getvalue()
