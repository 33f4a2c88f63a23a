"""What a page says of its own lines is what was measured, and what is under nine in ten is said to be checked."""

from pathlib import Path

from variorum.views import words
from variorum.views.measured import CHECK, FIGURES, Measured, told

DOCS = Path(__file__).parents[2] / "docs"
LIMITS = (DOCS / "limits.md").read_text("utf-8")


def test_every_figure_stands_in_the_documentation() -> None:
    """In the words of its table: what a page shows cannot drift from what was counted."""
    told = (
        "from .83 on **28, 5, 2 of 35**", "together 18, 9, 37", "together 460, 35, 15", "together 43, 12, 3", "together 27, 3, 1",
        "100 right, 10 arguable, 1 wrong", "67 right, 14 arguable, none wrong", "How many people were killed, or hurt: all 8",
        "seventeen of eighteen tolls",
    )  # fmt: skip
    for line in told:
        assert line in LIMITS
    shown = {name: (row.right, row.arguable, row.wrong) for name, row in FIGURES.items() if name != "origins"}
    assert shown == {
        "agreed": (28, 5, 2), "differences": (18, 9, 37), "positions": (43, 12, 3), "happened": (27, 3, 1),
        "said": (460, 35, 15), "informants": (100, 10, 1),
        "opening": (67, 14, 0),
    }  # fmt: skip


def test_under_nine_in_ten_there_is_a_warning() -> None:
    assert not told("said").startswith(CHECK)
    assert told("positions").startswith(CHECK)
    assert told("agreed").startswith(CHECK)
    assert told("differences") == f"{CHECK}: of 64 such differences of real news read by strangers 18 were right, 9 arguable, 37 wrong."
    assert told("proposed") == f"{CHECK}: nobody has counted yet how many of these lines are right."
    assert told("happened").startswith(CHECK)
    assert told("single").startswith(CHECK)
    assert Measured(9, 1, 0, "lines").good
    assert not Measured(89, 11, 0, "lines").good


def test_what_the_pages_say_of_their_words_stands_in_the_documentation() -> None:
    verdicts, glossary = ((DOCS / name).read_text("utf-8") for name in ("verdicts.md", "glossary.md"))
    for verdict, meaning in words.MEANINGS.items():
        row = next(line for line in verdicts.splitlines() if line.startswith(f"| `{verdict}` |"))
        assert words.VERDICTS[verdict] in row, verdict
        assert f"| {meaning} |" in row, verdict
    for meaning in words.GLOSSARY.values():
        assert meaning in glossary
