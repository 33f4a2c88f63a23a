"""The order of work: plain tuples of stages, and the functions that run them. No judgement is made here.

Whoever runs stages says what happens when one raises: `stop` (the default; tests and benchmarks) or `noting` it and going on (the job).
"""

import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, NoReturn, TypeVar

import numpy as np

from variorum import corrections, descent
from variorum.language import pack, pages, reader
from variorum.model.decision import Decision
from variorum.model.paragraph import Analysis, Paragraph
from variorum.model.proposal import Answer
from variorum.model.report import Block, Report
from variorum.model.rows import content_id
from variorum.model.sentence import bare
from variorum.model.story import Counts, Dossier, Story, places
from variorum.paragraph import stages
from variorum.proposals import keeping
from variorum.questions import answering, independence
from variorum.story import chances, ids, names, positions, utterances
from variorum.story import events as story_events
from variorum.story import quotations as story_quotations
from variorum.story import statements as story_statements

T = TypeVar("T")
OnError = Callable[[str, Exception], None]  # the name of the stage, and what it raised


class Stage(NamedTuple):
    """A step of a look. `needs` and `sets` are fields of what it is given (an Analysis or a Dossier), besides those that are there from the
    beginning: what it asks of the findings of earlier stages, and what it puts there. `tests/test_pipeline.py` holds it to its word."""

    name: str
    run: Callable[..., Any]
    needs: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()

    def __call__(self, *given: Any) -> Any:
        return self.run(*given)


OF_REPORT: tuple[Stage, ...] = (
    Stage("blocks", pages.blocks, (), ("blocks", "title", "byline", "dateline", "credits", "kind", "form", "corrections")),
)
OF_PARAGRAPH: tuple[Stage, ...] = (
    Stage("sentences", stages.sentences, (), ("sentences",)),
    Stage("referents", stages.referents, (), ("referents",)),
    Stage("quotations", stages.quotations, (), ("quotations",)),
    Stage("statements", stages.statements, ("quotations",), ("statements",)),
    Stage("events", stages.events, (), ("events",)),
    Stage("stands", stages.stands, ("sentences", "quotations"), ("stands",)),
)
# All that is found in a story: the rows that have an id, and name others by theirs.
NAMED = ("origins", "borrowings", "entities", "quotations", "utterances", "statements", "points", "events", "positions")
OF_STORY: tuple[Stage, ...] = (
    Stage("descent", descent.trace, (), ("origins", "borrowings", "story", "worked")),
    Stage("names", names.join, (), ("entities",)),
    Stage("names corrected", corrections.names, ("entities",), ("entities",)),
    Stage("speakers", story_quotations.attribute, ("borrowings", "entities"), ("entities", "quotations")),
    Stage("speakers corrected", corrections.speakers, ("entities", "quotations"), ("entities", "quotations")),
    Stage("who tells", story_quotations.follow, ("entities", "quotations"), ("entities", "quotations")),
    Stage("sayings", chances.keep, ("entities", "quotations"), ("entities", "quotations")),
    Stage("placing", story_statements.place, ("entities", "quotations"), ("statements",)),
    Stage("utterances", utterances.join, ("origins", "borrowings", "entities", "quotations"), ("quotations", "utterances", "worked")),
    Stage(
        "questions",
        answering.answer,
        ("origins", "borrowings", "entities", "quotations", "utterances", "statements"),
        ("points", "heard", "worked"),
    ),
    Stage("proposals", keeping.propose, ("origins", "borrowings", "entities", "quotations", "statements", "points"), ("points",)),
    Stage("independence", independence.weigh, ("origins", "entities", "statements", "points"), ("points",)),
    Stage("points corrected", corrections.points, ("points",), ("points",)),
    Stage("events", story_events.gather, ("origins", "borrowings", "entities"), ("events",)),
    Stage("chances", chances.weigh, ("entities", "quotations", "events"), ("quotations", "events")),
    Stage("positions", positions.gather, ("origins", "borrowings", "entities", "quotations"), ("positions", "worked")),
    Stage("ids", ids.give, NAMED, NAMED),
)


class Failure(NamedTuple):
    """Work that could not be done: which stage raised what, in words; `trace` is for the log."""

    reason: str
    trace: str = ""


def stop(stage: str, error: Exception) -> NoReturn:
    """A bug stops at once."""
    raise error


def noting(failures: list[Failure]) -> OnError:
    """A stage that raises leaves its part empty, and is noted."""

    def note(stage: str, error: Exception) -> None:
        failures.append(Failure(f"{stage}: {type(error).__name__}: {error}", "".join(traceback.format_exception(error))))

    return note


def through(stages: Iterable[Stage], begun: T, on_error: OnError, *before: object) -> T:
    """What the stages make of something, one after the other; each is given what comes `before` first. The only runner of stages."""
    found = begun
    for stage in stages:
        try:
            found = stage(*before, found)
        except Exception as error:
            on_error(stage.name, error)
    return found


def prepare(report: Report, on_error: OnError = stop) -> Report:
    """A report with its blocks marked, by the report stages in order."""
    return through(OF_REPORT, report, on_error)


def analyse(paragraph: Paragraph, on_error: OnError = stop) -> Analysis:
    """All that the paragraph stages find in one parsed paragraph; in a language that is not read, its sentences."""
    reading = pack.reading(paragraph)
    if reading is None:
        return Analysis(paragraph.key, bare(paragraph.sentences))
    return through(OF_PARAGRAPH, Analysis(paragraph.key, bare(paragraph.sentences), paragraph.mentions), on_error, reading)


def analyse_texts(
    texts: Sequence[str], languages: Sequence[str | None] = ()
) -> list[tuple[Analysis, np.ndarray[Any, np.dtype[np.float16]]]]:
    """Distinct paragraphs read and analysed together; a bug stops. One (analysis, sentence vectors) a text."""
    return [(analyse(paragraph), paragraph.vectors) for paragraph in reader.read(texts, languages)]


def paragraphs(report: Report) -> list[tuple[Block, str, str]]:
    """The speaking blocks of a report as (block, text, words' key): what the language layer has to know."""
    return [(place.block, report.text[place.block.start : place.block.end], place.key) for place in places(report)]


def instant(published: str | None) -> str:
    """A time of publication in a form that sorts, whatever its zone was: a bare day stands at its beginning, an undated one after all."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return "~"
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def story_of(reports: Sequence[Report]) -> Story:
    """The bare story of a group of reports: title of the first report that has one. Origins are counted later.

    Its id is made from its members until the job names it.
    """
    ordered = sorted(reports, key=lambda report: (instant(report.told_at), report.origin.rsplit("/", 1)[-1], report.id))
    dates = [report.told_at for report in ordered if report.told_at]
    named = [report.outlet or pages.agency_alone(report) for report in ordered]
    outlets, unnamed = set(filter(None, named)), named.count(None)
    return Story(
        id=content_id("story", sorted(report.id for report in ordered)),
        title=next((report.title for report in ordered if report.title), "Untitled"),
        reports=tuple(report.id for report in ordered),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        counts=Counts(len(ordered), len(outlets) + unnamed, 0),
    )


def bare_dossier(
    reports: Sequence[Report],
    analyses: dict[str, Analysis],
    vectors: dict[str, np.ndarray[Any, np.dtype[np.float16]]],
    decisions: Sequence[Decision] = (),
    answers: Sequence[Answer] = (),
) -> Dossier:
    """A story with its paragraphs at their places, with what a person decided of these reports and what a second reader answered, and
    nothing judged yet."""
    story = story_of(reports)
    by_id = {report.id: report for report in reports}
    ordered = tuple(by_id[report] for report in story.reports)
    placed = tuple(place for report in ordered for place in places(report))
    keys = {place.key for place in placed}
    known = {key: analyses[key] for key in keys}, {key: vectors[key] for key in keys}
    return Dossier(story, ordered, placed, *known, tuple(decisions), tuple(answers))


def judge(dossier: Dossier, on_error: OnError = stop) -> Dossier:
    """The dossier after every story stage."""
    return through(OF_STORY, dossier, on_error)


def dossier_of(reports: Sequence[Report], decisions: Sequence[Decision] = ()) -> Dossier:
    """Everything known of a few reports that are one story, worked out here and now, without a library. For small sets and tests."""
    prepared = [prepare(report) for report in reports]
    texts = {key: (text, report.language) for report in prepared for _, text, key in paragraphs(report)}
    found = dict(zip(texts, analyse_texts(*zip(*texts.values(), strict=True)) if texts else [], strict=True))
    analyses = {key: analysis for key, (analysis, _) in found.items()}
    vectors = {key: rows for key, (_, rows) in found.items()}
    return judge(bare_dossier(prepared, analyses, vectors, decisions))
