"""A server on this machine that plays every host of a test: each answers as its routes say, byte for byte."""

import socket
import socketserver
import ssl
import threading
import time
from dataclasses import dataclass

PAGE = "text/html; charset=utf-8"
FILE = "application/pdf"


@dataclass(frozen=True)
class Asked:
    """One request as it came: when it began and ended, and what it said."""

    method: str
    host: str
    path: str
    headers: dict
    began: float
    ended: float


def reply(status=200, body=b"", kind=PAGE, **headers):
    """Return a whole answer as bytes; *headers* are named with `_` for `-`."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def page(title, heading="", status=200):
    """Return the answer of a web page."""
    return reply(
        status, f"<!doctype html><html><head><title>{title}</title></head><body><h1>{heading}</h1></body></html>"
    )


def moved(location, status=301):
    """Return a redirect."""
    return reply(status, Location=location)


NOTHING = b""
"""An answer that is none: the connection just ends."""


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        began = time.monotonic()
        self.request.settimeout(2)
        try:
            raw = b""
            while b"\r\n\r\n" not in raw and (more := self.request.recv(65536)):
                raw += more
            if not raw:
                return
            first, *lines = raw.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            method, target, _ = first.split(" ")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            self.answer(method, headers.get("host", "").partition(":")[0], target, headers, began)
        except (OSError, ValueError):
            pass

    def answer(self, method, host, target, headers, began):
        routes = self.server.hosts.get(host, {})
        found = routes.get((method, target), routes.get(target, reply(404)))
        with self.server.lock:
            turn = self.server.turns.get((method, host, target), 0)
            self.server.turns[method, host, target] = turn + 1
        if isinstance(found, list):
            found = found[min(turn, len(found) - 1)]
        ended = began
        for part in found if isinstance(found, tuple) else (found,):
            if isinstance(part, float):
                self.server.stopped.wait(part)
            else:
                ended = time.monotonic()  # before the client can know of it
                head, _, _ = part.partition(b"\r\n\r\n")
                self.request.sendall(head + b"\r\n\r\n" if method == "HEAD" and b"HTTP/1.1" in head else part)
        with self.server.lock:
            self.server.asked.append(Asked(method, host, target, headers, began, ended))


class LinkServer(socketserver.ThreadingTCPServer):
    """Serves *hosts*: routes by path, or by method and path, to an answer, or a list of answers in turn.

    An answer is bytes, or a tuple of bytes and of seconds to wait between them.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, hosts, tls=None):
        self.hosts, self.tls = hosts, tls
        self.asked, self.turns = [], {}
        self.lock, self.stopped = threading.Lock(), threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    def finish_request(self, request, client_address):
        if self.tls is not None:
            try:
                request.settimeout(2)
                with self.tls.wrap_socket(request, server_side=True) as inner:
                    super().finish_request(inner, client_address)
            except (OSError, ssl.SSLError):
                pass
            return
        super().finish_request(request, client_address)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.shutdown()
        self.server_close()

    @property
    def port(self):
        return self.server_address[1]

    def requests_to(self, host):
        """Return method and path of each request to *host*, in their order, without those for robots.txt."""
        asked = sorted((asked for asked in self.asked if asked.host == host), key=lambda asked: asked.began)
        return [f"{one.method} {one.path}" for one in asked if one.path != "/robots.txt"]


def resolver(known, looked_up):
    """Return what stands for `socket.getaddrinfo`: names to lists of numbers; any other name does not exist."""

    def getaddrinfo(host, port, *_, **__):
        looked_up.append(host)
        numbers = known(host)
        if numbers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if numbers == "ask later":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        families = [socket.AF_INET6 if ":" in number else socket.AF_INET for number in numbers]
        return [
            (family, socket.SOCK_STREAM, 6, "", (number, port))
            for family, number in zip(families, numbers, strict=True)
        ]

    return getaddrinfo
