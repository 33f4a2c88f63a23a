"""The reading room under load, beside a static page: how late its slowest answers are, and whether its memory stays level.

    python benchmarks/reliability/load.py [--seconds 600] [--rate 20] [--reports 4000] [--parts load,burst,slow,read]

Everything runs on this machine over loopback. A library of invented reports is made without models and served by `variorum serve`;
a page of it, saved as a file, is served beside it by the same kind of server (uvicorn, starlette's StaticFiles).

- load: an open loop, `rate` requests a second over a mix of pages, whatever the answers take, and as many to the static page. A time
  counts from the moment the request was due to the last byte. Memory is looked at every ten seconds; it is level when no reading after
  the first two minutes is more than `LEVEL` above the median of the minute that follows them.
- burst: `--burst` requests (600), 50 at a time, and the memory after them; then as many again.
- slow: `--slow` connections that send a byte a second and never end their request, while others ask on. The others must be answered,
  the slow ones dropped.
- read: `variorum read` adds reports to a library while it is served under load. All answers must be whole, every page must agree with
  itself, and every passage must stand in its report. This part loads the language models.

The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "speed"))
from reading_room import WORDS, build

LEVEL = 0.10  # of the memory after two minutes
SETTLED = 120  # seconds until memory should be level
LONGEST = 30  # seconds an answer may take
STATIC = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
application = Starlette(routes=[Mount("/", StaticFiles(directory=sys.argv[1]))])
uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
"""
TOWNS = ("Velmora", "Tarnby", "Oskerra", "Quillhaven", "Brennick", "Saltmere", "Ildren", "Morrowgate")
PEOPLE = ("Ada Quill", "Tomas Verrin", "Ines Holloway", "Piet Maarlo", "Greta Sund", "Omar Feld")
Ask = Callable[[], str]


class Done(NamedTuple):
    """One answer: milliseconds from when it was due, status (0: none came), body."""

    took: float
    status: int
    body: bytes


# Asking


async def ask(port: int, path: str, due: float | None = None) -> Done:
    """One request on a connection of its own."""
    due = time.perf_counter() if due is None else due
    try:
        async with asyncio.timeout(LONGEST):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode("ascii"))
                answer = await reader.read(-1)
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return Done((time.perf_counter() - due) * 1000, 0, b"")
    head, _, body = answer.partition(b"\r\n\r\n")
    return Done((time.perf_counter() - due) * 1000, int(head.split()[1]) if head else 0, body)


async def open_loop(port: int, paths: Iterator[str], rate: float, seconds: float, offset: float = 0.0) -> list[tuple[str, Done]]:
    """`rate` requests a second, whatever the answers take."""
    start = time.perf_counter() + offset
    asked: list[tuple[str, asyncio.Task[Done]]] = []
    for number in range(int(rate * seconds)):
        due = start + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        path = next(paths)
        asked.append((path, asyncio.create_task(ask(port, path, due))))
    return [(path, await task) for path, task in asked]


def mix(stories: Sequence[str], seed: int = 3) -> Iterator[str]:
    """Addresses of every kind of page, for ever."""
    chance = random.Random(seed)

    def story(rest: str = "") -> Ask:
        return lambda: f"/stories/{chance.choice(stories)}{rest}"

    kinds: tuple[Ask, ...] = (
        story(), story(), story("/apparatus"), story("/stemma"), story("/said"), story("/positions"), story("/timeline"), story(".json"),
        lambda: f"/stories?page={chance.randint(1, max(1, len(stories) // 30))}",
        lambda: f"/stories?q={chance.choice(WORDS[20:400])}+{chance.choice(WORDS[20:400])}",
        lambda: f"/stories?show=conflicts&outlet=Outlet+{chance.randint(0, 299)}",
        lambda: f"/reports/r{chance.choice(stories)[1:]}{chance.randint(0, 3)}",
        lambda: f"/reports/r{chance.choice(stories)[1:]}{chance.randint(0, 3)}?at=60-120",
        lambda: f"/entities?page={chance.randint(1, 5)}",
        lambda: f"/export/{chance.choice(stories)}.markdown",
        lambda: "/static/variorum.css",
    )  # fmt: skip
    while True:
        yield from (kind() for kind in chance.sample(kinds, len(kinds)))


def times(answers: Sequence[Done]) -> dict[str, float]:
    """Percentiles in milliseconds."""
    ordered = sorted(done.took for done in answers)
    at = {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    return {name: round(value, 2) for name, value in (at | {"max": ordered[-1]}).items()}


# Servers


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[int]:
    """A server, from when it answers to the end of the block; gives its process id."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise SystemExit(f"the server ended with {process.returncode}")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


@contextmanager
def room(library: Path) -> Iterator[tuple[int, int]]:
    """`variorum serve` over a library: (port, process id)."""
    port = free_port()
    with running([sys.executable, "-m", "variorum", "serve", "--library", str(library), "--port", str(port)], port) as process:
        yield port, process


def memory(process: int) -> float:
    """Resident memory in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


# Parts


async def load(library: Path, stories: Sequence[str], rate: float, seconds: float) -> dict[str, Any]:
    with room(library) as (port, process), tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_bytes((await ask(port, f"/stories/{stories[0]}")).body)
        beside = free_port()
        with running([sys.executable, "-c", STATIC, folder, str(beside)], beside):
            readings: list[tuple[int, float]] = []

            async def look() -> None:
                start = time.perf_counter()
                while True:
                    readings.append((round(time.perf_counter() - start), memory(process)))
                    print(f"{readings[-1][0]:5} s   {readings[-1][1]:6.1f} MB   load average {os.getloadavg()[0]:.2f}", flush=True)
                    await asyncio.sleep(10)

            looking = asyncio.create_task(look())
            static = (_ for _ in iter(lambda: "/page.html", None))
            # The two are asked in turn, half a beat apart, so that neither waits behind the other by design.
            mine, theirs = await asyncio.gather(
                open_loop(port, mix(stories), rate, seconds), open_loop(beside, static, rate, seconds, offset=0.5 / rate)
            )
            looking.cancel()
            readings.append((round(seconds), memory(process)))
    answers, plain = [done for _, done in mine], [done for _, done in theirs]
    wrong = Counter(str(done.status) for done in answers if done.status != 200) + Counter(
        f"static {done.status}" for done in plain if done.status != 200
    )
    slowest = sorted(mine, key=lambda pair: -pair[1].took)[:5]
    print("slowest:", *(f"{path} {done.took:.0f} ms" for path, done in slowest), sep="\n  ")
    ours, beside_us = times(answers), times(plain)
    return {
        "requests": len(answers),
        "errors": dict(wrong),
        "room_ms": ours,
        "static_ms": beside_us,
        "p99_ratio": round(ours["p99"] / beside_us["p99"], 1),
        "heaviest_kb": round(max(len(done.body) for done in answers) / 1000, 1),
        "memory_mb": {"start": readings[0][1], "end": readings[-1][1], "most": max(value for _, value in readings)},
        "memory_level": level(readings),
    }


def level(readings: Sequence[tuple[int, float]]) -> bool | None:
    """Does memory stay where it was in the minute after the first two? None where there were no two more minutes to look at."""
    first = [value for at, value in readings if SETTLED <= at < SETTLED + 60]
    later = [value for at, value in readings if at >= SETTLED + 60]
    return max(later) <= statistics.median(first) * (1 + LEVEL) if first and len(later) >= 6 else None


async def burst(library: Path, stories: Sequence[str], requests: int, at_once: int = 50) -> dict[str, Any]:
    with room(library) as (port, process):
        before = memory(process)
        places, paths = asyncio.Semaphore(at_once), mix(stories)

        async def one() -> Done:
            async with places:
                return await ask(port, next(paths))

        start = time.perf_counter()
        answers = await asyncio.gather(*(one() for _ in range(requests)))
        took = time.perf_counter() - start
        after = memory(process)
        answers += await asyncio.gather(*(one() for _ in range(requests)))
        again = memory(process)
    return {
        "requests": len(answers),
        "a_second": round(requests / took, 1),
        "errors": dict(Counter(str(done.status) for done in answers if done.status != 200)),
        "ms": times(answers),
        "memory_mb": {"before": before, "after": after, "after_another": again},
    }


async def slow(library: Path, stories: Sequence[str], number: int, seconds: float) -> dict[str, Any]:
    held: list[float] = []  # seconds until the server dropped a slow one

    async def dawdle(port: int) -> None:
        start = time.perf_counter()
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /stories HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            while True:
                await asyncio.sleep(1)
                writer.write(b"a")
                await writer.drain()
        except OSError:
            held.append(time.perf_counter() - start)

    with room(library) as (port, _):
        dawdlers = [asyncio.create_task(dawdle(port)) for _ in range(number)]
        answers = [done for _, done in await open_loop(port, mix(stories), 10, seconds)]
        for task in dawdlers:
            task.cancel()
    return {
        "slow": number,
        "dropped": len(held),
        "dropped_after_s": round(max(held), 1) if held else None,
        "requests": len(answers),
        "errors": dict(Counter(str(done.status) for done in answers if done.status != 200)),
        "ms": times(answers),
    }


def texts(folder: Path, number: int, seed: int) -> None:
    """Invented reports as files: each event told by two or three of them."""
    chance = random.Random(seed)
    folder.mkdir(exist_ok=True)
    for event in range(number // 3):
        town, person, trips = chance.choice(TOWNS), chance.choice(PEOPLE), chance.randint(20, 900)
        thing = f"{chance.choice(('harbour wall', 'tram depot', 'water tower', 'glass works'))} of {town} {event}"
        quote = f"“Nobody in {town} expected this,” said {person}, who speaks for the council."
        for copy in range(3):
            figure = trips + (copy == 2) * 7
            lead = f"The {thing} burned down on the morning of {event % 28 + 1} May and {figure} people were moved."
            (folder / f"{seed}-{event:03}-{copy}.txt").write_text(f"{town}: {thing} burns\n\n{lead}\n\n{quote}\n", "utf-8")


async def read(folder: Path, rate: float, number: int = 120) -> dict[str, Any]:
    library, files = folder / "read.db", folder / "texts"
    command = [sys.executable, "-m", "variorum", "read", str(files), "--library", str(library)]
    texts(files, number // 2, 1)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    texts(files, number // 2, 2)
    faults: Counter[str] = Counter()
    asked = 0
    with room(library) as (port, _):
        reading = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
        tasks: set[asyncio.Task[None]] = set()
        known: list[str] = []
        chance = random.Random(1)

        async def visit() -> None:
            page = await ask(port, "/stories.json")
            if page.status != 200:
                faults[f"list {page.status}"] += 1
                return
            known[:] = [row["id"] for row in json.loads(page.body)["shelf"]["rows"]]
            await look_at(port, chance.choice(known), faults)

        while reading.returncode is None:
            task = asyncio.create_task(visit())
            tasks.add(task)
            asked += 1
            await asyncio.sleep(3 / rate)  # a visit asks for about three pages
        await asyncio.gather(*tasks)
        after = json.loads((await ask(port, "/stories.json")).body)["shelf"]["total"]
    check = subprocess.run(
        [sys.executable, "-m", "variorum", "check", "--library", str(library)], check=False, capture_output=True, text=True
    )
    return {"visits": asked, "read": reading.returncode, "check": check.returncode, "stories": after, "faults": dict(faults)}


async def look_at(port: int, story: str, faults: Counter[str]) -> None:
    """A story's page agrees with itself, and its passages stand in a report of it. A story may be gone: a read gives new ids."""
    page = await ask(port, f"/stories/{story}.json")
    if page.status == 404:
        return
    if page.status != 200:
        faults[f"story {page.status}"] += 1
        return
    row = json.loads(page.body)
    reports = {witness["report"] for witness in row["witnesses"]}
    if not len(reports) == row["counts"]["reports"] == len(row["story"]["reports"]) or reports != set(row["story"]["reports"]):
        faults["a page disagrees with itself"] += 1
    found = list(passages(row["brief"]))
    if not {one["report"] for one in found} <= reports:
        faults["a passage of another story"] += 1
    for report in sorted({one["report"] for one in found})[:1]:
        answer = await ask(port, f"/reports/{report}.json")
        if answer.status == 200:
            text = json.loads(answer.body)["report"]["text"]
            if any(text[one["start"] : one["end"]] != one["text"] for one in found if one["report"] == report):
                faults["an inexact passage"] += 1
        elif answer.status != 404:
            faults[f"report {answer.status}"] += 1


def passages(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"report", "start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from passages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=4_000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--slow", type=int, default=300)
    parser.add_argument("--burst", type=int, default=600)
    parser.add_argument("--parts", default="load,burst,slow,read")
    asked = parser.parse_args()
    parts = asked.parts.split(",")
    row: dict[str, Any] = {"reports": asked.reports, "rate": asked.rate, "seconds": asked.seconds, "processors": os.cpu_count()}
    row["load_average_before"] = round(os.getloadavg()[0], 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = folder / "library.db"
        stories = build(library, asked.reports)
        if "load" in parts:
            row["load"] = asyncio.run(load(library, stories, asked.rate, min(asked.seconds, 3_600)))
        if "burst" in parts:
            row["burst"] = asyncio.run(burst(library, stories, min(asked.burst, 10_000)))
        if "slow" in parts:
            row["slow"] = asyncio.run(slow(library, stories, min(asked.slow, 900), 20))
        if "read" in parts:
            row["read"] = asyncio.run(read(folder, asked.rate))
    row["load_average_after"] = round(os.getloadavg()[0], 2)
    print(json.dumps(row))


if __name__ == "__main__":
    main()
