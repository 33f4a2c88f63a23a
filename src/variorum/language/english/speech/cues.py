"""Words that bring in what someone says: the list in lexicons/cues.tsv, by kind and strength."""

from functools import cache

from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import rows


@cache
def cue_words(kind: str) -> dict[str, int]:
    """Dictionary forms of one kind (say, tell, ask, think, noun) with their strength: 2 nearly always speech, 1 only beside a
    clause or quotation marks.
    """
    found: dict[str, int] = {}
    for listed, word, strength, _ in rows("cues.tsv", titled=True):
        if listed == kind:
            found[word] = max(found.get(word, 0), int(strength))
    return found


@cache
def cue_verbs() -> dict[str, tuple[str, int]]:
    """Every cue verb -> (kind, strength); where a verb is of two kinds, the one for which it is stronger, then the earlier."""
    found: dict[str, tuple[str, int]] = {}
    for kind in ("say", "tell", "ask", "think"):
        for word, strength in cue_words(kind).items():
            if word not in found or strength > found[word][1]:
                found[word] = (kind, strength)
    return found


OBJECT_VERBS = word_set("object_verb")
"""Verbs whose object alone is what was said: "denied plans to attack", "demanded guarantees"."""
INFINITIVE_VERBS = word_set("infinitive_verb")
"""Verbs that take what someone is to do: "urged nations to act", "vowed to fight"."""
