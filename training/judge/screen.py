"""The cheap screen: what two sentences have in common, counted, and a small model that ranks candidates by it, story by story out of fold."""

from __future__ import annotations

import math
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from corpus import Labelled, corpus
from stories import CACHE, Sentence, Story

from variorum.language.words.rarity import rarity
from variorum.text.diff import stem

NOT = {
    "not",
    "n't",
    "no",
    "never",
    "none",
    "nobody",
    "nothing",
    "neither",
    "nor",
    "without",
    "denied",
    "deny",
    "denies",
    "refused",
    "declined",
    "failed",
}
MAY = {"may", "might", "could", "would", "should", "reportedly", "allegedly", "alleged", "possible", "possibly", "likely", "perhaps", "suspected",
       "believed", "apparently", "appears", "seems", "if", "unless"}  # fmt: skip
AHEAD = {"will", "plan", "plans", "planned", "expected", "to", "scheduled", "set", "going", "would"}
SAID = {
    "said",
    "says",
    "say",
    "told",
    "according",
    "added",
    "claimed",
    "claims",
    "tweeted",
    "wrote",
    "stated",
    "announced",
    "reported",
    "confirmed",
}
LIGHT = {"PUNCT", "DET", "ADP", "PART", "SCONJ", "CCONJ", "AUX", "PRON", "SPACE"}
PLACES = {"GPE", "LOC", "FAC"}
FEATURES = (
    "cosine", "cosine2", "centred", "around", "lexical", "rank_least", "rank_most", "margin", "shared", "shared_rare", "alone_least", "alone_most",
    "jaccard", "near_copy", "same_root", "shared_verbs", "shared_subject", "numbers_least", "numbers_most", "numbers_equal", "unit_unlike", "unit_equal",
    "values_apart", "times_least", "times_most", "times_equal", "times_apart", "names_shared", "names_alone_least", "names_alone_most", "persons_apart",
    "places_apart", "not_apart", "not_both", "may_apart", "ahead_apart", "said_apart", "said_both", "quoted_least", "quoted_most", "quoted_shared",
    "quote_changed", "length_least", "length_most", "length_ratio", "place_least", "place_most", "place_apart", "leads", "told_least", "told_most", "days",
    "question", "first_person", "crowd", "headline",
)  # fmt: skip


class Cues:
    """What is counted of one sentence."""

    def __init__(self, one: Sentence) -> None:
        tokens = one.tokens
        low = [token.text.lower() for token in tokens]
        bag = set(low)
        self.stems = {stem(token.lemma.lower()): _rare(token.text) for token in tokens if token.pos not in LIGHT and len(token.text) > 1}
        self.root = next((token.lemma.lower() for token in tokens if token.head == token.i), "")
        self.verbs = {token.lemma.lower() for token in tokens if token.pos == "VERB"} - SAID - {"say", "tell"}
        self.subjects = {token.lemma.lower() for token in tokens if token.dep in ("nsubj", "nsubjpass") and token.pos != "PRON"}
        self.numbers: set[tuple[str, str]] = set()
        for token in tokens:
            if token.pos == "NUM" and token.ent not in ("DATE", "TIME"):
                head = tokens[token.head] if 0 <= token.head < len(tokens) else token
                unit = (
                    head.lemma.lower()
                    if head.pos == "NOUN" or head.tag in ("$", "#")
                    else "$"
                    if token.ent == "MONEY"
                    else token.ent or head.lemma.lower()
                )
                self.numbers.add((unit, low[token.i].replace(",", "")))
        self.times = {low[token.i] for token in tokens if token.ent in ("DATE", "TIME") and token.pos not in LIGHT}
        self.names = {low[token.i] for token in tokens if token.pos == "PROPN"}
        self.persons = {low[token.i] for token in tokens if token.ent == "PERSON" and token.pos == "PROPN"}
        self.places = {low[token.i] for token in tokens if token.ent in PLACES}
        self.negated = bool(bag & NOT)
        self.may, self.ahead, self.said = bool(bag & MAY), bool(bag & AHEAD - {"to"}), bool(bag & SAID)
        quoted, inside = set(), False
        for token in tokens:
            if token.text in ('"', "``", "''", "“", "”"):
                inside = token.text in ("``", "“") or not inside
            elif inside and token.pos not in LIGHT:
                quoted.add(stem(low[token.i]))
        self.quoted = quoted
        self.length = len(tokens)
        self.question = "?" in bag
        self.first_person = bool(bag & {"i", "we", "my", "our", "me", "us"})


@lru_cache(maxsize=1 << 16)
def _rare(word: str) -> float:
    return max(0.0, rarity(stem(word.lower())))


def _apart(one: set[str], other: set[str]) -> tuple[int, int]:
    return min(len(one - other), len(other - one)), max(len(one - other), len(other - one))


def features(story: Story, pairs: list[Labelled]) -> np.ndarray:
    """One row a pair, in the order of FEATURES; swapping the sentences changes nothing."""
    from corpus import words_of

    first, words = words_of(story)
    told = Counter(words)
    cues = {number: Cues(story.sentences[number]) for number in {number for one in pairs for number in (one.a, one.b)}}
    vectors = story.vectors.astype(np.float64)
    mean = vectors[first].mean(0)
    centred = vectors - mean * (len(first) / (len(first) + 8.0))
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    around = vectors.copy()
    for number, one in enumerate(story.sentences):
        for other, share in ((number - 1, 0.4), (number + 1, 0.2)):
            if 0 <= other < len(vectors) and story.sentences[other].report == one.report:
                around[number] += share * vectors[other]
    around /= np.linalg.norm(around, axis=1, keepdims=True)
    all_cosines = vectors[first] @ vectors[first].T
    ranked = np.sort(all_cosines, axis=1)[:, ::-1]
    at = {number: place for place, number in enumerate(first)}
    rows = np.zeros((len(pairs), len(FEATURES)))
    for row, pair in enumerate(pairs):
        one, other = cues[pair.a], cues[pair.b]
        mine, theirs = story.sentences[pair.a], story.sentences[pair.b]
        shared, union = one.stems.keys() & other.stems.keys(), one.stems.keys() | other.stems.keys()
        rare_shared = sum(min(one.stems[key], other.stems[key]) for key in shared)
        alone = sorted(sum(value for key, value in side.stems.items() if key not in shared) for side in (one, other))
        norms = [math.sqrt(sum(value**2 for value in side.stems.values())) for side in (one, other)]
        lexical = sum(one.stems[key] ** 2 for key in shared) / max(1e-9, norms[0] * norms[1])
        ranks = sorted(math.log1p(int((ranked[at[number]] > pair.cosine).sum())) for number in (pair.a, pair.b))
        best = max(ranked[at[pair.a]][1] if len(first) > 1 else 0, ranked[at[pair.b]][1] if len(first) > 1 else 0)
        units, units_ = {unit for unit, _ in one.numbers}, {unit for unit, _ in other.numbers}
        both = units & units_
        unlike = sum({v for u, v in one.numbers if u == unit} != {v for u, v in other.numbers if u == unit} for unit in both)
        values, values_ = {value for _, value in one.numbers}, {value for _, value in other.numbers}
        names = _apart(one.names, other.names)
        quotes = one.quoted & other.quoted
        days = _days(story, mine.report, theirs.report)
        rows[row] = (
            pair.cosine, pair.cosine**2, float(centred[pair.a] @ centred[pair.b]), float(around[pair.a] @ around[pair.b]), lexical, ranks[0], ranks[1],
            best - pair.cosine, math.log1p(len(shared)), math.log1p(rare_shared), math.log1p(alone[0]), math.log1p(alone[1]),
            len(shared) / max(1, len(union)), len(shared) / max(1, len(union)) > 0.7, one.root == other.root, math.log1p(len(one.verbs & other.verbs)),
            bool(one.subjects & other.subjects), min(len(values), len(values_), 3), min(max(len(values), len(values_)), 4), min(len(values & values_), 3),
            min(unlike, 2), min(len(both) - unlike, 2), min(_apart(values, values_)[0], 2), min(len(one.times), len(other.times), 3),
            min(max(len(one.times), len(other.times)), 4), min(len(one.times & other.times), 3), min(_apart(one.times, other.times)[0], 2),
            math.log1p(len(one.names & other.names)), math.log1p(names[0]), math.log1p(names[1]), min(_apart(one.persons, other.persons)[0], 2),
            min(_apart(one.places, other.places)[0], 2), one.negated != other.negated, one.negated and other.negated, one.may != other.may,
            one.ahead != other.ahead, one.said != other.said, one.said and other.said, math.log1p(min(len(one.quoted), len(other.quoted))),
            math.log1p(max(len(one.quoted), len(other.quoted))), math.log1p(len(quotes)),
            len(quotes) > 2 and len(quotes) < max(len(one.quoted), len(other.quoted)), math.log(min(one.length, other.length)),
            math.log(max(one.length, other.length)), min(one.length, other.length) / max(one.length, other.length),
            math.log1p(min(mine.place, theirs.place)), math.log1p(max(mine.place, theirs.place)), abs(math.log1p(mine.place) - math.log1p(theirs.place)),
            mine.place <= 3 and theirs.place <= 3, min(told[words[pair.a]], told[words[pair.b]]), max(told[words[pair.a]], told[words[pair.b]]), days,
            one.question or other.question, one.first_person != other.first_person,
            math.log1p(sum(int((all_cosines[at[number]] > pair.cosine - 0.05).sum()) for number in (pair.a, pair.b))),
            (mine.role == "headline") + (theirs.role == "headline"),
        )  # fmt: skip
    return rows


def _days(story: Story, one: int, other: int) -> float:
    from reading import days_apart

    return abs(days_apart(story.reports[one].published, story.reports[other].published) - 4) if story.reports[one].published else -1


def table() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels (1 differs), story numbers and folds of all pairs of the pool, kept once made."""
    kept = CACHE / "features.npz"
    if not kept.exists():
        parts = [[], [], [], []]
        for number, (story, pairs) in enumerate(corpus()):
            inside = [one for one in pairs if one.in_pool]
            parts[0].append(features(story, inside))
            parts[1].append([one.weight > 0 for one in inside])
            parts[2].append([number] * len(inside))
            parts[3].append([story.fold] * len(inside))
        np.savez(kept, *(np.concatenate(part) for part in parts))
    with np.load(kept) as found:
        return tuple(found[f"arr_{number}"] for number in range(4))


def out_of_fold(make, rows: np.ndarray, gold: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Scores of each fold's pairs by a model that saw the other folds only."""
    scores = np.zeros(len(gold))
    for number in range(5):
        model = make()
        model.fit(rows[fold != number], gold[fold != number])
        scores[fold == number] = model.predict_proba(rows[fold == number])[:, 1]
    return scores
