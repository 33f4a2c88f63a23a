"""An answer is worked out once a thing, and goes with it."""

from collections.abc import Sequence

from variorum.text.kept import Worked, kept


def test_an_answer_is_worked_out_once_a_thing() -> None:
    asked: list[tuple[object, int]] = []

    class Thing:
        pass

    @kept
    def question(thing: Thing, number: int = 0) -> int:
        asked.append((thing, number))
        return number + 1

    one, other = Thing(), Thing()
    assert [question(one), question(one), question(one, 1), question(one, number=1), question(one, number=1), question(other)] == [
        1, 1, 2, 2, 2, 1,
    ]  # fmt: skip
    assert asked == [(one, 0), (one, 1), (one, 1), (other, 0)]
    assert [question(one, number=2), question(one, number=1), question(one)] == [3, 2, 1]


def test_what_was_worked_out_before_is_not_made_again_and_what_nobody_asks_for_is_forgotten() -> None:
    made: list[str] = []

    def length(words: Sequence[str]) -> list[int]:
        made.extend(words)
        return [len(word) for word in words]

    first = Worked()
    assert first.of_each("length", ["harbour", "quay", "harbour"], length) == [7, 4, 7]
    second = Worked(first.now)
    assert second.of_each("length", ["pier", "quay"], length) == [4, 4]
    assert second.of_each("length", ["quay"], length) == [4]
    assert made == ["harbour", "quay", "pier"]
    assert first.of(("length", "quay"), lambda: -1) == 4
    assert second.of(("breadth", "quay"), lambda: -1) == -1
    assert len(second.now) == 3
