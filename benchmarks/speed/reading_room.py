"""The reading room under load: a library of 100,000 reports, 20 requests a second, beside a plain static page.

    python benchmarks/speed/reading_room.py [--reports 100000] [--seconds 30] [--rate 20]

Prints the median and the 95th percentile in milliseconds for the list, a search, a filter, an opened story and the static style
sheet, and as its last line one JSON object. The library is made of invented reports: stories of four, each with a point and an origin.
"""

import argparse
import http.client
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from variorum.model.entity import Entity
from variorum.model.point import Point, Reading
from variorum.model.report import Block, Report
from variorum.model.story import Counts, Dossier, Origin, Story
from variorum.store.writer import Writer

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
WORDS = ["".join(triple) for triple in itertools.islice(itertools.product(SYLLABLES, repeat=3), 7, 160_007, 8)]
WEIGHTS = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(WORDS))))  # as words are in news: a few often, most seldom


def words(random_: random.Random, number: int) -> str:
    return " ".join(random_.choices(WORDS, cum_weights=WEIGHTS, k=number))


def dossier(number: int, random_: random.Random) -> Dossier:
    """One invented story of four reports."""
    key = f"{number:08x}"
    stamp = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    reports = []
    for copy in range(4):
        sentences = [words(random_, 14).capitalize() + "." for _ in range(12)]
        text = f"{words(random_, 7).capitalize()}\n" + "\n".join(sentences)
        blocks, start = [], 0
        for line in text.split("\n"):
            blocks.append(Block(start, start + len(line), "headline" if not start else "body"))
            start += len(line) + 1
        title = text.partition("\n")[0]
        outlet, told = f"Outlet {(number + copy) % 300}", f"{stamp}T{copy + 8:02}:00:00"
        file = f"{key}-{copy}.txt"
        reports.append(Report(f"r{key}{copy}", file, outlet, None, title, None, None, (), told, "given", "en", text, tuple(blocks)))
    ids = tuple(report.id for report in reports)
    story = Story(f"s{key}", reports[0].title or "", ids, f"{stamp}T08:00:00", f"{stamp}T11:00:00", Counts(4, 4, 1 + number % 3))
    passages = [report.passage(block.start, block.end) for report in reports for block in report.blocks[1:3]]
    readings = (Reading("a", (), (passages[0],), (ids[0],), ("o",)), Reading("b", (), (passages[2],), (ids[1],), ("o",)))
    points = tuple(
        Point(
            f"p{key}{n}",
            story.id,
            "Which?",
            readings,
            "conflict" if number % 5 == n else "wording",
            ("number",),
            False,
            0.5,
            "Differs.",
            "slight",
        )
        for n in range(3)
    )
    origin = Origin(f"o{key}", story.id, "Outlet", True, ids, "own", 0.5, "Same text.")
    entity = Entity(f"e{key}", story.id, "person", f"Person {number % 997}", None, None, None, (passages[0],))
    return Dossier(story, tuple(reports), origins=(origin,), points=points, entities=(entity,))


def build(path: Path, reports: int) -> list[str]:
    random_ = random.Random(7)
    stories = []
    with Writer(path) as writer:
        for number in range(reports // 4):
            made = dossier(number, random_)
            writer.put_reports([(report, replace(report)) for report in made.reports], "bench")
            writer.put_story(made, "bench")
            stories.append(made.story.id)
            if number % 2500 == 0:
                print(f"{number * 4} reports written", file=sys.stderr)
    return stories


def load(port: int, stories: list[str], rate: float, seconds: float) -> dict[str, list[float]]:
    """Requests at a fixed rate, whatever the answers take; milliseconds by kind."""
    random_ = random.Random(3)
    kinds = {
        "list": lambda: f"/stories?page={random_.randint(1, 200)}",
        "search": lambda: f"/stories?q={random_.choice(WORDS[20:400])}+{random_.choice(WORDS[20:400])}",
        "filter": lambda: f"/stories?show=conflicts&outlet=Outlet+{random_.randint(0, 299)}",
        "story": lambda: f"/stories/{random_.choice(stories)}",
        "static": lambda: "/static/variorum.css",
    }
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    threads = []
    start = time.perf_counter()
    for number in range(int(rate * seconds)):
        kind = list(kinds)[number % len(kinds)]
        while time.perf_counter() < start + number / rate:
            time.sleep(0.001)
        thread = threading.Thread(target=_one, args=(port, kinds[kind](), taken[kind]))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join(30)
    return taken


def _one(port: int, path: str, taken: list[float]) -> None:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status == 200:
        taken.append((time.perf_counter() - began) * 1000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rate", type=float, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        stories = build(path, asked.reports)
        port = 8917
        command = [sys.executable, "-m", "variorum", "serve", "--library", str(path), "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            time.sleep(3)
            load(port, stories, asked.rate, 3)  # warm
            taken = load(port, stories, asked.rate, asked.seconds)
        finally:
            server.terminate()
            server.wait(10)
    row = {}
    for kind, times in taken.items():
        ordered = sorted(times)
        row[kind] = {
            "median_ms": round(statistics.median(ordered), 1),
            "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
            "answers": len(ordered),
        }
        print(f"{kind:8} median {row[kind]['median_ms']:7.1f} ms   95% {row[kind]['p95_ms']:7.1f} ms   {len(ordered)} answers")
    print(json.dumps({"reports": asked.reports, "rate": asked.rate, **row}))


if __name__ == "__main__":
    main()
