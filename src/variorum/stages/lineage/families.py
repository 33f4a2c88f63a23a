"""Which texts are compared, and which belong together. No loop over all pairs: a copy of a text already seen is compared and laid aside."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from variorum.stages.lineage.comparing import Relation, compare
from variorum.stages.lineage.texts import Text

# Texts compared with each new one: those that share most keys, weighted by how few have each key.
COMPARED: Final = 16
SHARED: Final = 2  # keys to share at least
ALL_BELOW: Final = 12  # so few texts are compared all with all
LAID_ASIDE: Final = 0.9  # share of sentences and of word runs from which a text is a copy that needs no comparing with later ones


def gather(texts: Sequence[Text]) -> list[Relation]:
    """All relations found, each text on the left with earlier ones on the right; texts in canonical order."""
    index: dict[int, list[int]] = {}
    leading: list[int] = []
    found: list[Relation] = []
    for here, text in enumerate(texts):
        relations = []
        for there in _candidates(text, index, leading):
            relation = compare(here, there, text, texts[there])
            if relation:
                relations.append(relation)
        found += relations
        if not any(_same_text(relation) for relation in relations):
            leading.append(here)
            for key in text.prepared.keys.tolist():
                index.setdefault(key, []).append(here)
    return found


def _candidates(text: Text, index: dict[int, list[int]], leading: Sequence[int]) -> list[int]:
    if len(leading) <= ALL_BELOW:
        return list(leading)
    weight: Counter[int] = Counter()
    shared: Counter[int] = Counter()
    for key in text.prepared.keys.tolist():
        have = index.get(key)
        if have:
            value = 1 / len(have)
            for there in have:
                weight[there] += value  # type: ignore[assignment]
                shared[there] += 1
    near = [there for there in weight if shared[there] >= SHARED]
    return sorted(sorted(near, key=lambda there: (-weight[there], there))[:COMPARED])


def _same_text(relation: Relation) -> bool:
    proving = relation.alignment.proving
    longer = max(relation.alignment.left, relation.alignment.right, 1)
    return len(proving) / longer >= LAID_ASIDE and float(np.mean([match.exact for match in proving])) >= LAID_ASIDE
