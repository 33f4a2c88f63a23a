"""A sentence whose words are laid down by hand, unread by any model: for tests of what stands beside what."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from variorum.model.report import Passage
from variorum.model.sentence import Clause, Sentence, Word
from variorum.questions.tellings import Telling


def clause(verb: int, act: str, *who: int, **more: Any) -> Clause:
    """An act that is told as so; `more` are its other parts by name."""
    told = ("affirmed", "actual", "actual", "past", None, None, False, None)
    return Clause(verb, act, act, "main", who, *[()] * 7, *told)._replace(**more)  # type: ignore[arg-type]


def telling(text: str, heads: Sequence[int], *clauses: Clause, kinds: Mapping[str, str] | None = None, report: str = "r0") -> Telling:
    """A text as its words: each hangs under the word of the number given for it, its kind is NOUN if none is given by its form."""
    found = list(re.finditer(r"\w+|[^\w\s]", text))
    words = [
        Word(*hit.span(), hit.group().lower(), (kinds or {}).get(hit.group().lower(), "NOUN"), "root" if head == at else "dep", head)
        for at, (hit, head) in enumerate(zip(found, heads, strict=True))
    ]
    sentence = Sentence(0, len(text), tuple(words), clauses)
    return Telling(0, text, sentence, (Passage(report, 0, len(text), text),), "body", 1, None, "en")
