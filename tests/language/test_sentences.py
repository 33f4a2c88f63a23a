"""What is kept of a sentence: words in Universal Dependencies, clauses with passives undone, figures and times at their clause."""

from functools import cache

import pytest

from variorum.language import pack, reader
from variorum.model.sentence import Clause, Sentence

pytestmark = pytest.mark.stored


@cache
def read(text: str) -> tuple[Sentence, ...]:
    (paragraph,) = reader.read([text])
    reading = pack.reading(paragraph)
    assert reading is not None
    return reading.sentences()


def relations(text: str) -> set[tuple[str, str, str]]:
    """(word, label, word it hangs under) of a text of one sentence."""
    (sentence,) = read(text)
    written = [text[word.start : word.end] for word in sentence.words]
    return {(written[number], word.label, written[word.head]) for number, word in enumerate(sentence.words)}


def clause(text: str, act: str) -> Clause:
    return next(clause for sentence in read(text) for clause in sentence.clauses if clause.act == act)


def words(text: str, numbers: tuple[int, ...]) -> list[str]:
    (sentence,) = read(text)
    return [text[sentence.words[number].start : sentence.words[number].end] for number in numbers]


def test_a_noun_carries_its_preposition_and_hangs_where_that_hung() -> None:
    found = relations("The council of Velm walked out of the hall.")
    assert {("Velm", "nmod", "council"), ("of", "case", "Velm"), ("hall", "obl", "walked"), ("out", "case", "hall")} <= found


def test_what_a_copula_says_is_the_head() -> None:
    found = relations("The limit was not negotiable.")
    assert {("negotiable", "root", "negotiable"), ("was", "cop", "negotiable"), ("limit", "nsubj", "negotiable")} <= found


def test_what_there_is_is_the_subject() -> None:
    assert ("change", "nsubj", "is") in relations("There is no change in the plan.")


def test_all_that_are_joined_hang_on_the_first() -> None:
    found = relations("Norway, Iceland and Velm signed the deal.")
    assert {("Iceland", "conj", "Norway"), ("Velm", "conj", "Norway"), ("and", "cc", "Velm"), ("deal", "obj", "signed")} <= found


def test_the_doer_of_a_passive() -> None:
    text = "Two trawlers were seized in Paris by the navy on Monday."
    seized = clause(text, "seize")
    assert (words(text, seized.who), words(text, seized.whom), words(text, seized.where)) == (["navy"], ["trawlers"], ["Paris"])
    assert ("navy", "obl:agent", "seized") in relations(text)
    (sentence,) = read(text)
    assert [text[time.start : time.end] for number in seized.times for time in [sentence.times[number]]] == ["Monday"]
    (number,) = seized.figures
    figure = sentence.figures[number]
    assert (figure.number, figure.counted, text[sentence.words[figure.of or 0].start :][:8]) == (2.0, "trawlers", "trawlers")


def test_how_a_clause_is_meant_and_whose_words_it_is() -> None:
    text = "The mayor said the town would not close the mill unless the river rises."
    close = clause(text, "close")
    assert (close.polarity, close.modality, close.reported, close.tense) == ("negated", "conditional", True, "future")
    assert close.source is not None
    assert words(text, (close.source,)) == ["mayor"]
    assert close.condition is not None
    assert text[slice(*close.condition)] == "unless the river rises"
    (sentence,) = read(text)
    assert close.above is not None
    assert sentence.clauses[close.above].act == "say"
    assert clause(text, "rise").standing == "hypothetical"


def test_what_is_only_asked_or_promised_is_content() -> None:
    text = "Velm promised to free the sailors."
    assert clause(text, "free").standing == "content"
    assert clause(text, "promise").standing == "actual"


def test_a_noun_that_names_a_deed_is_a_clause() -> None:
    text = "The arrest of two sailors by Velm angered the crews."
    arrest = clause(text, "arrest")
    assert (arrest.kind, words(text, arrest.who), words(text, arrest.whom)) == ("nominal", ["Velm"], ["sailors"])


def test_numbers_of_words_count_within_their_sentence() -> None:
    text = "The mill closed. Its owner sold the land."
    first, second = read(text)
    assert text[second.start : second.end] == "Its owner sold the land."
    (sold,) = second.clauses
    assert [second.words[number].lemma for number in (*sold.who, *sold.whom)] == ["owner", "land"]
    assert max(word.head for word in second.words) < len(second.words)
    assert first.words[0].start == 0


def test_every_word_reaches_the_root() -> None:
    text = 'Asked why, she said: "We, the crew of the ship, were told by them to go; there was nobody on board." Then calm, of sorts.'
    for sentence in read(text):
        for number in range(len(sentence.words)):
            at, steps = number, 0
            while sentence.words[at].head != at:
                at, steps = sentence.words[at].head, steps + 1
                assert steps <= len(sentence.words)


def test_what_is_quoted_is_cut_at_the_ends_of_sentences() -> None:
    text = 'Moll said: "The ferry is late. The bridge is shut."'
    quoted = [[text[start:end] for start, end in sentence.quoted] for sentence in read(text)]
    assert quoted == [["The ferry is late."], ["The bridge is shut."]]


def test_what_is_under_way() -> None:
    assert clause("The council was selling the harbour.", "sell").ongoing
    assert not clause("The council sold the harbour.", "sell").ongoing
    assert not clause("Moll saw the council selling the harbour.", "sell").ongoing


def test_what_is_arranged_is_planned_by_someone_or_expected() -> None:
    assert clause("The council plans to sell the harbour.", "sell").arranged
    assert clause("The council is expected to close the school and sell the harbour.", "sell").arranged
    assert not clause("The council wants to sell the harbour.", "sell").arranged
    assert not clause("The plan to sell the harbour failed.", "sell").arranged


def test_no_stretch_leaves_its_sentence() -> None:
    """The parser may end a sentence within a figure; what is cut through is of neither."""
    text = "His blood held 0 . 07 percent alcohol , just under the limit of 0 . 08 percent . It was 10 : 30 a . m . on Monday ."
    for sentence in read(text):
        for stretch in (*sentence.words, *sentence.figures, *sentence.times, *sentence.names):
            assert sentence.start <= stretch.start < stretch.end <= sentence.end
        for start, end in sentence.quoted:
            assert sentence.start <= start < end <= sentence.end
