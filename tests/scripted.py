"""A server of chat completions that does as a test tells it, good or bad, on this machine."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Act = Callable[["Handler", dict[str, Any]], None]
MEGABYTE = b"x" * 1_000_000


@dataclass
class Scripted:
    """The address of the server, what it was asked so far, and with which headers."""

    address: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: Event = field(default_factory=Event)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    act: Act
    scripted: Scripted

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.scripted.asked.append(body | {"path": self.path})
        self.scripted.headers.append(dict(self.headers))
        self.close_connection = True
        with suppress(OSError):
            type(self).act(self, body)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def reply(self, status: int, body: bytes, kind: str = "application/json", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length != -1:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def server(act: Act) -> Iterator[Scripted]:
    """A server that does so, until the end of the block."""
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    scripted = Scripted(f"http://127.0.0.1:{listening.server_address[1]}/v1")
    listening.RequestHandlerClass = type("Told", (Handler,), {"act": staticmethod(act), "scripted": scripted})
    thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield scripted
    finally:
        scripted.over.set()
        listening.shutdown()
        listening.server_close()


def nobody() -> str:
    """An address at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/v1"


def completion(text: str, finish: str = "stop") -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return json.dumps({"choices": [choice], "usage": {"completion_tokens": 7}}).encode()


def event(text: str | None, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {} if text is None else {"content": text}, "finish_reason": finish}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


def saying(text: str) -> Act:
    """Answers so, in one piece."""
    return lambda handler, _: handler.reply(200, completion(text))


def streaming(*pieces: str, finish: str | None = "stop", done: bool = True) -> Act:
    """Answers so, token by token."""

    def act(handler: Handler, _: dict[str, Any]) -> None:
        body = b"".join(map(event, pieces)) + (event(None, finish) if finish else b"") + (b"data: [DONE]\n\n" if done else b"")
        handler.reply(200, body, "text/event-stream", length=-1)

    return act


def failing(status: int, body: bytes = b"{}", **headers: str) -> Act:
    return lambda handler, _: handler.reply(status, body, **headers)


def hanging(handler: Handler, _: dict[str, Any]) -> None:
    """Takes the question and says nothing."""
    handler.scripted.over.wait(30)


def dripping(handler: Handler, _: dict[str, Any]) -> None:
    """Begins to answer, and sends a letter now and then for ever."""
    handler.reply(200, b"", "text/event-stream", length=-1)
    while not handler.scripted.over.is_set():
        handler.wfile.write(b":")
        handler.wfile.flush()
        time.sleep(0.02)


def dripping_headers(handler: Handler, _: dict[str, Any]) -> None:
    """Never comes to the end of its first line."""
    while not handler.scripted.over.is_set():
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.02)


def endless(handler: Handler, _: dict[str, Any]) -> None:
    """Streams words without end."""
    handler.reply(200, b"", "text/event-stream", length=-1)
    while not handler.scripted.over.is_set():
        handler.wfile.write(event("word ") * 1000)


def huge(handler: Handler, _: dict[str, Any]) -> None:
    """An answer of 100 MB."""
    handler.reply(200, b"", length=100_000_000)
    for _part in range(100):
        handler.wfile.write(MEGABYTE)


def cut_off(handler: Handler, _: dict[str, Any]) -> None:
    """Half an answer, and the line goes dead."""
    body = completion("a whole answer")
    handler.reply(200, body[: len(body) // 2], length=len(body))
