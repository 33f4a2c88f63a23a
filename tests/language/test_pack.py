"""The gate: what is in a language that is not read is never read as if it were English."""

import re
from pathlib import Path

import pytest

import variorum
from variorum.language import detection, pack
from variorum.views.page import as_text

GERMAN = (
    "Norwegen weist Islands Forderung zurück\n\nDie Regierung in Oslo hat am Dienstag eine Forderung Islands nach einem größeren Anteil "
    "an der Makrele zurückgewiesen. „Wir werden das nicht tun“, sagte die Ministerin Ingrid Solvang. Zwei Matrosen wurden verletzt, als "
    "die Schiffe einander berührten, und das ist mehr, als in den letzten Jahren geschehen war.\n"
)
ENGLISH = (
    "Norway rejects Iceland's demand\n\nThe government in Oslo on Tuesday rejected a demand by Iceland for a larger share of the mackerel. "
    "“We will not do that,” said the minister, Ingrid Solvang. Two sailors were injured when the ships touched, and that is more than had "
    "happened in the last years.\n"
)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "de", "en"),  # a page's template says many things
        (GERMAN, "en", "de"),
        ("Oslo, Bergen, Moss.", None, None),
        ("Oslo, Bergen, Moss.", "nl", "nl"),
        ("Правительство отвергло требование соседей о большей доле улова.", None, "ru"),
        ("政府は火曜日に隣国の要求を拒否した。", None, "ja"),
        ("政府周二拒绝了邻国的要求。", "en", "zh"),
        ("12 34 56", None, None),
    ],
)
def test_words_tell_the_language_before_the_script_and_the_page(text: str, declared: str | None, language: str | None):
    assert pack.language(text, declared) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("no", "Regjeringen i Oslo sier at den ikke vil gi naboene mer fisk, og at det ble sagt til dem etter møtet."),
        ("da", "Regeringen i Oslo siger, at den ikke vil give naboerne mere fisk, og at det blev sagt til dem efter mødet."),
        ("sv", "Regeringen i Oslo säger att den inte vill ge grannarna mer fisk, och att det sades till dem efter mötet."),
        ("es", "El gobierno de Oslo no quiere dar más pescado a los vecinos, y lo ha dicho después de la reunión."),
        ("pt", "O governo de Oslo não quer dar mais peixe aos vizinhos, e isso foi dito depois da reunião."),
        ("it", "Il governo di Oslo non vuole dare più pesce ai vicini, e lo ha detto dopo la riunione."),
        ("fr", "Le gouvernement d’Oslo ne veut pas donner plus de poisson aux voisins, et il l’a dit après la réunion."),
        ("nl", "De regering in Oslo wil de buren niet meer vis geven, en dat heeft zij na het overleg gezegd."),
        ("pl", "Rząd w Oslo nie chce dać sąsiadom więcej ryb i powiedział to już po spotkaniu, które było w Bergen."),
        ("uk", "Уряд в Осло не хоче давати сусідам більше риби, і про це він сказав після зустрічі, що була у Бергені."),
        ("ru", "Правительство в Осло не хочет давать соседям больше рыбы, и об этом оно сказало после встречи, что была в Бергене."),
        ("tr", "Oslo hükümeti komşularına daha çok balık vermek istemiyor ve bu toplantıdan sonra en çok konuşulan konu oldu."),
        (None, "Oslo Bergen Moss Tromsø Stavanger Bodø Narvik Alta Hammerfest Molde"),  # names are of no language
        (None, "den i og for det er en av af til på med"),  # what two sisters share tells neither
    ],
)
def test_sisters_are_told_apart_by_what_only_one_of_them_says(language: str | None, text: str):
    assert pack.language(text) == language


def test_a_word_list_of_every_language_is_of_words_as_they_are_met():
    for code, words in detection._function_words().items():
        assert len(words) >= 30, code
        assert all(re.fullmatch(r"[^\W\d_]+", word) and word == word.lower() for word in words), code


@pytest.mark.model
def test_a_german_report_is_grouped_and_shown_and_not_read(tmp_path: Path):
    (tmp_path / "in").mkdir()
    for name, text in {"one.txt": ENGLISH, "zwei.txt": GERMAN}.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    library = variorum.open(tmp_path / "library.db")
    outcome = library.read(tmp_path / "in")
    (german,) = [report["id"] for report in library.rows("reports") if report["language"] == "de"]
    assert outcome.reports == 2
    (problem,) = outcome.problems
    assert (problem.kind, "German" in problem.message, problem.origin.endswith("zwei.txt")) == ("language", True, True)
    for table in ("quotations", "statements"):
        found = {row["report"] for row in library.rows(table)}
        assert found
        assert german not in found
    for table in ("entities", "points", "events", "positions"):
        assert german not in str(library.rows(table))
    (story,) = [story for story in library.stories() if german in story.story.reports]
    assert "(in German, not read)" in as_text(story.brief(), full=True)
    again = library.read(tmp_path / "in")
    assert (again.fresh, again.stories) == (0, ())


def test_words_that_may_tell_one_deed_share_its_name():
    assert pack.deeds("sack") & pack.deeds("fire") & pack.deeds("dismissal", noun=True)
    assert pack.deeds("explode") & pack.deeds("blast", noun=True)
    assert pack.deeds("paint") == {"paint"}
    assert not pack.deeds("sack") & pack.deeds("hire")


def test_words_that_tell_no_deed_of_their_own_have_no_name():
    assert not any(pack.deeds(verb) for verb in ("happen", "be", "say"))
    assert not pack.deeds("table", noun=True)
