"""What `oit lock` and `oit confirm` make of a year's evidence: the lock to write, and what to say. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from oit_site.evidence_file import FileFacts
from oit_site.load import YearSource
from oit_site.lock import (
    EvidenceLock,
    LockedFile,
    LockState,
    lock_state,
    renamed_files,
    with_confirmed,
    with_names,
    with_new_files,
    without,
)
from oit_site.media import name_of
from oit_site.privacy import find_personal_data, names_a_person
from oit_site.rules import RULES, Severity
from oit_site.thai import thai_date


@dataclass(frozen=True, slots=True)
class Recording:
    """A lock with the files that were not in it, and how the other files stand to it; names in order.

    Files that have another name now are neither new nor gone.
    """

    lock: EvidenceLock
    new: tuple[str, ...]
    same: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: Mapping[str, str]
    """The new name of each file that is recorded under another one."""


@dataclass(frozen=True, slots=True)
class Confirming:
    """A lock with the files of some items confirmed, and what was done, one line a file, in Thai."""

    lock: EvidenceLock
    lines: tuple[str, ...]


def record_files(year: YearSource, prune: bool = False) -> Recording:
    """Return the lock of *year* with its new files; with *prune*, without the files that are gone."""
    lock = year.lock.value if year.lock else EvidenceLock()
    files = _published(year)
    renamed = renamed_files(lock, files)
    lock = with_names(lock, renamed)
    states = {name: lock_state(lock.files.get(name), facts) for name, facts in files.items()}
    gone = tuple(sorted(name for name in lock.files if name not in year.files))

    def of(*wanted: LockState) -> tuple[str, ...]:
        return tuple(sorted(name for name, state in states.items() if state in wanted))

    return Recording(
        with_new_files(without(lock, gone) if prune else lock, files),
        new=of(LockState.UNRECORDED),
        same=of(LockState.RECORDED, LockState.CONFIRMED),
        changed=of(LockState.CHANGED),
        gone=gone,
        renamed=renamed,
    )


def confirm_items(year: YearSource, codes: Iterable[str], by: str, on: date) -> Confirming:
    """Return the lock of *year* with every file of the items *codes* confirmed by the post *by* on the day *on* (ค.ศ.).

    ValueError with a Thai sentence for an item without a file to confirm, and for a file that no one should confirm.
    """
    lock = year.lock.value if year.lock else EvidenceLock()
    lock = with_names(lock, renamed_files(lock, _published(year)))
    codes = tuple(dict.fromkeys(codes))
    files = {name: facts for code in codes for name, facts in _files_of(year, code).items()}
    after = with_confirmed(lock, files, by, on)
    lines = tuple(
        line for name, facts in files.items() for line in _said_of(year, codes, name, facts, lock.files.get(name))
    )
    return Confirming(after, lines)


def read_post(text: str) -> str:
    """Return the post that *text* names, on one line; ValueError in Thai for a name and other personal data."""
    post = " ".join(text.split())
    if not post or len(post) > 120:
        raise ValueError("ใส่ชื่อตำแหน่งไม่เกิน 120 ตัวอักษร เช่น หัวหน้ากลุ่มนโยบายและแผน")
    if names_a_person(post) or any(find_personal_data(post)):
        raise ValueError("ใส่ชื่อตำแหน่ง ไม่ใช่ชื่อหรือข้อมูลส่วนบุคคล เพราะไฟล์นี้เผยแพร่ได้ เช่น หัวหน้ากลุ่มนโยบายและแผน")
    return post


def users_of(year: YearSource, name: str) -> tuple[str, ...]:
    """Return the codes of the items whose evidence the file *name* is, in the order of oit.yml."""
    return tuple(
        code
        for code, disclosure in year.disclosures.items()
        if any(evidence.file == name for evidence in disclosure.value.evidence)
    )


def _published(year: YearSource) -> dict[str, FileFacts]:
    return {name: file.facts for name, file in year.files.items() if file.facts}


def _files_of(year: YearSource, code: str) -> Mapping[str, FileFacts]:
    """Return the files of one item; ValueError where there is none, or one that is not fit to be confirmed."""
    disclosure = year.disclosures.get(code)
    if disclosure is None:
        raise ValueError(f"ข้อ {code} ไม่มีใน oit.yml ของปี {year.fiscal_year}")
    if disclosure.broken:
        raise ValueError(f"ข้อ {code} ใน oit.yml ของปี {year.fiscal_year} มีข้อผิดพลาด สั่ง oit check แล้วแก้ก่อน")
    names = dict.fromkeys(evidence.file for evidence in disclosure.value.evidence if evidence.file)
    if not names:
        raise ValueError(f"ข้อ {code} ไม่มีไฟล์หลักฐานในเว็บไซต์นี้ (มีแต่หน้าเว็บหรือลิงก์) จึงไม่มีไฟล์ให้ยืนยัน")
    published = _published(year)
    for name in names:
        if name not in published:
            raise ValueError(f"ไม่พบไฟล์ «{name}» ของข้อ {code}")
        if published[name].size == 0:
            raise ValueError(f"ไฟล์ «{name}» ของข้อ {code} ว่างเปล่า ยืนยันไม่ได้")
        for finding in published[name].findings:
            if RULES[finding.code].severity is Severity.ERROR:
                raise ValueError(f"ไฟล์ «{name}» ของข้อ {code} ยืนยันไม่ได้ {finding.code}: {finding.message}")
    return {name: published[name] for name in names}


def _said_of(
    year: YearSource, codes: tuple[str, ...], name: str, facts: FileFacts, before: LockedFile | None
) -> Iterator[str]:
    """Yield what to say of a file that is confirmed: what it is, what it replaces, and whom else it concerns."""
    yield f"{name} ({_described(facts)})"
    if before and before.sha256 != facts.sha256:
        confirmed = f"ยืนยันเมื่อ {thai_date(before.confirmed.on)} " if before.confirmed else ""
        yield f"  แทนไฟล์เดิม {confirmed}({_described(before)})"
    if others := [code for code in users_of(year, name) if code not in codes]:
        yield f"  ไฟล์นี้ใช้กับข้อ {', '.join(others)} ด้วย การยืนยันนี้มีผลกับข้อเหล่านั้น"


def _described(file: FileFacts | LockedFile) -> str:
    pages = f" {file.pages} หน้า" if file.pages else ""
    return f"{name_of(file.media_type)} {file.size:,} ไบต์{pages} sha256 {file.sha256[:12]}…"
