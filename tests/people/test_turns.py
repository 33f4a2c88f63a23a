import time
from dataclasses import replace

import pytest

from variorum.language.english.speech.turns import turn
from variorum.model.entity import Entity
from variorum.model.paragraph import Analysis
from variorum.model.report import Block, Passage, Report
from variorum.model.statement import Quotation
from variorum.model.story import Dossier, places
from variorum.people import turns
from variorum.people.speakers import Speakers
from variorum.pipeline import story_of
from variorum.story import quotations


def interview(text: str, people: dict[str, str], form: str = "interview") -> Dossier:
    """A story of one report, every line a paragraph and the first its headline; `people` are the names and the words that name them."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), "body" if start else "headline"))
        start += len(line) + 1
    report = Report("r", "r", "r", None, None, None, None, (), None, None, "en", text, tuple(blocks), form=form)
    story = story_of([report])
    placed = tuple(places(report))
    entities = tuple(
        Entity(name, story.id, "person", name, None, None, None, tuple(report.passage(at, at + len(words)) for at in _all(text, words)))
        for name, words in people.items()
    )
    return Dossier(story, (report,), placed, {place.key: Analysis(place.key, ()) for place in placed}, entities=entities)


def _all(text: str, words: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(words, at)]


def spoken(dossier: Dossier) -> list[tuple[str | None, list[str]]]:
    return [(row.speaker_name, [one.text for one in row.content]) for row in turns.quotations(dossier, Speakers(dossier))]


ASKED = """Ada Quill on the harbour
Q: When will the harbour open?
A: In May.
It will cost two million crowns.
Q: Who pays?
A: The town does."""


def test_answers_are_of_the_one_whom_the_headline_names():
    assert spoken(interview(ASKED, {"Ada Quill": "Ada Quill"})) == [
        ("Ada Quill", ["In May.", "It will cost two million crowns."]),
        ("Ada Quill", ["The town does."]),
    ]


def test_of_two_who_are_named_before_it_is_open_who_answers():
    assert spoken(interview(ASKED.replace("the harbour\n", "Kurt Bein\n"), {"Ada Quill": "Ada Quill", "Kurt Bein": "Kurt Bein"})) == []


def test_an_article_has_no_turns():
    assert spoken(interview(ASKED, {"Ada Quill": "Ada Quill"}, form="article")) == []


def test_a_label_names_who_speaks_also_by_a_surname_in_capitals():
    head = "The council on the harbour\nAda Quill and Kurt Bein met.\n"
    text = head + "QUILL: It opens in May.\nKurt Bein: Too late.\nClerk: Silence!\nOn they went."
    assert spoken(interview(text, {"Ada Quill": "Ada Quill", "Kurt Bein": "Kurt Bein"}, form="transcript")) == [
        ("Ada Quill", ["It opens in May."]),
        ("Kurt Bein", ["Too late."]),
    ]


@pytest.mark.parametrize("label", ["ÉVA MOLL", "Juan de la Cruz", "ADA LUND, HOST", "DR MOLL (laughs)", "A man", "two of the crew"])
def test_a_turn_ends_where_another_label_stands_also_of_somebody_unknown(label: str):
    text = f"The council on the harbour\nKURT BEIN: We will stay.\n{label}: That is a lie.\nAnd it was late."
    assert spoken(interview(text, {"Kurt Bein": "KURT BEIN"}, form="transcript")) == [("Kurt Bein", ["We will stay."])]


def test_a_headline_is_no_turn_and_what_the_reporter_writes_below_it_is_nobodys_words():
    text = "Ada Quill: the line comes back\nThe mayor met the Gazette.\nGAZETTE: Will you go?\nQUILL: No.\nI stay."
    assert spoken(interview(text, {"Ada Quill": "Ada Quill"})) == [("Ada Quill", ["No.", "I stay."])]


def test_one_whom_a_headline_names_before_a_colon_is_the_one_who_answers():
    people = {"Ada Quill": "Ada Quill", "Kurt Bein": "Kurt Bein"}
    assert spoken(interview("Kurt Bein: the line comes back\nQ: When?\nA: In May.", people)) == [("Kurt Bein", ["In May."])]


def test_a_label_that_names_by_an_office_is_told_as_naming():
    dossier = interview("The line\nQ: Who pays?\nCHANCELLOR: The town.\nA: In May.", {"Ada Quill": "CHANCELLOR"})
    named, *_ = turns.quotations(dossier, Speakers(dossier))
    assert (named.speaker_name, named.confidence, named.why) == ("Ada Quill", turns.NAMED, "The turn opens with “CHANCELLOR”.")


def test_the_one_who_answers_is_told_as_the_one_whom_the_report_is_about():
    dossier = interview(ASKED, {"Ada Quill": "Ada Quill"})
    (first, _) = turns.quotations(dossier, Speakers(dossier))
    assert (first.confidence, first.why) == (turns.ANSWERS, "The one who answers is Ada Quill, whom the report is about.")


def test_a_turn_takes_what_was_given_to_its_label_and_holds_what_it_quotes():
    dossier = interview(ASKED, {"Ada Quill": "Ada Quill"})
    (first, _) = turns.quotations(dossier, Speakers(dossier))
    begun = first.content[1].start
    inner = replace(first, id="inner", content=(dossier.reports[0].passage(begun, begun + 7),), source=first.content[1])
    labelled = replace(first, id="labelled", content=first.content[:1])
    apart = replace(first, id="apart", content=(dossier.reports[0].passage(0, 9),))
    kept = quotations._with_turns([inner, labelled, apart], [first])
    assert [(row.id, row.within) for row in kept] == [("inner", first.id), ("apart", None), (first.id, None)]


def test_what_a_turn_quotes_stands_within_it_where_the_words_around_it_were_given_to_the_label():
    dossier = interview(ASKED, {"Ada Quill": "Ada Quill"})
    (first, _) = turns.quotations(dossier, Speakers(dossier))
    labelled = replace(first, id="labelled", content=first.content[1:])
    inner = replace(first, id="inner", content=(dossier.reports[0].passage(first.content[1].start + 3, first.content[1].end),))
    inner = replace(inner, source=dossier.reports[0].passage(first.content[1].start, first.content[1].start + 2), within="labelled")
    deeper = replace(inner, id="deeper", within="inner")
    kept = quotations._with_turns([labelled, inner, deeper], [first])
    assert [(row.id, row.within) for row in kept] == [("inner", first.id), ("deeper", "inner"), (first.id, None)]


def test_many_turns_of_many_reports_cost_no_time():
    dossier = interview(ASKED, {"Ada Quill": "Ada Quill"})
    (first, _) = turns.quotations(dossier, Speakers(dossier))

    def row(kind: str, report: int, at: int) -> Quotation:
        name = f"r{report}"
        source, content = Passage(name, at + (kind == "row"), at + 1, " " * (kind == "turn")), Passage(name, at + 10, at + 90, " " * 80)
        return replace(first, id=f"{kind}{report}-{at}", report=name, content=(content,), source=source)

    rows, spoken = ([row(kind, report, 100 * at) for report in range(50) for at in range(200)] for kind in ("row", "turn"))
    begin = time.process_time()
    kept = quotations._with_turns(rows, spoken)
    assert time.process_time() - begin < 2.0
    assert {one.within for one in kept} == {None, *(turn.id for turn in spoken)}


@pytest.mark.parametrize(
    ("text", "label", "words", "role"),
    [
        ("Q: When?", "Q", "When?", "asks"),
        ("Answer : In May.", "Answer", "In May.", "answers"),
        ("KURT BEIN: In May.", "KURT BEIN", "In May.", "named"),
        ("Mayor Ada Quill: In May.", "Mayor Ada Quill", "In May.", "named"),
        ("ÉVA MOLL: In May.", "ÉVA MOLL", "In May.", "named"),
        ("Juan de la Cruz: In May.", "Juan de la Cruz", "In May.", "named"),
        ("ADA LUND, HOST: In May.", "ADA LUND", "In May.", "named"),
        ("DR MOLL (laughs): In May.", "DR MOLL", "In May.", "named"),
        ("THE MAYOR OF SUND TOWN: In May.", "THE MAYOR OF SUND TOWN", "In May.", "named"),
        ("The Tarnholm Harbour Gazette Team: When?", "The Tarnholm Harbour Gazette Team", "When?", "named"),
        ("A man in the hall: In May.", "A man in the hall", "In May.", "other"),
    ],
)
def test_what_a_turn_opens_with(text: str, label: str, words: str, role: str):
    found = turn(text)
    assert found is not None
    assert (text[: found.label], text[found.words :], found.role) == (label, words, role)


@pytest.mark.parametrize("text", ["One thing is clear: it opens late.", "We told them: no.", "At 10:30 they met.", "Quill", "Quill:"])
def test_what_opens_no_turn(text: str):
    assert turn(text) is None


@pytest.mark.parametrize(
    "text", [*(piece * 50_000 for piece in ("A", "A ", "A de ", "A, B ", "A (b", "A.")), "A:" + " " * 50_000, " " * 50_000 + ":"]
)
def test_no_line_costs_time(text: str):
    begin = time.process_time()
    turn(text)
    assert time.process_time() - begin < 1.0
