"""Texts side by side, likeness in groups, and shingles in whole arrays."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.text.align import Prepared, align, longest_chain, prepare, quoted_spans
from variorum.text.cluster import average_linkage, components, cut_at, groups_of
from variorum.text.shingle import counted_form, hashes, number_of, shingles, words


def even(_: str) -> float:
    return 4.0


def prepared(*sentences: str) -> Prepared:
    text = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)]).tolist()
    spans = [(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=False)]
    return prepare(text, spans, np.zeros((len(spans), 1)), even)


def test_words_keep_their_places_and_stems_lose_their_endings() -> None:
    text = "Orlov’s boats sailed; 12.5 per cent won’t."
    assert [text[place : place + len(word)] for place, word in words(text)] == [word for _, word in words(text)]
    assert [counted_form(word) for _, word in words(text)][:3] == ["orlov", "boat", "sail"]
    assert [word for _, word in words("東京湾で")] == ["東京", "京湾", "湾で"]


def test_a_word_has_the_same_number_everywhere() -> None:
    assert number_of("herring") == 4793355025583852009
    assert number_of("herring") < 1 << 63


def test_shingles_tell_the_order() -> None:
    one, other = hashes(["a", "b", "c", "d"]), hashes(["a", "c", "b", "d"])
    assert len(shingles(one, 3)) == 2
    assert not set(shingles(one, 3).tolist()) & set(shingles(other, 3).tolist())
    assert len(shingles(one, 5)) == 0


def test_quotations_prove_nothing() -> None:
    quote = '"The nets are empty and the boats lie in the harbour since the spring storms," he said.'
    found = align(prepared(quote, "Ministers met in Castle Brand to count trawlers and herring quotas."), prepared(quote))
    assert [(match.left, match.right, match.telling) for match in found.matches] == [(0, 0, False)]
    assert found.proving == []
    assert quoted_spans("He said “no” twice, „ja“ once") == [(8, 12), (20, 24)]


def test_parallel_sentences_are_found_in_any_order() -> None:
    lines = [
        "Trawlers left Tarnholm harbour at dawn.",
        "Haalbeck counted forty empty nets.",
        "Oravia closed its northern consulate yesterday.",
    ]
    found = align(prepared(*lines), prepared(*reversed(lines)))
    assert {(match.left, match.right) for match in found.matches} == {(0, 2), (1, 1), (2, 0)}
    assert sum(match.ordered for match in found.matches) == 1


def test_the_longest_chain_rises_on_both_sides() -> None:
    assert longest_chain([(0, 1, 1.0), (1, 0, 1.5), (2, 2, 1.0), (3, 1, 1.0)]) == {(1, 0), (2, 2)}
    assert longest_chain([]) == set()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9)), max_size=8))
@settings(deadline=None)
def test_the_longest_chain_is_the_heaviest_of_all_that_rise(given_: list[tuple[int, int]]) -> None:
    pairs = [(left, right, weight / 8) for left, (right, weight) in enumerate(given_)]
    chosen = [[pair for place, pair in enumerate(pairs) if picked >> place & 1] for picked in range(1 << len(pairs))]
    rising = [some for some in chosen if all(one[1] < other[1] for one, other in pairwise(some))]
    chain = longest_chain(pairs)
    found = [pair for pair in pairs if pair[:2] in chain]
    assert found in rising
    assert sum(weight for _, _, weight in found) == max(sum(weight for _, _, weight in some) for some in rising)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
@settings(deadline=None)
def test_components_are_those_of_a_plain_search(edges: list[tuple[int, int]]) -> None:
    left, right = np.array([a for a, _ in edges], np.int64), np.array([b for _, b in edges], np.int64)
    label = components(31, left, right)
    near: dict[int, set[int]] = {node: {node} for node in range(31)}
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    for start in range(31):
        seen, waiting = {start}, [start]
        while waiting:
            for there in near[waiting.pop()] - seen:
                seen.add(there)
                waiting.append(there)
        assert label[start] == min(seen)
    assert sorted(node for group in groups_of(label) for node in group.tolist()) == list(range(31))


@given(st.integers(2, 12), st.integers(0, 1000))
@settings(deadline=None)
def test_average_linkage_is_that_of_the_plain_method(count: int, seed: int) -> None:
    values = np.random.default_rng(seed).random((count, count))
    likeness = (values + values.T) / 2
    groups = [[node] for node in range(count)]
    heights = []
    while len(groups) > 1:
        value, a, b = max((likeness[np.ix_(groups[a], groups[b])].mean(), -a, -b) for a in range(len(groups)) for b in range(a))
        groups[-b] += groups.pop(-a)
        heights.append(value)
    merges = average_linkage(likeness)
    assert [value for _, _, value in merges] == pytest.approx(sorted(heights, reverse=True))
    assert len(groups_of(cut_at(count, merges, heights[0] + 1e-9))) == count
