"""Sources without a name: told apart, carried through a report, and never taken for somebody else."""

import pytest

from telling import speaker, story
from variorum.model.story import Dossier

pytestmark = pytest.mark.stored


def nameless(dossier: Dossier) -> dict[str, str]:
    """Name -> kind of the sources without a name."""
    return {entity.name: entity.kind for entity in dossier.entities if entity.kind in ("group", "document")}


def test_a_group_an_unnamed_person_and_a_document_are_sources_as_the_text_tells_them() -> None:
    found = story(
        "Two officials familiar with the plan said the harbour would close in May.\n"
        "Critics say the quay was never safe.\n"
        "The indictment says the captain sold the fuel."
    )
    assert speaker(found, "would close in May") == "two officials familiar with the plan"
    assert speaker(found, "never safe") == "critics"
    assert speaker(found, "sold the fuel") == "the indictment"
    assert nameless(found) == {"two officials familiar with the plan": "group", "critics": "group", "the indictment": "document"}


def test_a_thing_is_no_source_and_a_piece_of_a_phrase_neither() -> None:
    found = story("The move suggests that the harbour will close. Rumours say the quay is lost.")
    assert nameless(found) == {}


def test_two_sources_of_one_kind_are_told_apart_and_carried_on() -> None:
    found = story(
        "A senior official said the lease was ready. Another official said the lease was lost.\n"
        "The other official said the council had been told."
    )
    spoken = {words: speaker(found, words) for words in ("was ready", "was lost", "had been told")}
    assert spoken["was ready"] == "a senior official"
    assert spoken["was lost"] == spoken["had been told"] == "another official"


def test_he_and_she_and_they_mean_a_source_without_a_name_told_just_before() -> None:
    found = story(
        "Mayor Ada Moll said the quay was safe. A fisherman said the quay was rotten. “We told her so,” he said.\n"
        "Union leaders said the strike would go on. “Nobody has called us,” they said."
    )
    assert speaker(found, "We told her so") == "a fisherman"
    assert speaker(found, "Nobody has called us") == "union leaders"


def test_an_unnamed_one_who_is_named_elsewhere_in_the_report_is_that_person() -> None:
    found = story(
        "A lawyer for Ada Moll said the claim was baseless.\nKurt Bein, a lawyer for Ada Moll, left the court at noon.",
    )
    assert speaker(found, "claim was baseless") == "Kurt Bein"


def test_a_letter_and_a_statement_hold_the_words_of_those_who_wrote_them() -> None:
    found = story(
        "Kurt Bein sent a letter to the council on Monday. “The quay is not safe,” the letter said.\n"
        "The report, by the coast guard, is out. The report said that two boats had sunk."
    )
    assert speaker(found, "quay is not safe") == "Kurt Bein"
    assert speaker(found, "two boats had sunk") == "the report"


def test_a_class_is_one_source_across_reports_and_an_official_of_each_is_not() -> None:
    found = story(
        "Analysts say the lease is dear. An official said it was signed.",
        "Analysts said the lease was dear. An official denied it was lost.",
    )
    kinds = sorted(
        (entity.name, len({mention.report for mention in entity.mentions})) for entity in found.entities if entity.kind == "group"
    )
    assert kinds == [("an official", 1), ("an official", 1), ("analysts", 2)]


def test_who_stands_for_the_one_it_hangs_on() -> None:
    found = story(
        "Fishermen who say the quay is rotten met on Monday. Kurt Bein, director of the Arvik Institute, who said the sea was warm, left."
    )
    assert speaker(found, "quay is rotten") == "fishermen"
    assert speaker(found, "the sea was warm") == "Kurt Bein"


def test_he_who_was_not_quoted_just_before_is_less_sure_than_he_who_was() -> None:
    found = story("Mayor Kurt Bein opened the quay. He said the day was long. He said the boats would stay.")
    first, second = sorted(found.quotations, key=lambda row: row.content[0].start)
    assert first.speaker_name == second.speaker_name == "Kurt Bein"
    assert first.confidence < second.confidence


def test_who_behind_a_description_of_a_name_is_the_one_named() -> None:
    found = story("“The quay is rotten,” wrote Ida, an Arvik fisherman who said the sea was warm.")
    assert speaker(found, "the sea was warm") != "an Arvik fisherman"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Mayor Ada Moll fell ill on Monday. “Nobody has to worry,” her doctor said.", "to worry", "Ada Moll’s doctor"),
        ("One dock worker, who gave only her first name, Ilse, said the quay was rotten.", "was rotten", "Ilse"),
        (
            "The Harbour Office official who first spoke of the losses said on Monday that she had been warned.\n"
            "The official, Ada Moll, then left the room.",
            "had been warned",
            "Ada Moll",
        ),
        (
            "A lawyer for Mrs. Moll said the claim was baseless.\nThe lawyer for Mrs. Moll, Kurt Bein, left the court at noon.",
            "claim was baseless",
            "Kurt Bein",
        ),
        (
            "The navy said in a statement that two boats were lost.\nThe wind had turned, the Harbour Office said.\n"
            "“The crews are safe,” the release said.",
            "crews are safe",
            "the navy",
        ),
        (
            "Ada Moll, a clerk, saw the man run. The captain, Kurt Bein, told him, “Leave the boat, it burns!” Moll said.",
            "Leave the boat",
            "Kurt Bein",
        ),
        (
            "Ada Moll, who had also been asked by Peter Lind and Kurt Bein, said the quay was safe.",
            "quay was safe",
            "Ada Moll",
        ),
    ],
)  # fmt: skip
def test_who_is_told_by_whose_they_are_by_a_later_name_or_by_what_they_wrote(text: str, words: str, name: str) -> None:
    assert speaker(story(text), words) == name


def test_she_goes_on_with_the_mother_and_not_with_her_son() -> None:
    found = story(
        "Ada Moll said the quay was rotten. Her son said the council knew of it.\n“We told them twice,” she said."
    )
    assert speaker(found, "told them twice") != "Ada Moll’s son"


def test_he_is_not_somebody_without_a_name_of_whom_others_were_only_asked() -> None:
    found = story(
        "Mayor Kurt Bein did not say whether the law protected a fisherman who refused to pay the toll. He said it would be read again."
    )
    assert speaker(found, "be read again") in ("Kurt Bein", None)
