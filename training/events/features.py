"""First step of the recipe: sentences of the development data become features, with the package's own parser and encoder."""

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from variorum.language import reader
from variorum.language.english.events import coding, plover, plover_features
from variorum.language.english.events.plover_features import Span
from variorum.language.english.events.sides import referent
from variorum.language.english.events.walking import Told
from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.sentences import sentences
from variorum.model.sentence import Clause

MARK = re.compile(r"</?[st]>")


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """A sentence without its <s> and <t> marks, and the spans that they marked."""
    text, spans, open_at = "", {"s": [], "t": []}, {}
    at = 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        name = match.group().strip("</>")
        if match.group().startswith("</"):
            if name in open_at:
                spans[name].append((open_at.pop(name), len(text)))
        else:
            open_at[name] = len(text)
    return text + marked[at:], spans["s"], spans["t"]


def plv(path: Path) -> list[dict]:
    """Rows of a PLV file: sentence with actor and recipient, root event (15), penta class."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, actors, recipients = unmarked(row["marked_sentence"])
            found.append(
                {
                    "text": text,
                    "actors": actors,
                    "recipients": recipients,
                    "root": row["gold_root"],
                    "penta": int(row["gold_penta"]),
                    "set": "plv",
                }
            )
    return found


def gsr(path: Path) -> list[dict]:
    """Gold records: the first place of each actor's and recipient's words in the sentence; the event under its 2.0 name."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"].strip("{} ")
        found.append(
            {
                "text": text,
                "actors": _spans(text, record.get("source")),
                "recipients": _spans(text, record.get("target")),
                "root": record["event_v2"],
                "penta": 0,
                "set": "gsr",
            }
        )
    return found


def _spans(text: str, side: object) -> list[tuple[int, int]]:
    names = [one.get("actorText", "") for one in side if isinstance(one, dict)] if isinstance(side, list) else []
    places = [(text.find(name), len(name)) for name in names if name]
    return [(start, start + length) for start, length in places if start >= 0]


def rows_of(items: list[dict]) -> tuple[list[dict], np.ndarray]:
    """Features and vectors of the items; a text that falls into more sentences is read as its longest."""
    rows, vectors = [], []
    for item, paragraph in zip(items, reader.read([item["text"] for item in items]), strict=True):
        inside = [
            sum(start <= first < end for first, _ in (*item["actors"], *item["recipients"])) * 1000 + end - start
            for start, end in paragraph.sentences
        ]
        sentence = int(np.argmax(inside))
        told = Told(paragraph.text, sentences(Clauses(paragraph))[sentence])
        linking = linking_clause(told, item["actors"], item["recipients"])
        groups = plover_features.features(told, item["actors"], item["recipients"], linking)
        rows.append(
            {
                "groups": groups,
                "root": item["root"],
                "penta": item["penta"],
                "set": item["set"],
                "key": " ".join(item["text"].lower().split()),
            }
        )
        vectors.append(paragraph.vectors[sentence].astype(np.float32))
    return rows, np.stack(vectors)


def linking_clause(told: Told, actors: Sequence[Span], recipients: Sequence[Span]) -> Clause | None:
    """The clause that links actor and recipient: subject and object in them; else with a pattern; else nearest to the root."""

    def rank(clause: Clause) -> tuple[float, int]:
        subject = any(first <= told.words[referent(told, head, clause)].start < last for head in clause.who for first, last in actors)
        under = {told.words[at].start for at in told.under(told.top(clause))}
        reached = any(first <= start < last for start in under for first, last in recipients)
        matched = plover.match(told, clause)
        saying = clause.act in coding.SAYING and clause.act not in {"warn", "argue"}
        weight = matched.weight if matched else 0.0
        return (4.0 * subject + 1.0 * reached + weight - 2.0 * saying, -clause.verb)

    return max((clause for clause in told.clauses if clause.kind != "nominal"), key=rank, default=None)
