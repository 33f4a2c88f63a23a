"""The facing edition: paragraphs that belong together stand together, and what differs is marked in both."""

from dataclasses import replace

from made import dossier, found, report
from variorum.model.point import Between, Point, Reading
from variorum.model.story import Borrowing, Counts, Dossier, Origin, Pair, Story
from variorum.views.apparatus import apparatus
from variorum.views.facing import Facing, facing, pairs

STORM = "A storm tore the roof off the market hall of Oskerra on Friday night."
HURT = "Three people were hurt by falling beams, the rescue service told reporters."
MAYOR = "Mayor Lise Aune promised the stall holders new places before the winter fair."
PIPES = "The town had paid for a survey of the hall only two months before the storm."


def told(*reports: tuple[str, ...]) -> Dossier:
    made = tuple(
        report(f"r{number}", f"Paper {number}", "\n".join(lines), ("body",) * len(lines), f"2024-05-0{number}")
        for number, lines in enumerate(reports, 1)
    )
    ids = tuple(one.id for one in made)
    story = Story("s1", "Storm in Oskerra", ids, "2024-05-01", "2024-05-09", Counts(len(ids), len(ids), 1))
    return Dossier(story, made, origins=(Origin("o1", "s1", "Paper 1", True, ids, "shared_text", 0.9, "One text."),))


def differing(story: Dossier, *answers: tuple[str, ...]) -> Dossier:
    readings = tuple(
        Reading(words, (), (found(story.by_id[key], sentence),), (key,), ("o1",)) for key, words, sentence in answers  # type: ignore[misc]
    )
    pairs_of = tuple(
        Between(a, b, "conflict", "Not both.") for a in range(len(readings)) for b in range(a + 1, len(readings))
    )
    point = Point("p1", "s1", "How many were hurt?", readings, "conflict", ("number",), False, 0.9, "Not both.", "reversal", pairs=pairs_of)
    return story.having(points=(point,))


def layer(made: Facing, side: str, name: str) -> str:
    blocks = [paragraph for row in made.rows for paragraph in getattr(row, side)]
    return "".join(piece.text for block in blocks for piece in block.pieces if name in piece.layers)


def text_of(made: Facing, side: str) -> list[list[str]]:
    return [["".join(piece.text for piece in paragraph.pieces) for paragraph in getattr(row, side)] for row in made.rows]


def test_paragraphs_that_have_words_in_common_stand_beside_each_other_and_each_text_is_whole() -> None:
    other = HURT.replace("Three", "Four")
    made = facing(told((STORM, HURT, MAYOR), (PIPES, STORM, other)), "r1", "r2", ())
    assert text_of(made, "left") == [[], [STORM], [HURT], [MAYOR]]
    assert text_of(made, "right") == [[PIPES], [STORM], [other], []]
    assert layer(made, "right", "same").startswith(STORM.rstrip("."))
    assert "Four" not in layer(made, "right", "same")
    assert (made.moved, made.cut) == (0, False)
    assert 0.5 < made.left_shared < 1


def test_a_paragraph_that_was_joined_with_the_next_stands_beside_both() -> None:
    made = facing(told((STORM, HURT), (f"{STORM} {HURT}",)), "r1", "r2", ())
    assert text_of(made, "left") == [[STORM, HURT]]
    assert made.left_shared == made.right_shared == 1


def test_what_was_moved_is_told_apart_and_leads_to_its_place() -> None:
    story = told((STORM, HURT, MAYOR), (MAYOR, STORM, HURT))
    made = facing(story, "r1", "r2", ())
    assert made.moved == 1
    assert text_of(made, "left") == [[], [STORM], [HURT], [MAYOR]]  # a moved paragraph draws nothing out of its order
    assert text_of(made, "right") == [[MAYOR], [STORM], [HURT], []]
    assert layer(made, "left", "moved") == MAYOR.rstrip(".")
    marks = [mark for row in made.rows for block in row.left for piece in block.pieces for mark in piece.marks]
    assert [(mark.kind, mark.target) for mark in marks] == [("moved", "right-0")]
    assert "1 passage stands at another place" in made.summary


def test_an_answer_that_differs_is_marked_in_both_and_noted_under_its_row() -> None:
    other = HURT.replace("Three", "Four")
    story = differing(told((STORM, HURT), (STORM, other)), ("r1", "Three people", HURT), ("r2", "Four people", other))
    made = facing(story, "r1", "r2", apparatus(story))
    assert layer(made, "left", "differs conflict") == "Three people"
    assert layer(made, "right", "differs conflict") == "Four people"
    assert [len(row.notes) for row in made.rows] == [0, 1]
    note = made.rows[1].notes[0]
    assert (note.number, note.point, note.kind, note.question) == (1, "p1", "contradiction", "How many were hurt?")
    assert made.differences == 1


def test_a_report_that_gives_the_same_answer_or_none_or_a_struck_one_has_no_note() -> None:
    other = HURT.replace("Three", "Four")
    story = told((STORM, HURT), (STORM, other), (STORM, HURT), (STORM, MAYOR))
    asked = differing(story, ("r1", "Three people", HURT), ("r2", "Four people", other))
    reading = asked.points[0].readings[0]
    third = replace(reading, passages=(*reading.passages, found(story.by_id["r3"], HURT)), reports=("r1", "r3"))
    asked = asked.having(points=(replace(asked.points[0], readings=(third, asked.points[0].readings[1])),))
    for right, count in (("r2", 1), ("r3", 0), ("r4", 0)):
        assert facing(asked, "r1", right, apparatus(asked)).differences == count
    struck = asked.having(points=(replace(asked.points[0], struck="by A. Poe"),))
    assert facing(struck, "r1", "r2", apparatus(struck)).differences == 0


def test_what_only_a_third_report_has_names_it() -> None:
    story = told((STORM, PIPES), (STORM,), (PIPES, MAYOR))
    pair = Pair(found(story.by_id["r3"], PIPES), found(story.by_id["r1"], PIPES))
    story = story.having(borrowings=(Borrowing("b1", "s1", "r3", "r1", "partial", "known", 0.5, "Later.", (pair,)),))
    made = facing(story, "r1", "r2", ())
    assert layer(made, "left", "elsewhere") == PIPES
    assert "[3]" in [mark.label for row in made.rows for block in row.left for piece in block.pieces for mark in piece.marks]
    assert layer(facing(story, "r1", "r3", ()), "left", "elsewhere") == ""
    both = told((STORM, PIPES), (PIPES, STORM), (PIPES, MAYOR)).having(borrowings=story.borrowings)
    assert layer(facing(both, "r1", "r2", ()), "left", "elsewhere") == ""


def test_the_pair_between_which_most_differs_comes_first() -> None:
    other = HURT.replace("Three", "Four")
    story = differing(told((STORM,), (HURT,), (other,)), ("r2", "Three people", HURT), ("r3", "Four people", other))
    assert pairs(story, apparatus(story)) == (("r2", "r3", 1),)
    assert pairs(told((STORM,), (HURT,)), ()) == (("r1", "r2", 0),)
    assert pairs(dossier(), apparatus(dossier()))[0] == ("r1", "r2", 1)
