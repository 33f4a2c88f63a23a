"""What somebody is told to have said is told alike where each report tells all of it, in whatever words, and gives it to the same."""

from collections.abc import Mapping, Sequence

import pytest

from telling import parsed, story
from variorum.model.report import Passage
from variorum.model.story import Dossier, Origin
from variorum.questions import agreement, asking, voiced
from variorum.questions.judging import Question, of_a_saying
from variorum.questions.told import Side
from variorum.questions.voiced import Wording

pytestmark = pytest.mark.stored

SURE = 0.75  # what the judge says of a line below; enough of a saying, not of any two sentences


@pytest.fixture(autouse=True)
def _judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "net", lambda questions, before: {})
    monkeypatch.setattr(agreement, "tell", lambda questions, heard: [SURE for _ in questions])


def of(*texts: str) -> Dossier:
    dossier = story(*texts)
    origins = (Origin(one.id, dossier.story.id, one.id, True, (one.id,), "own", 1.0, "") for one in dossier.reports)
    return dossier.having(origins=tuple(origins))


def told(*texts: str) -> list[tuple[str, tuple[str, ...]]]:
    """What several of these reports tell alike: the line, and who stands behind it."""
    dossier = of(*texts)
    points = agreement.shared(dossier, asking.asked(dossier)).points
    return [(one.readings[0].value, one.readings[0].reports) for one in points if len(one.readings[0].reports) > 1]


MILL = '"The mill will close in May," mayor Ada Moll said.'


def test_what_one_says_is_told_by_who_tells_it_in_other_words() -> None:
    found = dict(told(MILL, "Mayor Ada Moll said on Monday that the mill would close in May."))
    assert set(found.values()) == {("r0", "r1")}
    assert "Ada Moll: “The mill will close in May”" in found or "Ada Moll: the mill would close in May" in found


def test_a_judge_in_doubt_leaves_it_untold(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubting(questions: Sequence[Question], heard: Mapping[int, float]) -> list[float]:
        return [0.5 for _ in questions]

    monkeypatch.setattr(agreement, "tell", doubting)
    assert told(MILL, "Mayor Ada Moll said on Monday that the mill would close in May.") == []


@pytest.mark.parametrize(
    "other",
    [
        "Mayor Eva Harding said on Monday that the mill would close in May.",  # somebody else
        "Mayor Ada Moll said on Monday that the mill would close.",  # no time
    ],
)
def test_who_gives_it_to_another_or_leaves_something_out_does_not_tell_it(other: str) -> None:
    assert not [value for value, _ in told(MILL, other) if "May" in value]


def test_what_stands_word_for_word_in_two_reports_is_told_by_both() -> None:
    assert ("Ada Moll: “The mill will close in May”", ("r0", "r1")) in told(MILL, MILL)


BACK = '"The strikers will go back to work on Friday morning," he said.'
BEIN, MOLL = (f"{who} spoke on Monday about the strike at the harbour.\n{BACK}" for who in ("Mayor Kurt Bein", "Union leader Karl Moll"))


@pytest.mark.parametrize(
    ("texts", "alike"),
    [
        ((BEIN, MOLL), {}),
        ((BEIN, MOLL, BEIN), {"Kurt Bein": ("r0", "r2")}),
        ((BEIN, MOLL, MOLL), {"Karl Moll": ("r1", "r2")}),
    ],
)
def test_the_same_words_given_to_two_are_told_alike_by_those_who_give_them_to_one(
    texts: tuple[str, ...], alike: dict[str, tuple[str, ...]]
) -> None:
    assert {value.partition(":")[0]: reports for value, reports in told(*texts) if "Friday" in value} == alike


def test_twice_as_many_copies_of_a_saying_are_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, holds = [], voiced._holds

    def counting(one: Passage, part: Passage) -> bool:
        looked.append(one)
        return holds(one, part)

    monkeypatch.setattr(voiced, "_holds", counting)
    counts = []
    for copies in (10, 20, 40):
        looked.clear()
        told(*[MILL] * copies)
        counts.append(len(looked))
    assert counts[2] - counts[1] <= 2 * (counts[1] - counts[0])


def test_what_is_said_stands_before_the_sentence_that_tells_on_which_occasion() -> None:
    longer = '"The mill will close in May and the school in autumn," mayor Ada Moll said in a letter.'
    assert [value for value, _ in told(longer, longer)] == ["Ada Moll: “The mill will close in May and the school in autumn”"]


def wording(text: str, said: str, direct: bool = False, speaker: str | None = "Moll", entity: str | None = "moll") -> tuple[Wording, Side]:
    """Some words of a sentence as a wording of what Moll said; "Moll" and "she" are she."""
    dossier = parsed(text)
    (telling,) = asking.asked(dossier).all
    known = {("r0", telling.text.find(word)): "moll" for word in ("Moll", "she") if word in telling.text}
    start = text.index(said)
    span = voiced._begun(telling, (start, start + len(said)))
    return Wording(speaker, entity, telling, span, direct, telling.places), Side(telling, known)


@pytest.mark.parametrize(
    ("text", "said", "direct"),
    [
        ("Moll said that the mill had closed in May.", "that the mill had closed in May", False),
        ("Moll warned that the mill would close if nobody paid.", "that the mill would close if nobody paid", False),
        ("Moll said she had closed the old mill.", "she had closed the old mill", False),
        ("Moll said some of the men had left the mill.", "some of the men had left the mill", False),
        ('"The mill was old, and it had to close in May," Moll said.', "The mill was old, and it had to close in May", True),
        ("\"The bishop said 'the mill is ours' and left,\" Moll said.", "The bishop said 'the mill is ours' and left", True),
        ('"What we found was a mill in ruins," Moll said.', "What we found was a mill in ruins", True),
    ],
)
def test_what_is_printed_beside_a_name(text: str, said: str, direct: bool) -> None:
    one, side = wording(text, said, direct)
    assert voiced._prints(one, side, {"moll"})
    assert not one.bare.startswith("that ")


@pytest.mark.parametrize(
    ("text", "said", "direct"),
    [
        ("The bishop said Moll had closed the old mill.", "Moll had closed the old mill", False),  # nobody calls herself by name
        ("Moll said they had closed the old mill.", "they had closed the old mill", False),  # who?
        ("Moll demanded that the men leave the mill.", "that the men leave the mill", False),
        ("Moll denied that the mill had closed in May.", "that the mill had closed in May", False),
        ("Moll asked whether the mill had closed in May.", "whether the mill had closed in May", False),
        ("Moll described what the men saw at the mill.", "what the men saw at the mill", False),
        ('"The bishop said, \'the mill is ours and we left," Moll said.', "The bishop said, 'the mill is ours and we left", True),
        ("Moll spoke of a mill without a single door.", "a mill without a single door", False),  # tells nothing
        ("Moll said the mill closed.", "the mill closed", False),  # too short
        ('"It is a sad day for us," Moll said.', "It is a sad day for us", True),
        ('"They, likewise, are closing a mill in May," Moll said.', "They, likewise, are closing a mill in May", True),
        ('"We will absolutely bring that up in May," Moll said.', "We will absolutely bring that up in May", True),
        ('"While we knew our intentions were good, we closed the mill," Moll said.', "While we knew our intentions were good", True),
        ("Why did nobody close the mill in May?", "Why did nobody close the mill in May?", True),
    ],
)
def test_what_is_not_printed_beside_a_name(text: str, said: str, direct: bool) -> None:
    one, side = wording(text, said, direct)
    assert not voiced._prints(one, side, {"moll"})


def test_a_condition_keeps_its_word() -> None:
    one, _ = wording('"If the mill closes, we will leave the town," Moll said.', "If the mill closes, we will leave the town", True)
    assert one.words() == "Moll: “If the mill closes, we will leave the town”"


def test_a_question_keeps_the_word_that_makes_it_one() -> None:
    one, _ = wording("Moll asked whether the mill had closed in May.", "whether the mill had closed in May", True)
    assert one.words() == "Moll: “whether the mill had closed in May”"


@pytest.mark.parametrize(
    ("line", "other", "one"),
    [
        ("officials", "harbour officials", True),
        ("harbour officials", "officials", False),
        ("police", "officials", False),
        (None, "officials", False),
        ("police", None, False),  # other words of somebody unnamed
    ],
)
def test_a_wider_name_is_told_by_a_narrower(line: str | None, other: str | None, one: bool) -> None:
    text = "Moll said the mill had closed in May."
    first, _ = wording(text, "the mill had closed in May", False, line, None)
    second, _ = wording(text, "the mill had closed", False, other, None)
    assert voiced._of_one(first, second) is one


def test_the_very_words_may_be_of_somebody_who_stays_open() -> None:
    first, _ = wording("Moll said the mill had closed in May.", "the mill had closed in May", False, "police", None)
    second, _ = wording("It was said the mill had closed in May.", "the mill had closed in May", False, None, None)
    assert voiced._of_one(first, second)


def test_of_a_saying_the_judge_is_believed_sooner() -> None:
    assert of_a_saying(0.5) > 0.6
    assert of_a_saying(0.8) > 0.9
    assert of_a_saying(0.2) < 0.4
