"""How well a confidence tells the share that is right, for the scorers that judge who speaks."""

from collections import defaultdict
from collections.abc import Sequence


def calibration(scored: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and (mean confidence, share right, number) of each tenth that has any."""
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in scored:
        bands[min(9, int(confidence * 10))].append((confidence, right))
    rows = [
        (round(sum(c for c, _ in some) / len(some), 3), round(sum(r for _, r in some) / len(some), 3), len(some))
        for _, some in sorted(bands.items())
    ]
    return round(sum(abs(c - r) * n for c, r, n in rows) / max(1, len(scored)), 4), rows
