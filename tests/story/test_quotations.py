import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telling import speaker, story

pytestmark = pytest.mark.stored


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("“We will not sell the boats,” said Mayor Ada Quill.", "sell the boats", "Ada Quill"),
        ("Mayor Ada Quill said the boats would stay.", "boats would stay", "Ada Quill"),
        ("According to Mayor Ada Quill, the boats would stay.", "boats would stay", "Ada Quill"),
        ("Mayor Ada Quill told reporters: “The boats stay.”", "boats stay", "Ada Quill"),
        ("“The boats stay,” Mayor Ada Quill told the Harbour Times. “They always did stay here.”", "always did stay", "Ada Quill"),
        ("Mayor Ada Quill spoke to the crowd.\nShe said the boats would stay.", "boats would stay", "Ada Quill"),
        ("Mayor Ada Quill met Kurt Bein.\n“The boats stay,” the mayor said.", "boats stay", "Ada Quill"),
        ("Mayor Ada Quill warned that Kurt Bein had lied. He denied having lied to the town.", "lied to the town", "Kurt Bein"),
        # words beside a verb of saying are its subject's, whoever tells them
        ("“The box is empty. It always was,” Kurt Bein wrote to a friend, Mayor Ada Quill told the jury.", "box is empty", "Kurt Bein"),
        ("Kurt Bein came home.\n“It was a mistake,” Bein told his wife, she said.", "was a mistake", "Kurt Bein"),
        ("“The boats will stay,” said Ada Quill, who wrote to Kurt Bein.", "boats will stay", "Ada Quill"),
        # a name is told as it stands, and a person before the body that is a part of what they are
        ("The boats left at noon, HARBOUR24 reported.", "boats left", "HARBOUR24"),
        ("“The quay sank at noon.”\nThose are the words of Port Authority head Ada Quill.", "quay sank", "Ada Quill"),
    ],
)
def test_who_says_it(text: str, words: str, name: str):
    assert speaker(story(text), words) == name


def test_names_that_only_describe_are_not_the_speaker():
    found = story("A spokeswoman for Mayor Ada Quill said the boats would stay.\nQuill’s deputy said the boats would go.")
    assert speaker(found, "boats would stay") == "a spokeswoman for Mayor Ada Quill"
    assert speaker(found, "boats would go") == "Quill’s deputy"


def together(found, words: str) -> tuple[list[str], str | None, str | None]:
    """Names of all who speak the quotation that holds the words, its `speaker_name`, and its `speaker`."""
    (row,) = [row for row in found.quotations if any(words in content.text for content in row.content)]
    names = {entity.id: entity.name for entity in found.entities}
    return [names[one] for one in row.speakers], row.speaker_name, row.speaker


@pytest.mark.parametrize(
    ("text", "speakers", "name"),
    [
        ("Mayor Ada Quill met Governor Kurt Bein.\nQuill and Bein said the boats would stay.", ["Ada Quill", "Kurt Bein"],
         "Ada Quill and Kurt Bein"),
        ("Ada Quill, Kurt Bein and Peter Moll said the boats would stay.", ["Ada Quill", "Kurt Bein", "Peter Moll"],
         "Ada Quill, Kurt Bein and Peter Moll"),
        ("Mayor Ada Quill and her deputy said the boats would stay.", ["Ada Quill"], "Ada Quill and her deputy"),
        ("Mayor Ada Quill met Governor Kurt Bein.\nBoth said the boats would stay.", ["Ada Quill", "Kurt Bein"], "Ada Quill and Kurt Bein"),
        ("Mayor Ada Quill, Kurt Bein and Peter Moll met.\nBoth said the boats would stay.", [], None),
        ("Ada Quill or Kurt Bein said the boats would stay.", [], None),
        ("The Ministry of Trade and Industry said the boats would stay.", ["Ministry of Trade and Industry"],
         "Ministry of Trade and Industry"),
    ],
)  # fmt: skip
def test_several_who_speak_together_are_all_named(text: str, speakers: list[str], name: str | None):
    found, shown, single = together(story(text), "boats would stay")
    assert (found, shown) == (speakers, name)
    assert (single is not None) == (len(speakers) == 1 and shown == speakers[0])


def test_one_of_two_who_is_not_told_is_left_open_with_both_as_candidates():
    found = story("Ada Quill or Kurt Bein said the boats would stay.")
    assert set(found.quotations[0].candidates) == {"Ada Quill", "Kurt Bein"}


def test_a_pronoun_between_two_who_stand_as_near_stays_open():
    found = story("Peter Moll and Kurt Bein met on Monday.\nHe said the boats would stay.")
    (row,) = [row for row in found.quotations if row.source and row.source.text == "He"]
    assert row.speaker is None or row.confidence < 0.7


def test_a_pronoun_between_who_acted_before_and_another_in_its_own_sentence_stays_open():
    found = story("Peter Moll built the shed alone. When the shed was shown to Kurt Bein, he said the boats would stay.")
    assert speaker(found, "boats would stay") is None
    found = story("Peter Moll built the shed alone. When the shed was shown to the council, he said the boats would stay.")
    assert speaker(found, "boats would stay") == "Peter Moll"


def test_who_was_named_only_in_quoted_words_is_not_meant_by_a_pronoun():
    found = story("The captain wrote a letter: “I wish Kurt Bein had stayed with the boats that day.” The boats will stay, he said.")
    assert speaker(found, "The boats will stay") != "Kurt Bein"


def test_names_in_the_words_that_are_said_keep_nobody_from_going_on():
    found = story(
        "Peter Moll stopped short of it, but he said the council should wait.\n“I would not leave Kurt Bein alone with the boats,” he said."
    )
    assert speaker(found, "I would not leave") == "Peter Moll"


def test_a_claim_told_by_a_noun_is_whose_it_is():
    found = story(
        "The council pushed back against criticism from local fishermen that the quay was rotten.\n"
        "The mayor rejected claims by Ada Quill that the lease had been sold. She heard the claim that the boats were old."
    )
    assert speaker(found, "quay was rotten") == "local fishermen"
    assert "Ada Quill" in {row.speaker_name for row in found.quotations if any("lease had been sold" in one.text for one in row.content)}
    assert not [row for row in found.quotations if row.cue is not None and row.cue.text == "claim"]


def test_a_pronoun_of_the_wrong_gender_is_taken_with_little_confidence():
    found = story(
        "The harbour has waited long, and Foreign Secretary Elizabeth Truman has urged the towns to do more.\n"
        "Some of the boats have already left the harbour.\n"
        "“We will tighten the rules for every boat,” he told the Harbour Times."
    )
    (row,) = [row for row in found.quotations if any("tighten the rules" in content.text for content in row.content)]
    assert row.speaker_name == "Elizabeth Truman"
    assert row.confidence < 0.7
    assert "machine translation" in row.why


def test_the_same_words_in_a_sibling_copy_tell_who_a_wrong_pronoun_means():
    slip = "Foreign Secretary Elizabeth Truman met Governor Kurt Bein.\nBein left.\n“We will tighten the rules for every boat,” he said."
    found = story(slip, "“We will tighten the rules for every boat,” said Foreign Secretary Elizabeth Truman.")
    (row,) = [row for row in found.quotations if row.report == "r0" and any("tighten the rules" in content.text for content in row.content)]
    assert row.speaker_name in ("Elizabeth Truman", "Kurt Bein")
    alone = story("“We will tighten the rules for every boat,” he said.", slip.replace("he said", "Elizabeth Truman said"))
    (row,) = [row for row in alone.quotations if row.report == "r0"]
    assert row.speaker_name == "Elizabeth Truman"
    assert "slip" in row.why


def test_what_someone_is_said_to_have_said_stands_within_and_its_teller_is_named():
    found = story("Mayor Ada Quill said Governor Kurt Bein had told her the boats would stay.")
    inner, outer = sorted(found.quotations, key=lambda row: sum(map(len, row.content)))
    assert (inner.speaker_name, outer.speaker_name) == ("Kurt Bein", "Ada Quill")
    assert (inner.within, outer.within) == (outer.id, None)
    assert "Ada Quill" in inner.why


def test_what_someone_is_asked_to_say_is_no_saying():
    found = story("Mayor Ada Quill demanded that the council promise the boats to the town.")
    assert [row.within for row in found.quotations] == [None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Representatives of Norway, Iceland and Sweden said the boats would stay.", "representatives of Norway, Iceland and Sweden"),
        ("The Quill administration and NATO said the boats would stay.", "the Quill administration and NATO"),
        ("Ada Quill, a Norwegian and former Scout, said the boats would stay.", "Ada Quill"),
    ],
)
def test_names_that_only_describe_do_not_speak_together(text: str, name: str | None):
    _, shown, _ = together(story("Mayor Ada Quill waited.\n" + text), "boats would stay")
    assert shown == name


def test_a_quotation_over_two_paragraphs_is_one():
    found = story(
        "“We waited long for this day,” said Mayor Ada Quill. “The boats will stay.\n“And the harbour will be open to all of you.”"
    )
    rows = [row for row in found.quotations if any("open to all" in content.text for content in row.content)]
    assert [row.speaker_name for row in rows] == ["Ada Quill"]
    assert any("The boats will stay" in content.text for content in rows[0].content)


def test_words_without_a_cue_go_on_with_the_speaker_before():
    found = story("“The boats will stay,” said Mayor Ada Quill.\n“Nobody will sell the harbour to strangers.”")
    assert speaker(found, "sell the harbour") == "Ada Quill"


def test_words_without_a_cue_are_nobodys_when_someone_else_is_named_between():
    found = story(
        "“The boats will stay,” said Mayor Ada Quill.\nGovernor Kurt Bein came by car.\nIt rained.\n"
        "“Nobody will sell the harbour to strangers.”"
    )
    assert speaker(found, "sell the harbour") is None


@pytest.mark.parametrize(
    "text", ["The so-called “peace boats” left the harbour.", "Her book “The Long Harbour” sells well.", "“AGGRESSIVE COURSE”"]
)
def test_scare_quotes_titles_and_crossheads_are_no_quotations(text: str):
    assert [row for row in story(text).quotations if row.manner == "direct"] == []


def test_marks_left_by_machine_translation():
    found = story(
        "“All of it shows a path for the boats. “The town has to choose that,” Mayor Ada Quill said. “The paper holds our worries.”"
    )
    (row,) = [row for row in found.quotations if any("has to choose" in content.text for content in row.content)]
    assert row.speaker_name == "Ada Quill"


def test_every_passage_is_exact_and_every_row_has_content():
    found = story(
        "“We stay,” said Ada Quill – “all of us” – on Monday.\nKurt Bein denied that he had lied.\n"
        "According to the town’s council, boats leave."
    )
    for row in found.quotations:
        assert row.content
        for passage in (*row.content, row.source, row.cue):
            if passage is not None:
                assert found.by_id[passage.report].text[passage.start : passage.end] == passage.text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.model
@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "''", "‘", "’", "Ada Quill said", "we stay here", ",", ".", "he told", "\n", "«", "BOATS", "—"]),
        max_size=14,
    )
)
def test_any_marks_in_any_order_break_nothing(parts: list[str]):
    found = story(" ".join(parts) or "x")
    for row in found.quotations:
        for passage in row.content:
            assert found.by_id[passage.report].text[passage.start : passage.end] == passage.text


@pytest.mark.model
def test_a_paragraph_of_ten_thousand_words_in_capitals_without_points_is_read_in_time():
    began = time.process_time()
    found = story("MAYOR ADA QUILL SAID THE BOATS “WOULD STAY IN THE HARBOUR " * 1000)
    assert time.process_time() - began < 60
    assert all(found.by_id[c.report].text[c.start : c.end] == c.text for row in found.quotations for c in row.content)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.model
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["ADA QUILL SAID", "Both said", "قال الوزير", "אמר השר", "🙂🚢", "\u202e", "\u200b", "“", "Quill and Bein", ": ", "if "]
            ),
            st.text(max_size=12),
        ),
        max_size=10,
    )
)
def test_any_text_at_all_is_read_and_every_passage_exact(parts: list[str]):
    found = story(" ".join(parts).replace("\r", " ") or "x")
    passages = [passage for row in found.quotations for passage in (*row.content, row.source, row.cue) if passage]
    passages += [mention for entity in found.entities for mention in entity.mentions]
    assert all(found.by_id[passage.report].text[passage.start : passage.end] == passage.text for passage in passages)
