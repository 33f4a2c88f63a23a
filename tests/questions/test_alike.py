"""Of two sentences that run alike, what a careful reader says the one tells otherwise; kind by kind, from either side."""

import pytest

from beside import beside, both_ways
from variorum.questions.kinds import KINDS
from variorum.questions.matched import matched

pytestmark = pytest.mark.stored

BY_NAME = {kind.name: kind for kind in KINDS}


def found(kind: str, a: str, b: str) -> list[tuple[str, str, str]]:
    """What a kind finds in a changed copy: how it stands, and the words on either side."""
    return [(one.relation, one.a.value, one.b.value) for one in both_ways(BY_NAME[kind], beside(a, b, copied=True))]


@pytest.mark.parametrize(
    ("a", "b", "ours", "theirs"),
    [
        ("The mayor is a liar.", "The mayor is not a liar.", "is a liar", "is not a liar"),
        ("The plan is not popular.", "The plan is popular.", "is not popular", "is popular"),
        ("The mayor did not pay the fine.", "The mayor paid the fine.", "did not pay", "paid"),
        ("The mayor refused to pay the fine.", "The mayor agreed to pay the fine.", "refused to pay", "agreed to pay"),
        ("The mayor was found guilty by the court.", "The mayor was found not guilty by the court.", "guilty", "not guilty"),
        ("No sailors were hurt in the fire.", "Sailors were hurt in the fire.", "No sailors were hurt", "were hurt"),
        ("The divers were hardly hurt.", "The divers were hurt.", "were hardly hurt", "were hurt"),
        ("She denied that the ship had sunk.", "She said that the ship had sunk.", "denied that the ship had sunk", "had sunk"),
        ("All divers survived the storm.", "All divers died in the storm.", "survived", "died"),
        ("The council approved the budget.", "The council rejected the budget.", "approved", "rejected"),
        ("Oil prices rose on Monday.", "Oil prices fell on Monday.", "rose", "fell"),
    ],
)
def test_what_one_denies_and_the_other_affirms(a: str, b: str, ours: str, theirs: str) -> None:
    assert found("polarity", a, b) == [("conflict", ours, theirs)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mayor is not a liar.", "The mayor is a fool."),
        ("The mayor is not a liar.", "The mayor is in Paris."),
        ('"I am Ada Moll," she said.', '"You are not Ada Moll," she said.'),
        # One sentence has both of the opposite words, and it is not plain which of them the other took up.
        ("Oil prices rose and gas prices fell on Monday.", "Oil prices fell and gas prices fell on Monday."),
        ("The council approved the budget and rejected the tax.", "The council rejected the budget and rejected the tax."),
        # What differs is the condition.
        ("The mayor will not resign unless the mill closes.", "The mayor will resign if the mill closes."),
    ],
)
def test_what_is_no_denial_of_the_other(a: str, b: str) -> None:
    assert found("polarity", a, b) == []


@pytest.mark.parametrize(
    ("a", "b", "ours", "theirs"),
    [
        ("Zubrovka attacked Freedonia at dawn.", "Freedonia attacked Zubrovka at dawn.",
         "Zubrovka attacked Freedonia", "Freedonia attacked Zubrovka"),
        ("The mayor thanked the bishop on Monday.", "The bishop thanked the mayor on Monday.",
         "The mayor thanked the bishop", "The bishop thanked the mayor"),
        ("Ferries left the port, crews waited, and marines arrived in Castelmar.",
         "Ferries left the port, crews waited, and arrived in Castelmar.", "marines arrived", "crews waited, and arrived"),
    ],
)  # fmt: skip
def test_an_act_is_given_to_another(a: str, b: str, ours: str, theirs: str) -> None:
    assert found("actor", a, b) == [("conflict", ours, theirs)]


@pytest.mark.parametrize(
    ("a", "b", "question"),
    [
        ("Ferries left the port, crews waited, and marines arrived in Castelmar.",
         "Ferries left the port, crews waited, and arrived in Castelmar.", "Who arrived in Castelmar?"),
        ("Zubrovka attacked Freedonia at dawn.", "Freedonia attacked Zubrovka at dawn.", "Who did it to whom: “attack”?"),
    ],
)  # fmt: skip
def test_the_question_names_the_deed(a: str, b: str, question: str) -> None:
    assert [one.question for one in both_ways(BY_NAME["actor"], beside(a, b, copied=True))] == [question]


def test_who_did_it_is_carried_only_to_sentences_in_which_they_did_it() -> None:
    a = "Ferries left the port, crews waited, and marines arrived in Castelmar."
    b = "Ferries left the port, crews waited, and arrived in Castelmar."
    [told] = BY_NAME["actor"].compare(beside(a, b, copied=True))
    further = matched(beside(b, "Ferries left the port, crews waited, and troops came to Castelmar.", copied=True))
    assert further is not None
    assert further.carried(told.b) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mayor met the bishop on Monday.", "The bishop met the mayor on Monday."),  # each met the other
        ("Norway did not invade Iceland.", "Sweden invaded Iceland."),
        ("The navy seized the island.", "The navy seized the island and other islands."),  # the same word again
    ],
)
def test_an_act_that_has_the_same_part_in_it(a: str, b: str) -> None:
    assert found("actor", a, b) == []


@pytest.mark.parametrize(
    ("a", "b", "kind", "question", "ours", "theirs"),
    [
        ("The court sentenced Ada Moll on Monday.", "The court sentenced Eva Harding on Monday.",
         "target", "To whom or to what was it done: “sentenced”?", "Ada Moll", "Eva Harding"),
        ("Norway invaded Iceland.", "Norway invaded Denmark.",
         "target", "To whom or to what was it done: “invaded”?", "Iceland", "Denmark"),
        ("Norway invaded Iceland.", "Sweden invaded Iceland.", "actor", "Who invaded Iceland?", "Norway", "Sweden"),
        ('"The gate is shut," said Ada Moll.', '"The gate is shut," said Jonas Wyeth.',
         "attribution", "Who says it?", "Ada Moll", "Jonas Wyeth"),
        ("The ship sank off Norway.", "The ship sank off Iceland.", "place", "Where?", "Norway", "Iceland"),
        ("The mayor resigned after the vote.", "The mayor resigned before the vote.", "sequence", "In which order?", "after", "before"),
    ],
)  # fmt: skip
def test_another_name_or_word_stands_in_its_place(a: str, b: str, kind: str, question: str, ours: str, theirs: str) -> None:
    (told,) = both_ways(BY_NAME["place"], beside(a, b, copied=True))
    assert (told.kind, told.question, told.a.value, told.b.value) == (kind, question, ours, theirs)


@pytest.mark.parametrize(
    ("a", "b", "ours", "theirs"),
    [
        ("The meeting was held in Paris on Monday.", "The meeting was held in London on Monday.", "Paris", "London"),
        ("The meeting was held in the city of Paris on Monday.", "The meeting was held in the city of London on Monday.",
         "Paris", "London"),
        ("The ship sank off Norway.", "The ship sank off Iceland.", "Norway", "Iceland"),
        ("The ship sailed from Norway to Iceland.", "The ship sailed from Denmark to Iceland.", "Norway", "Denmark"),
        ("The meeting took place inside Parliament.", "The meeting took place inside Congress.", "Parliament", "Congress"),
        ("The eastern part of the town was flooded.", "The western part of the town was flooded.", "eastern", "western"),
        ("The north of the town was flooded.", "The south of the town was flooded.", "north", "south"),
    ],
)  # fmt: skip
def test_another_place_stands_in_its_place(a: str, b: str, ours: str, theirs: str) -> None:
    assert found("place", a, b) == [("conflict", ours, theirs)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The meeting was held in Port Talbot on Monday.", "The meeting was held in Port Stanley on Monday."),  # a word of it is shared
        ("The ship sailed from Norway to Iceland.", "The ship sailed from Denmark to Sweden."),  # more was changed than one thing
    ],
)
def test_a_place_of_which_it_is_not_plain_that_it_was_changed(a: str, b: str) -> None:
    assert found("place", a, b) == []


@pytest.mark.parametrize(
    ("kind", "a", "b", "relation", "ours", "theirs"),
    [
        ("scope", "All of the ships were sunk.", "Most of the ships were sunk.", "scope", "All of the ships", "Most of the ships"),
        ("scope", "Most teachers joined the strike.", "Some teachers joined the strike.", "scope", "Most teachers", "Some teachers"),
        ("condition", "The fair will be held until it rains.", "The fair will be held unless it rains.",
         "conflict", "until it rains", "unless it rains"),
        ("condition", "The mayor will not resign unless the mill closes.", "The mayor will resign if the mill closes.",
         "conflict", "unless the mill closes", "if the mill closes"),
    ],
)  # fmt: skip
def test_how_much_when_and_if(kind: str, a: str, b: str, relation: str, ours: str, theirs: str) -> None:
    assert found(kind, a, b) == [(relation, ours, theirs)]


WORDS = '"We will never leave this old harbour," the smiling Ada Moll said.'


def test_the_same_words_are_given_to_another_who_is_told_by_name() -> None:
    assert found("place", WORDS, WORDS.replace("Ada Moll", "Eva Harding")) == [("conflict", "Ada Moll", "Eva Harding")]


@pytest.mark.parametrize("speaker", ["Ms Moll said", "the skipper said", "Eva Harding told Ada Moll"])
def test_who_may_be_the_same_or_is_told_too_is_no_other_speaker(speaker: str) -> None:
    assert found("place", WORDS, WORDS.replace("the smiling Ada Moll said", speaker)) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("If it rains, the fair will be held indoors.", "If it snows, the fair will be held indoors."),
        ("The fair will be held if it rains.", "The fair will be held."),
        # Two turns that make up for each other.
        ("He will stay away if the meeting is off the record.", "He will stay away unless the meeting is on the record."),
    ],
)
def test_a_condition_of_its_own_is_no_other_one(a: str, b: str) -> None:
    assert found("condition", a, b) == []
