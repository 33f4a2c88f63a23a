"""Stories kept up to date: what `stages/stories.py` decides for all reports at once, here grown report by report.

The library keeps each report's features, its rare words and its links. A new report is compared only with those that share rare words, and
only what hangs together with it is cut again. A first read, new rules, or a job that was stopped midway makes everything anew; both ways
end in the same stories (law 3), and tests compare them.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from variorum.contracts import Engine
from variorum.model.report import Report
from variorum.stages import stories
from variorum.stages.stories import Features
from variorum.store.library import chunks
from variorum.store.links import Links
from variorum.store.writer import Writer

REPORTS_A_BATCH = 200
# More new reports than this share of the library, and all at once is faster than one by one.
MANY = 0.05
FEW = 50  # new reports are always added one by one


class Grouped(NamedTuple):
    """Stories as sorted report ids. `whole`: are these all stories of the library, or only those that may have changed?"""

    stories: list[tuple[str, ...]]
    whole: bool


def group(library: Writer, engine: Engine, version: str, whole: bool) -> Grouped:
    """The stories after the user's decisions; `whole` asks for all of them, even where few changed."""
    links = Links(library)
    new, gone = links.outdated(version)
    settled = links.version() == version and not gone
    added = list(_with_features(library, engine, links, new))
    if settled and len(new) <= max(FEW, MANY * len(links)):
        base = _grown(links, added, version)
    else:
        links.forget(gone)
        base = Grouped(_anew(links, version), True)
    decisions = [stories.kept(decision) for decision in library.reader.decisions()]
    # A decision may bring far stories together: with decisions all are looked at.
    if (whole or decisions) and not base.whole:
        base = Grouped(links.groups(), True)
    return Grouped(stories.apply_decisions(base.stories, decisions), True) if decisions else base


def features_of(reports: Sequence[Report]) -> list[bytes]:
    """The work of an engine's worker: the features of each report, as they are kept."""
    return [stories.features(report).to_bytes() for report in reports]


def _with_features(library: Writer, engine: Engine, links: Links, new: dict[str, str]) -> Iterator[Features]:
    """Make and keep the features of new reports. `new` is report id -> digest."""
    ids = list(new)
    reports = (report for part in chunks(ids) for report in library.reader.reports(part))
    ready: list[tuple[str, str, bytes]] = []
    for result in engine.map(features_of, reports, batch=REPORTS_A_BATCH):
        if not isinstance(result, tuple):
            raise RuntimeError(f"features of report {ids[result.index]}: {result.reason}")
        report = ids[result[0]]
        ready.append((report, new[report], result[1]))
        yield Features.from_bytes(report, result[1])
        if len(ready) >= REPORTS_A_BATCH:
            links.put_features(ready)
            ready = []
    links.put_features(ready)


def _anew(links: Links, version: str) -> list[tuple[str, ...]]:
    """All links and groups, from the features of all reports."""
    everything = [Features.from_bytes(report, data) for report, data in links.features()]
    left, right = stories.candidates(everything)
    starts = np.flatnonzero(np.diff(left, prepend=-1)).tolist()
    pairs = [
        (everything[left[start]].report, other)
        for start, end in itertools.pairwise([*starts, len(left)])
        for other in stories.links(everything[left[start]], [everything[index] for index in right[start:end]])
    ]
    by_id = {features.report: features for features in everything}
    groups = [story for component in _components(list(by_id), pairs) for story in _cut([by_id[report] for report in component])]
    links.replace_all(((features.report, features.rare) for features in everything), pairs, groups, version)
    return sorted(groups)


def _components(reports: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    number = {report: index for index, report in enumerate(reports)}
    parent = list(range(len(reports)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, other in pairs:
        left, right = root(number[one]), root(number[other])
        if left != right:
            parent[max(left, right)] = min(left, right)
    found: dict[int, list[str]] = {}
    for index, report in enumerate(reports):
        found.setdefault(root(index), []).append(report)
    return list(found.values())


def _cut(component: Sequence[Features]) -> list[tuple[str, ...]]:
    return [(component[0].report,)] if len(component) == 1 else stories.cut(component)


def _grown(links: Links, added: Sequence[Features], version: str) -> Grouped:
    """The groups that hold the added reports, or held them before, after those have been linked."""
    with links.changing(version):
        touched: set[str] = set()
        for features in added:
            touched.update(links.unlink(features.report), [features.report])
            links.put_rare(features.report, features.rare)
        for features in added:
            near = links.sharing(features.report, features.rare, stories.SHARED)
            candidates = [Features.from_bytes(report, data) for report, data in links.features(near)]
            links.link(features.report, stories.links(features, candidates))
        groups: list[tuple[str, ...]] = []
        left = set(touched)
        while left:
            component = links.component(min(left))
            left -= set(component)
            groups += _cut([Features.from_bytes(report, data) for report, data in links.features(component)])
        links.put_groups(groups)
    return Grouped(sorted(groups), False)
