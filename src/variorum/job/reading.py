"""The reading job: files to reports to paragraphs to stories, each step kept in the library as soon as it is done.

No judgement is made here, and nothing of the order of judgements: that is pipeline.py.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Any

import numpy as np

from variorum import corrections, pipeline
from variorum.across.sequels import resolved
from variorum.contracts import Engine, Given, Lost
from variorum.job import versions
from variorum.job.corrected import facts, leave_out, prepared_as
from variorum.job.dossiers import answered, dossier_of
from variorum.job.filing import Outcome, Progress, Unknown, found_for, no_progress, outcome_of, unknown
from variorum.job.grouping import AGAIN, Grouped, group
from variorum.job.naming import Named, named
from variorum.language import reader
from variorum.model.decision import Decision, in_force
from variorum.model.paragraph import Analysis
from variorum.model.report import FAILURES, LOST, Block, Problem, Report, cut
from variorum.model.rows import to_row
from variorum.model.sentence import Sentence
from variorum.model.story import Dossier, Vectors, places
from variorum.pipeline import Failure
from variorum.sources import files
from variorum.store.earlier import Earlier
from variorum.store.library import FAILED, chunks
from variorum.store.packed import WIDTH
from variorum.store.writer import SOURCES, FileRead, Writer
from variorum.story import ids

log = logging.getLogger(__name__)

Pairs = list[tuple[Report, Report]]  # each report as its source gave it, and as the report stages made it

# The stages of problems that tell of decisions: in a story, and on reports that are not there.
CORRECTIONS, ABSENT = "corrections", "decisions"
# How much goes to a worker at a time: about a second of work each.
FILES_A_BATCH = 20
PARAGRAPHS_A_BATCH = 64
STORIES_A_BATCH = 4
# How much is kept at a time: what a killed job has to do again.
FILES_A_WRITE = 100
REPORTS_A_WRITE = 200
CHARACTERS_A_WRITE = 20_000_000  # of a large file's reports, each of which may be long
PARAGRAPHS_A_WRITE = 256
# Reports whose paragraphs are looked at together, so that memory does not grow with the library.
REPORTS_AT_ONCE = 2_000
# Files above this are taken for files of many records and kept a part at a time.
LARGE_FILE = 8_000_000  # bytes, unpacked


def run(
    library: Writer, paths: Iterable[str | Path | files.FoundFile], given: Given, engine: Engine, progress: Progress = no_progress
) -> Outcome:
    """Read files and folders into the library and judge the stories that changed.

    A job that is killed goes on where it stopped when it is run again, and ends in the same library. Raises WrongUse for a missing
    path or a date that is none, LibraryError and DiskFull where the library cannot be written.
    """
    files.check(given)
    before = set(library.reader.problems())
    found = found_for(library, paths)
    fresh, new = _read_files(library, found, given, engine, progress)
    return outcome_of(library, found, fresh, new, settle(library, engine, progress), before)


def settle(library: Writer, engine: Engine, progress: Progress = no_progress) -> tuple[str, ...]:
    """Bring every judgement up to date with the reports, what a person decided and the rules. Returns the ids of stories judged anew.

    What failed is told in `problems` and tried again here, at the next call, until it succeeds or is no more.
    """
    looks = versions.looks()
    settled = versions.hashed(looks, _told_alike(in_force(library.reader.decisions())))
    as_before = library.reader.meta("settled") == settled
    if as_before and not _outstanding(library, looks):
        if library.reader.meta("working"):
            library.finish(settled)
        return ()
    # From here to the end a killed job leaves the library unsettled, and the next one looks at all stories.
    library.unsettle()
    leave_out(library, lambda raw: _prepared(raw)[0])
    _prepare_stale(library, looks.reports)
    _analyse_new(library, looks.paragraphs, engine, progress)
    grouped = group(library, engine, looks.groups, not as_before, progress)
    changed = _judge_changed(library, looks, grouped, engine, progress)
    _tell_absent(library)
    library.finish(None if _outstanding(library, looks) else settled)
    return changed


def _tell_absent(library: Writer) -> None:
    """Tell of the decisions on reports that are not in the library; those that find nothing to hold to in a story are told with it."""
    library.forget_problems(ABSENT)
    there: dict[str, bool] = {}
    problems = []
    for decision in in_force(library.reader.decisions()):
        wanted = sorted(decision.reports - there.keys())
        there |= dict.fromkeys(wanted, False) | dict.fromkeys(library.reader.digests(wanted), True)
        if decision.kind != "remove" and (absent := sorted(report for report in decision.reports if not there[report])):
            problems.append(_unmet(absent[0], ABSENT, decision, "its report is not in the library"))
    if problems:
        library.put_problems(problems)


def _unmet(origin: str, stage: str, decision: Decision, why: str) -> Problem:
    return Problem(origin, stage, "decision", f"The decision {decision.id} ({decision.why}) does not apply: {why}. It is kept.")


def _outstanding(library: Writer, looks: versions.Looks) -> bool:
    """Is there anything new, or anything that failed?"""
    reader = library.reader
    stale = reader.stale_inputs(looks.reports, prepared_as(facts(library), looks.reports))
    return bool(reader.ungrouped() or reader.unanalysed(looks.paragraphs) or stale or reader.failed_stories())


def _prepare_stale(library: Writer, version: str) -> None:
    """Prepare the reports that these rules have not prepared, or whose stages failed."""
    library.forget_problems("report")
    told_of = facts(library)
    corrected = prepared_as(told_of, version)
    for part in chunks(library.reader.stale_inputs(version, corrected), REPORTS_A_WRITE):
        pairs: dict[str, Pairs] = {}
        problems: list[Problem] = []
        unprepared: set[str] = set()
        for raw in library.reader.raw(part):
            prepared, failures = _prepared(raw)
            told = corrections.report(prepared, told_of.get(raw.id, ()))
            pairs.setdefault(corrected.get(raw.id, version), []).append((raw, told))
            unprepared.update(raw.id for _ in failures)
            problems += problems_of_stages(raw, failures)
        for of, some in pairs.items():
            library.put_reports(some, of, problems, frozenset(unprepared))


def _prepared(raw: Report) -> tuple[Report, list[Failure]]:
    """A report by the report stages; where one fails, all of it counts as body text."""
    failures: list[Failure] = []
    prepared = pipeline.prepare(raw, pipeline.noting(failures))
    return (replace(raw, blocks=(Block(0, len(raw.text), "body"),)) if failures else prepared), failures


def problems_of_stages(raw: Report, failures: Sequence[Failure]) -> list[Problem]:
    return [problem_of(raw.origin, "report", "The parts of a report could not be told apart", failure) for failure in failures]


def problem_of(origin: str, stage: str, what: str, failure: Failure) -> Problem:
    """The row of something that failed, and a word in the log with where it happened."""
    log.error("%s: %s: %s\n%s", origin, what, failure.reason, failure.trace)
    return Problem(origin, stage, LOST, f"{what}: {failure.reason}. {AGAIN}")


# Files


def _read_files(library: Writer, found: Sequence[files.FoundFile], given: Given, engine: Engine, progress: Progress) -> tuple[int, int]:
    """Read the files that are not known yet; returns how many those are and how many reports they gave."""
    version = versions.looks().files
    wanted: list[Unknown] = []
    large: list[Unknown] = []
    for one in unknown(library, found, given, progress):
        (large if one.size > LARGE_FILE or files.unpacks_above(one.file.path, LARGE_FILE) else wanted).append(one)
    if wanted or large:
        library.begin()
    new = 0
    ready: list[FileRead] = []
    items = ((str(one.file.path), one.file.origin, one.told) for one in wanted)
    for done, result in enumerate(engine.map(read_files, items, batch=FILES_A_BATCH), 1):
        if isinstance(result, Lost):
            file, mark = wanted[result.index][:2]
            lost = problem_of(file.origin, SOURCES, "The file could not be read", Failure(result.reason, result.trace))
            ready.append(FileRead(file.origin, mark, version, [], [lost], failed=True))
        else:
            file, mark = wanted[result[0]][:2]
            ready.append(result[1].of(file.origin, mark, version))
        if len(ready) >= FILES_A_WRITE:
            new += library.put_files(ready, versions.looks().reports)
            ready = []
        progress("Reading files", done, len(wanted))
    new += library.put_files(ready, versions.looks().reports) if ready else 0
    for one in large:
        new += _read_large(library, one, progress)
    return len(wanted) + len(large), new


@dataclass
class Taken:
    """What came out of a file so far."""

    pairs: Pairs = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unprepared: set[str] = field(default_factory=set)  # ids of reports whose stages failed; `settle` tells of them
    failures: list[Failure] = field(default_factory=list)  # how they failed, for what does not settle

    def take(self, item: Report | Problem) -> None:
        if isinstance(item, Problem):
            self.problems.append(item)
        else:
            prepared, failures = _prepared(item)
            self.pairs.append((item, prepared))
            self.unprepared.update(item.id for _ in failures)
            self.failures += failures

    def name(self, earlier: Earlier) -> None:
        """Under the ids that the reports had when these bytes were read before."""
        self.pairs, renamed = earlier.taken(self.pairs)
        self.unprepared |= renamed

    @property
    def characters(self) -> int:
        return sum(len(raw.text) for raw, _ in self.pairs)

    def of(self, origin: str, digest: str, version: str, earlier: frozenset[str] = frozenset()) -> FileRead:
        """As the library keeps it. A file of which something was lost counts as not read."""
        failed = any(problem.kind in FAILURES for problem in self.problems)
        return FileRead(origin, digest, version, self.pairs, self.problems, earlier, failed, frozenset(self.unprepared))


def read_files(batch: Sequence[tuple[str, str, Given]]) -> list[Taken]:
    """The work of an engine's worker: what each (path, origin, given) holds."""
    results = []
    for path, origin, given in batch:
        taken = Taken()
        for item in files.read(Path(path), origin, given):
            taken.take(item)
        results.append(taken)
    return results


def _read_large(library: Writer, one: Unknown, progress: Progress) -> int:
    """A file of many records, kept a part at a time."""
    taken = Taken()
    ids: set[str] = set()
    new = 0
    file = one.file
    earlier = library.earlier(file.origin, one.mark, versions.looks().files)
    for number, item in enumerate(files.read(file.path, file.origin, one.told), 1):
        taken.take(item)
        if len(taken.pairs) >= REPORTS_A_WRITE or taken.characters >= CHARACTERS_A_WRITE:
            taken.name(earlier)
            ids.update(raw.id for raw, _ in taken.pairs)
            new += library.put_reports(taken.pairs, versions.looks().reports, unprepared=frozenset(taken.unprepared))
            taken.pairs = []
            progress(f"Reading {Path(file.origin).name}", number, 0)
    taken.name(earlier)
    return new + library.put_files([taken.of(file.origin, one.mark, versions.looks().files, frozenset(ids))], versions.looks().reports)


# Paragraphs


def _analyse_new(library: Writer, version: str, engine: Engine, progress: Progress) -> None:
    """Analyse the distinct paragraphs that the library does not know yet, some thousand reports at a time."""
    library.forget_problems("language")
    failed: set[str] = set()  # keys: tried once a read
    done = of = 0
    for part in chunks(library.reader.unanalysed(version), REPORTS_AT_ONCE):
        keys: dict[str, set[str]] = {}
        wanted: dict[str, str] = {}  # key -> the report that first has it
        for some in chunks(part):
            for report in library.reader.reports(some):
                own = [place.key for place in places(report)]
                keys[report.id] = set(own)
                for key in own:
                    wanted.setdefault(key, report.id)
        for key in failed.union(library.reader.known_keys(wanted, version)):
            wanted.pop(key, None)
        of += len(wanted)
        for key, whole in _analyse(library, version, wanted, engine):
            done += 1
            if not whole:
                failed.add(key)
            progress("Analysing paragraphs", done, of)
        library.mark_analysed([report for report in part if not keys.get(report, set()) & failed], version)


def _analyse(library: Writer, version: str, wanted: dict[str, str], engine: Engine) -> Iterator[tuple[str, bool]]:
    """Analyse these paragraphs and keep what is found; yields each one's key as it is done, and whether nothing failed in it."""
    keys: list[str] = []
    ready: list[tuple[Analysis, Vectors]] = []
    problems: list[Problem] = []
    failed: set[str] = set()
    for result in engine.map(analyse_all, _texts(library, wanted, keys), batch=PARAGRAPHS_A_BATCH):
        if isinstance(result, Lost):
            key, failures = keys[result.index], [Failure(result.reason, result.trace)]
            ready.append(unread(key, library.reader.report(wanted[key])))
        else:
            analysis, vectors, failures = result[1]
            key = analysis.key
            ready.append((analysis, vectors))
        if failures:
            failed.add(key)
            problems += problems_of_paragraph(library.reader.report(wanted[key]), key, failures)
        if len(ready) >= PARAGRAPHS_A_WRITE:
            library.put_paragraphs(ready, version, problems, frozenset(failed))
            ready, problems = [], []
        yield key, not failures
    if ready:
        library.put_paragraphs(ready, version, problems, frozenset(failed))


def problems_of_paragraph(report: Report, key: str, failures: Sequence[Failure]) -> list[Problem]:
    block, text = next((block, text) for block, text, found in pipeline.paragraphs(report) if found == key)
    start = shorten(text, 60, placeholder=" …")
    what = f"The paragraph at character {block.start} (“{start}”) could not be analysed"
    return [problem_of(report.origin, "language", what, failure) for failure in failures]


def _texts(library: Writer, wanted: dict[str, str], keys: list[str]) -> Iterator[tuple[str, str | None]]:
    """The texts and languages of the wanted paragraphs, a few reports in memory at a time; `keys` grows alongside."""
    by_report: dict[str, set[str]] = {}
    for key, report in wanted.items():
        by_report.setdefault(report, set()).add(key)
    for part in chunks(list(by_report), REPORTS_A_WRITE):
        for having in library.reader.reports(part):
            left = by_report[having.id]
            for _, text, key in pipeline.paragraphs(having):
                if key in left:
                    left.discard(key)
                    keys.append(key)
                    yield text, having.language


def unread(key: str, report: Report) -> tuple[Analysis, Vectors]:
    """What stands for a paragraph that no worker could analyse: one sentence, and nothing found in it."""
    text = next(text for _, text, found in pipeline.paragraphs(report) if found == key)
    whole = cut(key, text, 0, len(text))
    return Analysis(key, (Sentence(whole.start, whole.end),)), np.zeros((1, WIDTH), np.float16)


def analyse_all(told: Sequence[tuple[str, str | None]]) -> list[tuple[Analysis, Vectors, list[Failure]]]:
    """The work of an engine's worker: (analysis, sentence vectors, what went wrong) of each text in its language.

    A stage that fails leaves its part empty.
    """
    results = []
    for paragraph in reader.read([text for text, _ in told], [language for _, language in told]):
        failures: list[Failure] = []
        results.append((pipeline.analyse(paragraph, pipeline.noting(failures)), paragraph.vectors, failures))
    return results


# Stories


def judge_all(dossiers: Sequence[Dossier]) -> list[tuple[Dossier, list[Failure]]]:
    """The work of an engine's worker: (judged dossier, what went wrong) of each bare one. A stage that fails leaves its part empty."""
    results = []
    for bare in dossiers:
        failures: list[Failure] = []
        dossier = pipeline.judge(bare, pipeline.noting(failures))
        # The paragraphs' findings are in the library already: they do not travel back.
        results.append((dossier.having(analyses={}, vectors={}, before={}, shared={}), failures))
    return results


def _judge_changed(library: Writer, looks: versions.Looks, grouped: Grouped, engine: Engine, progress: Progress) -> tuple[str, ...]:
    """Judge the stories whose reports or rules changed; stories that are no more give way to those that hold their reports."""
    groups = grouped.stories
    names = _names(library, grouped)
    digests = library.reader.digests(report for group in groups for report in group)
    decided, asked = _decided(library), library.reader.asked()
    made_from = [
        versions.hashed(
            looks.stories, [(report, digests[report]) for report in group], _told_alike(decided(group)), *answered(asked.get(name.id))
        )
        for group, name in zip(groups, names, strict=True)
    ]
    judged = library.reader.judged(None if grouped.whole else [name.id for name in names])
    unanalysed = set(library.reader.unanalysed(looks.paragraphs))  # by now, those with paragraphs that failed
    if grouped.whole:
        held = {report for group in groups for report in group}
        library.remove_stories([story for story, reports in library.reader.members().items() if held.isdisjoint(reports)])
    changed = [number for number, name in enumerate(names) if judged.get(name.id) != made_from[number]]
    before = _Before(library, groups, changed)
    dossiers = (
        dossier_of(library.reader, groups[number], decided(groups[number]), asked.get(names[number].id)).having(
            heard=before.heard(number), before=before.worked(number, looks.stories)
        )
        for number in changed
    )
    for done, result in enumerate(engine.map(judge_all, dossiers, batch=STORIES_A_BATCH), 1):
        if isinstance(result, Lost):
            number = changed[result.index]
            dossier, failures = dossier_of(library.reader, groups[number], (), None), [Failure(result.reason, result.trace)]
        else:
            number = changed[result[0]]
            dossier, failures = result[1]
        dossier = before.keep(number, dossier, names[number])
        story = dossier.story
        problems = [problem_of(story.id, "story", "Part of the story could not be judged", failure) for failure in failures]
        if not failures:
            problems += [_unmet(story.id, CORRECTIONS, *missed) for missed in corrections.unmet(dossier)]
        whole = not failures and unanalysed.isdisjoint(story.reports)
        if not whole:
            dossier = dossier.having(worked={})  # of paragraphs that are read again it would tell what they were before
        library.put_story(dossier, made_from[number] if whole else FAILED, problems, versions.judge(), looks.stories)
        progress("Judging stories", done, len(changed))
    _tell_sequels(library, grouped, names)
    return tuple(names[number].id for number in changed)


def _tell_sequels(library: Writer, grouped: Grouped, names: Sequence[Named]) -> None:
    """Which of these stories follow each other. What follows a story is found with it, so that no other story is touched."""
    stories = {report: name.id for name, group in zip(names, grouped.stories, strict=True) for report in group}
    found = resolved(grouped.sequels, stories)
    library.put_sequels({name.id: found.get(name.id, ((), ())) for name in names})


def _names(library: Writer, grouped: Grouped) -> list[Named]:
    """The id that each story keeps or is given."""
    held = {report for group in grouped.stories for report in group}

    @cache
    def standing(story: str) -> bool:
        return not grouped.whole and not held.issuperset(library.reader.reports_of(story))

    return named(grouped.stories, library.reader.lineage(held), library.reader.formerly(), standing)


class _Before:
    """What the changed stories told before. Of a story that falls apart each part has its own findings, whichever part is put first."""

    def __init__(self, library: Writer, groups: Sequence[Sequence[str]], changed: Sequence[int]) -> None:
        self.reader = library.reader
        group_of = {report: number for number in changed for report in groups[number]}
        told_in = self.reader.told_in(group_of)
        self.old: dict[int, set[str]] = {}
        parts: dict[str, set[int]] = {}
        for report, story in told_in.items():
            self.old.setdefault(group_of[report], set()).add(story)
            parts.setdefault(story, set()).add(group_of[report])
        self.apart = {
            story: ids.divided(self.reader.findings(story), group_of) for story, numbers in sorted(parts.items()) if len(numbers) > 1
        }

    def heard(self, number: int) -> dict[int, float]:
        """What the judge said of lines of the stories that a story takes the place of. It need not be asked of them again."""
        return self.reader.heard(self.old.get(number, ()), versions.judge())

    def worked(self, number: int, look: str) -> dict[int, Any]:
        """What this version of the story look worked out of parts of those stories. It need not be worked out again."""
        return self.reader.worked(self.old.get(number, ()), look)

    def keep(self, number: int, dossier: Dossier, name: Named) -> Dossier:
        """A judged story under its name, its findings under the ids that they had in the stories it takes the place of."""
        old = sorted(self.old.get(number, ()))
        before = [self.apart[story].get(number) if story in self.apart else self.reader.findings(story) for story in old]
        others = [part for story in old for other, part in self.apart.get(story, {}).items() if other != number]

        def taken(table: str, wanted: Collection[str]) -> set[str]:
            theirs = {thing.id for part in others for thing in getattr(part, table)}
            return theirs.intersection(wanted) | self.reader.taken(table, wanted, old)

        return ids.keep(dossier, name.id, name.formerly, [told for told in before if told is not None], taken)


def _told_alike(decisions: Iterable[Decision]) -> list[object]:
    """Decisions for a hash: those on findings by id, as their order tells nothing that their ids do not; those on stories as made."""
    return [to_row(one) for one in sorted(decisions, key=lambda one: one.id if one.anchors else "~")]


def _decided(library: Writer) -> Callable[[Sequence[str]], tuple[Decision, ...]]:
    """Which decisions on findings touch the story of these reports, in the order in which they were made."""
    standing = [decision for decision in in_force(library.reader.decisions()) if decision.anchors]
    touching: dict[str, list[int]] = {}
    for number, decision in enumerate(standing):
        for report in decision.reports:
            touching.setdefault(report, []).append(number)

    def of(group: Sequence[str]) -> tuple[Decision, ...]:
        return tuple(standing[number] for number in sorted({number for report in group for number in touching.get(report, ())}))

    return of
