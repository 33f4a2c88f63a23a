from dataclasses import replace

import pytest

from variorum.language.english.speech.turns import turn
from variorum.model.entity import Entity
from variorum.model.paragraph import Analysis
from variorum.model.report import Block, Report
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


def test_a_turn_takes_what_was_given_to_its_label_and_holds_what_it_quotes():
    dossier = interview(ASKED, {"Ada Quill": "Ada Quill"})
    (first, _) = turns.quotations(dossier, Speakers(dossier))
    begun = first.content[1].start
    inner = replace(first, id="inner", content=(dossier.reports[0].passage(begun, begun + 7),), source=first.content[1])
    labelled = replace(first, id="labelled", content=first.content[:1])
    apart = replace(first, id="apart", content=(dossier.reports[0].passage(0, 9),))
    kept = quotations._with_turns([inner, labelled, apart], [first])
    assert [(row.id, row.within) for row in kept] == [("inner", first.id), ("apart", None), (first.id, None)]


@pytest.mark.parametrize(
    ("text", "label", "words", "role"),
    [
        ("Q: When?", "Q", "When?", "asks"),
        ("Answer : In May.", "Answer", "In May.", "answers"),
        ("KURT BEIN: In May.", "KURT BEIN", "In May.", "named"),
        ("Mayor Ada Quill: In May.", "Mayor Ada Quill", "In May.", "named"),
    ],
)
def test_what_a_turn_opens_with(text: str, label: str, words: str, role: str):
    found = turn(text)
    assert found is not None
    assert (text[: found.label], text[found.words :], found.role) == (label, words, role)


@pytest.mark.parametrize("text", ["The harbour opens in May: it is late.", "At 10:30 they met.", "Quill", "Quill:"])
def test_what_opens_no_turn(text: str):
    assert turn(text) is None
