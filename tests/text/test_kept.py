"""An answer is worked out once a thing, and goes with it."""

from variorum.text.kept import kept


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
