"""The cheap screen: what two sentences have in common and what only one has, alike from both sides and in any order of reports."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from variorum import pipeline
from variorum.language import pack
from variorum.language.models.wordpiece import WEIGHTS
from variorum.model.paragraph import Analysis
from variorum.model.report import Block, Passage, Report
from variorum.model.sentence import Clause, Figure, Name, Sentence, Time, Word
from variorum.model.story import Borrowing, Dossier
from variorum.model.story import Pair as Copied
from variorum.questions import asking, screen, times
from variorum.questions import crowd as beside
from variorum.questions.candidates import Candidate, candidates
from variorum.questions.crowd import crowd
from variorum.questions.cues import cues
from variorum.questions.pairs import Pair, swapped
from variorum.questions.tellings import Telling, Tellings, tellings
from variorum.text.kept import Worked
from variorum.text.logistic import chance

CLAUSE = Clause(0, "sink", "sink", "main", (), (), (), (), (), (), (), (), "affirmed", "actual", "actual", "past", None, None, False, None)


def read(text: str, **parts: Any) -> Sentence:
    """A sentence whose words hang under the first: capitals are names, digits numbers, short words tell nothing, all else are nouns."""
    words = []
    for hit in re.finditer(r"\w+|[^\w\s]", text):
        word = hit.group()
        kind = "NUM" if word.isdigit() else "PROPN" if word[0].isupper() else "NOUN" if len(word) > 3 else "PUNCT"
        words.append(Word(*hit.span(), word.lower(), kind, "root" if not words else "nsubj", 0))
    return Sentence(0, len(text), tuple(words), **parts)


def figure(text: str, words: str, number: float, unit: str) -> Figure:
    start = text.index(words)
    return Figure(start, start + len(words), number, number, number, "exact", unit, None, None)


def telling(text: str, number: int = 0, order: int = 4, published: str | None = "2031-05-06", told: int = 1, **parts: Any) -> Telling:
    places = tuple(Passage(f"r{number}{copy}", 0, len(text), text) for copy in range(told))
    return Telling(number, text, read(text, **parts), places, "body", order, published)


def together(*every: Telling, vectors: np.ndarray | None = None) -> Tellings:
    rows = directions(len(every)) if vectors is None else vectors
    return Tellings(tuple(replace(one, number=number) for number, one in enumerate(every)), rows)


def judged(found: Tellings, pairs: Sequence[Candidate]) -> list[screen.Judged]:
    return screen.judged(found, pairs, Worked())


def directions(count: int, seed: int = 5) -> np.ndarray:
    """Unit rows that are near each other, as sentences of one story are."""
    drawn = np.random.default_rng(seed).normal(size=(count, 384)) + 1.0
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16)


def compared(a: Telling, b: Telling, cosine: float = 0.8) -> dict[str, float]:
    return next(screen.features(together(a, b), [Candidate(0, 1, cosine)]))


BOATS = "Four boats of the Tarnby ferry line sank near Oskerra on Monday"
FEWER = "Three boats of the Tarnby ferry line sank near Oskerra on Monday"
CHOIR = "A choir from Velmora sang until evening under lanterns"


def boats(text: str, number: float, place: int = 0) -> Telling:
    words = text.split(maxsplit=1)[0]
    return telling(text, place, figures=(figure(text, words, number, "boats"),))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (boats(BOATS, 4), boats(FEWER, 3, 1)),
        (
            telling("Quill said nobody sank", clauses=(CLAUSE._replace(polarity="negated", reported=True),), order=0, told=3),
            telling(BOATS + "?", 1, order=9, published="2031-06-01"),
        ),
    ],
)
def test_swapping_the_sentences_changes_nothing(a: Telling, b: Telling) -> None:
    vectors = directions(2)
    near = Candidate(0, 1, float(vectors[0].astype(float) @ vectors[1].astype(float)))
    one, other = together(a, b, vectors=vectors), together(b, a, vectors=vectors[::-1])
    assert judged(one, [near]) == judged(other, [near])
    assert list(screen.features(one, [near])) == list(screen.features(other, [near]))


def test_the_models_weigh_what_is_counted() -> None:
    weights = json.loads((WEIGHTS / screen.FILE).read_text("utf-8"))["weights"]
    names = [*compared(boats(BOATS, 4), boats(FEWER, 3, 1)), "constant"]
    assert list(weights) == names


def test_sentences_of_one_thing_answer_one_question_sooner_than_others() -> None:
    every = (boats(BOATS, 4), boats(FEWER, 3, 1), boats(BOATS + " night", 4, 2), telling(CHOIR, 3))
    asked = [Candidate(0, 1, 0.9), Candidate(0, 2, 0.9), Candidate(0, 3, 0.3)]
    unlike, same, other = judged(together(*every), asked)
    assert min(unlike.one, same.one) > 0.5
    assert other.one < 0.1
    assert all(0 <= told.one <= 1 and told.one == round(told.one, 4) for told in (unlike, same, other))


def test_words_count_by_how_rare_they_are_and_in_any_form() -> None:
    found = compared(telling("ferries whistled"), telling("ferry ferry harbour", 1))
    ferry, whistle, harbour = (pack.rarity(word) for word in ("ferry", "whistled", "harbour"))
    assert found["shared"] == math.log1p(1)
    assert found["shared_rare"] == pytest.approx(math.log1p(ferry))
    assert (found["alone_least"], found["alone_most"]) == tuple(pytest.approx(math.log1p(one)) for one in sorted((whistle, harbour)))
    assert found["lexical"] == pytest.approx(ferry**2 / math.hypot(ferry, whistle) / math.hypot(ferry, harbour))
    assert found["jaccard"] == pytest.approx(1 / 3)


def test_figures_are_held_against_those_of_their_unit() -> None:
    unlike, same = compared(boats(BOATS, 4), boats(FEWER, 3, 1)), compared(boats(BOATS, 4), boats(BOATS, 4, 1))
    assert [unlike[name] for name in ("unit_unlike", "unit_equal", "values_apart", "numbers_equal")] == [1, 0, 1, 0]
    assert [same[name] for name in ("unit_unlike", "unit_equal", "values_apart", "numbers_equal")] == [0, 1, 0, 1]
    trams = telling(FEWER, 1, figures=(figure(FEWER, "Three", 3, "trams"),))
    other = compared(boats(BOATS, 4), trams)
    assert [other[name] for name in ("unit_unlike", "unit_equal", "values_apart")] == [0, 0, 1]


def test_times_and_names_that_only_one_has() -> None:
    def dated(text: str, day: str, number: int) -> Telling:
        start = text.index(day)
        named = tuple(Name(text.index(name), text.index(name) + len(name), kind) for name, kind in NAMES.items() if name in text)
        return telling(text, number, times=(Time(start, start + len(day), None, "day"),), names=named)

    NAMES = {"Quill": "PERSON", "Verrin": "PERSON", "Tarnby": "GPE"}
    found = compared(dated("Quill left Tarnby on Monday", "Monday", 0), dated("Verrin left Tarnby on Tuesday", "Tuesday", 1))
    assert [found[name] for name in ("times_apart", "times_equal", "persons_apart", "places_apart")] == [1, 0, 1, 0]
    assert found["names_shared"] == math.log1p(1)
    assert found["names_alone_least"] == found["names_alone_most"] == math.log1p(2)


def test_what_only_one_has_clashes_with_nothing() -> None:
    day = BOATS + " Monday"
    dated = telling(day, times=(Time(day.index("Monday"), len(day), None, "day"),), names=(Name(0, 3, "PERSON"),))
    found = compared(dated, telling(FEWER, 1))
    assert [found[name] for name in ("times_least", "times_most", "times_apart", "persons_apart")] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("orders", "leads", "headline"), [((1, 3), 1.0, 0.0), ((3, 3), 1.0, 0.0), ((1, 4), 0.0, 0.0), ((0, 2), 1.0, 1.0), ((0, 0), 1.0, 2.0)]
)
def test_what_stands_foremost_in_both(orders: tuple[int, int], leads: float, headline: float) -> None:
    found = compared(telling(BOATS, order=orders[0]), telling(FEWER, 1, order=orders[1]))
    assert (found["leads"], found["headline"]) == (leads, headline)


def test_a_pronoun_is_no_subject_that_two_sentences_share() -> None:
    def about(kind: str, number: int) -> Telling:
        one = telling("Sank they", number)
        words = tuple(word._replace(kind=kind) if at == 1 else word for at, word in enumerate(one.sentence.words))
        return replace(one, sentence=one.sentence._replace(words=words))

    assert compared(about("PRON", 0), about("PRON", 1))["shared_subject"] == 0.0
    assert compared(about("NOUN", 0), about("NOUN", 1))["shared_subject"] == 1.0


def test_later_is_told_by_the_hour_where_both_have_one_else_by_the_day() -> None:
    def on(moment: str | None) -> Telling:
        return telling(BOATS, published=moment)

    assert times.later(on("2031-05-06T21:00:00Z"), on("2031-05-07T06:00:00Z")) is True
    assert times.later(on("2031-05-07"), on("2031-05-06T21:00:00Z")) is False
    assert times.later(on("2031-05-06"), on("2031-05-06T21:00:00Z")) is None
    assert times.later(on("2031-05-06T08:00:00Z"), on("2031-05-06T21:00:00Z")) is True
    assert times.later(on("2031-05-06T21:00:00+09:00"), on("2031-05-06T13:00:00Z")) is True
    assert times.later(on("2031-05-06T08:00:00Z"), on("2031-05-06T08:00:00Z")) is None
    assert times.later(on("in May"), on("2031-05-06T08:00:00Z")) is None
    assert times.later(on(None), on("2031-05-06")) is None


def test_how_clauses_are_meant() -> None:
    plain = telling(BOATS, clauses=(CLAUSE,))
    alike = compared(plain, telling(BOATS, 1, clauses=(CLAUSE,)))
    for change, name in (
        ({"polarity": "negated"}, "negated_apart"),
        ({"modality": "denied"}, "negated_apart"),
        ({"modality": "possible"}, "possible_apart"),
        ({"tense": "future"}, "ahead_apart"),
        ({"reported": True}, "said_apart"),
    ):
        meant = telling(BOATS, 1, clauses=(CLAUSE._replace(**change),))
        differ = {one for one, value in compared(plain, meant).items() if value != alike[one]}
        assert differ == {name}


def test_the_clause_that_only_says_is_no_act() -> None:
    says, told = CLAUSE._replace(act="say"), CLAUSE._replace(act="sink", reported=True, above=0)
    assert cues(telling(BOATS, clauses=(says, told))).acts == {"sink"}
    assert cues(telling(BOATS, clauses=(says, told._replace(reported=False)))).acts == {"say", "sink"}


def test_a_quotation_is_what_stands_between_marks_and_is_changed_where_one_has_more_of_it() -> None:
    short = telling('Quill: "keep every harbour open" today')
    longer = telling('Quill: "keep every harbour open always"', 1)
    found = compared(short, longer)
    assert "today" not in cues(short).quoted
    assert len(cues(short).quoted) == 4
    assert found["quotation_changed"] == 1
    assert compared(short, short)["quotation_changed"] == 0


@pytest.mark.parametrize(("words", "changed"), [("keep every door", 0), ("keep every harbour shut", 1), ("keep every harbour open", 0)])
def test_a_quotation_is_a_changed_one_from_three_quoted_words_in_common(words: str, changed: float) -> None:
    assert compared(telling('Quill: "keep every harbour open"'), telling(f'Quill: "{words}"', 1))["quotation_changed"] == changed


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2031-05-06", "2031-05-06T09:00:00+00:00", 0),
        ("2031-05-07", "2031-05-06", 1),
        ("2031-05-06", "2031-05-08", 2),
        ("2031-05-06", "2031-05-13", 2),
        ("2031-05-06", "2031-05-14", 3),
        (None, "2031-05-06", -1),
    ],
)
def test_days_between_two_tellings(one: str | None, other: str | None, days: float) -> None:
    assert compared(telling(BOATS, published=one), telling(FEWER, 1, published=other))["days"] == days


def test_no_language_no_words() -> None:
    assert pack.rarity("hafen", "xx") == 0.0
    assert pack.stem("ferries", "xx") == "ferries"
    assert pack.rarity("the") < 0.1 < pack.rarity("harbour")


# Among the other sentences of the story


def test_nearness_is_counted_among_all_sentences() -> None:
    vectors = directions(30)
    found = Tellings(tuple(telling(f"{BOATS} {number}", number) for number in range(30)), vectors)
    asked = candidates(vectors, [one.reports for one in found.all])
    rows = vectors.astype(np.float64)
    every = rows @ rows.T
    middle = rows.mean(axis=0) * 30 / 38
    got = crowd(found, asked)
    for place, (a, b, cosine) in enumerate(asked):
        assert got.nearer[place].tolist() == [(every[a] > cosine).sum(), (every[b] > cosine).sum()]
        assert got.about[place] == (every[[a, b]] > cosine - beside.ABOUT).sum()
        assert got.margin[place] == pytest.approx(max(np.sort(every[a])[-2], np.sort(every[b])[-2]) - cosine)
        left, right = rows[a] - middle, rows[b] - middle
        assert got.centred[place] == pytest.approx(left @ right / np.linalg.norm(left) / np.linalg.norm(right), abs=1e-6)


def test_sentences_are_compared_with_their_neighbours_in_one_report() -> None:
    places = [(0, "x", 0), (1, "x", 9), (2, "x", 20), (3, "y", 0)]
    every = tuple(Telling(n, str(n), Sentence(0, 1), (Passage(report, at, at + 1, "."),), "body", 1, None) for n, report, at in places)
    vectors = directions(4)
    rows = vectors.astype(np.float64)
    one = 2 * rows[1] + rows[0] + rows[2]
    got = crowd(Tellings(every, vectors), [Candidate(1, 3, 0.5)])
    assert got.around[0] == pytest.approx(one @ rows[3] / np.linalg.norm(one) / np.linalg.norm(rows[3]))


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = directions(40)
    found = Tellings(tuple(telling(f"{BOATS} {number}", number) for number in range(40)), vectors)
    asked = candidates(vectors, [one.reports for one in found.all])
    whole = judged(found, asked)
    monkeypatch.setattr(beside, "AT_ONCE", 7)
    assert judged(found, asked) == whole


@pytest.mark.parametrize("changed", [{"order": 0}, {"told": 9}, {"published": "2031-05-20"}])
def test_a_sentence_that_stands_otherwise_is_weighed_anew(changed: dict[str, Any]) -> None:
    worked, other = Worked(), telling(FEWER, 1)
    assert screen._weighed(telling(BOATS), other, worked) != screen._weighed(telling(BOATS, **changed), other, worked)


def test_what_two_sentences_have_alone_is_weighed_once_and_nothing_else_of_them_is_kept() -> None:
    vectors = directions(5)
    every = (boats(BOATS, 4), boats(FEWER, 3, 1), telling(CHOIR, 2), telling(CHOIR + " again", 3), boats(BOATS + " late", 4, 4))
    asked = [Candidate(0, 1, 0.9), Candidate(0, 2, 0.4)]
    first = Worked()
    before = screen.judged(together(*every[:3], vectors=vectors[:3]), asked, first)
    grown = Worked(first.now)
    after = screen.judged(together(*every, vectors=vectors), asked, grown)
    assert grown.now == first.now
    assert len(first.now) == 2
    assert [one.one for one in after] != [one.one for one in before]  # there are more sentences that may be nearer
    assert after == screen.judged(together(*every, vectors=vectors), asked, Worked())
    deeper = (replace(every[0], order=9), *every[1:3])
    screen.judged(together(*deeper, vectors=vectors[:3]), asked, moved := Worked(first.now))
    assert moved.now.keys().isdisjoint(first.now)


def test_chances_are_those_of_all_that_is_counted() -> None:
    every = together(boats(BOATS, 4), boats(FEWER, 3, 1), telling(CHOIR, 2))
    asked = [Candidate(0, 1, 0.9), Candidate(1, 2, 0.2)]
    weights = json.loads((WEIGHTS / screen.FILE).read_text("utf-8"))["weights"]
    for one, row in zip(judged(every, asked), screen.features(every, asked), strict=True):
        assert (one.one, one.around) == (chance(weights, row), row["around"])


def test_nothing_is_asked_of_nothing_and_a_sentence_without_a_vector_is_asked() -> None:
    assert judged(together(), []) == []
    silent = together(telling(BOATS), telling(FEWER, 1), vectors=np.zeros((2, 384), np.float16))
    assert 0 <= judged(silent, [Candidate(0, 1, 0.0)])[0].one <= 1


def test_a_sentence_that_hundreds_of_reports_have_is_judged_as_one_that_a_few_have() -> None:
    few, many = (together(telling(BOATS, told=count), telling(FEWER, 1, told=count)) for count in (5, 900))
    assert judged(few, [Candidate(0, 1, 0.8)]) == judged(many, [Candidate(0, 1, 0.8)])


# A story


TOLD = (
    (BOATS, CHOIR, "The harbour master of Oskerra blamed fog"),
    (FEWER, "A choir of thirty from Velmora sang until midnight", "Fog was blamed by the harbour master of Oskerra"),
    (CHOIR, "Boats of the Tarnby line sank off Oskerra", "Divers from Brennick searched for wrecks at night"),
)


def story(borrowed: bool = False) -> Dossier:
    """Three reports of three paragraphs; nothing but the words tells sentences apart."""
    reports, analyses, vectors = [], {}, {}
    for number, lines in enumerate(TOLD):
        text, blocks = "\n".join(lines), []
        for line in lines:
            start = text.index(line)
            blocks.append(Block(start, start + len(line), "body"))
        reports.append(Report(f"r{number}", f"r{number}", None, None, None, None, None, (), f"2031-05-0{number + 5}", "given", "en",
                              text, tuple(blocks)))  # fmt: skip
        for _, line, key in pipeline.paragraphs(reports[-1]):
            analyses[key] = Analysis(key, (read(line),))
            vectors[key] = directions(1, seed=len(line))
    dossier = pipeline.bare_dossier(reports, analyses, vectors)
    if not borrowed:
        return dossier
    giver, taker = reports[0].passage(0, len(BOATS)), reports[2].passage(reports[2].text.index("Divers"), len(reports[2].text))
    return dossier.having(borrowings=(Borrowing("b", "s", "r2", "r0", "edited", "known", 0.5, "", (Copied(taker, giver),)),))


def told(found: list[Pair]) -> set[tuple[object, ...]]:
    return {(frozenset((one.a.text, one.b.text)), one.cosine, one.one) for one in found}


def test_the_order_of_reports_changes_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BAR", 0.0)
    dossier = story()
    expected = told(list(asking.asked(dossier).pairs))
    assert len({one for _, _, one in expected}) > 5
    for seed in range(4):
        reports = list(dossier.reports)
        random.Random(seed).shuffle(reports)
        placed = tuple(place for one in reports for place in dossier.placed if place.report == one.id)
        assert told(list(asking.asked(dossier.having(reports=tuple(reports), placed=placed)).pairs)) == expected


def test_a_sentence_stands_where_it_stands_foremost() -> None:
    assert {one.text: one.order for one in tellings(story()).all}[CHOIR] == 1


def test_what_hardly_answers_one_question_is_not_asked_but_copies_always_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BAR", 0.0)
    every = sorted(asking.asked(story()).pairs, key=lambda one: one.one)
    monkeypatch.setattr(asking, "BAR", every[5].one)
    assert told(list(asking.asked(story()).pairs)) == told(every[5:])
    monkeypatch.setattr(asking, "BAR", 1.1)
    copies = list(asking.asked(story(borrowed=True)).pairs)
    assert [one.a.text for one in copies] == [BOATS]
    assert copies[0].copied
    assert copies[0].b.text.startswith("Divers")


def test_the_other_side_of_a_pair_has_its_chances() -> None:
    pair = Pair(telling(BOATS), telling(FEWER, 1), 0.8, 0.6, False, True)
    assert (swapped(pair).one, swapped(pair).later) == (0.6, False)
