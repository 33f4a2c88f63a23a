"""From sentences that are one saying to utterances: what each quotation tells of it, and which of its sentences belong together."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from variorum.language import stories
from variorum.language.rarity import rarity
from variorum.model.report import Passage
from variorum.model.saying import Piece, Saying


@dataclass(frozen=True, slots=True)
class Told:
    """What one quotation tells of an utterance: the sentences it shares with others, or all of it where it shares none."""

    quotation: str
    passages: tuple[Passage, ...]
    saying: Saying


def told(groups: list[list[Piece]], pieces: list[Piece], language: stories.Pack) -> list[list[Told]]:
    """Groups of pieces that are one saying, as utterances; `pieces` are all, in the order of their quotations."""
    following = {one: other for one, other in pairwise(pieces) if one.quotation == other.quotation}
    return _tellings(_in_one_breath(_with_next(groups, following), following), language)


def _with_next(groups: list[list[Piece]], following: Mapping[Piece, Piece]) -> list[list[Piece]]:
    """Groups in which a sentence brings the next one of its quotation along, where another report tells both in one: "It sets out a path,
    should they choose it" against "It sets out a path. They have to choose it".
    """
    shared = {piece for group in groups if len(group) > 1 for piece in group}
    widened = []
    moved: set[Piece] = set()
    for group in groups:
        more: list[Piece] = []
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


def _in_one_breath(groups: list[list[Piece]], following: Mapping[Piece, Piece]) -> list[list[Piece]]:
    """Groups that the same quotations tell one right behind the other made one: "We can mend the wall. What it holds back
    worries us" is one message, and its halves say little alone.
    """
    alike: dict[frozenset[str], list[list[Piece]]] = defaultdict(list)
    for group in groups:
        alike[frozenset(piece.quotation for piece in group)].append(group)
    found: list[list[Piece]] = []
    for quotations, some in alike.items():
        run: list[Piece] = []
        for group in sorted(some, key=lambda group: min((piece.passage.report, piece.passage.start) for piece in group)):
            if len(quotations) > 1 and run and _goes_on(run, group, following):
                run += group
            else:
                run = [*group]
                found.append(run)
    return found


def _goes_on(run: list[Piece], group: list[Piece], following: Mapping[Piece, Piece]) -> bool:
    """Does each quotation tell the second group right behind the first?"""
    last = {piece.quotation: piece for piece in sorted(run, key=_place)}
    first = {piece.quotation: piece for piece in sorted(group, key=_place, reverse=True)}
    return all(following.get(piece) is first[quotation] for quotation, piece in last.items())


def _place(piece: Piece) -> int:
    return piece.passage.start


def _tellings(groups: list[list[Piece]], language: stories.Pack) -> list[list[Told]]:
    """Groups of pieces as utterances. What a quotation shares with no other is one utterance of its own, all its sentences together, unless
    another of its sentences is shared.
    """
    shared = [group for group in groups if len({piece.quotation for piece in group}) > 1]
    told = {piece.quotation for group in shared for piece in group}
    alone: dict[str, list[Piece]] = defaultdict(list)
    for group in groups:
        if group[0].quotation not in told:
            alone[group[0].quotation] += group
    return [_told_by_each(pieces, language) for pieces in (*shared, *alone.values())]


def _told_by_each(pieces: list[Piece], language: stories.Pack) -> list[Told]:
    held: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        held[piece.quotation].append(piece)
    found = []
    for quotation, parts in held.items():
        parts.sort(key=lambda piece: piece.passage.start)
        said = parts[0].saying if len(parts) == 1 else language.sayings.saying(_run_on(parts), parts[0].saying.direct)
        found.append(Told(quotation, tuple(part.passage for part in parts), said))
    return found


def _run_on(parts: list[Piece]) -> str:
    """Sentences of one quotation as they follow each other; what stands between those that do not is left out with an ellipsis."""
    text = parts[0].saying.text
    for before, after in pairwise(parts):
        near = after.passage.start - before.passage.end <= 3
        ended = text[-1:] in ".!?…"
        text += (" " if near and ended else ". " if near else " … ") + after.saying.text
    return text


