"""What a second reader brings: a strong model's recorded answers to the program's own prompts, put in place of a server, and scored.

    python benchmarks/quality/second_reader.py --data DIR [--half figure|tune]

DIR is in the format of story_differences and has its score.py. The recordings (benchmarks/labels/second_reader/HALF.jsonl) hold no text
of the reports: a quote is the hash of a report's text and [start, end) in it, or null where the model's quote stood nowhere; an answer's
value too, where its words stand in a quote. The last line is JSON: what is shown and under the right verdict with the recordings, on
pages alone, and without, how many proposals there were, how many were kept, and why the others were dropped.

    python benchmarks/quality/second_reader.py --record ANSWERS --library LIBRARY --half HALF

writes such a file from a folder of answers, one STORY-*.answer.json a story of the library, by the ids in its index.json.

    python benchmarks/quality/second_reader.py --data DIR --half HALF --ask-on FOLDER
    python benchmarks/quality/second_reader.py --data DIR --half HALF --record-on FOLDER

writes what is asked after each recorded answer, for what that passed over, prompt-NN.txt, and then records from answer-NN.json beside them
(HALF_on.jsonl).

    python benchmarks/quality/second_reader.py --data DIR --half HALF --put-back FOLDER
    python benchmarks/quality/second_reader.py --data DIR --half HALF --record-back FOLDER

writes the second question about each line that is kept of these recordings, where what is said of it is not recorded yet, and then records
that (HALF_back.jsonl): a line is known by the hash of its question and its answers.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from variorum.engines.local import LocalEngine
from variorum.job import asking
from variorum.job.reading import settle
from variorum.model.point import Point
from variorum.model.proposal import Answer, Asking
from variorum.model.report import Report
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.proposals import answered_back, asking_back, asking_on, prompts
from variorum.proposals.answers import Quote, proposals
from variorum.proposals.asking_back import Line
from variorum.proposals.keeping import Kept
from variorum.proposals.prompts import Part
from variorum.proposals.quotes import Found, Quoting, words
from variorum.questions.tellings import tellings
from variorum.store.library import Library
from variorum.store.writer import Writer
from variorum.views.sure import is_sure

RECORDINGS = Path(__file__).resolve().parents[1] / "labels" / "second_reader"
HOW = Asking("recorded")
NOWHERE = "words that stand in no report"
KEYS = ("recall_shown", "recall_right", "recall_grave", "weight3_shown", "facts_told_share", "differences")


def recordings(name: str) -> list[dict[str, Any]]:
    path = RECORDINGS / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def write(name: str, rows: list[dict[str, Any]]) -> None:
    RECORDINGS.mkdir(parents=True, exist_ok=True)
    (RECORDINGS / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    print(f"{name}: {len(rows)} recordings")


def text_key(report: Report) -> str:
    """A report's text by its hash: its id is also of its address and outlet, which may come to be read otherwise."""
    return content_id("text", report.text)


# Recording


def recorded(dossier: Dossier, name: str, text: str) -> dict[str, Any]:
    """An answer without the reports' words."""
    quoting = Quoting(tellings(dossier).all)
    texts = {report.id: text_key(report) for report in dossier.reports}
    found = proposals(text)

    def places(quotes: tuple[Quote, ...]) -> list[Any]:
        return [_place(quoting, texts, quote) for quote in quotes]

    return {
        "story": name,
        "texts": list(texts.values()),
        "malformed": found.malformed,
        "differences": [
            {"question": one.question, "kind": one.kind, "verdict": one.verdict, "weight": one.weight,
             "readings": [{"value": _value(quoting, texts, each.value, each.quotes), "at": places(each.quotes)} for each in one.readings]}
            for one in found.differences
        ],
        "facts": [places(one.quotes) for one in found.facts],
        "speakers": [
            {"at": _place(quoting, texts, one.quote), "name": one.name, "named_in": _start(quoting, texts, one.named_in)}
            for one in found.speakers
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
    write(half, rows)


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


def replay(library: Path, rows: list[dict[str, Any]], further: list[dict[str, Any]]) -> None:
    """Put the recordings in place of a server's answers."""
    passed_over = {row["story"]: row for row in further}
    with Writer(library) as writer, LocalEngine() as engine:
        for row, story in stories_of(writer.reader, rows):
            bare = writer.reader.dossier(story, analyses=True)
            (part, *_) = prompts.parts(bare, HOW)
            asked = [(part, restored(bare, row))]
            more = asking_on.more(part, HOW, asked[0][1])
            if more is not None and row["story"] in passed_over:
                asked.append((more, restored(bare, passed_over[row["story"]])))
            for one, text in asked:
                writer.keep_answer(one.key(HOW), Answer(HOW.model, text))
            writer.note_asked(story, HOW, [one.key(HOW) for one, _ in asked])
        settle(writer, engine)


def stories_of(library: Library, rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each recording with the story of the library that has its reports."""
    reports = {text_key(report): report.id for report in library.reports()}
    for row in rows:
        told_in = Counter(library.told_in([reports[key] for key in row["texts"] if key in reports]).values())
        if told_in:
            yield row, told_in.most_common(1)[0][0]
        else:
            print(f"{row['story']}: its reports are not there", file=sys.stderr)


def ask_on(library: Library, rows: list[dict[str, Any]], folder: Path) -> None:
    """Write what is asked after each recorded answer."""
    index: dict[str, Any] = {}
    for row, story in stories_of(library, rows):
        bare = library.dossier(story, analyses=True)
        (part, *_) = prompts.parts(bare, HOW)
        more = asking_on.more(part, HOW, restored(bare, row))
        if more is not None:
            name = f"{len(index) + 1:02}"
            index[name] = {"name": row["story"], "story": story}
            printed(folder, name, more)
    (folder / "index.json").write_text(json.dumps(index, indent=1), "utf-8")


def printed(folder: Path, name: str, part: Part) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"prompt-{name}.txt").write_text(f"=== SYSTEM ===\n{part.system}\n=== USER ===\n{part.user}\n", "utf-8")


def record_on(library: Library, folder: Path, half: str) -> None:
    """Record the answers to what is asked after the recorded ones."""
    rows = [
        recorded(library.dossier(told["story"], analyses=True), told["name"], (folder / f"answer-{name}.json").read_text("utf-8"))
        for name, told in sorted(json.loads((folder / "index.json").read_text("utf-8")).items())
    ]
    write(f"{half}_on", rows)


def stories_asked(library: Library) -> Iterator[tuple[str, Kept]]:
    """Every story that has recorded answers, and what is kept of them."""
    for story in sorted(library.asked()):
        found = asking.report(library, story)
        if found is not None:
            yield story, found


def about(point: Point) -> str:
    """What a kept line is known by: its question and its answers, as one hash."""
    return content_id("about", point.question, [reading.value for reading in point.readings])


def put_back(library: Library, folder: Path, half: str) -> None:
    """Write the second question about every kept line of which nothing is recorded, and which lines each prompt asks about."""
    index: dict[str, list[str]] = {}
    known = {row["about"] for row in recordings(f"{half}_back")}
    for _, found in stories_asked(library):
        for batch in asking_back.batches([line for line, point in found.put_back if about(point) not in known], HOW):
            name = f"{len(index) + 1:02}"
            index[name] = [line.key for line in batch.lines]
            printed(folder, name, batch.part)
    (folder / "index.json").write_text(json.dumps(index, indent=1), "utf-8")
    print(f"{len(index)} prompts, {sum(map(len, index.values()))} lines")


def record_back(library: Library, folder: Path, half: str) -> None:
    """Record what was said of each line, without the reports' words: of the words that answer a question only whether they stand there."""
    rows: dict[str, dict[str, Any]] = {}
    asked_of = {line.key: (line, point) for _, found in stories_asked(library) for line, point in found.put_back}
    for name, keys in json.loads((folder / "index.json").read_text("utf-8")).items():
        asked = [asked_of[key][0] for key in keys]
        told = answered_back.parted((folder / f"answer-{name}.json").read_text("utf-8"), asked)
        rows.update({line.key: json.loads(told[line.key]) for line in asked})
    kept = [_wordless(about(asked_of[key][1]), rows[key], asked_of[key][0]) for key in sorted(rows) if "one" in rows[key]]
    print(f"{len(kept)} lines answered, {len(rows) - len(kept)} in no form")
    write(f"{half}_back", [*recordings(f"{half}_back"), *kept])


def _wordless(known_by: str, row: dict[str, Any], line: Line) -> dict[str, Any]:
    fits = sorted(answered_back.of_line(row, line).fits)
    return {"about": known_by, "one": row["one"], "fits": fits, "stand": row["stand"], "unfit": row["unfit"], "worth": row["worth"]}


def replay_back(library: Path, rows: list[dict[str, Any]]) -> None:
    """Put what was said of the lines beside the first answers, the reports' words put back."""
    known = {row["about"]: row for row in rows}
    with Writer(library) as writer, LocalEngine() as engine:
        for story, found in list(stories_asked(writer.reader)):
            keys = list(writer.reader.asked()[story][1])
            for line, point in found.put_back:
                row = known.get(about(point))
                if row is not None:
                    keys.append(asking_back.key(line, HOW))
                    writer.keep_answer(keys[-1], Answer(HOW.model, json.dumps(_whole(row, line))))
            writer.note_asked(story, HOW, keys)
        settle(writer, engine)


def _whole(row: dict[str, Any], line: Line) -> dict[str, Any]:
    words = {one.name[0]: one.around for one in reversed(line.shown)}
    says = [{"of": letter, "words": words[letter], "fits": True} for letter in row["fits"]]
    return {key: row[key] for key in ("one", "stand", "unfit", "worth")} | {"line": line.key, "why": "", "says": says}


# Scoring


def scored(data: Path, half: str, names: list[str], library: Path, folder: Path, *more: str, surely: bool = False) -> dict[str, Any]:
    """What score.py says of an export; `surely`: of the proposed points only those that pages show."""
    subprocess.run(
        [sys.executable, "-m", "variorum", "export", "--library", str(library), "--to", str(folder), *more],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    if surely:
        rows = [json.loads(row) for row in (folder / "points.jsonl").read_text("utf-8").splitlines()]
        shown = [row for row in rows if row["proposed_by"] is None or is_sure(row["confidence"])]
        (folder / "points.jsonl").write_text("".join(json.dumps(row) + "\n" for row in shown), "utf-8")
    command = [sys.executable, str(data / "score.py"), "--split", half, "--only", ",".join(names), "--export", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    line = json.loads(done.stdout.splitlines()[-1])
    return {key: line[key] for key in KEYS}


def counted(library: Path) -> dict[str, Any]:
    """How many proposals were kept, of which sort and how many for pages too, and why the others were dropped."""
    kept: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for _, found in stories_asked(Library(library)):
        dropped.update(found.dropped)
        for one in found.points:
            sort = "differences" if len(one.readings) > 1 else "speakers" if one.kinds else "facts"
            kept[sort] += 1
            sure[sort] += is_sure(one.confidence)
    proposed = kept.total() + dropped.total()
    told = {"proposed": proposed, "kept": dict(kept), "on_pages": dict(sure), "dropped": dict(dropped.most_common())}
    return told | {"dropped_share": round(dropped.total() / proposed, 3)}


def prepared(data: Path, half: str, rows: list[dict[str, Any]], work: Path) -> Path:
    """A library of the stories that were recorded, the first answers replayed."""
    names = ",".join(row["story"] for row in rows)
    prepare = [sys.executable, str(data / "score.py"), "--split", half, "--only", names, "--prepare", str(work / "in")]
    subprocess.run(prepare, check=True)
    library = work / "library.db"
    read = [sys.executable, "-m", "variorum", "read", str(work / "in"), "--library", str(library), "--no-reader"]
    subprocess.run(read, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    replay(library, rows, recordings(f"{half}_on"))
    return library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("figure", "tune"), default="figure")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--library", type=Path)
    for name in ("--ask-on", "--record-on", "--put-back"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--record-back", type=Path)
    said = parser.parse_args()
    if said.record:
        record(said.record, Library(said.library), said.half)
        return
    rows = recordings(said.half)
    names = [row["story"] for row in rows]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        library = prepared(said.data, said.half, rows, work)
        if said.ask_on:
            ask_on(Library(library), rows, said.ask_on)
            return
        if said.record_on:
            record_on(Library(library), said.record_on, said.half)
            return
        if said.put_back:
            put_back(Library(library), said.put_back, said.half)
            return
        if said.record_back:
            record_back(Library(library), said.record_back, said.half)
            return
        replay_back(library, recordings(f"{said.half}_back"))
        line = {"stories": len(rows), **scored(said.data, said.half, names, library, work / "out")}
        line["on_pages_alone"] = scored(said.data, said.half, names, library, work / "shown", surely=True)
        line["without"] = scored(said.data, said.half, names, library, work / "without", "--no-proposed")
        line |= counted(library)
    print(json.dumps(line))


if __name__ == "__main__":
    main()
