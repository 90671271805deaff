"""What an evidence file really is, from its bytes: kind, soundness, text layer, personal data. Opens no file itself.

The only module that knows PDF (pypdfium2). The text of a file is looked at and forgotten: facts hold its title alone.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from oit_site.media import BINARY, BY_ENDING, PLAIN
from oit_site.privacy import find_personal_data

MAX_PAGES = 400
"""Pages of a PDF whose text is read; a longer one is read that far."""

MAX_TEXT = 5_000_000
"""Letters of a file whose text is read, and bytes of one unpacked part of an office file."""

TEXT_PAGE = 20
"""Letters that make a page one with a text layer: a scan may carry the line that a stamp or a signature adds."""

_BROKEN = re.compile("[\uf700-\uf71a\ufffd]")
"""Letters that stand for no letter: old Thai fonts kept raised marks there, and readers put them for what they lack."""

_EXTENSIONS = {
    "pdf": ("pdf",),
    "xlsx": ("xlsx", "xlsm"),
    "docx": ("docx",),
    "pptx": ("pptx",),
    "zip": ("zip", "odt", "ods", "odp", "odg"),
    "ole": ("doc", "xls", "ppt"),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "gif": ("gif",),
}
"""The endings that a kind may have; text of other kinds (csv, txt, json) is not told apart by content."""


LIVE_ENDINGS = frozenset(("html", "htm", "xhtml", "xht", "shtml", "svg", "js", "mjs", "xml", "md", "markdown", "php"))
"""What a browser runs, or MkDocs makes a page of, under the site's own address."""

_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""The part of an OLE file that holds an office file behind a password ([MS-OFFCRYPTO], 2.3.4.4)."""

_OLE_PARTS = {"WordDocument": "doc", "Workbook": "xls", "PowerPoint Document": "ppt"}
"""The part that tells what an old office file is, with the ending that stands for it."""

_DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What zipfile raises for archives that are damaged, locked or of an unknown kind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a file: the rule it breaks, and what it is, in Thai."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one file is: its sha256, size in bytes, kind and media type by content, and what is wrong with it.

    All after these holds for a PDF that opens: other files have None, and are not `encrypted`.
    """

    sha256: str
    size: int
    kind: str
    media_type: str = BINARY
    pages: int | None = None
    text_pages: int | None = None
    """How many of the pages that were read (at most MAX_PAGES) have a text layer."""
    tagged: bool | None = None
    """Whether its structure is marked, as readers that speak need it."""
    language: str | None = None
    """The language that it states, such as `th` or `th-TH`."""
    title: str | None = None
    """The title that it states, at most 200 letters."""
    encrypted: bool = False
    """Whether it is locked: by a password, or against copying and printing."""
    findings: tuple[Finding, ...] = ()

    @property
    def text_layer(self) -> int | None:
        """The share of read pages with a text layer, in whole percent, rounded down; None for what is no PDF."""
        if self.pages is None or self.text_pages is None:
            return None
        return 100 * self.text_pages // max(1, min(self.pages, MAX_PAGES))


def inspect_file(name: str, raw: bytes) -> FileFacts:
    """Return what the file *name* with the bytes *raw* is. Never raises for a damaged file: that is a finding."""
    kind, ending = kind_of(raw), name.rpartition(".")[2].lower()
    facts = FileFacts(hashlib.sha256(raw).hexdigest(), len(raw), kind, _media_type(kind, ending, raw))
    findings = list(_name_findings(kind, ending)) if raw else []
    texts: Iterator[tuple[str, str]] = iter(())
    if kind == "pdf":
        facts, found, texts = _inspect_pdf(facts, raw)
        findings += found
    elif kind in ("xlsx", "docx", "pptx"):
        try:
            texts = iter(list(_office_texts(raw)))
        except _DAMAGED_ZIP:
            findings.append(Finding("OIT407", f"นามสกุล .{ending} ไม่ตรงกับเนื้อไฟล์ ไฟล์อาจเสียหาย"))
    elif kind == "ole" and _LOCKED_OFFICE in raw:
        findings = [Finding("OIT406", "ไฟล์ Office ใส่รหัสผ่าน")]
        facts = replace(facts, encrypted=True)
    elif kind in ("text", "html"):
        texts = iter([("", _decoded(raw[:MAX_TEXT]))])
    findings += _personal_findings(texts)
    return replace(facts, findings=tuple(dict.fromkeys(findings)))


def read_pages(facts: FileFacts, raw: bytes) -> tuple[str, ...] | None:
    """Return the text of the pages of a PDF with *facts* (at most MAX_PAGES), or of a text or Word file as one page.

    None for what is not searched: other kinds, files that do not open, and text that came out garbled.
    """
    if any(finding.code in ("OIT406", "OIT407", "OIT417") for finding in facts.findings):
        return None
    if facts.kind == "pdf":
        import pypdfium2  # type: ignore[import-untyped]

        with pypdfium2.PdfDocument(raw) as document:
            return tuple(_page_text(document, number) for number in range(min(len(document), MAX_PAGES)))
    if facts.kind == "text":
        return (_decoded(raw[:MAX_TEXT]),)
    return ("".join(text for _, text in _office_texts(raw)),) if facts.kind == "docx" else None


def kind_of(raw: bytes) -> str:
    """Return the kind of a file by its content: `pdf`, `xlsx`, `html`, `text`, `unknown`, …"""
    head = raw[:1024].lstrip()
    for magic, kind in (
        (b"%PDF-", "pdf"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"\x89PNG", "png"),
        (b"GIF8", "gif"),
        (b"\xd0\xcf\x11\xe0", "ole"),
    ):
        if head.startswith(magic):
            return kind
    if raw.startswith(b"PK"):
        return _zip_kind(raw)
    if re.match(
        rb"(?:\xef\xbb\xbf)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)", head, re.IGNORECASE | re.DOTALL
    ):
        return "html"
    return "unknown" if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) else "text"


def _zip_kind(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
    except _DAMAGED_ZIP:
        return "unknown"
    folders = {"xl/": "xlsx", "word/": "docx", "ppt/": "pptx"}
    return next((kind for folder, kind in folders.items() if any(name.startswith(folder) for name in names)), "zip")


def _name_findings(kind: str, ending: str) -> Iterator[Finding]:
    """Yield what is wrong with the ending of a file of *kind*."""
    if ending in LIVE_ENDINGS:
        yield Finding("OIT413", f"ไฟล์ .{ending} อาจมีคำสั่งที่ทำงานในเบราว์เซอร์ ไม่เผยแพร่เป็นหลักฐาน")
    elif kind == "html":
        yield Finding("OIT405", f"ไฟล์ .{ending} เป็นหน้าเว็บ HTML มักเกิดจากบันทึกหน้าข้อผิดพลาดแทนไฟล์จริง")
    elif kind in _EXTENSIONS and ending not in _EXTENSIONS[kind]:
        yield Finding("OIT407", f"นามสกุล .{ending} ไม่ตรงกับเนื้อไฟล์ ซึ่งเป็น {kind.upper()}")
    elif kind in ("text", "unknown") and any(ending in endings for endings in _EXTENSIONS.values()):
        yield Finding("OIT407", f"นามสกุล .{ending} ไม่ตรงกับเนื้อไฟล์ ไฟล์อาจเสียหาย")


def _media_type(kind: str, ending: str, raw: bytes) -> str:
    """Return the media type of a file of *kind*; the ending tells apart only what is all text."""
    if kind == "text":
        stated = BY_ENDING.get(ending, PLAIN)
        if stated.endswith("json"):
            return stated if _is_json(raw) else PLAIN
        textual = stated.startswith("text/") or stated in (BY_ENDING["nt"], BY_ENDING["rdf"], BY_ENDING["xml"])
        return stated if textual and stated != BY_ENDING["html"] else PLAIN
    if kind == "zip":
        return _zip_media_type(raw)
    if kind == "ole":
        parts = (ending for part, ending in _OLE_PARTS.items() if part.encode("utf-16-le") in raw)
        return BY_ENDING.get(next(parts, ""), BINARY)
    if kind == "unknown":
        import filetype  # type: ignore[import-untyped]  # rarely needed: films, sounds, rarer archives

        return str(filetype.guess_mime(raw[:8192]) or BINARY)
    return BY_ENDING["xlsm"] if kind == "xlsx" and b"xl/vbaProject.bin" in raw else BY_ENDING[kind]


def _is_json(raw: bytes) -> bool:
    if len(raw) > MAX_TEXT:
        return raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def _zip_media_type(raw: bytes) -> str:
    """Return what the first part of an OpenDocument file says that it is, `application/zip` for other archives."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open("mimetype") as file:
            stated = file.read(100).decode("ascii", "replace").strip()
    except (*_DAMAGED_ZIP, KeyError):
        return BY_ENDING["zip"]
    return stated if stated in (BY_ENDING[kind] for kind in ("odt", "ods", "odp", "odg")) else BY_ENDING["zip"]


def _inspect_pdf(facts: FileFacts, raw: bytes) -> tuple[FileFacts, list[Finding], Iterator[tuple[str, str]]]:
    """Return *facts* with what only a PDF has, what is wrong with it, and its texts with their places."""
    # Imported here: with every file in the cache of the last run, a build does without its 7 MB.
    import pypdfium2
    from pypdfium2 import raw as pdfium

    try:
        with pypdfium2.PdfDocument(raw) as document:
            pages = len(document)
            read = [_page_text(document, number) for number in range(min(pages, MAX_PAGES))]
            title = _stated(lambda buffer, size: pdfium.FPDF_GetMetaText(document, b"Title", buffer, size))
            language = _stated(lambda buffer, size: pdfium.FPDFCatalog_GetLanguage(document, buffer, size))
            tagged = bool(pdfium.FPDFCatalog_IsTagged(document))
            locked = pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0
    except pypdfium2.PdfiumError as error:
        closed = "password" in str(error).lower()
        message = "ไฟล์ PDF ใส่รหัสผ่าน" if closed else "ไฟล์ PDF เสียหายหรือไม่ครบ เปิดไม่ได้"
        return replace(facts, encrypted=closed), [Finding("OIT406", message)], iter(())
    text_pages = sum(len("".join(text.split())) >= TEXT_PAGE for text in read)
    findings = []
    if not text_pages:
        findings.append(Finding("OIT408", "ไฟล์ PDF ไม่มีชั้นข้อความ (ภาพสแกน) ค้นหาและอ่านออกเสียงไม่ได้"))
    letters = sum(len("".join(text.split())) for text in read)
    broken = sum(len(_BROKEN.findall(text)) for text in read)
    if 50 * broken > letters:  # more than 2 %: a stray sign of a list costs no one the text
        share = max(1, 100 * broken // letters)
        findings.append(Finding("OIT417", f"ข้อความในไฟล์ PDF เพี้ยนราวร้อยละ {share} ของตัวอักษร ค้นหาและคัดลอกแล้วไม่ตรงกับที่เห็น"))
    if locked:
        findings.append(Finding("OIT414", "ไฟล์ PDF ล็อกสิทธิ์ไว้ เปิดอ่านได้ แต่อาจคัดลอก พิมพ์ หรืออ่านออกเสียงไม่ได้"))
    facts = replace(
        facts,
        pages=pages,
        text_pages=text_pages,
        tagged=tagged,
        language=language if language and re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}", language) else None,
        title=title,
        encrypted=locked,
    )
    texts = ((f" หน้า {number}", text) for number, text in enumerate(read, 1))
    return facts, findings, chain([(" (ชื่อเรื่องของไฟล์)", title or "")], texts)


def _stated(read: Callable[[Any, int], int]) -> str | None:
    """Return a text that a PDF states of itself, on one line, at most 200 letters; None where it states none.

    *read* fills a buffer of a size in bytes with UTF-16 and a closing zero, and returns how many bytes there are.
    """
    size = min(read(None, 0), 4096)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    read(buffer, size)
    text = bytes(buffer)[:size].decode("utf-16-le", "replace").partition("\0")[0]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:200] or None


def _page_text(document: Any, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())[:MAX_TEXT]
    finally:
        text.close()
        page.close()


def _office_texts(raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield the text of each part of an office file; the markup between pieces counts as a space between cells."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for part in archive.infolist():
            if part.filename.endswith(".xml") and part.filename.startswith(("xl/", "word/", "ppt/")):
                with archive.open(part) as file:
                    xml = file.read(MAX_TEXT).decode("utf-8", "replace")
                cells = re.sub(r"</(?:c|si|p|w:p|a:p|v|t)>|<w:(?:tab|br|cr)\b[^>]*>", "\n", xml)
                yield "", re.sub(r"<[^>]+>", "", cells)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _personal_findings(texts: Iterator[tuple[str, str]]) -> Iterator[Finding]:
    for place, text in texts:
        for data in find_personal_data(text):
            yield Finding(data.code, f"พบ{data.kind}ในไฟล์{place}")
