"""Sentences that were divided, merges in their order, shingles, stems: the parts that alignment and grouping rest on."""

import numpy as np
import pytest

from variorum.text.align import TELLING, Alignment, Match, Prepared, align, prepare
from variorum.text.cluster import average_linkage, components, cut_at, groups_of, in_two
from variorum.text.shingle import counted_form, mixed, shingles, words


def prepared(*sentences: str, weight: float = 4.0, vectors: np.ndarray | None = None) -> Prepared:
    text = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)]).tolist()
    spans = [(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=False)]
    return prepare(text, spans, np.zeros((len(spans), 1)) if vectors is None else vectors, lambda _: weight)


FIRST = "Trawlers left Tarnholm harbour long before dawn under heavy snow"
SECOND = "Haalbeck counted forty empty nets behind three silent quays"  # nine words: just enough to tell
WHOLE = f"{FIRST} while {SECOND}"
ASIDE = "Oravia closed its northern consulate without any further notice today"


def halves(found: Alignment) -> list[tuple[int, int]]:
    return [(match.left, match.right) for match in found.matches if match.half]


@pytest.mark.parametrize("behind", [True, False])
def test_a_sentence_that_became_two_has_both(behind):
    parts = (FIRST, SECOND) if behind else (SECOND, FIRST)
    place = 2 if behind else 1
    found = align(prepared(ASIDE, WHOLE), prepared(ASIDE, *parts))
    assert halves(found) == [(1, place)]
    assert len(found.proving) == 2
    other = align(prepared(ASIDE, *parts), prepared(ASIDE, WHOLE))
    assert halves(other) == [(place, 1)]
    assert len(other.proving) == 2


def test_no_half_is_what_stands_elsewhere_says_little_or_tells_something_else():
    assert halves(align(prepared(WHOLE), prepared(FIRST, ASIDE, SECOND))) == []  # not beside its pair
    assert halves(align(prepared(WHOLE), prepared(FIRST, "forty empty"))) == []  # two words prove nothing
    assert halves(align(prepared(WHOLE), prepared(FIRST, ASIDE))) == []


def test_a_half_is_as_ordered_as_its_pair_and_tells_its_exact_words():
    (half,) = [match for match in align(prepared(WHOLE), prepared(FIRST, SECOND)).matches if match.half]
    assert half.ordered
    assert half.telling
    assert half.exact == 1.0
    turned = " ".join([*SECOND.split()[5:], *SECOND.split()[:5]])
    (half,) = [match for match in align(prepared(WHOLE), prepared(FIRST, turned)).matches if match.half]
    assert half.exact == 0.5  # of six runs of four words three are left


def test_a_sentence_that_is_barely_parallel_still_stands_in_the_order():
    shared = "alpha beta gamma delta epsilon"  # half of the words of each
    found = align(prepared(ASIDE, f"{shared} zeta eta theta iota kappa"), prepared(ASIDE, f"{shared} lambda rho tau phi chi")).matches
    assert [(match.left, match.right, match.ordered) for match in found] == [(0, 0, True), (1, 1, True)]
    assert found[1].likeness < 0.62


def test_what_proves_is_what_tells_enough_outside_quotation_marks():
    nine = "alpha beta gamma delta epsilon zeta eta theta iota"
    assert [match.telling for match in align(prepared(nine), prepared(nine)).matches] == [True]  # 3 times 4 is 12, and 12 is enough
    assert TELLING == 12.0
    (less,) = align(prepared(nine, weight=3.9), prepared(nine, weight=3.9)).matches
    assert not less.telling
    found = align(prepared(nine, "one two"), prepared(nine))
    assert (found.left, found.right) == (1, 1)


def test_a_match_is_exact_by_its_runs_of_four_words():
    one = "alpha beta gamma delta epsilon zeta eta theta iota kappa"
    (same,) = align(prepared(one), prepared(one)).matches
    assert (same.exact, same.likeness, same.ordered, same.half) == (1.0, pytest.approx(1.0, abs=0.01), True, False)
    (turned,) = align(prepared(one), prepared(" ".join(reversed(one.split())))).matches
    assert turned.exact == 0.0


def test_vectors_count_as_much_as_words():
    one = "alpha beta gamma delta epsilon zeta eta theta iota"
    rows = np.eye(1, 4, dtype=np.float32)
    (match,) = align(prepared(one, vectors=rows), prepared(one, vectors=rows)).matches
    assert match.likeness == pytest.approx(1.0, abs=0.01)
    assert align(prepared(one, vectors=rows), prepared(one, vectors=np.roll(rows, 1))).matches == ()  # half of it is not enough
    assert len(align(prepared(one, vectors=rows), prepared(one)).matches) == 1  # none at hand: the words decide


def test_words_said_again_weigh_more_but_less_than_twice():
    once, twice = prepared("alpha beta"), prepared("alpha beta beta")
    assert once.weight[0] == pytest.approx(4 * 2**0.5, abs=1e-3)
    assert 4 * 2**0.5 < twice.weight[0] < 4 * 5**0.5
    assert len(prepared("alpha beta")) == 1


def test_texts_find_each_other_by_runs_of_four_words_and_by_pairs_of_a_sentences_three_rarest():
    def keys(text: str, *rare: str) -> set[int]:
        return set(prepare(text, [(0, len(text))], np.zeros((1, 1)), lambda form: 9.0 if form in rare else 1.0).keys.tolist())

    assert len(keys("alpha beta gamma delta epsilon")) == 2 + 3
    assert len(keys("alpha beta")) == 1
    assert keys("alpha") == set()
    three = ("sola", "mori", "kapu")
    assert len(keys("sola went to mori with kapu", *three) & keys("kapu and then mori but never sola", *three)) == 3
    assert keys("sola went to mori with kapu") & keys("kapu and then mori but never sola") == set()


def test_texts_without_sentences_are_parallel_to_nothing():
    assert align(prepared(), prepared(WHOLE)) == Alignment((), 0, 1)
    assert align(prepared(WHOLE), prepared()) == Alignment((), 1, 0)


def test_only_whole_and_telling_matches_prove():
    matches = tuple(Match(0, 0, 1.0, telling, 1.0, True, half) for telling in (True, False) for half in (True, False))
    assert Alignment(matches, 1, 1).proving == [matches[1]]


def test_merges_are_told_by_falling_likeness_and_name_the_lower_first():
    likeness = np.array([[1.0, 0.1, 0.8, 0.1], [0.1, 1.0, 0.1, 0.6], [0.8, 0.1, 1.0, 0.3], [0.1, 0.6, 0.3, 1.0]])
    merges = average_linkage(likeness)
    assert [(a, b) for a, b, _ in merges[:2]] == [(0, 2), (1, 3)]
    assert [value for _, _, value in merges] == pytest.approx([0.8, 0.6, 0.15])
    assert [group.tolist() for group in groups_of(in_two(4, merges))] == [[0, 2], [1, 3]]
    assert [group.tolist() for group in groups_of(cut_at(4, merges, 0.6))] == [[0, 2], [1, 3]]
    assert [group.tolist() for group in groups_of(cut_at(4, merges, 0.61))] == [[0, 2], [1], [3]]
    assert [group.tolist() for group in groups_of(in_two(2, average_linkage(likeness[:2, :2])))] == [[0], [1]]
    assert average_linkage(likeness[:1, :1]) == []


def test_a_group_weighs_by_its_members():
    """Three alike and one that is like only one of them: the mean over all three decides."""
    likeness = np.full((4, 4), 0.9)
    likeness[3, :3] = likeness[:3, 3] = [0.6, 0.0, 0.0]
    assert average_linkage(likeness)[-1][2] == pytest.approx(0.2)


def test_components_are_named_by_their_lowest_node():
    assert components(5, np.array([4, 3]), np.array([3, 1])).tolist() == [0, 1, 2, 1, 1]
    assert groups_of(np.zeros(0, np.int64)) == []
    assert components(0, np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Boats", "boat"), ("boat's", "boat"), ("boat’s", "boat"), ("sailed", "sail"), ("sailing", "sail"), ("boxes", "box"),
        ("class", "class"), ("this", "this"), ("king", "king"), ("going", "going"),
        ("bring", "bring"), ("ships", "ship"), ("shed", "shed"), ("asses", "ass"), ("aged", "aged"), ("acted", "act"),
    ],
)  # fmt: skip
def test_stems(word, form):
    assert counted_form(word) == form


def test_words_without_blanks_between_them_are_read_in_pairs():
    assert words("漢字 ab漢 漢") == [(0, "漢字"), (3, "ab"), (4, "b漢"), (7, "漢")]
    assert words("it’s 12.5, a_b") == [(0, "it’s"), (5, "12.5"), (11, "a"), (13, "b")]


def test_numbers_are_stirred():
    assert len(set(mixed(np.arange(1000, dtype=np.uint64)).tolist())) == 1000
    assert len({int(value) % 16 for value in mixed(np.arange(1000, dtype=np.uint64) << np.uint64(40))}) == 16
    assert len(shingles(np.arange(5, dtype=np.uint64), 5)) == 1
