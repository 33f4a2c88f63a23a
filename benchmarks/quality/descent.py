"""Descent: which of two reports has its text from the other, or both from a third.

    python benchmarks/quality/descent.py --data DIR [--half tune|figure]

DIR is one of
- a folder of labelled pairs: pairs.jsonl {a, b, label, first, half, corpus}; the texts lie in other .jsonl files of DIR by id, or in the
  folder `corpus` under the shared data (VARIORUM_SHARED, default ../shared beside the checkout); ours is benchmarks/labels/descent;
- clough_stevenson: pairs.jsonl {source, derived, label};
- meantime: articles.jsonl {id, article, language, original, text}: each language's articles against the English originals;
- events told independently: documents.jsonl {id, event, text}: every claim of a copy within an event counts against us.

Prints one JSON object as its last line. precision: of the pairs claimed, those labelled as borrowing; recall: of those labelled, the ones
claimed. by_kind: recall over the pairs of that label, claimed under any kind; precision over the claims of that kind, labelled as any kind.
direction_right: of the directions called known, those that agree with the label (`first`: which of the two had it; `maker`: the agency
that both go back to); direction_known: share of labelled directions called known.
"""

import argparse
import itertools
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from variorum import descent as lineage
from variorum import pipeline
from variorum.contracts import Given
from variorum.language import pack, reader
from variorum.model.paragraph import Analysis
from variorum.model.report import Problem, Report
from variorum.model.sentence import bare
from variorum.model.story import Borrowing, Dossier
from variorum.sources import make
from variorum.sources.make import Found

Row = dict[str, Any]
KINDS = ("verbatim", "edited", "paraphrase", "translation", "partial")
GROUPS = {"verbatim+edited": ("verbatim", "edited"), "paraphrase+translation": ("paraphrase", "translation")}
NOT_COUNTED = ("single", "sibling")  # see the guidelines beside the labels
LABELS = ("pairs.jsonl", "origins.jsonl")
CLOUGH = {"non": "independent", "cut": "edited", "light": "edited", "heavy": "paraphrase"}


def shared() -> Path:
    return Path(os.environ.get("VARIORUM_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def report_of(row: Row) -> Report:
    """A row as the program would read it: what is known besides the text goes where a file's own fields go. The text stays as it is."""
    name = str(row["id"])
    told = {key: row.get(key) for key in ("outlet", "url", "title", "byline", "language")}
    found = Found(text=row["text"], name=name, published=row.get("published") or row.get("date"), **told)
    made = make.report(found, name, Given())
    if isinstance(made, Problem):  # a row of a few words, that the program would not take for a report
        made = Report(name, name, None, None, None, None, None, (), None, None, pack.language(row["text"]), row["text"])
    return pipeline.prepare(replace(made, id=name, text=row["text"]))


def read(reports: Iterable[Report], known: dict[str, tuple[Analysis, Any]]) -> None:
    """The language layer's work on all distinct paragraphs, once."""
    texts = {key: (text, report.language) for report in reports for _, text, key in pipeline.paragraphs(report) if key not in known}
    for paragraph in reader.read([text for text, _ in texts.values()], [language for _, language in texts.values()]):
        known[paragraph.key] = (Analysis(paragraph.key, bare(paragraph.sentences), paragraph.mentions), paragraph.vectors)


def traced(reports: Sequence[Report], known: dict[str, tuple[Analysis, Any]]) -> Dossier:
    """A story of these reports through the program's own stage."""
    keys = {key for report in reports for _, _, key in pipeline.paragraphs(report)}
    return lineage.trace(pipeline.bare_dossier(reports, {key: known[key][0] for key in keys}, {key: known[key][1] for key in keys}))


def claim(dossier: Dossier, one: str, other: str) -> Borrowing | None:
    """What is claimed of two reports: a borrowing between them, or of both from one original."""
    takers = [b for b in dossier.borrowings if b.taker in (one, other) and b.pairs]
    direct = [b for b in takers if b.giver in (one, other)]
    # From an original that is not in hand: the parallel passages say beside which report it was seen.
    beside = [b for b in takers if any(pair.giver.report in (one, other) for pair in b.pairs)]
    return next(iter(direct or sorted(beside, key=lambda b: KINDS.index(b.kind))), None)


def first_of(dossier: Dossier, claimed: Borrowing, one: str, other: str) -> str | None:
    """Which of the two had the text first, by the claim: the giver, or the earlier edition."""
    if claimed.giver in (one, other):
        return claimed.giver
    return other if claimed.kind == "partial" and claimed.taker == one else one if claimed.kind == "partial" else None


@cache
def corpus(name: str) -> dict[str, Row]:
    folder, _, stem = name.partition("/")
    if folder == "seeds":
        return {
            path.name.split("_")[0]: {"id": path.name.split("_")[0], "text": path.read_text("utf-8")}
            for path in (shared() / "seeds").iterdir()
        }
    base = shared() / "data" / folder
    return {str(row["id"]): row for row in rows_of(base / f"{stem or 'documents'}.jsonl")}


def figures(found: Sequence[tuple[str, str | None]]) -> Row:
    """Precision, recall and F1 over (label, claimed kind)."""
    counted = [(label, kind) for label, kind in found if label not in NOT_COUNTED]

    def rates(labels: Sequence[str], kinds: Sequence[str]) -> Row:
        wanted = [kind for label, kind in counted if label in labels]
        claims = [label for label, kind in counted if kind in kinds]
        recall = sum(kind is not None for kind in wanted) / len(wanted) if wanted else None
        precision = sum(label != "independent" for label in claims) / len(claims) if claims else None
        f1 = 2 * precision * recall / (precision + recall) if precision and recall else 0.0
        exact = sum(kind in labels for kind in wanted) / len(wanted) if wanted else None
        return {
            key: round(value, 4) if value is not None else None
            for key, value in zip(("precision", "recall", "f1", "kind_right"), (precision, recall, f1, exact), strict=True)
        }

    whole = rates(KINDS, KINDS)
    by_kind = {kind: rates((kind,), (kind,)) for kind in KINDS} | {name: rates(kinds, kinds) for name, kinds in GROUPS.items()}
    return {"precision": whole["precision"], "recall": whole["recall"], "f1": whole["f1"], "by_kind": by_kind, "pairs": len(counted)}


def score_labelled(rows: Sequence[Row], folder: Path, verbose: bool) -> Row:
    beside = {str(row["id"]): row for path in folder.glob("*.jsonl") if path.name not in LABELS for row in rows_of(path)}
    reports: dict[tuple[str, str], Report] = {}
    for row in rows:
        for side in ("a", "b"):
            key = (row.get("corpus", ""), str(row[side]))
            if key not in reports:
                reports[key] = report_of(corpus(key[0])[key[1]] if key[0] else beside[key[1]])
    known: dict[str, tuple[Analysis, Any]] = {}
    read(reports.values(), known)
    found: list[tuple[str, str | None]] = []
    directions: list[tuple[bool, bool]] = []  # (called known, right)
    for row in rows:
        one, other = (reports[row.get("corpus", ""), str(row[side])] for side in ("a", "b"))
        dossier = traced([one, other], known)
        claimed = claim(dossier, one.id, other.id)
        found.append((row["label"], claimed.kind if claimed else None))
        if verbose and row["label"] not in NOT_COUNTED and (claimed.kind if claimed else "independent") != row["label"]:
            print(row["id"], row["label"], claimed and (claimed.kind, claimed.score))
        if row.get("maker") and claimed:
            # The text's maker by its own credit: is what is called known the right agency?
            named = {origin.id: origin.name for origin in dossier.origins}
            directions += [(b.direction == "known", named.get(b.giver) == row["maker"]) for b in dossier.borrowings if b.giver in named]
        if row.get("first") and claimed and (first := first_of(dossier, claimed, one.id, other.id)):
            directions.append((claimed.direction == "known", first == str(row[row["first"]])))
    known_ones = [right for called, right in directions if called]
    return figures(found) | {
        "direction_right": round(sum(known_ones) / len(known_ones), 4) if known_ones else None,
        "direction_known": round(len(known_ones) / len(directions), 4) if directions else None,
        "directions": len(directions),
    }


def score_clough(rows: Sequence[Row], verbose: bool) -> Row:
    sources = {row["task"]: row["source"] for row in rows}
    reports = {f"source {task}": report_of({"id": f"source {task}", "text": text}) for task, text in sources.items()}
    reports |= {row["id"]: report_of({"id": row["id"], "text": row["derived"]}) for row in rows}
    known: dict[str, tuple[Analysis, Any]] = {}
    read(reports.values(), known)
    found: list[tuple[str, str | None]] = []
    for row in rows:
        source = f"source {row['task']}"
        claimed = claim(traced([reports[source], reports[row["id"]]], known), source, row["id"])
        found.append((CLOUGH[row["label"]], claimed.kind if claimed else None))
        if verbose and (claimed is None) != (row["label"] == "non"):
            print(row["id"], row["label"], claimed and (claimed.kind, claimed.score))
    return figures(found)


def score_independent(rows: Sequence[Row], verbose: bool) -> Row:
    """Events told by reporters of their own: nothing to be found."""
    reports = {str(row["id"]): report_of(row) for row in rows}
    known: dict[str, tuple[Analysis, Any]] = {}
    read(reports.values(), known)
    found: list[tuple[str, str | None]] = []
    events = sorted({str(row["event"]) for row in rows})
    for event in events:
        members = [str(row["id"]) for row in rows if str(row["event"]) == event]
        dossier = traced([reports[member] for member in members], known)
        for one, other in itertools.combinations(members, 2):
            pair = [
                b
                for b in dossier.borrowings
                if b.pairs
                if {b.taker, b.giver} == {one, other} or (b.taker in (one, other) and any(p.giver.report in (one, other) for p in b.pairs))
            ]
            found.append(("independent", pair[0].kind if pair else None))
            if verbose and pair:
                print(one, other, pair[0].kind, pair[0].score, pair[0].why)
    return figures(found) | {"claims": sum(kind is not None for _, kind in found), "events": len(events)}


def score_translations(rows: Sequence[Row], verbose: bool) -> Row:
    """Every article against every English original: is it its translation? All articles are given as one story, which is as hard as it
    gets.
    """
    reports = {row["id"]: report_of(row) for row in rows}
    known: dict[str, tuple[Analysis, Any]] = {}
    read(reports.values(), known)
    home = traced(list(reports.values()), known).origin_of
    originals = [row for row in rows if row.get("original")]
    result: Row = {}
    every: list[tuple[str, str | None]] = []
    for language in sorted({row["language"] for row in rows} - {"en"}):
        found: list[tuple[str, str | None]] = []
        for row, original in itertools.product([row for row in rows if row["language"] == language], originals):
            label = "translation" if row["article"] == original["article"] else "independent"
            claimed = home[row["id"]] == home[original["id"]]
            found.append((label, "translation" if claimed else None))
            if verbose and claimed != (label == "translation"):
                print(row["id"], original["id"], label)
        result[language] = {key: figures(found)[key] for key in ("precision", "recall", "f1")}
        every += found
    return figures(every) | {"by_language": result}


def score(folder: Path, half: str | None = None, verbose: bool = False) -> Row:
    if (folder / "articles.jsonl").exists():
        return score_translations(rows_of(folder / "articles.jsonl"), verbose)
    if (folder / "pairs.jsonl").exists():
        rows = rows_of(folder / "pairs.jsonl")
        if "derived" in rows[0]:
            return score_clough(rows, verbose)
        return score_labelled([row for row in rows if half is None or row.get("half") == half], folder, verbose)
    return score_independent(rows_of(folder / "documents.jsonl"), verbose)


def main() -> None:
    parser = argparse.ArgumentParser(description="Who took the text from whom, scored.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--half", choices=("tune", "figure"), help="of our labelled pairs: those used for tuning, or those kept for the figure"
    )
    parser.add_argument("--verbose", action="store_true", help="print each pair that is wrong")
    given = parser.parse_args()
    print(json.dumps(score(given.data, given.half, given.verbose)))


if __name__ == "__main__":
    main()
