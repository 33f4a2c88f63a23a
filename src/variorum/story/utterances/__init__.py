"""The same words or message of one speaker across reports: one utterance with its variants, and whether they change the meaning.

Which sentences are one, and what their differences mean, is asked of the language (language/stories.py: Sayings).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np

from variorum.language import stories
from variorum.model.entity import Entity
from variorum.model.point import Kind, Reading, Utterance
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.saying import Differs, Piece, Saying
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.questions.asking import KIN, copied, of_one_origin
from variorum.questions.editions import edition
from variorum.questions.kinds import KINDS
from variorum.questions.laying import compared
from variorum.questions.pairs import Compared, Pair
from variorum.questions.tellings import SMALL, Telling, Tellings, tellings
from variorum.questions.times import later
from variorum.story.utterances.spoken import Told, told
from variorum.text.kept import Worked, kept
from variorum.text.marks import unmarked, words_in

_OTHERWISE = frozenset({"conflict", "revised", "scope", "spread"})
ALIKE = 0.85  # sameness of two wordings from which a kind may take them for one that was changed; at .7 two of four were none
PART = 0.6  # of the words of a sentence, from which another tells what it does
SHOWN = 3  # changes that a reason names
SHORTER = "some leave out words that others give"


def join(dossier: Dossier) -> Dossier:
    """The dossier with its utterances, and each quotation's `utterance` (the one that most reports tell)."""
    language = stories.of(*(report.language for report in dossier.reports))
    pieces, worked = _pieces(dossier, language), Worked(dossier.before)
    groups = told(language.sayings.groups_of(pieces, _parallel(dossier, pieces), worked), pieces, language)
    by_id = {row.id: row for row in dossier.quotations}
    meaning = _Meaning(dossier, worked)
    nameless = frozenset(entity.id for entity in dossier.entities if entity.kind == "group")
    taken = _taken(dossier)
    utterances = [_utterance(dossier, group, by_id, language, meaning, nameless, taken) for group in groups]
    of_quotation: dict[str, str] = {}
    for utterance in sorted(utterances, key=lambda item: (len({r for v in item.variants for r in v.reports}), item.id)):
        of_quotation.update(dict.fromkeys(utterance.quotations, utterance.id))
    rows = tuple(replace(row, utterance=of_quotation.get(row.id)) for row in dossier.quotations)
    return dossier.having(
        utterances=tuple(sorted(utterances, key=lambda item: item.id)), quotations=rows, worked={**dossier.worked, **worked.now}
    )


def _speaker_key(entity: Entity, language: stories.Pack) -> str:
    """People speak for themselves; a state, its capital and its seat of government are one voice."""
    if (entity.kind == "place" and entity.country) or (
        entity.kind == "organisation" and entity.country and language.places.country_of_seat(entity.name)
    ):
        return f"state {entity.country}"
    return entity.id


def _pieces(dossier: Dossier, language: stories.Pack) -> list[Piece]:
    entities = {entity.id: entity for entity in dossier.entities}
    vectors = _Vectors(dossier)
    found = []
    for row in dossier.quotations:
        # Whether people without a name are others than those of another report, nobody knows: who speaks is as open as if none were told.
        speakers = frozenset(_speaker_key(entities[key], language) for key in row.speakers if entities[key].kind != "group")
        for content in row.content:
            for passage in _sentences(dossier, content, language):
                words = unmarked(passage.text)
                if words_in(words) < 3:
                    continue
                words = f"{row.cue.text} {words}" if row.cue and _is_done(row, language) else words
                said = language.sayings.saying(" ".join(words.split()), row.manner == "direct", vectors.of(passage))
                found.append(Piece(row.id, passage, said, speakers))
    return found


def _is_done(row: Quotation, language: stories.Pack) -> bool:
    """Is the cue itself what was said ("rejected the demand", "promised to meet")? Without it, the words would say something else."""
    if row.cue is None or row.manner == "direct" or row.content[0].start < row.cue.end:
        return False
    return language.sayings.is_done(row.cue.text, row.content[0].text)


def _sentences(dossier: Dossier, content: Passage, language: stories.Pack) -> list[Passage]:
    """A quoted stretch in its sentences: outlets cut and reorder what was said between them."""
    report = dossier.by_id[content.report]
    found = []
    start = 0
    for gap in [*language.sayings.breaks(content.text), None]:
        end = gap[0] if gap else len(content.text)
        piece = content.text[start:end]
        if words_in(piece) >= 3 or (gap is None and start == 0):
            low = content.start + start + len(piece) - len(piece.lstrip())
            found.append(report.passage(low, content.start + start + len(piece.rstrip())))
            start = gap[1] if gap else end
        elif gap is None and found:
            found[-1] = report.passage(found[-1].start, content.end)
    return found


class _Vectors:
    """The sentence vector a passage stands in, where the story has any."""

    def __init__(self, dossier: Dossier) -> None:
        self.starts: dict[str, list[tuple[int, int, str, int]]] = defaultdict(list)
        self.dossier = dossier
        for place, analysis in dossier.readings():
            for row, one in enumerate(analysis.sentences):
                self.starts[place.report].append((place.start + one.start, place.start + one.end, place.key, row))

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


def _parallel(dossier: Dossier, pieces: list[Piece]) -> dict[Piece, set[int]]:
    """For each piece the parallel sentences it stands in: pairs of passages of which one was taken from the other."""
    spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, pair in enumerate(pair for borrowing in dossier.borrowings for pair in borrowing.pairs):
        for passage in (pair.taker, pair.giver):
            spans[passage.report].append((passage.start, passage.end, number))
    for rows in spans.values():
        rows.sort()
    found: dict[Piece, set[int]] = {}
    for piece in pieces:
        rows = spans.get(piece.passage.report, [])
        upto = bisect_right(rows, (piece.passage.start, piece.passage.end, len(dossier.borrowings)))
        near = rows[max(0, upto - 40) : upto + 40]
        found[piece] = {number for start, end, number in near if start <= piece.passage.start + 2 and piece.passage.end <= end + 2}
    return found


def _utterance(
    dossier: Dossier,
    group: list[Told],
    by_id: dict[str, Quotation],
    language: stories.Pack,
    meaning: "_Meaning",
    nameless: frozenset[str],
    taken: "Taken",
) -> Utterance:
    order = dossier.numbers
    group = sorted(group, key=lambda telling: (order[telling.passages[0].report], telling.passages[0].start))
    rows = [by_id[telling.quotation] for telling in group]
    named = [row for row in rows if row.speakers]
    speaker = max(named, key=lambda row: (row.speaker not in nameless, row.confidence, row.id)) if named else None
    variants = _variants(dossier, group)
    differs, kinds, why = _differences(group, variants, language.sayings, meaning)
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
        original=_original(taken, [reading for reading, _ in variants]),
        speakers=speaker.speakers if speaker else (),
    )


def _variants(dossier: Dossier, group: list[Told]) -> list[tuple[Reading, Saying]]:
    """One reading a distinct wording, the one in most reports first."""
    wordings: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for telling in group:
        wordings[tuple(word.key for word in telling.saying.words)].append(telling)
    found = []
    for some in wordings.values():
        passages = tuple(passage for telling in some for passage in telling.passages)
        reports = tuple(dict.fromkeys(passage.report for passage in passages))
        origins = tuple(dict.fromkeys(dossier.origin_at(passage) for passage in passages))
        found.append((Reading(some[0].saying.text, (), passages, reports, origins), some[0].saying))
    return sorted(found, key=lambda item: (-len(item[0].reports), -len(item[1].words), item[0].value))


_Placed = tuple[tuple[int, int], Telling]  # [start, end) of the words of a wording in a sentence of its own, and the sentence


class _Meaning:
    """Whether two wordings of one saying answer some question differently: asked of the kinds of question, sentence against sentence."""

    def __init__(self, dossier: Dossier, worked: Worked) -> None:
        self._dossier = dossier
        self._worked = worked

    @cached_property
    def _found(self) -> Tellings:
        return tellings(self._dossier)

    @cached_property
    def _copied(self) -> set[tuple[int, int]]:
        return copied(self._dossier, self._found)

    @cached_property
    def _at(self) -> dict[str, list[tuple[Passage, Telling]]]:
        found: dict[str, list[tuple[Passage, Telling]]] = defaultdict(list)
        for telling in self._found.all:
            for place in telling.places:
                found[place.report].append((place, telling))
        return found

    def differences(self, one: Reading, other: Reading, alike: bool) -> Iterator[Compared]:
        """What the two tell otherwise, each with the words that stand in the two wordings themselves. `alike`: the wordings are so near
        each other that their sentences are held as one that was changed, as are near sentences of texts of one origin.
        """
        for (mine, a), (yours, b) in self._facing(self._sentences(one), self._sentences(other)):
            cosine = self._found.cosine(a, b)
            laid = (min(a.number, b.number), max(a.number, b.number)) in self._copied
            changed = alike or laid or (cosine >= KIN and of_one_origin(self._dossier, a, b))
            order = edition(self._dossier, a.reports, b.reports)
            pair = Pair(a, b, cosine, 1.0, changed, later(a, b) if order is None else order, edition=order is not None)
            yield from (
                found for found in compared(pair, KINDS, self._worked)
                if found.relation in _OTHERWISE and _holds(mine, found.a.span) and _holds(yours, found.b.span)
            )  # fmt: skip

    @staticmethod
    def _facing(ours: list[_Placed], theirs: list[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
        """Each sentence of one wording with that of the other that has most of its words, where it is so from either side, or where that
        one has most of what it says: what one report tells in a sentence another tells in two.
        """
        for mine in ours:
            yours = max(theirs, key=lambda placed: _shared(mine, placed))
            back = max(ours, key=lambda placed: _shared(placed, yours))
            if mine[1] is not yours[1] and (back is mine or _shared(mine, yours) >= PART * _forms(mine[1], mine[0]).total()):
                yield mine, yours

    def _sentences(self, reading: Reading) -> list[_Placed]:
        """The sentences that a wording stands in, each with where in it the wording stands; one place of equal words is enough."""
        first = reading.passages[0].report
        return [
            ((passage.start - place.start, passage.end - place.start), telling)
            for passage in reading.passages if passage.report == first
            for place, telling in self._at.get(passage.report, ()) if place.start < passage.end and passage.start < place.end
        ]  # fmt: skip


@kept
def _forms(telling: Telling, stretch: tuple[int, int]) -> Counter[str]:
    """How often the words that tell something stand in a stretch of a sentence, by their dictionary forms."""
    start, end = stretch
    return Counter(word.lemma for word in telling.sentence.words if start <= word.start < end and word.kind not in SMALL)


def _shared(one: _Placed, other: _Placed) -> int:
    mine, theirs = (_forms(telling, stretch) for stretch, telling in (one, other))
    return sum(min(count, theirs[form]) for form, count in mine.items() if form in theirs)


def _holds(stretch: tuple[int, int], span: tuple[int, int]) -> bool:
    return stretch[0] <= span[0] and span[1] <= stretch[1]


def _differences(
    group: list[Told], variants: list[tuple[Reading, Saying]], sayings: stories.Sayings, meaning: _Meaning
) -> tuple[Differs, tuple[Kind, ...], str]:
    """The gravest difference among the variants, all its kinds, and a sentence that names the words. Only a kind of question that sees two
    answers says that the meaning is another; how the wording differs, the language tells.
    """
    reports = len({passage.report for telling in group for passage in telling.passages})
    if len(variants) == 1:
        where = f"in the same words by {reports} reports" if reports > 1 else "by one report only"
        return "none", (), f"Given {where}."
    first, said = variants[0]
    graver = [
        found for other, theirs in variants[1:] for found in meaning.differences(first, other, sayings.sameness(said, theirs) >= ALIKE)
    ]  # fmt: skip
    if graver:
        kinds = tuple(sorted({found.kind for found in graver}))
        pairs = list(dict.fromkeys((found.a.value, found.b.value) for found in graver))
        words = "; ".join(f"“{a}” against “{b}”" for a, b in pairs[:SHOWN])
        return "meaning", kinds, f"The reports differ in {', '.join(kinds)}: {words}."
    changes = [found for _, other in variants[1:] if (found := sayings.change(said, other)).differs != "none"]
    if not changes:
        return "none", (), f"Given in the same words by {reports} reports, at different lengths."
    changed = list(dict.fromkeys(f"“{a}” against “{b}”" for found in changes for a, b in found.pairs if a and b))
    return "wording", (), f"The same message in other words: {'; '.join(changed[:SHOWN]) or SHORTER}."


Taken = tuple[dict[str, set[str]], dict[str, set[str]]]  # taker -> those that it took from; lost original -> its takers


def _taken(dossier: Dossier) -> Taken:
    """Who took from whom, as far as descent tells."""
    givers: dict[str, set[str]] = defaultdict(set)
    lost: dict[str, set[str]] = defaultdict(set)
    for borrowing in dossier.borrowings:
        if borrowing.giver not in dossier.by_id:
            lost[borrowing.giver].add(borrowing.taker)
        elif borrowing.direction in ("known", "inferred"):
            givers[borrowing.taker].add(borrowing.giver)
    return givers, lost


def _original(taken: Taken, variants: list[Reading]) -> str | None:
    """The likely original wording, only where descent tells: every other variant's reports took from reports that have this one, or most
    takers of a lost original agree on it.
    """
    if len(variants) < 2:
        return None
    givers, lost = taken
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
