"""Two texts in two languages side by side: names, figures and foreign words stay."""

import pytest

from variorum.text.across import align_across, names_and_numbers, rows_of

ENGLISH = ["Ingrid Solvang visited Reykjavik yesterday with 140 sailors", "The Grindavik harbour closed its northern gates"]
SPANISH = ["Ingrid Solvang visitó Reykjavík ayer con 140 marineros", "El puerto de Grindavik cerró sus puertas"]
OTHER = ["Las tortugas duermen sobre piedras calientes", "Nadie quiso comprar aquel sombrero verde"]


def rare(_: str) -> float:
    return 6.0


def aligned(one: list[str], other: list[str]) -> tuple[list[tuple[int, int]], float]:
    found, weight = align_across(rows_of(one, rare), rows_of(other, rare))
    return [(match.left, match.right) for match in found.matches], weight


def test_a_translation_runs_parallel_and_another_text_does_not():
    pairs, weight = aligned(ENGLISH, SPANISH)
    assert pairs == [(0, 0), (1, 1)]
    assert 0.3 < weight < 1
    assert aligned(ENGLISH, OTHER) == ([], 0.0)
    assert aligned(ENGLISH, ENGLISH) == ([(0, 0), (1, 1)], pytest.approx(1.0, abs=0.01))


def test_only_what_runs_in_the_same_order_counts():
    pairs, weight = aligned(ENGLISH, SPANISH[::-1])
    assert len(pairs) == 1
    assert weight < aligned(ENGLISH, SPANISH)[1]


def test_sentences_that_nobody_took_make_the_weight_less():
    assert aligned(ENGLISH, [*SPANISH, *OTHER])[1] == pytest.approx(aligned(ENGLISH, SPANISH)[1] / 2**0.5, abs=1e-3)


def test_short_sentences_are_not_compared_and_keep_no_place():
    rows = rows_of(["Three short words", *ENGLISH[:1], "Four words are enough"], rare)
    assert rows.places == (1, 2)
    found, _ = align_across(rows, rows_of(SPANISH, rare))
    assert [(match.left, match.right) for match in found.matches] == [(1, 0)]
    assert (found.left, found.right) == (2, 2)


def test_nothing_to_compare_is_no_likeness():
    found, weight = align_across(rows_of([], rare), rows_of(SPANISH, rare))
    assert (found.matches, found.left, found.right, weight) == ((), 0, 2, 0.0)


def test_rows_are_of_length_one():
    for row in rows_of(ENGLISH, rare).pieces:
        assert sum(weight * weight for weight in row.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in all 14.200 million paid", "ganz und gar 14.2 bezahlt"),  # separators and final noughts
        ("told by the WHO today", "dit de WHO aujourd"),  # short words in capitals
        ("near the Tórshavn town hall", "circa Torshavn ubi est"),  # accents
    ],
)
def test_what_stays_the_same_in_most_languages(one, other):
    likeness = aligned([one], [other])[1]
    assert likeness > 0.2


def test_short_words_without_capitals_say_nothing():
    assert aligned(["was it the one for us"], ["the one for him was it"]) == ([], 0.0)


def test_a_figure_of_one_digit_says_less_than_a_longer_one():
    one, two = (aligned([f"in all {figure} were seen"], [f"ganz {figure} aber niemals"])[1] for figure in ("7", "77"))
    assert two > one + 0.1


def test_a_figure_counts_without_its_final_noughts_and_nought_is_one():
    assert aligned(["in all 0.0 were seen"], ["ganz 0 aber niemals"])[1] == aligned(["in all 7 were seen"], ["ganz 7 aber niemals"])[1]


def test_names_and_figures():
    assert names_and_numbers(["Solvang paid 40.100 kroner"], rare) == names_and_numbers(["Solváng pagó 4010 coronas"], rare)
    assert len(names_and_numbers(["Solvang paid 40.100 kroner"], rare)) == 2
    assert len(names_and_numbers(["he took 100 of them"], rare)) == 1
    assert names_and_numbers(["he took 99 of them"], rare) == frozenset()
    assert names_and_numbers(["Al and solvang"], rare) == frozenset()
    assert len(names_and_numbers(["Ali"], rare)) == 1
    assert names_and_numbers(["A320"], rare).isdisjoint(names_and_numbers(["320"], rare))  # a name that ends in a figure
    assert names_and_numbers(["Solvang"], lambda _: 5.9) == frozenset()
