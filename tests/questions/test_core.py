"""What two sentences have in common: what the other does not tell is left out where it only adds, and nowhere else."""

import pytest

from telling import parsed
from variorum.questions.alone import printed
from variorum.questions.core import cored, cores
from variorum.questions.tellings import tellings
from variorum.questions.told import Side

pytestmark = pytest.mark.stored


def common(line: str, other: str) -> list[tuple[str, tuple[str, ...]]]:
    first, second = tellings(parsed(line, other)).all
    return [(printed(first, one.pieces), one.left) for one in cores(Side(first, {}), Side(second, {}))]


@pytest.mark.parametrize(
    ("line", "other", "left", "kind"),
    [
        (
            "A large fire in Velm destroyed the cannery.",
            "The cannery was lost to a large fire that destroyed it within an hour.",
            "A large fire … destroyed the cannery",
            "aside",
        ),
        (
            "Police say the navy seized two boats and towed them to port.",
            "Police say two boats were seized by the navy.",
            "Police say the navy seized two boats",
            "joined",
        ),
        (
            "A fire in the engine room destroyed the ferry.",
            "The ferry was destroyed by fire.",
            "A fire … destroyed the ferry",
            "of a noun",
        ),
        (
            "The harbour police arrested the captain with the help of two fishermen.",
            "The captain was arrested by the harbour police.",
            "The harbour police arrested the captain",
            "of a verb",
        ),
    ],
)
def test_what_only_adds_is_left_out(line: str, other: str, left: str, kind: str) -> None:
    assert (left, (kind,)) in common(line, other)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("The mayor did not close the mill in March.", "The mayor closed the mill."),
        ("The mayor will resign if the mill closes for the winter.", "The mayor will resign if the mill closes."),
        ("The captain of the ferry was arrested on board.", "The captain of the trawler was arrested on board."),
        ("Iceland's coast guard fired two shots today.", "The coast guard fired two shots today."),
        ("The minister named the threat to leave the council a mistake.", "The minister named the threat a mistake."),
        ("The half-sunk ferry was towed to port.", "The ferry was towed to port."),
        ("The men at the gate were arrested.", "The men were arrested."),
        ("Two boats in the bay were seized.", "Two boats were seized."),
        ("The ferry was towed by two ships.", "The ferry was towed."),
    ],
)
def test_what_says_which_or_turns_the_clause_stays(line: str, other: str) -> None:
    whole = line.rstrip(".")
    kept = set(whole.split()) - {"in", "March", "for", "the", "winter"}
    assert all(kept <= set(left.replace("…", " ").split()) for left, _ in common(line, other))


def test_what_is_told_in_other_words_is_no_reason_to_leave_it_out() -> None:
    assert common("The navy seized two boats near Oslo.", "Near Oslo, two boats were seized by the navy.") == []


def test_a_core_that_the_other_tells_otherwise_is_no_line() -> None:
    first, second = tellings(parsed("A mayor in a red coat closed the mill.", "The mayor did not close the mill.")).all
    assert cores(Side(first, {}), Side(second, {}))
    assert cored(Side(first, {}), Side(second, {})) == []
