"""One question to one address, and its answer, within a time and a size, from the very machine that was looked at.

No redirect is followed, no cookie kept, no proxy used, no password of this machine's sent.
"""

import ssl
import time
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

import httpcore
import httpx

from variorum.live.hosts import Refused, machines

VERSION = version("variorum")
AGENT = "variorum"  # the name by which robots.txt may speak of this program
SAID = {
    "User-Agent": f"{AGENT}/{VERSION} (a reader of news; it asks one page at a time and keeps to robots.txt)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "*",
    "Connection": "close",
}
MOST_TRIED = 4  # machines of one name
_PACKINGS = {"gzip": zlib.MAX_WBITS | 32, "x-gzip": zlib.MAX_WBITS | 32, "deflate": zlib.MAX_WBITS | 32}


class Limits(NamedTuple):
    """What one question may cost."""

    seconds: float = 30.0  # from the look-up of the name to the last byte
    size: int = 20_000_000  # bytes, as sent and unpacked; the longest pages of live reports have some five million
    local: bool = False  # may private networks and this machine be asked?


class Answer(NamedTuple):
    """What a server said. `body` is as it was sent, packed or not."""

    address: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of a name, in whatever case."""
        return next((value for theirs, value in self.headers if theirs.lower() == name.lower()), None)

    @property
    def kind(self) -> str:
        """The content type without what follows it; "" where none is told."""
        return (self.header("Content-Type") or "").split(";", 1)[0].strip().lower()


def ask(address: httpx.URL, limits: Limits, headers: Mapping[str, str] | None = None) -> Answer:
    """What the address answers. Raises Refused where it may not be asked, does not answer in time, or says too much."""
    wire = _Wire(limits, time.monotonic() + limits.seconds)
    place = httpcore.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)
    asked = [("Host", address.netloc.decode("ascii")), *SAID.items(), *(headers or {}).items()]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trusted(), max_connections=1, network_backend=wire) as pool,
            pool.stream("GET", place, headers=asked) as response,
        ):
            told = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
            reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
            answer = Answer(str(address), response.status, reason, told, b"")
            return answer._replace(body=_body(answer, response.iter_stream(), limits))
    except httpcore.TimeoutException as error:
        raise Refused("time", f"It did not answer whole within {limits.seconds:g} seconds.") from error
    except httpcore.ProtocolError as error:
        raise Refused("answer", f"Its answer broke off or is no sound HTTP ({_short(error)}).") from error
    except (httpcore.NetworkError, OSError) as error:
        what = "Its certificate cannot be trusted" if "CERTIFICATE_VERIFY_FAILED" in str(error) else "It could not be reached"
        raise Refused("network", f"{what} ({_short(error)}).") from error


def unpacked(answer: Answer, limits: Limits) -> bytes:
    """The body as it was meant. Raises Refused where it unpacks to too much, is damaged, or packed in a way that was not asked for."""
    data = answer.body
    for packing in reversed((answer.header("Content-Encoding") or "").lower().split(",")):
        name = packing.strip()
        if name in ("", "identity"):
            continue
        if name not in _PACKINGS:
            raise Refused("answer", f"Its answer is packed as “{name[:20]}”, which was not asked for.")
        data = _inflated(data, _PACKINGS[name], limits.size)
    return data


def _inflated(data: bytes, window: int, size: int) -> bytes:
    packed = zlib.decompressobj(window)
    try:
        found = packed.decompress(data, size + 1)
    except zlib.error:  # some servers leave out the head of `deflate`
        packed = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            found = packed.decompress(data, size + 1)
        except zlib.error as error:
            raise Refused("answer", "Its answer is packed, and damaged.") from error
    if len(found) > size:
        raise Refused("size", f"Its answer unpacks to more than {size // 1_000_000:,} MB.")
    if not packed.eof:
        raise Refused("answer", "Its answer is packed, and broke off.")
    return found


def _body(answer: Answer, parts: Iterable[bytes], limits: Limits) -> bytes:
    """The bytes of an answer. Raises Refused once there are too many, whatever the server said of their number."""
    said = answer.header("Content-Length") or ""
    if said.isdigit() and int(said) > limits.size:
        raise Refused("size", f"Its answer is {int(said) // 1_000_000:,} MB long; the limit is {limits.size // 1_000_000:,} MB.")
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > limits.size:
            raise Refused("size", f"Its answer is longer than {limits.size // 1_000_000:,} MB; the rest was not taken.")
    return bytes(body)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class _Wire(httpcore.NetworkBackend):
    """One connection, with an end to its time. Looks a name up once, looks at what it leads to, and connects to exactly that."""

    def __init__(self, limits: Limits, until: float) -> None:
        self._limits = limits
        self._until = until
        self._below = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last: Exception = httpcore.ConnectError("no machine answers")
        for number in machines(host, port, self._limits.local, left(self._until))[:MOST_TRIED]:
            try:
                return _Timed(self._below.connect_tcp(number, port, left(self._until), local_address, socket_options), self._until)
            except httpcore.ConnectError as error:
                last = error
        raise last


class _Timed(httpcore.NetworkStream):
    """A stream that ends at a moment, however often a few more bytes come."""

    def __init__(self, below: httpcore.NetworkStream, until: float) -> None:
        self._below = below
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._below.read(max_bytes, left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._below.write(buffer, left(self._until))

    def close(self) -> None:
        self._below.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._below.start_tls(ssl_context, server_hostname, left(self._until)), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._below.get_extra_info(info)


def left(until: float) -> float:
    """Seconds to a moment of the monotonic clock. Raises a time-out where it has passed."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("its time is over")
    return seconds
