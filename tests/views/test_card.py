"""The answer card: it says first what a reader comes for, no more than was found, and never runs over one screen."""

import json
import re
from dataclasses import replace

import pytest

import large
from made import dossier, found, report
from variorum.model.decision import Anchor, Value, decided
from variorum.model.entity import Entity
from variorum.model.point import Between, Informant, Point, Reading
from variorum.model.report import Block, Passage
from variorum.model.rows import passages_in
from variorum.model.statement import Quotation, Statement
from variorum.model.story import Borrowing, Counts, Dossier, Origin, Pair, Story
from variorum.views import measured
from variorum.views.apparatus import Marked
from variorum.views.brief import as_json, brief
from variorum.views.card import LONGEST_ANSWER, MOST_DIFFERENCES, Card, excerpt
from variorum.views.measured import Measured, Sort
from variorum.views.page import as_markdown, as_text

LINES = {
    "r1": "Mill burns at Oskerra\nAbout 140 looms were lost. The mill will reopen in May. Nobody was hurt.",
    "r2": "Fire takes the looms\nAbout 140 looms were lost. The mill will reopen in May. Three were hurt.",
    "r3": "Oskerra counts its losses\nAbout 160 looms were lost. The mill will reopen in May.",
}
DATES: dict[str, str | None] = {"r1": "2024-05-01T08:00:00+00:00", "r2": "2024-05-01T10:00:00+00:00", "r3": "2024-05-02"}
TEXTS = {"Harbour Times": ("r1", "r2"), "The Gull": ("r3",)}


SURE = Measured(98, 2, 0, "such lines")
REAL = Measured(60, 38, 2, "such lines", renamed=38)  # a difference nine times in ten, its verdict less often
DOUBTFUL = Measured(80, 10, 10, "such lines")


@pytest.fixture(autouse=True)
def every_line_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """What strangers said of lines is laid down here, so that a new reading changes no test of what the card does."""
    read(monkeypatch, SURE)


def read(monkeypatch: pytest.MonkeyPatch, of: Measured, alike: Measured = SURE, asks: str = "", **others: Measured) -> None:
    """Kinds as they were read; of those that ask so otherwise than the rest."""
    monkeypatch.setattr(measured, "FIGURES", {**measured.FIGURES, "agreed": alike})
    kinds = {**dict.fromkeys(("number", "quotation", "polarity"), of), **({} if asks else others)}
    first = tuple(Sort(kind, re.compile(asks), row) for kind, row in others.items() if asks)
    monkeypatch.setattr(measured, "SORTS", (*first, *(Sort(kind, re.compile("."), row) for kind, row in kinds.items())))


def story(*points: Point, texts: dict[str, tuple[str, ...]] = TEXTS, dates: dict[str, str | None] = DATES) -> Dossier:
    """The reports of these texts, judged to have these points."""
    keys = sorted(key for reports in texts.values() for key in reports)
    reports = tuple(report(key, f"Paper {key}", LINES[key], ("headline", "body"), dates[key]) for key in keys)
    origins = tuple(Origin(f"o-{name}", "s1", name, True, reports, "own", 0.9, "Why.") for name, reports in texts.items())
    known = sorted(filter(None, (dates[key] for key in keys)))
    first, last = (known[0], known[-1]) if known else (None, None)
    whole = Story("s1", "Mill burns at Oskerra", tuple(keys), first, last, Counts(len(keys), len(keys), len(origins)))
    return Dossier(whole, reports, origins=origins, points=points)


def reading(words: str, *reports: str, texts: dict[str, tuple[str, ...]] = TEXTS) -> Reading:
    made = tuple(found(report(key, None, LINES[key], ("headline", "body"), None), words) for key in reports)
    origins = tuple(f"o-{name}" for name, those in texts.items() if set(those) & set(reports))
    return Reading(words, (), made, reports, origins)


def point(key: str, verdict: str, *readings: Reading, kind: str = "number") -> Point:
    pairs = tuple(Between(0, other, verdict, "Why.") for other in range(1, len(readings)))  # type: ignore[arg-type]
    return Point(key, "s1", f"Asked of {key}?", readings, verdict, (kind,), False, 0.9, "Why.", "material", pairs=pairs)  # type: ignore[arg-type]


ALIKE = point("alike", "agreed", reading("The mill will reopen in May", "r1", "r2", "r3"))
RISES = point("rises", "revised", reading("About 140 looms", "r1", "r2"), reading("About 160 looms", "r3"))
COPIED = point("copied", "conflict", reading("Nobody was hurt", "r1"), reading("Three were hurt", "r2"))


def card(*points: Point, texts: dict[str, tuple[str, ...]] = TEXTS, dates: dict[str, str | None] = DATES) -> Card:
    return brief(story(*points, texts=texts, dates=dates)).card


def printed(of: Dossier, width: int = 100) -> list[str]:
    """The lines of the card, as the terminal has them."""
    text = as_text(brief(of), width)
    return text[: text.index("\nWith --full:")].splitlines()


def test_what_happened_is_the_first_line_that_several_texts_tell() -> None:
    what = card(ALIKE, RISES).what
    assert (what.told, what.text, what.point) == ("alike", "The mill will reopen in May", "alike")
    assert what.citation.numbers == (1, 2, 3)
    assert what.why == "Told by Harbour Times and The Gull."


def test_what_someone_said_gives_way_to_what_is_told() -> None:
    quoted = point("quoted", "agreed", reading("About 140 looms were lost", "r1", "r2"))
    words = Quotation("q1", "r2", "s1", "direct", quoted.readings[0].passages[1:], None, None, None, "Ada Norn", 0.9, None)
    both = brief(story(quoted, ALIKE).having(quotations=(words,))).card.what
    assert (both.point, both.why) == ("alike", "Told by Harbour Times and The Gull.")
    alone = brief(story(quoted).having(quotations=(words,))).card.what
    assert (alone.point, alone.why) == ("quoted", "Quoted by Harbour Times.")
    behind = replace(words, report="r1", content=reading("Nobody was hurt", "r1").passages)
    assert brief(story(ALIKE).having(quotations=(behind,))).card.what.why == "Told by Harbour Times and The Gull."
    indirect = brief(story(quoted, ALIKE).having(quotations=(replace(words, manner="indirect"),))).card.what
    assert indirect.point == "quoted"


def beginning(of: Dossier, *leads: str) -> Dossier:
    """The same reports, the text of each of which begins with these of their words."""
    made = []
    for one, words in zip(of.reports, leads, strict=True):
        start = one.text.find(words)
        blocks = (Block(0, start, "headline"), Block(start, start + len(words), "lead"), Block(start + len(words), len(one.text), "body"))
        made.append(replace(one, blocks=blocks))
    return of.having(reports=tuple(made))


LOOMS, OTHERS = "About 140 looms were lost.", "About 160 looms were lost."


def test_what_several_texts_tell_is_what_happened_where_one_begins_with_it() -> None:
    lost = point("lost", "agreed", reading("looms were lost", "r1", "r3"))
    made = brief(beginning(story(ALIKE, lost), LOOMS, LOOMS, OTHERS)).card
    assert (made.what.told, made.what.point, made.alike) == ("alike", "lost", None)


def test_else_it_is_how_the_text_begins_that_most_reports_have_and_what_is_told_alike_stands_below() -> None:
    made = brief(beginning(story(ALIKE), LOOMS, LOOMS, OTHERS)).card
    assert (made.what.told, made.what.text, made.what.citation.numbers) == ("lead", LOOMS, (1,))
    assert made.what.why == "So begins the text of Harbour Times, which 2 of 3 reports have."
    assert [passage.text for passage in made.what.citation.passages] == [LOOMS]
    assert made.alike is not None
    assert made.alike.point == "alike"
    assert "Told alike    The mill will reopen in May [1][2][3]" in printed(beginning(story(ALIKE), LOOMS, LOOMS, OTHERS))
    none = brief(beginning(story(RISES), LOOMS, LOOMS, OTHERS)).card
    assert (none.what.told, none.alike) == ("lead", None)
    assert none.what.why == "So begins the text of Harbour Times, which 2 of 3 reports have; reports differ on it, see below."


def test_a_text_begins_as_the_report_has_it_that_stands_nearest_to_it() -> None:
    edited = Borrowing("b1", "s1", "r1", "o-Harbour Times", "translation", "inferred", 0.6, "Why.", ())
    nearer = replace(edited, id="b2", taker="r2", kind="edited", score=0.9)
    made = brief(beginning(story(ALIKE), LOOMS, LOOMS, OTHERS).having(borrowings=(edited, nearer))).card
    assert made.what.citation.numbers == (2,)
    whole = replace(nearer, taker="r1", giver="r2", kind="verbatim", score=1.0)
    assert brief(beginning(story(ALIKE), LOOMS, LOOMS, OTHERS).having(borrowings=(whole,))).card.what.citation.numbers == (2,)
    cited = replace(nearer, basis="cited", score=0.0)
    assert brief(beginning(story(ALIKE), LOOMS, LOOMS, OTHERS).having(borrowings=(edited, cited))).card.what.citation.numbers == (2,)


def test_what_a_text_begins_with_is_not_what_happened_where_it_is_only_quoted() -> None:
    lost = point("lost", "agreed", reading("looms were lost", "r1", "r3"))
    words = Quotation("q1", "r1", "s1", "direct", lost.readings[0].passages[:1], None, None, None, "Ada Norn", 0.9, None)
    made = brief(beginning(story(lost), LOOMS, LOOMS, OTHERS).having(quotations=(words,))).card
    assert made.what.told == "lead"
    assert made.alike is not None
    assert made.alike.why.startswith("Quoted by ")


def test_independently_is_said_only_where_it_is_established() -> None:
    norn = (Informant("Ada Norn", "e1", (0,)),)
    kinds = ("established", "not_established", "not_recorded")
    told = {kind: card(replace(ALIKE, independence=kind, informants=norn)).what.why for kind in kinds}
    assert "independently" in told["established"]
    assert told["not_established"] == "Told by Harbour Times and The Gull, on the word of Ada Norn."
    assert told["not_recorded"] == "Told by Harbour Times and The Gull."
    assert "independent" not in as_text(brief(story(RISES, ALIKE)))


def test_a_partys_own_word_and_one_owner_are_told_whatever_is_carried_besides() -> None:
    three = {"Harbour Times": ("r1",), "The Gull": ("r2",), "The Tern": ("r3",)}
    of = story(texts=three)
    pair = Pair(of.reports[0].passage(22, 40), of.reports[1].passage(22, 40))
    rows = tuple(
        Borrowing(f"b{taker}{giver}", "s1", taker, giver, "partial", "known", 0.2, "Why.", (pair,))
        for taker, giver in (("r1", "r2"), ("r2", "r3"), ("r3", "r1"))
    )
    first, *others = of.origins
    made = brief(of.having(borrowings=rows, origins=(replace(first, release=True), *others))).card
    assert made.carrying[0] == "1 of them a party's own word"
    assert len(made.carrying) == 3
    assert made.more_carrying == 1


def test_without_such_a_line_the_headline_of_the_earliest_report_stands_there_and_is_called_so() -> None:
    what = card(RISES).what
    assert (what.told, what.text, what.citation.numbers) == ("headline", "Mill burns at Oskerra", (1,))
    assert what.why == "The headline of the earliest report."
    assert [passage.text for passage in what.citation.passages] == ["Mill burns at Oskerra"]


def test_separate_texts_stand_by_name_with_their_reports() -> None:
    made = card(RISES)
    assert (made.reports, made.outlets, made.texts) == (3, 3, 2)
    assert [(text.name, text.numbers) for text in made.names] == [("Harbour Times", (1, 2)), ("The Gull", (3,))]
    assert "Sources       3 reports · 3 outlets · 2 separate texts: Harbour Times (2); The Gull" in printed(story(RISES))


def test_where_the_number_of_separate_texts_is_open_it_says_between_which() -> None:
    of = story()
    counts = of.story.counts
    said = "Whether some of these are one text is open: there may be 2 to 3"
    opened = of.having(story=replace(of.story, counts=replace(counts, origins_least=2, origins_most=3)))
    settled = of.having(story=replace(of.story, counts=replace(counts, origins_least=2, origins_most=2)))
    assert any(said in line for line in printed(opened))
    assert not any("is open" in line for line in (*printed(settled), *printed(of)))


def test_a_difference_says_what_it_is_in_plain_words() -> None:
    kinds = {"conflict": "contradiction", "revised": "update", "spread": "estimates differ", "scope": "extent differs"}
    for verdict, words in kinds.items():
        (difference,) = card(replace(RISES, verdict=verdict)).differences  # type: ignore[arg-type]
        assert difference.kind == words
        assert [answer.citation.numbers for answer in difference.answers] == [(1, 2), (3,)]
    quoted = card(replace(RISES, verdict="conflict", kinds=("quotation",))).differences[0]
    assert quoted.kind == "quoted differently"
    assert card(replace(RISES, within_report=True)).differences[0].kind == "update within one report"
    assert card(replace(RISES, cause="correction")).differences[0].kind == "update, likely cause: correction"
    assert card(replace(RISES, verdict="compatible")).differences == ()


def test_what_is_not_right_nine_times_in_ten_is_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it is about, and whether one copy made it: on the card stands none, no line told alike and nothing that rests on one."""
    of = beginning(story(ALIKE, RISES, COPIED), LOOMS, LOOMS, OTHERS)
    read(monkeypatch, DOUBTFUL, alike=DOUBTFUL)
    made = brief(of).card
    assert (made.differences, made.changed, made.possible, made.alike, made.what.told) == ((), (), 2, None, "lead")
    assert made.what.why.endswith("2 of 3 reports have."), "no word of a difference that is not sure"
    assert made.newest is not None
    assert made.newest.updates == ()
    told = "No difference is sure enough to stand here; 2 possible below: machine reading, check before use."
    assert made.nothing == told
    assert printed(of)[-1] == told
    read(monkeypatch, DOUBTFUL, number=SURE, asks="Asked of rises")
    assert [one.id for one in brief(of).card.differences] == ["rises"]
    assert printed(of)[-1] == "1 more possible difference below: machine reading, check before use."
    read(monkeypatch, SURE, number=DOUBTFUL, asks="Asked of rises")
    assert [[one.id for one in each] for each in (brief(of).card.differences, brief(of).card.changed)] == [[], ["copied"]]
    monkeypatch.setattr(measured, "SORTS", (Sort("number", re.compile("."), SURE),))
    made = brief(story(replace(RISES, kinds=("number", "place")), replace(COPIED, kinds=("polarity",)))).card
    assert made.possible == 2, "what was never read is not sure, nor is what is of two kinds, one of them never read"


def test_a_verdict_that_is_right_less_often_than_the_difference_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the newest report says stands there then: it tells an editor more than a guess whether it is an update."""
    read(monkeypatch, REAL)
    for verdict in ("revised", "conflict"):
        (difference,) = card(replace(RISES, verdict=verdict)).differences  # type: ignore[arg-type]
        assert (difference.verdict, difference.kind) == (None, None)
        assert [answer.newest for answer in difference.answers] == [False, True]
    assert "  Asked of rises?" in printed(story(RISES))
    assert "- Asked of rises?\n" in as_markdown(brief(story(RISES)))
    assert "Where they differ" in as_markdown(brief(story(RISES)), full=True)
    assert "**update" in as_markdown(brief(story(RISES)), full=True), "below the card its verdict stands, with its figure"


def test_few_readings_say_nothing() -> None:
    assert not Measured(9, 0, 0, "lines").good
    assert not Measured(9, 0, 0, "lines").real
    assert Measured(9, 0, 1, "lines").good
    assert not Measured(8, 1, 1, "lines", renamed=0).real
    assert Measured(8, 1, 1, "lines", renamed=1).real


def test_what_one_copy_changed_stands_apart_from_what_separate_texts_tell() -> None:
    made = card(RISES, COPIED)
    assert [one.id for one in made.differences] == ["rises"]
    assert [one.id for one in made.changed] == ["copied"]
    lines = printed(story(RISES, COPIED))
    heading = lines.index("Changed by one copy of a text")
    assert lines.index("  Asked of rises? (update)") < heading < lines.index("  Asked of copied? (contradiction)")


def test_answers_that_are_spelt_otherwise_are_one() -> None:
    again = replace(reading("About 140 looms", "r2"), value="about 140 looms")
    (difference,) = card(replace(RISES, readings=(reading("About 140 looms", "r1"), again, reading("About 160 looms", "r3")))).differences
    assert [answer.citation.numbers for answer in difference.answers] == [(1, 2), (3,)]


def test_the_newest_answer_to_a_question_on_the_card_is_called_so() -> None:
    made = card(RISES)
    assert [answer.newest for answer in made.differences[0].answers] == [False, True]
    assert made.newest is not None
    assert (made.newest.report.number, made.newest.undated, made.newest.updates) == (3, 0, ())
    assert "    About 140 looms [1][2] · newest: About 160 looms [3]" in printed(story(RISES))
    assert not any(answer.newest for answer in card(replace(RISES, verdict="conflict")).differences[0].answers)


def test_a_copy_of_an_old_text_says_nothing_new_though_it_is_the_newest() -> None:
    """The last report still tells what the first one told: the answer of the second day is not what was before it."""
    days: dict[str, str | None] = {"r1": "2024-05-01", "r2": "2024-05-02", "r3": "2024-05-03"}
    copied = point("old", "revised", reading("The mill will reopen in May", "r1", "r3"), reading("Three were hurt", "r2"))
    assert not any(answer.newest for answer in card(copied, dates=days).differences[0].answers)
    newest = card(*(replace(copied, id=f"p{number}") for number in range(MOST_DIFFERENCES + 1)), dates=days).newest
    assert newest is not None
    assert (newest.report.report, newest.updates) == ("r3", ())


def test_of_one_day_the_time_tells_what_is_new() -> None:
    day: dict[str, str | None] = {"r1": "2024-05-01T08:00:00+00:00", "r2": "2024-05-01T09:00:00+00:00", "r3": "2024-05-01T12:30:00+02:00"}
    assert [answer.newest for answer in card(RISES, dates=day).differences[0].answers] == [False, True]
    assert not any(answer.newest for answer in card(RISES, dates=day | {"r3": "2024-05-01"}).differences[0].answers)


def test_what_the_newest_report_changed_besides_stands_with_what_was_before() -> None:
    newest = card(*(replace(RISES, id=f"p{number}") for number in range(MOST_DIFFERENCES + 1))).newest
    assert newest is not None
    (update,) = newest.updates
    assert ([piece.text for piece in update.now.pieces], update.now.citation.numbers) == (["About 160 looms"], (3,))
    assert ([piece.text for piece in update.before.pieces], update.before.citation.numbers) == (["About 140 looms"], (1, 2))


def test_a_difference_between_earlier_reports_is_no_change_by_the_newest() -> None:
    newest = card(replace(COPIED, verdict="revised", pairs=(Between(0, 1, "revised", "Why."),))).newest
    assert newest is not None
    assert newest.updates == ()


def test_only_a_later_state_is_an_update_and_not_another_source_or_the_newest_itself() -> None:
    beside = replace(RISES, pairs=(Between(0, 1, "spread", "Why."),))
    both = replace(RISES, readings=(replace(RISES.readings[0], reports=("r1", "r2", "r3")), RISES.readings[1]))
    for made in (beside, both):
        newest = card(made).newest
        assert newest is not None
        assert newest.updates == ()


def test_those_on_whose_word_most_rests_stand_first_with_what_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is told to have said one thing is counted only, as is who has no name; a medium is no informant."""
    norn, quill, once = (Informant(name, key, (0,)) for name, key in (("Una Norn", "e1"), ("Bo Quill", "e2"), ("Ada Pell", "e4")))
    struck = replace(COPIED, informants=(quill,), struck="by Ada")
    medium, letters = Informant("Paper r2", None, (0,)), Informant("harbour reports", None, (0,))
    of = story(replace(ALIKE, informants=(norn, once, medium)), replace(RISES, informants=(norn, quill, letters)), struck)
    words = [reading(words, "r1").passages[0] for words in ("About 140 looms", "The mill will reopen in May")]
    said = [
        Statement(f"s-{who}-{number}", "r1", "s1", told, None, "lost", None, None, None, (), "affirmed", "actual", None, key, name)
        for who, (name, key) in enumerate((("Una Norn", "e1"), ("Bo Quill", "e2"), ("Ada Pell", "e4")))
        for number, told in enumerate(words[: 1 if name == "Ada Pell" else 2])
    ]
    few = replace(ALIKE, id="few", informants=(Informant("few skippers", "e3", (0,)),))
    group = Entity("e3", "s1", "group", "few skippers", None, None, None, ())
    of = of.having(statements=tuple(said), points=(*of.points, few), entities=(group,))
    shown = brief(of).card
    assert [(one.name, one.citation.passages) for one in shown.on_word] == [("Una Norn", tuple(words)), ("Bo Quill", tuple(words))]
    assert (shown.informants, shown.more_on_word, shown.nameless) == (3, 1, 2)
    assert "On whose word 3 named informants: Una Norn, Bo Quill, and 1 more; 2 without a name" in printed(of)
    assert "On whose word 1 informant without a name" in printed(of.having(points=(few,)))
    copies = tuple(replace(few, id=f"few{at}", informants=(Informant("few skippers", key, (0,)),)) for at, key in enumerate(("e3", "e5")))
    both = of.having(points=copies, entities=(group, replace(group, id="e5")))
    assert "On whose word 1 informant without a name" in printed(both), "of a text and its copy"
    paper = of.having(points=(few,), entities=(replace(group, kind="document", name="a summary seen by The Gull"),))
    assert "On whose word 1 informant without a name" in printed(paper), "a paper is nobody's name"
    monkeypatch.setattr(measured, "FIGURES", {**measured.FIGURES, "informants": DOUBTFUL})
    assert "On whose word 3 named informants; 2 without a name" in printed(of)


def test_undated_reports_are_counted_and_make_none_the_newest() -> None:
    some = card(RISES, dates=DATES | {"r3": None}).newest
    assert some is not None
    assert (some.report.number, some.undated) == (2, 1)
    made = card(RISES, dates=dict.fromkeys(DATES))
    assert made.newest is None
    assert made.what.why.endswith("The headline of the first report, which is undated.")
    assert "Newest        Not known: no report is dated." in printed(story(RISES, dates=dict.fromkeys(DATES)))


def test_what_a_person_decided_of_the_reports_stands_on_the_card() -> None:
    at = "2024-05-03T09:00:00+00:00"
    outlet = decided("report", None, Value("Harbour Daily", reports=("r2",), fact="outlet"), "Ada Quill", at)
    hour = decided("report", None, Value("2024-05-02T09:00:00+01:00", reports=("r3",), fact="published"), "Ada Quill", at)
    nobody = decided("report", None, Value(None, reports=("r1",), fact="byline"), None, None)
    undone = replace(decided("report", None, Value("The Gull", reports=("r2",), fact="outlet"), None, None), undone=at)
    joined = decided("join", None, Value(reports=("r1", "r2")), None, None)
    of = story(RISES).having(decisions=(outlet, hour, undone, joined))
    assert brief(of).card.corrected == (
        "Time of publication of [3]: 2 May 2024, 09:00 UTC+1, by Ada Quill on 2024-05-03",
        "Outlet of [2]: Harbour Daily, by Ada Quill on 2024-05-03",
    )
    assert any(line.startswith("Corrected     Time of publication of [3]") for line in printed(of))
    words = story().reports[0].passage(0, 4)
    speaker = decided("speaker", Anchor("r1", 0, 4, words.text), Value("Ada Norn"), "Bo", at)
    made = brief(of.having(decisions=(outlet, nobody, speaker))).card
    assert made.corrected[0] == f"“{words.text}” was said by Ada Norn, by Bo on 2024-05-03"
    assert made.corrected[1] == "Author of [1]: not known, by a person"
    assert made.more_corrected == 1


def test_where_there_is_nothing_to_report_a_line_says_so() -> None:
    assert card().nothing == card(ALIKE).nothing == "No contradiction, update or other grave difference found."
    assert card(RISES).nothing is None
    assert printed(story(ALIKE))[-1] == "No contradiction, update or other grave difference found."


def test_of_a_story_of_which_part_could_not_be_judged_it_never_says_that_nothing_differs() -> None:
    for points in ((), (ALIKE,), (RISES,)):
        made = brief(story(*points).having(lost=True)).card
        assert made.nothing is None
        assert made.lost == "Part of this story could not be judged: differences may be missing. The next read tries again."
        assert made.lost in printed(story(*points).having(lost=True))
        view = brief(story(*points).having(lost=True))
        for told in (as_text(view, full=True), as_markdown(view, full=True)):
            assert "No difference found" not in told, "below the card neither"
    assert "No difference found." in as_text(brief(story()), full=True)
    assert card(RISES).lost is None


def test_of_copies_alone_it_says_that_none_confirms_another() -> None:
    copies = {"Harbour Times": ("r1", "r2")}
    made = card(texts=copies)
    assert made.texts == 1
    assert made.nothing == "No grave difference found. All 2 reports go back to one text: none of them confirms another."
    assert [one.id for one in card(COPIED, texts=copies).changed] == ["copied"]


def test_of_one_report_it_says_that_there_is_nothing_to_hold_it_against() -> None:
    made = card(texts={"Harbour Times": ("r1",)})
    assert made.nothing == "Nothing to report: there is no other report to hold this one against."
    assert made.what.why == "There is one report only: this is its headline."


def test_reports_that_were_not_read_for_what_they_say_are_counted() -> None:
    of = story()
    of = of.having(reports=(*of.reports[:2], replace(of.reports[2], language="de")))
    assert str(brief(of).card.nothing).endswith("In a language that is not read: 1 report.")


def test_a_report_without_a_headline_is_no_error() -> None:
    of = story()
    of = of.having(reports=tuple(replace(one, title=None) for one in of.reports))
    assert brief(of).card.what.told == "nothing"
    assert "What happened There is no headline." in printed(of)


def test_what_was_struck_or_proposed_by_a_second_reader_is_not_on_the_card() -> None:
    made = card(replace(RISES, struck="by Ada"), replace(COPIED, proposed_by="model"))
    assert (made.differences, made.changed) == ((), ())


def test_every_line_rests_on_exact_passages_in_the_data_too() -> None:
    of = story(ALIKE, *(replace(RISES, id=f"p{number}") for number in range(MOST_DIFFERENCES + 1)), COPIED)
    shown = brief(of).card
    texts = {one.id: one.text for one in of.reports}
    passages = list(passages_in(shown))
    assert {one.report for one in passages} == {"r1", "r2", "r3"}
    assert all(texts[one.report][one.start : one.end] == one.text for one in passages)
    row = json.loads(as_json(brief(of)))["card"]
    assert [one["kind"] for one in row["differences"]] == ["update"] * MOST_DIFFERENCES
    assert row["newest"]["updates"][0]["before"]["citation"]["numbers"] == [1, 2]


def test_two_thousand_reports_are_one_screen() -> None:
    of = large.story(2_000, points=200, others=5)
    lines = printed(of)
    assert len(lines) <= 30
    assert all(len(line) <= 100 for line in lines)
    shown = brief(of).card
    assert len(shown.differences) + len(shown.changed) + shown.more_differences + shown.more_changed == 100
    assert len(shown.names) + shown.more_names == shown.texts == 1_000


def test_the_card_is_the_head_of_text_and_markdown() -> None:
    view = brief(dossier())
    text, page = as_text(view, full=True), as_markdown(view, full=True)
    assert text.index("What happened") < text.index("REPORTS")
    assert page.index("**What happened**") < page.index("## Reports")
    assert text.startswith(as_text(view).partition("With --full")[0])
    assert page.startswith(as_markdown(view).partition("With --full")[0])
    assert r"**Changed by one copy of a text**" in page


def test_an_excerpt_holds_the_words_that_differ_and_says_what_it_leaves_out() -> None:
    long = (Marked("word " * 40, False), Marked("not", True), Marked(" word" * 40, False))
    cut = excerpt(long)
    assert [piece.text for piece in cut if piece.differs] == ["not"]
    text = "".join(piece.text for piece in cut)
    assert text.startswith("… word")
    assert text.endswith("word …")
    assert len(text) <= LONGEST_ANSWER + 4
    assert set(text.replace("…", "").split()) == {"word", "not"}
    assert excerpt((Marked("short", True),)) == (Marked("short", True),)
    whole = excerpt((Marked("x" * 200, True),))
    assert "".join(piece.text for piece in whole) == "x" * LONGEST_ANSWER + " …"


def test_a_long_passage_without_marked_words_gives_way_to_its_value() -> None:
    passage = Passage("r1", 0, len(LINES["r1"]), LINES["r1"])
    odd = Reading("Nobody hurt", (), (passage,), ("r1",), ("o-Harbour Times",))
    other = replace(RISES.readings[1], passages=(Passage("r3", 0, len(LINES["r3"]), LINES["r3"]),))
    (difference,) = card(replace(RISES, kinds=("polarity",), readings=(odd, other))).differences
    assert "".join(piece.text for piece in difference.answers[0].pieces) == "Nobody hurt"
    assert [piece.text for piece in difference.answers[1].pieces if piece.differs] == ["About 160 looms"]
