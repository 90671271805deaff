"""What an evidence file really is, from its bytes: kind, soundness, text layer, personal data. Opens no file itself.

The only module that knows PDF (pypdfium2). The text of a file is looked at and forgotten: facts hold none of it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oit_site.privacy import find_personal_data

MAX_PAGES = 400
"""Pages of a PDF whose text is read; a longer one is read that far."""

MAX_TEXT = 5_000_000
"""Letters of a file whose text is read, and bytes of one unpacked part of an office file."""

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

_DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What zipfile raises for archives that are damaged, locked or of an unknown kind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a file: the rule it breaks, and what it is, in Thai."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one file is: its sha256, size in bytes, kind by content, pages, and what is wrong with it."""

    sha256: str
    size: int
    kind: str
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


def inspect_file(name: str, raw: bytes) -> FileFacts:
    """Return what the file *name* with the bytes *raw* is. Never raises for a damaged file: that is a finding."""
    kind, ending = kind_of(raw), name.rpartition(".")[2].lower()
    findings = list(_name_findings(kind, ending)) if raw else []
    pages: int | None = None
    texts: Iterator[tuple[str, str]] = iter(())
    if kind == "pdf":
        # Imported here: with every file in the cache of the last run, a build does without its 7 MB.
        import pypdfium2  # type: ignore[import-untyped]

        try:
            with pypdfium2.PdfDocument(raw) as document:
                pages = len(document)
                read = [_page_text(document, number) for number in range(min(pages, MAX_PAGES))]
            if not any(text.strip() for text in read):
                findings.append(Finding("OIT408", "ไฟล์ PDF ไม่มีชั้นข้อความ (ภาพสแกน) ค้นหาและอ่านออกเสียงไม่ได้"))
            texts = ((f" หน้า {number}", text) for number, text in enumerate(read, 1))
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            findings.append(Finding("OIT406", "ไฟล์ PDF ใส่รหัสผ่าน" if locked else "ไฟล์ PDF เสียหายหรือไม่ครบ เปิดไม่ได้"))
    elif kind in ("xlsx", "docx", "pptx"):
        try:
            texts = iter(list(_office_texts(raw)))
        except _DAMAGED_ZIP:
            findings.append(Finding("OIT407", f"นามสกุล .{ending} ไม่ตรงกับเนื้อไฟล์ ไฟล์อาจเสียหาย"))
    elif kind in ("text", "html"):
        texts = iter([("", _decoded(raw[:MAX_TEXT]))])
    findings += _personal_findings(texts)
    return FileFacts(hashlib.sha256(raw).hexdigest(), len(raw), kind, pages, tuple(dict.fromkeys(findings)))


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
