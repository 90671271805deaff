"""The content folder to a `Source`: the only module that reads files. What cannot be read stays as a stub."""

from __future__ import annotations

import difflib
import json
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from oit_site import thai
from oit_site.evidence_file import FileFacts
from oit_site.inspection import Inspections
from oit_site.link_state import FILE_NAME, NO_RECORDS, LinkRecords, UnreadableRecords, parse_records
from oit_site.link_text import web_addresses
from oit_site.lock import LOCK_NAME, EvidenceLock, read_lock
from oit_site.model import WORK_PARTS, Agency, Assessment, Catalogue, Disclosure, Issue, Report, Synonyms
from oit_site.problem import Location, Problem
from oit_site.quotation import Sight, Sighting, look_for, words_of_markdown
from oit_site.rules import RULES
from oit_site.shape import shape_problems
from oit_site.text_check import check_plain_text, check_yaml_text
from oit_site.yaml_slips import comment_slip
from oit_site.yaml_source import Document, decode, read_yaml

M = TypeVar("M", bound=BaseModel)

_ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_YEAR_FOLDER = re.compile(r"[0-9]{4}\Z")
_TAKEN_FOLDERS = frozenset(("oit", "help", "data", "assets", "search", "pages", "catalogue"))
"""First parts of addresses that the site itself uses: no agency may lie there."""
_TAKEN_ISSUES = frozenset(("top", "contents"))
_TAKEN_MEASURES = frozenset(
    ("top", "measures", "steps", "weaknesses", "improvements", "assessment-points", "narrative", "discrepancies")
)
"""Anchors that pages themselves use: no issue or measure may have one of them for an id."""
_FRONT_MATTER = re.compile(r"-{3}[ \t]*\r?\n(.*?\n)(?:\.{3}|-{3})[ \t]*\r?\n", re.DOTALL)
"""The head of an authored page, as MkDocs finds it (mkdocs 1.6.1, utils/meta.py)."""
_YEAR_FILES = ("assessment", "oit", "report")
_SUFFIXES = (".yml", ".yaml")


# ---------------------------------------------------------------- what was read


@dataclass(frozen=True, slots=True)
class Located(Generic[M]):
    """A record, with the document it was read from. A `broken` one is a stub: its file has reported problems."""

    value: M
    document: Document
    base: tuple[str | int, ...] = ()
    broken: bool = False

    @property
    def path(self) -> str:
        """The file that the record was read from, as problems show it."""
        return self.document.path

    def at(self, *path: str | int) -> Location:
        """Return where the value at *path* inside the record begins."""
        return self.document.at(*self.base, *path)

    def at_key(self, *path: str | int) -> Location:
        """Return where the key at the end of *path* inside the record stands."""
        return self.document.at_key(*self.base, *path)


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file under `evidence/` of a year: its path from the year's folder, its place on disk, and what it is."""

    name: str
    disk_path: Path
    facts: FileFacts | None
    """None for a link that leads out of the content folder and for a file that cannot be read: not published."""
    sightings: Mapping[tuple[str, int | None], Sighting] = field(default_factory=lambda: MappingProxyType({}))
    """Where the words stand that evidence quotes from the file, by quote and the page that it names."""

    @property
    def size(self) -> int:
        """The size in bytes; 0 where the file is not to be published."""
        return self.facts.size if self.facts else 0


@dataclass(frozen=True, slots=True)
class YearSource:
    """All that an agency wrote for one fiscal year (พ.ศ.)."""

    fiscal_year: int
    path: str
    """The year's folder as problems show it."""
    folder: Path
    """The year's folder on disk."""
    issues: tuple[Located[Issue], ...] = ()
    disclosures: Mapping[str, Located[Disclosure]] = field(default_factory=lambda: MappingProxyType({}))
    """By OIT code, in the order of oit.yml."""
    has_measure_files: bool = False
    """Whether `measures/` holds files, readable or not."""
    stated_edition: int | None = None
    """The `edition` of oit.yml (พ.ศ.), or None."""
    edition_at: Location | None = None
    assessment: Located[Assessment] | None = None
    report: Located[Report] | None = None
    files: Mapping[str, EvidenceFile] = field(default_factory=lambda: MappingProxyType({}))
    lock: Located[EvidenceLock] | None = None
    """What the files were when they were last recorded; None where nobody has recorded them."""


@dataclass(frozen=True, slots=True)
class AgencySource:
    """An agency with its years, oldest first. *id* is "" when the site is that one agency's own."""

    id: str
    agency: Located[Agency]
    years: tuple[YearSource, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read: agencies, years, issues, measures, disclosures and YAML files."""

    agencies: int = 0
    years: int = 0
    issues: int = 0
    measures: int = 0
    disclosures: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Everything below the content folder, and every problem met while reading it."""

    agencies: tuple[AgencySource, ...]
    catalogues: Mapping[int, Catalogue]
    """Editions by fiscal year (พ.ศ.): those we ship, with those of the content folder over them."""
    broken_editions: frozenset[int]
    """Fiscal years (พ.ศ.) whose edition the content folder holds in a file that has problems of its own."""
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]]
    """Groups of words that search takes for one another, by agency id; those of the whole site under ""."""
    pages: Mapping[str, frozenset[str]]
    """The anchors of each authored page, by its path from the pages folder; other files there have none."""
    misquoted: frozenset[tuple[str, str]]
    """Authored page, or file beside it, and quote, where evidence quotes words that it does not hold."""
    page_links: tuple[tuple[str, Location], ...]
    """The web addresses that the authored pages lead to, each where it stands."""
    link_records: LinkRecords
    """What the last checks found of web addresses (link-state.json), by address without its fragment."""
    problems: tuple[Problem, ...]
    counts: Counts


def load_source(content: Path, shown_as: str | None = None, cache: Path | None = None) -> Source:
    """Return all that the folder *content* holds. Never raises for what is wrong in it: see `Source.problems`.

    *shown_as* is the folder's name in problems; by default that of *content* itself. *cache* is a file that keeps
    what evidence files were found to be, by sha256, from one run to the next; without it each is read anew.
    """
    inspections = Inspections(cache)
    source = _Loader(content, shown_as or content.name, inspections).load()
    inspections.keep()
    return source


def text_files(content: Path) -> Iterator[tuple[Path, str]]:
    """Yield the YAML files and authored pages below *content* with their text, newlines as typed; UTF-8 ones only."""
    for path in sorted(content.rglob("*")):
        if path.suffix.lower() in (*_SUFFIXES, ".md") and os.path.isfile(path) and "evidence" not in path.parts:
            try:
                # The signature at the head of a file is not part of its text and stays.
                yield path, path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                continue  # reported by load_source, with its place


@cache
def shipped_catalogues() -> Mapping[int, Catalogue]:
    """Return the editions that ship with the package, by fiscal year (พ.ศ.), oldest first."""
    folder = resources.files("oit_site").joinpath("catalogue")
    editions = [
        Catalogue.model_validate(json.loads(entry.read_text(encoding="utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".json")
    ]
    return MappingProxyType({edition.fiscal_year: edition for edition in editions})


@cache
def shipped_synonyms() -> tuple[tuple[str, ...], ...]:
    """Return the groups of words of the field that search takes for one another on every site."""
    raw = resources.files("oit_site").joinpath("synonyms.yml").read_bytes()
    return Synonyms.model_validate(read_yaml(raw, "synonyms.yml").tree).synonyms


@cache
def shipped_file(name: str) -> bytes:
    """Return a file that ships with the package for the exports: a template, or lists that others set."""
    return resources.files("oit_site").joinpath("export", "shipped", name).read_bytes()


@cache
def shipped_skeleton(name: str) -> str:
    """Return a file of the skeleton of a new site, with the names of what is to be filled in as ``${name}``."""
    return resources.files("oit_site").joinpath("skeleton", *name.split("/")).read_text(encoding="utf-8")


def folder_fault(agency_id: str) -> str | None:
    """Return in Thai why no agency can have *agency_id* for the name of its folder, or None."""
    if agency_id in _TAKEN_FOLDERS:
        return "เว็บไซต์ใช้ที่อยู่นี้แล้ว"
    return None if _ID.match(agency_id) else "ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีด"


# ---------------------------------------------------------------- reading


class _Loader:
    """Walks one content folder and collects records and problems; used once."""

    def __init__(self, root: Path, shown_as: str, inspections: Inspections) -> None:
        self.root = root
        self.real_root = root.resolve()
        self.shown_as = shown_as
        self.inspections = inspections
        self.problems: list[Problem] = []
        self.read_paths: set[Path] = set()
        self.refused: list[Path] = []
        """Files and folders whose name is reported: what they hold is not reported again."""
        self.broken_editions: set[int] = set()
        self.page_links: list[tuple[str, Location]] = []
        self.synonyms: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.quoted: defaultdict[str, set[str]] = defaultdict(set)
        """The words that evidence quotes, by authored page."""
        self.misquoted: set[tuple[str, str]] = set()

    def load(self) -> Source:
        agencies = tuple(self.agencies())
        self.take_synonyms(self.root, "")
        own_catalogues = self.catalogues()
        self.report_unread()
        pages = {name: self.page_anchors(name) for name in self.names_below(self.root / "pages")}
        if not agencies:
            self.report(
                Location(self.shown_as),
                "OIT010",
                f"ไม่พบ agency.yml ใน {self.shown_as}",
                "สร้างไฟล์ agency.yml หรือเริ่มด้วยคำสั่ง oit new",
            )
        years = [year for agency in agencies for year in agency.years]
        issues = [issue.value for year in years for issue in year.issues]
        catalogues = dict(shipped_catalogues()) | own_catalogues
        return Source(
            agencies=agencies,
            catalogues=MappingProxyType(dict(sorted(catalogues.items()))),
            broken_editions=frozenset(self.broken_editions),
            synonyms=MappingProxyType(self.synonyms),
            pages=MappingProxyType(pages),
            misquoted=frozenset(self.misquoted),
            page_links=tuple(self.page_links),
            link_records=self.link_records(),
            problems=tuple(self.problems),
            counts=Counts(
                agencies=len(agencies),
                years=len(years),
                issues=len(issues),
                measures=sum(len(issue.measures) for issue in issues),
                disclosures=sum(len(year.disclosures) for year in years),
                files=len(self.read_paths),
            ),
        )

    def report(self, where: Location, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, code, message, hint))

    def shown(self, path: Path) -> str:
        return "/".join((self.shown_as, *path.relative_to(self.root).parts))

    def names_below(self, folder: Path) -> Iterator[str]:
        """Yield the paths of the files below *folder*, "/"-separated, in order; not those that an office hides."""
        for path in self.files_below(folder):
            parts = path.relative_to(folder).parts
            if not any(part.startswith((".", "~$")) or part == "Thumbs.db" for part in parts):
                yield "/".join(parts)

    # ------------------------------------------------------------ folders

    def agencies(self) -> Iterator[AgencySource]:
        if self.one_of(self.root, "agency"):
            yield from self.agency(self.root, "")
            return
        for folder in self.folders(self.root):
            if self.one_of(folder, "agency"):
                yield from self.agency(folder, folder.name)

    def agency(self, folder: Path, agency_id: str) -> Iterator[AgencySource]:
        if agency_id and (hint := folder_fault(agency_id)):
            self.refused.append(folder)
            message = f"ชื่อโฟลเดอร์ «{agency_id}» ใช้เป็นที่อยู่เว็บไม่ได้"
            self.report(Location(self.shown(folder)), "OIT108", message, hint)
            return
        agency = self.record(folder, "agency", Agency)
        if agency is None:  # pragma: no cover - the caller has seen the file
            return
        folders = self.folders(folder)
        years = tuple(self.year(year_folder) for year_folder in folders if _YEAR_FOLDER.match(year_folder.name))
        for other in folders:
            if not _YEAR_FOLDER.match(other.name) and any(self.one_of(other, stem) for stem in _YEAR_FILES):
                self.refused.append(other)
                message = f"โฟลเดอร์ «{other.name}» มีไฟล์ของปี แต่ชื่อไม่ใช่ปีงบประมาณ"
                self.report(Location(self.shown(other)), "OIT108", message, "ตั้งชื่อเป็น พ.ศ. สี่หลักด้วยเลขอารบิก เช่น 2566")
        if agency_id:  # else its folder is that of the site, which is read once
            self.take_synonyms(folder, agency_id)
        yield AgencySource(agency_id, agency, years)

    def take_synonyms(self, folder: Path, agency_id: str) -> None:
        """Read the synonyms.yml of *folder*, if it has one, as those of an agency or, under "", of the site."""
        if record := self.record(folder, "synonyms", Synonyms):
            self.synonyms[agency_id] = record.value.synonyms

    def year(self, folder: Path) -> YearSource:
        fiscal_year = int(folder.name)
        try:
            thai.read_fiscal_year(folder.name)
        except ValueError as error:
            self.report(Location(self.shown(folder)), "OIT104", str(error), "เปลี่ยนชื่อโฟลเดอร์เป็นปีงบประมาณ พ.ศ.")
        oit = self.document(folder, "oit")
        disclosures, edition = self.disclosures(oit) if oit else ({}, None)
        quotes = self.quotes_in(disclosures.values())
        files = {
            f"evidence/{name}": self.evidence_file(
                f"evidence/{name}", folder / "evidence" / name, quotes.get(f"evidence/{name}", ())
            )
            for name in self.names_below(folder / "evidence")
        }
        return YearSource(
            fiscal_year=fiscal_year,
            path=self.shown(folder),
            folder=folder,
            issues=self.issues(folder / "measures"),
            has_measure_files=any(name.lower().endswith(_SUFFIXES) for name in self.names_below(folder / "measures")),
            disclosures=MappingProxyType(disclosures),
            stated_edition=edition,
            edition_at=oit.at("edition") if oit and edition else None,
            assessment=self.record(folder, "assessment", Assessment),
            report=self.record(folder, "report", Report),
            files=MappingProxyType(files),
            lock=self.lock(folder / LOCK_NAME, {name: file.facts for name, file in files.items() if file.facts}),
        )

    def quotes_in(self, disclosures: Iterable[Located[Disclosure]]) -> Mapping[str, list[tuple[str, int | None]]]:
        """Return the quotes of *disclosures* with the page they name, by file; note those of authored pages."""
        of_files: defaultdict[str, list[tuple[str, int | None]]] = defaultdict(list)
        for disclosure in disclosures:
            for evidence in disclosure.value.evidence:
                if evidence.quote and evidence.file:
                    of_files[evidence.file].append((evidence.quote, evidence.page_no))
                elif evidence.quote and evidence.page:
                    self.quoted[evidence.page.partition("#")[0]].add(evidence.quote)
        return of_files

    def lock(self, path: Path, files: Mapping[str, FileFacts]) -> Located[EvidenceLock] | None:
        if not os.path.lexists(path):
            return None
        raw = self.bytes_of(path)
        if raw is None:
            return Located(EvidenceLock(), Document(self.shown(path)), broken=True)
        lock, document, problems = read_lock(raw, self.shown(path), files)
        self.problems.extend(problems)
        return Located(lock or EvidenceLock(), document, broken=lock is None)

    def issues(self, folder: Path) -> tuple[Located[Issue], ...]:
        found: dict[str, Located[Issue]] = {}
        for path in self.entries(folder):
            if path.suffix.lower() not in _SUFFIXES:
                continue
            if path.stem in _TAKEN_ISSUES or path.stem.startswith("oit-") or not _ID.match(path.stem):
                self.refused.append(path)
                taken = path.stem in _TAKEN_ISSUES or path.stem.startswith("oit-")
                hint = "เว็บไซต์ใช้ชื่อนี้แล้ว" if taken else "ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีด เช่น ind-09.yml"
                message = f"ชื่อไฟล์ «{path.name}» ใช้เป็นที่อยู่เว็บไม่ได้"
                self.report(Location(self.shown(path)), "OIT108", message, hint)
                continue
            document = self.read(path)
            if path.stem in found:
                self.report(document.at(), "OIT203", f"ประเด็น «{path.stem}» มีสองไฟล์ อีกไฟล์คือ {found[path.stem].path}")
                continue
            found[path.stem] = self.issue(document, path.stem)
        return tuple(_in_printed_order(list(found.values())))

    def issue(self, document: Document, issue_id: str) -> Located[Issue]:
        tree = document.tree
        if isinstance(tree, dict):
            stated = tree.get("id")
            if isinstance(stated, str) and stated.strip() != issue_id:
                self.report(
                    document.at("id"),
                    "OIT204",
                    f"id «{stated}» ไม่ตรงกับชื่อไฟล์ {issue_id}",
                    f"แก้เป็น id: {issue_id} หรือลบบรรทัดนี้",
                )
            elif stated is not None and not isinstance(stated, str):
                self.report(document.at("id"), "OIT103", "«id» ต้องเป็นข้อความ")
            _number_measures(tree)
            tree["id"] = issue_id
        issue = self.validate(document, Issue)
        if issue is None:
            title = tree.get("title") if isinstance(tree, dict) else None
            shown = title.strip() if isinstance(title, str) else ""
            return Located(
                Issue.model_construct(id=issue_id, title=shown or issue_id, measures=()), document, broken=True
            )
        self.refuse_repeated_measures(issue)
        return issue

    def refuse_repeated_measures(self, issue: Located[Issue]) -> None:
        first: dict[str, int] = {}
        for index, measure in enumerate(issue.value.measures):
            if measure.id in _TAKEN_MEASURES or measure.id.startswith("oit-") or measure.id.endswith("-title"):
                message = f"รหัสมาตรการ «{measure.id}» ใช้ไม่ได้ หน้าเว็บใช้ชื่อนี้แล้ว"
                self.report(issue.at("measures", index, "id"), "OIT203", message)
            if measure.id in first:
                line = issue.at("measures", first[measure.id], "id").line
                self.report(
                    issue.at("measures", index, "id"),
                    "OIT203",
                    f"รหัสมาตรการ «{measure.id}» ซ้ำ มีแล้วที่บรรทัด {line}",
                )
            first.setdefault(measure.id, index)

    def disclosures(self, document: Document) -> tuple[dict[str, Located[Disclosure]], int | None]:
        found: dict[str, Located[Disclosure]] = {}
        edition: int | None = None
        if document.tree is None:
            return found, None
        if not isinstance(document.tree, dict):
            self.report(
                document.at(),
                "OIT103",
                "oit.yml ต้องเป็นรายการของ รหัสข้อ: รายละเอียด",
                "เช่น O2: {owner: กลุ่มอำนวยการ}",
            )
            return found, None
        for key in document.tree:
            if key == "edition":
                edition = self.stated_edition(document)
                continue
            try:
                (code,) = thai.read_oit_codes(key)
            except ValueError as error:
                message = str(error) if "ไม่ใช่รหัส" in str(error) else f"«{key}» ต้องเป็นรหัสข้อเดียว"
                self.report(document.at_key(key), "OIT107", message)
                continue
            if code in found:
                self.report(
                    document.at_key(key),
                    "OIT203",
                    f"ข้อ {code} ซ้ำ มีแล้วที่บรรทัด {found[code].at_key().line}",
                    "รวมเป็นรายการเดียว",
                )
                continue
            disclosure = self.validate(document, Disclosure, (key,))
            found[code] = disclosure or Located(Disclosure(), document, (key,), broken=True)
        return found, edition

    def stated_edition(self, document: Document) -> int | None:
        text = document.tree["edition"]
        try:
            return thai.read_fiscal_year(text if isinstance(text, str) else str(text))
        except ValueError as error:
            self.report(document.at("edition"), "OIT104", str(error))
            return None

    def catalogues(self) -> dict[int, Catalogue]:
        folder = self.root / "catalogue"
        found: dict[int, Catalogue] = {}
        for path in self.entries(folder):
            if path.suffix.lower() not in _SUFFIXES:
                continue
            edition = self.validate(self.read(path), Catalogue)
            if edition and self.agrees_with_itself(edition):
                found[edition.value.fiscal_year] = edition.value
            elif _YEAR_FOLDER.match(path.stem):
                self.broken_editions.add(int(path.stem))
        return found

    def agrees_with_itself(self, edition: Located[Catalogue]) -> bool:
        """Report what an edition says of itself and does not hold; return whether there is nothing of the kind."""
        known = {sub.code for sub in edition.value.sub_indicators}
        first: dict[str, int] = {}
        sound = True
        for index, item in enumerate(edition.value.items):
            if item.sub_indicator not in known:
                message = f"ไม่มีตัวชี้วัดย่อย «{item.sub_indicator}» ใน sub_indicators"
                self.report(edition.at("items", index, "sub_indicator"), "OIT206", message)
                sound = False
            if item.elements_like and not self.names_item(item.elements_like):
                where = edition.at("items", index, "elements_like")
                self.report(where, "OIT206", f"ไม่มีข้อ «{item.elements_like[:60]}» เขียนเช่น 2566:O1")
                sound = False
            for number, element in enumerate(item.elements):
                for part in (part for part in element.met_by if part not in WORK_PARTS):
                    where = edition.at("items", index, "elements", number, "met_by")
                    self.report(
                        where,
                        "OIT206",
                        f"ไม่รู้จักส่วน «{part[:60]}» ของหน้ามาตรการ",
                        f"ใช้ได้: {', '.join(sorted(WORK_PARTS))}",
                    )
                    sound = False
            if item.code in first:
                line = edition.at("items", first[item.code], "code").line
                self.report(edition.at("items", index, "code"), "OIT203", f"ข้อ {item.code} ซ้ำ มีแล้วที่บรรทัด {line}")
                sound = False
            first.setdefault(item.code, index)
        return sound

    @staticmethod
    def names_item(text: str) -> bool:
        """Return whether *text* names an item of an edition that we ship, as `2566:O1`."""
        year, _, code = text.partition(":")
        edition = shipped_catalogues().get(int(year)) if re.fullmatch(r"[0-9]{4}", year) else None
        return edition is not None and code in edition.by_code

    def report_unread(self) -> None:
        """Report every YAML file that no reader has looked at: what it says would be missing without a word."""
        for path in self.files_below(self.root):
            parts = path.relative_to(self.root).parts
            skipped = parts[0] == "pages" or "evidence" in parts or any(part.startswith(".") for part in parts)
            if skipped or path.suffix.lower() not in _SUFFIXES or path in self.read_paths or os.path.isdir(path):
                continue
            twin = next((p for suffix in _SUFFIXES if (p := path.with_suffix(suffix)) in self.read_paths), None)
            if twin:
                self.report(Location(self.shown(path)), "OIT203", f"«{path.stem}» มีสองไฟล์ อีกไฟล์คือ {self.shown(twin)}")
            elif not any(path.is_relative_to(refused) for refused in self.refused):
                known = ("agency", *_YEAR_FILES, "measures", "synonyms")
                near = difflib.get_close_matches(path.stem, known, n=1)
                hint = f"หมายถึง {near[0]} หรือไม่" if near and near[0] != path.stem else "ตรวจชื่อไฟล์และโฟลเดอร์ที่วางไว้"
                self.report(Location(self.shown(path)), "OIT110", f"โปรแกรมไม่อ่านไฟล์ «{path.name}» ในที่นี้", hint)

    # ------------------------------------------------------------ files

    def folders(self, parent: Path) -> list[Path]:
        """Return the folders of agencies or years in *parent*; one that cannot be looked into is reported."""
        found = []
        for path in self.entries(parent):
            if not os.path.isdir(path) or path.name in ("pages", "catalogue") or path.name.startswith("."):
                continue
            if os.access(path, os.R_OK | os.X_OK):
                found.append(path)
            else:
                self.report_closed(path, "Permission denied")
        return found

    def entries(self, folder: Path) -> list[Path]:
        """Return what *folder* holds, in order; nothing where there is no such folder or it cannot be read."""
        try:
            return sorted(folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            self.report_closed(folder, error.strerror)
            return []

    def files_below(self, folder: Path) -> list[Path]:
        """Return the files and links below *folder*, in order; a folder that cannot be read is reported."""
        found: list[Path] = []
        for place, folders, files in os.walk(folder, onerror=self.refuse_folder):
            here = Path(place)
            found += [here / name for name in files]
            found += [path for name in folders if os.path.islink(path := here / name)]
        return sorted(found)

    def refuse_folder(self, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            self.report_closed(Path(error.filename), error.strerror)

    def report_closed(self, folder: Path, why: str | None) -> None:
        """Report a folder that cannot be read: what it holds would be missing without a word."""
        self.refused.append(folder)
        self.report(Location(self.shown(folder)), "OIT009", f"อ่านโฟลเดอร์ไม่ได้ ({why})", "ตรวจสิทธิ์การเข้าถึงของโฟลเดอร์")

    def one_of(self, folder: Path, stem: str) -> Path | None:
        """Return the YAML file *stem* of *folder* under either of its endings, or None."""
        return next((path for suffix in _SUFFIXES if os.path.lexists(path := folder / f"{stem}{suffix}")), None)

    def document(self, folder: Path, stem: str) -> Document | None:
        path = self.one_of(folder, stem)
        return self.read(path) if path else None

    def read(self, path: Path) -> Document:
        self.read_paths.add(path)
        shown = self.shown(path)
        raw = self.bytes_of(path)
        if raw is None:
            return Document(shown)
        document = read_yaml(raw, shown)
        self.problems.extend(document.problems)
        if document.tree is not None:
            self.problems.extend(check_yaml_text(raw.decode("utf-8-sig"), document))
        self.prune(document, raw)
        return document

    def bytes_of(self, path: Path) -> bytes | None:
        """Return what a file holds, or None after reporting why it cannot be read."""
        # Those of os.path answer where a folder may not be looked into; those of Path raise.
        if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):  # a pipe would never end
            self.report(Location(self.shown(path)), "OIT009", "อ่านไฟล์ไม่ได้ (ไม่ใช่ไฟล์)")
            return None
        if os.path.islink(path) and os.path.exists(path) and self.leads_out(path, "."):
            self.report(Location(self.shown(path)), "OIT402", "ไฟล์นี้เป็นทางลัดออกนอกโฟลเดอร์เนื้อหา", "วางไฟล์จริงแทน")
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            self.report(Location(self.shown(path)), "OIT009", f"อ่านไฟล์ไม่ได้ ({error.strerror})")
            return None

    def page_anchors(self, name: str) -> frozenset[str]:
        """Return the anchors of an authored page, after checking its text."""
        path = self.root / "pages" / name
        if self.leads_out(path, "pages"):
            self.report(Location(self.shown(path)), "OIT402", "ไฟล์นี้เป็นทางลัดออกนอกโฟลเดอร์เนื้อหา", "วางไฟล์จริงแทน")
            return frozenset()
        raw = self.bytes_of(path)
        if raw is None:
            return frozenset()
        if not name.endswith(".md"):
            facts = self.inspections.facts_of(path.name, raw)
            for finding in facts.findings:
                self.report(Location(self.shown(path)), finding.code, finding.message, RULES[finding.code].remedy)
            for quote in self.quoted.get(name, ()):
                if self.inspections.sighting_of(quote, None, facts, raw).sight is Sight.NOWHERE:
                    self.misquoted.add((name, quote))
            return frozenset()
        text = decode(raw, self.shown(path))
        if isinstance(text, Problem):
            self.problems.append(text)
            return frozenset()
        self.problems.extend(check_plain_text(text, self.shown(path)))
        if head := _FRONT_MATTER.match(text):
            # MkDocs prints a head that it cannot read on the page, without a word.
            read = read_yaml(f"\n{head[1]}".encode(), self.shown(path))
            self.problems.extend(problem for problem in read.problems if problem.code != "OIT007")
        self.page_links.extend(web_addresses(text, self.shown(path)))
        for quote in self.quoted.get(name, ()):
            if look_for(quote, None, (words_of_markdown(text),)).sight is Sight.NOWHERE:
                self.misquoted.add((name, quote))
        return frozenset(_anchors(text))

    def link_records(self) -> LinkRecords:
        """Return what link-state.json keeps; none where there is no such file or it is damaged."""
        path = self.root / FILE_NAME
        raw = self.bytes_of(path) if os.path.lexists(path) else None
        if raw is None:
            return NO_RECORDS
        text = decode(raw, self.shown(path))
        if isinstance(text, Problem):
            self.problems.append(text)
            return NO_RECORDS
        try:
            return parse_records(text)
        except UnreadableRecords as error:
            where = Location(self.shown(path), error.line, error.column)
            self.report(where, "OIT421", f"อ่านผลตรวจลิงก์ไม่ได้: {error}", RULES["OIT421"].remedy)
            return NO_RECORDS

    def leads_out(self, path: Path, folder: Path | str) -> bool:
        """Return whether *path* is a link to a place outside of *folder*, a folder of the content.

        The folder itself must lie in the content too: one that is a link to elsewhere would publish what lies there.
        """
        try:
            return not path.resolve().is_relative_to(self.real_root / folder)
        except (OSError, RuntimeError):  # a circle of links
            return True

    def evidence_file(self, name: str, path: Path, quotes: Iterable[tuple[str, int | None]]) -> EvidenceFile:
        evidence = path.parents[name.count("/") - 1].relative_to(self.root)
        raw = None if self.leads_out(path, evidence) else self.bytes_of(path)
        if raw is None:
            return EvidenceFile(name, path, None)
        facts = self.inspections.facts_of(path.name, raw)
        found = {quoted: self.inspections.sighting_of(*quoted, facts, raw) for quoted in quotes}
        return EvidenceFile(name, path, facts, MappingProxyType(found))

    def prune(self, document: Document, raw: bytes) -> None:
        """Drop keys typed without a value, each with a warning; an empty list entry becomes empty text."""
        # A refused alias leaves no value either, and has its own problem already.
        refused = {problem.where for problem in document.problems}
        stack: list[tuple[tuple[str | int, ...], Any]] = [((), document.tree)]
        while stack:
            path, node = stack.pop()
            if isinstance(node, dict):
                for key in [key for key, value in node.items() if value is None]:
                    if document.at(*path, key) in refused:
                        del node[key]
                    elif key == "not_applicable":
                        node[key] = ""  # a reason that was promised and not given is more than a blank (OIT301)
                    else:
                        del node[key]
                        where = document.at_key(*path, key)
                        self.report(
                            where, "OIT106", f"คีย์ «{key}» ไม่มีค่า", comment_slip(raw.decode("utf-8-sig"), where.line)
                        )
                stack.extend(((*path, key), value) for key, value in node.items())
            elif isinstance(node, list):
                for index in [index for index, value in enumerate(node) if value is None]:
                    node[index] = "…" if document.at(*path, index) in refused else ""
                stack.extend(((*path, index), value) for index, value in enumerate(node))

    # ------------------------------------------------------------ shape

    def record(self, folder: Path, stem: str, model: type[M]) -> Located[M] | None:
        """Return the record in the file *stem* of *folder*, a stub if it is broken, None if there is no file."""
        document = self.document(folder, stem)
        if document is None:
            return None
        if record := self.validate(document, model):
            return record
        if model is Agency:
            name = document.tree.get("name") if isinstance(document.tree, dict) else None
            stub = Agency(name=name if isinstance(name, str) and name.strip() else folder.name)
            return Located(stub, document, broken=True)  # type: ignore[arg-type]
        return None

    def validate(self, document: Document, model: type[M], base: tuple[str | int, ...] = ()) -> Located[M] | None:
        """Return *model* read from the node at *base*; None after reporting what is wrong with it."""
        node = document.tree
        for key in base:
            node = node[key]
        if node is None:
            return None
        if base and node == "":
            node = {}
        try:
            return Located(model.model_validate(node), document, base)
        except ValidationError as error:
            self.problems.extend(shape_problems(document, model, base, error))
            return None


def _anchors(markdown: str) -> Iterator[str]:
    """Yield the ids of a Markdown text: those that are written, and those that ASCII headings get."""
    yield from re.findall(r"\{:?[^}\n]*#([\w.-]+)", markdown)
    yield from re.findall(r"""\bid=["']([^"']+)["']""", markdown)
    for heading in re.findall(r"^#{1,6}\s+(.+?)\s*#*$", markdown, re.MULTILINE):
        ascii_only = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
        yield re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())


def _in_printed_order(issues: list[Located[Issue]]) -> list[Located[Issue]]:
    """Return *issues* by the numbers their document prints (๑.๒ before ๑.๑๐), or as they are where any has none."""
    numbers = [re.findall(r"\d+", thai.arabic_digits(issue.value.printed_no or "")) for issue in issues]
    if not all(numbers):
        return issues
    order = sorted(range(len(issues)), key=lambda index: [int(number) for number in numbers[index]])
    return [issues[index] for index in order]


def _number_measures(tree: dict[str, Any]) -> None:
    """Give each measure without an id the one of its place: m1, m2, …"""
    measures = tree.get("measures")
    for number, measure in enumerate(measures if isinstance(measures, list) else (), 1):
        if isinstance(measure, dict):
            measure.setdefault("id", f"m{number}")
