"""The lock of a year's evidence: what each file was when it was last recorded, and who confirmed that.

`evidence.lock.json` is written by `oit lock` and `oit confirm` alone, and committed with the content: a build only
compares. People never type what stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from oit_site import thai
from oit_site.evidence_file import FileFacts
from oit_site.model import Day, Flag, Int, Model, Text, reader
from oit_site.privacy import find_personal_data
from oit_site.problem import Location, Problem
from oit_site.shape import shape_problems
from oit_site.yaml_source import MAX_BYTES, Document, place_in, read_yaml

LOCK_NAME = "evidence.lock.json"


class Confirmation(Model):
    """Who has looked at a file and found that it is the evidence, by post, and when."""

    by: Text = Field(title="ตำแหน่งผู้ยืนยัน")
    on: Day = Field(title="วันที่ยืนยัน")


class LockedFile(Model):
    """What a file was when it was recorded. Only its sha256 is compared; the rest lets people read a change."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(title="ลายนิ้วมือไฟล์ (sha256)")
    size: Int = Field(title="ขนาด (ไบต์)")
    media_type: Text = Field(title="ชนิดของไฟล์")
    pages: Int | None = Field(None, title="จำนวนหน้า")
    text_pages: Int | None = Field(None, title="จำนวนหน้าที่มีชั้นข้อความ")
    tagged: Flag | None = Field(None, title="มีโครงสร้างสำหรับอ่านออกเสียง")
    language: Text | None = Field(None, title="ภาษา")
    encrypted: Flag = Field(False, title="ล็อกหรือใส่รหัสผ่าน")
    confirmed: Confirmation | None = Field(None, title="การยืนยัน")


class EvidenceLock(Model):
    """The recorded files of one fiscal year, by their paths from the year's folder."""

    format: Annotated[Literal[1], reader(thai.read_int, "OIT103")] = Field(1, title="รูปแบบ")
    files: dict[str, LockedFile] = Field(default_factory=dict, title="ไฟล์")


class LockState(Enum):
    """How a file stands to the lock of its year."""

    UNRECORDED = "unrecorded"
    RECORDED = "recorded"
    """As it was when it was recorded; nobody has confirmed it."""
    CONFIRMED = "confirmed"
    """As it was when it was confirmed."""
    CHANGED = "changed"
    """Another file than was recorded: ต้องทบทวน until someone confirms it."""


def read_lock(
    raw: bytes, path: str, files: Mapping[str, FileFacts]
) -> tuple[EvidenceLock | None, Document, tuple[Problem, ...]]:
    """Return the lock that *raw* holds (None where it is broken), where all in it stands, and what is wrong with it.

    *files* are those of the year. Where they are as recorded nothing will be reported, and no place is known: to
    read places takes 60 times as long as to read JSON.
    """
    try:
        lock = EvidenceLock.model_validate(_json(raw))
        if all(_is_as_recorded(file, files.get(name)) for name, file in lock.files.items()):
            return lock, Document(path), ()
    except json.JSONDecodeError as error:
        hint = "ไฟล์นี้สร้างด้วยคำสั่ง oit lock หากเกิดจากการรวมไฟล์ ให้เลือกฝั่งเดียว"
        # Lines end where they end in YAML: JSON's own count knows only one kind of line end.
        where = Location(path, *place_in(error.doc, error.pos))
        return None, Document(path), (Problem(where, "OIT001", "รูปแบบ JSON ไม่ถูกต้อง", hint),)
    except (ValueError, RecursionError):
        pass  # what is wrong is found below, with its place
    # JSON is YAML as we read it: the same reader refuses the same things at their places.
    document = read_yaml(raw, path)
    if document.tree is None:
        return None, document, document.problems
    try:
        lock = EvidenceLock.model_validate(document.tree)
    except ValidationError as error:
        return None, document, (*document.problems, *shape_problems(document, EvidenceLock, (), error))
    found = [
        Problem(document.at("files", name, "confirmed", "by"), code, f"พบ{kind}", "ใส่ชื่อตำแหน่งแทน")
        for name, file in lock.files.items()
        for code, kind in _personal(file)
    ]
    return lock, document, (*document.problems, *found)


def _json(raw: bytes) -> Any:
    """Return what a JSON text holds; ValueError also where it is long or names a key twice, which JSON allows."""
    if len(raw) > MAX_BYTES:
        raise ValueError(len(raw))
    return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_unique)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        raise ValueError("a key stands twice")
    return tree


def _is_as_recorded(file: LockedFile, facts: FileFacts | None) -> bool:
    return facts is not None and facts.sha256 == file.sha256 and not any(_personal(file))


def _personal(file: LockedFile) -> Iterator[tuple[str, str]]:
    """Yield code and kind of the personal data in what is shown of a lock."""
    return ((data.code, data.kind) for data in find_personal_data(file.confirmed.by if file.confirmed else ""))


def lock_state(locked: LockedFile | None, facts: FileFacts) -> LockState:
    """Return how a file with *facts* stands to what was recorded of it."""
    if locked is None:
        return LockState.UNRECORDED
    if locked.sha256 != facts.sha256:
        return LockState.CHANGED
    return LockState.CONFIRMED if locked.confirmed else LockState.RECORDED


def renamed_files(lock: EvidenceLock, files: Mapping[str, FileFacts]) -> Mapping[str, str]:
    """Return for each recorded name that none of *files* has the new name of that same file, where there is one.

    Who confirmed a file has looked at what is in it: under another name it is confirmed still.
    """
    new = {facts.sha256: name for name, facts in sorted(files.items(), reverse=True) if name not in lock.files}
    gone = ((name, file.sha256) for name, file in sorted(lock.files.items()) if name not in files)
    found: dict[str, str] = {}
    for name, sha256 in gone:
        if there := new.pop(sha256, None):
            found[name] = there
    return found


def with_names(lock: EvidenceLock, renamed: Mapping[str, str]) -> EvidenceLock:
    """Return *lock* with the entries of *renamed* files under their new names."""
    return EvidenceLock(files={renamed.get(name, name): file for name, file in lock.files.items()})


def recorded(facts: FileFacts, confirmed: Confirmation | None = None) -> LockedFile:
    """Return what a lock holds of a file with *facts*."""
    return LockedFile(
        sha256=facts.sha256,
        size=facts.size,
        media_type=facts.media_type,
        pages=facts.pages,
        text_pages=facts.text_pages,
        tagged=facts.tagged,
        language=facts.language,
        encrypted=facts.encrypted,
        confirmed=confirmed,
    )


def with_new_files(lock: EvidenceLock, files: Mapping[str, FileFacts]) -> EvidenceLock:
    """Return *lock* with those of *files* that it does not hold. What it holds stays, also where it has changed."""
    return EvidenceLock(files={name: recorded(facts) for name, facts in files.items()} | lock.files)


def with_confirmed(lock: EvidenceLock, files: Mapping[str, FileFacts], by: str, on: date) -> EvidenceLock:
    """Return *lock* with *files* as they are now, confirmed by the post *by* on the day *on* (ค.ศ.)."""
    confirmation = Confirmation(by=by, on=on)
    return EvidenceLock(files=lock.files | {name: recorded(facts, confirmation) for name, facts in files.items()})


def without(lock: EvidenceLock, names: Iterable[str]) -> EvidenceLock:
    """Return *lock* without the files *names*."""
    gone = set(names)
    return EvidenceLock(files={name: file for name, file in lock.files.items() if name not in gone})


def lock_text(lock: EvidenceLock) -> str:
    """Return *lock* as its file holds it: files by name, one fact a line, nothing that is not known."""
    files = {
        name: file.model_dump(mode="json", exclude_none=True, exclude={} if file.encrypted else {"encrypted"})
        for name, file in sorted(lock.files.items())
    }
    return json.dumps({"format": 1, "files": files}, ensure_ascii=False, indent=2) + "\n"


def confirm_command(agency_id: str, fiscal_year: int, code: str) -> str:
    """Return the command that confirms the files of the item *code*, as it is typed."""
    agency = f" --agency {agency_id}" if agency_id else ""
    return f'oit confirm {code}{agency} --year {fiscal_year} --by "ตำแหน่งผู้ยืนยัน"'
