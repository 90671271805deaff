"""What a server's answer says of an address: pure rules from answer to finding. Knows HTTP's words, asks nobody."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote, urlsplit

from oit_site.link_state import Finding, LinkState, Reason
from oit_site.privacy import find_personal_data


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: its HTTP status, and the whole address that it leads to."""

    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says of itself: the text of its title and of its first h1, on one line each."""

    title: str = ""
    heading: str = ""
    empty: bool = False
    """Whether the page holds nothing at all."""
    text: str = ""
    """All that readers see of a page of a few words; "" for a longer one."""
    refresh: str = ""
    """The address that the page leads its readers to by itself, as it is written there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was learnt by asking for *address*."""

    address: str
    """As it was asked for: encoded, without a fragment."""
    status: int | None = None
    """Of the last answer; None where there was none."""
    failure: Reason | None = None
    """Why there was no answer to judge."""
    hops: tuple[Hop, ...] = ()
    media_type: str = ""
    words: Words | None = None
    """None for what is no web page, and where the body was not needed."""

    @property
    def final(self) -> str:
        """The address that was asked for last."""
        return self.hops[-1].location if self.hops else self.address


PERMANENT = frozenset((301, 308))
REDIRECTS = frozenset((301, 302, 303, 307, 308))
PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))
TEXT_TYPES = PAGE_TYPES | {"text/plain"}
"""What is read for what it says of itself."""
MOST_OF_AN_ADDRESS = 1000
"""A new address that is longer is not kept: it holds somebody's session, or nothing that a person would type."""


def judge(answer: Answer) -> Finding:
    """Return the finding of *answer*.

    Gone is said only where a server says so, by its status or in the title of the page, or where its name does not
    exist. Whatever may be our fault, or a matter of who asks, stays unverified.
    """
    status = answer.status
    if leads_to_sign_in(answer):
        return Finding(LinkState.UNVERIFIED, Reason.SIGN_IN, status)
    if answer.failure is Reason.DNS:
        return Finding(LinkState.GONE, Reason.DNS)
    if answer.failure is not None or status is None:
        return Finding(LinkState.UNVERIFIED, answer.failure or Reason.PROTOCOL, status)
    if status in (404, 410):
        return Finding(LinkState.GONE, Reason.STATUS, status)
    if not 200 <= status <= 299:
        return Finding(LinkState.UNVERIFIED, _refusal(status), status)
    if reason := _doubt(answer):
        state = LinkState.GONE if reason is Reason.SOFT_404 else LinkState.UNVERIFIED
        return Finding(state, reason, status)
    if moved := new_address(answer):
        return Finding(LinkState.MOVED, None, status, moved)
    return Finding(LinkState.OK, None, status)


def _refusal(status: int) -> Reason:
    if status in (401, 407):
        return Reason.SIGN_IN
    if status in (403, 451):
        return Reason.FORBIDDEN
    if status == 429:
        return Reason.BUSY
    return Reason.SERVER if status >= 500 else Reason.REFUSED


def _doubt(answer: Answer) -> Reason | None:
    """Return why a page that opens may not be the one that was meant, or None."""
    words = answer.words or Words()
    path, asked = urlsplit(answer.final).path, urlsplit(answer.address)
    said = (words.title, words.heading, words.text)
    if any(map(says_not_found, said)) or (answer.hops and _NOT_FOUND_PATH.search(path)):
        return Reason.SOFT_404
    if words.empty:
        return Reason.EMPTY
    shared = any(is_of(asked.hostname or "", host) for host in FILE_SHARING)
    if (answer.hops or shared) and any(_says(text, _SIGN_IN_TITLES) for text in said):
        return Reason.SIGN_IN
    if any(_says(text, _PLACEHOLDER_TITLES) for text in (words.title, words.text)):
        return Reason.PLACEHOLDER
    if answer.hops and _is_home(answer.final) and not _is_home(answer.address):
        # Many systems do so for a page that is gone, some for one that is not: a program cannot tell.
        return Reason.HOME
    if answer.media_type in PAGE_TYPES and _FILE_PATH.search(asked.path):
        return Reason.NOT_A_FILE
    return None


def new_address(answer: Answer) -> str | None:
    """Return where the address has moved to for good, or None.

    Only redirects that are permanent from the first one on count: what a server does for the moment, such as adding
    a session or choosing a language, is no new address. One that holds personal data is not published.
    """
    found = answer.address
    for hop in answer.hops:
        if hop.status not in PERMANENT:
            break
        found = hop.location
    if unquote(found).rstrip("/") == unquote(answer.address).rstrip("/"):
        return None
    written = re.sub(r"[\s<>\"'\\]", lambda match: quote(match[0], safe=""), found.partition("#")[0])
    kept = len(written) <= MOST_OF_AN_ADDRESS and not any(find_personal_data(unquote(written)))
    return written if kept else None


# ---------------------------------------------------------------- what hosts and paths say

FILE_SHARING = (
    "drive.google.com",
    "docs.google.com",
    "sites.google.com",
    "forms.gle",
    "onedrive.live.com",
    "1drv.ms",
    "sharepoint.com",
    "dropbox.com",
    "box.com",
    "icloud.com",
)
"""Hosts that answer a page of their own, with status 200, where the reader lacks permission."""

_SIGN_IN_HOSTS = (
    "accounts.google.com",
    "accounts.youtube.com",
    "login.microsoftonline.com",
    "login.microsoft.com",
    "login.live.com",
    "login.windows.net",
    "access.line.me",
)
_SIGN_IN_PATH = re.compile(
    r"/(?:wp-login\.php|log-?in|sign-?in|user/login|users/sign_in|auth/login|account/login|checkpoint/"
    r"|_layouts/15/(?:authenticate|accessdenied)\.aspx|formrestricted)(?:\.\w+)?/?\Z",
    re.IGNORECASE,
)
_NOT_FOUND_PATH = re.compile(r"(?:\A|[/_-])(?:error-?)?(?:404|(?:page-?)?not-?found)(?:-?error)?(?:\.\w+)?/?\Z", re.I)
_HOME_PATH = re.compile(r"/*(?:th|en|home|main|index|default|web)?(?:/(?:home|index|main))?(?:\.\w{3,5})?/*\Z", re.I)
_FILE_PATH = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|json|xml|rtf|zip|rar|7z|jpe?g|png|gif|mp4|mp3)\Z", re.I
)


def is_of(host: str, site: str) -> bool:
    """Return whether *host* is *site* or lies below it."""
    return host == site or host.endswith(f".{site}")


def is_sign_in_page(address: str) -> bool:
    """Return whether *address* is one at which people sign in: nothing is learnt by asking for it."""
    parts = urlsplit(address)
    return any(is_of(parts.hostname or "", host) for host in _SIGN_IN_HOSTS) or bool(_SIGN_IN_PATH.search(parts.path))


def leads_to_sign_in(answer: Answer) -> bool:
    """Return whether a redirect led to a page where people sign in; an address that is one itself is what it says."""
    return bool(answer.hops) and is_sign_in_page(answer.final) and not is_sign_in_page(answer.address)


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.query and bool(_HOME_PATH.match(parts.path))


# ---------------------------------------------------------------- what titles say

_NOT_FOUND_TITLES = re.compile(
    r"(?:requested |web ?)?"
    r"(?:file or directory|page|file|document|article|category|content|object|resource|record|url|post)?"
    r"(?: you (?:are|were) looking for| you (?:have )?requested)? ?(?:was |is |has )?"
    r"(?:not found|(?:can't|cannot|could not|couldn't) be found|(?:doesn't|does not|no longer) exists?"
    r"|(?:isn't|is not|not|no longer) available)\b(?! (?:in|for|by|on)\b(?! th(?:e|is) (?:server|site)))"
    r"|nothing (?:was )?found\b|we can't find"
    r"|(?:ไม่พบ|ไม่มี(?!หน้าที่)|หา|ค้นหา|ไม่สามารถ(?:ค้น)?หา|ไม่สามารถแสดง)"
    r"(?:หน้า|เพจ|ไฟล์|บทความ|เนื้อหา|ที่อยู่|url|ลิงก์|ลิงค์)"
    r"|ไม่พบ(?:เอกสาร|สิ่ง|ข้อมูล)ที่|ไม่พบ(?:ข้อมูล|เอกสาร)?\Z"
    r"|(?:หน้า|เพจ|ไฟล์|ลิงก์|ลิงค์)\S{0,40}(?:ไม่พบ|ไม่มีอยู่|ถูกลบ|หาไม่พบ)"
)
_SIGN_IN_TITLES = re.compile(
    r"sign[ -]?in|log[ -]?in|เข้าสู่ระบบ|ลงชื่อเข้า|ล็อกอิน|(?:you )?need (?:access|permission)|request access|access denied"
    r"|permission denied|(?:คุณ)?(?:ต้องมี|ต้องการ|ต้องขอ|ขอ)?(?:สิทธิ์|สิทธิ|การอนุญาต)(?:ใน)?(?:การ)?เข้า(?:ถึง)?"
)
_PLACEHOLDER_TITLES = re.compile(
    r"(?:site |website |page )?(?:is )?(?:currently )?(?:under (?:construction|maintenance)|down for maintenance)"
    r"|maintenance(?: mode)?\Z|coming soon\Z|(?:เว็บไซต์|ระบบ)?(?:ปิดปรับปรุง|อยู่ระหว่าง(?:การ)?ปรับปรุง|กำลังปรับปรุง)"
    r"|account (?:has been )?suspended|bandwidth limit exceeded|welcome to nginx|iis (?:windows )?server"
    r"|iis\d* |apache2? (?:\w+ )?(?:default|test) page|default (?:web )?(?:site )?page|plesk|\S+ is for sale"
    r"|domain (?:is )?(?:for sale|parked)|database error|just a moment|attention required|quota exceeded"
    r"|sorry, unable to open the file|please (?:enable|turn on) (?:cookies|javascript)|checking your browser"
)
_PARTS = re.compile(r"\s*[|–—»«·•:>]+\s*|\s+-+\s+")
_LEAD = re.compile(
    r"(?:(?:https?|error|oops|sorry|404|๔๐๔|the|this|that|ขออภัย(?:ค่ะ|ครับ)?|อุ๊ย)(?!\w)|[\s!.,()…#\"'“”-]+)*"
)


def says_not_found(title: str) -> bool:
    """Return whether a title or heading says, in Thai or English, that there is no such page.

    The words must begin it, or begin a part of it: a report on what was not found is a page like any other.
    """
    for part in _parts(title):
        rest = part[_LEAD.match(part).end() :]  # type: ignore[union-attr]
        number = re.match(r"\D{0,12}(?:404|๔๐๔)(?!\w)", part)
        if (number and rest in ("", "page", "error page")) or _NOT_FOUND_TITLES.match(rest):
            return True
    return False


def _says(title: str, pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(part) for part in _parts(title))


def _parts(title: str) -> Iterator[str]:
    """Yield the parts of a title, lower case: systems put the name of the site before or behind the page's own."""
    plain = title.lower().replace("’", "'")
    yield plain
    yield from (part for part in _PARTS.split(plain) if part != plain)


# ---------------------------------------------------------------- reading the page

_TITLE = re.compile(r"<title\b[^>]*>(.*?)(?:</title[^>]*>?|\Z)", re.IGNORECASE | re.DOTALL)
_H1 = re.compile(r"<h1\b[^>]*>(.*?)(?:</h1|\Z)", re.IGNORECASE | re.DOTALL)
_UNREAD = re.compile(r"<(script|style|svg|noscript)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>?")
_REFRESH_TAG = re.compile(
    r"""<meta\b(?=[^>]{0,400}?\bhttp-equiv\s?=\s?["']?refresh\b)[^>]{0,400}?\bcontent\s?=\s?("[^"]{0,999}|'[^']{0,999}|[^\s>]{1,999})""",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\s*([0-9]{1,3})(?:\.[0-9]*)?\s*[;,]\s*(?:url\s*=)?", re.IGNORECASE)
_LONGEST_REFRESH = 15
"""Seconds after which a page that leads elsewhere is one that people read first."""
_FEW_WORDS = 200
"""Letters of a page that holds a message and nothing else."""
_CHARSET = re.compile(rb"""<meta\b[^>]*?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def read_words(body: bytes, content_type: str) -> Words:
    """Return what the page *body*, or as much of it as was read, says of itself.

    *content_type* is the header as sent. Thai pages of one byte a letter are read as such, declared or not.
    """
    if not body.strip():
        return Words(empty=True)
    text = _UNREAD.sub(" ", _decoded(body, content_type))
    title = _TITLE.search(text)
    outside = text.replace(title[0], " ") if title else text
    heading = _H1.search(outside)
    tag = _REFRESH_TAG.search(text)
    seen = _plain(outside) if len(outside) < 20 * _FEW_WORDS else ""
    return Words(
        _plain(title[1]) if title else "",
        _plain(heading[1]) if heading else "",
        text=seen if len(seen) <= _FEW_WORDS else "",
        refresh=read_refresh(unescape(tag[1].strip("\"'"))) if tag else "",
    )


def read_refresh(text: str) -> str:
    """Return the address to which `5; url=/new` leads within seconds; "" where it leads nowhere, or only later."""
    found = _REFRESH.match(text)
    soon = found is not None and int(found[1]) <= _LONGEST_REFRESH
    return text[found.end() :].strip().strip("\"'").strip() if found and soon else ""


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())[:300]


_WESTERN = frozenset(("iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii"))


def _decoded(body: bytes, content_type: str) -> str:
    declared = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
    meta = _CHARSET.search(body[:4096])
    named = declared[1] if declared else meta[1].decode("ascii", "replace") if meta else ""
    # What is called TIS-620 holds letters of Windows-874, which has more of them.
    name = "cp874" if named.lower() in ("tis-620", "tis620", "windows-874", "iso-8859-11") else named
    if name.lower() in _WESTERN:  # what servers say of every page unless told otherwise: no Thai page is in it
        name = ""
    try:
        codecs.lookup(name or "utf-8")
        return body.decode(name or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        pass
    # The last letter may be cut by our own limit, so only more than that is another encoding.
    text = body.decode("utf-8", "replace")
    return text if text.count("\ufffd") <= 3 else body.decode("cp874", "replace")
