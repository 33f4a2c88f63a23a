"""A web server on this machine whose answers a test writes, the hostile ones byte by byte."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = bytes | Callable[["Asked", socket.socket], None]


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """`pages`: what is answered at a path, as bytes from the first line of the head on, or by what sends it itself."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    moments: list[tuple[float, float]] = field(default_factory=list)  # when each question came and was answered

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def counts(self) -> Counter[str]:
        return Counter(asked.path for asked in self.asked)


def answer(body: str | bytes = b"", status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": kind, "Content-Length": str(len(data))} | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + data


def page(number: int | str = 1, said: str = "Monday") -> str:
    return (
        f"<html><head><title>Ferry {number} aground off Sandvik</title></head><body><h1>Ferry {number} aground off Sandvik</h1>"
        f"<p>Ferry number {number} ran aground on {said} evening and was pulled free by two tugs, the harbour office in Sandvik said.</p>"
        f"<p>Sixty passengers were on board ferry {number}, among them a school class from Holm, and nobody was hurt.</p></body></html>"
    )


@contextmanager
def site(pages: dict[str, Answer] | None = None) -> Iterator[Site]:
    """A running server; paths without an answer are 404."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        here = Site(listening.getsockname()[1], pages or {})
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=_served, args=(here, connection), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield here
        finally:
            over.set()
            listening.shutdown(socket.SHUT_RDWR)


def _served(here: Site, connection: socket.socket) -> None:
    came = time.monotonic()
    with connection:
        try:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := connection.recv(65_536)):
                    return
                head += more
            first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            asked = Asked(first.split(" ")[1], headers)
            here.asked.append(asked)
            said = here.pages.get(asked.path, answer("not there", "404 Not Found"))
            if callable(said):
                said(asked, connection)
            else:
                connection.sendall(said)
            here.moments.append((came, time.monotonic()))
        except OSError:
            return
