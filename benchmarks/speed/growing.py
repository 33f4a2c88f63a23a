"""What one more report costs in a large library: reading it, finding its story among all others, judging that story.

    python benchmarks/speed/growing.py [--reports 100000] [--more 10]

Makes a library of invented reports (a third of them copies or rewrites of another), tells their stories apart at once, then reads more
files one by one as `variorum read` does: each in a process of its own, and in a process that has its models loaded. Stories are judged
only where a report is added: the large library is filled with reports, unread paragraphs and stories' members, as if
judged. The last line is JSON; times in seconds.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from variorum import pipeline
from variorum.contracts import Given
from variorum.engines.local import LocalEngine
from variorum.job import reading, versions
from variorum.job.grouping import group
from variorum.model.paragraph import Analysis
from variorum.model.report import Report
from variorum.model.rows import content_id
from variorum.model.story import places
from variorum.store.library import WIDTH, chunks
from variorum.store.writer import FileRead, Writer

_PARTS = "bra del fin gor hal jun kel lor mis nov pra qui ros sel tan ulm ver wil yor zan"
_WORDS = "the council said on Monday that work at the site would begin after talks with people who live near and had asked for more time"
SYLLABLES, COMMON = _PARTS.split(), _WORDS.split()


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """Reports of events with names of their own; a third tell an earlier event again."""
    chance = random.Random(seed)
    events: list[tuple[list[str], str]] = []
    for _ in range(count):
        if events and chance.random() < 0.33:
            names, text = chance.choice(events[-2000:])
            if chance.random() < 0.5:
                yield text
                continue
        else:
            names = ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(24)]
        chance.shuffle(names)
        sentences = [[*names[place : place + 3], *chance.sample(COMMON, 9), names[place + 3] + "."] for place in range(0, 24, 4)]
        words = [word for sentence in sentences for word in sentence]
        text = " ".join(words[:42]) + "\n\n" + " ".join(words[42:])
        events.append((names, text))
        yield text


def fill(writer: Writer, folder: Path, count: int) -> float:
    """Put reports in, and mark all stories as judged. Returns seconds for telling the stories apart."""
    looks = versions.looks()
    batch: list[FileRead] = []
    for number, text in enumerate(texts(count)):
        report = Report(content_id("report", text, number), f"{number}.txt", None, None, None, None, None, (), None, None, "en", text)
        prepared = pipeline.prepare(report)
        batch.append(FileRead(report.origin, "d", "v", [(report, prepared)], []))
        if len(batch) == 1000:
            writer.put_files(batch, looks.reports)
            batch = []
    writer.put_files(batch, looks.reports)
    for part in chunks(writer.reader.report_ids(), 1000):
        keys = {place.key: place.block.end - place.block.start for report in writer.reader.reports(part) for place in places(report)}
        plain = [(Analysis(key, ((0, length),)), np.zeros((1, WIDTH), np.float16)) for key, length in keys.items()]
        writer.put_paragraphs(plain, looks.paragraphs)
    writer.mark_analysed(writer.reader.report_ids(), looks.paragraphs)
    start = time.perf_counter()
    with LocalEngine(1, small=10**9) as engine:
        stories = group(writer, engine, looks.groups, whole=True).stories
    took = time.perf_counter() - start
    digests = writer.reader.digests(writer.reader.report_ids())
    connection = writer.connection
    connection.execute("BEGIN")
    for story in stories:
        name = content_id("story", list(story))
        made_from = versions.hashed(looks.stories, [(report, digests[report]) for report in story])
        connection.executemany("INSERT INTO members (report, story) VALUES (?, ?)", ((report, name) for report in story))
        connection.execute("INSERT INTO judged (story, version) VALUES (?, ?)", (name, made_from))
    connection.execute("COMMIT")
    writer.finish(versions.hashed(looks, []))
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = folder / "library.db"
        with Writer(library) as writer:
            at_once = fill(writer, folder, arguments.reports)
            print(f"{arguments.reports} reports told apart at once in {at_once:.1f} s")
        more = list(texts(arguments.reports + arguments.more))[-arguments.more :]
        paths = []
        for number, text in enumerate(more):
            paths.append(folder / f"more-{number}.txt")
            paths[-1].write_text(text)
        half = len(paths) // 2
        alone, inside = [], []
        for path in paths[:half]:
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "variorum", "read", str(path), "-l", str(library)], check=True, stdout=subprocess.DEVNULL)
            alone.append(time.perf_counter() - start)
        with Writer(library) as writer, LocalEngine() as engine:
            reading.run(writer, [paths[half]], Given(), engine)  # loads the models
            for path in paths[half + 1 :]:
                start = time.perf_counter()
                reading.run(writer, [path], Given(), engine)
                inside.append(time.perf_counter() - start)
        size = library.stat().st_size / 1e6
    result = {
        "reports": arguments.reports,
        "all_at_once_s": round(at_once, 1),
        "one_more_s": round(sorted(inside)[len(inside) // 2], 3),
        "one_more_cold_process_s": round(sorted(alone)[len(alone) // 2], 2),
        "library_mb": round(size),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
