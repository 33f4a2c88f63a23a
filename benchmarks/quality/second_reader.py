"""What a second reader brings: a strong model's recorded answers to the program's own prompts, put in place of a server, and scored.

    python benchmarks/quality/second_reader.py --data DIR [--half figure|tune]

DIR is in the format of story_differences and has its score.py. The recordings (benchmarks/labels/second_reader/HALF.jsonl) hold no text
of the reports: a quote is a report's id and [start, end) in it, or null where the model's quote stood nowhere; an answer's value too,
where its words stand in a quote. The last line is JSON: what is shown and under the right verdict with the recordings and without, how
many proposals there were, how many were kept, and why the others were dropped.

    python benchmarks/quality/second_reader.py --record ANSWERS --library LIBRARY --half HALF

writes such a file from a folder of answers, one STORY-*.answer.json a story of the library, by the ids in its index.json.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from variorum.engines.local import LocalEngine
from variorum.job import asking
from variorum.job.reading import settle
from variorum.model.proposal import Answer, Asking
from variorum.model.report import Report
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.proposals import prompts
from variorum.proposals.answers import Quote, proposals
from variorum.proposals.quotes import Found, Quoting, words
from variorum.questions.tellings import tellings
from variorum.store.library import Library
from variorum.store.writer import Writer

RECORDINGS = Path(__file__).resolve().parents[1] / "labels" / "second_reader"
HOW = Asking("recorded")
NOWHERE = "words that stand in no report"
KEYS = ("recall_shown", "recall_right", "recall_grave", "weight3_shown", "facts_told_share", "differences")


def text_key(report: Report) -> str:
    """A report's text by its hash: its id is also of its address and outlet, which may come to be read otherwise."""
    return content_id("text", report.text)


# Recording


def recorded(dossier: Dossier, name: str, text: str) -> dict[str, Any]:
    """An answer without the reports' words."""
    quoting = Quoting(tellings(dossier).all)
    texts = {report.id: text_key(report) for report in dossier.reports}
    found = proposals(text)
    return {
        "story": name,
        "texts": list(texts.values()),
        "malformed": found.malformed,
        "differences": [
            {"question": one.question, "kind": one.kind, "verdict": one.verdict, "weight": one.weight,
             "readings": [{"value": _value(quoting, texts, each.value, each.quotes), "at": [_place(quoting, texts, quote) for quote in each.quotes]}
                          for each in one.readings]}
            for one in found.differences
        ],
        "facts": [[_place(quoting, texts, quote) for quote in one.quotes] for one in found.facts],
        "speakers": [
            {"at": _place(quoting, texts, one.quote), "name": one.name, "named_in": _start(quoting, texts, one.named_in)} for one in found.speakers
        ],
    }  # fmt: skip


def _place(quoting: Quoting, texts: Mapping[str, str], quote: Quote) -> list[Any] | None:
    found = quoting.find(quote)
    if not isinstance(found, Found):
        return None
    place = found.telling.places[0]
    return [texts[place.report], place.start + found.span[0], place.start + found.span[1]]


def _start(quoting: Quoting, texts: Mapping[str, str], number: int) -> list[Any] | None:
    telling = quoting.numbered(number)
    return None if telling is None else [texts[telling.places[0].report], telling.places[0].start]


def _value(quoting: Quoting, texts: Mapping[str, str], value: str, quotes: tuple[Quote, ...]) -> Any:
    """The value as a place, where it is words of a quote; else the model's own words."""
    for quote in quotes:
        if len(words(value)) > 1 and isinstance(quoting.find(Quote(quote.sentence, value)), Found):
            return _place(quoting, texts, Quote(quote.sentence, value))
    return value


def record(folder: Path, library: Library, half: str) -> None:
    index = json.loads((folder / "index.json").read_text("utf-8"))
    rows = []
    for name, told in sorted(index.items()):
        dossier = library.dossier(told["story"], analyses=True)
        rows.append(recorded(dossier, name.split("-")[0], (folder / f"{name}.answer.json").read_text("utf-8")))
    RECORDINGS.mkdir(parents=True, exist_ok=True)
    (RECORDINGS / f"{half}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    print(f"{len(rows)} recordings")


# Replaying


def restored(dossier: Dossier, row: dict[str, Any]) -> str:
    """The answer with the reports' words put back."""
    reports = {text_key(report): report for report in dossier.reports}
    texts = {report.id: key for key, report in reports.items()}
    numbers = {(texts[place.report], place.start): telling.number + 1 for telling in tellings(dossier).all for place in telling.places}
    starts: dict[str, list[int]] = {}
    for report, start in sorted(numbers):
        starts.setdefault(report, []).append(start)

    def quote(at: list[Any] | None) -> dict[str, Any]:
        if at is None or at[0] not in reports:
            return {"sentence": 1, "quote": NOWHERE}
        first = max((start for start in starts[at[0]] if start <= at[1]), default=None)
        return {"sentence": numbers.get((at[0], first), 0), "quote": reports[at[0]].text[at[1] : at[2]]}  # type: ignore[arg-type]

    differences = [
        {"question": one["question"], "kind": one["kind"], "verdict": one["verdict"], "weight": one["weight"],
         "readings": [{"value": each["value"] if isinstance(each["value"], str) else quote(each["value"])["quote"],
                       "passages": [quote(at) for at in each["at"]]} for each in one["readings"]]}
        for one in row["differences"]
    ]  # fmt: skip
    facts = [{"fact": "as the reports tell it", "passages": [quote(at) for at in places]} for places in row["facts"]]
    speakers = [
        quote(one["at"]) | {"speaker": one["name"], "named_in": numbers.get(tuple(one["named_in"] or ()), 0)} for one in row["speakers"]
    ]
    return json.dumps({"differences": differences, "facts": facts, "speakers": speakers + [None] * row["malformed"]})


def replay(library: Path, rows: list[dict[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """Put the recordings in place of a server's answers; what was kept, by sort, and what was dropped, by reason."""
    kept: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    with Writer(library) as writer, LocalEngine() as engine:
        reports = {text_key(report): report.id for report in writer.reader.reports()}
        for row in rows:
            own = [reports[key] for key in row["texts"] if key in reports]
            told_in = Counter(writer.reader.told_in(own).values())
            if not told_in:
                print(f"{row['story']}: its reports are not there", file=sys.stderr)
                continue
            story = told_in.most_common(1)[0][0]
            bare = writer.reader.dossier(story, analyses=True)
            (part, *_) = prompts.parts(bare, HOW)
            writer.keep_answer(part.key(HOW), Answer(HOW.model, restored(bare, row)))
            writer.note_asked(story, HOW, [part.key(HOW)])
        settle(writer, engine)
        for story in writer.reader.asked():
            found = asking.report(writer.reader, story)
            if found is not None:
                dropped.update(found.dropped)
                kept.update("differences" if len(one.readings) > 1 else "speakers" if one.kinds else "facts" for one in found.points)
    return kept, dropped


def scored(data: Path, half: str, names: list[str], library: Path, folder: Path, *more: str) -> dict[str, Any]:
    subprocess.run(
        [sys.executable, "-m", "variorum", "export", "--library", str(library), "--to", str(folder), *more],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    command = [sys.executable, str(data / "score.py"), "--split", half, "--only", ",".join(names), "--export", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    line = json.loads(done.stdout.splitlines()[-1])
    return {key: line[key] for key in KEYS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("figure", "tune"), default="figure")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--library", type=Path)
    said = parser.parse_args()
    if said.record:
        record(said.record, Library(said.library), said.half)
        return
    rows = [json.loads(line) for line in (RECORDINGS / f"{said.half}.jsonl").read_text("utf-8").splitlines()]
    names = [row["story"] for row in rows]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        prepare = [sys.executable, str(said.data / "score.py"), "--split", said.half, "--only", ",".join(names)]
        subprocess.run([*prepare, "--prepare", str(work / "in")], check=True)
        read = [sys.executable, "-m", "variorum", "read", str(work / "in"), "--library", str(work / "library.db"), "--no-reader"]
        subprocess.run(read, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        kept, dropped = replay(work / "library.db", rows)
        line = scored(said.data, said.half, names, work / "library.db", work / "out")
        without = scored(said.data, said.half, names, work / "library.db", work / "without", "--no-proposed")
    proposed = kept.total() + dropped.total()
    line |= {f"{key}_without": without[key] for key in KEYS[:2]}
    line |= {"stories": len(rows), "proposed": proposed, "kept": dict(kept), "dropped": dict(dropped.most_common())}
    print(json.dumps(line | {"dropped_share": round(dropped.total() / proposed, 3)}))


if __name__ == "__main__":
    main()
