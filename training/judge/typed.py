"""What the typed readers find, against readers: how the judged pairs were judged on which each kind of question fires, by its relation.

    python training/judge/typed.py --library LIBRARY

LIBRARY is one into which the program has read the stories to tune on. Runs in the environment of the package.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import gold
from fit_screen import told

from stories import letters
from variorum.questions import candidates as door
from variorum.questions import screen
from variorum.questions.kinds import KINDS
from variorum.questions.pairs import Pair
from variorum.questions.times import later
from variorum.store.library import Library
from variorum.text.kept import Worked

Key = tuple[tuple[str, int], tuple[str, int]]


def laid(library: Library) -> Iterator[tuple[str, dict[Key, Pair]]]:
    """Each story and its pairs, as the program lays them side by side, by the places where their sentences first stand."""
    documents = {letters(row["text"]): name for name, row in gold.documents().items()}
    named = {one.id: documents[letters(one.text)] for one in library.reports()}
    for story, found in told(library):
        near = door.candidates(found.vectors, [one.reports for one in found.all])
        places = [(named[one.places[0].report], one.places[0].start) for one in found.all]
        pairs = {}
        for one, said in zip(near, screen.judged(found, near, Worked()), strict=True):
            a, b = found.all[one.a], found.all[one.b]
            key = tuple(sorted((places[one.a], places[one.b])))
            pairs[key] = Pair(a, b, one.cosine, said.one, False, later(a, b), said.around)
        yield story.name, pairs


def fired(library: Library) -> dict[tuple[str, str], Counter[str]]:
    """(kind, relation as the program finds it) -> relations as readers judged the pairs."""
    of: dict[str, list[gold.Judged]] = defaultdict(list)
    for one in gold.pairs():
        of[one.story].append(one)
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for story, pairs in laid(library):
        for one in of[story]:
            pair = pairs.get(tuple(sorted((one.a[:2], one.b[:2]))))
            if pair is not None:
                for key in {(compared.kind, compared.relation) for kind in KINDS for compared in kind.compare(pair)}:
                    found[key][one.relation] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    found = fired(Library(parser.parse_args().library))
    for (kind, relation), judged in sorted(found.items()):
        rows = ", ".join(f"{judged[name]} {name}" for name in gold.RELATIONS if judged[name])
        print(f"{kind} {relation}: {judged.total()} pairs, {judged[relation]} judged so; {rows}")


if __name__ == "__main__":
    main()
