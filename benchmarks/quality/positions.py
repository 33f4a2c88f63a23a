"""Stands of parties on labelled sentences: who demands, rejects, offers ... what, on which condition, towards whom.

    python benchmarks/quality/positions.py --data ../shared/data/positions [--half test] [--show]

Labels lie in benchmarks/labels/positions (ids and offsets; guidelines there). Texts come from DIR (Earth Negotiations Bulletin), from the
event records beside it (../plover) and from our own sentences. A stand is right if sentence, stance and party are (party words overlap);
`with_condition_f1` also asks that condition and target overlap, or are absent, in both. One found stand answers one labelled stand.
"""

import argparse
import json
from pathlib import Path
from typing import Any, NamedTuple

from variorum import pipeline
from variorum.model.report import Passage
from variorum.model.statement import Stand

LABELS = Path(__file__).resolve().parents[1] / "labels" / "positions"
PRONOUNS = {"he", "she", "it", "they"}


class Wanted(NamedTuple):
    """A labelled stand; spans are [start, end) in its text."""

    party: tuple[int, int]
    stance: str
    issue: tuple[int, int]
    condition: tuple[int, int] | None
    target: tuple[int, int] | None


def texts_of(folder: Path) -> dict[str, str]:
    """Text id -> text, from all sources that are at hand."""
    found = {row["id"]: row["text"] for row in _rows(LABELS / "own.jsonl")}
    for path in (folder / "enb_paragraphs.jsonl", folder.parent / "plover" / "gsr.jsonl"):
        if path.exists():
            found |= {row["id"]: row["text"] for row in _rows(path)}
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _overlap(one: Passage | None, other: tuple[int, int] | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return one.start < other[1] and other[0] < one.end


def right(stand: Stand, wanted: Wanted, text: str) -> bool:
    if stand.stance != wanted.stance:
        return False
    pronoun = text[wanted.party[0] : wanted.party[1]].lower() in PRONOUNS
    return _overlap(stand.party, wanted.party) or (pronoun and stand.party.end <= wanted.party[0])


def matched(stands: list[Stand], wanted: list[Wanted], text: str) -> list[tuple[Stand, Wanted]]:
    """Pairs of found and labelled stands, those with the same issue first."""
    pairs = [
        (not _overlap(stand.issue, want.issue), number, place)
        for number, stand in enumerate(stands)
        for place, want in enumerate(wanted)
        if right(stand, want, text)
    ]
    found: list[tuple[Stand, Wanted]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, number, place in sorted(pairs):
        if number not in used[0] and place not in used[1]:
            used[0].add(number)
            used[1].add(place)
            found.append((stands[number], wanted[place]))
    return found


def measure(labels: list[dict[str, Any]], texts: dict[str, str], show: bool) -> dict[str, Any]:
    ids = sorted({row["text_id"] for row in labels})
    read = dict(zip(ids, (analysis for analysis, _ in pipeline.analyse_texts([texts[text_id] for text_id in ids])), strict=True))
    found = right_ones = whole = issues = asked = 0
    for row in labels:
        wanted = [
            Wanted(*(tuple(one[name]) if isinstance(one[name], list) else one[name] for name in Wanted._fields)) for one in row["stands"]
        ]
        stands = [
            stand for stand in read[row["text_id"]].stands if row["start"] <= stand.passage.start + len(stand.passage) // 2 < row["end"]
        ]
        pairs = matched(stands, wanted, texts[row["text_id"]])
        found += len(stands)
        asked += len(wanted)
        right_ones += len(pairs)
        issues += sum(_overlap(stand.issue, want.issue) for stand, want in pairs)
        whole += sum(_overlap(stand.condition, want.condition) and _overlap(stand.target, want.target) for stand, want in pairs)
        if show:
            _show(row, texts[row["text_id"]], stands, wanted, pairs)
    return {
        "party_stance_f1": _f1(right_ones, found, asked),
        "with_condition_f1": _f1(whole, found, asked),
        "precision": right_ones / max(1, found),
        "recall": right_ones / max(1, asked),
        "issue_overlap": issues / max(1, right_ones),
        "sentences": len(labels),
        "stands": asked,
    }


def _f1(hits: int, found: int, asked: int) -> float:
    return 2 * hits / max(1, found + asked)


def _show(row: dict[str, Any], text: str, stands: list[Stand], wanted: list[Wanted], pairs: list[tuple[Stand, Wanted]]) -> None:
    extra = [stand for stand in stands if all(stand is not one for one, _ in pairs)]
    missed = [want for want in wanted if all(want is not one for _, one in pairs)]
    loose = [(s, w) for s, w in pairs if not (_overlap(s.condition, w.condition) and _overlap(s.target, w.target))]
    if extra or missed or loose:
        print(f"\n{row['id']}: {text[row['start'] : row['end']]}")
    for stand in extra:
        print("   too much:", stand.party.text, "|", stand.stance, "|", stand.issue.text)
    for want in missed:
        print("   missed:  ", text[slice(*want.party)], "|", want.stance, "|", text[slice(*want.issue)])
    for stand, want in loose:
        parts = [stand.condition and stand.condition.text, want.condition and text[slice(*want.condition)]]
        print(
            "   loose:   ",
            stand.party.text,
            stand.stance,
            parts,
            stand.target and stand.target.text,
            want.target and text[slice(*want.target)],
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--half", choices=["tune", "test", "all"], default="test", help="the half for tuning, the half kept for measuring, or both"
    )
    parser.add_argument("--show", action="store_true", help="print what is wrong, sentence by sentence")
    given = parser.parse_args()
    texts = texts_of(given.data)
    labels = [row for row in _rows(LABELS / "stands.jsonl") if given.half in (row["half"], "all") and row["text_id"] in texts]
    figures = measure(labels, texts, given.show)
    print(
        json.dumps(
            {"half": given.half, **{name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}}
        )
    )


if __name__ == "__main__":
    main()
