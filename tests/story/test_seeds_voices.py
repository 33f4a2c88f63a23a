"""Who says what in the five seed reports, where they are at hand."""

import pytest

import seeds
from variorum.model.story import Dossier
from variorum.views.sure import SAID

pytestmark = [seeds.needed, pytest.mark.model]


@pytest.fixture(scope="module")
def story() -> Dossier:
    return seeds.story()


def named(story: Dossier, name: str):
    return next(entity for entity in story.entities if entity.name == name)


def told(story: Dossier, words: str):
    return next(one for one in story.utterances if any(words in variant.value for variant in one.variants))


def test_a_misspelt_and_a_cut_name_join_the_usual_one(story: Dossier):
    blinken = named(story, "Antony Blinken")
    assert {"Anthony Blinken", "Blinken"} <= set(blinken.aliases)
    assert (blinken.country, len({mention.report for mention in blinken.mentions})) == ("USA", 5)


def test_romanisations_and_offices(story: Dossier):
    lavrov = [entity for entity in story.entities if entity.name.endswith("Lavrov")]
    assert [(one.role, one.country) for one in lavrov] == [("Foreign Minister of Russia", "RUS")]
    assert len([entity for entity in story.entities if entity.name.startswith("Volodymyr")]) == 1


def test_the_top_diplomat_is_who_the_other_reports_name(story: Dossier):
    (row,) = [row for row in story.quotations if row.source and row.source.text == "the U.S. top diplomat"]
    assert row.speaker_name == "Antony Blinken"


def test_one_saying_in_three_wordings(story: Dossier):
    drowned = told(story, "in endless talks")
    assert (drowned.speaker_name, drowned.differs) == ("Sergey Lavrov", "wording")
    assert len(drowned.variants) >= 3
    assert len({report for variant in drowned.variants for report in variant.reports}) == 4


def test_a_condition_turned_into_a_demand(story: Dossier):
    path = told(story, "should Russia choose")
    assert path.differs == "meaning"
    assert path.kinds == ("condition",)


def test_the_wrong_pronoun_is_hers_with_the_slip_noted(story: Dossier):
    (row,) = [row for row in story.quotations if row.content[0].text.lstrip("“").startswith("We will legislate")]
    assert row.speaker_name == "Liz Truss"
    assert row.confidence < SAID  # no page shows it
    assert "machine translation" in row.why


def test_every_passage_is_exact(story: Dossier):
    passages = [passage for row in story.quotations for passage in (*row.content, row.source, row.cue) if passage]
    passages += [mention for entity in story.entities for mention in entity.mentions]
    passages += [passage for one in story.utterances for variant in one.variants for passage in variant.passages]
    assert len(passages) > 300
    assert all(story.by_id[p.report].text[p.start : p.end] == p.text for p in passages)
