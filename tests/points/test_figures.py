"""How large figures are: nothing is a size too."""

import pytest

from variorum.language.english import values
from variorum.points.comparing import figures


def figure(text: str) -> values.Figure:
    (found,) = values.find(text)
    return found


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("It was about 0 degrees.", 0.0),
        ("It was about 6 degrees.", 6.0),
        ("No more than 0 boats came.", 0.0),
        ("Between 2 and 5 boats came.", 2.0),
        ("Between 0 and 5 boats came.", 5.0),
    ],
)
def test_the_size_of_a_figure(text: str, size: float) -> None:
    assert figures.size(figure(text)) == size
