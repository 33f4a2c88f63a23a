"""Two texts beside each other: what both have, what was moved, and nothing that one of them lacks."""

import itertools
import random

from variorum.text.beside import MOST_WORDS, beside

FERRY = "The ferry line said on Monday it would not cut more than 40 trips."
WORD = "We keep our word, said Ada Quill on the quay in the rain that day."
MAYOR = "The mayor asked the harbour office for the list of all the winter trips."


def words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_of_a_sentence_with_one_word_more_all_else_is_the_same() -> None:
    other = FERRY.replace("not cut", "cut").replace("Monday", "Tuesday")
    runs = beside(FERRY, other)
    assert words(FERRY, [run.left for run in runs]) == ["The ferry line said on", "it would", "cut more than 40 trips"]
    assert words(other, [run.right for run in runs]) == ["The ferry line said on", "it would", "cut more than 40 trips"]
    assert not any(run.moved for run in runs)


def test_a_sentence_at_another_place_was_moved() -> None:
    left, right = f"{WORD} {FERRY} {MAYOR}", f"{FERRY} {MAYOR} {WORD}"
    moved = [run for run in beside(left, right) if run.moved]
    assert words(left, [run.left for run in moved]) == [WORD.rstrip(".")]
    assert words(right, [run.right for run in moved]) == [WORD.rstrip(".")]


def test_a_reworded_sentence_at_another_place_was_moved_and_a_set_phrase_was_not() -> None:
    reworded = WORD.replace("on the quay", "by that quay")
    left, right = f"{WORD} {FERRY} {MAYOR}", f"{FERRY} {MAYOR} {reworded}"
    moved = words(left, [run.left for run in beside(left, right) if run.moved])
    assert moved == ["We keep our word, said Ada Quill", "quay in the rain that day"]
    left, right = f"At the end of the day. {FERRY} {MAYOR}", f"{FERRY} {MAYOR} She was there at the end of the pier."
    assert not [run for run in beside(left, right) if run.moved]


def test_seven_words_in_a_row_at_another_place_were_moved_and_six_were_not() -> None:
    for words_of, moved in (("We keep our word, said old Quill.", True), ("We keep our word, said Quill.", False)):
        runs = beside(f"{words_of} {FERRY} {MAYOR}", f"{FERRY} {MAYOR} {words_of}")
        assert any(run.moved for run in runs) is moved


def test_the_longest_of_the_first_twelve_places_of_a_run_is_taken() -> None:
    said = "all boats stay in port tonight"
    for places, longest in ((12, 6), (13, 4)):
        other = " ".join(f"all boats stay in dock{number}" for number in range(places - 1))
        assert max(run.words for run in beside(said, f"{other} {said}")) == longest


def test_case_and_quote_marks_make_no_difference_and_nothing_is_given_twice() -> None:
    left, right = "“We KEEP our word,” she said.", '"We keep our word," she said. "We keep our word," she said.'
    assert [run.words for run in beside(left, right)] == [6]


def test_every_run_has_the_same_words_on_both_sides_and_no_word_is_in_two() -> None:
    lot = random.Random(5)
    sentences = [" ".join(lot.choices("abcdefghij", k=9)) for _ in range(60)]
    left, right = ". ".join(sentences), ". ".join(lot.sample(sentences, 60))
    runs = beside(left, right)
    assert any(run.moved for run in runs)
    for run in runs:
        assert left[slice(*run.left)].replace(".", "") == right[slice(*run.right)].replace(".", "")
    for spans in ([run.left for run in runs], [run.right for run in runs]):
        ordered = sorted(spans)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(ordered))


def test_a_text_without_end_is_compared_at_its_beginning() -> None:
    assert sum(run.words for run in beside("endless " * 90_000, "endless " * 90_000)) == MOST_WORDS
    assert beside("", FERRY) == ()
