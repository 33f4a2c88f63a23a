from dataclasses import replace

import pytest

from telling import story
from variorum.language.english.speech.sayings import change, sameness, saying
from variorum.model.saying import Change
from variorum.model.story import Borrowing, Pair
from variorum.story import utterances

pytestmark = pytest.mark.stored


def shared(dossier):
    """Utterances that more than one report tells, as (speaker, variants, differs)."""
    return [
        (one.speaker_name, [variant.value for variant in one.variants], one.differs)
        for one in dossier.utterances
        if len({report for variant in one.variants for report in variant.reports}) > 1
    ]


def test_one_saying_in_three_wordings_is_one_utterance():
    found = story(
        "“We will not let our boats rot in endless debates,” Mayor Ada Quill said.",
        "“We won’t let our boats rot in endless talks,” said Mayor Ada Quill.",
        "“We will not let our boats decay in endless debates,” said Ada Quill, the mayor.",
    )
    ((speaker, variants, differs),) = shared(found)
    assert (speaker, len(variants), differs) == ("Ada Quill", 3, "wording")
    assert len({row.utterance for row in found.quotations}) == 1


def test_equal_words_are_one_variant():
    found = story("“The harbour will stay open,” said Mayor Ada Quill.", "Ada Quill, the mayor, said: “The harbour will stay open.”")
    ((_, variants, differs),) = shared(found)
    assert (len(variants), differs) == (1, "none")


def test_two_warnings_of_one_speaker_are_two():
    found = story(
        "Mayor Ada Quill warned that the dam could break before winter.",
        "Mayor Ada Quill warned that fish prices could double next year.",
    )
    assert shared(found) == []


def test_two_warnings_on_other_conditions_are_two():
    found = story(
        "Mayor Ada Quill said the town would take the necessary steps if the dam breaks this winter.",
        "Mayor Ada Quill said the town would take the necessary steps if the ferry company refuses to pay.",
    )
    assert shared(found) == []


def test_what_was_said_on_two_occasions_is_two():
    found = story(
        "Mayor Ada Quill said letters had reached three of the seven islands closed by the storm.",
        "“We have no letters from seven islands,” Mayor Ada Quill said.",
    )
    assert shared(found) == []


def test_what_two_reports_tell_in_one_breath_is_one_utterance():
    both = "“We can mend the wall. What it holds back worries us,” Mayor Ada Quill said."
    ((_, variants, differs),) = shared(story(both, f"The boats came home. {both}"))
    assert (len(variants), differs) == (1, "none")
    assert variants[0].startswith("We can mend the wall. What it holds back")


def test_sentences_between_which_one_report_tells_another_are_utterances_of_their_own():
    found = story(
        "“The dam is very old. Nobody has mended the walls,” Mayor Ada Quill said.",
        "“The dam is very old. We need money now. Nobody has mended the walls,” Mayor Ada Quill said.",
    )
    assert sorted(variants for _, variants, _ in shared(found)) == [["Nobody has mended the walls"], ["The dam is very old."]]


def test_a_sentence_that_a_third_report_tells_alone_is_an_utterance_of_its_own():
    both = "“The new harbour costs nine million crowns. The old harbour sinks into the mud,” Mayor Ada Quill said."
    found = story(both, f"The boats came home. {both}", "“The old harbour sinks into the mud,” Mayor Ada Quill said.")
    assert sorted(variants for _, variants, _ in shared(found)) == [
        ["The new harbour costs nine million crowns."],
        ["The old harbour sinks into the mud"],
    ]


def test_what_is_told_within_a_saying_is_not_joined_with_it():
    found = story("Mayor Ada Quill said Governor Kurt Bein had told her the boats would stay in the old harbour.")
    assert all(len(one.quotations) == 1 for one in found.utterances)


def test_other_speakers_with_like_messages_are_two():
    found = story("Mayor Ada Quill said the harbour would reopen on Friday.", "Governor Kurt Bein said the harbour would reopen on Friday.")
    assert shared(found) == []


def test_words_of_two_together_meet_those_given_to_one_of_them():
    found = story(
        "“We will mend the old dam before winter,” Ada Quill and Kurt Bein said.",
        "“We will mend the old dam before winter,” said Ada Quill.",
    )
    (one,) = [one for one in found.utterances if len(one.quotations) == 2]
    names = {entity.id: entity.name for entity in found.entities}
    assert {names[key] for key in one.speakers} <= {"Ada Quill", "Kurt Bein"}
    apart = story("Ada Quill and Kurt Bein said the dam would be mended.", "Peter Moll said the dam would be mended.")
    assert all(len(one.quotations) == 1 for one in apart.utterances)


def test_what_one_tells_in_a_sentence_and_another_in_two_is_asked_all_the_same():
    found = story(
        "“It shows a sound way forward for the fleet, should Norland choose it,” Envoy Ada Quill said.",
        "“It all shows a sound way forward for the fleet. Norland has to choose that,” Envoy Ada Quill said.",
    )
    (one,) = [one for one in found.utterances if len(one.quotations) == 2]
    assert (one.differs, one.kinds) == ("meaning", ("condition",))


def test_what_no_kind_of_question_sees_is_told_as_another_wording():
    found = story("“The fleet has a sound way forward,” Envoy Ada Quill said.", "“The fleet has a solid way ahead,” Envoy Ada Quill said.")
    (one,) = [one for one in found.utterances if len(one.quotations) == 2]
    assert (one.differs, one.kinds) == ("wording", ())


def test_an_utterance_names_no_original_without_descent():
    found = story("“The boats stay in this harbour,” said Mayor Ada Quill.", "“The ships stay in this harbour,” said Mayor Ada Quill.")
    assert [one.original for one in found.utterances] == [None]


def test_the_wording_of_the_report_the_others_took_from_is_the_likely_original():
    found = story("“The boats stay in this harbour,” said Mayor Ada Quill.", "“The ships stay in this harbour,” said Mayor Ada Quill.")
    one, other = found.reports
    pair = Pair(other.passage(0, 10), one.passage(0, 10))
    taken = Borrowing("b", found.story.id, "r1", "r0", "edited", "known", 1.0, "", (pair,))
    (told,) = utterances.join(found.having(borrowings=(taken,))).utterances
    assert told.original == "The boats stay in this harbour"
    turned = replace(taken, direction="unknown")
    (told,) = utterances.join(found.having(borrowings=(turned,))).utterances
    assert told.original is None


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ("We will keep the harbour open", "We will keep the port open", (("harbour", "port"),)),
        ("The US will keep the harbour open", "The United States will keep the harbour open", None),
        ("We'll keep the harbour open", "We will keep the harbour open", None),
        ("We will take the needed steps", "We will have to take the needed steps", None),
        ("Those are two matters", "These are two matters", None),
        ("We met Sergei Moll here", "We met Sergey Moll here", None),
    ],
)
def test_only_words_that_tell_are_another_wording(one: str, other: str, pairs: tuple[tuple[str, str], ...] | None):
    found = change(saying(one, True), saying(other, True))
    assert found == (Change("none", ()) if pairs is None else Change("wording", pairs))
    back = change(saying(other, True), saying(one, True))
    assert back.differs == found.differs


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("Mayor Ada Quill said 40 boats would sail on Friday.", "Mayor Ada Quill said 60 boats would sail on Friday.", ("number",)),
        ("“The limit is negotiable,” said Ada Quill.", "“The limit is not negotiable,” said Ada Quill.", ("polarity",)),
        ("“We will keep the harbour open,” said Ada Quill.", "“We will keep the port open,” said Ada Quill.", ()),
    ],
)
def test_the_meaning_is_another_only_where_a_kind_of_question_sees_two_answers(one: str, other: str, kinds: tuple[str, ...]):
    (told,) = story(one, other).utterances
    assert (told.differs, told.kinds) == ("meaning" if kinds else "wording", kinds)


def test_sameness_is_symmetric_and_full_for_equal_words():
    one, other = saying("The boats will stay in the harbour of Quillhaven", True), saying("Ships will not leave Quillhaven harbour", True)
    assert sameness(one, one) == pytest.approx(1.0)
    assert sameness(one, other) == pytest.approx(sameness(other, one))
    assert sameness(saying("", True), other) == 0.0
