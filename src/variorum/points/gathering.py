"""From a dossier to its distinct tellings, and from those to the pairs worth comparing: equal words first, then nearest neighbours."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

from variorum.language import pack
from variorum.language.english.diff import FUNCTION, Word, content, words
from variorum.model.report import Passage
from variorum.model.statement import Statement
from variorum.model.story import Dossier, Placed
from variorum.points.told import NAMED, UNKNOWN, Name, Told
from variorum.text.grain import nearest

SHORTEST = 3  # content words: less is a heading, a greeting, a fragment
DENIALS = ("no one ", "no-one ", "nobody ", "none ", "not one ")  # "No one was hurt." is short and says much
NEIGHBOURS = 12  # nearest tellings looked at for each; copies beyond that are told by the same words and already one
NEAR = 0.42  # cosine below which two sentences are not read side by side; unrelated sentences of one story lie under .4
LONGEST_JOINED = 800  # characters of two sentences taken as one
WIDTH = 384  # numbers in a sentence vector
BLOCK = 1024
# Beyond this many distinct tellings each looks only into the nearest cells of a coarse grid, so that the work grows as n^1.5.
EXACT_UP_TO = 12_000
CELLS_LOOKED_INTO = 6

Rows = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Tellings:
    """The distinct tellings of a story, their sentence vectors, and how rare each word is among them."""

    all: list[Told]  # those found; then those joined of two sentences, which have no vector
    vectors: Rows
    rarity: dict[str, float]
    at: dict[str, list[tuple[int, int, int]]]  # report -> (start, end, telling), by place
    # (report, start of a sentence) -> the passage of it and the next one in its paragraph, and that one's names
    after: dict[tuple[str, int], tuple[Passage, tuple[Name, ...]]]

    def covering(self, passage: Passage) -> list[int]:
        """The tellings whose sentences a passage lies in or covers (at least half of the shorter)."""
        found = []
        for start, end, index in self.at.get(passage.report, ()):
            shared = min(end, passage.end) - max(start, passage.start)
            if shared > 0 and 2 * shared >= min(end - start, len(passage)):
                found.append(index)
        return found


def tellings(dossier: Dossier) -> Tellings:
    """Every sentence of a story, equal ones joined. Two sentences are equal where the keys of their words are."""
    names_at = _names_of(dossier)
    statements_at = _statements_of(dossier)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    after: dict[tuple[str, int], tuple[Passage, tuple[Name, ...]]] = {}
    for place, analysis in dossier.readings():
        if place.block.role not in ("lead", "body", "quote", "headline", "deck"):
            continue
        report = dossier.by_id[place.report]
        if not pack.reads(report.language):
            continue
        rows = dossier.vectors.get(place.key)
        for number, sentence in enumerate(analysis.sentences):
            start, end = sentence.start, sentence.end
            passage = report.passage(place.start + start, place.start + end)
            if number + 1 < len(analysis.sentences):
                first, last = analysis.sentences[number + 1][:2]
                both = report.passage(passage.start, place.start + last)
                after[passage.report, passage.start] = both, tuple(_shifted(name, first - start) for name in names_at(place, first, last))
            keys = tuple(word.key for word in words(passage.text))
            if len(content(words(passage.text))) < SHORTEST and not passage.text.casefold().startswith(DENIALS):
                continue
            entry = found.get(keys)
            if entry is None:
                vector = rows[number] if rows is not None and number < len(rows) else np.zeros(WIDTH, np.float16)
                entry = found[keys] = {
                    "places": [], "vector": vector, "names": names_at(place, start, end), "statements": [], "published": report.published,
                }  # fmt: skip
            entry["places"].append(passage)
            entry["statements"].extend(statements_at.get((passage.report, passage.start), ()))
            if report.published and (entry["published"] is None or report.published < entry["published"]):
                entry["published"] = report.published
    told = tuple(
        Told(entry["places"][0].text, tuple(entry["places"]), entry["names"], tuple(entry["statements"]), entry["published"], number)
        for number, entry in enumerate(found.values())
    )
    at: dict[str, list[tuple[int, int, int]]] = {}
    for number, one in enumerate(told):
        for passage in one.places:
            at.setdefault(passage.report, []).append((passage.start, passage.end, number))
    for stretches in at.values():
        stretches.sort()
    vectors = np.array([entry["vector"] for entry in found.values()], dtype=np.float32).reshape(len(told), WIDTH)
    return Tellings(list(told), vectors, _rarity(told), at, after)


def joined(found: Tellings, told: Told) -> Told | None:
    """A telling with the sentence that follows it, as one: a translator or editor may have made two sentences of one."""
    home = told.places[0]
    both, names = found.after.get((home.report, home.start), (home, ()))
    if both == home or len(both) > LONGEST_JOINED:
        return None
    return Told(both.text, (both,), told.names + names, told.statements, told.published)


def _shifted(name: Name, by: int) -> Name:
    return name._replace(start=name.start + by, end=name.end + by)


def _names_of(dossier: Dossier) -> Any:
    """A function that gives a sentence's names, with the state and the entity that the names stage found for them."""
    known: dict[tuple[str, int], tuple[str | None, str]] = {}
    for entity in dossier.entities:
        for mention in entity.mentions:
            known[mention.report, mention.start] = (entity.country, entity.id)

    met = {
        dossier.by_id[place.report].text[place.start + mention.start : place.start + mention.end].removeprefix("the ")
        for place, analysis in dossier.readings()
        for mention in analysis.mentions
        if mention.label in NAMED
    }

    def names(place: Placed, start: int, end: int) -> tuple[Name, ...]:
        text = dossier.by_id[place.report].text
        found = []
        for mention in dossier.analyses[place.key].mentions:
            if start <= mention.start and mention.end <= end:
                country, entity = known.get((place.report, place.start + mention.start), (None, None))
                words_of = text[place.start + mention.start : place.start + mention.end]
                found.append(Name(mention.start - start, mention.end - start, mention.label, words_of, country, entity))
        return tuple(sorted([*found, *_unmarked(text[place.start + start : place.start + end], found, met)]))

    return names


def _unmarked(sentence: str, marked: list[Name], met: set[str]) -> list[Name]:
    """Runs of capitals that the tagger passed over; a lone word at the sentence's head only where it is a name elsewhere in the story.
    Titles in capitals give none.
    """
    found: list[Name] = []
    run: list[Word] = []
    of = words(sentence)
    if sum(word.capital for word in of) > 0.6 * len(of):
        return []
    for word in (*of, None):
        joined = run and word is not None and sentence[run[-1].end : word.start] == " "
        if word is not None and word.capital and word.key not in FUNCTION and (not run or joined):
            run.append(word)
            continue
        if (
            run
            and (len(run) > 1 or run[0].start > 1 or run[0].text in met)
            and not any(name.start < run[-1].end and run[0].start < name.end for name in marked)
        ):
            found.append(Name(run[0].start, run[-1].end, UNKNOWN, sentence[run[0].start : run[-1].end]))
        run = [word] if word is not None and word.capital and word.key not in FUNCTION else []
    return found


def _statements_of(dossier: Dossier) -> dict[tuple[str, int], list[Statement]]:
    found: dict[tuple[str, int], list[Statement]] = {}
    for statement in dossier.statements:
        if statement.sentence is not None:
            found.setdefault((statement.report, statement.sentence.start), []).append(statement)
    return found


def _rarity(all_told: tuple[Told, ...]) -> dict[str, float]:
    """How rare each key is among the tellings; in a small story nearly alike for all, as little is known of what is common."""
    counts = Counter(key for one in all_told for key in one.content)
    return {key: log(1 + (len(all_told) + 30) / (count + 1)) for key, count in counts.items()}


def neighbours(found: Tellings) -> Iterator[tuple[int, int, float]]:
    """(i, j, cosine) with i < j: for each telling its nearest ones by sentence vector and by rare words, each pair once."""
    seen: set[tuple[int, int]] = set()
    for i, j in _by_vector(found.vectors):
        pair = (min(i, j), max(i, j))
        if pair not in seen:
            seen.add(pair)
    for i, j in _by_rare_words(found):
        seen.add((min(i, j), max(i, j)))
    for i, j in sorted(seen):
        yield i, j, float(found.vectors[i] @ found.vectors[j])


def _by_vector(vectors: Rows) -> Iterator[tuple[int, int]]:
    if not len(vectors) or not vectors.any():
        return
    if len(vectors) > EXACT_UP_TO:
        yield from _by_cells(vectors)
        return
    for first in range(0, len(vectors), BLOCK):
        block = vectors[first : first + BLOCK] @ vectors.T
        block[np.arange(len(block)), first + np.arange(len(block))] = -1
        yield from _best(block, np.arange(first, first + len(block)), np.arange(len(vectors)))


def _best(block: Rows, rows: Any, columns: Any) -> Iterator[tuple[int, int]]:
    for row, place in zip(*np.nonzero(nearest(block, NEIGHBOURS) & (block >= NEAR)), strict=True):
        yield int(rows[row]), int(columns[place])


def _by_cells(vectors: Rows) -> Iterator[tuple[int, int]]:
    """Nearest neighbours within the nearest cells; cell centres are evenly spaced tellings, so that the same story gives the same cells."""
    centres = vectors[np.linspace(0, len(vectors) - 1, int(len(vectors) ** 0.5)).astype(int)]
    looked = np.concatenate([nearest(vectors[at : at + BLOCK] @ centres.T, CELLS_LOOKED_INTO) for at in range(0, len(vectors), BLOCK)])
    home = np.concatenate([(vectors[at : at + BLOCK] @ centres.T).argmax(axis=1) for at in range(0, len(vectors), BLOCK)])
    for cell in range(len(centres)):
        members = np.flatnonzero(home == cell)
        visitors = np.flatnonzero(looked[:, cell])
        if not len(members) or not len(visitors):
            continue
        for first in range(0, len(visitors), BLOCK):
            rows = visitors[first : first + BLOCK]
            block = vectors[rows] @ vectors[members].T
            block[rows[:, None] == members[None, :]] = -1
            yield from _best(block, rows, members)


def _by_rare_words(found: Tellings) -> Iterator[tuple[int, int]]:
    """Pairs that share two rare words or more: what the sentence vectors miss in long sentences. Words in many tellings are left out."""
    holders: dict[str, list[int]] = {}
    for number, one in enumerate(found.all):
        for key in one.content:
            holders.setdefault(key, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for key, numbers in holders.items():
        if 2 <= len(numbers) <= 12 and (len(key) > 3 or key.isdigit()):
            shared.update((i, j) for place, i in enumerate(numbers) for j in numbers[place + 1 :])
    yield from (pair for pair, count in shared.items() if count >= 2)
