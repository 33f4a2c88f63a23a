"""What every kind of question keeps to."""

import pytest

from beside import beside
from variorum.questions.kinds import KINDS
from variorum.questions.pairs import Kind, swapped

pytestmark = pytest.mark.stored


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_kind_keeps_its_example_from_either_side(kind: Kind) -> None:
    a, b, relation = kind.example
    pair = beside(a, b, days=("2031-05-07", "2031-05-08"), later=True)
    for side in (pair, swapped(pair)):
        assert relation in [one.relation for one in kind.compare(side)]


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
