"""Quotations: source, cue and content spans of the program's output, scored as CofeNet scores them.

    python benchmarks/quality/quotations.py --data DIR [--cofenet FILE] [--tagger] [--peer]

DIR holds PolNeAR articles, test.jsonl or else dev.jsonl: {text, attributions: [{source, cue, content}]}, each a list of
[start, end). FILE has CofeNet's instances, one JSON object a line: {tokens, labels} in BIO. Every paragraph goes the way a user's
text goes (language reader, then language/english/speech); spans come back as offsets, are mapped to tokens, and a span is right when
its first and last token are. F1 is micro over spans; further the F1 of first tokens, and the mean best overlap (Jaccard), as in
CofeNet (Wang and others 2022, exe/eval/evaluation.py). `--tagger` scores the tagger's own spans beside the program's; textacy's rules
stand beside where it is installed.

The last line is one JSON object: source_f1, cue_f1, content_f1 of the CofeNet file where one is given (the articles' figures
are then polnear_source_f1 and so on), else of the articles.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.language import reader
from variorum.language.english import models
from variorum.language.english.reading import Reading
from variorum.language.models import parser
from variorum.model.paragraph import Paragraph
from variorum.text.normal import fold

ROLES = ("source", "cue", "content")
Span = tuple[str, int, int]
BATCH = 512

_ESCAPED = {"``": '"', "''": '"', "`": "'", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_CLINGS_BEFORE = re.compile(r"^(?:[,.;:?!%)\]}]|'(?:s|re|ve|ll|d|m)?$|n't$|\.\.\.$)", re.IGNORECASE)
_CLINGS_AFTER = frozenset("([{$#")


@dataclass(frozen=True, slots=True)
class Instance:
    """A paragraph, its tokens as offsets, and its gold spans as (role, first token, last token)."""

    text: str
    tokens: tuple[tuple[int, int], ...]
    gold: frozenset[Span]


def written(tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Tokens as running text, and where each of them stands in it: the way back from a treebank's cutting and escapes."""
    opening = _opening_marks(tokens)
    text, places, glue = "", [], True
    for number, token in enumerate(tokens):
        word = _ESCAPED.get(token, token).replace("\\/", "/").replace("\\*", "*")
        opens = number in opening or token == "`"
        clings = not opens and (word == '"' or _CLINGS_BEFORE.match(word) is not None)
        text += " " if word and not glue and not clings else ""
        places.append((len(text), len(text) + len(word)))
        text += word
        glue = (glue and not word) or word in _CLINGS_AFTER or opens
    return text, tuple(places)


def _opening_marks(tokens: Sequence[str]) -> set[int]:
    """Which double marks open. Texts that know only '' for both sides have no ``: there a mark opens where none is open and the
    marks still to come, with it, make pairs; an odd one closes what an earlier paragraph opened."""
    marks = [number for number, token in enumerate(tokens) if token in ("``", "''", '"')]
    opening: set[int] = set()
    is_open = False
    for place, number in enumerate(marks):
        following = [tokens[later] for later in marks[place:]]
        paired = following.index("``") if "``" in following else len(following)
        is_open = tokens[number] == "``" or (not is_open and paired % 2 == 0)
        if is_open:
            opening.add(number)
    return opening


def spans_of(labels: Sequence[str]) -> Iterator[Span]:
    """Spans of BIO labels as CofeNet reads them: an I that continues nothing is no span, `<IGN>` ends the instance."""
    role, begin = "", 0
    for place, label in enumerate([*labels, "<IGN>"]):
        if role and label != f"I-{role}":
            yield role, begin, place - 1
            role = ""
        if label == "<IGN>":
            return
        if label.startswith("B-"):
            role, begin = label[2:], place


def cofenet(path: Path) -> Iterator[Instance]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                text, places = written([str(token) for token in row.get("tokens") or ()])
                yield Instance(text, places, frozenset(spans_of(row.get("labels") or ())))


def polnear(folder: Path) -> Iterator[Instance]:
    """Paragraphs of articles; tokens are words and single marks, spans are cut where a paragraph ends."""
    path = folder / "test.jsonl" if (folder / "test.jsonl").exists() else folder / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield from _paragraphs(json.loads(line))


def _paragraphs(article: dict[str, Any]) -> Iterator[Instance]:
    text = article.get("text") or ""
    spans = [
        (role, int(start), int(end))
        for attribution in article.get("attributions") or ()
        for role in ROLES
        for start, end in attribution.get(role) or ()
    ]
    for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text):
        begin, stop = match.span()
        words = tuple(word.span() for word in re.finditer(r"\w+|[^\w\s]", match.group()))
        inside = ((role, start - begin, end - begin) for role, start, end in spans if start < stop and end > begin)
        yield Instance(match.group(), words, frozenset(to_tokens(inside, words)))


def to_tokens(spans: Iterator[Span], tokens: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Spans of offsets as first and last token touched; a span that touches none is left out."""
    for role, start, end in spans:
        touched = [number for number, (low, high) in enumerate(tokens) if low < end and high > start]
        if touched:
            yield role, touched[0], touched[-1]


def of_program(paragraph: Paragraph) -> Iterator[Span]:
    """What the program says: the passages of its quotations. One inside another's words is left out: flat labels cannot hold it."""
    rows = Reading(paragraph).quotations()
    for row in rows:
        parts = [passage for passage in (row.source, row.cue, *row.content) if passage]
        outer = [part for other in rows if other is not row for part in other.content]
        if any(all(part.within(whole) for part in parts) for whole in outer):
            continue
        for role, passages in (("source", (row.source,)), ("cue", (row.cue,)), ("content", row.content)):
            for passage in passages:
                if passage is not None:
                    yield role, passage.start, passage.end


def of_tagger(paragraph: Paragraph) -> Iterator[Span]:
    for span in paragraph.tags:
        yield span.role, span.start, span.end


def of_textacy(text: str) -> Iterator[Span]:
    """The spans textacy's direct_quotations finds with the same parser; other people's code, and it may fail on broken marks."""
    from textacy.extract import direct_quotations  # type: ignore[import-not-found,import-untyped,unused-ignore]

    doc = parser.pipeline(models.PARSER)(fold(text))
    try:
        for speaker, cue, content in direct_quotations(doc):
            for role, tokens in (("source", speaker), ("cue", cue), ("content", list(content))):
                if tokens:
                    yield role, tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    except ValueError:  # raised at marks that do not pair; what it found before is its answer
        return


class Score:
    """Counts over instances, per role."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.overlap: dict[str, list[float]] = {role: [] for role in ROLES}

    def add(self, gold: frozenset[Span], found: frozenset[Span]) -> None:
        for role in ROLES:
            theirs = sorted(span[1:] for span in gold if span[0] == role)
            ours = sorted(span[1:] for span in found if span[0] == role)
            self.counts[role, "gold"] += len(theirs)
            self.counts[role, "found"] += len(ours)
            self.counts[role, "right"] += len(set(theirs) & set(ours))
            firsts, our_firsts = {first for first, _ in theirs}, {first for first, _ in ours}
            self.counts[role, "first_gold"] += len(theirs)
            self.counts[role, "first_right"] += sum(first in our_firsts for first, _ in theirs)
            self.counts[role, "first_wrong"] += sum(first not in firsts for first, _ in ours)
            self.overlap[role] += [max((_jaccard(span, other) for other in ours), default=0.0) for span in theirs]
            self.overlap[role] += [0.0 for span in ours if not any(_jaccard(span, other) > 0 for other in theirs)]

    def figures(self, prefix: str = "") -> dict[str, float]:
        figures: dict[str, float] = {}
        for role in ROLES:
            gold, found, right = (self.counts[role, name] for name in ("gold", "found", "right"))
            first, wrong = self.counts[role, "first_right"], self.counts[role, "first_wrong"]
            figures[f"{prefix}{role}_f1"] = round(2 * right / max(1, gold + found), 4)
            figures[f"{prefix}{role}_precision"] = round(right / max(1, found), 4)
            figures[f"{prefix}{role}_recall"] = round(right / max(1, gold), 4)
            figures[f"{prefix}{role}_first_f1"] = round(2 * first / max(1, gold + first + wrong), 4)
            figures[f"{prefix}{role}_jaccard"] = round(sum(self.overlap[role]) / max(1, len(self.overlap[role])), 4)
        return figures


def _jaccard(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]) + 1)


def scored(instances: Sequence[Instance], answers: Sequence[Callable[[Paragraph], Iterator[Span]]]) -> list[Score]:
    """One Score for each way to answer; every distinct text is read once."""
    scores = [Score() for _ in answers]
    for start in range(0, len(instances), BATCH):
        some = instances[start : start + BATCH]
        texts = list(dict.fromkeys(one.text for one in some))
        read = dict(zip(texts, reader.read(texts), strict=True))
        for one in some:
            for score, answer in zip(scores, answers, strict=True):
                score.add(one.gold, frozenset(to_tokens(answer(read[one.text]), one.tokens)))
    return scores


def peer(instances: Sequence[Instance]) -> Score | None:
    """textacy on the same texts, or nothing where it is not installed."""
    try:
        import textacy  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: F401
    except ImportError:
        return None
    score = Score()
    for one in instances:
        score.add(one.gold, frozenset(to_tokens(of_textacy(one.text), one.tokens)))
    return score


def show(name: str, score: Score) -> None:
    figures = score.figures()
    shown = (f"{role} {100 * figures[f'{role}_f1']:5.1f} (first {100 * figures[f'{role}_first_f1']:5.1f})" for role in ROLES)
    print(f"{name:>20}", *shown, sep="  ")


def measured(name: str, instances: Sequence[Instance], options: argparse.Namespace) -> Score:
    began = time.perf_counter()
    answers = [of_program, of_tagger] if options.tagger else [of_program]
    scores = scored(instances, answers)
    print(f"{name}: {len(instances)} paragraphs in {time.perf_counter() - began:.1f} s")
    for label, score in zip(("variorum", "tagger alone"), scores, strict=False):
        show(label, score)
    if options.peer and (theirs := peer(instances)) is not None:
        show("textacy", theirs)
    return scores[0]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True, help="folder with test.jsonl or dev.jsonl")
    arguments.add_argument("--cofenet", type=Path, help="file of CofeNet instances")
    arguments.add_argument("--tagger", action="store_true", help="score the tagger's own spans too")
    arguments.add_argument("--peer", action=argparse.BooleanOptionalAction, default=True, help="score textacy too, where installed")
    options = arguments.parse_args()
    figures: dict[str, float] = {}
    if options.cofenet:
        figures |= measured("CofeNet", list(cofenet(options.cofenet)), options).figures()
    articles = measured("PolNeAR", list(polnear(options.data)), options).figures("polnear_" if options.cofenet else "")
    print(json.dumps(figures | articles))


if __name__ == "__main__":
    main()
