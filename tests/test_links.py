"""Asking for addresses: every way a server can answer, played on this machine, and what is asked of it in return."""

import gzip
import random
import signal
import socket
import ssl
import time
import tracemalloc
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
import trustme

from link_server import FILE, NOTHING, LinkServer, moved, page, reply, resolver
from oit_site.link_request import Options, is_public
from oit_site.link_state import Finding, LinkState, Reason
from oit_site.links import MOST_HOPS, Stop, check_links, seconds_to_wait

QUICK = Options(
    user_agent="oit_site/test",
    interval=0.0,
    hosts=16,
    timeout=10,
    attempts=2,
    backoff=0.01,
    longest_wait=1.0,
    may_ask=lambda number: True,
)
"""As polite as ever, only faster."""

OK, MOVED, UNVERIFIED, GONE = LinkState.OK, LinkState.MOVED, LinkState.UNVERIFIED, LinkState.GONE

THAI_PATH = "/%E0%B9%81%E0%B8%9C%E0%B8%99/%E0%B8%9B%E0%B8%B5%202566.pdf"


def found(state, reason=None, status=200, final=None):
    return Finding(state, reason, status, final)


HEAD_OF_PAGE = b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n"
"""A page that ends when the connection does."""
HEAD_OF_FILE = b"HTTP/1.1 200 X\r\nContent-Type: application/pdf\r\n\r\n"
CHUNKED = HEAD_OF_PAGE[:-2] + b"Transfer-Encoding: chunked\r\n\r\n"

A_FILE = reply(kind=FILE, body=b"%PDF")
PLAN = {"/plan.pdf": A_FILE}
OPEN = {"/a": page("แผนปฏิบัติการ")}


def leads_to(content):
    """Return a page that leads its readers on by itself."""
    return reply(body=f'<title>ย้ายแล้ว</title><meta http-equiv="refresh" content="{content}"><p>กำลังไป</p>')


CASES = {
    # what opens
    "file": ({**PLAN}, "/plan.pdf", found(OK), ["HEAD /plan.pdf"]),
    "page": ({**OPEN}, "/a", found(OK), ["HEAD /a", "GET /a"]),
    "no-type": ({"/a": reply(kind="")}, "/a", found(OK), ["HEAD /a", "GET /a"]),
    "thai-path": ({THAI_PATH: A_FILE}, "/แผน/ปี 2566.pdf", found(OK), [f"HEAD {THAI_PATH}"]),
    "encoded-path": ({THAI_PATH: A_FILE}, THAI_PATH, found(OK), [f"HEAD {THAI_PATH}"]),
    "thai-query": ({"/?q=%E0%B8%81": page("ก")}, "/?q=ก", found(OK), ["HEAD /?q=%E0%B8%81", "GET /?q=%E0%B8%81"]),
    "fragment": ({**PLAN}, "/plan.pdf#page=8", found(OK), ["HEAD /plan.pdf"]),
    "gzip": (
        {"/a": reply(body=gzip.compress("<title>แผน</title>".encode()), Content_Encoding="gzip")},
        "/a",
        found(OK),
        None,
    ),
    "huge-page": ({"/a": (HEAD_OF_PAGE + b"<title>a</title>", b"a" * 200_000, 30.0)}, "/a", found(OK), None),
    "endless-file": (
        {("HEAD", "/a.pdf"): reply(405), ("GET", "/a.pdf"): (HEAD_OF_FILE + b"%PDF", 30.0)},
        "/a.pdf",
        found(OK),
        None,
    ),
    # HEAD is refused
    **{
        f"head-{status}": (
            {("HEAD", "/a.pdf"): reply(status), ("GET", "/a.pdf"): A_FILE},
            "/a.pdf",
            found(OK),
            ["HEAD /a.pdf", "GET /a.pdf"],
        )
        for status in (400, 403, 404, 405, 500, 501, 503)
    },
    "head-cut": (
        {("HEAD", "/a.pdf"): NOTHING, ("GET", "/a.pdf"): A_FILE},
        "/a.pdf",
        found(OK),
        ["HEAD /a.pdf", "GET /a.pdf"],
    ),
    "head-silent": (
        {("HEAD", "/a.pdf"): (1.2, b""), ("GET", "/a.pdf"): A_FILE},
        "/a.pdf",
        found(OK),
        None,
    ),
    # what is gone
    "gone-404": ({"/a": reply(404)}, "/a", found(GONE, Reason.STATUS, 404), ["HEAD /a", "GET /a"]),
    "gone-410": ({"/a": reply(410)}, "/a", found(GONE, Reason.STATUS, 410), ["HEAD /a", "GET /a"]),
    "gone-after-redirect": (
        {"/a": moved("/b", 302), "/b": reply(404)},
        "/a",
        found(GONE, Reason.STATUS, 404),
        ["HEAD /a", "HEAD /b", "GET /b", "GET /a", "GET /b"],
    ),
    "soft-404-thai": ({"/a": page("ไม่พบหน้าที่คุณต้องการ – สพป.")}, "/a", found(GONE, Reason.SOFT_404), None),
    "soft-404-english": (
        {"/a": page("สพป.", "Oops! That page can&rsquo;t be found.")},
        "/a",
        found(GONE, Reason.SOFT_404),
        None,
    ),
    "soft-404-tis-620": (
        {"/a": reply(body="<title>ไม่พบหน้า</title>".encode("cp874"), kind="text/html; charset=tis-620")},
        "/a",
        found(GONE, Reason.SOFT_404),
        None,
    ),
    "soft-404-path": (
        {"/a": moved("/404.php", 302), "/404.php": page("สพป.")},
        "/a",
        found(GONE, Reason.SOFT_404),
        None,
    ),
    # what HEAD says is not what GET says
    "head-redirects-to-an-error": (
        {("HEAD", "/a"): moved("/error", 302), ("GET", "/a"): page("แผน"), "/error": reply(404)},
        "/a",
        found(OK),
        ["HEAD /a", "HEAD /error", "GET /error", "GET /a"],
    ),
    "head-redirects-home": (
        {("HEAD", "/a"): moved("/", 302), ("GET", "/a"): page("แผน"), "/": page("สพป.")},
        "/a",
        found(OK),
        ["HEAD /a", "HEAD /", "GET /", "GET /a"],
    ),
    "head-opens-get-does-not": (
        {("HEAD", "/a"): page("ก"), ("GET", "/a"): reply(404)},
        "/a",
        found(GONE, Reason.STATUS, 404),
        ["HEAD /a", "GET /a"],
    ),
    "head-without-a-byte": (
        {("HEAD", "/a.pdf"): reply(kind=FILE), ("GET", "/a.pdf"): A_FILE},
        "/a.pdf",
        found(OK),
        ["HEAD /a.pdf", "GET /a.pdf"],
    ),
    "empty-file": ({"/a.pdf": reply(kind=FILE)}, "/a.pdf", found(UNVERIFIED, Reason.EMPTY), None),
    # what leads on without a redirect
    "meta-refresh": (
        {"/a": leads_to("0; url=/b"), "/b": page("แผน")},
        "/a",
        found(OK),
        ["HEAD /a", "GET /a", "HEAD /b", "GET /b"],
    ),
    "meta-refresh-to-nothing": (
        {"/a": leads_to("0;URL='/b'")},
        "/a",
        found(GONE, Reason.STATUS, 404),
        None,
    ),
    "meta-refresh-home": (
        {"/n/1": leads_to("3; url=/"), "/": page("สพป.")},
        "/n/1",
        found(UNVERIFIED, Reason.HOME),
        None,
    ),
    "meta-refresh-loop": (
        {"/a": leads_to("0; url=/b"), "/b": leads_to("0; url=/a")},
        "/a",
        found(UNVERIFIED, Reason.LOOP),
        ["HEAD /a", "GET /a", "HEAD /b", "GET /b"],
    ),
    "meta-refresh-of-itself": ({"/a": leads_to("5; url=/a")}, "/a", found(OK), ["HEAD /a", "GET /a"]),
    "meta-refresh-much-later": ({"/a": leads_to("300; url=/b")}, "/a", found(OK), ["HEAD /a", "GET /a"]),
    "meta-refresh-to-a-script": (
        {"/a": leads_to("0; url=javascript:alert(1)")},
        "/a",
        found(UNVERIFIED, Reason.PROTOCOL),
        ["HEAD /a", "GET /a"],
    ),
    "meta-refresh-without-script": (
        {"/a": reply(body="<title>แผน</title><noscript><meta http-equiv=refresh content='0;url=/no-js'></noscript>")},
        "/a",
        found(OK),
        ["HEAD /a", "GET /a"],
    ),
    "refresh-header": (
        {"/a": reply(body="ย้าย", Refresh="0;url=/404.php"), "/404.php": page("สพป.")},
        "/a",
        found(GONE, Reason.SOFT_404),
        None,
    ),
    "moved-tis-620": (
        {"/a": moved("/b").replace(b"/b", b"/" + "แผน".encode("cp874")), "/%E1%BC%B9": page("แผน")},
        "/a",
        found(MOVED, None, 200, "/%E1%BC%B9"),
        ["HEAD /a", "HEAD /%E1%BC%B9", "GET /%E1%BC%B9"],
    ),
    # what only the words tell
    "soft-404-in-few-words": (
        {"/a": reply(body="<title>สพป.</title><p>ไม่พบหน้าที่ต้องการ</p>")},
        "/a",
        found(GONE, Reason.SOFT_404),
        None,
    ),
    "soft-404-in-plain-text": (
        {"/a": reply(body="404 page not found", kind="text/plain")},
        "/a",
        found(GONE, Reason.SOFT_404),
        None,
    ),
    "soft-404-called-western": (
        {"/a": reply(body="<title>ไม่พบหน้า</title>".encode("cp874"), kind="text/html; charset=ISO-8859-1")},
        "/a",
        found(GONE, Reason.SOFT_404),
        None,
    ),
    "speaks-of-what-is-not-found": (
        {"/a": page("รายงาน", "ผลการตรวจสอบ ไม่พบหน้าร้านที่ทุจริต")},
        "/a",
        found(OK),
        None,
    ),
    "cookie-wall": (
        {"/a": reply(302, Location="/a", Set_Cookie="seen=1")},
        "/a",
        found(UNVERIFIED, Reason.LOOP, 302),
        ["HEAD /a"],
    ),
    "cookie-wall-in-words": (
        {"/a": reply(body="<p>Please enable cookies to continue.</p>", Set_Cookie="a=1")},
        "/a",
        found(UNVERIFIED, Reason.PLACEHOLDER),
        None,
    ),
    # odd bodies
    "long-drip": (
        {("HEAD", "/a"): page("ก"), ("GET", "/a"): (HEAD_OF_PAGE, *[b"<p>", 0.05] * 40)},
        "/a",
        found(UNVERIFIED, Reason.TIMEOUT, None),
        None,
    ),
    "endless-head": (
        {"/a": (b"HTTP/1.1 200 X\r\n", b"X-A: " + b"a" * 300_000, 30.0)},
        "/a",
        found(UNVERIFIED, Reason.PROTOCOL, None),
        None,
    ),
    "another-packing": ({"/a": reply(body=b"\x8b\x00\x80", Content_Encoding="br")}, "/a", found(OK), None),
    "robots-called-a-page": (
        {"/robots.txt": reply(body="\ufeffUser-agent: *\nDisallow: /a"), **OPEN},
        "/a",
        found(UNVERIFIED, Reason.ROBOTS, None),
        [],
    ),
    # what has moved
    "moved-301": (
        {"/a": moved("/b"), "/b": page("ข")},
        "/a",
        found(MOVED, None, 200, "/b"),
        ["HEAD /a", "HEAD /b", "GET /b"],
    ),
    "moved-308": ({"/a": moved("/b", 308), "/b": page("ข")}, "/a", found(MOVED, None, 200, "/b"), None),
    "moved-thai": (
        {"/a": moved("/แผน"), "/%E0%B9%81%E0%B8%9C%E0%B8%99": page("ข")},
        "/a",
        found(MOVED, None, 200, "/%E0%B9%81%E0%B8%9C%E0%B8%99"),
        None,
    ),
    "moved-then-for-now": (
        {"/a": moved("/b"), "/b": moved("/b?session=1", 302), "/b?session=1": page("ข")},
        "/a",
        found(MOVED, None, 200, "/b"),
        None,
    ),
    "moved-with-password": (
        {"/a": moved("//user:secret@moved-with-password.test:{port}/b"), "/b": page("ข")},
        "/a",
        found(MOVED, None, 200, "/b"),
        None,
    ),
    "for-now": ({"/a": moved("/b?session=1", 302), "/b?session=1": page("ข")}, "/a", found(OK), None),
    "for-now-then-moved": ({"/a": moved("/b", 307), "/b": moved("/c"), "/c": page("ข")}, "/a", found(OK), None),
    "slash-added": ({"/a": moved("/a/"), "/a/": page("ก")}, "/a", found(OK), None),
    # what cannot be told
    "forbidden": ({"/a": reply(403)}, "/a", found(UNVERIFIED, Reason.FORBIDDEN, 403), ["HEAD /a", "GET /a"]),
    "password": ({"/a": reply(401)}, "/a", found(UNVERIFIED, Reason.SIGN_IN, 401), None),
    "teapot": ({"/a": reply(418)}, "/a", found(UNVERIFIED, Reason.REFUSED, 418), ["HEAD /a", "GET /a"]),
    "ill": ({"/a": reply(500)}, "/a", found(UNVERIFIED, Reason.SERVER, 500), ["HEAD /a", "GET /a", "GET /a"]),
    "ill-for-a-moment": ({("GET", "/a"): [reply(502), page("ก")]}, "/a", found(OK), ["HEAD /a", "GET /a", "GET /a"]),
    "busy": ({"/a": reply(429)}, "/a", found(UNVERIFIED, Reason.BUSY, 429), ["HEAD /a", "GET /a", "GET /a"]),
    "busy-for-a-moment": (
        {("HEAD", "/a"): reply(429, Retry_After="0"), ("GET", "/a"): page("ก")},
        "/a",
        found(OK),
        ["HEAD /a", "GET /a"],
    ),
    "busy-for-an-hour": (
        {"/a": reply(429, Retry_After="3600")},
        "/a",
        found(UNVERIFIED, Reason.BUSY, 429),
        ["HEAD /a"],
    ),
    "busy-for-a-year": (
        {"/a": reply(503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")},
        "/a",
        found(UNVERIFIED, Reason.SERVER, 503),
        ["HEAD /a"],
    ),
    "slow": ({"/a": (1.2, page("ก"))}, "/a", found(UNVERIFIED, Reason.TIMEOUT, None), None),
    "drip": (
        {("HEAD", "/a"): page("ก"), ("GET", "/a"): (page("ก")[:-20], 1.2, b"")},
        "/a",
        found(UNVERIFIED, Reason.TIMEOUT, None),
        None,
    ),
    "no-http": ({"/a": b"SSH-2.0-OpenSSH\r\n"}, "/a", found(UNVERIFIED, Reason.PROTOCOL, None), None),
    "cut": ({"/a": NOTHING}, "/a", found(UNVERIFIED, Reason.PROTOCOL, None), ["HEAD /a", "GET /a", "GET /a"]),
    "broken-chunks": (
        {("HEAD", "/a"): page("ก"), ("GET", "/a"): CHUNKED + b"ZZZ\r\n<title>"},
        "/a",
        found(UNVERIFIED, Reason.PROTOCOL, None),
        None,
    ),
    "cut-body": (
        {("HEAD", "/a"): page("ก"), ("GET", "/a"): page("ก")[:-20]},
        "/a",
        found(UNVERIFIED, Reason.PROTOCOL, None),
        None,
    ),
    "broken-gzip": (
        {"/a": reply(body=b"no gzip", Content_Encoding="gzip")},
        "/a",
        found(UNVERIFIED, Reason.PROTOCOL, None),
        None,
    ),
    "empty-page": ({"/a": reply(body="\n")}, "/a", found(UNVERIFIED, Reason.EMPTY), None),
    "maintenance": ({"/a": page("เว็บไซต์ปิดปรับปรุงชั่วคราว")}, "/a", found(UNVERIFIED, Reason.PLACEHOLDER), None),
    "page-for-a-file": ({"/plan.pdf": page("สพป.")}, "/plan.pdf", found(UNVERIFIED, Reason.NOT_A_FILE), None),
    "home": ({"/news/1": moved("/", 302), "/": page("สพป.")}, "/news/1", found(UNVERIFIED, Reason.HOME), None),
    "home-for-good": ({"/news/1": moved("/"), "/": page("สพป.")}, "/news/1", found(UNVERIFIED, Reason.HOME), None),
    "loop": (
        {"/a": moved("/b", 302), "/b": moved("/a", 302)},
        "/a",
        found(UNVERIFIED, Reason.LOOP, 302),
        ["HEAD /a", "HEAD /b"],
    ),
    "loop-to-itself": ({"/a": moved("/a", 302)}, "/a", found(UNVERIFIED, Reason.LOOP, 302), ["HEAD /a"]),
    "chain": (
        {f"/{n}": moved(f"/{n + 1}") for n in range(20)},
        "/0",
        found(UNVERIFIED, Reason.LOOP, 301),
        [f"HEAD /{n}" for n in range(MOST_HOPS)],
    ),
    "redirect-to-nowhere": ({"/a": reply(302)}, "/a", found(UNVERIFIED, Reason.REFUSED, 302), ["HEAD /a"]),
    "redirect-to-a-script": (
        {"/a": moved("javascript:alert(1)")},
        "/a",
        found(UNVERIFIED, Reason.PROTOCOL, 301),
        ["HEAD /a"],
    ),
    "redirect-to-a-file": (
        {"/a": moved("file:///etc/passwd")},
        "/a",
        found(UNVERIFIED, Reason.PROTOCOL, 301),
        ["HEAD /a"],
    ),
    # walls
    "drive-wall": (
        {"/file/d/1/view": moved("https://accounts.google.com/ServiceLogin?continue=x", 302)},
        "/file/d/1/view",
        found(UNVERIFIED, Reason.SIGN_IN, 302),
        ["HEAD /file/d/1/view"],
    ),
    "microsoft-wall": (
        {"/x": moved("https://login.microsoftonline.com/common/oauth2", 302)},
        "/x",
        found(UNVERIFIED, Reason.SIGN_IN, 302),
        ["HEAD /x"],
    ),
    "sharepoint-wall": (
        {"/x": moved("/_layouts/15/AccessDenied.aspx?p=1", 302)},
        "/x",
        found(UNVERIFIED, Reason.SIGN_IN, 302),
        ["HEAD /x"],
    ),
    "wordpress-wall": (
        {"/x": moved("/wp-login.php?redirect_to=x", 302)},
        "/x",
        found(UNVERIFIED, Reason.SIGN_IN, 302),
        ["HEAD /x"],
    ),
    "title-wall": (
        {"/x": moved("/gate", 302), "/gate": page("ลงชื่อเข้าใช้ - Google ไดรฟ์")},
        "/x",
        found(UNVERIFIED, Reason.SIGN_IN),
        None,
    ),
    "own-login": ({"/login": page("เข้าสู่ระบบ e-Service")}, "/login", found(OK), ["HEAD /login", "GET /login"]),
    # robots.txt
    "robots-no": (
        {"/robots.txt": reply(body="User-agent: *\nDisallow: /private/", kind="text/plain"), "/private/a": page("ก")},
        "/private/a",
        found(UNVERIFIED, Reason.ROBOTS, None),
        [],
    ),
    "robots-yes": (
        {"/robots.txt": reply(body="User-agent: *\nDisallow: /private/", kind="text/plain"), **OPEN},
        "/a",
        found(OK),
        ["HEAD /a", "GET /a"],
    ),
    "robots-star": (
        {"/robots.txt": reply(body="User-agent: *\nDisallow: /*.pdf$", kind="text/plain"), **PLAN},
        "/plan.pdf",
        found(UNVERIFIED, Reason.ROBOTS, None),
        [],
    ),
    "robots-by-name": (
        {
            "/robots.txt": reply(
                body="User-agent: *\nDisallow: /\n\nUser-agent: oit_site\nAllow: /", kind="text/plain"
            ),
            **OPEN,
        },
        "/a",
        found(OK),
        ["HEAD /a", "GET /a"],
    ),
    "robots-thai": (
        {"/robots.txt": reply(body="User-agent: *\nDisallow: /แผน/", kind="text/plain"), THAI_PATH: reply()},
        "/แผน/ปี 2566.pdf",
        found(UNVERIFIED, Reason.ROBOTS, None),
        [],
    ),
    "robots-page": ({"/robots.txt": page("สพป."), **OPEN}, "/a", found(OK), ["HEAD /a", "GET /a"]),
    "robots-moved": (
        {
            "/robots.txt": moved("/r.txt"),
            "/r.txt": reply(body="User-agent: *\nDisallow: /a", kind="text/plain"),
            **OPEN,
        },
        "/a",
        found(UNVERIFIED, Reason.ROBOTS, None),
        ["GET /r.txt"],
    ),
    "robots-ill": ({"/robots.txt": reply(500), **OPEN}, "/a", found(UNVERIFIED, Reason.SERVER, None), []),
    "robots-cut": ({"/robots.txt": NOTHING, **OPEN}, "/a", found(OK), ["HEAD /a", "GET /a"]),
    "robots-silent": ({"/robots.txt": (1.2, b""), **OPEN}, "/a", found(UNVERIFIED, Reason.TIMEOUT, None), []),
    "robots-of-the-other-page": (
        {
            "/robots.txt": reply(body="User-agent: *\nDisallow: /b", kind="text/plain"),
            "/a": moved("/b"),
            "/b": page("ก"),
        },
        "/a",
        found(UNVERIFIED, Reason.ROBOTS, None),
        ["HEAD /a"],
    ),
}


SILENT = ("head-silent", "slow", "drip", "long-drip", "robots-silent")
"""The cases in which the time of a request runs out."""


def run_on(server, monkeypatch, addresses, options=QUICK, known=lambda host: ["127.0.0.1"]):
    """Ask *server* for *addresses*, in which every host is one of its own; return the run and the names looked up."""
    looked_up = []
    monkeypatch.setattr(socket, "getaddrinfo", resolver(known, looked_up))
    return check_links(addresses, options), looked_up


@pytest.fixture(scope="module")
def played():
    """Ask once for the addresses of all cases, each on a host of its own; return server and findings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", resolver(lambda host: ["127.0.0.1"], []))
        with LinkServer({f"{name}.test": case[0] for name, case in CASES.items()}) as server:
            own = server.hosts["moved-with-password.test"]
            own["/a"] = own["/a"].replace(b"{port}", str(server.port).encode())
            addresses = {name: f"http://{name}.test:{server.port}{case[1]}" for name, case in CASES.items()}
            silent = check_links([addresses[name] for name in SILENT], replace(QUICK, timeout=0.6))
            others = check_links([addresses[name] for name in CASES if name not in SILENT], QUICK)
        findings = {**silent.findings, **others.findings}
        yield server, {name: findings[address] for name, address in addresses.items()}


@pytest.mark.parametrize("name", CASES)
def test_every_answer_is_understood(name, played):
    """Each way to answer gives its finding; nothing that is our fault, or a matter of who asks, counts as gone."""
    server, findings = played
    expected = CASES[name][2]
    if expected.final:
        expected = replace(expected, final=f"http://{name}.test:{server.port}{expected.final}")
    assert expected == findings[name]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[3] is not None])
def test_nothing_is_asked_more_than_needed(name, played):
    """HEAD comes first, GET where that does not tell all, and a retry only where it may help."""
    assert CASES[name][3] == played[0].requests_to(f"{name}.test")


def test_the_rules_of_a_host_are_read_once(played):
    """One request for robots.txt opens each host, repeated only where the server is in trouble."""
    asked = Counter(one.host for one in played[0].asked if one.path == "/robots.txt")
    troubled = {"robots-ill.test", "robots-cut.test", "robots-silent.test"}
    assert {1} == {count for host, count in asked.items() if host not in troubled}
    assert {f"{name}.test" for name in CASES} == asked.keys()


def test_every_request_says_who_asks(played):
    """Each carries the User-Agent, and no cookie or referrer."""
    assert {"oit_site/test"} == {one.headers["user-agent"] for one in played[0].asked}
    assert set() == {name for one in played[0].asked for name in one.headers if name in ("cookie", "referer")}


# ---------------------------------------------------------------- hosts


def test_one_host_is_asked_one_request_at_a_time(monkeypatch):
    """Requests to a host never overlap and keep their distance; those to different hosts do overlap."""
    # The first page takes so long that the other host is met meanwhile on a busy machine too.
    pages = {f"/{n}": (0.02 if n else 0.6, A_FILE) for n in range(4)}
    with LinkServer({"a.test": pages, "b.test": pages}) as server:
        addresses = [f"http://{host}.test:{server.port}/{n}" for host in "ab" for n in range(4)]
        options = Options(interval=0.03, hosts=2, timeout=5, may_ask=lambda number: True)
        run_on(server, monkeypatch, addresses, options)
        by_host = {
            host: sorted((one for one in server.asked if one.host == host), key=lambda one: one.began)
            for host in ("a.test", "b.test")
        }
    for asked in by_host.values():
        gaps = [after.began - before.ended for before, after in pairwise(asked)]
        assert 5 == len(asked)
        assert min(gaps) >= 0.025
    assert any(
        one.began < two.ended and two.began < one.ended for one in by_host["a.test"] for two in by_host["b.test"]
    )


def test_a_host_with_and_without_www_is_one(monkeypatch):
    """Both names lead to one server: its requests do not overlap either."""
    pages = {f"/{n}": (0.01, A_FILE) for n in range(3)}
    with LinkServer({"a.test": pages, "www.a.test": pages}) as server:
        addresses = [f"http://{host}:{server.port}/{n}" for host in ("a.test", "www.a.test") for n in range(3)]
        run_on(server, monkeypatch, addresses, replace(QUICK, interval=0.01))
        asked = sorted(server.asked, key=lambda one: one.began)
    assert 8 == len(asked)
    assert all(before.ended <= after.began for before, after in pairwise(asked))


def test_no_more_hosts_than_allowed_are_asked_at_once(monkeypatch):
    """With one host at a time, nothing overlaps."""
    hosts = {f"{name}.test": {"/": (0.01, page("ก"))} for name in "abc"}
    with LinkServer(hosts) as server:
        options = Options(interval=0.0, hosts=1, timeout=5, may_ask=lambda number: True)
        run_on(server, monkeypatch, [f"http://{host}:{server.port}/" for host in hosts], options)
        asked = sorted(server.asked, key=lambda one: one.began)
    assert all(before.ended <= after.began + 0.005 for before, after in pairwise(asked))


def test_a_host_may_ask_for_a_longer_pause(monkeypatch):
    """Crawl-delay of robots.txt is kept between requests, when it is longer than our own."""
    rules = reply(body="User-agent: *\nCrawl-delay: 0.05\n", kind="text/plain")
    with LinkServer({"a.test": {"/robots.txt": rules, "/1": A_FILE, "/2": A_FILE}}) as server:
        run_on(server, monkeypatch, [f"http://a.test:{server.port}/{n}" for n in (1, 2)])
        one, two = (asked for asked in server.asked if asked.path != "/robots.txt")
    assert two.began - one.ended >= 0.045


def test_a_server_in_trouble_is_given_time(monkeypatch):
    """A retry comes after a wait, and the wait is doubled before the next one."""
    with LinkServer({"a.test": {"/1": reply(500, kind=FILE)}}) as server:
        options = replace(QUICK, attempts=3, backoff=0.02)
        run_on(server, monkeypatch, [f"http://a.test:{server.port}/1"], options)
        first, second, third = (one for one in server.asked if one.method == "GET" and one.path == "/1")
    assert second.began - first.ended >= 0.018
    assert third.began - second.ended >= 0.036


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00", 0.0),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("9" * 400, None),
    ],
)
def test_how_long_a_server_asks_to_wait(text, seconds):
    """Retry-After is a number of seconds or a date; anything else asks for nothing."""
    assert seconds == seconds_to_wait(text)


def test_a_thai_host_is_asked_by_its_ascii_name(monkeypatch):
    """A name in Thai letters is looked up and named as Punycode."""
    with LinkServer({"xn--72c1a1bt4awk9o.xn--o3cw4h": OPEN}) as server:
        address = f"http://ตัวอย่าง.ไทย:{server.port}/a"
        run, looked_up = run_on(server, monkeypatch, [address])
    assert {address: found(OK)} == run.findings
    assert {"xn--72c1a1bt4awk9o.xn--o3cw4h"} == set(looked_up)


def test_a_redirect_to_another_host_waits_for_its_turn_there(monkeypatch):
    """The other host has rules of its own, and its address is what is reported as the new one."""
    with LinkServer({"old.test": {}, "new.test": OPEN}) as server:
        server.hosts["old.test"]["/a"] = moved(f"http://new.test:{server.port}/a")
        run, _ = run_on(server, monkeypatch, [f"http://old.test:{server.port}/a"])
        asked = [f"{one.method} {one.host}{one.path}" for one in sorted(server.asked, key=lambda one: one.began)]
    assert [found(MOVED, None, 200, f"http://new.test:{server.port}/a")] == list(run.findings.values())
    assert [
        "GET old.test/robots.txt",
        "HEAD old.test/a",
        "GET new.test/robots.txt",
        "HEAD new.test/a",
        "GET new.test/a",
    ] == asked


def test_cookies_are_not_kept(monkeypatch):
    """What a host sets is sent back to no host, that one included."""
    with LinkServer({"a.test": {"/a": moved("/b", 302), "/b": page("ก")}}) as server:
        server.hosts["a.test"]["/a"] = reply(302, Location="/b", Set_Cookie="session=1")
        run_on(server, monkeypatch, [f"http://a.test:{server.port}/a"])
        assert [] == [one for one in server.asked if "cookie" in one.headers]


def test_names_and_passwords_are_not_sent(monkeypatch):
    """An address that carries them is asked for without."""
    with LinkServer({"a.test": OPEN}) as server:
        run, _ = run_on(server, monkeypatch, [f"http://user:secret@a.test:{server.port}/a"])
        assert [] == [one for one in server.asked if "authorization" in one.headers]
    assert [found(OK)] == list(run.findings.values())


def test_a_packed_page_cannot_fill_the_memory(monkeypatch):
    """Of a page that unpacks to fifty megabytes only the head is unpacked."""
    bomb = reply(body=gzip.compress(b"<title>a</title>" + b"a" * 50_000_000), Content_Encoding="gzip")
    with LinkServer({"a.test": {"/a": bomb}}) as server:
        tracemalloc.start()
        try:
            run, _ = run_on(server, monkeypatch, [f"http://a.test:{server.port}/a"])
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert [found(OK)] == list(run.findings.values())
    assert peak < 10_000_000


# ---------------------------------------------------------------- names and numbers


def test_a_name_that_does_not_exist_is_gone(monkeypatch):
    """When other hosts answer, it is not our own connection that fails."""
    with LinkServer({"a.test": OPEN}) as server:
        addresses = [f"http://a.test:{server.port}/a", "http://gone.test/a", "http://gone.test/b", "http://later.test/"]
        known = {"a.test": ["127.0.0.1"], "later.test": "ask later"}.get
        run, looked_up = run_on(server, monkeypatch, addresses, known=known)
    assert [
        found(OK),
        found(GONE, Reason.DNS, None),
        found(GONE, Reason.DNS, None),
        found(UNVERIFIED, Reason.CONNECT, None),
    ] == [run.findings[address] for address in addresses]
    assert 1 == looked_up.count("gone.test"), "a host that is not there is asked once"


def test_when_nobody_answers_nothing_is_gone(monkeypatch):
    """Without any answer it is more likely this machine that is cut off."""
    with LinkServer({}) as server:
        run, _ = run_on(server, monkeypatch, ["http://a.test/", "http://b.test/"], known=lambda host: None)
    assert not run.answered
    assert {found(UNVERIFIED, Reason.CONNECT, None)} == set(run.findings.values())


def test_nobody_listens(monkeypatch):
    """A number at which no server listens cannot be reached; that says nothing of the page."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with LinkServer({}) as server:
        run, _ = run_on(server, monkeypatch, [f"http://a.test:{port}/"])
    assert [found(UNVERIFIED, Reason.CONNECT, None)] == list(run.findings.values())


def test_the_next_number_of_a_host_is_tried(monkeypatch):
    """A host with several numbers opens when one of them answers."""
    with LinkServer({"a.test": OPEN}) as server:
        address = f"http://a.test:{server.port}/a"
        run, _ = run_on(server, monkeypatch, [address], known=lambda host: ["::1", "127.0.0.3", "127.0.0.1"])
    assert [found(OK)] == list(run.findings.values())


@pytest.mark.parametrize("numbers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"]])
def test_private_hosts_are_not_asked(numbers, monkeypatch):
    """A name that leads into a private network is refused unless that is allowed, whatever else it leads to."""
    with LinkServer({"a.test": OPEN}) as server:
        options = replace(QUICK, may_ask=is_public)
        run, _ = run_on(server, monkeypatch, [f"http://a.test:{server.port}/a"], options, lambda host: numbers)
        assert [] == server.asked
    assert [found(UNVERIFIED, Reason.PRIVATE, None)] == list(run.findings.values())


def test_a_redirect_into_a_private_network_is_not_followed(monkeypatch):
    """A public host cannot make us ask a private one."""
    with LinkServer({"public.test": {}, "inside.test": OPEN}) as server:
        server.hosts["public.test"]["/a"] = moved(f"http://inside.test:{server.port}/a", 302)
        known = {"public.test": ["127.0.0.1"], "inside.test": ["127.0.0.2"]}.get
        options = replace(QUICK, may_ask=lambda number: number == "127.0.0.1")
        run, _ = run_on(server, monkeypatch, [f"http://public.test:{server.port}/a"], options, known)
        assert {"public.test"} == {one.host for one in server.asked}
    assert [found(UNVERIFIED, Reason.PRIVATE, None)] == list(run.findings.values())


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("::ffff:8.8.8.8", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_numbers_are_public(number, public):
    """Only numbers of the open internet are; those that hold one of IPv4 are judged by it."""
    assert public == is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///a",
        "http://[ก",
        "http://a.test:99999/",
        "http://a.test:port/",
        "ftp://a.test/",
        "file:///etc/passwd",
        "mailto:a@a.test",
        "http://" + "ก" * 80 + ".test/",
        "http://a..test/",
        "http://0xn--]^0,/",
        "http://a.test/\ud800",
        "http://a\x00.test/",
    ],
)
def test_an_odd_address_ends_no_run(address, monkeypatch):
    """Whatever stands in the content, the other addresses are asked for."""
    with LinkServer({"b.test": OPEN}) as server:
        other = f"http://b.test:{server.port}/a"
        run, _ = run_on(server, monkeypatch, [address, other])
    assert found(OK) == run.findings[other]
    assert (UNVERIFIED, None) == (run.findings[address].state, run.findings[address].status)


ODD_BYTES = (
    *(b"\r\n", b"\x00", b"\xff\xfe", b": ", b"HTTP/1.1 ", b"9" * 30, b"Transfer-Encoding: chunked\r\n"),
    b"\r\nLocation: http://\xe0\xb8\x81[::1/\r\n",
    b"\r\nContent-Type: text/html; charset=\x80hex\r\n",
    b"\r\nRetry-After: Mon, 99 Foo 20260 00:00:00 +9999\r\n",
)


def damaged(answer, chance):
    """Return the bytes of *answer* with a few of them changed, dropped or put in."""
    odd = bytearray(answer)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(odd) + 1)
        match chance.randrange(3):
            case 0:
                odd[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del odd[place : place + chance.randint(1, 30)]
            case 2:
                odd[place:place] = chance.choice(ODD_BYTES)
    return bytes(odd) or b"x"


def test_no_server_ends_a_run(monkeypatch):
    """However damaged its answers are, a server gets its finding, and the other servers are asked."""
    chance = random.Random(1)
    sound = (page("ก"), moved("/b"), moved("http://h1.test/แผน"), reply(429, Retry_After="1"), CHUNKED + b"0\r\n\r\n")
    rules = reply(body="User-agent: *\nDisallow: /x\nCrawl-delay: 1\n", kind="text/plain")
    keys = (("HEAD", "/a"), ("GET", "/a"), "/b")
    hosts = {
        f"h{n}.test": {key: damaged(chance.choice(sound), chance) for key in keys}
        | {"/robots.txt": damaged(rules, chance) if n % 2 else reply(404)}
        for n in range(80)
    }
    with LinkServer(hosts) as server:
        options = replace(QUICK, hosts=32, timeout=0.5, longest_wait=0.02)
        addresses = [f"http://{host}:{server.port}/a" for host in hosts]
        run, _ = run_on(server, monkeypatch, addresses, options)
    assert set(addresses) == run.findings.keys()
    assert None is run.stopped


# ---------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def tls_server(authority, *names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return LinkServer({"a.test": OPEN}, context)


def test_a_certificate_that_nobody_vouches_for_is_told(authority, monkeypatch):
    """It is no answer: neither open nor gone."""
    with tls_server(authority, "a.test") as server:
        run, _ = run_on(server, monkeypatch, [f"https://a.test:{server.port}/a"])
    assert [found(UNVERIFIED, Reason.TLS, None)] == list(run.findings.values())


@pytest.mark.parametrize(("name", "expected"), [("a.test", found(OK)), ("b.test", found(UNVERIFIED, Reason.TLS, None))])
def test_a_certificate_is_held_against_the_name(name, expected, authority, monkeypatch, tmp_path):
    """The connection goes to a number, and is trusted only for the name that was asked for."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(cafile=str(tmp_path / "ca.pem"))
    with tls_server(authority, name) as server:
        run, _ = run_on(server, monkeypatch, [f"https://a.test:{server.port}/a"], replace(QUICK, tls=context))
    assert [expected] == list(run.findings.values())


def test_a_redirect_to_https_elsewhere_is_followed(authority, monkeypatch, tmp_path):
    """An address that moved for good to another host is followed there; whether it opens depends on its certificate."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    trusted = replace(QUICK, tls=ssl.create_default_context(cafile=str(tmp_path / "ca.pem")))
    with tls_server(authority, "a.test") as secure, LinkServer({"old.test": {}}) as plain:
        there = f"https://a.test:{secure.port}/a"
        plain.hosts["old.test"]["/a"] = moved(there)
        here = f"http://old.test:{plain.port}/a"
        runs = [run_on(plain, monkeypatch, [here], options)[0] for options in (trusted, QUICK)]
    assert [found(MOVED, None, 200, there), found(UNVERIFIED, Reason.TLS, None)] == [r.findings[here] for r in runs]


def test_a_head_that_sends_a_body_spoils_nothing(monkeypatch):
    """Bytes where none belong cost a connection, not the finding."""
    with LinkServer(
        {"a.test": {("HEAD", "/a"): page("ก").replace(b"HTTP/1.1", b"HTTP/1.0"), ("GET", "/a"): page("ก")}}
    ) as server:
        run, _ = run_on(server, monkeypatch, [f"http://a.test:{server.port}/a"])
    assert [found(OK)] == list(run.findings.values())


# ---------------------------------------------------------------- the end of a run


def test_the_time_limit_keeps_what_was_found(monkeypatch):
    """When the time is over, the run ends with what it has."""
    with LinkServer({"a.test": PLAN, "slow.test": {"/robots.txt": (8.0, b"")}}) as server:
        options = Options(interval=0.0, timeout=9, time_limit=1.0, may_ask=lambda number: True)
        addresses = [f"http://a.test:{server.port}/plan.pdf", f"http://slow.test:{server.port}/a"]
        began = time.monotonic()
        run, _ = run_on(server, monkeypatch, addresses, options)
    assert {addresses[0]: found(OK)} == run.findings
    assert Stop.TIME is run.stopped
    assert time.monotonic() - began < 7


def test_ctrl_c_keeps_what_was_found(monkeypatch):
    """Stopped at the keyboard, the run ends with what it has."""
    monkeypatch.setattr(socket, "getaddrinfo", resolver(lambda host: ["127.0.0.1"], []))

    with LinkServer({"a.test": PLAN}) as server:
        address = f"http://a.test:{server.port}/plan.pdf"
        run = check_links(
            [address, address.replace("plan", "other")], QUICK, lambda *_: signal.raise_signal(signal.SIGINT)
        )
    assert Stop.PERSON is run.stopped
    assert 1 == len(run.findings)


def test_each_finding_is_heard_of_once(monkeypatch):
    """An address given twice is asked for once."""
    heard = []
    monkeypatch.setattr(socket, "getaddrinfo", resolver(lambda host: ["127.0.0.1"], []))
    with LinkServer({"a.test": PLAN}) as server:
        address = f"http://a.test:{server.port}/plan.pdf"
        check_links([address, address], QUICK, lambda *said: heard.append(said))
    assert [(address, found(OK))] == heard
