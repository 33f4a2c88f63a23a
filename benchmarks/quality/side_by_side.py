"""Pairs of passages put through the program's real way, each pair as a story of two reports. Used by points.py and minimal_pairs.py."""

from collections.abc import Sequence

from variorum import pipeline
from variorum.model.point import Point
from variorum.model.report import Block, Report

BATCH = 512


def report_of(number: int, side: str, text: str, published: str | None = None) -> Report:
    """A passage as a report of its own outlet, one body block."""
    outlet = f"Outlet {side.upper()}"
    return Report(
        f"r{number:05d}{side}",
        f"{number}{side}.txt",
        outlet,
        None,
        None,
        None,
        None,
        (),
        published,
        "given" if published else None,
        "en",
        text,
        (Block(0, len(text), "body"),),
    )


def judged(pairs: Sequence[tuple[str, str]]) -> list[tuple[Point, ...]]:
    """The points of each pair's story. All texts are read in batches first, as a user's read does; then each story is judged alone."""
    reports = [(report_of(number, "a", a), report_of(number, "b", b)) for number, (a, b) in enumerate(pairs)]
    texts = {key: text for both in reports for report in both for _, text, key in pipeline.paragraphs(report)}
    found = {}
    keys = list(texts)
    for first in range(0, len(keys), BATCH):
        part = keys[first : first + BATCH]
        found.update(zip(part, pipeline.analyse_texts([texts[key] for key in part]), strict=True))
    analyses = {key: pair[0] for key, pair in found.items()}
    vectors = {key: pair[1] for key, pair in found.items()}
    return [pipeline.judge(pipeline.bare_dossier(both, analyses, vectors)).points for both in reports]
