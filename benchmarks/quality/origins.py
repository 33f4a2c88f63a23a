"""Origins: how many independent origins a story has, which reports are of one, and what reports state and cite, by labelled stories.

    python benchmarks/quality/origins.py --data DIR [--half work|kept|second|third|fourth|fifth] [--verbose]

DIR has origins.jsonl (ours is benchmarks/labels/descent; its README says how it was labelled); the texts lie in the shared data
(VARIORUM_SHARED, default ../shared beside the checkout) and are found by id. The labelled reports of a story are one story to the program.
Prints one JSON object as its last line:

count_within, count_open, count_width: share of stories whose labelled number lies between the fewest and the most origins that the program
leaves open, of those in which these are two numbers, and how far apart they are on the average of all. count_right, over_counted,
under_counted: share of stories whose number of origins is as labelled, higher, lower; reports that only retell what one other medium
reported count with that medium. texts_right: the same, counting texts and not what they retell.
pair_precision, pair_recall: pairs of reports of one origin. stated_found, cited_found: share of
labelled credits (report and maker) and of labelled citations (report and medium) that the program finds; stated_precision,
cited_precision: of those it finds, the labelled. passages_found: labelled passages of another's text inside a report of its own that lie
in a borrowing. direction_right: of labelled directions that the program calls known or inferred, the right ones; direction_told: share of
labelled ones that it calls so.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

from descent import corpus, read, report_of, rows_of, traced
from variorum.descent.direction import published_before
from variorum.descent.texts import texts_of
from variorum.language.citing import is_same
from variorum.language.english.media import name_of
from variorum.model.paragraph import Analysis
from variorum.model.story import Dossier

Row = dict[str, Any]
Pairs = set[frozenset[str]]


def groups_of(row: Row, retold: bool) -> list[set[str]]:
    """The labelled origins of a story as sets of reports; `retold`: what only retells a medium is of the origin of that medium's report."""
    groups = [set(origin["reports"]) for origin in row["origins"]]
    for joined in row["retold"] if retold else ():
        touched = [group for group in groups if group & set(joined)]
        groups = [group for group in groups if not group & set(joined)] + [set().union(*touched)]
    return groups


def pairs_of(groups: Iterable[Iterable[str]]) -> Pairs:
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def is_named(name: str, names: Iterable[str]) -> bool:
    wanted = name_of(name)
    return any(name_of(other) == wanted or is_same(other, name) or is_same(name, other) for other in names)


class Tally:
    """Hits of what was wanted, by figure."""

    def __init__(self) -> None:
        self.hits: dict[str, list[int]] = {}

    def add(self, figure: str, hit: int) -> None:
        self.hits.setdefault(figure, []).append(hit)

    def shares(self) -> dict[str, float]:
        return {name: round(sum(hits) / len(hits), 4) for name, hits in self.hits.items()}


def judge(row: Row, dossier: Dossier, tally: Tally, verbose: bool) -> None:
    """Adds what one story shows to the tally."""
    told = {report for origin in row["origins"] for report in origin["reports"]}
    found = [set(origin.reports) & told for origin in dossier.origins if set(origin.reports) & told]
    wanted = groups_of(row, retold=True)
    tally.add("count_right", len(found) == len(wanted))
    tally.add("over_counted", len(found) > len(wanted))
    tally.add("under_counted", len(found) < len(wanted))
    counts, beside = dossier.story.counts, len(dossier.origins) - len(found)  # origins of no labelled report
    tally.add("count_within", (counts.origins_least or 0) - beside <= len(wanted) <= (counts.origins_most or 0) - beside)
    tally.add("count_open", counts.origins_least != counts.origins_most)
    tally.add("count_width", (counts.origins_most or 0) - (counts.origins_least or 0))
    tally.add("texts_right", len(found) == len(groups_of(row, retold=False)))
    one, other = pairs_of(found), pairs_of(wanted)
    for pair in one:
        tally.add("pair_precision", pair in other)
    for pair in other:
        tally.add("pair_recall", pair in one)
    _stated(row, dossier, tally)
    _passages(row, dossier, tally)
    _directions(row, dossier, tally)
    if verbose:
        print(f"{row['story']}: {len(found)} origins, labelled {len(wanted)}")
        for pair in sorted(map(sorted, one ^ other)):
            print("   ", "too much" if frozenset(pair) in one else "missed", *pair)


def _stated(row: Row, dossier: Dossier, tally: Tally) -> None:
    for report in dossier.reports:
        credited = [credit.agency for credit in report.credits if credit.what == "text" and not is_same(credit.agency, report.outlet)]
        credits = [credit for credit in row["credits"] if credit["report"] == report.id and credit["role"] != "photo"]
        labelled = [credit["maker"] for credit in credits if not is_same(credit["maker"], report.outlet)]  # its own name is no other's
        _both("stated", labelled, credited, tally)
        cited = [row.giver_name or "" for row in dossier.borrowings if row.taker == report.id and row.basis == "cited"]
        media = [one["source"] for one in row["citations"] if one["report"] == report.id and not one["own"]]
        _both("cited", media, cited, tally)


def _both(name: str, labelled: Sequence[str], found: Sequence[str], tally: Tally) -> None:
    for one in dict.fromkeys(map(name_of, labelled)):
        tally.add(f"{name}_found", is_named(one, found))
    for one in dict.fromkeys(map(name_of, found)):
        tally.add(f"{name}_precision", is_named(one, labelled))


def _passages(row: Row, dossier: Dossier, tally: Tally) -> None:
    for one in row["passages"]:
        taken = [pair.taker for borrowing in dossier.borrowings if borrowing.taker == one["report"] for pair in borrowing.pairs]
        tally.add("passages_found", any(place.start < one["end"] and one["start"] < place.end for place in taken))


def _directions(row: Row, dossier: Dossier, tally: Tally) -> None:
    for one in row["directions"]:
        if one["earlier"] is None:
            continue
        told = list(_earlier(dossier, set(one["pair"])))
        tally.add("direction_told", bool(told))
        if told:
            tally.add("direction_right", one["earlier"] in told)


def _earlier(dossier: Dossier, pair: set[str]) -> Iterator[str]:
    """Which of a pair the program calls the giver, or the earlier of two editions, where it calls one so.

    Where the original is not in hand, a text of its own has its passages from there, and the report beside which they are shown has them.
    """
    found = False
    reports = {report.id for report in dossier.reports}
    for borrowing in dossier.borrowings:
        given = {borrowing.giver}
        if borrowing.giver not in reports and borrowing.kind == "partial" and borrowing.taker in pair:
            given = {place.giver.report for place in borrowing.pairs} & pair
        if any({borrowing.taker, giver} == pair for giver in given) and borrowing.direction != "unknown":
            found = True
            yield from pair - {borrowing.taker}
    texts = [text for text in texts_of(dossier) if text.id in pair]
    if not found and any(pair <= set(origin.reports) for origin in dossier.origins):
        yield from [one.id for one, other in permutations(texts) if published_before(one, other)]


def score(folder: Path, half: str | None = None, verbose: bool = False) -> Row:
    stories = [row for row in rows_of(folder / "origins.jsonl") if half is None or row["half"] == half]
    texts = {name: corpus(row["corpus"])[name] for row in stories for name in row["reports"]}
    reports = {name: report_of({**text, "id": name}) for name, text in texts.items()}
    known: dict[str, tuple[Analysis, Any]] = {}
    read(reports.values(), known)
    tally = Tally()
    for row in stories:
        judge(row, traced([reports[name] for name in row["reports"]], known), tally, verbose)
    return tally.shares() | {"stories": len(stories), "reports": len(reports)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Origins, credits and citations of labelled stories, scored.")
    parser.add_argument("--data", type=Path, required=True)
    parts = ("work", "kept", "second", "third", "fourth", "fifth")
    parser.add_argument("--half", choices=parts, help="the stories worked on, or a part kept for figures")
    parser.add_argument("--verbose", action="store_true", help="print the pairs that are wrong")
    given = parser.parse_args()
    print(json.dumps(score(given.data, given.half, given.verbose)))


if __name__ == "__main__":
    main()
