"""Sentences laid word on word, at the bars where they are taken for one or for two: laid down by hand, unread by any model."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

import by_hand
from variorum.questions.matched import Half, Matched, matched, run_alike
from variorum.questions.pairs import Answer, Pair

WORDS = ["anchor", "barrel", "candle", "desert", "engine", "farmer", "garden", "hammer", "island", "jacket", "kettle", "ladder", "market"]
WORDS += ["needle", "orchard", "pepper", "quarry", "ribbon", "saddle", "timber"]
OTHERS = ["umpire", "velvet", "window", "yellow", "zipper", "bakery", "copper", "dinner", "finger", "gutter"]


def pair(ours: str, theirs: str, cosine: float = 0.9, *, kinds: Mapping[str, str] | None = None, quoted: bool = False) -> Pair:
    one, other = (
        by_hand.telling(text, [0] * len(text.split()), kinds=kinds, report=report) for text, report in ((ours, "r0"), (theirs, "r1"))
    )
    if quoted:
        one, other = (replace(side, sentence=side.sentence._replace(quoted=((0, len(side.text)),))) for side in (one, other))
    return Pair(one, other, cosine, cosine, False, None)


def some(count: int, others: int = 0) -> str:
    return " ".join(WORDS[:count] + OTHERS[:others])


@pytest.mark.parametrize(
    ("ours", "theirs", "cosine", "alike"),
    [
        (some(10), some(7, 3), 0.5, True),  # seven in ten of the longer, in order
        (some(10), some(6, 4), 0.5, False),
        (some(10), some(7, 3), 0.49, False),
        (some(4), some(4, 10), 0.5, True),  # the longer only adds
        (some(4), some(3, 10), 0.5, False),
        (some(10), " ".join([*OTHERS[:3], *WORDS[6::-1]]), 0.8, True),  # in any order, but nearer
        (some(10), " ".join([*OTHERS[:3], *WORDS[6::-1]]), 0.79, False),
        (some(10), " ".join([*OTHERS[:4], *WORDS[5::-1]]), 0.8, False),
    ],
)
def test_sentences_run_alike(ours: str, theirs: str, cosine: float, alike: bool) -> None:
    assert run_alike(pair(ours, theirs, cosine)) is alike
    assert run_alike(pair(theirs, ours, cosine)) is alike


def laid(ours: str, theirs: str) -> Matched:
    found = matched(replace(pair(ours, theirs), copied=True))
    assert found is not None
    return found


@pytest.mark.parametrize(("between", "facing"), [(7, 1), (8, None)])
def test_a_word_faces_another_among_seven_at_most(between: int, facing: int | None) -> None:
    found = laid(f"start {' '.join(WORDS[:between])} end", f"start {' '.join(OTHERS[:between])} end")
    assert found.facing(1) == facing


@pytest.mark.parametrize(("put_in", "carried"), [(3, True), (4, False)])
def test_an_answer_is_carried_over_three_words_put_in_and_no_more(put_in: int, carried: bool) -> None:
    found = laid("start anchor barrel end", f"start anchor {' '.join(OTHERS[:put_in])} barrel end")
    answer = found.carried(Answer((6, 19), "anchor barrel"))
    assert (answer and answer.value) == (f"anchor {' '.join(OTHERS[:put_in])} barrel" if carried else None)


@pytest.mark.parametrize(("count", "shown"), [(6, some(6)), (7, "anchor")])
def test_a_phrase_of_six_words_is_shown_whole(count: int, shown: str) -> None:
    half = Half(by_hand.telling(some(count), [0] * count))
    assert half.phrase(0).value == shown


def test_a_deed_is_asked_for_with_eight_words_behind_its_verb() -> None:
    text = f"They sold {some(12)}"
    one = by_hand.telling(text, [1] * 14, by_hand.clause(1, "sell", 0), kinds={"sold": "VERB", "they": "PRON"})
    assert Half(one).deed(one.sentence.clauses[0]) == f"sold {some(8)}"
