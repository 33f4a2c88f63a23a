"""A server that speaks OpenAI's chat completions: Ollama, llama.cpp, LM Studio, vLLM and others.

It is on this machine, or the user said that it may be elsewhere. Whatever it does, a call comes to an end: there is a limit of time and
one of size, nothing is followed to another address, no proxy is asked, and every fault is one sentence that never holds the key.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from variorum.errors import WrongUse

PATIENCE: Final = 900.0  # seconds that an answer may take: a small machine writes three to five tokens a second
LARGEST: Final = 8_000_000  # bytes of an answer as it comes; a streamed token takes some 250 of them
CONNECTING: Final = 10.0  # seconds that a server may take to answer at all
PIECE: Final = 1 << 16  # bytes read at a time
AGAIN: Final = (1.0, 4.0)  # seconds to wait before a server that is busy or fails is asked again
BUSY: Final = frozenset({429, 500, 502, 503, 504})
UNKNOWN_FORM: Final = frozenset({400, 415, 422, 500, 501})  # a server that does not know how a JSON schema was given may answer so
# How a server is told of the schema: as OpenAI has it, as llama-cpp-python does, or not at all.
FORMS: Final = ("json_schema", "json_object", None)
KEY_VARIABLE: Final = "VARIORUM_READER_KEY"

Heard = Callable[[int], None]  # is told how many tokens came so far


class Fault(Exception):
    """Why a server gave no answer, as a sentence without its full stop. `lasting`: the next question would fare no better."""

    def __init__(self, reason: str, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Answered(NamedTuple):
    """What came back: the text, whether the model came to its end, and the tokens that the server counted (None: it did not tell)."""

    text: str
    whole: bool
    tokens: int | None


@dataclass(frozen=True)
class Question:
    """What is sent: the words of the system and of the user, the form of the answer, and the model with its settings."""

    system: str
    user: str
    schema: dict[str, Any]
    model: str
    longest: int
    seed: int


@dataclass
class Server:
    """A server at an address. Raises WrongUse for one that is no address, or is of another machine though that was not allowed."""

    address: str
    remote: bool = False
    key: str | None = field(default=None, repr=False)
    patience: float = PATIENCE
    again: tuple[float, ...] = AGAIN
    _form: int = 0  # the form in which it took a question last

    def __post_init__(self) -> None:
        self._url = _parsed(self.address)
        if not self.near and not self.remote:
            raise WrongUse(f"{self.host} is not this machine: give --reader-remote to send the reports' sentences there")

    @property
    def host(self) -> str:
        """Where what is sent goes, as a user knows it: the host and its port."""
        port = f":{self._url.port}" if self._url.port else ""
        return f"{self._url.hostname}{port}"

    @property
    def near(self) -> bool:
        """Is it on this machine?"""
        name = self._url.hostname or ""
        with suppress(ValueError):
            return ipaddress.ip_address(name).is_loopback
        return name == "localhost"

    def ask(self, question: Question, heard: Heard = lambda tokens: None) -> Answered:
        """The answer to a question. Raises Fault."""
        waits = iter(self.again)
        form = self._form
        while True:
            try:
                answered = self._once(question, form, heard)
            except _Refused as refused:
                if refused.status in UNKNOWN_FORM and form + 1 < len(FORMS):
                    form += 1  # at once, in the next plainer form
                elif refused.status not in BUSY or (wait := next(waits, None)) is None:
                    raise Fault(*_told(refused.status)) from None
                else:
                    form = self._form
                    time.sleep(wait)
            else:
                self._form = form
                return answered

    def _once(self, question: Question, form: int, heard: Heard) -> Answered:
        body = json.dumps(_body(question, FORMS[form])).encode()
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            with closing(self._connected()) as connection, _ended_after(connection, self.patience):
                connection.request("POST", f"{self._url.path.rstrip('/')}/chat/completions", body, headers)
                response = connection.getresponse()
                if response.status != 200:
                    raise _Refused(response.status)
                streamed = "event-stream" in (response.getheader("Content-Type") or "")
                answered = _streamed(_pieces(response), heard) if streamed else _whole(b"".join(_pieces(response)))
        except TimeoutError:
            raise Fault(f"it took longer than {self.patience:.0f} seconds") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Fault(f"the talk broke off ({type(error).__name__})") from None
        text = answered.text.replace(self.key, "…") if self.key else answered.text
        return answered._replace(text=text.encode("utf-8", "replace").decode())

    def _connected(self) -> http.client.HTTPConnection:
        """An open connection; "localhost" is this machine, whatever a name server says."""
        names = ("127.0.0.1", "::1") if self._url.hostname == "localhost" else (self._url.hostname or "",)
        fault: OSError | None = None
        for name in names:
            connection = self._made(name)
            try:
                connection.connect()
            except OSError as error:
                fault = error
            else:
                connection.sock.settimeout(self.patience)
                return connection
        raise Fault(f"nothing answers there ({_reason(fault)})", lasting=True)

    def _made(self, name: str) -> http.client.HTTPConnection:
        if self._url.scheme == "https":
            return http.client.HTTPSConnection(name, self._url.port, timeout=CONNECTING, context=ssl.create_default_context())
        return http.client.HTTPConnection(name, self._url.port, timeout=CONNECTING)


class _Refused(Exception):
    """A server answered with a status that is not 200."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _parsed(address: str) -> SplitResult:
    try:
        url = urlsplit(address)
        port = url.port
    except ValueError as error:
        raise WrongUse(f"the reader's address is none ({error})") from error
    if url.scheme not in ("http", "https") or not url.hostname or port == 0:
        raise WrongUse("the reader's address is written as http://127.0.0.1:11434/v1")
    if url.username or url.password or url.query or url.fragment:
        raise WrongUse(f"the reader's address holds no name, password or question: a key is given as {KEY_VARIABLE}")
    return url


def _told(status: int) -> tuple[str, bool]:
    """A status in words, and whether it will last."""
    if status in (401, 403):
        return f"it wants a key, or another one ({KEY_VARIABLE}; status {status})", True
    if status == 404:
        return "it knows no such model or address (status 404)", True
    if 300 <= status < 400:
        return f"it sends to another address, which is not followed (status {status})", True
    return f"it answers with status {status}", False


def _reason(error: OSError | None) -> str:
    if isinstance(error, socket.gaierror):
        return "no machine of that name"
    return (error.strerror or type(error).__name__) if error is not None else "no address"


@contextmanager
def _ended_after(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """A talk that is over after so many seconds, however the other side draws it out. Raises TimeoutError where it was ended."""
    late = threading.Event()
    line: socket.socket = connection.sock  # the connection lets go of it once the answer begins

    def end() -> None:
        late.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(seconds, end)
    watch.daemon = True
    watch.start()
    try:
        yield
    except BaseException:
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
    if late.is_set():
        raise TimeoutError


def _body(question: Question, form: str | None) -> dict[str, Any]:
    named = {"json_schema": {"name": "proposals", "strict": True, "schema": question.schema}}
    told = {"type": form, **(named if form == "json_schema" else {"schema": question.schema})}
    return {
        "model": question.model,
        "messages": [{"role": "system", "content": question.system}, {"role": "user", "content": question.user}],
        "temperature": 0,
        "seed": question.seed,
        "max_tokens": question.longest,
        "stream": True,
    } | ({"response_format": told} if form else {})

def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """What comes, as it comes. Raises Fault where it is more than an answer can be, or breaks off."""
    taken = 0
    while piece := response.read1(PIECE):
        taken += len(piece)
        if taken > LARGEST:
            raise Fault("its answer has no end")
        yield piece
    if response.length:
        raise Fault("its answer broke off")


def _whole(body: bytes) -> Answered:
    """An answer that comes in one piece."""
    told = _object(body)
    choice = _choice(told)
    message = choice.get("message")
    text = message.get("content") if isinstance(message, dict) else None
    if not isinstance(text, str):
        raise Fault("it does not answer in the form of chat completions")
    return Answered(text, choice.get("finish_reason") != "length", _counted(told))


def _streamed(pieces: Iterator[bytes], heard: Heard) -> Answered:
    """An answer that comes token by token, in server-sent events."""
    text: list[str] = []
    counted: int | None = None
    finish: str | None = None
    done = False
    for line in _lines(pieces):
        if not line.startswith(b"data:"):
            continue
        data = line[5:].strip()
        if data == b"[DONE]":
            done = True
            break
        told = _object(data)
        counted = _counted(told) or counted
        if told.get("choices") == []:
            continue
        choice = _choice(told)
        delta = choice.get("delta")
        if isinstance(delta, dict) and isinstance(delta.get("content"), str):
            text.append(delta["content"])
            heard(len(text))
        if isinstance(choice.get("finish_reason"), str):
            finish = choice["finish_reason"]
    if not done and finish is None:
        raise Fault("its answer broke off")
    return Answered("".join(text), finish != "length", counted)


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    yield rest


def _object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Fault("its answer is no JSON") from None
    if not isinstance(told, dict):
        raise Fault("it does not answer in the form of chat completions")
    if told.get("error"):
        raise Fault("it tells of an error of its own")
    return told


def _choice(told: dict[str, Any]) -> dict[str, Any]:
    choices = told.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise Fault("it does not answer in the form of chat completions")
    return choices[0]


def _counted(told: dict[str, Any]) -> int | None:
    usage = told.get("usage")
    count = usage.get("completion_tokens") if isinstance(usage, dict) else None
    return count if isinstance(count, int) and not isinstance(count, bool) and count > 0 else None
