"""Asking other sites whether addresses still open: the run, from queue to findings. Never part of a build.

Polite by rule: one request at a time and a pause for each host, HEAD before GET, robots.txt and Retry-After are
obeyed, and a User-Agent says who asks. Careful by rule: bounded hops, waits and time. A single request is made by
`link_request`, and what its answer means is decided in `link_answer`.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum

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
from oit_site.link_request import AGENT, Client, Options, Reply
from oit_site.link_state import Finding, LinkState, Reason

MOST_HOPS = 10
_MOST_ROBOTS = 512 * 1024
_LONGEST_CRAWL_DELAY = 30.0


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
        self.client = Client(self.options)
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

    async def reply_to(self, url: httpx2.URL, with_head: bool) -> Reply:
        """Return the reply to HEAD if that tells all, else to GET, which is repeated while the server is in trouble."""
        reply = await self.request("HEAD", url) if with_head else Reply()
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

    def wait_after(self, reply: Reply, attempt: int) -> float | None:
        """Return the seconds to wait before asking again; None where the server wants longer than we stay."""
        asked = seconds_to_wait(reply.headers.get("retry-after", ""))
        if asked is not None and asked > self.options.longest_wait:
            return None
        return max(asked or 0.0, self.options.backoff * 2.0**attempt)

    async def request(self, method: str, url: httpx2.URL, most_bytes: int | None = None) -> Reply:
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


def _words_of(reply: Reply) -> Words | None:
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
