"""Two texts beside each other, word by word: the runs of words that both have, in the same order or moved to another place.

A run of several words that both have is looked for anywhere in the other text, the longest first at each place. The heaviest set of runs
that rise on both sides stands in the same order; the others were moved. Between two runs of that set the words are compared once more, so
that of a sentence in which one word was changed all other words are known as the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from variorum.text.align import longest_chain
from variorum.text.normal import fold
from variorum.text.shingle import words

RUN: Final = 4  # words in a row that both have by no chance
MOVED: Final = 7  # words that are called moved: fewer are often a set phrase
NEAR: Final = 4  # words between two runs of one moved sentence
BETWEEN: Final = 60  # words on each side of a gap in which the words are compared once more
MOST_PLACES: Final = 12  # of a run that the other text repeats again and again
MOST_WORDS: Final = 12_000  # of each text: an hour of reading


@dataclass(frozen=True, slots=True)
class Run:
    """Words that both texts have: [start, end) of each in code points, and how many words. `moved`: they stand at another place."""

    left: tuple[int, int]
    right: tuple[int, int]
    words: int
    moved: bool


@dataclass(frozen=True, slots=True)
class _Tile:
    left: int  # word places
    right: int
    length: int


def beside(left: str, right: str) -> tuple[Run, ...]:
    """The runs of words that both texts have, in the order of the left one. Words are equal whatever their case and quote marks.

    Time: n log n in the words of texts that do not repeat themselves, and the square of the number of runs.
    """
    mine, theirs = _words(left), _words(right)
    tiles = _tiles([word for _, _, word in mine], [word for _, _, word in theirs])
    chain = longest_chain([(tile.left, tile.right, float(tile.length)) for tile in tiles])
    rising = [tile for tile in tiles if (tile.left, tile.right) in chain]
    apart = _moved([tile for tile in tiles if (tile.left, tile.right) not in chain])
    taken = {place for tile in apart for place in range(tile.left, tile.left + tile.length)}
    given = {place for tile in apart for place in range(tile.right, tile.right + tile.length)}
    found = [(tile, False) for tile in [*rising, *_between(rising, mine, theirs, taken, given)]]
    found += [(tile, True) for tile in apart]
    return tuple(
        Run(_span(mine, tile.left, tile.length), _span(theirs, tile.right, tile.length), tile.length, moved)
        for tile, moved in sorted(found, key=lambda row: (row[0].left, row[0].right))
    )


def _words(text: str) -> list[tuple[int, int, str]]:
    """The first words of a text as (start, end, form)."""
    folded = fold(text)
    return [(start, start + len(word), word.casefold()) for start, word in words(folded)[:MOST_WORDS]]


def _span(rows: Sequence[tuple[int, int, str]], first: int, length: int) -> tuple[int, int]:
    return rows[first][0], rows[first + length - 1][1]


def _tiles(mine: Sequence[str], theirs: Sequence[str]) -> list[_Tile]:
    """Runs of at least RUN words, none of which is in two tiles of the same text."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(theirs) - RUN + 1):
        places[tuple(theirs[place : place + RUN])].append(place)
    used = [False] * len(theirs)
    tiles: list[_Tile] = []
    at, expected = 0, 0
    while at <= len(mine) - RUN:
        best: _Tile | None = None
        for place in places.get(tuple(mine[at : at + RUN]), ())[:MOST_PLACES]:
            length = _common(mine, theirs, at, place, used)
            nearer = best is not None and length == best.length and abs(place - expected) < abs(best.right - expected)
            if length >= RUN and (best is None or length > best.length or nearer):
                best = _Tile(at, place, length)
        if best is None:
            at += 1
            continue
        tiles.append(best)
        used[best.right : best.right + best.length] = [True] * best.length
        at, expected = at + best.length, best.right + best.length
    return tiles


def _common(mine: Sequence[str], theirs: Sequence[str], left: int, right: int, used: Sequence[bool]) -> int:
    """How many words the texts have in common from these places on, up to the first that is used."""
    length = 0
    most = min(len(mine) - left, len(theirs) - right)
    while length < most and not used[right + length] and mine[left + length] == theirs[right + length]:
        length += 1
    return length


def _moved(tiles: Sequence[_Tile]) -> list[_Tile]:
    """Of the runs that stand elsewhere in the other text those that are long enough, alone or with the next ones of the same sentence."""
    groups: list[list[_Tile]] = []
    for tile in tiles:
        before = groups[-1][-1] if groups else None
        follows = before is not None and all(
            0 <= gap <= NEAR for gap in (tile.left - before.left - before.length, tile.right - before.right - before.length)
        )
        if follows:
            groups[-1].append(tile)
        else:
            groups.append([tile])
    return [tile for group in groups if sum(tile.length for tile in group) >= MOVED for tile in group]


def _between(
    rising: Sequence[_Tile],
    mine: Sequence[tuple[int, int, str]],
    theirs: Sequence[tuple[int, int, str]],
    taken: set[int],
    given: set[int],
) -> list[_Tile]:
    """Words that are the same in the gaps between two runs: pairs of words, and what touches a run."""
    ordered = sorted(rising, key=lambda tile: tile.left)
    ends = [(0, 0), *((tile.left + tile.length, tile.right + tile.length) for tile in ordered)]
    starts = [*((tile.left, tile.right) for tile in ordered), (len(mine), len(theirs))]
    found: list[_Tile] = []
    for (left, right), (left_end, right_end) in zip(ends, starts, strict=True):
        if not (0 < left_end - left <= BETWEEN and 0 < right_end - right <= BETWEEN):
            continue
        ours = [word if left + place not in taken else "" for place, (_, _, word) in enumerate(mine[left:left_end])]
        others = [word if right + place not in given else " " for place, (_, _, word) in enumerate(theirs[right:right_end])]
        for block in SequenceMatcher(None, ours, others, autojunk=False).get_matching_blocks():
            touches = (block.a == 0 and block.b == 0) or (block.a + block.size, block.b + block.size) == (len(ours), len(others))
            if block.size > 1 or (block.size == 1 and touches):
                found.append(_Tile(left + block.a, right + block.b, block.size))
    return found
