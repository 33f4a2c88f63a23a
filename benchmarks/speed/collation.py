"""Cost of collating one large story beside the language work on its distinct paragraphs, and how it grows.

    python benchmarks/speed/collation.py --texts FILE.jsonl [--sizes 250,1000,5000]

FILE holds real reports of one story ({"text": ...} a line). Stories of the wanted sizes are made of them: six in ten reports are
copies of a real one with a tenth of their paragraphs changed in one word, four in ten are put together from paragraphs of several.
Language work is timed on the distinct paragraphs, once each, as a read does it. One line a size, JSON last: seconds of both,
their ratio, growth exponent.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

from variorum import pipeline
from variorum.model.report import Block, Report
from variorum.model.story import Dossier, Origin
from variorum.questions import answering
from variorum.story import statements as story_statements

BATCH = 512


def made(originals: list[list[str]], size: int, seed: int = 3) -> tuple[list[Report], dict[str, str]]:
    """`size` reports, and for each the name of its origin."""
    chance = random.Random(seed)
    every = [paragraph for original in originals for paragraph in original]
    reports, origin_of = [], {}
    for number in range(size):
        if chance.random() < 0.6:
            source = chance.randrange(len(originals))
            paragraphs = [changed(paragraph, chance) if chance.random() < 0.1 else paragraph for paragraph in originals[source]]
            origin = f"wire{source}"
        else:
            paragraphs = chance.sample(every, min(len(every), 18))
            origin = f"own{number}"
        text, blocks = "\n".join(paragraphs), []
        start = 0
        for paragraph in paragraphs:
            blocks.append(Block(start, start + len(paragraph), "body"))
            start += len(paragraph) + 1
        name = f"r{number:05d}"
        origin_of[name] = origin
        reports.append(Report(name, name, name, None, None, None, None, (), None, None, "en", text, tuple(blocks)))
    return reports, origin_of


def changed(paragraph: str, chance: random.Random) -> str:
    words = paragraph.split(" ")
    words[chance.randrange(len(words))] = chance.choice(("several", "reportedly", "officials", "new", "17", "late"))
    return " ".join(words)


def measured(originals: list[list[str]], size: int) -> dict[str, float]:
    reports, origin_of = made(originals, size)
    texts = {key: text for report in reports for _, text, key in pipeline.paragraphs(report)}
    started = time.perf_counter()
    found, keys = {}, list(texts)
    for first in range(0, len(keys), BATCH):
        part = keys[first : first + BATCH]
        found.update(zip(part, pipeline.analyse_texts([texts[key] for key in part]), strict=True))
    language = time.perf_counter() - started
    dossier = pipeline.bare_dossier(reports, {key: pair[0] for key, pair in found.items()}, {key: pair[1] for key, pair in found.items()})
    dossier = story_statements.place(with_origins(dossier, origin_of))
    started = time.perf_counter()
    collated = answering.answer(dossier)
    seconds = time.perf_counter() - started
    return {
        "reports": size,
        "distinct_paragraphs": len(texts),
        "language_s": round(language, 1),
        "collation_s": round(seconds, 1),
        "ratio": round(seconds / language, 3),
        "points": len(collated.points),
    }


def with_origins(dossier: Dossier, origin_of: dict[str, str]) -> Dossier:
    groups: dict[str, list[str]] = {}
    for report, origin in origin_of.items():
        groups.setdefault(origin, []).append(report)
    return dossier.having(
        origins=tuple(
            Origin(name, dossier.story.id, name, False, tuple(ids), "shared_text", 1.0, "made so") for name, ids in sorted(groups.items())
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--sizes", default="250,1000,5000")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.texts.read_text(encoding="utf-8").splitlines() if line.strip()]
    originals = [[line for line in row["text"].split("\n") if len(line.split()) > 5] for row in rows]
    originals = [paragraphs for paragraphs in originals if len(paragraphs) > 3]
    pipeline.analyse_texts(["A first paragraph, so that loading the models is not counted."])
    results = []
    for size in map(int, options.sizes.split(",")):
        results.append(measured(originals, size))
        print(results[-1], flush=True)
    growth = None
    if len(results) > 1:
        first, last = results[0], results[-1]
        growth = round(math.log(last["collation_s"] / first["collation_s"]) / math.log(last["reports"] / first["reports"]), 3)
    print(json.dumps({"sizes": results, "growth_exponent": growth}))


if __name__ == "__main__":
    main()
