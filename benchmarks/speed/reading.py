"""What reading costs beside the parser alone, in processor time: distinct paragraphs to Sentences, and to all that is found in them.

    python benchmarks/speed/reading.py [--paragraphs 240] [--rounds 3]

The paragraphs are the first of stories to tune on of the shared data (else of the example), each once. Both sides are
done in one process with their models loaded, in turns and paragraph batches of 64 as the program does, with one thread: spaCy's pipe with
the program's own model; `skeleton`: words, clauses, figures, times and names, that is parser and clause reader, without tagger and encoder;
`reading`: all that a library keeps of a paragraph. The least of the rounds is compared: a busy machine adds, it takes nothing away. Wanted:
reading at most 2.2 times spaCy, skeleton at most 1.4. The last line is JSON.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from variorum import pipeline
from variorum.contracts import Given
from variorum.language import pack
from variorum.language.english import models
from variorum.language.models import parser
from variorum.model.paragraph import Analysis, Paragraph
from variorum.model.report import Report
from variorum.model.sentence import bare
from variorum.paragraph import stages
from variorum.sources import files
from variorum.text.normal import fold, words_key

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared"))
BATCH = 64
WANTED = {"reading": 2.2, "skeleton": 1.4}


def distinct_paragraphs(count: int) -> list[str]:
    """The first distinct paragraphs of stories to tune on; of the example where the shared data are not there."""
    differences = SHARED / "data" / "story_differences"
    if differences.is_dir():
        figure = set((differences / "figure.txt").read_text("utf-8").split())
        paths = [path for path in sorted((differences / "labels").glob("*.json")) if path.stem not in figure]
        labels = [json.loads(path.read_text("utf-8")) for path in paths]
        wanted = {document for one in labels for document in one["documents"]}
        rows = map(json.loads, (differences / "documents.jsonl").read_text("utf-8").splitlines())
        texts = [row["text"] for row in rows if row["id"] in wanted]
    else:
        found = [item for path, origin in files.find([ROOT / "examples"]) for item in files.read(path, origin, Given())]
        texts = [item.text for item in found if isinstance(item, Report)]
    lines = dict.fromkeys(fold(line.strip()) for text in texts for line in text.split("\n") if len(line.split()) > 5)
    return list(lines)[:count]


def alone(texts: list[str]) -> int:
    """spaCy's own work; how many words it found."""
    return sum(len(doc) for doc in parser.pipeline(models.PARSER).pipe(texts, batch_size=BATCH))


def skeleton(texts: list[str]) -> int:
    """Parser and clause reader: Sentences, without who says what in them and without vectors."""
    found = 0
    for text, parse in zip(texts, models.parse(texts), strict=True):
        key, vectors = words_key(text, "en"), np.zeros((len(parse.sentences), 384), np.float16)
        paragraph = Paragraph(key, text, parse.tokens, parse.sentences, parse.mentions, (), vectors, "en")
        reading = pack.reading(paragraph)
        assert reading is not None
        found += len(stages.sentences(reading, Analysis(key, bare(paragraph.sentences), paragraph.mentions)).sentences)
    return found


def whole(texts: list[str]) -> int:
    """All that a library keeps of paragraphs."""
    return len(pipeline.analyse_texts(texts, ["en"] * len(texts)))


def seconds(work: Callable[[list[str]], int], texts: list[str]) -> float:
    """Processor seconds of all threads."""
    start = time.process_time()
    for first in range(0, len(texts), BATCH):
        work(texts[first : first + BATCH])
    return time.process_time() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--paragraphs", type=int, default=240)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    texts = distinct_paragraphs(asked.paragraphs)
    ways = {"spacy": alone, "skeleton": skeleton, "reading": whole}
    for work in ways.values():
        work(texts[:BATCH])  # loads the models
    least: dict[str, float] = {}
    for number in range(asked.rounds):
        for name, work in ways.items():
            least[name] = min(took := seconds(work, texts), least.get(name, took))
        print(f"round {number + 1}: {', '.join(f'{name} {took:.2f} s' for name, took in least.items())} at least", flush=True)
    words = sum(len(text.split()) for text in texts)
    ratios = {name: round(least[name] / least["spacy"], 2) for name in WANTED}
    print(json.dumps({"paragraphs": len(texts), "words": words, **{f"{name}_s": round(took, 2) for name, took in least.items()},
                      "ratio": ratios, "wanted": WANTED}))  # fmt: skip


if __name__ == "__main__":
    main()
