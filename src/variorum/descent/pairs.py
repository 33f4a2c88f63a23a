"""Which texts are compared, and what that finds. No loop over all pairs: a copy of a text already seen is compared and laid aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import numpy as np

from variorum.descent.comparing import Relation, compared
from variorum.descent.texts import Text
from variorum.text.kept import Worked

# Texts compared with each new one: those that share most keys, weighted by how few have each key.
COMPARED: Final = 16
SHARED: Final = 2  # keys to share at least
ALL_BELOW: Final = 12  # so few texts are compared all with all
FREQUENT: Final = 200  # a key that more texts have is passed over: it tells nothing and costs most
LAID_ASIDE: Final = 0.9  # share of sentences and of word runs from which a text is a copy that needs no comparing with later ones
MANY: Final = 300  # texts of a story from which edited copies are laid aside too: who took from which edited copy is then not told
EDITED: Final = 0.5  # share of word runs of such a copy


@dataclass(slots=True)
class _Index:
    """Texts by their keys."""

    texts: dict[int, list[int]] = field(default_factory=dict)

    def add(self, place: int, keys: Iterable[int]) -> None:
        for key in keys:
            self.texts.setdefault(key, []).append(place)

    def nearest(self, keys: Iterable[int], least: int) -> list[int]:
        having = [have for key in keys if (have := self.texts.get(key)) and len(have) <= FREQUENT]
        places = np.fromiter(chain.from_iterable(having), np.int64)
        if not len(places):
            return []
        each = np.array([len(have) for have in having])
        weight = np.bincount(places, np.repeat(1 / each, each))  # summed in the order of the keys
        near = np.flatnonzero(np.bincount(places) >= least)
        found: list[int] = near[np.argsort(-weight[near], kind="stable")[:COMPARED]].tolist()
        return found


def related(texts: Sequence[Text], worked: Worked | None = None) -> list[Relation]:
    """All relations found, each text on the left with earlier ones on the right; texts in canonical order."""
    worked = Worked() if worked is None else worked
    by_words, by_names = _Index(), _Index()
    leading: list[int] = []
    several = len({text.language for text in texts if text.language}) > 1
    found: list[Relation] = []
    for here, text in enumerate(texts):
        near = set(leading) if len(leading) <= ALL_BELOW else set(by_words.nearest(text.prepared.keys.tolist(), SHARED))
        if several and len(leading) > ALL_BELOW:
            near |= {there for there in by_names.nearest(sorted(text.fixed), 1) if texts[there].language != text.language}
        relations = [relation for there in sorted(near) if (relation := compared(here, there, text, texts[there], worked))]
        found += relations
        kept = EDITED if len(texts) > MANY else LAID_ASIDE
        if not any(_same_text(relation, kept) for relation in relations):
            leading.append(here)
            by_words.add(here, text.prepared.keys.tolist())
            if several:
                by_names.add(here, text.fixed)
    return found


def _same_text(relation: Relation, kept: float) -> bool:
    proving = relation.alignment.proving
    longer = max(relation.alignment.left, relation.alignment.right, 1)
    return len(proving) / longer >= LAID_ASIDE and float(np.mean([match.exact for match in proving])) >= kept
