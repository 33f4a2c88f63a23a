"""A line laid word on word upon a sentence that runs as it does: one changed word may make another claim of it, or none."""

import pytest

from telling import parsed
from variorum.questions import asking
from variorum.questions.exchanged import otherwise, told_at
from variorum.questions.told import Side

pytestmark = pytest.mark.stored


def sides(*texts: str) -> tuple[Side, ...]:
    return tuple(Side(one, {}) for one in asking.tellings(parsed(*texts)).all)


def is_otherwise(line: str, other: str) -> bool:
    mine, theirs = sides(line, other)
    return otherwise(mine, theirs, ((0, len(line) - 1),))


LOAN = "The council of Velm approved a loan of 12 million dollars for the bridge."
CLOSED = "The mayor said that the bridge would be closed for two weeks."
SEIZED = "The navy of Karn seized two trawlers near the strait."
LANDED = "The aircraft landed safely at Brackwater on Thursday evening."


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The ferry Ardent sank off Brackwater with 40 sheep.", "The ferry Ardent reportedly sank off Brackwater with 40 sheep."),
        ("The fire was probably caused by a faulty heater.", "The fire was caused by a faulty heater."),
        ("The storm on Velm destroyed at least 90 houses.", "The storm on Velm destroyed 90 houses."),
        ("The storm on Velm destroyed 90 houses.", "The storm on Velm destroyed about 90 houses."),
        (LOAN, LOAN.replace("dollars", "euros")),
        (LOAN, LOAN.replace("12 million dollars", "£12 million")),
        ("The parliament of Ostrel rejected the mining bill on Friday.", "The parliament of Ostrel adopted the mining bill on Friday."),
        ("The toll bridge will open to lorries in spring.", "The toll bridge may open to lorries in spring."),
        ("The police found weapons in the house of the suspect.", "The police found no weapons in the house of the suspect."),
        ("The award went to the novelist Petra Lund of Castelmar.", "The award went to the novelist Petra Lang of Castelmar."),
        (LANDED, LANDED.replace("Brackwater", "Castelmar")),
        ("The prime minister opened the new hospital in Velm.", "The deputy prime minister opened the new hospital in Velm."),
        (
            "President Oskar Brandt was charged with fraud on Wednesday.",
            "Former president Oskar Brandt was charged with fraud on Wednesday.",
        ),
        (
            "Lena Hurst was found guilty of fraud but cleared of the forgery.",
            "Lena Hurst was found guilty of forgery but cleared of the fraud.",
        ),
        ("The Karn navy fired on a Velm trawler near the strait.", "The Velm navy fired on a Karn trawler near the strait."),
        ("The prisoners escaped through a tunnel under the yard.", "The prisoners tried to escape through a tunnel under the yard."),
        ("The mayor ordered the evacuation of the harbour.", "The mayor threatened to order the evacuation of the harbour."),
        ("All pupils of the school were vaccinated in March.", "Most pupils of the school were vaccinated in March."),
        ("The minister resigned before the vote in parliament.", "The minister resigned after the vote in parliament."),
        ("Karn will send 80 unarmed observers to the border.", "Karn will send 80 armed observers to the border."),
    ],
)
def test_one_word_makes_another_claim(line: str, other: str) -> None:
    assert is_otherwise(line, other)
    assert is_otherwise(other, line)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The harbour of Brackwater was closed to tankers.", "The harbor of Brackwater was closed to tankers."),
        ("The union did not sign the wage deal with the port.", "The union didn't sign the wage deal with the port."),
        ("The storm cut the power to a hospital in Castelmar.", "A storm cut power to a hospital in Castelmar."),
        ("The fire killed three horses and hurt two riders.", "The fire killed 3 horses and hurt 2 riders."),
        ("The court in Velm will hear the case on September 3.", "The court in Velm will hear the case on Sept. 3."),
        ("Police in Velm arrested the banker on Monday.", "Police in Velm arrested the banker on Monday morning."),
        ("The share of Halden Steel in the yard rose to 30 per cent.", "The share of Halden Steel in the yard rose to 30%."),
        ("The council plans to close the swimming pool in June.", "The council is planning to close the swimming pool in June."),
        (CLOSED, "The mayor said the bridge would be closed for two weeks."),
        (CLOSED, "The bridge would be closed for two weeks, the mayor said."),
        ("The cease-fire between Karn and Velm began at midnight.", "The ceasefire between Karn and Velm began at midnight."),
        ('"The bridge is safe," engineer Ada Moll said on Monday.', '"The bridge is safe," engineer Ada Moll told reporters on Monday.'),
        ("The ship ran aground 90 kilometres north of Velm.", "The ship ran aground 90 km north of Velm."),
        (SEIZED, SEIZED.replace("two trawlers", "two large trawlers")),
        (SEIZED, SEIZED.replace("of Karn", "of Karn, the largest of the region,")),
        (SEIZED, SEIZED.replace("strait.", "strait on Tuesday.")),
        ("Karn accused Velm of spying on its harbour.", "Velm was accused by Karn of spying on its harbour."),
    ],
)
def test_what_is_written_otherwise_or_adds_is_told_alike(line: str, other: str) -> None:
    assert not is_otherwise(line, other)


def test_what_is_left_out_holds_the_longer_line_open_and_not_the_shorter() -> None:
    longer = SEIZED.replace("two trawlers", "two large trawlers")
    assert is_otherwise(longer, SEIZED)
    assert not is_otherwise(SEIZED, longer)


def test_a_writer_has_words_of_his_own() -> None:
    line = "The ferry turned over in heavy seas off the island of Velm on Tuesday evening."
    assert not is_otherwise(line, "On Tuesday evening, off Velm, high waves made the vessel capsize.")


def test_a_copy_tells_a_line_where_its_words_stand() -> None:
    line = "The bridge would be closed for two weeks."
    mine, theirs = sides(line, "The mayor, who was in Karn, said the bridge would be closed for two weeks, and left.")
    start, end = told_at(mine, theirs, ((0, len(line) - 1),))
    assert theirs.telling.text[start:end] == "the bridge would be closed for two weeks"


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The ferry left Castelmar for Velm at noon.", "The ferry left Velm for Castelmar at noon."),
        ("A third trawler escaped to the open sea.", "A third trawler almost escaped to the open sea."),
    ],
)
def test_words_that_stand_in_each_others_place_and_what_hardly_happened_hold_a_line_open(line: str, other: str) -> None:
    assert is_otherwise(line, other)
