"""The server under the reading room: uvicorn, with an end to patience, so that slow clients cannot keep others out."""

import asyncio
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from variorum.apps.safety import HEADERS

REQUEST_WITHIN = 10.0  # seconds from the first moment of a request to its end
TAKEN_WITHIN = 60.0  # seconds for taking an answer: half a megabyte over the slowest of mobile links
# Connections held open. Above it those give way that wait for the rest of a request. A process may open 1,024 files by default.
MOST_OPEN = 400


class Patience(H11Protocol):
    """A connection that is dropped when its request does not come whole in time, or its answer is not taken."""

    request_within = REQUEST_WITHIN
    taken_within = TAKEN_WITHIN
    most_open = MOST_OPEN

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._within("request", self.request_within)
        if len(self.connections) > self.most_open:
            waiting = (other for other in self.connections if isinstance(other, Patience) and "request" in other._timers)
            oldest = min(waiting, key=lambda other: other._timers["request"].when(), default=None)
            if oldest is not None:
                oldest._drop()

    def data_received(self, data: bytes) -> None:
        if "request" not in self._timers:
            self._within("request", self.request_within)
        super().data_received(data)
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._cancel("request")

    def on_response_complete(self) -> None:
        self._within("taken", self.taken_within)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        for name in list(self._timers):
            self._cancel(name)
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        headers += [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=msg.encode("ascii")), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _within(self, name: str, seconds: float) -> None:
        self._cancel(name)
        self._timers[name] = self.loop.call_later(seconds, self._late, name)

    def _cancel(self, name: str) -> None:
        if (timer := self._timers.pop(name, None)) is not None:
            timer.cancel()

    def _late(self, name: str) -> None:
        self._timers.pop(name, None)
        if name == "request" or self.transport.get_write_buffer_size():
            self._drop()

    def _drop(self) -> None:
        self.transport.abort()


def server(application: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """A server that says nothing of single requests and does not tell its name; `run()` serves until a signal."""
    settings: dict[str, Any] = {"ws": "none", "lifespan": "off", "log_level": "warning", "server_header": False}
    return uvicorn.Server(uvicorn.Config(application, host=host, port=port, http=Patience, timeout_graceful_shutdown=5, **settings))
