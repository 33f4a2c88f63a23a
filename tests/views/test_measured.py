"""What a page says of its own lines is what was measured, and what is under nine in ten is said to be checked."""

import json
from pathlib import Path

from made import dossier
from variorum.views import words
from variorum.views.brief import as_json, brief
from variorum.views.measured import CHECK, FIGURES, Measured, told
from variorum.views.page import JUDGED, sections

DOCS = Path(__file__).parents[2] / "docs"
TEMPLATES = Path(__file__).parents[2] / "src" / "variorum" / "apps" / "templates"
LIMITS = (DOCS / "limits.md").read_text("utf-8")


def test_every_figure_stands_in_the_documentation() -> None:
    """In the words of its table: what a page shows cannot drift from what was counted."""
    told = (
        "from .83 on **28, 5, 2 of 35**", "together 18, 9, 37", "together 460, 35, 15", "together 62, 20, 7", "together 64, 5, 7",
        "100 right, 10 arguable, 1 wrong", "67 right, 14 arguable, none wrong", "How many people were killed, or hurt: all 8",
        "seventeen of eighteen tolls",
    )  # fmt: skip
    for line in told:
        assert line in LIMITS
    shown = {name: (row.right, row.arguable, row.wrong) for name, row in FIGURES.items() if name != "origins"}
    assert shown == {
        "agreed": (28, 5, 2), "differences": (18, 9, 37), "positions": (62, 20, 7), "happened": (64, 5, 7),
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


def test_sections_stand_in_the_order_in_which_their_lines_were_called_right() -> None:
    """What was read as wrong as often as differences of real news is not the first thing that a reader sees, in any form."""
    below = [key for key in JUDGED if key not in ("opening", "informants", "origins")]
    shares = [FIGURES[key].right / FIGURES[key].every for key in below if key in FIGURES]
    assert shares == sorted(shares, reverse=True)
    assert set(below) - FIGURES.keys() == {below[-1]}, "what nobody has counted stands last"
    view = brief(dossier())
    shown = [one.key for one in sections(view) if one.key in below]
    assert shown == [key for key in below if key in shown]
    for name in ("story.html", "single.html"):
        page = (TEMPLATES / name).read_text("utf-8")
        title = {key: page.index(f">{JUDGED[key]}</h2>") for key in below}
        assert max(title["said"], title["agreed"]) < title["differences"] < title["single"], name
        assert title["happened"] < title["positions"], name
        for key in below:
            assert f'figure("{key}")' in page, f"{name} says no figure of {key}"


def test_data_say_of_each_section_what_strangers_said() -> None:
    told_in_data = json.loads(as_json(brief(dossier())))["measured"]
    assert told_in_data == {key: told(key) for key in JUDGED}
    assert told_in_data["differences"].startswith(CHECK)


def test_what_the_pages_say_of_their_words_stands_in_the_documentation() -> None:
    verdicts, glossary = ((DOCS / name).read_text("utf-8") for name in ("verdicts.md", "glossary.md"))
    for verdict, meaning in words.MEANINGS.items():
        row = next(line for line in verdicts.splitlines() if line.startswith(f"| `{verdict}` |"))
        assert words.VERDICTS[verdict] in row, verdict
        assert f"| {meaning} |" in row, verdict
    for meaning in words.GLOSSARY.values():
        assert meaning in glossary
