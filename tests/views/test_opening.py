"""What happened is the sentence that tells best what the headlines tell, in the words of a text and never of a copy that changed it."""

from dataclasses import replace

from made import report
from variorum.model.report import Report
from variorum.model.statement import Statement
from variorum.model.story import Borrowing, Counts, Dossier, Origin, Story
from variorum.views.descent import origin_lines
from variorum.views.opening import FIRST, Opening, opening, stands

MILL = "A fire destroyed the old mill of Oskerra on Sunday, the town said."
COPY = "A fire destroyed the old mill and the church of Oskerra on Sunday."
GREETING = "You will not have missed the smoke above the river this week."


def story(texts: dict[str, list[tuple[str, list[str]]]]) -> Dossier:
    """Texts, each with its reports in order: a headline, and the sentences below it, all of which were read."""
    reports: list[Report] = []
    statements: list[Statement] = []
    origins: list[Origin] = []
    for name, those in texts.items():
        keys = []
        for title, sentences in those:
            key = f"r{len(reports) + 1}"
            one = report(key, f"Paper {key}", "\n".join([title, *sentences]), ("headline", "lead", *["body"] * (len(sentences) - 1)), None)
            for number, sentence in enumerate(sentences):
                place = one.passage(one.text.index(sentence), one.text.index(sentence) + len(sentence))
                told = (None, "be", None, None, None, (), "affirmed", "actual", None, None, None, place)
                statements.append(Statement(f"s{key}{number}", key, "s1", place, *told))  # type: ignore[arg-type]
            reports.append(one)
            keys.append(key)
        origins.append(Origin(f"o-{name}", "s1", name, True, tuple(keys), "own", 0.9, "Why."))
    whole = Story(
        "s1", reports[0].title or "", tuple(one.id for one in reports), None, None, Counts(len(reports), len(reports), len(origins))
    )
    return Dossier(whole, tuple(reports), origins=tuple(origins), statements=tuple(statements))


def found(of: Dossier) -> Opening | None:
    return opening(of, origin_lines(of))


def test_it_is_the_sentence_that_tells_what_the_headlines_tell() -> None:
    """Not how the text begins that most reports have, where that is a greeting."""
    smoke = [GREETING, "Nobody was hurt."]
    made = found(
        story(
            {
                "The Gull": [("Old mill of Oskerra destroyed", smoke), ("Smoke over Oskerra", smoke)],
                "The Tern": [("Fire destroys mill of Oskerra", [MILL])],
            }
        )
    )
    assert made is not None
    assert (made.passage.text, made.passage.report, made.origin.name, made.begins) == (MILL, "r3", "The Tern", True)


def test_a_later_sentence_has_to_tell_more_and_is_told_to_stand_there() -> None:
    made = found(story({"The Gull": [("Fire destroys mill of Oskerra", [GREETING, MILL])]}))
    assert made is not None
    assert (made.passage.text, made.begins) == (MILL, False)
    same = found(story({"The Gull": [("Fire destroys mill of Oskerra", [MILL, MILL.replace("town", "mayor")])]}))
    assert same is not None
    assert same.begins
    hardly = "The mill of Oskerra stood empty until the fire of Sunday destroyed it, and old."
    more = found(story({"The Gull": [("Fire destroys old mill of Oskerra on Sunday", [MILL.replace("old ", ""), hardly])]}))
    assert more is not None
    assert more.begins, "it tells one word more, and stands behind"
    late = found(
        story(
            {
                "The Gull": [
                    (
                        "Fire destroys mill of Oskerra",
                        [GREETING, *(f"Number {at} of the things to know follows here." for at in range(FIRST - 1)), MILL],
                    )
                ]
            }
        )
    )
    assert late is not None
    assert late.passage.text == GREETING


def test_a_text_speaks_through_the_report_that_stands_nearest_to_it() -> None:
    """What a copy put in is not what happened, though the headlines of all copies have it."""
    headline = "Fire destroys mill and church of Oskerra"
    of = story({"The Gull": [(headline, [MILL]), (headline, [COPY]), (headline, [COPY])]})
    taken = Borrowing("b1", "s1", "r2", "r1", "edited", "known", 0.6, "Why.", ())
    made = found(of.having(borrowings=(taken, replace(taken, id="b2", taker="r3"))))
    assert made is not None
    assert made.passage.text == MILL


def test_of_two_that_tell_as_much_the_text_that_more_reports_have() -> None:
    gull, tern = "The mill burned down on Sunday night.", "The mill burned down on Sunday, all of it."
    of = story({"The Tern": [("Mill burned down", [tern])], "The Gull": [("Mill burned down", [gull]), ("Mill burned down", [gull])]})
    made = found(of)
    assert made is not None
    assert made.origin.name == "The Gull"


def test_what_cannot_stand_as_a_line_does_not() -> None:
    assert stands(MILL)
    assert stands("40 looms were lost when the mill burned.")
    for other in (
        "Did the mill burn down on Sunday night?",
        "“We saw the mill burn,” she said.",
        "and the mill burned down on Sunday.",
        "It burned.",
        "x" * 400,
    ):
        assert not stands(other)
    assert found(story({"The Gull": [("Mill burned down", ["Did the mill burn down on Sunday?"])]})) is None


def test_where_no_report_has_a_headline_the_beginnings_tell_it() -> None:
    of = story({"The Gull": [("x", [GREETING])], "The Tern": [("y", [MILL])], "The Auk": [("z", [MILL.replace("the town", "police")])]})
    made = found(of.having(reports=tuple(replace(one, title=None) for one in of.reports)))
    assert made is not None
    assert made.passage.report == "r2"
