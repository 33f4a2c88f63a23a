"""An answer is read leniently: what is whole in it counts, whatever stands around it, and nothing it holds raises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from told_by_hand import answer, difference, fact
from variorum.proposals.answers import Proposals, proposals

ROW = difference(("a", [(1, "the first words")]), ("b", [(2, "the second words")]))
FACT = fact("So it is", (1, "the first words"), (2, "the second words"))
WHOLE = answer([ROW, ROW], [FACT], [{"sentence": 1, "quote": "words", "speaker": "Ada", "named_in": 2}])


def counts(found: Proposals) -> tuple[int, int, int, int]:
    return len(found.differences), len(found.facts), len(found.speakers), found.malformed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE, (2, 1, 1, 0)),
        (f"```json\n{WHOLE}\n```\nI hope this helps.", (2, 1, 1, 0)),
        (f"<think>Let me see: {{curly}} and {{}}.</think>\n{WHOLE}", (2, 1, 1, 0)),
        (WHOLE[: WHOLE.index('"facts"')], (2, 0, 0, 0)),  # cut off
        (WHOLE[:200], (0, 0, 0, 0)),
        (json.dumps({"answer": json.loads(WHOLE)}), (2, 1, 1, 0)),
        (json.dumps([ROW, FACT]), (1, 1, 0, 0)),
        ("", (0, 0, 0, 0)),
        ('{"differences": "none", "facts": 7}', (0, 0, 0, 0)),
        ('{"differences": [1, [], {"question": "?"}], "facts": [{"fact": "x", "passages": 1}]}', (0, 0, 0, 4)),
        (answer([ROW] * 130), (120, 0, 0, 10)),
        ('{"facts": [' * 50_000, (0, 0, 0, 0)),
    ],
    ids=range(12),
)
def test_what_is_whole_counts(text: str, expected: tuple[int, int, int, int]) -> None:
    assert counts(proposals(text)) == expected


@pytest.mark.parametrize(("given", "expected"), [(3, 3), ("3", 3), ("[3]", 3), (3.5, None), (True, None), ("three", None), (None, None)])
def test_a_sentence_s_number(given: object, expected: int | None) -> None:
    row = {"fact": "x", "passages": [{"sentence": given, "quote": "some words"}]}
    found = proposals(json.dumps({"facts": [row]}))
    assert [one.quotes[0].sentence for one in found.facts] == ([] if expected is None else [expected])


NAMES = st.sampled_from(("differences", "facts", "speakers", "readings", "fact", "quote"))
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)
)


@given(st.text() | JSON.map(json.dumps))
def test_nothing_raises(text: str) -> None:
    found = proposals(text)
    assert found.malformed >= 0
