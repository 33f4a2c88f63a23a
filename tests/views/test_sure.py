"""Pages show what is above the bar and count what is below it; the export has all."""

from dataclasses import replace

from made import dossier
from variorum.model.point import Position
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.views.brief import brief
from variorum.views.page import as_markdown, as_text, kept_back
from variorum.views.sure import CLAIMED, HAPPENED, HELD, READS, SAID, SAID_TWICE, TOLD, Unsure, shown, unsure


def told(said: tuple[float, float] = (0.95, 0.92), stand: float = 0.9, event: float = 0.96) -> Dossier:
    """The made story with these confidences."""
    made = dossier()
    return made.having(
        quotations=tuple(replace(row, confidence=value) for row, value in zip(made.quotations, said, strict=True)),
        positions=tuple(replace(row, confidence=stand) for row in made.positions),
        events=tuple(replace(row, confidence=event, text_info={"outright": True}) for row in made.events),
    )


def test_what_is_at_the_bar_is_shown_and_what_is_below_it_is_counted() -> None:
    story = told((SAID, SAID), HELD, HAPPENED)
    assert (len(shown(story).utterances), len(shown(story).positions), len(shown(story).events)) == (1, 1, 1)
    story = told((SAID - 0.0001, SAID_TWICE - 0.0001), HELD - 0.0001, HAPPENED - 0.0001)
    left = shown(story)
    assert (left.quotations, left.utterances, left.positions, left.events) == ((), (), (), ())
    assert unsure(story, shown(story)) == Unsure(1, 1, 1)


def test_what_two_reports_give_to_one_speaker_needs_less_to_be_shown() -> None:
    (kept,) = shown(told((SAID_TWICE, SAID_TWICE))).utterances
    assert len(kept.quotations) == 2
    story = told((SAID_TWICE, SAID_TWICE))
    one_report = story.having(quotations=tuple(replace(row, report=story.quotations[0].report) for row in story.quotations))
    assert shown(one_report).utterances == ()


def test_a_bare_claim_is_shown_if_it_reads_alone_and_its_words_are_surely_the_partys() -> None:
    story = told(stand=HELD)
    (stand,) = story.positions
    said = story.quotations[0]
    words = "the harbour will stay shut until the last trawler is paid for"
    claim = replace(stand, stance="states", party=said.speaker_name or "", passages=said.content, issue=words)

    def is_shown(one: Position, **changed: tuple[Quotation, ...]) -> bool:
        return shown(story.having(positions=(one,), **changed)).positions == (one,)

    assert is_shown(claim)
    assert not is_shown(replace(claim, confidence=HELD - 0.01))
    assert not is_shown(replace(claim, party="Kurt Bein", party_entity="e9"))
    assert not is_shown(claim, quotations=tuple(replace(row, confidence=CLAIMED - 0.01) for row in story.quotations))
    for other in ("the harbour will stay shut", f"we say that {words}", f"{claim.party} says that {words}", f"{words} … or not"):
        assert not is_shown(replace(claim, issue=other)), other


def test_what_is_not_told_in_so_many_words_stays_in_the_export() -> None:
    story = told()
    assert shown(story.having(events=tuple(replace(row, text_info={}) for row in story.events))).events == ()


def test_a_wording_that_is_unsure_is_no_variant() -> None:
    (kept,) = shown(told((0.92, 0.1))).utterances
    assert [variant.value for variant in kept.variants] == ["We keep our word"]
    assert (kept.quotations, kept.differs) == (("q1",), "none")
    story = told((0.92, 0.1))
    differing = story.having(utterances=tuple(replace(one, differs="meaning") for one in story.utterances))
    assert len(shown(differing).utterances[0].variants) == 2
    (both,) = shown(told()).utterances
    assert (len(both.variants), both.differs) == (2, "wording")


def test_words_that_are_surely_another_speakers_do_not_carry_an_utterance() -> None:
    story = told((0.1, 0.92))
    rows = (story.quotations[0], replace(story.quotations[1], speaker_name="Kurt Bein"))
    assert shown(story.having(quotations=rows)).utterances == ()


def test_the_page_says_how_many_more_there_are() -> None:
    view = brief(told((0.1, 0.1), 0.1, 0.1))
    assert view.unsure == Unsure(1, 1, 1)
    assert (view.said, view.positions.cells, view.happened) == ((), {}, ())
    for text in (as_text(view, full=True), as_markdown(view, full=True)):
        for table in ("utterances", "positions", "events"):
            assert f"1 line is in the export alone ({table}): less sure." in text
        assert "We keep our word" not in text.partition("ho said what")[2]
    assert "in the export" not in as_text(brief(told()), full=True)
    assert kept_back("said", 2, 3) == "2 more lines are in the export alone (utterances): less sure"
    assert kept_back("proposed", 2, 3) == "2 more lines are in the export (points): less sure", "the table of differences has them too"


def test_an_open_speaker_is_no_line_that_was_left_out() -> None:
    story = told((0.1, 0.1))
    open_one = story.having(utterances=tuple(replace(one, speaker=None, speaker_name=None) for one in story.utterances))
    assert unsure(open_one, shown(open_one)).said == 0


def test_a_line_is_shown_from_its_bar_on_and_counted_below_it() -> None:
    story = dossier()
    (alike,) = (point for point in story.points if point.verdict == "agreed")
    for verdict, bar in (("agreed", TOLD), ("single", READS)):
        at, below = (brief(story.having(points=(replace(alike, verdict=verdict, confidence=one),))) for one in (bar, bar - 0.0001))
        assert [len(view.agreed) + len(view.single) for view in (at, below)] == [1, 0]
        assert [getattr(view.unsure, verdict) for view in (at, below)] == [0, 1]
