"""The same words or message of one speaker across reports: one utterance with its variants, and whether they change the meaning.

Distinct wordings are compared once, however many reports repeat them, and only with wordings that share a rare word.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum

import numpy as np

from variorum.language.rarity import rarity
from variorum.language.sayings import Differs, Saying, change, sameness, saying
from variorum.model.entity import Entity
from variorum.model.point import Kind, Reading, Utterance
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.text.quotes import unmarked, words_in

# Least sameness, by what is known of the speakers; set on the tuning half of benchmarks/labels/utterances.
SAME_SPEAKER, OPEN_SPEAKER, OTHER_SPEAKER = 0.5, 0.65, 0.86
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’]?\s+(?=[\"'“‘]?[A-Z])")
_NO_END = re.compile(
    r"(?:\b[A-Za-z]\.){2,}$|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|No|vs|Inc|Corp|Adm|Sgt|Capt|Prof|Rev|Hon)\.$"
)
_MANY = 60  # a word shared by more distinct wordings than this tells too little to bring two together


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A sentence or clause that was said, at one place."""

    quotation: str
    passage: Passage
    saying: Saying
    speaker: str | None  # what makes two speakers one: a person's id, a state, a body


@dataclass(frozen=True, slots=True)
class _Telling:
    """What one quotation tells of an utterance: the sentences it shares with others, or all of it where it shares none."""

    quotation: str
    passages: tuple[Passage, ...]
    saying: Saying


def join(dossier: Dossier) -> Dossier:
    """The dossier with its utterances, and each quotation's `utterance` (the one that most reports tell)."""
    pieces = _pieces(dossier)
    groups = _tellings(_with_next(_groups(pieces), pieces))
    by_id = {row.id: row for row in dossier.quotations}
    utterances = [_utterance(dossier, group, by_id) for group in groups]
    of_quotation: dict[str, str] = {}
    for utterance in sorted(utterances, key=lambda item: (len({r for v in item.variants for r in v.reports}), item.id)):
        of_quotation.update(dict.fromkeys(utterance.quotations, utterance.id))
    rows = tuple(replace(row, utterance=of_quotation.get(row.id)) for row in dossier.quotations)
    return dossier.having(utterances=tuple(sorted(utterances, key=lambda item: item.id)), quotations=rows)


def _with_next(groups: list[list[_Piece]], pieces: list[_Piece]) -> list[list[_Piece]]:
    """Groups in which a sentence brings the next one of its quotation along, where another report tells both in one: "It sets out a path,
    should they choose it" against "It sets out a path. They have to choose it".
    """
    following = {one: other for one, other in pairwise(pieces) if one.quotation == other.quotation}
    shared = {piece for group in groups if len(group) > 1 for piece in group}
    widened = []
    moved: set[_Piece] = set()
    for group in groups:
        more: list[_Piece] = []
        for piece in group if len(group) > 1 else ():
            after = following.get(piece)
            if after is None or after in shared or after in moved or not after.saying.weight:
                continue
            for other in group:
                left = other.saying.content - piece.saying.content
                both = fsum(map(rarity, left & after.saying.content))
                if both >= 0.5 * after.saying.weight and both >= 0.5 * fsum(map(rarity, left)):
                    more.append(after)
                    moved.add(after)
                    break
        widened.append([*group, *more])
    return [group for group in widened if len(group) > 1 or group[0] not in moved]


def _tellings(groups: list[list[_Piece]]) -> list[list[_Telling]]:
    """Groups of pieces as utterances. What a quotation shares with no other is one utterance of its own, all its sentences together, unless
    another of its sentences is shared.
    """
    shared = [group for group in groups if len({piece.quotation for piece in group}) > 1]
    told = {piece.quotation for group in shared for piece in group}
    alone: dict[str, list[_Piece]] = defaultdict(list)
    for group in groups:
        if group[0].quotation not in told:
            alone[group[0].quotation] += group
    return [_told_by_each(pieces) for pieces in (*shared, *alone.values())]


def _told_by_each(pieces: list[_Piece]) -> list[_Telling]:
    held: dict[str, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        held[piece.quotation].append(piece)
    found = []
    for quotation, parts in held.items():
        parts.sort(key=lambda piece: piece.passage.start)
        text = " ".join(part.saying.text for part in parts)
        said = parts[0].saying if len(parts) == 1 else saying(text, parts[0].saying.direct)
        found.append(_Telling(quotation, tuple(part.passage for part in parts), said))
    return found


def _speaker_key(row: Quotation, entities: dict[str, Entity]) -> str | None:
    """People speak for themselves; a state, its capital and its seat of government are one voice."""
    entity = entities.get(row.speaker or "")
    if entity is None:
        return None
    if (entity.kind == "place" and entity.country) or (
        entity.kind == "organisation" and entity.country and entity.name in ("Kremlin", "White House")
    ):
        return f"state {entity.country}"
    return entity.id


def _pieces(dossier: Dossier) -> list[_Piece]:
    entities = {entity.id: entity for entity in dossier.entities}
    vectors = _Vectors(dossier)
    found = []
    for row in dossier.quotations:
        speaker = _speaker_key(row, entities)
        for content in row.content:
            for passage in _sentences(dossier, content):
                words = unmarked(passage.text)
                if words_in(words) < 3:
                    continue
                found.append(_Piece(row.id, passage, saying(words, row.manner == "direct", vectors.of(passage)), speaker))
    return found


def _sentences(dossier: Dossier, content: Passage) -> list[Passage]:
    """A quoted stretch in its sentences: outlets cut and reorder what was said between them."""
    report = dossier.by_id[content.report]
    found = []
    start = 0
    ends = [match for match in _SENTENCE_END.finditer(content.text) if not _NO_END.search(content.text[: match.start()])]
    for match in [*ends, None]:
        end = match.start() if match else len(content.text)
        piece = content.text[start:end]
        if words_in(piece) >= 3 or (match is None and start == 0):
            low = content.start + start + len(piece) - len(piece.lstrip())
            found.append(report.passage(low, content.start + start + len(piece.rstrip())))
            start = match.end() if match else end
        elif match is None and found:
            found[-1] = report.passage(found[-1].start, content.end)
    return found


class _Vectors:
    """The sentence vector a passage stands in, where the story has any."""

    def __init__(self, dossier: Dossier) -> None:
        self.starts: dict[str, list[tuple[int, int, str, int]]] = defaultdict(list)
        self.dossier = dossier
        for place, analysis in dossier.readings():
            for row, (start, end) in enumerate(analysis.sentences):
                self.starts[place.report].append((place.start + start, place.start + end, place.key, row))

    def of(self, passage: Passage) -> np.ndarray[tuple[int], np.dtype[np.float32]] | None:
        """The vector of the sentence, where the passage is most of it: an attribution around it says little."""
        rows = self.starts.get(passage.report, [])
        at = bisect_right(rows, (passage.start, float("inf"))) - 1
        if at < 0:
            return None
        start, end, key, row = rows[at]
        matrix = self.dossier.vectors.get(key)
        if matrix is None or row >= len(matrix) or end - start == 0 or len(passage) / (end - start) < 0.6:
            return None
        return matrix[row].astype(np.float32)  # type: ignore[no-any-return]


def _groups(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces that are one saying. Equal wordings come first, then wordings that share a rare word are compared."""
    distinct: dict[tuple[str | None, tuple[str, ...]], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        distinct[piece.speaker, tuple(word.key for word in piece.saying.words)].append(piece)
    heads = list(distinct.values())
    parent = list(range(len(heads)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    scored = sorted(((_likeness(heads[a][0], heads[b][0]), a, b) for a, b in _candidates(heads)), reverse=True)
    members: dict[int, list[int]] = {index: [index] for index in parent}
    for score, a, b in scored:
        if score <= 0:
            break
        one, other = root(a), root(b)
        if one == other or not _agree(heads, members[one], members[other]):
            continue
        parent[other] = one
        members[one] += members.pop(other)
    return [[piece for index in group for piece in heads[index]] for group in members.values()]


def _candidates(heads: list[list[_Piece]]) -> set[tuple[int, int]]:
    """Pairs of distinct wordings that share a word of content which not too many have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, (piece, *_) in enumerate(heads):
        for key in piece.saying.content:
            holders[key].append(index)
    found: set[tuple[int, int]] = set()
    for index, (piece, *_) in enumerate(heads):
        telling = sorted(piece.saying.content, key=lambda key: (len(holders[key]), -rarity(key), key))[:6]
        for key in telling:
            if len(holders[key]) <= _MANY:
                found.update((min(index, other), max(index, other)) for other in holders[key] if other != index)
    return found


def _likeness(one: _Piece, other: _Piece) -> float:
    """Sameness above the bar that the speakers set, else 0."""
    score = sameness(one.saying, other.saying)
    if one.speaker == other.speaker and one.speaker is not None:
        bar = SAME_SPEAKER
    elif one.speaker is None or other.speaker is None:
        bar = OPEN_SPEAKER
    else:
        bar = (
            OTHER_SPEAKER
            if one.saying.direct and other.saying.direct and min(len(one.saying.content), len(other.saying.content)) >= 4
            else 2.0
        )
    return score if score >= bar else 0.0


def _agree(heads: list[list[_Piece]], one: list[int], other: list[int]) -> bool:
    """May two groups be one: no two different people, and the wordings fit beyond the one pair that brought them together."""
    quoted = [{piece.quotation for index in side for piece in heads[index]} for side in (one, other)]
    if quoted[0] & quoted[1]:
        return False  # two sentences of one quotation are two sayings
    speakers = {heads[index][0].speaker for index in (*one, *other)} - {None}
    if len(speakers) > 1 and not any(heads[index][0].saying.direct for index in one):
        return False
    fits = sum(_likeness(heads[a][0], heads[b][0]) > 0 for a in one[:8] for b in other[:8])
    return 2 * fits >= min(len(one), 8) * min(len(other), 8)


def _utterance(dossier: Dossier, group: list[_Telling], by_id: dict[str, Quotation]) -> Utterance:
    order = {report: number for number, report in enumerate(dossier.story.reports)}
    group = sorted(group, key=lambda telling: (order[telling.passages[0].report], telling.passages[0].start))
    rows = [by_id[telling.quotation] for telling in group]
    named = [row for row in rows if row.speaker]
    speaker = max(named, key=lambda row: (row.confidence, row.id)) if named else None
    variants = _variants(dossier, group)
    differs, kinds, why = _differences(group, variants)
    return Utterance(
        id=content_id("utterance", dossier.story.id, [(p.report, p.start, p.end) for telling in group for p in telling.passages]),
        story=dossier.story.id,
        speaker=speaker.speaker if speaker else None,
        speaker_name=speaker.speaker_name if speaker else None,
        quotations=tuple(row.id for row in rows),
        differs=differs,
        kinds=kinds,
        why=why,
        variants=tuple(reading for reading, _ in variants),
        original=_original(dossier, [reading for reading, _ in variants]),
    )


def _variants(dossier: Dossier, group: list[_Telling]) -> list[tuple[Reading, Saying]]:
    """One reading a distinct wording, the one in most reports first."""
    wordings: dict[tuple[str, ...], list[_Telling]] = defaultdict(list)
    for telling in group:
        wordings[tuple(word.key for word in telling.saying.words)].append(telling)
    found = []
    for tellings in wordings.values():
        passages = tuple(passage for telling in tellings for passage in telling.passages)
        reports = tuple(dict.fromkeys(passage.report for passage in passages))
        origins = tuple(dict.fromkeys(dossier.origin_at(passage) for passage in passages))
        found.append((Reading(tellings[0].saying.text, (), passages, reports, origins), tellings[0].saying))
    return sorted(found, key=lambda item: (-len(item[0].reports), -len(item[1].words), item[0].value))


def _differences(group: list[_Telling], variants: list[tuple[Reading, Saying]]) -> tuple[Differs, tuple[Kind, ...], str]:
    """The gravest difference among the variants, all its kinds, and a sentence that names the words."""
    reports = len({passage.report for telling in group for passage in telling.passages})
    if len(variants) == 1:
        where = f"in the same words by {reports} reports" if reports > 1 else "by one report only"
        return "none", (), f"Given {where}."
    first = variants[0][1]
    changes = [change(first, other) for _, other in variants[1:]]
    kinds = tuple(sorted({kind for found in changes for kind in found.kinds}))
    graver = [found for found in changes if found.differs == "meaning"] or [found for found in changes if found.differs == "wording"]
    if not graver:
        return "none", (), f"Given in the same words by {reports} reports, at different lengths."
    pairs = list(dict.fromkeys(pair for found in graver for pair in found.pairs))
    shown = "; ".join(f"“{a or '(nothing)'}” against “{b or '(nothing)'}”" for a, b in pairs[:3]) or "some leave out words that others give"
    if graver[0].differs == "meaning":
        return "meaning", kinds, f"The reports differ in {', '.join(kinds)}: {shown}."
    return "wording", kinds, f"The same message in other words: {shown}."


def _original(dossier: Dossier, variants: list[Reading]) -> str | None:
    """The likely original wording, only where descent tells: every other variant's reports took from reports that have this one, or most
    takers of a lost original agree on it.
    """
    if len(variants) < 2:
        return None
    givers: dict[str, set[str]] = defaultdict(set)
    lost: dict[str, set[str]] = defaultdict(set)
    for borrowing in dossier.borrowings:
        if borrowing.giver not in dossier.by_id:
            lost[borrowing.giver].add(borrowing.taker)
        elif borrowing.direction in ("known", "inferred"):
            givers[borrowing.taker].add(borrowing.giver)
    for reading in variants:
        others = [report for variant in variants if variant is not reading for report in variant.reports]
        if others and all(_ancestors(report, givers) & set(reading.reports) for report in others):
            return reading.value
    for takers in lost.values():
        held = [(len(takers & set(reading.reports)), reading) for reading in variants]
        held = sorted((item for item in held if item[0]), key=lambda item: -item[0])
        if len(held) >= 2 and held[0][0] >= 2 and held[0][0] > held[1][0]:
            return held[0][1].value
    return None


def _ancestors(report: str, givers: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [report]
    while waiting:
        for giver in givers.get(waiting.pop(), ()):
            if giver not in found:
                found.add(giver)
                waiting.append(giver)
    return found
