"""Where the bars of alignment and grouping lie, in texts whose every word has a weight that is given."""

from collections.abc import Callable

import numpy as np
import pytest

from variorum.text.across import align_across, names_and_numbers, rows_of
from variorum.text.align import PARALLEL, TELLING, Alignment, Match, Prepared, align, longest_chain, prepare
from variorum.text.cluster import average_linkage, groups_of, in_two
from variorum.text.normal import fold
from variorum.text.shingle import counted_form, hashes, mixed, number_of, shingles, words

LETTERS = "abcdefghijklmnop"


def weighing(**weights: float) -> Callable[[str], float]:
    return lambda form: weights.get(form, 0.0)


def prepared(*sentences: str, rarity: Callable[[str], float] = lambda _: 4.0, vectors: object = None) -> Prepared:
    text = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)]).tolist()
    spans = [(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=False)]
    return prepare(text, spans, np.zeros((0, 1)) if vectors is None else np.asarray(vectors), rarity)


# How telling a sentence is


def test_a_sentence_tells_as_the_root_of_its_words_squares() -> None:
    rarity = weighing(north=3.0, south=4.0)
    (weight,) = prepared("North of South", rarity=rarity).weight
    assert weight == 5.0
    (twice,) = prepared("North, north", rarity=rarity).weight
    assert twice == pytest.approx(3.0 * (1 + np.log(2)), abs=1e-5)
    (less,) = prepared("North west", rarity=weighing(north=3.0, west=-4.0)).weight
    assert less == 3.0  # a word that says less than nothing says nothing
    assert prepared("", "North").weight.tolist() == [0.0, 4.0]


def test_weights_are_kept_to_five_places() -> None:
    (weight,) = prepared("North", rarity=weighing(north=1 / 3)).weight
    assert float(weight) == pytest.approx(0.33333, abs=1e-8)


@pytest.mark.parametrize(("rarity", "telling"), [(4.0, True), (3.99, False)])
def test_from_where_on_a_sentence_proves_that_a_text_was_taken(rarity: float, telling: bool) -> None:
    """Nine words of rarity 4 weigh 12: exactly enough."""
    sentence = prepared("Wa wb wc wd we wf wg wh wi", rarity=lambda _: rarity)
    found = align(sentence, sentence)
    assert [match.telling for match in found.matches] == [telling]
    assert (found.left, found.right) == (int(telling), int(telling))
    assert TELLING == 12


def test_both_sentences_have_to_tell() -> None:
    full = prepared("Wa wb wc wd we wf wg wh wi")
    poor = prepared("Wa wb wc wd we wf wg wh")
    for one, other in ((full, poor), (poor, full)):
        (match,) = align(one, other).matches
        assert not match.telling
    assert (align(full, poor).left, align(full, poor).right) == (1, 0)


# How near two sentences are


def near(one: str, other: str, **vectors: list[list[float]]) -> float:
    """The likeness of two sentences, 0 where they are not parallel."""
    found = align(prepared(one, vectors=vectors.get("left")), prepared(other, vectors=vectors.get("right"))).matches
    return found[0].likeness if found else 0.0


def test_without_vectors_meaning_is_the_root_of_the_likeness_of_words() -> None:
    assert near("Wa wb wc wd", "Wa wb wc wd") == 1.0
    assert near("Wa wb wc wd", "Wa wb wx wy") == pytest.approx((0.5 + 0.5**0.5) / 2, abs=1e-3)
    assert near("Wa wb wc wd", "Wa wb wx wy") > PARALLEL > 0.5
    assert near("Wa wb wc wd we", "Wa wb wx wy wz") == 0.0  # .4 of their words: .52 together


def test_with_vectors_words_and_meaning_count_the_same() -> None:
    side = {"left": [[1.0, 0.0]], "right": [[0.6, 0.8]]}
    assert near("Wa wb wc wd", "Wa wb wc wd", **side) == pytest.approx(0.8, abs=1e-3)
    assert near("Wa wb wc wd", "We wf wg wh", left=[[1.0, 0.0]], right=[[1.0, 0.0]]) == 0.0  # meaning alone: .5
    assert near("Wa wb wc wd", "Wa wb wx wy", left=[[1.0, 0.0]], right=[[1.0, 0.0]]) == pytest.approx(0.75, abs=1e-3)


@pytest.mark.parametrize("none", [[[0.0, 0.0]], [[1.0]], [[1.0, 0.0], [1.0, 0.0]]])
def test_vectors_that_are_missing_of_another_width_or_of_other_sentences_are_passed_over(none: list[list[float]]) -> None:
    there = [[1.0, 0.0]]
    half = pytest.approx((0.5 + 0.5**0.5) / 2, abs=1e-3)
    assert near("Wa wb wc wd", "Wa wb wx wy", left=there, right=none) == half
    assert near("Wa wb wc wd", "Wa wb wx wy", left=none, right=there) == half


def test_likeness_and_shared_words_are_told_to_four_places() -> None:
    (match,) = align(prepared("Wa wb wc wd we wf wg wh wi"), prepared("Wa wb wc wd wf we wg wh wi wj")).matches
    assert match.exact == 0.1667  # of six runs of four words the first is left
    assert match.likeness == round(match.likeness, 4) != round(match.likeness, 3)


def test_the_very_same_runs_of_words_are_counted_in_the_shorter_sentence() -> None:
    (match,) = align(prepared("Wa wb wc wd we wf wg"), prepared("Wa wb wc wd we wf")).matches
    assert match.exact == 1.0
    (match,) = align(prepared("Wa wb wc"), prepared("Wa wb wc")).matches
    assert match.exact == 0.0  # too short for any run


def test_what_stands_in_quotation_marks_is_shared_without_being_taken() -> None:
    one = prepared('Ya yb yc yd ye yf yg yh yi "wa wb wc wd we"')
    other = prepared("Ya yb yc yd ye yf yg yh yi")
    (match,) = align(one, other).matches
    assert (match.likeness, match.telling, match.exact) == (pytest.approx(1.0, abs=1e-3), True, 1.0)  # outside the marks they are the same
    assert prepared('"Wa wb" wc').weight.tolist() == [4.0]
    assert prepared('Wc "wa wb"', "wd").weight.tolist() == [4.0, 4.0]


def test_a_quotation_in_the_sentence_before_hides_nothing_here() -> None:
    assert prepared('Wa "wb wc."', "Wd we").weight.tolist() == [4.0, pytest.approx(4 * 2**0.5, abs=1e-4)]


def test_nothing_is_parallel_to_a_text_without_sentences_or_words() -> None:
    full = prepared("Wa wb wc wd we wf wg wh wi")
    for empty in (prepared(), prepared("…")):
        assert align(full, empty) == Alignment((), 1, 0)
        assert align(empty, full) == Alignment((), 0, 1)


def test_only_the_best_of_each_other_are_parallel() -> None:
    found = align(prepared("Wa wb wc wd", "Wa wb wc wx"), prepared("Wa wb wc wd")).matches
    assert [(match.left, match.right) for match in found] == [(0, 0)]
    turned = align(prepared("Wa wb wc wd"), prepared("Wa wb wc wx", "Wa wb wc wd")).matches
    assert [(match.left, match.right) for match in turned] == [(0, 1)]


# Divided sentences

TEN, OTHER_TEN = ("".join(f" {side}{letter}" for letter in LETTERS[:10]) for side in "xy")


@pytest.mark.parametrize(("kept", "half"), [(10, True), (7, True), (6, False)])
def test_how_much_of_a_half_has_to_stand_in_the_whole(kept: int, half: bool) -> None:
    part = " ".join([*OTHER_TEN.split()[:kept], *(f"z{letter}" for letter in LETTERS[: 10 - kept])])
    found = align(prepared(TEN + OTHER_TEN), prepared(TEN, part))
    assert [(match.left, match.right) for match in found.matches if match.half] == ([(0, 1)] if half else [])
    turned = align(prepared(TEN, part), prepared(TEN + OTHER_TEN))
    assert [(match.left, match.right) for match in turned.matches if match.half] == ([(1, 0)] if half else [])


def test_the_first_half_may_be_the_first_sentence_of_its_text() -> None:
    whole, parts = prepared(TEN + OTHER_TEN), prepared(" ".join(OTHER_TEN.split()[:9]), TEN)
    assert [(match.left, match.right) for match in align(whole, parts).matches if match.half] == [(0, 0)]
    assert [(match.left, match.right) for match in align(parts, whole).matches if match.half] == [(0, 0)]


def test_words_shared_with_the_first_and_the_last_of_the_other_text_count() -> None:
    """Stems are numbers in order: whichever comes first or last in it, it is found."""
    for words_ in (["wa"], ["wb"], ["wc"], ["wd"], ["wa", "wd"]):
        shared = [match.likeness for match in align(prepared("Wa wb wc wd"), prepared(" ".join(words_))).matches]
        share = (len(words_) / 4) ** 0.5
        assert shared == [pytest.approx((share + share**0.5) / 2, abs=2e-3)]


def test_a_half_has_to_tell_and_stands_at_the_side_of_its_pair() -> None:
    whole = prepared(TEN + OTHER_TEN)
    poor = " ".join(OTHER_TEN.split()[:8])
    assert [match.half for match in align(whole, prepared(TEN, poor)).matches] == [False]
    assert [match.half for match in align(whole, prepared(TEN, " ".join(OTHER_TEN.split()[:9]))).matches] == [False, True]
    assert [match.half for match in align(whole, prepared(TEN, "za zb", OTHER_TEN)).matches] == [False]


def test_a_sentence_is_half_of_one_only() -> None:
    wide = [TEN + OTHER_TEN, " ".join(f"q{letter}" for letter in LETTERS) + OTHER_TEN]
    found = align(prepared(*wide), prepared(TEN, OTHER_TEN, " ".join(f"q{letter}" for letter in LETTERS)))
    assert [(match.left, match.right) for match in found.matches if match.half] == [(0, 1)]
    turned = align(prepared(TEN, OTHER_TEN, " ".join(f"q{letter}" for letter in LETTERS)), prepared(*wide))
    assert [(match.left, match.right) for match in turned.matches if match.half] == [(1, 0)]


def test_a_half_is_told_as_it_is() -> None:
    (half,) = [match for match in align(prepared(TEN + OTHER_TEN), prepared(TEN, OTHER_TEN)).matches if match.half]
    assert half == Match(0, 1, half.likeness, True, 1.0, True, True)
    assert half.likeness == round(half.likeness, 4) != round(half.likeness, 3)
    assert align(prepared(TEN + OTHER_TEN), prepared(TEN, OTHER_TEN)).proving == [
        match for match in align(prepared(TEN + OTHER_TEN), prepared(TEN, OTHER_TEN)).matches if not match.half
    ]


# Keys


def keys(*sentences: str, rarity: Callable[[str], float]) -> set[int]:
    return set(prepared(*sentences, rarity=rarity).keys.tolist())


def test_a_reworded_sentence_is_found_by_any_two_of_its_three_rarest_words() -> None:
    rarity = weighing(wa=9.0, wb=8.0, wc=7.0, wd=1.0, we=1.0, wx=9.0)
    whole = keys("Wa wd wb we wc", rarity=rarity)
    for pair in ("wa wb", "wb wc", "wa wc"):
        assert whole & keys(f"{pair} zz", rarity=rarity) or whole & keys(f"{pair} wx", rarity=rarity)
    assert not whole & keys("wa wd zz", rarity=weighing(wa=9.0, zz=8.0))
    assert not keys("wd we", rarity=rarity) & whole
    assert len(keys("wa wb", rarity=rarity)) == 1
    assert keys("wa", rarity=rarity) == keys("", rarity=rarity) == set()


def test_keys_are_in_order_and_the_same_whatever_the_order_of_sentences() -> None:
    one = prepared("Wa wb wc wd we", "Wf wg wh wi wj").keys
    other = prepared("Wf wg wh wi wj", "Wa wb wc wd we").keys
    assert one.tolist() == sorted(set(one.tolist())) == other.tolist()


# Order


@pytest.mark.parametrize(
    ("pairs", "chain"),
    [
        ([(0, 0, 1.0)], {(0, 0)}),
        ([(0, 1, 2.0), (1, 0, 1.0)], {(0, 1)}),
        ([(0, 1, 1.0), (1, 0, 2.0)], {(1, 0)}),
        ([(0, 0, 1.0), (1, 0, 1.0)], {(0, 0)}),  # one sentence of the other text stands once on the chain
        ([(0, 5, 3.0), (1, 1, 1.0), (2, 2, 1.0), (3, 3, 0.5)], {(0, 5)}),
        ([(0, 5, 2.0), (1, 1, 1.0), (2, 2, 1.0), (3, 3, 0.5)], {(1, 1), (2, 2), (3, 3)}),
    ],
)
def test_the_heaviest_that_rises(pairs: list[tuple[int, int, float]], chain: set[tuple[int, int]]) -> None:
    assert longest_chain(pairs) == chain


# Hashes


def test_numbers_are_stirred_as_murmur_hash_does() -> None:
    """Reference values of MurmurHash3's 64-bit finish; hashes are kept in libraries and must be the same everywhere."""
    assert [f"{value:016x}" for value in mixed(np.array([0, 1, 2], np.uint64)).tolist()] == [
        "0000000000000000", "b456bcfc34c2cb2c", "3abf2a20650683e7",
    ]  # fmt: skip


def test_a_shingle_is_made_of_its_words_by_one_rule() -> None:
    """A run begins from 0; each word is added to the run so far times FNV's prime, and all is stirred."""
    first, second, third = 5, 7, 11
    run = np.zeros(1, np.uint64)
    for number in (first, second):
        run = mixed(run * np.uint64(0x100000001B3) + np.uint64(number))
    assert shingles(np.array([first, second, third], np.uint64), 2)[0] == run[0]
    assert len(shingles(np.array([first, second, third], np.uint64), 2)) == 2
    assert [len(shingles(np.arange(count, dtype=np.uint64), 3)) for count in range(6)] == [0, 0, 0, 1, 2, 3]


def test_numbers_of_words_fit_a_signed_integer_and_use_all_of_it() -> None:
    numbers = [number_of(f"word{place}") for place in range(500)]
    assert max(numbers) < 2**63 < 2 * max(numbers)
    assert hashes(["word0", "word1"]).tolist() == numbers[:2]


@pytest.mark.parametrize(
    ("word", "form"), [("beds", "beds"), ("sings", "sing"), ("needed", "need"), ("doing", "doing"), ("trees", "tre"), ("asses", "ass")]
)
def test_an_ending_is_taken_off_where_three_letters_are_left_of_a_word_of_five(word: str, form: str) -> None:
    assert counted_form(word) == form


def test_runs_of_a_script_without_blanks_are_read_in_pairs_from_three_on() -> None:
    assert [word for _, word in words("東京湾")] == ["東京", "京湾"]
    assert words("東") == [(0, "東")]


# Two languages


def lone(word: str, weight: float = 6.0) -> float:
    """The chain of two sentences that have but one word in common."""
    return align_across(rows_of([f"{word} xxxx yyyy zzzz"], lambda _: weight), rows_of([f"{word} aaaa bbbb cccc"], lambda _: weight))[1]


def test_a_word_of_four_letters_is_one_piece_and_a_shorter_one_says_nothing() -> None:
    assert lone("oslo") == pytest.approx(0.25, abs=0.01)
    assert lone("ost") == 0.0
    assert 0.0 < lone("UN") < 1.0
    assert lone("X") == 0.0
    assert lone("USA") == lone("UN")


def test_a_long_word_says_more_than_a_short_one_and_a_figure_as_much_as_a_rare_word() -> None:
    assert lone("solvang") > lone("oslo")
    assert lone("77") > lone("oslo")
    assert lone("77") == lone("USA") == lone("4711")
    assert lone("77", 9.0) == lone("USA", 9.0) == lone("oslo", 9.0) == pytest.approx(0.25, abs=2e-3)  # as a word of rarity 9


def test_only_names_of_three_letters_and_figures_of_three_digits_are_fixed() -> None:
    fixed = [len(names_and_numbers([word], lambda _: 6.0)) for word in ("Ali", "Al", "ali", "100", "99", "1.000", "9.9", "A1")]
    assert fixed == [1, 0, 0, 1, 0, 1, 0, 0]
    assert names_and_numbers(["Oslo"], lambda _: 5.99) == frozenset()


def test_the_chain_of_a_text_with_itself_weighs_one_whatever_its_length() -> None:
    for count in (1, 2, 5):
        lines = rows_of([f"word{place}alpha word{place}beta word{place}gamma word{place}delta" for place in range(count)], lambda _: 6.0)
        found, weight = align_across(lines, lines)
        assert weight == pytest.approx(1.0, abs=2e-3)
        assert [(match.left, match.right, match.telling, match.exact, match.ordered) for match in found.matches] == [
            (place, place, True, 0.0, True) for place in range(count)
        ]


def test_likeness_and_weight_across_are_told_to_four_places() -> None:
    found, weight = align_across(rows_of(["oslo xxxx yyyy zzzz"], len), rows_of(["oslo xxxx aaaa bbbbbb"], len))
    assert weight == round(weight, 4)
    assert [match.likeness == round(match.likeness, 4) for match in found.matches] == [True]


# Groups


def linked(*values: tuple[int, int, float], count: int) -> np.ndarray:
    likeness = np.zeros((count, count))
    for one, other, value in values:
        likeness[one, other] = likeness[other, one] = value
    return likeness


def test_a_merge_tells_both_groups_and_their_mean_likeness() -> None:
    merges = average_linkage(linked((0, 1, 0.9), (2, 3, 0.8), (0, 2, 0.4), (1, 3, 0.2), count=4))
    assert [value for _, _, value in merges] == pytest.approx([0.9, 0.8, 0.15])
    assert {merges[0][:2], merges[1][:2]} == {(0, 1), (2, 3)}
    assert [group.tolist() for group in groups_of(in_two(4, merges))] == [[0, 1], [2, 3]]


def test_words_that_say_nothing_make_rows_of_nothing() -> None:
    rows = rows_of(["Wort wort wort wort"], lambda _: 0.0)
    assert set(rows.pieces[0].values()) == {0.0}
    assert align_across(rows, rows)[0].matches == ()


def test_a_figure_with_its_unit_is_a_figure() -> None:
    assert lone("77km") == lone("77")
    one, other = (rows_of([f"{word} xxxx yyyy zzzz"], lambda _: 6.0) for word in ("77km", "77mi"))
    assert align_across(one, other)[1] == pytest.approx(1.0, abs=2e-3)
    assert names_and_numbers(["100km"], lambda _: 6.0) == names_and_numbers(["100mi"], lambda _: 6.0)


# Characters


def test_what_stands_beside_spaces_and_unseen_characters_in_the_table_stays() -> None:
    """Their blocks in Unicode: U+2000 to U+200F, U+202A to U+202F, U+2060 to U+2069, the soft hyphen, the byte order mark."""
    beside = "\u1fff\u2016\u2029\u2030\u205e\u206a\u00ac\u00ae\ufefe\uff00"
    assert fold(beside) == beside
    inside = "".join(map(chr, (*range(0x2000, 0x2010), *range(0x202A, 0x2030), *range(0x205F, 0x206A), 0xAD, 0xFEFF)))
    assert fold(inside) == " " * len(inside)
