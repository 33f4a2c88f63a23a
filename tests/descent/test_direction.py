"""In which order texts came: known times before all, then what one tells as to come and another as past."""

from dataclasses import replace

import pytest

from related import match, relation, text
from variorum.descent.comparing import Relation
from variorum.descent.direction import dated, order, published_before, states
from variorum.descent.texts import Text
from variorum.language.english.coming import coming
from variorum.text.align import Alignment

WILL, DID = "The envoys will meet in Tarnholm.", "The envoys met in Tarnholm."


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("They will probably not be shown again.", {"shown"}),
        ("The line is expected to close and plans to sell its ships.", {"close", "sell"}),
        ("She hoped to win; he'd have none of it.", {"win"}),
        ("They'll sail.", {"sail"}),
        ("The willow would be cut.", {"cut"}),
        ("He will go.", set()),  # too short to tell anything by
        ("They went to meet the envoys.", set()),
    ],
)
def test_what_is_still_to_come(sentence: str, told: set[str]) -> None:
    assert coming(sentence) == told


def balance(left: str, right: str) -> int:
    return states(text("a", sentences=[left]), text("b", sentences=[right]), Alignment((match(0),), 1, 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WILL, DID),  # an irregular past
        ("The line will close its office.", "The line closed its office."),
        ("The line will sail on Monday.", "The line sailed on Monday."),
        ("The line will stop its ships.", "The line stopped its ships."),
        ("The line will bury its plans.", "The line buried its plans."),
    ],
)
def test_what_is_to_come_here_and_past_there_tells_which_was_first(before: str, after: str) -> None:
    assert (balance(before, after), balance(after, before)) == (1, -1)
    assert balance(before, before) == balance(after, after) == 0


def test_what_is_past_in_one_and_in_another_only_denied_tells_nothing() -> None:
    assert balance(WILL, "The envoys never came to Tarnholm.") == 0
    assert balance(WILL, "The envoys will meet in Tarnholm, where they met before.") == 0  # still to come in both
    assert balance("The envoys will meet where they closed it.", "The envoys met where they will close it.") == 0  # each was first


def test_signs_of_all_parallel_sentences_are_added_up() -> None:
    one = text("a", sentences=[WILL, "The line will sail.", "The mayor resigned."])
    other = text("b", sentences=[DID, "The line sailed.", "The mayor will resign."])
    assert states(one, other, Alignment((match(0), match(1), match(2)), 3, 3)) == 1
    assert states(one, other, Alignment((match(0), match(1)), 3, 3)) == 2
    assert states(one, other, Alignment((match(0, 1),), 3, 3)) == 0  # only what stands side by side


# Times


@pytest.mark.parametrize(
    ("first", "second", "known"),
    [
        ("2024-03-12T09:00:00Z", "2024-03-12T09:00:01Z", True),
        ("2024-03-12T09:00:00Z", "2024-03-12T09:00:00Z", False),
        ("2024-03-12T09:00:00+02:00", "2024-03-12T08:00:00Z", True),  # seven o'clock
        ("2024-03-12T09:00:00", "2024-03-12T10:30:00+01:00", True),  # without a zone: UTC
        ("2024-03-12T09:00:00", "2024-03-12T09:30:00+01:00", False),
        ("2024-03-12T00:30:00+01:00", "2024-03-12", False),  # the day before in UTC only
        ("2024-03-11T23:30:00-05:00", "2024-03-12", False),  # the day before by its own clock only
        ("2024-03-11T12:30:00-05:00", "2024-03-12", True),
        ("2024-03-12", "2024-03-12T23:00:00Z", False),  # a day tells nothing of another report of that day
        ("2024-03-12T01:00:00Z", "2024-03-12", False),
        ("2024-03-11", "2024-03-12T01:00:00Z", True),
        ("2024-03-11", "2024-03-12", True),
        ("2024-03-12", "2024-03-11", False),
        (None, "2024-03-12", False),
        ("2024-03-12", None, False),
        ("2024-03", "2024-04-12", False),  # a month is no time
        ("2024-03-40", "2024-04-12", False),
        ("2024-03-1x", "2024-04-12", False),
    ],
)
def test_which_is_known_to_be_published_first(first: str | None, second: str | None, known: bool) -> None:
    assert published_before(text("a", first), text("b", second)) is known


def test_a_change_tells_the_time_of_the_day_of_publication_and_stands_for_one_that_is_not_known() -> None:
    def changed(published: str | None, modified: str) -> Text:
        one = text("a", published)
        return replace(one, report=replace(one.report, modified=modified, modified_basis="text"))

    later = changed("2024-03-12", "2024-03-12T20:52:00-04:00")
    assert published_before(changed("2024-03-12", "2024-03-12T09:28:00-04:00"), later)
    assert not published_before(text("b", "2024-03-12"), later)
    assert not published_before(text("b", "2024-03-13"), changed("2024-03-12", "2024-03-14T09:00:00Z"))  # the change of another day
    assert published_before(changed(None, "2024-03-11"), later)
    assert dated(changed(None, "2024-03-11"), later) == "by a date in the text"


# Order


def ordered(*texts: tuple[str, str | None], related: list[Relation] | None = None) -> list[int]:
    """The order of texts of one sentence, each with its time, every two of them parallel."""
    made = [text(str(place), time, sentences=[words]) for place, (words, time) in enumerate(texts)]
    pairs = [(left, right) for left in range(len(made)) for right in range(left)]
    return order(range(len(made)), made, related or [relation(left, right, 1, sizes=(1, 1)) for left, right in pairs])[0]


def test_without_any_sign_texts_come_by_time_the_undated_last_in_their_own_order() -> None:
    said = "The envoys sat."
    assert ordered((said, None), (said, "2024-03-13"), (said, "2024-03-12"), (said, None)) == [2, 1, 0, 3]


def test_what_tells_as_to_come_what_others_tell_as_past_is_earlier() -> None:
    assert ordered((DID, None), (WILL, None)) == [1, 0]
    assert ordered((DID, "2024-03-12"), (WILL, None)) == [1, 0]


def test_known_times_are_never_contradicted() -> None:
    assert ordered((DID, "2024-03-12"), (WILL, "2024-03-13")) == [0, 1]
    assert ordered((DID, "2024-03-12"), (WILL, "2024-03-12")) == [1, 0]
    assert ordered((DID, "2024-03-12T08:00:00Z"), (WILL, "2024-03-12T07:00:00Z")) == [1, 0]


def test_a_known_time_holds_where_signs_would_part_what_it_orders() -> None:
    """Texts with times stand among the places that they hold as time wants it; the undated one stays where the signs put it."""
    found = ordered((WILL, "2024-03-14"), (DID, None), ("The envoys sat.", "2024-03-12"))
    assert found.index(2) < found.index(0)
    assert found.index(0) < found.index(1) or found[-1] == 1


STEPS = ["One will meet, then sail.", "One met and will sail.", "One met and sailed."]


@pytest.mark.parametrize("mixed", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_editions_are_numbered_from_the_first(mixed: tuple[int, ...]) -> None:
    texts = [text(str(place), sentences=[STEPS[step]]) for place, step in enumerate(mixed)]
    pairs = [(left, right) for left in range(3) for right in range(left)]
    ranked, state = order(range(3), texts, [relation(left, right, 1, sizes=(1, 1)) for left, right in pairs])
    assert [mixed[place] for place in ranked] == [0, 1, 2]
    assert [state[place] for place in ranked] == [0, 1, 2]


def test_signs_that_run_in_a_ring_order_nothing() -> None:
    ring = [
        ["One will meet.", "Two sailed.", "x"],
        ["One met.", "x", "Three will close."],
        ["x", "Two will sail.", "Three closed."],
    ]
    texts = [text(str(place), sentences=lines) for place, lines in enumerate(ring)]
    side = [relation(0, 1, [match(0)]), relation(1, 2, [match(2)]), relation(2, 0, [match(1)])]
    assert order(range(3), texts, side) == ([0, 1, 2], {0: 0, 1: 0, 2: 0})
    assert order(range(3), texts, side[:2]) == ([0, 1, 2], {0: 0, 1: 1, 2: 2})


def test_two_signs_that_contradict_each_other_order_nothing() -> None:
    texts = [text("a", sentences=[WILL, "The line sailed."]), text("b", sentences=[DID, "The line will sail."])]
    both = [relation(0, 1, [match(0)]), relation(0, 1, [match(1)])]
    assert order(range(2), texts, both) == ([0, 1], {0: 0, 1: 0})


def test_texts_outside_a_family_order_nothing_in_it() -> None:
    texts = [text("a", sentences=[DID]), text("b", sentences=[WILL]), text("c", sentences=[DID])]
    assert order([0, 2], texts, [relation(0, 1, 1), relation(1, 2, 1)]) == ([0, 2], {0: 0, 2: 0})
