"""A build is written beside the published folder and takes its place when whole: readers never meet half a site."""

from __future__ import annotations

import shutil
from pathlib import Path


def staging_folder(site_folder: Path) -> Path:
    """Return an empty folder to build in, on the disk of *site_folder*; leftovers of an interrupted build go.

    It lies beside *site_folder*, or hidden inside where that is a disk of its own, which renaming cannot cross.
    Raises OSError where it cannot be made.
    """
    folder = _beside(site_folder, "building")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def publish(staged: Path, site_folder: Path) -> None:
    """Put all that *staged* holds into *site_folder*, in place of what is there, by renaming whole entries.

    Hidden entries of *site_folder* that the new site does not have stay, as MkDocs leaves them. Raises OSError
    after putting everything back where an entry cannot be moved, as on Windows when a program has it open.
    """
    site_folder.mkdir(parents=True, exist_ok=True)
    replaced = _beside(site_folder, "replaced")
    shutil.rmtree(replaced, ignore_errors=True)
    replaced.mkdir()
    new = sorted(path.name for path in staged.iterdir())
    kept = {staged.name, replaced.name}
    old = [path.name for path in site_folder.iterdir() if path.name in new or not path.name.startswith(".")]
    moves = [(site_folder / name, replaced / name) for name in sorted(old) if name not in kept]
    moves += [(staged / name, site_folder / name) for name in new]
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise
    finally:
        shutil.rmtree(replaced, ignore_errors=True)


def discard(staged: Path) -> None:
    """Remove a build that is not to be published."""
    shutil.rmtree(staged, ignore_errors=True)


def _beside(site_folder: Path, purpose: str) -> Path:
    site_folder = site_folder.resolve()
    own_disk = site_folder.exists() and site_folder.stat().st_dev != site_folder.parent.stat().st_dev
    return site_folder / f".{purpose}" if own_disk else site_folder.with_name(f".{site_folder.name}.{purpose}")
