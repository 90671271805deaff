"""A published file that is no page: its address, and its bytes or how to make them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Export:
    """A file that is published as it is: its address, and its bytes or where it lies on disk."""

    uri: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class Made:
    """What others say of a file that is made: its size in bytes and its sha256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """An export before it is made. A check of the content needs only its address; a build makes it."""

    uri: str
    title: str
    """What it is, in Thai."""
    make: Callable[[Mapping[str, Made]], bytes]
    """Returns its bytes. It is told of all exports made before it, by address."""


Keep = Callable[[str, bytes], bytes | Path]
"""Puts the bytes of the export at an address where they wait for being published; returns them or that place."""


def in_memory(_: str, content: bytes) -> bytes:
    """Return *content* itself."""
    return content


def make_exports(plans: Iterable[ExportPlan], keep: Keep = in_memory) -> tuple[tuple[Export, ...], Mapping[str, Made]]:
    """Return the exports that *plans* describe, made in their order, and what each became, by address.

    A large site's files would be the peak of a build's memory: *keep* may put each away as soon as it is made.
    """
    made: dict[str, Made] = {}
    exports = []
    for plan in plans:
        content = plan.make(made)
        made[plan.uri] = Made(len(content), hashlib.sha256(content).hexdigest())
        exports.append(Export(plan.uri, keep(plan.uri, content)))
    return tuple(exports), made
