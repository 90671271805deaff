"""Asking other sites whether addresses still open: the only module that uses the network. Never part of a build.

Polite by rule: one request at a time and a pause for each host, HEAD before GET, only the head of a page is read,
robots.txt and Retry-After are obeyed, no cookies, and a User-Agent that says who asks. Careful by rule: only public
hosts, http and https, and bounded bodies, hops, waits and time. What an answer means is decided in `link_answer`.

httpx2 goes on where httpx stopped (no release since 2024, the same author among its maintainers); of it and its own
core we use addresses, headers and connections. aiohttp was the other choice: it brings eight compiled packages, and
its resolver is not asked for hosts that are numbers, so private ones would need a second guard.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from urllib.parse import quote_from_bytes

import httpcore2
import httpx2
from protego import Protego

from oit_site.link_answer import (
    REDIRECTS,
    TEXT_TYPES,
    Answer,
    Hop,
    Words,
    is_sign_in_page,
    judge,
    read_refresh,
    read_words,
)
from oit_site.link_state import Finding, LinkState, Reason

AGENT = "oit_site"
"""The name that robots.txt may call us by."""

MOST_HOPS = 10
_MOST_ROBOTS = 512 * 1024
_LONGEST_CRAWL_DELAY = 30.0
_TRANSIENT = frozenset((Reason.TIMEOUT, Reason.CONNECT, Reason.PROTOCOL))
_TRANSIENT_STATUS = frozenset((429, 500, 502, 503, 504))


def is_public(number: str) -> bool:
    """Return whether an IP address is one of the open internet, also where it holds one of IPv4 inside."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True)
class Options:
    """How to ask."""

    user_agent: str = AGENT
    interval: float = 1.0
    """Seconds between the end of a request to a host and the next one to it."""
    hosts: int = 8
    """How many hosts are asked at the same time."""
    timeout: float = 20.0
    """Seconds that one request may take, from the first look-up to the last byte."""
    attempts: int = 3
    """How many GET requests an address gets that times out or answers that the server is busy or ill."""
    backoff: float = 2.0
    """Seconds before the second GET; doubled before each further one."""
    longest_wait: float = 60.0
    """Seconds that a server may ask us to wait; if it asks for more, we come another day."""
    time_limit: float | None = 1800.0
    """Seconds that the whole run may take."""
    most_bytes: int = 128 * 1024
    """How much of a page is read."""
    may_ask: Callable[[str], bool] = is_public
    """Whether a host of this IP address may be asked: by default those of the open internet only."""
    tls: ssl.SSLContext | None = None
    """Whom to trust; by default those whom the system trusts."""


class Stop(Enum):
    """Why a run ended before it had asked for everything."""

    TIME = "time"
    """The time was over."""
    PERSON = "person"
    """Somebody pressed Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found, whole or not."""

    findings: Mapping[str, Finding]
    """By address as given; those that the run did not come to are missing."""
    stopped: Stop | None = None
    """None when the run is whole."""
    answered: bool = True
    """Whether any server answered at all. If none did, it is we who are cut off, and nothing was learnt."""


def check_links(
    addresses: Iterable[str], options: Options, on_found: Callable[[str, Finding], None] = lambda *_: None
) -> Run:
    """Return what asking for *addresses* found; *on_found* hears of each finding as it comes.

    Ends early, with what was found, when the time is over or Ctrl-C is pressed.
    """
    checker = _Checker(options, on_found)
    stopped = None
    try:
        if not asyncio.run(checker.run(list(dict.fromkeys(addresses)))):
            stopped = Stop.TIME
    except KeyboardInterrupt:
        stopped = Stop.PERSON
    return Run(_settled(checker.findings, checker.answered), stopped, checker.answered)


def _settled(findings: Mapping[str, Finding], answered: bool) -> dict[str, Finding]:
    """Return *findings*, with a name that does not exist taken back where it may be our own look-up that fails."""
    offline = Finding(LinkState.UNVERIFIED, Reason.CONNECT)
    return {
        address: found if answered or found.reason is not Reason.DNS else offline for address, found in findings.items()
    }


# ---------------------------------------------------------------- one request


class _Unreachable(Exception):
    """A host that is not asked, or has no address."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back for one request."""

    status: int | None = None
    headers: httpx2.Headers = field(default_factory=httpx2.Headers)
    body: bytes | None = None
    """None where it was not asked for; of a file at most one byte."""
    failure: Reason | None = None

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def transient(self) -> bool:
        """Whether asking again may help."""
        return self.failure in _TRANSIENT or self.status in _TRANSIENT_STATUS

    @property
    def settled_by_head(self) -> bool:
        """Whether a HEAD request has told all: a redirect, or a file. A page is looked at, a refusal asked again.

        So is a file without a byte: some servers say so of every file when asked by HEAD.
        """
        is_file = (
            bool(self.media_type) and self.media_type not in TEXT_TYPES and self.headers.get("content-length") != "0"
        )
        return self.status in REDIRECTS or (self.opens and is_file)

    @property
    def opens(self) -> bool:
        return self.status is not None and 200 <= self.status <= 299

    @property
    def location(self) -> str:
        """Where a redirect leads, as it was sent: letters beyond ASCII are bytes of any encoding, and stay these."""
        sent = next((value for name, value in self.headers.raw if name.lower() == b"location"), b"")
        return quote_from_bytes(sent, safe="".join(map(chr, range(0x80)))).strip()


class _Client:
    """Makes single requests: no redirects, no cookies, no retries."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.pool = httpcore2.AsyncConnectionPool(
            ssl_context=options.tls or httpx2.create_ssl_context(),
            max_connections=2 * options.hosts,
            keepalive_expiry=10.0,
            network_backend=_GuardedNetwork(options.may_ask),
        )

    async def request(self, method: str, url: httpx2.URL, most_bytes: int) -> _Reply:
        """Return the reply to one request, of a body at most *most_bytes*. A failure is a value too."""
        try:
            async with asyncio.timeout(self.options.timeout):
                return await self._request(method, url, most_bytes)
        except _Unreachable as error:
            return _Reply(failure=error.reason)
        except (TimeoutError, httpcore2.TimeoutException):
            return _Reply(failure=Reason.TIMEOUT)
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, zlib.error) as error:
            return _Reply(failure=_reason_of(error))
        except (ValueError, httpcore2.UnsupportedProtocol):  # a port beyond 65535, a letter no header may hold
            return _Reply(failure=Reason.ADDRESS)

    async def _request(self, method: str, url: httpx2.URL, most_bytes: int) -> _Reply:
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers = [
            ("Host", url.netloc.decode("ascii")),
            ("User-Agent", self.options.user_agent),
            ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("Accept-Language", "th,en;q=0.7"),
            ("Accept-Encoding", "gzip"),
        ]
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self.options.timeout)
        async with self.pool.stream(method, target, headers=headers, extensions={"timeout": limits}) as response:
            found = httpx2.Headers(response.headers)
            reply = _Reply(response.status, found)
            if method == "HEAD" or response.status in REDIRECTS:
                return reply
            # Of a file only the first bytes are wanted: they show that the server does send it.
            wanted = most_bytes if reply.media_type in TEXT_TYPES else 1
            return replace(reply, body=await _head_of_body(response, found, wanted))

    async def aclose(self) -> None:
        await self.pool.aclose()


async def _head_of_body(response: httpcore2.Response, headers: httpx2.Headers, most: int) -> bytes:
    """Return the first *most* bytes of a body, unpacked. What follows is never read, however much it is."""
    unpack = zlib.decompressobj(47) if headers.get("content-encoding", "").lower() in ("gzip", "x-gzip") else None
    body = b""
    async for chunk in response.aiter_stream():
        body += unpack.decompress(chunk, most - len(body)) if unpack else chunk
        if len(body) >= most:
            break
    return body[:most]


def _reason_of(error: BaseException) -> Reason:
    """Return what made a connection fail; what lies behind it (TLS) is told apart from the connection itself."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS
        cause = cause.__cause__ or cause.__context__
    return Reason.CONNECT if isinstance(error, httpcore2.ConnectError | OSError) else Reason.PROTOCOL


class _GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Connects to allowed hosts only, and to the very number that was judged: a name may not change in between."""

    def __init__(self, may_ask: Callable[[str], bool]) -> None:
        self.may_ask = may_ask
        self.inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        numbers = await self.resolve(host, port)
        if not all(self.may_ask(number) for number in numbers):
            raise _Unreachable(Reason.PRIVATE)
        for number in numbers[:-1]:
            try:
                return await self.inner.connect_tcp(number, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self.inner.connect_tcp(numbers[-1], port, timeout, local_address, socket_options)

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Return the numbers of *host*, those of IPv4 first, each once."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            unknown = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
            raise _Unreachable(Reason.DNS if unknown else Reason.CONNECT) from None
        except UnicodeError:  # a part of the name that is empty or longer than 63 letters
            raise _Unreachable(Reason.ADDRESS) from None
        found.sort(key=lambda entry: entry[0] != socket.AF_INET)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))


# ---------------------------------------------------------------- pacing


def site_of(url: httpx2.URL) -> str:
    """Return what is paced together: a host with and without `www.`, on any port, is one server to its office."""
    return url.host.removeprefix("www.")


class _Pacer:
    """Gives each site one request at a time, and a pause after it."""

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.intervals: dict[str, float] = {}
        """Longer pauses that sites ask for in robots.txt."""
        self.free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, site: str) -> AsyncIterator[None]:
        async with self.locks[site]:
            clock = asyncio.get_running_loop().time
            await asyncio.sleep(max(0.0, self.free_at.get(site, 0.0) - clock()))
            try:
                yield
            finally:
                self.rest(site, self.intervals.get(site, self.interval))

    def rest(self, site: str, seconds: float) -> None:
        """Let *site* alone for *seconds* from now, at least."""
        until = asyncio.get_running_loop().time() + seconds
        self.free_at[site] = max(until, self.free_at.get(site, 0.0))


# ---------------------------------------------------------------- the run


@dataclass(frozen=True, slots=True)
class _Rules:
    """What robots.txt of one origin allows."""

    robots: Protego | None = None
    """None where there is no such file: everything is allowed."""
    failure: Reason | None = None
    """Why nothing of the origin is asked for."""

    def refusal(self, url: httpx2.URL, agent: str) -> Reason | None:
        """Return why *url* may not be asked for, or None."""
        if self.failure is not None or self.robots is None:
            return self.failure
        return None if self.robots.can_fetch(str(url), agent) else Reason.ROBOTS


class _Checker:
    """One run; used once."""

    def __init__(self, options: Options, on_found: Callable[[str, Finding], None]) -> None:
        self.options = options
        self.on_found = on_found
        self.pacer = _Pacer(options.interval)
        self.findings: dict[str, Finding] = {}
        self.answered = False
        self.rules: dict[str, _Rules] = {}
        self.rules_locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self, addresses: Sequence[str]) -> bool:
        """Ask for all *addresses*; return whether the time sufficed."""
        queues: defaultdict[str, list[tuple[str, httpx2.URL]]] = defaultdict(list)
        for address in addresses:
            url = _read_url(address)
            if url is None:
                self.note(address, Finding(LinkState.UNVERIFIED, Reason.ADDRESS))
            else:
                queues[site_of(url)].append((address, url))
        self.client = _Client(self.options)
        gate = asyncio.Semaphore(self.options.hosts)
        # The longest queue decides how long a run takes, so it starts first.
        ordered = sorted(queues.items(), key=lambda entry: (-len(entry[1]), entry[0]))
        try:
            async with asyncio.timeout(self.options.time_limit), asyncio.TaskGroup() as tasks:
                for _, queue in ordered:
                    tasks.create_task(self.check_host(queue, gate))
        except TimeoutError:
            return False
        finally:
            await self.client.aclose()
        return True

    async def check_host(self, queue: Sequence[tuple[str, httpx2.URL]], gate: asyncio.Semaphore) -> None:
        async with gate:
            for address, url in queue:
                answer = await self.ask(url)
                finding = judge(answer)
                # Some systems know no HEAD, and answer it with a redirect to a page of theirs that says so.
                if answer.hops and (finding.state is LinkState.GONE or finding.reason is Reason.HOME):
                    finding = judge(await self.ask(url, with_head=False))
                self.note(address, finding)

    def note(self, address: str, finding: Finding) -> None:
        self.findings[address] = finding
        self.on_found(address, finding)

    async def ask(self, url: httpx2.URL, with_head: bool = True) -> Answer:
        """Return what is learnt by asking for *url* and for all that it leads to."""
        address = str(url)
        hops: list[Hop] = []
        seen = {address}
        while True:
            refusal = (await self.rules_for(url)).refusal(url, AGENT)
            if refusal is not None:
                return Answer(address, failure=refusal, hops=tuple(hops))
            reply = await self.reply_to(url, with_head)
            words = _words_of(reply)
            location, status = reply.location, reply.status
            if status not in REDIRECTS:
                # What a page itself leads to is a redirect for now: no server says that it is for good.
                refresh = read_refresh(reply.headers.get("refresh", "")) or (words.refresh if words else "")
                location, status = (refresh, 302) if reply.opens else ("", status)
            following = _read_url(location, url) if location else None
            if not location or (following == url and status != reply.status):
                return Answer(address, reply.status, reply.failure, tuple(hops), reply.media_type, words)
            if following is None or status is None:
                return Answer(address, reply.status, Reason.PROTOCOL, tuple(hops))
            url = following
            hops.append(Hop(status, str(url)))
            if is_sign_in_page(str(url)) and not is_sign_in_page(address):
                return Answer(address, reply.status, hops=tuple(hops))
            if str(url) in seen or len(hops) >= MOST_HOPS:
                return Answer(address, reply.status, Reason.LOOP, tuple(hops))
            seen.add(str(url))

    async def reply_to(self, url: httpx2.URL, with_head: bool) -> _Reply:
        """Return the reply to HEAD if that tells all, else to GET, which is repeated while the server is in trouble."""
        reply = await self.request("HEAD", url) if with_head else _Reply()
        if reply.settled_by_head:
            return reply
        for attempt in range(self.options.attempts):
            if attempt or reply.status in (429, 503):
                wait = self.wait_after(reply, max(0, attempt - 1))
                if wait is None:
                    return reply
                self.pacer.rest(site_of(url), wait)
            reply = await self.request("GET", url)
            if not reply.transient:
                break
        return reply

    def wait_after(self, reply: _Reply, attempt: int) -> float | None:
        """Return the seconds to wait before asking again; None where the server wants longer than we stay."""
        asked = seconds_to_wait(reply.headers.get("retry-after", ""))
        if asked is not None and asked > self.options.longest_wait:
            return None
        return max(asked or 0.0, self.options.backoff * 2.0**attempt)

    async def request(self, method: str, url: httpx2.URL, most_bytes: int | None = None) -> _Reply:
        async with self.pacer.turn(site_of(url)):
            reply = await self.client.request(method, url, most_bytes or self.options.most_bytes)
        self.answered = self.answered or reply.status is not None
        return reply

    async def rules_for(self, url: httpx2.URL) -> _Rules:
        """Return what the origin of *url* allows, read once a run."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        async with self.rules_locks[origin]:
            if origin not in self.rules:
                self.rules[origin] = await self.read_rules(url)
        return self.rules[origin]

    async def read_rules(self, url: httpx2.URL) -> _Rules:
        """Return the rules of an origin (RFC 9309).

        A host that cannot be reached for them is not asked for anything else: every address on it would wait for
        the same failure. One that is ill (5xx) allows nothing for now; one without the file (4xx) allows all.
        """
        place = url.join("/robots.txt")
        for hop in range(6):
            reply = await self.request("GET", place, _MOST_ROBOTS)
            for attempt in range(self.options.attempts - 1):
                if not reply.transient or (wait := self.wait_after(reply, attempt)) is None:
                    break
                self.pacer.rest(site_of(place), wait)
                reply = await self.request("GET", place, _MOST_ROBOTS)
            if reply.failure is not None:
                silent = hop == 0 and reply.failure is not Reason.PROTOCOL
                return _Rules(failure=reply.failure if silent else None)
            following = _read_url(reply.location, place) if reply.status in REDIRECTS and reply.location else None
            if following is None:
                break
            place = following
        if reply.status is not None and reply.status >= 500:
            return _Rules(failure=Reason.SERVER)
        text = (reply.body or b"").decode("utf-8-sig", "replace").lstrip()
        if reply.status != 200 or text.startswith("<"):  # a page where the file should be: there is none
            return _Rules()
        robots = Protego.parse(text)
        if delay := robots.crawl_delay(AGENT):
            self.pacer.intervals[site_of(url)] = max(self.options.interval, min(float(delay), _LONGEST_CRAWL_DELAY))
        return _Rules(robots)


def _words_of(reply: _Reply) -> Words | None:
    """Return what a page that opens says of itself, or that a file holds nothing; None for other replies."""
    if not reply.opens or reply.body is None or not reply.media_type:
        return None
    if reply.media_type in TEXT_TYPES:
        return read_words(reply.body, reply.content_type)
    return None if reply.body else Words(empty=True)


def _read_url(text: str, base: httpx2.URL | None = None) -> httpx2.URL | None:
    """Return *text* as a web address, its host and path encoded, without name and password; None if it is none."""
    try:
        url = base.join(text) if base is not None else httpx2.URL(text)
        url = url.copy_with(fragment=None, username=None, password=None)
        asked = url.scheme in ("http", "https") and url.host and (url.port or 0) <= 65535
    except (httpx2.InvalidURL, ValueError, TypeError):  # among them a host that no Punycode stands for
        return None
    return url if asked else None


def seconds_to_wait(text: str) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or a date; None where it asks for nothing."""
    if text.strip().isdecimal() and len(text) < 10:
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
