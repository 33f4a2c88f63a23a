"""The server over real sockets: slow clients are dropped and keep nobody out, and its own answers have the safety headers too."""

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made import dossier
from variorum.apps import serving
from variorum.apps.web import create
from variorum.store.writer import Writer

LOAD = Path(__file__).parents[2] / "benchmarks" / "reliability" / "load.py"
HEAD = b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LARGER = b"GET /static/variorum.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"  # ten kilobytes


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with little patience: half a second for a request, half a second for taking an answer, eight connections."""
    monkeypatch.setattr(serving.Patience, "request_within", 0.5)
    monkeypatch.setattr(serving.Patience, "taken_within", 0.5)
    monkeypatch.setattr(serving.Patience, "most_open", 8)
    path = tmp_path / "library.db"
    made = dossier()
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    server = serving.server(create(path), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 5)


def answer(port: int, request: bytes = HEAD + b"Connection: close\r\n\r\n") -> bytes:
    with connect(port) as asked:
        asked.sendall(request)
        return b"".join(iter(lambda: asked.recv(65_536), b""))


def dropped_after(slow: socket.socket, data: bytes, every: float = 0.05) -> float:
    """Seconds until the other side ends the connection, while a byte is sent now and then."""
    start = time.perf_counter()
    slow.settimeout(every)
    while time.perf_counter() - start < 5:
        with contextlib.suppress(TimeoutError):
            try:
                slow.sendall(data)
                if not slow.recv(65_536):
                    break
            except OSError as error:
                if isinstance(error, TimeoutError):
                    raise
                break
    return time.perf_counter() - start


@pytest.mark.parametrize("begun", [b"", b"G", HEAD, b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999\r\n\r\n"])
def test_a_request_that_does_not_end_is_dropped(port: int, begun: bytes) -> None:
    """Whatever has come of it, and however steadily more of it comes."""
    with connect(port) as slow:
        slow.sendall(begun)
        assert 0.3 < dropped_after(slow, b"a" if begun else b"") < 2


def test_a_second_request_that_does_not_end_is_dropped_too(port: int) -> None:
    with connect(port) as slow:
        slow.sendall(HEAD + b"\r\n")
        assert slow.recv(100).startswith(b"HTTP/1.1 200")
        slow.sendall(HEAD)
        assert dropped_after(slow, b"a") < 2


def test_an_answer_that_is_not_taken_is_dropped(port: int) -> None:
    """A client asks on and on and reads nothing: what the system does not hold for it is thrown away with the connection."""
    with connect(port) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        slow.settimeout(1)
        asked = 0
        with contextlib.suppress(OSError):  # our requests pile up once the server takes no more of them
            while asked < 2_000:
                slow.sendall(LARGER)
                asked += 1
        time.sleep(1.5)
        taken, until = 0, time.perf_counter() + 8
        with contextlib.suppress(ConnectionError):
            while data := slow.recv(65_536):
                taken += len(data)
                assert time.perf_counter() < until, "the server still waits for us"
        assert taken < asked * 10_000 / 2  # the system itself holds some four megabytes of these twenty


def test_slow_ones_keep_nobody_out(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """More half-open connections than the server holds: the oldest give way at once, and everybody else is answered."""
    monkeypatch.setattr(serving.Patience, "request_within", 500)
    slow = []
    for _ in range(30):
        slow.append(connect(port))
        slow[-1].sendall(HEAD)
        assert answer(port).startswith(b"HTTP/1.1 200")
    gone = 0
    for one in slow:
        one.settimeout(0.05)
        with contextlib.suppress(TimeoutError):
            gone += not _still(one)
        one.close()
    assert gone >= 30 - 8


def _still(one: socket.socket) -> bytes:
    try:
        return one.recv(1)
    except ConnectionResetError:
        return b""


def test_the_servers_own_answers_have_the_headers(port: int) -> None:
    found = answer(port, b"no http at all\r\n\r\n")
    assert found.startswith(b"HTTP/1.1 400")
    assert b"default-src 'none'" in found
    assert b"server:" not in answer(port).lower()


@pytest.mark.reliability
def test_a_short_sample_of_the_load_benchmark() -> None:
    """It runs to its end, nothing fails, and its last line is what it says."""
    command = [sys.executable, str(LOAD), "--reports", "100", "--seconds", "3", "--burst", "60", "--parts", "load,burst"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert row["load"]["requests"] == 60
    assert row["load"]["errors"] == row["burst"]["errors"] == {}
    assert row["load"]["room_ms"]["p50"] > 0 < row["load"]["static_ms"]["p99"]
    assert row["load"]["heaviest_kb"] < 500
    assert row["load"]["memory_level"] is None
