"""The reading job: files to reports to paragraphs to stories, each step kept in the library as soon as it is done.

No judgement is made here, and nothing of the order of judgements: that is pipeline.py.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from variorum import pipeline, versions
from variorum.contracts import Engine, Given, Lost
from variorum.grouping import Grouped, group
from variorum.language import reader
from variorum.model.paragraph import Analysis
from variorum.model.report import Problem, Report, cut
from variorum.model.rows import content_id, to_row
from variorum.model.story import Dossier, Vectors
from variorum.sources import files
from variorum.store.library import WIDTH, chunks, places
from variorum.store.writer import FileRead, Writer

T = TypeVar("T")
Pairs = list[tuple[Report, Report]]  # each report as its source gave it, and as the report stages made it
Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much

# How much goes to a worker at a time: about a second of work each.
FILES_A_BATCH = 20
PARAGRAPHS_A_BATCH = 64
STORIES_A_BATCH = 4
# How much is kept at a time: what a killed job has to do again.
FILES_A_WRITE = 100
REPORTS_A_WRITE = 200
PARAGRAPHS_A_WRITE = 256
# Reports whose paragraphs are looked at together, so that memory does not grow with the library.
REPORTS_AT_ONCE = 2_000
# Files above this are taken for files of many records and kept a part at a time.
LARGE_FILE = 8_000_000  # bytes, unpacked
# The longest novels have a million words; news reports have a thousand. Longer texts would hold a worker for half an hour.
LONGEST_REPORT = 2_000_000  # code points


class Outcome(NamedTuple):
    """What a read did: files looked at and read anew, new reports, stories judged anew (ids), and what could not be used."""

    files: int
    fresh: int
    reports: int
    stories: tuple[str, ...]
    problems: tuple[Problem, ...]


def no_progress(what: str, done: int, of: int) -> None:
    """Says nothing."""


def run(library: Writer, paths: Iterable[str | Path], given: Given, engine: Engine, progress: Progress = no_progress) -> Outcome:
    """Read files and folders into the library and judge the stories that changed.

    A job that is killed goes on where it stopped when it is run again, and ends in the same library. Raises WrongUse for a missing
    path or a date that is none, LibraryError and DiskFull where the library cannot be written.
    """
    files.check(given)
    before = set(library.reader.problems())
    found = list(files.find(paths))
    fresh, new = _read_files(library, found, given, engine, progress)
    stories = settle(library, engine, progress)
    problems = tuple(problem for problem in library.reader.problems() if problem not in before)
    return Outcome(len(found), fresh, new, stories, problems)


def settle(library: Writer, engine: Engine, progress: Progress = no_progress) -> tuple[str, ...]:
    """Bring every judgement up to date with the reports, the user's decisions and the rules. Returns the ids of stories judged anew."""
    version = versions.rules()
    if library.reader.meta("rules") != version:
        for stage in ("language", "story"):
            library.forget_problems(stage)
        for part in chunks(library.reader.stale_inputs(version), REPORTS_A_WRITE):
            library.put_reports([(raw, pipeline.prepare(raw)) for raw in library.reader.raw(part)], version)
        library.set_meta("rules", version)
    settled = versions.hashed(version, library.reader.decisions())
    as_before = library.reader.meta("settled") == settled
    if as_before and not library.reader.ungrouped() and not library.reader.unanalysed(version):
        return ()
    # From here to the end a killed job leaves the library unsettled, and the next one looks at all stories.
    library.set_meta("settled", None)
    _analyse_new(library, version, engine, progress)
    progress("Grouping reports", 0, 0)
    grouped = group(library, engine, version, whole=not as_before)
    changed = _judge_changed(library, version, grouped, engine, progress)
    library.set_meta("settled", settled)
    return changed


# Files


def _read_files(library: Writer, found: Sequence[files.FoundFile], given: Given, engine: Engine, progress: Progress) -> tuple[int, int]:
    """Read the files that are not known yet; returns how many those are and how many reports they gave."""
    known = library.reader.files(file.origin for file in found)
    version = versions.sources()
    said = json.dumps(to_row(given), sort_keys=True)
    wanted: list[tuple[files.FoundFile, str]] = []
    large: list[tuple[files.FoundFile, str]] = []
    for number, file in enumerate(found, 1):
        digest, size = _digest(file.path, said)
        if known.get(file.origin) != (digest, version):
            (large if size > LARGE_FILE or files.unpacks_above(file.path, LARGE_FILE) else wanted).append((file, digest))
        progress("Looking at files", number, len(found))
    new = 0
    ready: list[FileRead] = []
    items = ((str(file.path), file.origin, given) for file, _ in wanted)
    for done, result in enumerate(engine.map(read_files, items, batch=FILES_A_BATCH), 1):
        if isinstance(result, Lost):
            file, digest = wanted[result.index]
            lost = Problem(file.origin, "sources", "lost", f"The file could not be read: {result.reason}.")
            ready.append(FileRead(file.origin, digest, version, [], [lost]))
        else:
            file, digest = wanted[result[0]]
            ready.append(FileRead(file.origin, digest, version, *result[1]))
        if len(ready) >= FILES_A_WRITE:
            new += library.put_files(ready, versions.rules())
            ready = []
        progress("Reading files", done, len(wanted))
    new += library.put_files(ready, versions.rules()) if ready else 0
    for file, digest in large:
        new += _read_large(library, file, digest, given, progress)
    return len(wanted) + len(large), new


def read_files(batch: Sequence[tuple[str, str, Given]]) -> list[tuple[Pairs, list[Problem]]]:
    """The work of an engine's worker: what each (path, origin, given) holds."""
    results: list[tuple[Pairs, list[Problem]]] = [([], []) for _ in batch]
    for (path, origin, given), (pairs, problems) in zip(batch, results, strict=True):
        for item in files.read(Path(path), origin, given):
            _take(item, pairs, problems)
    return results


def _take(item: Report | Problem, pairs: Pairs, problems: list[Problem]) -> None:
    if isinstance(item, Problem):
        problems.append(item)
    elif len(item.text) > LONGEST_REPORT:
        message = f"The text has {len(item.text):,} characters; a report may have {LONGEST_REPORT:,}. Is it one report?"
        problems.append(Problem(item.origin, "sources", "size", message))
    else:
        pairs.append((item, pipeline.prepare(item)))


def _read_large(library: Writer, file: files.FoundFile, digest: str, given: Given, progress: Progress) -> int:
    """A file of many records, kept a part at a time."""
    pairs: Pairs = []
    problems: list[Problem] = []
    ids: set[str] = set()
    new = 0
    for number, item in enumerate(files.read(file.path, file.origin, given), 1):
        _take(item, pairs, problems)
        if len(pairs) >= REPORTS_A_WRITE:
            ids.update(raw.id for raw, _ in pairs)
            new += library.put_reports(pairs, versions.rules())
            pairs = []
            progress(f"Reading {Path(file.origin).name}", number, 0)
    whole = FileRead(file.origin, digest, versions.sources(), pairs, problems, frozenset(ids))
    return new + library.put_files([whole], versions.rules())


def _digest(path: Path, said: str) -> tuple[str, int]:
    """Hash of a file's bytes and of what the user says of it (of an unreadable file, of the error), and its size in bytes."""
    digest = hashlib.sha256(said.encode())
    size = 0
    try:
        with files.regular(path) as file:
            while data := file.read(1 << 20):
                digest.update(data)
                size += len(data)
    except OSError as error:
        digest.update(str(error.errno).encode())
    return digest.hexdigest()[:24], size


# Paragraphs


def _analyse_new(library: Writer, version: str, engine: Engine, progress: Progress) -> None:
    """Analyse the distinct paragraphs that the library does not know yet, some thousand reports at a time."""
    done = of = 0
    for part in chunks(library.reader.unanalysed(version), REPORTS_AT_ONCE):
        wanted: dict[str, str] = {}  # key -> the report that first has it
        for some in chunks(part):
            for report in library.reader.reports(some):
                for place in places(report):
                    wanted.setdefault(place.key, report.id)
        for key in library.reader.known_keys(wanted, version):
            del wanted[key]
        of += len(wanted)
        for _ in _analyse(library, version, wanted, engine):
            done += 1
            progress("Analysing paragraphs", done, of)
        library.mark_analysed(part, version)


def _analyse(library: Writer, version: str, wanted: dict[str, str], engine: Engine) -> Iterator[str]:
    """Analyse these paragraphs and keep what is found; yields each one's key as it is done."""
    keys: list[str] = []
    ready: list[tuple[Analysis, Vectors]] = []
    problems: list[Problem] = []
    for result in engine.map(analyse_all, _texts(library, wanted, keys), batch=PARAGRAPHS_A_BATCH):
        if isinstance(result, Lost):
            key, failed = keys[result.index], [result.reason]
            ready.append(_unread(key, library.reader.report(wanted[key])))
        else:
            analysis, vectors, failed = result[1]
            key = analysis.key
            ready.append((analysis, vectors))
        for reason in failed:
            origin = library.reader.report(wanted[key]).origin
            problems.append(Problem(origin, "language", "lost", f"A paragraph could not be analysed: {reason}."))
        if len(ready) >= PARAGRAPHS_A_WRITE:
            library.put_paragraphs(ready, version, problems)
            ready, problems = [], []
        yield key
    if ready:
        library.put_paragraphs(ready, version, problems)


def _texts(library: Writer, wanted: dict[str, str], keys: list[str]) -> Iterator[str]:
    """The texts of the wanted paragraphs, a few reports in memory at a time; `keys` grows alongside."""
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
                    yield text


def _unread(key: str, report: Report) -> tuple[Analysis, Vectors]:
    """What stands for a paragraph that no worker could analyse: one sentence, and nothing found in it."""
    text = next(text for _, text, found in pipeline.paragraphs(report) if found == key)
    whole = cut(key, text, 0, len(text))
    return Analysis(key, ((whole.start, whole.end),)), np.zeros((1, WIDTH), np.float16)


def analyse_all(texts: Sequence[str]) -> list[tuple[Analysis, Vectors, list[str]]]:
    """The work of an engine's worker: (analysis, sentence vectors, what went wrong) a text. A stage that fails leaves its part empty."""
    results = []
    for paragraph in reader.read(texts):
        found = Analysis(paragraph.key, paragraph.sentences, paragraph.mentions)
        failed: list[str] = []
        for stage in pipeline.OF_PARAGRAPH:
            found = _tried(partial(stage, paragraph, found), found, stage, failed)
        results.append((found, paragraph.vectors, failed))
    return results


def _tried(step: Callable[[], T], otherwise: T, stage: object, failed: list[str]) -> T:
    try:
        return step()
    except Exception as error:
        name = f"{getattr(stage, '__module__', '')}.{getattr(stage, '__name__', stage)}".removeprefix("variorum.stages.")
        failed.append(f"{name}: {type(error).__name__}: {error}")
        return otherwise


# Stories


def judge_all(dossiers: Sequence[Dossier]) -> list[tuple[Dossier, list[str]]]:
    """The work of an engine's worker: (judged dossier, what went wrong) of each bare one. A stage that fails leaves its part empty."""
    results = []
    for bare in dossiers:
        dossier = bare
        failed: list[str] = []
        for stage in pipeline.OF_STORY:
            dossier = _tried(partial(stage, dossier), dossier, stage, failed)
        # The paragraphs' findings are in the library already: they do not travel back.
        results.append((dossier.having(analyses={}, vectors={}), failed))
    return results


def _judge_changed(library: Writer, version: str, grouped: Grouped, engine: Engine, progress: Progress) -> tuple[str, ...]:
    """Judge the stories whose reports or rules changed; stories that are no more give way to those that hold their reports."""
    groups = grouped.stories
    ids = [content_id("story", list(group)) for group in groups]
    digests = library.reader.digests(report for group in groups for report in group)
    made_from = {
        story: versions.hashed(version, [(report, digests[report]) for report in group]) for story, group in zip(ids, groups, strict=True)
    }
    judged = library.reader.judged(None if grouped.whole else ids)
    if grouped.whole:
        library.remove_stories([story for story in judged if story not in made_from])
    changed = [number for number, story in enumerate(ids) if judged.get(story) != made_from[story]]
    dossiers = (_dossier(library, groups[number]) for number in changed)
    for done, result in enumerate(engine.map(judge_all, dossiers, batch=STORIES_A_BATCH), 1):
        if isinstance(result, Lost):
            dossier, failed = _dossier(library, groups[changed[result.index]]), [result.reason]
        else:
            dossier, failed = result[1]
        problems = [Problem(dossier.story.id, "story", "lost", f"Part of the story could not be judged: {reason}.") for reason in failed]
        library.put_story(dossier, made_from[dossier.story.id], problems)
        progress("Judging stories", done, len(changed))
    return tuple(ids[number] for number in changed)


def _dossier(library: Writer, group: Sequence[str]) -> Dossier:
    reports = library.reader.reports(group)
    keys = {place.key for report in reports for place in places(report)}
    return pipeline.bare_dossier(reports, *library.reader.analyses(keys))
