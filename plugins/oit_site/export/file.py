"""A published file that is no page: its address, and its bytes or how to make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Export:
    """A file that is published as it is: its address, and its bytes or where it lies on disk."""

    uri: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """An export before it is made. A check of the content needs only its address; a build makes it."""

    uri: str
    title: str
    """What it is, in Thai."""
    make: Callable[[Mapping[str, bytes]], bytes]
    """Returns its bytes. It is given all exports made before it, by address."""


def make_exports(plans: Iterable[ExportPlan]) -> tuple[Export, ...]:
    """Return the exports that *plans* describe, made in their order."""
    made: dict[str, bytes] = {}
    for plan in plans:
        made[plan.uri] = plan.make(made)
    return tuple(Export(uri, content) for uri, content in made.items())
