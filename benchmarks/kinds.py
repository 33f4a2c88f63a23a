"""What each kind of question finds on labelled whole stories, firing by firing; `make kinds`. What each rule earns: labels/rules.tsv.

    python benchmarks/kinds.py --library LIBRARY [--kind NAME] [--folds 0,1,2] [--show] [--sample N --seed N]

LIBRARY is one into which the program has read the stories to tune on (`score.py --split tune --prepare DIR` beside the labels,
then `variorum read DIR --library LIBRARY`). Stories kept for figures are refused. A firing *meets* a labelled difference when its two
answers overlap two unlike readings of it; it is *right* when the verdict fits too. What meets none may still be right: the labels are near
complete, not wholly; `--show` prints firings to be read, `--sample` draws some of those that meet none.
Prints for each kind: firings by relation, met, right, and the share of labelled differences of the kind that it shows.
"""

import argparse
import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from variorum.model.report import Report
from variorum.questions import asking
from variorum.questions.kinds import KINDS
from variorum.questions.pairs import Compared, Pair
from variorum.store.library import Library

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared")).resolve()
DATA = SHARED / "data" / "story_differences"
GRAVE = {"conflict", "revised", "scope", "spread"}
SHOWN = GRAVE | {"compatible"}
sys.path.insert(0, str(ROOT / "training" / "judge"))

Where = tuple[str, int, int]


class Gold(NamedTuple):
    """A labelled difference: its readings as places in reports of the library."""

    story: str
    question: str
    kind: str
    verdict: str
    weight: int
    readings: tuple[tuple[Where, ...], ...]


class Firing(NamedTuple):
    """What a kind found in a pair of sentences."""

    story: str
    pair: Pair
    compared: Compared
    met: Gold | None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--kind", action="append", help="only kinds of this name")
    parser.add_argument("--folds", default="0,1,2,3,4", help="folds of stories (training/judge/stories.py)")
    parser.add_argument("--show", action="store_true", help="print every firing that is not `same`")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N drawn firings that meet no label")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    wanted = {int(one) for one in chosen.folds.split(",")}
    firings: list[Firing] = []
    every: list[Gold] = []
    library = Library(chosen.library)
    for name, golds, stories in labelled(library, wanted):
        every += golds
        for story in stories:
            firings += fired(library, story, name, golds, chosen.kind)
    report(firings, every, chosen.kind)
    told = [one for one in firings if one.compared.relation != "same"]
    if chosen.show:
        shown(told)
    if chosen.sample:
        rest = [one for one in told if one.met is None]
        shown(random.Random(chosen.seed).sample(rest, min(chosen.sample, len(rest))))
    return 0


def labelled(library: Library, wanted: set[int]) -> Iterator[tuple[str, list[Gold], list[str]]]:
    """The stories to tune on of these folds: name, differences, and the library's stories that hold their reports."""
    from stories import folds

    by_text = {squeezed(one.text): one for one in library.reports()}
    story_of = {report: story.id for story in library.stories() for report in story.reports}
    for name, fold in sorted(folds().items()):
        if fold not in wanted:
            continue
        label = json.loads((DATA / "labels" / f"{name}.json").read_text("utf-8"))
        reports = {one: by_text[squeezed(text)] for one in label["documents"] if squeezed(text := texts()[one]["text"]) in by_text}
        golds = [gold(name, row, reports) for row in label["differences"]]
        yield name, golds, sorted({story_of[report.id] for report in reports.values()})


def gold(name: str, row: dict[str, Any], reports: dict[str, Report]) -> Gold:
    readings = []
    for reading in row["readings"]:
        places = []
        for passage in reading["passages"]:
            report = reports.get(passage["document"])
            where = stretch(report.text, passage["quote"]) if report else None
            if report and where:
                places.append((report.id, *where))
        readings.append(tuple(places))
    return Gold(name, row["question"], row["kind"], row["verdict"], row["weight"], tuple(readings))


def texts() -> dict[str, dict[str, Any]]:
    from gold import documents

    return documents()


def squeezed(text: str) -> str:
    return " ".join(text.split())


def stretch(text: str, quote: str) -> tuple[int, int] | None:
    from stories import stretch as found

    return found(text, quote)


def fired(library: Library, story: str, name: str, golds: list[Gold], kinds: list[str] | None) -> Iterator[Firing]:
    dossier = library.dossier(story, analyses=True)
    for pair in asking.asked(dossier).pairs:
        for kind in KINDS:
            if kinds and kind.name not in kinds:
                continue
            for compared in kind.compare(pair):
                yield Firing(name, pair, compared, met(pair, compared, golds))


def met(pair: Pair, compared: Compared, golds: list[Gold]) -> Gold | None:
    """The labelled difference whose unlike readings the two answers meet; one of the same verdict before others."""
    sides = [[(p.report, p.start + answer.span[0], p.start + answer.span[1]) for p in telling.places]
             for telling, answer in ((pair.a, compared.a), (pair.b, compared.b))]  # fmt: skip
    found = []
    for one in golds:
        mine, theirs = ({n for n, places in enumerate(one.readings) if any(overlaps(p, q) for p in side for q in places)} for side in sides)
        if any(x != y for x in mine for y in theirs):
            found.append(one)
    return min(found, key=lambda one: (one.verdict != compared.relation, one.question), default=None)


def overlaps(one: Where, other: Where) -> bool:
    """The rule of `score.py`: one report, and eight letters or half of the shorter."""
    if one[0] != other[0]:
        return False
    both = min(one[2], other[2]) - max(one[1], other[1])
    return both >= 8 or (both > 0 and both * 2 >= min(one[2] - one[1], other[2] - other[1]))


def report(firings: list[Firing], every: list[Gold], kinds: list[str] | None) -> None:
    by_kind = defaultdict(list)
    for one in firings:
        by_kind[one.compared.kind].append(one)
    for kind, found in sorted(by_kind.items()):
        told = [one for one in found if one.compared.relation != "same"]
        relations = Counter(one.compared.relation for one in found)
        meets = [one for one in told if one.met is not None]
        right = sum(one.met is not None and one.met.verdict == one.compared.relation for one in told)
        points = {(one.story, one.met.question) for one in meets if one.met is not None}
        same_met = sum(one.met is not None for one in found if one.compared.relation == "same")
        print(f"{kind}: {dict(relations)}; of {len(told)} told unlike {len(meets)} meet a label, {right} its verdict; "
              f"labelled differences shown {len(points)}; of {relations['same']} told alike {same_met} meet unlike readings")  # fmt: skip
    shown_ = {(one.story, one.met.question) for one in firings if one.met is not None and one.compared.relation in SHOWN}
    right_ = {(one.story, one.met.question) for one in firings if one.met is not None and one.compared.relation == one.met.verdict}
    golds = [one for one in every if not kinds or one.kind in kinds]
    here = sum((one.story, one.question) in shown_ for one in golds)
    print(json.dumps({"labels": len(golds), "shown": here, "share": round(here / max(1, len(golds)), 4),
                      "right": sum((one.story, one.question) in right_ for one in golds)}))  # fmt: skip


def shown(firings: list[Firing]) -> None:
    for one in firings:
        c, p = one.compared, one.pair
        label = f"{one.met.verdict}: {one.met.question}" if one.met else "no label"
        print(f"\n{one.story} · {c.kind} {c.relation} {c.chance:.2f} · cosine {p.cosine:.2f} one {p.one:.2f} · [{label}]")
        print(f"  {c.question} {c.why}")
        for telling, answer in ((p.a, c.a), (p.b, c.b)):
            start, end = answer.span
            print(f"  {telling.published or '?'} {telling.text[:start]}⟦{telling.text[start:end]}⟧{telling.text[end:]}")


if __name__ == "__main__":
    sys.exit(main())
