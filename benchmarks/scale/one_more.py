"""What one more report costs in a story that grows, beside what the same report costs alone, in seconds of processor time.

    python benchmarks/scale/one_more.py [--kinds exact copies free] [--sizes 5 50 250] [--more 1] [--keep FOLDER] [--stages]
                                        [--profile FILE]

Stories are recombined from stories to tune on of the shared data, by a recipe that is the same every time. `exact`: one report word for
word under other outlets; `copies`: the same with one word changed in a tenth of its paragraphs; `free`: fourteen sentences drawn from all
reports of a story, a tenth of their words changed, so that hardly a sentence stands twice. Each story is read at once into a library of
its own, then `--more` reports are read into it one by one, in one process that has its models loaded. For each story a hash of all its
rows is printed: what changes the cost must not change it. `--keep` keeps the libraries, so that a changed rule of judging reads no
paragraph anew. `--stages` tells what each stage of the story takes of the last report, and the judge's net. The last line is JSON.
"""

import argparse
import cProfile
import hashlib
import json
import math
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks" / "speed"))

import numpy as np  # noqa: E402 - the recipe of changed words lies beside the benchmarks of speed
from wording import edited  # noqa: E402

from variorum import pipeline  # noqa: E402
from variorum.contracts import Given  # noqa: E402
from variorum.engines.local import LocalEngine  # noqa: E402
from variorum.engines.worker import settle_in  # noqa: E402
from variorum.job import reading  # noqa: E402
from variorum.language.models.judge import Judge  # noqa: E402
from variorum.store.schema import TABLES  # noqa: E402
from variorum.store.writer import Writer  # noqa: E402

SHARED = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared"))
STORY = "ecb_12"  # to tune on: nineteen reports of one event
SENTENCES = 14  # of a report in other words
A_PARAGRAPH = 3
CHANGED = 0.1  # share of words, of paragraphs
LEAST = 0.001  # seconds of a stage that are told


def originals() -> list[str]:
    """The texts of the story, from the shared data."""
    data = SHARED / "data"
    wanted = json.loads((data / "story_differences" / "labels" / f"{STORY}.json").read_text("utf-8"))["documents"]
    lines = (data / "ecbplus_clusters" / "documents.jsonl").read_text("utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    return [texts[one] for one in wanted]


def made(kind: str, count: int, seed: int = 5) -> list[dict[str, Any]]:
    """`count` records of reports of a kind; the first of more are the same as those of fewer."""
    texts = originals()
    pool = [word for text in texts for word in text.split()]
    whole = max(texts, key=lambda text: (len(text.split()) <= 400, len(text.split())))
    sentences = [line.strip() for text in texts for line in text.replace("\n", " ").split(". ") if 6 < len(line.split()) < 40]
    chance, rng = random.Random(seed), np.random.default_rng(seed)
    records = []
    for number in range(count):
        if kind == "free":
            drawn = [edited(line, CHANGED, pool, rng).rstrip(".") + "." for line in chance.sample(sentences, SENTENCES)]
            lines = [" ".join(drawn[at : at + A_PARAGRAPH]) for at in range(0, SENTENCES, A_PARAGRAPH)]
        else:
            lines = in_paragraphs(whole)
            if kind == "copies":
                lines = [one_word(line, pool, chance) if chance.random() < CHANGED else line for line in lines]
        day = f"2026-03-{1 + number * 5 // (count or 1):02d}"
        title = texts[0].split(".")[0][:80]
        records.append({"outlet": f"Outlet {number}", "published": day, "title": title, "text": "\n\n".join(lines)})
    return records


def in_paragraphs(text: str) -> list[str]:
    sentences = text.replace("\n", " ").split(". ")
    return [". ".join(sentences[at : at + 2]).strip().rstrip(".") + "." for at in range(0, len(sentences), 2)]


def one_word(line: str, pool: list[str], chance: random.Random) -> str:
    words = line.split(" ")
    words[chance.randrange(len(words))] = chance.choice(pool)
    return " ".join(words)


def spent() -> float:
    """Seconds of processor time of this process and its children."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def read(library: Path, records: list[dict[str, Any]], folder: Path, profile: cProfile.Profile | None = None) -> float:
    """Read records into a library; seconds."""
    path = folder / f"{hashlib.sha256(json.dumps(records).encode()).hexdigest()[:12]}.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    start = spent()
    if profile:
        profile.enable()
    with Writer(library) as writer, LocalEngine(1, small=10**9) as engine:
        reading.run(writer, [path], Given(), engine)
    if profile:
        profile.disable()
    return spent() - start


def noted(taken: Counter[str]) -> None:
    """From here on each stage of a story, and the judge's net within one, notes in `taken` the processor time that it takes."""

    def timed(name: str, run: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(run)  # the versions of what is kept ask a stage for its module
        def noting(*given: Any) -> Any:
            start = time.process_time()
            try:
                return run(*given)
            finally:
                taken[name] += time.process_time() - start

        return noting

    pipeline.OF_STORY = tuple(stage._replace(run=timed(stage.name, stage.run)) for stage in pipeline.OF_STORY)
    Judge.tells = timed("the judge's net, within questions", Judge.tells)


def hashed(library: Path) -> str:
    """A hash of all rows, without where the reports lay."""
    with Writer(library) as writer:
        digest = hashlib.sha256()
        for table in TABLES:
            for row in writer.reader.rows(table):
                digest.update(json.dumps(row | {"origin": None}, sort_keys=True).encode())
        return digest.hexdigest()[:16]


def measured(kind: str, size: int, more: int, folder: Path, profile: cProfile.Profile | None, taken: Counter[str]) -> dict[str, Any]:
    records = made(kind, size + more)
    library = folder / f"{kind}-{size}.db"
    known = library.exists()
    together = read(library, records[:size], folder)
    alone = []
    for number, record in enumerate(records[size:]):
        alone.append(read(folder / f"alone-{kind}-{size}-{number}-{os.getpid()}.db", [record], folder))
    grown = folder / f"grown-{os.getpid()}-{kind}-{size}.db"
    grown.write_bytes(library.read_bytes())
    one = []
    for record in records[size:]:
        taken.clear()
        one.append(read(grown, [record], folder, profile))
    with Writer(grown) as writer:
        stories = writer.reader.count("stories")
    row = {
        "kind": kind,
        "size": size,
        "together_s": None if known else round(together, 2),
        "alone_s": round(min(alone), 3),
        "one_more_s": round(min(one), 3),
        "ratio": round(min(one) / min(alone), 2),
        "stories": stories,
        "kb_a_report": round(library.stat().st_size / size / 1000, 1),
        "rows": hashed(grown),
    }
    if taken:
        row["stages_s"] = {name: round(seconds, 3) for name, seconds in taken.most_common() if seconds >= LEAST}
    grown.unlink()
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", default=["exact", "copies", "free"], choices=["exact", "copies", "free"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[5, 50, 250])
    parser.add_argument("--more", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--profile", type=Path)
    asked = parser.parse_args()
    taken: Counter[str] = Counter()
    if asked.stages:
        noted(taken)
    settle_in(None)  # as the command line and a worker do
    profile = cProfile.Profile(time.process_time) if asked.profile else None
    with tempfile.TemporaryDirectory() as place:
        folder = asked.keep or Path(place)
        folder.mkdir(exist_ok=True)
        read(Path(place) / "warm.db", made("free", 2, seed=1), Path(place))
        rows = []
        for kind in asked.kinds:
            for size in asked.sizes:
                rows.append(measured(kind, size, asked.more, folder, profile, taken))
                print(json.dumps(rows[-1]), flush=True)
    growth = {}
    for kind in asked.kinds:
        first, *_, last = [row for row in rows if row["kind"] == kind] * 2
        if first["size"] != last["size"]:
            growth[kind] = round(math.log(last["one_more_s"] / first["one_more_s"]) / math.log(last["size"] / first["size"]), 2)
    if profile and asked.profile:
        profile.dump_stats(asked.profile)
    print(json.dumps({"rows": rows, "growth": growth, "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}))


if __name__ == "__main__":
    main()
