"""YAML text to a tree of text with the position of every key and value. The only module that imports yaml.

Everything is text here: `no`, `12:30`, `0123` and `2567-02-29` stay what was typed, and the model gives them a type.
The stream of parser events is read once, without recursion, so depth and aliases cannot hurt.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import yaml

from oit_site.problem import Location, Problem
from oit_site.yaml_slips import LINE_END, find_slip, slip_in_key

Tree = Any
"""What a document holds: `str`, `None` (no value typed), `list` of trees, or `dict` of text to tree."""

Path = tuple[str | int, ...]
"""The keys and indexes that lead from the root of a document to a node."""

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_DEPTH: Final = 24
MAX_NODES: Final = 100_000

_AS_UTF_8: Final = "บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EMPTY_SCALARS = frozenset(("", "~", "null"))

_SLIPPED = re.compile("mapping values|could not find expected ':'|did not find expected key|expected <block end>")
"""What the parsers say where a slip of the hand may be the cause."""

_EXPLANATIONS = (
    ("cannot start any token", "พบอักขระที่ขึ้นต้นค่าไม่ได้ เช่น แท็บ @ หรือ ` ใช้การเคาะวรรคแทนแท็บ หรือครอบข้อความด้วยเครื่องหมายคำพูด"),
    ("found a tab character", "ย่อหน้าด้วยแท็บ ให้ใช้การเคาะวรรคแทน"),
    ("mapping values are not allowed", "มี : ในข้อความที่ไม่ได้ครอบเครื่องหมายคำพูด หรือย่อหน้าไม่ตรงกับบรรทัดก่อนหน้า"),
    ("could not find expected ':'", "ขาด : หลังชื่อคีย์"),
    ("did not find expected '-' indicator|block (?:collection|sequence).*expected <block end>", "ย่อหน้าของรายการ (-) ไม่ตรงกัน"),
    ("did not find expected key|block mapping.*expected <block end>", "ย่อหน้าไม่ตรงกับคีย์อื่นในรายการเดียวกัน หรือมีข้อความต่อท้าย ] } หรือเครื่องหมายคำพูดที่ปิดแล้ว"),
    ("expected ',' or", "รายการในวงเล็บ [ ] หรือ { } ไม่มีจุลภาคคั่นหรือไม่ปิดวงเล็บ"),
    ("unexpected end of stream", "เปิดเครื่องหมายคำพูดหรือวงเล็บแล้วไม่ปิด"),
    ("unexpected document (?:indicator|separator)", "พบ --- กลางข้อความในเครื่องหมายคำพูด"),
    ("sequence entries are not allowed", "รายการ (-) อยู่ในที่ที่ไม่อนุญาต ให้ขึ้นบรรทัดใหม่หลังชื่อคีย์"),
    ("unknown escape character", "ใช้ \\ ในเครื่องหมายคำพูดคู่ไม่ถูก ใช้เครื่องหมายคำพูดเดี่ยวแทน"),
    ("undefined tag handle|(?:scanning|parsing) a tag|expected URI|scanning a directive", "เครื่องหมาย ! ขึ้นต้นค่าต้องครอบด้วยเครื่องหมายคำพูด"),
    ("alphabetic or numeric character", "ค่าที่ขึ้นต้นด้วย * หรือ & ต้องครอบด้วยเครื่องหมายคำพูด"),
    ("node content", "รายการในวงเล็บ [ ] หรือ { } ไม่มีจุลภาคคั่นหรือไม่ปิดวงเล็บ"),
    ("comment or (?:a )?line break|chomping or indentation", "ข้อความหลัง > หรือ | ต้องขึ้นบรรทัดใหม่"),
)  # fmt: skip
"""What libyaml and PyYAML's own parser say (a pattern over context and problem), and what it means in Thai."""


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one file: its tree, where everything in it stands, and the problems met on the way.

    *tree* is None when nothing usable was read; then *problems* says why.
    """

    path: str
    tree: Tree = None
    problems: tuple[Problem, ...] = ()
    values: Mapping[Path, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    """Line and column (from 1) where the value of each path begins."""
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    """Line and column (from 1) of the key that ends each path."""

    def at(self, *path: str | int) -> Location:
        """Return where the value at *path* begins, or the nearest thing above it that was typed."""
        return self._locate(path, self.values)

    def at_key(self, *path: str | int) -> Location:
        """Return where the key at the end of *path* stands, or the nearest thing above it that was typed."""
        return self._locate(path, self.keys) if path in self.keys else self.at(*path)

    def _locate(self, path: Path, marks: Mapping[Path, tuple[int, int]]) -> Location:
        for end in range(len(path), -1, -1):
            if mark := (marks.get(path[:end]) or self.values.get(path[:end])):
                return Location(self.path, *mark)
        return Location(self.path)


def read_yaml(raw: bytes, path: str) -> Document:
    """Return the document that *raw* holds; *path* names the file in problems. Never raises for bad content."""
    if len(raw) > MAX_BYTES:
        return _unread(path, "OIT008", f"ไฟล์ใหญ่ {len(raw):,} ไบต์ เกิน {MAX_BYTES:,} ไบต์")
    text_or_problem = decode(raw, path)
    if isinstance(text_or_problem, Problem):
        return Document(path, problems=(text_or_problem,))
    text = text_or_problem
    if match := _UNPRINTABLE.search(text):
        message = f"พบอักขระควบคุม U+{ord(match[0]):04X}"
        return Document(path, problems=(Problem(_position(text, match.start(), path), "OIT003", message),))
    return _Reader(path).read(text)


def _unread(path: str, code: str, message: str) -> Document:
    return Document(path, problems=(Problem(Location(path), code, message),))


def decode(raw: bytes, path: str) -> str | Problem:
    """Return the text of a UTF-8 file with or without BOM, or the problem that names its true encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:200].count(0) > len(raw[:200]) // 4:
        return Problem(Location(path), "OIT002", "ไฟล์เป็น UTF-16", _AS_UTF_8)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind the signature.
        where = _position(raw.removeprefix(BOM_UTF8)[: error.start].decode("utf-8", "replace"), -1, path)
    try:
        # Thai of one byte a letter; the codec refuses the few bytes that Windows-874 leaves undefined.
        thai_letters = sum("ก" <= letter <= "๛" for letter in raw.decode("cp874"))
    except UnicodeDecodeError:
        thai_letters = 0
    if thai_letters:
        return Problem(where, "OIT002", "ไฟล์เป็น Windows-874 (TIS-620)", _AS_UTF_8)
    return Problem(where, "OIT002", "ไฟล์ไม่ใช่ UTF-8", _AS_UTF_8)


def line_starts(text: str) -> list[int]:
    """Return the index at which each line of *text* begins. What ends a line is what ends one in YAML 1.1."""
    return [0, *(match.end() for match in LINE_END.finditer(text))]


def place_in(text: str, index: int) -> tuple[int, int]:
    """Return line and column (from 1) of the letter at *index* of *text*; lines end where they end in YAML."""
    starts = line_starts(text)
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


def _position(text: str, index: int, path: str) -> Location:
    """Return the location of the letter at *index* of *text*; -1 stands for the place after its end."""
    before = text if index < 0 else text[:index]
    starts = line_starts(before)
    return Location(path, len(starts), len(before) - starts[-1] + 1)


def _explained(error: yaml.MarkedYAMLError) -> str:
    """Return what a syntax error means, in Thai; the parser's own words where none are known for them."""
    said = f"{error.context} {error.problem}"
    return next((thai for pattern, thai in _EXPLANATIONS if re.search(pattern, said)), str(error.problem))


def _begin(event: yaml.Event) -> tuple[int, int]:
    """Return line and column (from 1) where *event* begins; yaml counts both from 0."""
    assert event.start_mark is not None
    return event.start_mark.line + 1, event.start_mark.column + 1


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not been seen yet."""

    node: Any
    path: Path
    key: str | None = None
    """The key that waits for its value; None in a list, and in a map before a key."""
    skipping: bool = False
    """Whether the value that comes next is dropped, its key having been refused."""


class _Reader:
    """Builds one document from the parser's events; used once."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.stack: list[_Open] = []
        self.root: Tree = None
        self.has_root = False
        self.skip_depth = 0
        self.nodes = 0
        self.misread = False
        """Whether a line was read as what nobody meant: then nothing of the file is used."""

    def read(self, text: str) -> Document:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                if not self.take(event):
                    break
        except yaml.MarkedYAMLError as error:
            mark: yaml.Mark | None = error.problem_mark or error.context_mark
            where = Location(self.path, mark.line + 1, mark.column + 1) if mark else Location(self.path)
            if where.line > len(line_starts(text)):
                # The parser puts the end of a file that ends within a line on a line of its own.
                where = _position(text, -1, self.path)
            slip = self.give_up(text, where.line) if _SLIPPED.search(f"{error.context} {error.problem}") else None
            return slip or self.unreadable(where, _explained(error))
        if isinstance(self.root, str) and (unread := self.give_up(text, self.values[()][0])):
            return unread
        if self.misread:
            return Document(self.path, problems=tuple(self.problems))
        if self.root is None and not self.problems:
            return _unread(self.path, "OIT007", "ไฟล์ว่าง ไม่มีข้อมูล")
        return Document(self.path, self.root, tuple(self.problems), self.values, self.keys)

    def unreadable(self, where: Location, why: str) -> Document:
        """Return a document of which nothing is used, because of what stands at *where*."""
        self.problems.append(Problem(where, "OIT001", "รูปแบบ YAML ไม่ถูกต้อง", why))
        return Document(self.path, problems=tuple(self.problems))

    def give_up(self, text: str, line: int) -> Document | None:
        """Return a document of which nothing is used, because of a slip on *line* or before it; None without one."""
        if (slip := find_slip(LINE_END.split(text), line)) is None:
            return None
        number, column, why = slip
        return self.unreadable(Location(self.path, number, column), why)

    def report(self, event: yaml.Event, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(Location(self.path, *_begin(event)), code, message, hint))

    def take(self, event: yaml.Event) -> bool:
        """Take one event into the tree; return False when reading must stop."""
        if isinstance(event, yaml.DocumentStartEvent) and self.has_root:
            self.report(event, "OIT006", "พบเอกสาร YAML ชุดที่สองในไฟล์เดียว", "ลบ --- หรือแยกไฟล์")
            return False
        if isinstance(event, yaml.CollectionEndEvent):
            if self.skip_depth:
                self.skip_depth -= 1
            else:
                self.stack.pop()
            return True
        if not isinstance(event, yaml.NodeEvent):
            return True
        self.nodes += 1
        too_deep = len(self.stack) + self.skip_depth >= MAX_DEPTH
        if self.nodes > MAX_NODES or too_deep:
            limit = f"ซ้อนกันเกิน {MAX_DEPTH} ชั้น" if too_deep else f"มีค่าเกิน {MAX_NODES:,} ค่า"
            self.report(event, "OIT008", limit)
            self.root = None
            return False
        if isinstance(event, yaml.ScalarEvent) and (odd := _UNPRINTABLE.search(event.value)):
            # Typed as an escape in quotes, "\\x1b", which the look at the raw text cannot see.
            self.report(event, "OIT003", f"พบอักขระควบคุม U+{ord(odd[0]):04X}")
            event.value = _UNPRINTABLE.sub("", event.value)
        self.take_node(event)
        return True

    def take_node(self, event: yaml.NodeEvent) -> None:
        is_collection = isinstance(event, yaml.CollectionStartEvent)
        if self.skip_depth:
            self.skip_depth += is_collection
            return
        holder = self.stack[-1] if self.stack else None
        if holder is not None and isinstance(holder.node, dict) and holder.key is None and not holder.skipping:
            self.take_key(event, holder)
            return
        self.refuse_extras(event)
        if holder is not None and holder.skipping:
            holder.skipping = False
            self.skip_depth += is_collection
            return
        self.place(event, holder)

    def take_key(self, event: yaml.NodeEvent, holder: _Open) -> None:
        self.refuse_extras(event)
        if not isinstance(event, yaml.ScalarEvent):
            holder.skipping = True
            if isinstance(event, yaml.CollectionStartEvent):
                self.report(event, "OIT005", "คีย์เป็นรายการไม่ได้", "คีย์ต้องเป็นข้อความ")
                self.skip_depth += 1
            return
        key = event.value
        path = (*holder.path, key)
        # In quotes, as in the JSON of a lock, a key is meant as it is written.
        if not event.style and (why := slip_in_key(key)):
            self.report(event, "OIT001", "รูปแบบ YAML ไม่ถูกต้อง", why)
            self.misread = holder.skipping = True
        elif key == "<<" and not event.style:
            self.report(event, "OIT005", "ไม่รองรับ merge key (<<)", "เขียนค่าเต็มในแต่ละแห่ง")
            holder.skipping = True
        elif key in holder.node:
            first = self.keys[path][0]
            shown = " ".join(key.split())[:120]
            self.report(event, "OIT004", f"คีย์ «{shown}» ซ้ำ มีแล้วที่บรรทัด {first}", "ลบหรือรวมเป็นคีย์เดียว")
            holder.skipping = True
        else:
            self.keys[path] = _begin(event)
            holder.key = key

    def refuse_extras(self, event: yaml.NodeEvent) -> None:
        """Report an alias, anchor or custom tag; what carries one is otherwise read as if it had none."""
        if isinstance(event, yaml.AliasEvent):
            self.report(event, "OIT005", f"ไม่รองรับ alias *{event.anchor}", "เขียนค่าเต็ม หรือครอบด้วยเครื่องหมายคำพูด")
        elif event.anchor is not None:
            self.report(event, "OIT005", f"ไม่รองรับ anchor &{event.anchor}", "ลบ & ออก หรือครอบด้วยเครื่องหมายคำพูด")
        if (tag := getattr(event, "tag", None)) is not None:
            self.report(event, "OIT005", f"ไม่รองรับ tag {tag}", "ลบ ! ออก หรือครอบด้วยเครื่องหมายคำพูด")

    def place(self, event: yaml.NodeEvent, holder: _Open | None) -> None:
        """Put the value that *event* begins where it belongs, and remember where it stands."""
        if holder is None:
            path: Path = ()
        elif isinstance(holder.node, list):
            path = (*holder.path, len(holder.node))
        else:
            assert holder.key is not None
            path = (*holder.path, holder.key)
        node: Tree = None
        if isinstance(event, yaml.SequenceStartEvent):
            node = []
        elif isinstance(event, yaml.MappingStartEvent):
            node = {}
        elif isinstance(event, yaml.ScalarEvent):
            node = None if not event.style and event.value in _EMPTY_SCALARS else event.value
        self.values[path] = _begin(event)
        if holder is None:
            self.root, self.has_root = node, True
        elif isinstance(holder.node, list):
            holder.node.append(node)
        else:
            holder.node[holder.key] = node
            holder.key = None
        if isinstance(event, yaml.CollectionStartEvent):
            self.stack.append(_Open(node, path))
