"""Walking in a parse: what hangs where, where a phrase ends."""

import numpy as np

from variorum.language.english.grammar.tree import Tree
from variorum.model.paragraph import Paragraph, Token


def tree(heads: dict[str, int]) -> Tree:
    tokens = tuple(
        Token(i, word, word, "X", "X", "dep", head, i * 5, i * 5 + len(word), "", 0) for i, (word, head) in enumerate(heads.items())
    )
    return Tree(Paragraph("k", "", tokens, (), (), (), np.zeros((0, 384), np.float16)))


def test_words_hang_under_each_other_in_text_order() -> None:
    parsed = tree({"The": 1, "ship": 2, "sank": 2, "near": 2, "Oslo": 3})
    assert [token.text for token in parsed.below(2)] == ["ship", "near"]
    assert [token.text for token in parsed.words_under(2)] == ["The", "ship", "sank", "near", "Oslo"]
    assert [token.text for token in parsed.words_under(3)] == ["near", "Oslo"]
    assert parsed.below(4) == []
    assert parsed.span(3) == (15, 24)


def test_a_ring_of_heads_ends() -> None:
    parsed = tree({"a": 1, "b": 0, "c": 1})
    assert parsed.depth(0) > 0
    assert sorted(parsed.under(2)) == [2]
