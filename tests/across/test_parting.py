"""How what hangs together is parted: average linkage, copies as one, and the second look. Reports are made of invented words."""

import random
from dataclasses import replace

import numpy as np
import pytest

from variorum.across import parting
from variorum.across.features import WIDTH, Features, features
from variorum.across.likeness import Sheet
from variorum.across.parting import Group, copies, cut
from variorum.model.report import Report

SYLLABLES = ("ka", "ro", "mi", "del", "von", "tash", "ul", "bre", "sen", "or", "vik", "lam", "ny", "gor", "eth", "pa")


def invented(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choice(SYLLABLES) for _ in range(3)) for _ in range(count)]


def kept(name: str, words: list[str], vector: np.ndarray | None = None) -> Features:
    return features(Report(name, name, None, None, None, None, None, (), None, None, "xx", " ".join(words)), vector)


def event(name: str, shared: list[str], seed: int, count: int = 4, own: int = 12, ground: int = 14) -> list[Features]:
    """Reports of one event: words that all here share, most of the event's own words, and each report's own."""
    chance = random.Random(seed)
    words = invented(chance, ground)
    return [kept(f"{name}{number}", shared + chance.sample(words, ground - 4) + invented(chance, own)) for number in range(count)]


SHARED = invented(random.Random(0), 12)
ONE, OTHER = event("a", SHARED, 1), event("b", SHARED, 2)


def ids(reports: list[Features]) -> tuple[str, ...]:
    return tuple(sorted(one.report for one in reports))


def test_two_events_come_apart_where_each_has_common_ground_of_its_own() -> None:
    assert cut(ONE + OTHER) == [ids(ONE), ids(OTHER)]
    assert cut(OTHER[::-1] + ONE[::-1]) == [ids(ONE), ids(OTHER)]


def test_three_events_come_apart_one_after_the_other() -> None:
    third = event("c", SHARED, 3)
    assert cut(ONE + OTHER + third) == [ids(ONE), ids(OTHER), ids(third)]


def test_one_event_without_sides_stays_whole() -> None:
    whole = event("a", SHARED, 1, count=8)
    assert cut(whole) == [ids(whole)]


def test_one_report_alone_shows_no_event_of_its_own() -> None:
    assert cut([*ONE, OTHER[0]]) == [ids([*ONE, OTHER[0]])]


def test_copies_go_with_their_text_and_make_no_second_report() -> None:
    copied = [replace(OTHER[0], report=f"b0-{number}") for number in range(3)]
    assert cut([*ONE, OTHER[0], *copied]) == [ids([*ONE, OTHER[0], *copied])]
    assert cut([*ONE, *OTHER, *copied]) == [ids(ONE), ids([*OTHER, *copied])]


def test_near_copies_are_found_and_unlike_texts_are_not() -> None:
    chance = random.Random(5)
    words = invented(chance, 80)
    near = [kept(f"n{number}", [*words[:number], "Tarnholm", *words[number + 1 :]]) for number in (3, 40, 77)]
    found = copies([near[0], ONE[0], near[1], ONE[1], near[2]])
    assert found == {0: [0, 2, 4], 1: [1], 3: [3]}


def test_texts_are_compared_as_copies_only_where_their_words_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    one_text = parting._one_text
    monkeypatch.setattr(parting, "_one_text", lambda head, other: compared.append(1) or one_text(head, other))
    free = event("f", SHARED[:3], 9, count=60)
    copied = [replace(free[0], report=f"z{number}") for number in range(60)]
    assert len(copies([*free, *copied])) == 60
    assert 60 <= len(compared) <= 200  # of 7,000 pairs


def test_sides_of_near_copies_are_one_event_unless_their_links_say_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(6)
    texts = [invented(chance, 20), invented(chance, 20)]
    sides = [[kept(f"{side}{number}", SHARED + texts[side] + invented(chance, 6)) for number in range(2)] for side in (0, 1)]
    group = Group(Sheet(sides[0] + sides[1]))
    one, other = group.sides()
    assert group.told(one, other) is None
    across = np.mean([group.sheet.odds(place, other) for place in one.tolist()])
    monkeypatch.setattr(parting, "OF_COPIES", across - 1)
    assert not group.two(one, other)
    monkeypatch.setattr(parting, "OF_COPIES", across + 1)
    assert group.two(one, other)


def test_what_all_vectors_share_counts_nothing() -> None:
    """Two events whose vectors differ little beside what they have in common: the mean is taken away."""
    common = np.zeros(WIDTH, np.int16)
    common[:64] = 240
    vectors = []
    for side in (100, 200):
        for number in range(3):
            vector = common.copy()
            vector[side : side + 10], vector[300 + side // 10 + number] = 200, 150
            vectors.append(vector)
    group = Group(Sheet([kept(f"v{number}", SHARED, vector) for number, vector in enumerate(vectors)]))
    likeness = group.views["vector"]
    assert likeness[0, 1] > 0.3
    assert likeness[0, 4] < -0.3
    plain = group.sheet.meanings()
    assert plain[0, 4] > 0.8 * plain[0, 0]


def test_a_group_is_judged_by_vectors_only_where_all_its_reports_have_one() -> None:
    vector = np.zeros(WIDTH, np.int16)
    vector[0] = 2048
    assert set(Group(Sheet([replace(one, vector=vector) for one in ONE])).views) == {"words", "names", "head", "vector"}
    assert set(Group(Sheet([*ONE, replace(OTHER[0], vector=vector)])).views) == {"words", "names", "head"}


def test_days_count_for_two_events_up_to_a_bound() -> None:
    def dated(day: int, reports: list[Features]) -> list[Features]:
        return [replace(one, day=day, sure=97) for one in reports]

    def told(one: list[Features], other: list[Features]) -> dict[str, float]:
        group = Group(Sheet(one + other))
        found = group.told(np.arange(len(one)), np.arange(len(one), len(one) + len(other)))
        assert found is not None
        return found

    assert told(dated(5, ONE), dated(5, OTHER))["days"] == 0.0
    assert told(dated(5, ONE), dated(5000, OTHER))["days"] == parting.DAYS
    assert 0 < told(dated(5, ONE), dated(10, OTHER))["days"] < parting.DAYS


def test_a_component_of_too_many_texts_is_first_cut_at_a_higher_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    far = event("c", invented(random.Random(8), 12), 3)
    monkeypatch.setattr(parting, "LARGEST", 5)
    assert cut(ONE + far) == [ids(ONE), ids(far)]


def test_reports_as_alike_as_can_be_stay_one_piece_however_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "LARGEST", 3)
    monkeypatch.setattr(parting, "SAME_TEXT", 2.0)  # so that copies are not taken together
    alike = [replace(ONE[0], report=f"a{number}") for number in range(6)]
    assert cut(alike) == [ids(alike)]


def test_an_empty_report_is_a_story_of_its_own() -> None:
    assert cut([kept("a", []), kept("b", [])]) == [("a",), ("b",)]
