"""Stories kept up to date: what `across/stories.py` decides for all reports at once, here grown report by report.

The library keeps each report's features, its rare words and its links. A new report is compared only with those that share rare words, and
only what hangs together with it is cut again. A first read, new rules, or a job that was stopped midway makes everything anew; both ways
end in the same stories (law 3), and tests compare them.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from variorum.across import features, stories
from variorum.across.features import Features
from variorum.across.parting import cut
from variorum.across.sequels import Sequel, sequels
from variorum.contracts import Engine, Lost
from variorum.model.decision import OF_STORIES, in_force
from variorum.model.report import LOST, Problem, Report
from variorum.store.library import chunks
from variorum.store.links import Links
from variorum.store.writer import Writer
from variorum.text.forest import Forest

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much
STAGE = "stories"  # the stage of problems told here
AGAIN = "The next read into a library tries it again."  # said of what failed
REPORTS_A_BATCH = 200
# More new reports than this share of the library, and all at once is faster than one by one.
MANY = 0.05
FEW = 50  # new reports are always added one by one


class Grouped(NamedTuple):
    """Stories as sorted report ids. `whole`: are these all stories of the library, or only those that may have changed?

    `sequels` are all that these stories are in, before anything was decided of them.
    """

    stories: list[tuple[str, ...]]
    sequels: list[Sequel]
    whole: bool


def group(library: Writer, engine: Engine, version: str, whole: bool, progress: Progress = lambda what, done, of: None) -> Grouped:
    """The stories after what was decided of them; `whole` asks for all of them, even where few changed.

    A report whose features could not be made is a story of its own, and new again the next time.
    """
    links = Links(library)
    new, left_behind = links.start(version)
    settled = links.version() == version
    touched, alone = _put_features(library, engine, links, new, progress)
    progress("Grouping reports", 0, 0)
    if settled and len(new) <= max(FEW, MANY * len(links)):
        base = Grouped(*_grown(links, touched, left_behind, version), False)
    else:
        base = Grouped(*_anew(links, version), True)
    decisions = [decision for decision in in_force(library.reader.decisions()) if decision.kind in OF_STORIES]
    # A decision on stories may bring far ones together: with such decisions all are looked at.
    if (whole or decisions) and not base.whole:
        base = Grouped(links.groups(), [Sequel(*pair) for pair in links.sequels()], True)
    if alone:
        base = base._replace(stories=sorted([*base.stories, *((report,) for report in alone)]))
    return base._replace(stories=stories.apply_decisions(base.stories, decisions), whole=True) if decisions else base


def features_of(reports: Sequence[Report]) -> list[bytes]:
    """The work of an engine's worker: the features of each report, as they are kept."""
    return [one.to_bytes() for one in features.features_of(reports)]


def _put_features(
    library: Writer, engine: Engine, links: Links, new: dict[str, str], progress: Progress
) -> tuple[set[str], list[str]]:
    """Make and keep the features of new reports (id -> digest); returns their shapes, and the reports whose features failed."""
    library.forget_problems(STAGE)
    ids = list(new)
    reports = (report for part in chunks(ids) for report in library.reader.reports(part))
    ready: list[tuple[str, str, bytes]] = []
    shapes: set[str] = set()
    failed: list[str] = []
    for done, result in enumerate(engine.map(features_of, reports, batch=REPORTS_A_BATCH), 1):
        progress("Weighing the words of reports", done, len(ids))
        if isinstance(result, Lost):
            failed.append(ids[result.index])
            origin = library.reader.report(failed[-1]).origin
            log.error("%s: %s\n%s", origin, result.reason, result.trace)
            message = f"A report stands alone, as it could not be compared with others: {result.reason}. {AGAIN}"
            library.put_problems([Problem(origin, STAGE, LOST, message)])
            continue
        report = ids[result[0]]
        ready.append((report, new[report], result[1]))
        if len(ready) >= REPORTS_A_BATCH:
            shapes.update(links.put_features(ready))
            ready = []
    shapes.update(links.put_features(ready))
    if failed:
        links.drop_features(failed)
    return shapes, failed


def _anew(links: Links, version: str) -> tuple[list[tuple[str, ...]], list[Sequel]]:
    """All links and groups, from the features of all reports."""
    with links.changing(version):
        links.drop_unused()
        everything = [Features.from_bytes(shape, data) for shape, data in links.shapes()]
        left, right = stories.all_links(everything)
        pairs = [(everything[one].report, everything[other].report) for one, other in zip(left.tolist(), right.tolist(), strict=True)]
        by_shape = {one.report: one for one in everything}
        components = _components(list(by_shape), pairs)
        groups, following = _cut(components, by_shape, links.reports())
        links.replace_all(((one.report, one.rare) for one in everything), pairs, groups, following)
    return groups, following


def _components(shapes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    forest = Forest(shapes)
    for one, other in pairs:
        forest.join(one, other)
    return forest.sets()


def _cut(
    components: Iterable[Sequence[str]], by_shape: dict[str, Features], reports: dict[str, list[str]]
) -> tuple[list[tuple[str, ...]], list[Sequel]]:
    """The stories of what hangs together, and which of them follow each other: every report counts, copies too."""
    groups: list[tuple[str, ...]] = []
    following: list[Sequel] = []
    for component in components:
        members = [replace(by_shape[shape], report=report) for shape in component for report in reports[shape]]
        found = [(members[0].report,)] if len(members) == 1 else cut(members)
        groups += found
        following += sequels(members, found) if len(found) > 1 else []
    return sorted(groups), sorted(following)


def _grown(
    links: Links, added: set[str], left_behind: Sequence[str], version: str
) -> tuple[list[tuple[str, ...]], list[Sequel]]:
    """The groups that hold the added reports, or held them before, after their shapes have been linked."""
    with links.changing(version):
        touched = links.drop_unused(left_behind)
        new = [Features.from_bytes(shape, data) for shape, data in links.unlinked()]
        for one in new:
            links.put_rare(one.report, one.rare)
        for one in new:
            near = links.sharing(one.report, one.rare, stories.SHARED)
            links.link(one.report, stories.links(one, [Features.from_bytes(*shape) for shape in links.shapes(near)]))
        touched |= added | {shape for shape in left_behind if links.reports([shape])}
        components = []
        while touched:
            components.append(links.component(min(touched)))
            touched -= set(components[-1])
        shapes = [shape for component in components for shape in component]
        by_shape = {shape: Features.from_bytes(shape, data) for shape, data in links.shapes(shapes)}
        groups, following = _cut(components, by_shape, links.reports(shapes))
        links.put_groups(groups, following)
    return groups, following
