"""What is kept of two sentences while a story grows is believed of no others, and of these only while the same is known of who is named."""

from collections.abc import Mapping

import pytest

import by_hand
from variorum.model.sentence import Name
from variorum.questions.agreement import _offered_between, _stretch, _turned
from variorum.questions.exchanged import otherwise, told_at
from variorum.questions.told import Side
from variorum.questions.voiced import _told
from variorum.text.kept import Worked, key_of

LINE, COPY = "Moll shut the old mill of Velm today", "Mayor shut the old mill of Velm today"
KINDS = {"shut": "VERB", "the": "DET", "of": "ADP", "old": "ADJ", "velm": "PROPN", "moll": "PROPN"}
WHOLE = ((0, len(LINE)),)
SHE = {("r0", 0): "e1", ("r1", 0): "e1"}
TWO = {("r0", 0): "e1", ("r1", 0): "e2"}


def side(text: str, known: Mapping[tuple[str, int], str], report: str) -> Side:
    found = by_hand.telling(text, [1, 1, 4, 4, 1, 6, 4, 1], by_hand.clause(1, "shut", 0, whom=(4,)), kinds=KINDS, report=report)
    named = found.sentence._replace(names=(Name(0, 4, "PERSON"),) if text is LINE else ())
    object.__setattr__(found, "sentence", named)
    return Side(found, known, [((0, len(text)),)])


def sides(known: Mapping[tuple[str, int], str], line: str = LINE) -> tuple[Side, Side]:
    return side(line, known, "r0"), side(COPY, known, "r1")


@pytest.mark.parametrize("before", [{}, TWO, SHE])
@pytest.mark.parametrize("now", [{}, TWO, SHE])
def test_who_is_named_is_part_of_what_is_kept(before: dict[tuple[str, int], str], now: dict[tuple[str, int], str]) -> None:
    known = Worked()
    for known_of in (before, now):
        line, other = sides(known_of)
        known = Worked(known.now)
        assert _turned(line, other, WHOLE, known) is (known_of is not SHE) is otherwise(line, other, WHOLE)
        assert (_told(line, other, WHOLE[0], known) is not None) is (known_of is SHE)
        told, back = (told for _, _, told in _offered_between(line, other, known))
        assert bool(told) is (known_of is SHE)
        assert [told, back] == [told for _, _, told in _offered_between(line, other, Worked())]


def test_another_line_of_the_same_sentence_and_another_sentence_are_others() -> None:
    worked = Worked()
    (line, other), part = sides({}), ((5, len(LINE)),)
    assert not _turned(line, other, part, worked)
    assert _turned(line, other, WHOLE, worked)
    for pieces in (part, WHOLE):
        assert _stretch(line, other, pieces, worked)[:2] == told_at(line, other, pieces)
    assert [_stretch(line, other, pieces, worked)[2] for pieces in (part, WHOLE)] == [True, False]
    assert not _turned(side(COPY, {}, "r2"), other, ((0, len(COPY)),), worked)
    assert _stretch(other, line, ((0, len(COPY)),), worked)[:2] != _stretch(line, other, WHOLE, worked)[:2]


def test_two_keys_make_one_of_their_own_whatever_their_order() -> None:
    worked, keys = Worked(), [key_of((word,)) for word in ("quay", "pier", "mole", "jetty")]
    made = {(one, other): worked.of_two(one, other, lambda both=(one, other): both) for one in keys for other in keys}  # type: ignore[misc]
    assert len(worked.now) == len(keys) ** 2
    assert all(pair == value for pair, value in made.items())
    again = Worked(worked.now)
    assert again.of_two(keys[0], keys[1], lambda: None) == (keys[0], keys[1])
    assert list(again.now) == [key for key, value in worked.now.items() if value == (keys[0], keys[1])]
