"""What is shown is what was found: nothing lost, nothing invented, every line with its source."""

import json
from dataclasses import replace

from made import dossier, found
from variorum.model.point import Point, Reading
from variorum.model.report import Passage
from variorum.views.apparatus import apparatus, mark
from variorum.views.brief import as_json, brief
from variorum.views.card_lines import MARK
from variorum.views.measured import CHECK, told
from variorum.views.page import as_markdown, as_text, folded, sections
from variorum.views.positions import matrix
from variorum.views.timeline import intensity
from variorum.views.utterances import by_speaker


def test_brief_shows_every_finding_with_its_sources() -> None:
    text = as_text(brief(dossier()), width=120, full=True)
    assert "3 reports · 3 outlets · 2 separate texts" in text
    assert "[contradiction · so or not so] Will the line cut more than 40 trips?" in text
    assert "it *would not cut* more" in text
    assert "the mayor opposes: cuts — on condition: if the | council agrees [3]" in text
    assert "Ada Quill, director: We keep our word [1]" in text
    assert MARK not in text
    assert "/home/someone" not in text


def test_lines_fit_the_width() -> None:
    assert all(len(line) <= 72 or " " not in line.strip() for line in as_text(brief(dossier()), width=72, full=True).splitlines())


def test_markdown_lets_no_markup_of_a_report_through() -> None:
    page = as_markdown(brief(dossier()), full=True)
    assert r"Coast \<b\>Daily\</b\>" in page
    assert "it **would not cut** more" in page


def test_json_rests_every_difference_on_exact_passages() -> None:
    row = json.loads(as_json(brief(dossier())))
    texts = {report.id: report.text for report in dossier().reports}
    passages = [p for point in row["differences"] for reading in point["readings"] for p in reading["citation"]["passages"]]
    assert len(passages) == 2
    assert all(texts[p["report"]][p["start"] : p["end"]] == p["text"] for p in passages)


def test_what_is_folded_below_the_card_is_told_with_how_much_there_is() -> None:
    view = brief(dossier())
    told = "With --full: reports (3), who copied whom (2), who said what ("
    assert folded(view).startswith(told)
    assert "What several texts tell alike".upper() not in as_text(view)
    assert " ".join(as_text(view).split()).endswith(folded(view))
    assert "where they differ (1)" in folded(view)
    assert as_markdown(view).endswith(f"{folded(view)}\n".replace("[", "\\["))


def test_each_section_says_how_good_its_lines_are_where_it_has_any() -> None:
    view = brief(dossier())
    notes = {section.key: section.note for section in sections(view)}
    assert {key for key, note in notes.items() if note.startswith(CHECK)} == {"agreed", "differences", "positions", "happened"}
    assert notes["said"] == told("said")
    assert all(note in " ".join(as_text(view, full=True).split()) for note in notes.values())
    assert all(section.note == "" for section in sections(replace(view, differences=(), said=())) if not section.items)


def test_a_fact_told_in_the_words_of_another_is_shown_once() -> None:
    story = dossier()
    agreed = next(point for point in story.points if point.verdict == "agreed")
    again = replace(agreed, id="p-again")
    assert len(brief(story.having(points=(agreed, again))).agreed) == 1
    cut = [replace(passage, end=passage.end - 5, text=passage.text[:-5]) for passage in agreed.readings[0].passages]
    part = replace(agreed, id="p-part", readings=(replace(agreed.readings[0], passages=tuple(cut)),))
    assert [point.id for point in brief(story.having(points=(agreed, part))).agreed] == [agreed.id]


def test_marks_join_to_the_text_again() -> None:
    texts = ["The cat sat on the mat.", "The cat lay on a  mat.", ""]
    assert ["".join(piece.text for piece in pieces) for pieces in mark(texts)] == texts


def test_apparatus_puts_reversals_first() -> None:
    assert [line.verdict for line in apparatus(dossier())] == ["conflict", "agreed"]


def test_intensity_counts_actual_events_only() -> None:
    assert intensity(dossier()) == (("2024-02-05", -1.0),)


def test_speakers_show_variants_side_by_side() -> None:
    (speaker,) = by_speaker(dossier())
    assert [("".join(p.text for p in column.pieces), column.citation.numbers) for column in speaker.utterances[0].columns] == [
        ("We keep our word", (1,)),
        ("We keep our promise", (2,)),
    ]


def test_of_a_line_told_alike_its_words_are_printed_and_no_more() -> None:
    """The sentence would tell of all what one report tells: "The port was shut *by a storm*"."""
    text = "The port was shut by a storm."
    story = dossier()
    agreed = next(point for point in story.points if point.verdict == "agreed")
    reading = Reading("The port was shut", (), (Passage("r1", 10, 10 + len(text), text),), ("r1",), ("o1", "o2"))
    for verdict in ("agreed", "single"):
        shown = brief(story.having(points=(replace(agreed, verdict=verdict, readings=(reading,)),)))
        (line,) = (*shown.agreed, *shown.single)
        assert [piece.text for piece in line.readings[0].told] == ["The port was shut"]


def test_what_separate_texts_tell_otherwise_stands_before_what_one_copy_changed() -> None:
    made = dossier()
    (copied,) = [one for one in made.points if one.verdict == "conflict"]
    answers = (copied.readings[0], replace(copied.readings[1], origins=("o2",)))
    between = replace(copied, id="p3", readings=answers, weight="material", verdict="revised")
    shown = brief(made.having(points=(*made.points, between)))
    assert [line.id for line in shown.differences] == ["p3", "p1"]


def test_told_by_one_text_only_is_no_headline_and_nothing_that_another_says_in_other_words() -> None:
    made = dossier()
    first = made.reports[0]
    lines = first.text.split("\n")
    told = [Reading(line, (), (found(first, line),), ("r1",), ("o1",)) for line in lines]
    single = [Point(f"s{place}", "s1", "What?", (line,), "single", (), False, 0.9, "") for place, line in enumerate(told)]
    assert [line.id for line in brief(made.having(points=tuple(single))).single] == ["s1", "s2"]
    apart = (replace(made.origins[0], reports=("r1",)), replace(made.origins[1], reports=("r2", "r3")))
    assert [line.id for line in brief(made.having(points=tuple(single), origins=apart)).single] == ["s1"]
    meaning = tuple(replace(one, differs="meaning") for one in made.utterances)
    assert [line.id for line in brief(made.having(points=tuple(single), origins=apart, utterances=meaning)).single] == ["s1", "s2"]


def test_a_stand_is_told_in_words_that_its_reports_have() -> None:
    made = dossier()
    (stand,) = made.positions
    borrowed = replace(stand, issue="an end of the winter trips")
    (cell,) = matrix(made.having(positions=(borrowed,))).cells["the mayor", "i1"]
    assert cell.words == stand.passages[0].text
    (cell,) = matrix(made).cells["the mayor", "i1"]
    assert cell.words == "cuts"
