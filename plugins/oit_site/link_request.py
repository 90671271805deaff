"""One request to another site: guarded, bounded and without memory. With `links` all that uses the network.

Only public hosts, http and https; of a page only the head is read, and of a file a byte; no redirects, no cookies, no
retries. A failure is a value.

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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote_from_bytes

import httpcore2
import httpx2

from oit_site.link_answer import REDIRECTS, TEXT_TYPES
from oit_site.link_state import Reason

AGENT = "oit_site"
"""The name that robots.txt may call us by."""


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


class _Unreachable(Exception):
    """A host that is not asked, or has no address."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one request."""

    status: int | None = None
    headers: httpx2.Headers = field(default_factory=httpx2.Headers)
    body: bytes | None = None
    """None where it was not asked for; of a file at most one byte."""
    failure: Reason | None = None

    @property
    def content_type(self) -> str:
        """The header as it was sent, with its encoding."""
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        """The media type alone, lower case; "" where none was sent."""
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
        """Whether the status is one of success."""
        return self.status is not None and 200 <= self.status <= 299

    @property
    def location(self) -> str:
        """Where a redirect leads, as it was sent: letters beyond ASCII are bytes of any encoding, and stay these."""
        sent = next((value for name, value in self.headers.raw if name.lower() == b"location"), b"")
        return quote_from_bytes(sent, safe="".join(map(chr, range(0x80)))).strip()


class Client:
    """Makes single requests: no redirects, no cookies, no retries."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.pool = httpcore2.AsyncConnectionPool(
            ssl_context=options.tls or httpx2.create_ssl_context(),
            max_connections=2 * options.hosts,
            keepalive_expiry=10.0,
            network_backend=_GuardedNetwork(options.may_ask),
        )

    async def request(self, method: str, url: httpx2.URL, most_bytes: int) -> Reply:
        """Return the reply to one request, of a body at most *most_bytes*. A failure is a value too."""
        try:
            async with asyncio.timeout(self.options.timeout):
                return await self._request(method, url, most_bytes)
        except _Unreachable as error:
            return Reply(failure=error.reason)
        except (TimeoutError, httpcore2.TimeoutException):
            return Reply(failure=Reason.TIMEOUT)
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, zlib.error) as error:
            return Reply(failure=_reason_of(error))
        except (ValueError, httpcore2.UnsupportedProtocol):  # a port beyond 65535, a letter no header may hold
            return Reply(failure=Reason.ADDRESS)

    async def _request(self, method: str, url: httpx2.URL, most_bytes: int) -> Reply:
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
            reply = Reply(response.status, found)
            if method == "HEAD" or response.status in REDIRECTS:
                return reply
            # Of a file only the first bytes are wanted: they show that the server does send it.
            wanted = most_bytes if reply.media_type in TEXT_TYPES else 1
            return replace(reply, body=await _head_of_body(response, found, wanted))

    async def aclose(self) -> None:
        """Close all connections."""
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
