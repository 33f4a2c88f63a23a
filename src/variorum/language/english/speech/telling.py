"""A quotation as it is cut for comparing: where its sentences end, and what a cue says that is more than "said"."""

import re
from typing import Final

from variorum.language.english import diff
from variorum.language.english.speech.cues import INFINITIVE_VERBS, OBJECT_VERBS
from variorum.text.marks import unmarked

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"'”’]?\s+(?=[\"'“‘]?[A-Z])")
_NO_END: Final = re.compile(
    r"(?:\b[A-Za-z]\.){2,}$|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|No|vs|Inc|Corp|Adm|Sgt|Capt|Prof|Rev|Hon)\.$"
)
# Stems of verbs that say what someone does by saying it, rather than bring in what is said.
_DOING: Final = frozenset(diff.stem(verb) for verb in OBJECT_VERBS | INFINITIVE_VERBS) - frozenset(
    map(diff.stem, ("tell", "ask", "report", "expect"))
)


def breaks(text: str) -> list[tuple[int, int]]:
    """[start, end) of the gaps between the sentences of a text: a mark and blanks."""
    return [found.span() for found in _SENTENCE_END.finditer(text) if not _NO_END.search(text[: found.start()])]


def is_done(cue: str, content: str) -> bool:
    """Is the cue itself what was said ("rejected the demand", "promised to meet")? Without it, the words would say something else."""
    return not content.startswith("that ") and any(diff.stem(word.lower()) in _DOING for word in cue.split())


def keys(text: str) -> tuple[str, ...]:
    """The words of a saying in a form that forgets spelling habits and inflection, outer quotation marks left out."""
    return tuple(word.key for word in diff.words(unmarked(text)))
