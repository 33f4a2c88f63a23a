"""What every kind of question keeps to."""

from dataclasses import replace

import pytest

from beside import beside
from variorum.questions.kinds import KINDS
from variorum.questions.pairs import Kind, swapped

pytestmark = pytest.mark.stored


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_kind_keeps_its_example_from_either_side(kind: Kind) -> None:
    a, b, relation = kind.example
    pair = beside(a, b, days=("2031-05-07", "2031-05-08"), later=True, copied=True)
    for side in (pair, swapped(pair)):
        assert relation in [one.relation for one in kind.compare(side)]


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize(("cosine", "around"), [(0.8, (0.61, 0.99)), (0.4, (0.05, 0.45))])
def test_a_kind_sees_of_the_rest_of_a_story_what_a_pair_tells_of_it(kind: Kind, cosine: float, around: tuple[float, float]) -> None:
    """What is found in two sentences is kept while a story grows around them: the screen's own numbers must change nothing."""
    pair = beside(*kind.example[:2], cosine=cosine)
    one, other = (replace(pair, one=of, around=of) for of in around)
    assert one.of_one_occasion == other.of_one_occasion
    assert list(kind.compare(one)) == list(kind.compare(other))
