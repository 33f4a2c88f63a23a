"""Telling stories apart in a large library: how long the first grouping takes, and how long one more report.

    python benchmarks/speed/library_of_reports.py [--reports 100000] [--added 50]

The reports are made by the program: each event has names and figures of its own and common words of its region; each report tells of one
event in windows of words from a corpus. Events last some days. Measured is `grouping.group`:
features, rare words, links and groups in the library's tables; reading files and the language work are not in it. The vectors of
beginnings are put together from their words, and not made by the encoder: what that takes of one report is measured by itself and has to be
added to both. The last line is one JSON object: seconds for all, seconds for one more (median, worst).
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from wording import corpus_words

from variorum.across import features
from variorum.engines import local
from variorum.job import grouping
from variorum.language.models.encoder import encoder
from variorum.model.report import Report
from variorum.store.writer import Writer

SYLLABLES = ["ka", "ro", "mi", "del", "von", "tash", "ul", "bre", "sen", "or", "vik", "lam", "ny", "gor", "eth", "pa"]


def name(rng: np.random.Generator) -> str:
    return "".join(SYLLABLES[i] for i in rng.integers(0, len(SYLLABLES), 3)).title()


def made(count: int, seed: int = 3) -> tuple[list[Report], list[int]]:
    """Reports and the number of the event each tells of; the sizes of events follow a power law, up to a few hundred reports."""
    rng = np.random.default_rng(seed)
    pool = corpus_words()
    regions = [[name(rng) for _ in range(12)] for _ in range(200)]
    reports: list[Report] = []
    events: list[int] = []
    event = 0
    while len(reports) < count:
        size = min(400, int(rng.pareto(1.1)) + 1)
        names, region = [name(rng) for _ in range(10)], regions[int(rng.integers(0, len(regions)))]
        common = [pool[i] for i in rng.integers(0, len(pool), 60).tolist()]
        day = date(2020, 1, 1) + timedelta(days=int(rng.integers(0, 1500)))
        for _ in range(min(size, count - len(reports))):
            words: list[str] = []
            for at, width in zip(rng.integers(0, len(pool) - 8, 25).tolist(), rng.integers(3, 8, 25).tolist(), strict=True):
                words += pool[at : at + width]
                words.append(names[int(rng.integers(0, len(names)))] if rng.random() < 0.5 else region[int(rng.integers(0, len(region)))])
                words.append(common[int(rng.integers(0, len(common)))])
            published = (day + timedelta(days=int(rng.integers(0, 3)))).isoformat()
            label = f"r{len(reports):07}"
            reports.append(Report(label, label, None, None, None, None, None, (), published, "metadata", "en", " ".join(words)))
            events.append(event)
        event += 1
    return reports, events


class Vectors:
    """Stands for the encoder: a vector of length 1 made of the words of a beginning, so that like beginnings have like ones."""

    def __init__(self) -> None:
        self._of: dict[str, Any] = {}

    def encode(self, texts: Sequence[str]) -> Any:
        rows = np.array([np.sum([self._word(word) for word in text.split()], axis=0) for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def _word(self, word: str) -> Any:
        if word not in self._of:
            self._of[word] = np.random.default_rng(crc32(word.encode())).normal(size=features.WIDTH).astype(np.float32)
        return self._of[word]


def encoder_seconds(reports: Sequence[Report]) -> float:
    """Median of what the encoder takes for the beginning of one report, in seconds of processor."""
    taken = []
    for report in reports:
        began = time.process_time()
        encoder().encode([report.text[: features.BEGINNING]])
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description="Grouping a large library, measured.")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--added", type=int, default=50)
    given = parser.parse_args()
    reports, events = made(given.reports + given.added)
    order = np.random.default_rng(1).permutation(len(reports)).tolist()
    first, later = order[: given.reports], order[given.reports :]
    encoding = encoder_seconds([reports[i] for i in later])
    vectors = Vectors()
    made_up = patch.object(features, "encoder", lambda: vectors)
    with made_up, tempfile.TemporaryDirectory() as folder, Writer(Path(folder) / "library.db") as library:
        engine = local.LocalEngine(small=given.reports)  # all in this process, which has the vectors
        start = time.perf_counter()
        for part in range(0, len(first), 1000):
            library.put_reports([(reports[i], reports[i]) for i in first[part : part + 1000]], "1")
        stored = time.perf_counter()
        groups = grouping.group(library, engine, "1", True).stories
        grouped = time.perf_counter()
        seconds, processor = [], []
        for i in later:
            began, worked = time.perf_counter(), time.process_time()
            library.put_reports([(reports[i], reports[i])], "1")
            grouping.group(library, engine, "1", False)
            seconds.append(time.perf_counter() - began)
            processor.append(time.process_time() - worked)
    home = {report: number for number, group in enumerate(groups) for report in group}
    sizes = sorted((len(group) for group in groups), reverse=True)
    pure = sum(len({events[int(report[1:])] for report in group}) == 1 for group in groups) / len(groups)
    print(
        json.dumps(
            {
                "reports": given.reports,
                "storing_seconds": round(stored - start, 1),
                "grouping_seconds": round(grouped - stored, 1),
                "one_more_median_seconds": round(statistics.median(seconds), 3),
                "one_more_worst_seconds": round(max(seconds), 3),
                "one_more_median_processor_seconds": round(statistics.median(processor), 3),
                "one_more_worst_processor_seconds": round(max(processor), 3),
                "encoder_processor_seconds": round(encoding, 3),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "stories": len(groups),
                "events": len(set(events)),
                "pure": round(pure, 4),
                "largest_stories": sizes[:5],
                "reports_grouped": len(home),
            }
        )
    )


if __name__ == "__main__":
    main()
