"""The recipe for the chances of who said what: is anything said at all (`sayings`), and is the line right (`quotations`)?

    python training/chances/said.py --library LIBRARY --pages PAGES --pages MORE --to src/variorum/language/weights/chances.json
        --outlets LIBRARY ARTICLES --outlets LIBRARY ARTICLES ...

LIBRARY is one into which the program has read the stories to tune on, PAGES one of pages of many countries (single_pages.py), `--outlets`
one of stories of several outlets and the folder that it was read from (outlets.py). Learns from judged lines (benchmarks/labels/judged)
and from stories in which every saying is marked (story_readings; those of its figure.txt are never opened). Other tables of the file stay.
Runs in the environment of the package, in a minute or two. Figures are out of fold: of lines in stories and on sites that the model had not
seen; slope and shift of the chances are those of the pages. Deterministic for given libraries.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "judge"), str(HERE.parents[1]), str(ROOT / "src")]
from outlets import stories as of_outlets
from single_pages import judged as judged_pages
from single_pages import named, singles

from logistic import Floats, applied, area, calibrated, calibration_error, chances, fitted, logit
from stories import SHARED, _texts, family, stretch
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.people.reading import Reading
from variorum.store.library import Library
from variorum.story import quotations as found_quotations
from variorum.story.chances import SAID, quotations
from variorum.views.sure import SAID as SHOWN

JUDGED = ROOT / "benchmarks/labels/judged"
WHOLE = SHARED / "data/story_readings"
STRENGTH = 40.0  # of the ridge; figures move little between 20 and 100
FOLDS = 8
BARS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.91, 0.92, 0.93)
FLOORS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
ALIKE = 0.5  # of the letters of a saying that a quotation of it shares
SAME = {
    "ba_snowden_data": "ba_nsa_prism",
    "ba_national_emergency": "ba_emergency",
    "ba_putin_meeting": "ba_cancel_putin",
}  # under two names
UNSAID = frozenset({"scrap", "unsaid", "title"})  # faults of a line in which nothing is said
Row = dict[str, Any]


class Example(NamedTuple):
    """A line as the program tells it: what the two models weigh, what was judged of it, and the fold of its story."""

    said: dict[str, float]
    features: dict[str, float]
    is_said: bool | None  # None: not judged
    judged: str | None  # right, arguable or wrong; None: not judged
    found: bool  # is it the program's quotation of a saying that a reader marked?
    strict: bool  # judged as a line; in stories read whole, a speaker named in other words may be as right
    fold: int
    page: bool = False  # of a page of any country


def examples(dossiers: Iterable[Dossier], document_of: Mapping[str, str]) -> Iterator[Example]:
    """The judged lines of these stories; those that the program tells no more, or tells otherwise than they were judged, are left out."""
    judged: dict[str, list[Row]] = defaultdict(list)
    for name in ("lines.jsonl", "said.jsonl"):
        for line in (JUDGED / name).read_text("utf-8").splitlines():
            if (row := json.loads(line))["table"] == "quotations":
                judged[row["document"]].append(row)
    whole = _whole()
    story_of = _stories()
    for dossier in dossiers:
        reading = Reading(dossier)
        for report in dossier.reports:
            document = document_of.get(report.id, "")
            rows = [row for row in dossier.quotations if row.report == report.id]
            fold = _fold(story_of.get(document, document))
            yield from _lines(rows, judged.get(document, ()), reading, fold)
            if document in whole:
                yield from _marked(rows, whole[document], report.text, reading, fold)


def _lines(rows: Sequence[Quotation], labels: Iterable[Row], reading: Reading, fold: int) -> Iterator[Example]:
    for label in labels:
        line = next((row for row in rows if _is(row, label)), None)
        if line is not None:
            verdict = label.get("mended", label["judged"])
            said = verdict == "right" or (None if label["fault"] not in UNSAID else False)
            yield Example(quotations.said(line, reading), quotations.features(line, reading), said, verdict, False, True, fold)


def _is(row: Quotation, label: Row) -> bool:
    place = (row.content[0].start, row.content[-1].end, row.manner)
    if place != (label["start"], label["end"], label["manner"]):
        return False
    return row.speaker_name == label["speaker"] if "speaker" in label else named(row.speaker_name or "") == label["named"]


def of_pages(pages: Library) -> Iterator[Example]:
    """The judged lines of single pages; the pages of a site are in one fold."""
    judged = judged_pages("quotations")
    for page, dossier in singles(pages, ("descent", "names", "speakers", "who tells")):
        for one in _lines(dossier.quotations, judged.get(page, ()), Reading(dossier), _fold(page.rpartition("_20")[0] or page)):
            yield one._replace(page=True)


def of_articles(library: Library, folder: Path) -> Iterator[Example]:
    """The judged lines of stories of several outlets; where the speaker alone was judged, a line is no strict example."""
    spoken: dict[str, list[Row]] = defaultdict(list)
    judged: dict[str, list[Row]] = defaultdict(list)
    for row in map(json.loads, (JUDGED / "speakers.jsonl").read_text("utf-8").splitlines()):
        spoken[row["document"]].append(row)
    for row in map(json.loads, (JUDGED / "last-3.jsonl").read_text("utf-8").splitlines()):
        if row["table"] == "quotations":
            judged[row["document"]].append(row)
    for row in map(json.loads, (JUDGED / "said-2.jsonl").read_text("utf-8").splitlines()):
        for document, start, end, manner, name in row["places"] if row["fault"] != "other" else ():
            judged[document].append(row | {"start": start, "end": end, "manner": manner, "named": name})
    for story, dossier, document_of in of_outlets(library, folder):
        told = _as_found(dossier)
        reading, fold = Reading(told), _fold(story)
        for report in told.reports:
            rows = [row for row in told.quotations if row.report == report.id]
            yield from _lines(rows, judged.get(document_of[report.id], ()), reading, fold)
            for label in spoken.get(document_of[report.id], ()):
                line = next((row for row in rows if _places(row) == label["content"] and row.manner == label["manner"]), None)
                if line is not None:
                    said, whose = quotations.said(line, reading), quotations.features(line, reading)
                    yield Example(said, whose, None, _whose(line, label), False, False, fold)  # only what passed for a saying was read


def _places(row: Quotation) -> list[list[int]]:
    return [[part.start, part.end] for part in row.content]


def _whose(row: Quotation, label: Row) -> str | None:
    """Is the speaker the one whom a reader of the whole text named? None where nobody can tell from the label, or nobody is given."""
    name = named(row.speaker_name or "")
    if label["said"] != "yes":
        return "wrong"
    if name == label["named"]:
        return "right"
    return label["judged"] if name == label["told"] and label["judged"] in ("right", "wrong") else None


def _marked(rows: Sequence[Quotation], marks: Sequence[Row], text: str, reading: Reading, fold: int) -> Iterator[Example]:
    """Every quotation of a report that was read whole."""
    places = [(mark, place) for mark in marks if (place := stretch(text, mark["content"])) is not None]
    for row in rows:
        met = [mark for mark, place in places if _shared(row, place, whole=False) >= ALIKE]
        same = [mark for mark, place in places if _shared(row, place, whole=True) >= ALIKE]
        known = row.speaker_name is None or any(_alike(row.speaker_name, mark["speaker"]) for mark in same)
        verdict = None if met and not same else "right" if same and known else "wrong"
        yield Example(
            quotations.said(row, reading), quotations.features(row, reading), bool(met), verdict, bool(same), False, fold
        )  # fmt: skip


def _shared(row: Quotation, place: tuple[int, int], whole: bool) -> float:
    """The share of letters that a quotation has in common with a place: of all that either has, or of the shorter."""
    best = 0.0
    for part in row.content:
        both = min(part.end, place[1]) - max(part.start, place[0])
        either = max(part.end, place[1]) - min(part.start, place[0]) if whole else min(len(part), place[1] - place[0])
        best = max(best, both / either)
    return best


def _alike(one: str, other: str) -> bool:
    """Do two names share a word of four letters or more, or an acronym?"""
    return bool(_telling(one) & _telling(other))


def _telling(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", name) if len(word) >= 4 or (word.isupper() and len(word) >= 2)}


def _whole() -> dict[str, list[Row]]:
    """Document -> its sayings, as a reader of the whole text marked them."""
    kept_apart = set((WHOLE / "figure.txt").read_text("utf-8").split())
    found: dict[str, list[Row]] = {}
    for path in sorted((WHOLE / "labels").glob("*.json")):
        if path.stem not in kept_apart:
            label = json.loads(path.read_text("utf-8"))
            found.update({one: [] for one in label["quoted_documents"]})
            for row in label["quotations"]:
                found.setdefault(row["document"], []).append(row)
    return found


def _stories() -> dict[str, str]:
    """Document -> the name of its story."""
    found: dict[str, str] = {}
    for folder in (SHARED / "data/story_differences", WHOLE):
        kept_apart = set((folder / "figure.txt").read_text("utf-8").split())
        for path in sorted((folder / "labels").glob("*.json")):
            if path.stem not in kept_apart:
                found.update(dict.fromkeys(json.loads(path.read_text("utf-8"))["documents"], path.stem))
    return found


def _fold(story: str) -> int:
    """The fold of a story; those of one topic are in one."""
    return int(hashlib.sha256(family(SAME.get(story, story)).encode()).hexdigest(), 16) % FOLDS


def sayings(made: Sequence[Example]) -> Row:
    """The weights of the model of what is said at all, with its figures out of fold on stories read whole."""
    rows = [one for one in made if one.is_said is not None]
    said = np.array([float(bool(one.is_said)) for one in rows])
    names, inputs = _inputs([one.said for one in rows])
    chance = _out_of_fold(inputs, said, rows)
    read = np.array([not one.strict for one in rows])
    found = np.array([one.found for one in rows])
    print(f"sayings: {len(rows)} rows, area {area(said[read], chance[read]):.3f} on stories read whole")
    for bar in FLOORS:
        stay = read & (chance >= bar)
        print(
            f"  {bar:.2f}: {said[stay].mean():.3f} of what stays are sayings; {found[stay].sum() / found.sum():.3f} of those found stay"
        )
    kept = read & (chance >= SAID)
    figures = {"stay": int(kept.sum()), "said": int(said[kept].sum()), "found": int(found.sum()), "found that stay": int(found[kept].sum())}
    return {"weights": _weights(names, fitted(inputs, said, STRENGTH)), "figures": figures}


def lines(made: Sequence[Example]) -> Row:
    """The weights of the model of right lines, with its figures out of fold on lines that were judged as such."""
    rows = [one for one in made if one.judged is not None]
    right = np.array([float(one.judged == "right") for one in rows])
    names, inputs = _inputs([one.features | {"strict": float(one.strict)} for one in rows])
    chance = _out_of_fold(inputs, right, rows)
    page = np.array([one.page for one in rows])
    strict = np.array([one.strict for one in rows]) & ~page
    slope, shift = calibrated(chance[page], right[page])
    chance = chances(logit(chance) * slope + shift)
    verdicts = [one.judged for one in rows]
    for where, those in (("pages", page), ("stories", strict)):
        print(f"quotations of {where}: {those.sum()} judged lines, area {area(right[those], chance[those]):.3f},", end=" ")
        print(f"calibration error {calibration_error(right[those], chance[those]):.3f}")
        for bar in BARS:
            above = [verdict for verdict, value, judged in zip(verdicts, chance, those, strict=True) if judged and value >= bar]
            if above:
                share, of_all = above.count("right") / len(above), above.count("right") / right[those].sum()
                print(f"  from {bar:.2f}: {len(above)} lines, {_counts(above)}, right {share:.3f}, of all right {of_all:.3f}")
    found = fitted(inputs, right, STRENGTH) * slope
    found[-1] += shift
    weights = _weights(names, found)
    weights["constant"] = round(weights["constant"] + weights.pop("strict"), 6)
    shown = [verdict for verdict, value, judged in zip(verdicts, chance, page, strict=True) if judged and value >= SHOWN]
    every = [verdict for verdict, judged in zip(verdicts, page, strict=True) if judged]
    return {"weights": weights, "figures": {"shown": _counts(shown), "judged": _counts(every)}}


def _inputs(rows: Sequence[Mapping[str, float]]) -> tuple[list[str], Floats]:
    names = sorted(rows[0])
    return names, np.array([[row[name] for name in names] for row in rows])


def _out_of_fold(inputs: Floats, right: Floats, rows: Sequence[Example]) -> Floats:
    fold = np.array([one.fold for one in rows])
    chance = np.zeros(len(rows))
    for held in sorted(set(fold.tolist())):
        weights = fitted(inputs[fold != held], right[fold != held], STRENGTH)
        chance[fold == held] = chances(applied(weights, inputs[fold == held]))
    return chance


def _weights(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(value), 6) for name, value in zip([*names, "constant"], weights, strict=True)}


def _counts(judged: Sequence[str | None]) -> dict[str, int]:
    counts = Counter(judged)
    return {name: counts[name] for name in ("right", "arguable", "wrong")}


def _read(library: Library) -> Iterator[Dossier]:
    """The stories as they are before anything is left out or weighed: their confidence says how a line was found."""
    for story in library.rows("stories"):
        yield _as_found(library.dossier(story["id"], analyses=True))


def _as_found(dossier: Dossier) -> Dossier:
    named = tuple(entity for entity in dossier.entities if entity.kind not in ("group", "document"))
    return found_quotations.follow(found_quotations.attribute(dossier.having(entities=named)))


def _documents(library: Library) -> dict[str, str]:
    """Report -> the document that was read."""
    by_text = {" ".join(report.text.split()): report.id for report in library.reports()}
    return {by_text[key]: one for one, row in _texts(SHARED / "data").items() if (key := " ".join(row["text"].split())) in by_text}


def fit(made: Sequence[Example], file: Path | None) -> None:
    """Print the figures and put the two models into the file."""
    found = {"sayings": sayings(made), "quotations": lines(made)}
    if file is not None:
        model = json.loads(file.read_text("utf-8"))
        for table, one in found.items():
            model["weights"][table] = one["weights"]
            model["figures"][table] = one["figures"]
        file.write_text(json.dumps(model, indent=1) + "\n", "utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--library", type=Path, required=True)
    arguments.add_argument("--pages", type=Path, action="append", required=True)
    arguments.add_argument("--outlets", type=Path, nargs=2, action="append", default=[], metavar=("LIBRARY", "ARTICLES"))
    arguments.add_argument("--to", type=Path)
    given = arguments.parse_args()
    library = Library(given.library)
    pages = [one for path in given.pages for one in of_pages(Library(path))]
    articles = [one for path, folder in given.outlets for one in of_articles(Library(path), folder)]
    fit([*examples(_read(library), _documents(library)), *articles, *pages], given.to)


if __name__ == "__main__":
    main()
