"""The cheap screen: what two sentences have in common, counted, and a small model that ranks candidates by it, out of fold."""

from __future__ import annotations

import math
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from corpus import Labelled, corpus, words_of
from reading import days_apart

from stories import CACHE, Sentence, Story
from variorum.language.english.diff import stem
from variorum.language.english.words.rarity import rarity

# A sketch of what the language pack will answer by concepts (negated, modal, told by whom).
NOT = frozenset(
    [
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
    ]
)
MAY = frozenset(
    [
        "may",
        "might",
        "could",
        "would",
        "should",
        "reportedly",
        "allegedly",
        "alleged",
        "possible",
        "possibly",
        "likely",
        "perhaps",
        "suspected",
        "believed",
    ]
)
MAY |= {"apparently", "appears", "seems", "if", "unless"}
AHEAD = frozenset(["will", "plan", "plans", "planned", "expected", "scheduled", "set", "going", "would"])
SAID = frozenset(
    [
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
    ]
)
SELF = frozenset(["i", "we", "my", "our", "me", "us"])
LIGHT = {"PUNCT", "DET", "ADP", "PART", "SCONJ", "CCONJ", "AUX", "PRON", "SPACE"}
PLACES = {"GPE", "LOC", "FAC"}
MARKS = {'"', "``", "''", "\u201c", "\u201d"}


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
                named = "$" if token.ent == "MONEY" else token.ent or head.lemma.lower()
                self.numbers.add(
                    (head.lemma.lower() if head.pos == "NOUN" or head.tag in ("$", "#") else named, low[token.i].replace(",", ""))
                )
        self.times = {low[token.i] for token in tokens if token.ent in ("DATE", "TIME") and token.pos not in LIGHT}
        self.names = {low[token.i] for token in tokens if token.pos == "PROPN"}
        self.persons = {low[token.i] for token in tokens if token.ent == "PERSON" and token.pos == "PROPN"}
        self.places = {low[token.i] for token in tokens if token.ent in PLACES}
        self.negated, self.may, self.ahead, self.said = (bool(bag & words) for words in (NOT, MAY, AHEAD, SAID))
        self.quoted, inside = set(), False
        for token in tokens:
            if token.text in MARKS:
                inside = token.text in ("``", "\u201c") or not inside
            elif inside and token.pos not in LIGHT:
                self.quoted.add(stem(low[token.i]))
        self.length = len(tokens)
        self.question = "?" in bag
        self.first_person = bool(bag & SELF)


@lru_cache(maxsize=1 << 16)
def _rare(word: str) -> float:
    return max(0.0, rarity(stem(word.lower())))


def _apart(one: set[str], other: set[str]) -> tuple[int, int]:
    """How many each has that the other has not: the fewer, the more."""
    return min(len(one - other), len(other - one)), max(len(one - other), len(other - one))


class Around:
    """What a story's vectors say of all its sentences together."""

    def __init__(self, story: Story) -> None:
        first, words = words_of(story)
        self.told = Counter(words)
        self.words = words
        self.at = {number: place for place, number in enumerate(first)}
        vectors = story.vectors.astype(np.float64)
        centred = vectors - vectors[first].mean(0) * (len(first) / (len(first) + 8.0))
        self.centred = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        around = vectors.copy()
        for number, one in enumerate(story.sentences):
            for other, share in ((number - 1, 0.4), (number + 1, 0.2)):
                if 0 <= other < len(vectors) and story.sentences[other].report == one.report:
                    around[number] += share * vectors[other]
        self.around = around / np.linalg.norm(around, axis=1, keepdims=True)
        self.cosines = vectors[first] @ vectors[first].T
        self.ranked = np.sort(self.cosines, axis=1)[:, ::-1]


def of_pair(story: Story, around: Around, one: Cues, other: Cues, pair: Labelled) -> dict[str, float]:
    """The features of a pair; swapping the sentences changes nothing."""
    mine, theirs = story.sentences[pair.a], story.sentences[pair.b]
    at, at_ = around.at[pair.a], around.at[pair.b]
    shared, union = one.stems.keys() & other.stems.keys(), one.stems.keys() | other.stems.keys()
    alone = sorted(sum(value for key, value in side.stems.items() if key not in shared) for side in (one, other))
    norms = [math.sqrt(sum(value**2 for value in side.stems.values())) for side in (one, other)]
    ranks = sorted(math.log1p(int((around.ranked[place] > pair.cosine).sum())) for place in (at, at_))
    units = {unit for unit, _ in one.numbers} & {unit for unit, _ in other.numbers}
    unlike = sum({v for u, v in one.numbers if u == unit} != {v for u, v in other.numbers if u == unit} for unit in units)
    values, values_ = {value for _, value in one.numbers}, {value for _, value in other.numbers}
    names, quotes, overlap = _apart(one.names, other.names), one.quoted & other.quoted, len(shared) / max(1, len(union))
    places = (math.log1p(mine.place), math.log1p(theirs.place))
    told = sorted((around.told[around.words[pair.a]], around.told[around.words[pair.b]]))
    published = (story.reports[mine.report].published, story.reports[theirs.report].published)
    return {
        "cosine": pair.cosine,
        "cosine2": pair.cosine**2,
        "centred": float(around.centred[pair.a] @ around.centred[pair.b]),
        "around": float(around.around[pair.a] @ around.around[pair.b]),
        "lexical": sum(one.stems[key] ** 2 for key in shared) / max(1e-9, norms[0] * norms[1]),
        "rank_least": ranks[0],
        "rank_most": ranks[1],
        "margin": max(around.ranked[at][1], around.ranked[at_][1]) - pair.cosine,
        "crowd": math.log1p(sum(int((around.cosines[place] > pair.cosine - 0.05).sum()) for place in (at, at_))),
        "shared": math.log1p(len(shared)),
        "shared_rare": math.log1p(sum(min(one.stems[key], other.stems[key]) for key in shared)),
        "alone_least": math.log1p(alone[0]),
        "alone_most": math.log1p(alone[1]),
        "jaccard": overlap,
        "near_copy": overlap > 0.7,
        "same_root": one.root == other.root,
        "shared_verbs": math.log1p(len(one.verbs & other.verbs)),
        "shared_subject": bool(one.subjects & other.subjects),
        "numbers_least": min(len(values), len(values_), 3),
        "numbers_most": min(max(len(values), len(values_)), 4),
        "numbers_equal": min(len(values & values_), 3),
        "unit_unlike": min(unlike, 2),
        "unit_equal": min(len(units) - unlike, 2),
        "values_apart": min(_apart(values, values_)[0], 2),
        "times_least": min(len(one.times), len(other.times), 3),
        "times_most": min(max(len(one.times), len(other.times)), 4),
        "times_equal": min(len(one.times & other.times), 3),
        "times_apart": min(_apart(one.times, other.times)[0], 2),
        "names_shared": math.log1p(len(one.names & other.names)),
        "names_alone_least": math.log1p(names[0]),
        "names_alone_most": math.log1p(names[1]),
        "persons_apart": min(_apart(one.persons, other.persons)[0], 2),
        "places_apart": min(_apart(one.places, other.places)[0], 2),
        "not_apart": one.negated != other.negated,
        "not_both": one.negated and other.negated,
        "may_apart": one.may != other.may,
        "ahead_apart": one.ahead != other.ahead,
        "said_apart": one.said != other.said,
        "said_both": one.said and other.said,
        "quoted_least": math.log1p(min(len(one.quoted), len(other.quoted))),
        "quoted_most": math.log1p(max(len(one.quoted), len(other.quoted))),
        "quoted_shared": math.log1p(len(quotes)),
        "quote_changed": 2 < len(quotes) < max(len(one.quoted), len(other.quoted)),
        "length_least": math.log(min(one.length, other.length)),
        "length_most": math.log(max(one.length, other.length)),
        "length_ratio": min(one.length, other.length) / max(one.length, other.length),
        "place_least": min(places),
        "place_most": max(places),
        "place_apart": abs(places[0] - places[1]),
        "leads": mine.place <= 3 and theirs.place <= 3,
        "told_least": told[0],
        "told_most": told[1],
        "days": abs(days_apart(*published) - 4) if published[0] else -1,
        "question": one.question or other.question,
        "first_person": one.first_person != other.first_person,
        "headline": (mine.role == "headline") + (theirs.role == "headline"),
    }


def features(story: Story, pairs: list[Labelled]) -> list[dict[str, float]]:
    around = Around(story)
    cues = {number: Cues(story.sentences[number]) for number in {number for one in pairs for number in (one.a, one.b)}}
    return [of_pair(story, around, cues[one.a], cues[one.b], one) for one in pairs]


def table() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Features, labels (1 differs), story numbers and folds of all pairs of the pool, and the features' names; kept once made."""
    kept = CACHE / "features.npz"
    if not kept.exists():
        rows, gold, number_of, fold = [], [], [], []
        for number, (story, pairs) in enumerate(corpus()):
            inside = [one for one in pairs if one.in_pool]
            rows += features(story, inside)
            gold += [one.weight > 0 for one in inside]
            number_of += [number] * len(inside)
            fold += [story.fold] * len(inside)
        names = list(rows[0])
        matrix = np.array([[float(row[name]) for name in names] for row in rows])
        np.savez(kept, rows=matrix, gold=gold, story=number_of, fold=fold, names=names)
    with np.load(kept) as found:
        return found["rows"], found["gold"], found["story"], found["fold"], found["names"].tolist()


def out_of_fold(make, rows: np.ndarray, gold: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Scores of each fold's pairs by a model that saw the other folds only."""
    scores = np.zeros(len(gold))
    for number in range(5):
        model = make()
        model.fit(rows[fold != number], gold[fold != number])
        scores[fold == number] = model.predict_proba(rows[fold == number])[:, 1]
    return scores
