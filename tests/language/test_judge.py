"""Texts and lines judged: what is read of them, and that nothing but the two tells in what is said."""

import pickle

import numpy as np
import onnx
import pytest

from variorum.language import pack
from variorum.language.models import judge, pairs, wordpiece
from variorum.language.models.judge import Asked, Judge
from variorum.language.models.pairs import MET, NAME, NOT_MET, NUMBER

DIVERS = "The harbour master of Skarvik said on Tuesday that 14 divers had looked at the gate."
OTHERS = "Nineteen divers inspected the lock gate at Skarvik, harbour masters said."
LATER = "Ilse Marwick will not reopen the lock before Friday."
ASKED = [Asked(DIVERS, OTHERS, 4), Asked(OTHERS, LATER, 5), Asked(DIVERS, LATER), Asked(DIVERS, DIVERS, 4)]


def _sides(*texts: str) -> list[pairs.Side]:
    return [pairs.side_of(text, pieces, pack.stem) for text, pieces in zip(texts, wordpiece.cut(texts), strict=True)]


def _words(text: str, told: np.ndarray) -> dict[str, int]:
    """What is told of the first piece of each word of the first text."""
    pieces = wordpiece.cut([text])[0]
    return {text[start:end]: int(one) for start, end, one in zip(pieces.starts, pieces.ends, told[1:], strict=False)}


def test_a_word_is_met_by_its_stem_and_what_is_not_met_is_told_apart():
    met = _words(DIVERS, pairs.features(*_sides(DIVERS, OTHERS), days=4).met)
    assert (met["divers"], met["master"], met["said"]) == (MET, MET, MET)
    assert (met["14"], met["Tuesday"], met["looked"]) == (NUMBER, NAME, NOT_MET)
    assert met["The"] == MET
    assert _words(LATER, pairs.features(*_sides(LATER, DIVERS), days=4).met)["not"] == NOT_MET
    assert _words("Friday is far", pairs.features(*_sides("Friday is far", DIVERS), days=4).met)["Friday"] == NOT_MET  # the first word


def test_features_lie_between_markers_and_the_days_on_the_first_one():
    read = pairs.features(*_sides(DIVERS, LATER), days=5)
    first, second = (len(pieces.ids) for pieces in wordpiece.cut([DIVERS, LATER]))
    assert read.side.tolist() == [1] * (first + 2) + [2] * (second + 2)
    edges = [0, first + 1, first + 2, len(read.ids) - 1]
    assert read.ids[edges].tolist() == [101, 102, 101, 102]
    assert not read.met[edges].any()
    assert read.met[1 : first + 1].all()
    assert read.days[0] == 6
    assert not read.days[1:].any()


def test_case_and_marks_are_those_of_the_pieces():
    said = f'"{LATER}" she TOLD them.'
    (pieces,) = wordpiece.cut([said])
    read = pairs.features(*_sides(said, DIVERS), days=4)
    assert read.case[1 : len(pieces.ids) + 1].tolist() == pieces.case.tolist()
    assert read.marks[1 : len(pieces.ids) + 1].tolist() == pieces.marks.tolist()
    assert len(set(pieces.case.tolist())) > 2
    assert len(set(pieces.marks.tolist())) > 2


def test_certain_is_no_overflow():
    assert [judge._chance(odds) for odds in (-1000.0, 0.0, 1000.0)] == [0.0, 0.5, 1.0]


def test_of_a_long_text_the_beginning_is_read_and_all_of_it_is_compared():
    long, short = _sides(f"{'Nobody was hurt. ' * 100}Skarvik", "Skarvik waits.")
    read = pairs.features(long, short, days=0, longest=20)
    assert (read.side == 1).sum() == 22
    assert read.met[read.side == 2][1] == MET


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, "2024-05-01", 0),
        ("2024-05-01", "unknown", 0),
        ("2024-05-01", "2024-05-01", 4),
        ("2024-05-01", "2024-05-02", 5),
        ("2024-05-01", "2024-05-08", 6),
        ("2024-05-01", "2024-05-09", 7),
        ("2024-05-02", "2024-05-01", 3),
        ("2024-05-08", "2024-05-01", 2),
        ("2024-05-09", "2024-05-01", 1),
    ],
)
def test_days_apart_have_classes_that_mirror_each_other(one, other, expected):
    assert pairs.days_apart(one, other) == expected
    assert pairs.days_apart(other, one) == (expected and pairs.DAYS - expected)


@pytest.mark.model
def test_a_line_is_told_by_the_text_that_has_it():
    line, more, other = "No boat left Skarvik.", "No boat left Skarvik on Tuesday, the harbour master said.", "Ilse Marwick sells paint."
    asked = [Asked(more, line, 4), Asked(line, line, 4), Asked(line, more, 4), Asked(other, line, 4)]
    whole, copied, part, none = Judge(pack.stem).tells(asked)
    assert min(whole, copied) > 0.5 > max(part, none)


@pytest.mark.model
def test_chances_have_four_places():
    found = Judge(pack.stem).tells(ASKED)
    assert all(0 <= chance <= 1 and chance == round(chance, 4) for chance in found)
    assert len(set(found)) > 1


@pytest.mark.model
def test_a_line_is_judged_alike_in_any_company():
    asking = Judge(pack.stem)
    found = asking.tells(ASKED)
    assert asking.tells(ASKED * 3) == found * 3
    assert [asking.tells([one])[0] for one in ASKED] == found
    assert asking.tells(ASKED[::-1]) == found[::-1]
    assert asking.tells([]) == []


@pytest.mark.model
def test_what_is_said_depends_on_the_words_on_their_order_and_on_the_days():
    asking = Judge(pack.stem)
    same, back, other = asking.tells([Asked(DIVERS, OTHERS, 4), Asked(OTHERS, DIVERS, 4), Asked(DIVERS.replace("14", "19"), OTHERS, 4)])
    assert len({same, back, other}) > 1
    assert asking.tells([one._replace(days=1) for one in ASKED]) != asking.tells([one._replace(days=7) for one in ASKED])


@pytest.mark.model
def test_nothing_blank_and_endless_texts():
    longest = judge.card()["longest"]
    odd = ["", "   ", "…", "\ud800", "\x00", "x" * 5000, "word " * 3000, "word " * (longest + 1)]
    found = Judge(pack.stem).tells([Asked(text, line) for text in odd for line in (text, DIVERS, "")])
    assert all(0 <= chance <= 1 for chance in found)
    assert found[0] == found[5]  # what is blank has no pieces
    assert found[18] == found[21]  # what follows the longest part is not read


@pytest.mark.model
def test_a_judge_travels_to_a_worker():
    asking = Judge(pack.stem)
    before = asking.tells(ASKED[:1])
    assert pickle.loads(pickle.dumps(asking)).tells(ASKED[:1]) == before


def test_the_network_gives_one_number_a_pair():
    graph = onnx.load(judge.WEIGHTS / judge.NETWORK, load_external_data=False).graph
    assert [[one.dim_value for one in given.type.tensor_type.shape.dim] for given in graph.output] == [[0, 1]]
