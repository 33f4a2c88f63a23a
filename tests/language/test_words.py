"""The tables of words: each need has one, and what it says holds."""

import re
from pathlib import Path

import pytest

import variorum
from variorum.language.english import months, values
from variorum.language.english.diff import stem
from variorum.language.english.words import lexicon, numbers, verbs
from variorum.language.english.words.pronouns import pronouns
from variorum.language.english.words.tables import rows

HOME = Path(variorum.__file__).parent


def test_number_words_in_alternatives_hide_none_that_begins_alike() -> None:
    words = numbers.alternatives(1, 19).split("|")
    assert len(words) == 19
    assert all(not later.startswith(word) for place, word in enumerate(words) for later in words[place + 1 :])
    assert numbers.alternatives(20, 90).split("|") == sorted(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], key=len, reverse=True
    )


@pytest.mark.parametrize(
    ("word", "number"),
    [("June", 6), ("juin", 6), ("juillet", 7), ("Marraskuu", 11), ("March", 3), ("sept", 9), ("dezembro", 12), ("harbour", None)],
)
def test_a_month_is_known_in_any_language_by_its_longest_beginning(word: str, number: int | None) -> None:
    assert months.named(word) == number


@pytest.mark.parametrize(("words", "number"), [("14 sept 2024", 9), ("in may", 5), ("december", 12), ("last week", None)])
def test_the_month_that_english_words_write(words: str, number: int | None) -> None:
    assert months.written_in(words) == number


def test_every_month_has_its_short_forms() -> None:
    assert [months.numbers()[name] for name in ("january", "jan", "may", "sep", "sept", "dec")] == [1, 1, 5, 9, 9, 12]
    assert len(months.months()) == 12


def test_a_form_leads_to_its_verb_and_a_verb_to_its_past() -> None:
    verb_of = verbs.verb_of()
    assert (verb_of["took"], verb_of["is"], verb_of["dying"], verb_of["sat"]) == ("take", "be", "die", "sit")
    assert "cut" not in verb_of  # a form like the verb itself tells nothing
    assert verbs.past_forms()["take"] == {"took", "taken"}
    assert verbs.past_forms()["cut"] == {"cut"}
    assert all(form in verb_of or form == verb for verb, forms in verbs.past_forms().items() for form in forms)


def test_no_form_is_of_two_verbs() -> None:
    forms = [form for verb, past in verbs.past_forms().items() for form in past if form != verb]
    assert len(forms) == len(set(forms))


def test_the_forms_of_a_verb_are_all_that_it_could_have() -> None:
    assert {"spot", "spots", "spotted", "spotting"} <= verbs.forms_of("spot")
    assert {"deny", "denies", "denied", "denying"} <= verbs.forms_of("deny")
    assert {"write", "writes", "wrote", "written", "writing"} <= verbs.forms_of("write")
    assert "plaies" not in verbs.forms_of("play")


LISTS = [tuple(row) for row in rows("word_lists.tsv")]
# Tables each row of which has an example: which column has the words, and what parts them. The example is the last column.
WITH_EXAMPLE = {
    "amounts.tsv": (2, " "),
    "antonyms.tsv": (0, ";"),
    "concepts.tsv": (1, ";"),
    "cues.tsv": (1, "|"),
    "deeds.tsv": (1, ";"),
    "event_nouns.tsv": (1, ";"),
    "honorifics.tsv": (0, "|"),
    "ministries.tsv": (1, ";"),
    "modality.tsv": (0, "|"),
    "modals.tsv": (0, "|"),
    "offices.tsv": (1, ";"),
    "opposites.tsv": (0, ";"),
    "pronouns.tsv": (0, "|"),
    "reporting.tsv": (0, "|"),
    "spans.tsv": (1, "|"),
    "spellings.tsv": (1, "|"),
    "verbal_nouns.tsv": (0, "|"),
}


def stands_in(word: str, example: str) -> bool:
    """Does the word itself stand in the example, another form of it, or, of several words, each?"""
    found = [*re.findall(r"[\w'%-]+", example), *re.findall(r"[^\W\d_]+?(?=n't|\b)", example)]  # "wo" of "won't", "bn" of "$4bn"
    met = {form for one in found for form in (one, one.lower(), stem(one.lower()))}
    parts = word.removeprefix("noun:").split()
    return all({part, stem(part), *verbs.forms_of(part)} & met or (not part.isalpha() and part in example.lower()) for part in parts)


@pytest.mark.parametrize(("name", "words", "example"), LISTS, ids=[name for name, _, _ in LISTS])
def test_a_word_list_has_an_example_in_which_a_word_of_it_stands(name: str, words: str, example: str) -> None:
    assert any(stands_in(word, example) for word in words.split(", "))
    assert example.endswith(".")
    assert len(example.split()) > 4


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_a_row_of_a_table_has_an_example_in_which_a_word_of_it_stands(name: str) -> None:
    column, between = WITH_EXAMPLE[name]
    table = rows(name)
    assert not [row for row in table[1:] if not any(stands_in(word, row[-1]) for word in row[column].split(between))]


@pytest.mark.parametrize("name", ["antonyms.tsv", "opposites.tsv"])
def test_an_example_of_opposites_has_both_ends(name: str) -> None:
    assert not [row for row in rows(name, titled=True) if not any(stands_in(word, row[-1]) for word in row[1].split(";"))]


@pytest.mark.parametrize("name", ["modality.tsv", "modals.tsv", "reporting.tsv", "verbal_nouns.tsv"])
def test_a_word_stands_in_a_table_once(name: str) -> None:
    """A second row would hide the first."""
    words = [row[0] for row in rows(name)]
    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize(("unit", "words", "signs", "example"), [(row[0], *row[1:3], row[-1]) for row in rows("units.tsv", titled=True)])
def test_a_unit_is_read_in_its_example(unit: str, words: str, signs: str, example: str) -> None:
    """Each row in its own: by a word, by a sign of money, by both."""
    met = [figure.unit for figure in values.find(example)]
    assert met.count(unit) == (words != "-") + (signs != "-") or unit in ("share", "score")  # these no word tells


def test_every_list_that_code_names_is_there_and_every_list_is_named() -> None:
    """Once each: a list of the same name would hide the other."""
    code = "\n".join(path.read_text("utf-8") for path in HOME.rglob("*.py"))
    named = set(re.findall(r"(?:word_set|words_of)\(\s*\"([^\"]+)\"", code))
    assert sorted(named) == sorted(name for name, _, _ in LISTS)


def test_a_list_has_each_word_once_and_no_list_is_another_under_a_second_name() -> None:
    lists = [words.split(", ") for _, words, _ in LISTS]
    assert all(len(words) == len(set(words)) for words in lists)
    assert len({frozenset(words) for words in lists}) == len(lists)


def test_an_unknown_list_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        lexicon.word_set("no such list")


def test_pronouns_by_form_person_and_what_they_stand_for() -> None:
    assert pronouns("subject", person=3) == {"he", "she", "it", "they"}
    assert pronouns(stands_for=("male",)) == {"he", "him", "his"}
    assert pronouns("owner", person=1) == {"my", "our"}
    assert pronouns("object") == {"me", "us", "him", "her", "them"}


def test_every_class_of_nouns_is_asked_for_by_a_pattern_of_events() -> None:
    asked = {word for row in rows("plover_patterns.tsv") for word in re.findall(r"\b[A-Z]+\b", row[2])}
    assert {row[0] for row in rows("plover_nouns.tsv")} == asked
