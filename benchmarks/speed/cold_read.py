"""What reading costs beside the parser alone: cold `variorum read` and `variorum brief`, a second read, and peak memory.

    python benchmarks/speed/cold_read.py [--data DIR] [--rounds N]

The measure is spaCy in a process of its own that loads the model and parses the distinct body paragraphs of the same reports, in batches
as the program does. Both sides start fresh processes and take turns, so that a busy machine is busy for both; the fastest round of each
side is compared. Wanted: read and brief together cold at most 1.3 x spaCy + 3 s, a second read at most 2 s, memory under 1 GB. On a busy
machine the processor seconds tell more than the clock. The last line is JSON.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared"))
ALONE = """
import json, sys
import spacy
from variorum.language.english.models import PARSER
texts = json.load(open(sys.argv[1]))
words = sum(len(doc) for doc in spacy.load(PARSER).pipe(texts, batch_size=64))
print(words)
"""


def distinct_paragraphs(data: Path) -> list[str]:
    """The distinct speaking paragraphs of the reports, as the program parses them."""
    from variorum import pipeline
    from variorum.contracts import Given
    from variorum.model.report import Report
    from variorum.sources import files
    from variorum.text.normal import fold

    found: dict[str, str] = {}
    for path, origin in files.find([data]):
        for item in files.read(path, origin, Given()):
            if isinstance(item, Report):
                found.update((key, fold(text)) for _, text, key in pipeline.paragraphs(pipeline.prepare(item)))
    return list(found.values())


class Took(NamedTuple):
    clock: float  # seconds
    processor: float  # seconds, of all threads
    memory: float  # MB at most
    printed: str


def timed(command: list[str]) -> Took:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return Took(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, printed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "seeds")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = distinct_paragraphs(arguments.data)
    variorum = [sys.executable, "-m", "variorum"]
    rounds: list[dict[str, Took]] = []
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "paragraphs.json"
        listing.write_text(json.dumps(texts))
        for number in range(arguments.rounds):
            library = ["--library", f"{folder}/{number}.db"]
            took = {
                "spacy": timed([sys.executable, "-c", ALONE, str(listing)]),
                "read": timed([*variorum, "read", str(arguments.data), *library]),
                "brief": timed([*variorum, "brief", *library]),
                "again": timed([*variorum, "read", str(arguments.data), *library]),
            }
            rounds.append(took)
            shown = ", ".join(f"{name} {one.clock:.2f} s ({one.processor:.2f} s processor)" for name, one in took.items())
            print(f"round {number + 1}: {shown}")
    result: dict[str, float] = {"paragraphs": len(texts), "words": int(rounds[0]["spacy"].printed)}
    for kind in ("clock", "processor"):
        spacy, again = (min(getattr(row[name], kind) for row in rounds) for name in ("spacy", "again"))
        cold = min(getattr(row["read"], kind) + getattr(row["brief"], kind) for row in rounds)
        result |= {f"spacy_{kind}_s": round(spacy, 2), f"read_and_brief_{kind}_s": round(cold, 2), f"again_{kind}_s": round(again, 2)}
        result |= {f"limit_{kind}_s": round(1.3 * spacy + 3, 2), f"share_of_limit_{kind}": round(cold / (1.3 * spacy + 3), 3)}
    result["memory_mb"] = round(max(row[name].memory for row in rounds for name in ("read", "brief")))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
