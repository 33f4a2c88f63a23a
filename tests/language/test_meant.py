"""How a clause is meant: affirmed or negated, done or only planned; what stands beside its verb and what governs it."""

from functools import cache

import pytest

from variorum.language import pack, reader
from variorum.model.sentence import Clause

pytestmark = pytest.mark.stored


@cache
def clauses(text: str) -> dict[str, Clause]:
    """The clauses of a text by what they tell."""
    (paragraph,) = reader.read([text])
    reading = pack.reading(paragraph)
    assert reading is not None
    return {clause.act: clause for sentence in reading.sentences() for clause in sentence.clauses}


@pytest.mark.parametrize(
    ("text", "act", "polarity"),
    [
        ("The garrison not only repulsed the attack but also sank two boats.", "repulse", "affirmed"),
        ("The garrison not only repulsed the attack but also sank two boats.", "sink", "affirmed"),
        ("The council not merely rejected the plan; it dissolved the committee.", "reject", "affirmed"),
        ("They did not just lose the port, they lost the fleet.", "lose", "affirmed"),
        ("The crew not only failed to stop the fire, it made it worse.", "stop", "negated"),
        ("It is not just a harbour.", "be", "affirmed"),
        ("The garrison did not repulse the attack.", "repulse", "negated"),
        ("The ministry neither confirmed nor denied the report.", "confirm", "negated"),
        ("The ministry neither confirmed nor denied the report.", "deny", "negated"),
        ("The army did not attack, nor did it retreat.", "retreat", "negated"),
        ("Nor did the mayor reply.", "reply", "negated"),
        ("The firm did not sell or close the mine.", "close", "negated"),
        ("The firm sold or closed the mine.", "close", "affirmed"),
        ("The firm did not sell the mine and may close it.", "close", "affirmed"),
        ("Norland had yet to regain control of the port.", "regain", "negated"),
        ("The ministry has yet to confirm the deaths.", "confirm", "negated"),
        ("The ferry is yet to leave.", "leave", "negated"),
        ("The council has still to vote.", "vote", "negated"),
        ("He still has to vote.", "vote", "affirmed"),
        ("The court stopped Ada Moll to retain the documents.", "retain", "affirmed"),
        ("They stopped to rest.", "rest", "affirmed"),
        ("The law stops the firm from selling the land.", "sell", "negated"),
        ("The firm stopped selling the land.", "sell", "negated"),
        ("The report was not to be released before May.", "release", "negated"),
    ],
)
def test_what_is_denied_and_what_is_not(text: str, act: str, polarity: str) -> None:
    assert clauses(text)[act].polarity == polarity


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("The mayor was to release the report on Monday.", "release", "planned"),
        ("The two ships are to be sold.", "sell", "planned"),
        ("The rules require that the harbour be closed.", "close", "demanded"),
        ("The rule asks that the gates not be opened.", "open", "demanded"),
        ("The mayor said that the boats were sold.", "sell", "actual"),
        ("The two sides were to sign and publish the deal.", "publish", "planned"),
        ("The aim was to close the port.", "close", "actual"),
        ("The first step is to close the mine.", "close", "actual"),
        ("The firm will sell and close the mine.", "close", "planned"),
        ("The firm may sell or close the mine.", "close", "possible"),
        ("The mayor must resign and leave the town.", "leave", "demanded"),
        ("The mayor will go and the council stayed.", "stay", "actual"),
        ("The council voted to close the school.", "close", "planned"),
        ("The firm is set to close.", "close", "planned"),
        ("The court stopped Ada Moll to retain the documents.", "retain", "planned"),
        ("Norland has to close the port.", "close", "demanded"),
        ("Norland had yet to close the port.", "close", "actual"),
    ],
)
def test_what_is_done_and_what_is_still_to_come(text: str, act: str, modality: str) -> None:
    assert clauses(text)[act].modality == modality


@pytest.mark.parametrize(
    ("text", "act", "standing"),
    [
        ("The mayor was to release the report on Monday.", "release", "future"),
        ("The ministry has yet to confirm the deaths.", "confirm", "content"),
        ("The navy stopped the ship to search it.", "search", "content"),
        ("The garrison not only repulsed the attack but also sank two boats.", "repulse", "actual"),
    ],
)
def test_how_a_clause_stands_to_what_happened(text: str, act: str, standing: str) -> None:
    assert clauses(text)[act].standing == standing


@pytest.mark.parametrize(
    ("text", "arranged"),
    [
        ("The ministers were to meet in Oslo.", True),
        ("The ministers are to meet and sign the deal.", True),
        ("The ministers have yet to meet.", False),
        ("The ferry is yet to meet the other.", False),
        ("The aim is to meet the ministers.", False),
    ],
)
def test_what_was_to_be_is_arranged(text: str, arranged: bool) -> None:
    assert clauses(text)["meet"].arranged is arranged
