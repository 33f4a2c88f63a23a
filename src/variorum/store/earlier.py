"""Reports of bytes that were read before: one of which only the user says something else keeps its id, and all that hangs on it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from variorum.model.report import Block, Report

Read = tuple[Report, Report]  # a report as its source gave it, and as the report stages made it


class Earlier:
    """What a library has of a file, by texts: which id is that of a report that the file gives again, a part of it at a time."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        """`known`: (id, text) of each report of the file; a text that several have tells none of them apart."""
        ids: dict[bytes, str] = {}
        met = Counter[bytes]()
        for report, text in known:
            met[_key(text)] += 1
            ids[_key(text)] = report
        self._there = frozenset(ids.values())
        self._left = {key: report for key, report in ids.items() if met[key] == 1}

    def taken(self, read: Sequence[Read]) -> tuple[list[Read], set[str]]:
        """The same reports under the ids that they had, and these ids: what the report stages made of them has to be made anew."""
        pairs: list[Read] = []
        renamed: set[str] = set()
        for raw, prepared in read:
            had = self._left.pop(_key(raw.text), None)
            if had is None or raw.id in self._there:
                pairs.append((raw, prepared))
                continue
            same = replace(raw, id=had)
            renamed.add(had)
            pairs.append((same, replace(same, blocks=(Block(0, len(same.text), "body"),))))
        return pairs, renamed


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
