"""Parallel tellings that differ in how far a thing is real: done, under way, to come, possible, a duty, an offer."""

import re

from variorum.language.english import signs
from variorum.language.english.diff import FUNCTION, IRREGULAR_FORMS, Stretch, Word, listed, stem
from variorum.model.point import Verdict, Weight
from variorum.points.comparing.meanings import LONGEST, around, make, next_content
from variorum.points.difference import Difference
from variorum.points.told import Told

# What a pair of modalities does to a statement: verdict, weight, and the reason in words. `actual` is told as done or so.
_TURNS: dict[frozenset[str], tuple[Verdict, Weight, str]] = {
    frozenset(("actual", "planned")): ("revised", "material", "what one tells as planned the other tells as done"),
    frozenset(("actual", "will")): ("revised", "material", "what one tells as to come the other tells as done"),
    frozenset(("actual", "hoped")): ("revised", "material", "what one tells as hoped for the other tells as done"),
    frozenset(("hoped", "planned")): ("compatible", "slight", "one tells it as hoped for, the other as planned"),
    frozenset(("hoped", "will")): ("compatible", "slight", "one tells it as hoped for, the other as to come"),
    frozenset(("actual", "tried")): ("conflict", "material", "what one tells as tried the other tells as done"),
    frozenset(("actual", "must")): ("conflict", "material", "what one says must be the other tells as so"),
    frozenset(("actual", "demanded")): ("conflict", "material", "what one tells as asked for the other tells as so"),
    frozenset(("actual", "offered")): ("compatible", "material", "what one tells as offered the other tells as done"),
    frozenset(("actual", "may")): ("compatible", "material", "what one tells as possible the other tells as so"),
    frozenset(("actual", "can")): ("compatible", "slight", "what one tells as possible the other tells as so"),
    frozenset(("actual", "said")): ("compatible", "slight", "one tells it as a fact, the other as alleged"),
    frozenset(("will", "can")): ("compatible", "slight", "one says that it will be, the other that it can"),
    frozenset(("will", "may")): ("compatible", "material", "one says that it will be, the other that it may"),
    frozenset(("will", "planned")): ("compatible", "slight", "one says that it will be, the other that it is planned"),
    frozenset(("must", "may")): ("conflict", "material", "one says that it must be, the other that it may"),
    frozenset(("must", "can")): ("compatible", "material", "one says that it must be, the other that it can"),
    frozenset(("must", "will")): ("compatible", "slight", "one says that it will be, the other that it must"),
    frozenset(("offered", "demanded")): ("conflict", "reversal", "what one tells as offered the other tells as demanded"),
    frozenset(("planned", "may")): ("compatible", "slight", "one says that it is planned, the other that it may be"),
    frozenset(("planned", "demanded")): ("conflict", "material", "what one tells as a plan the other tells as a demand"),
}
# "Would" is "will" in reported speech, and often a past told ahead: it makes no difference that a reader would want to see.
_SILENT = frozenset(
    (
        frozenset(("actual", "would")),
        frozenset(("would", "will")),
        frozenset(("may", "can")),
        frozenset(("would", "planned")),
        frozenset(("would", "may")),
    )
)


# "Might" and "can" differ; "could" and "can" do not, as reported speech makes one of the other.
_SOFTENED: dict[frozenset[str], tuple[Verdict, Weight, str]] = {
    frozenset(("may", "can")): ("compatible", "slight", "one says that it may be, the other that it can"),
}


def _softened(a: Told, b: Told, stretch: Stretch) -> bool:
    """Does one side say "may" or "might" where the other says "can"?"""
    said = [
        {word.text.lower() for word in told.words[first:last]}
        for told, first, last in ((a, stretch.i, stretch.j), (b, stretch.k, stretch.m))
    ]
    return any(one & {"may", "might"} and "can" in other for one, other in (said, said[::-1]))


def under_way(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """What one tells as going on ("about X massing ...") and the other as to come ("that X will ..."), in the same words otherwise."""
    for told, other, low, high, first, last in (
        (a, b, stretch.i, stretch.j, stretch.k, stretch.m),
        (b, a, stretch.k, stretch.m, stretch.i, stretch.j),
    ):
        ours, theirs = told.words[low:high], other.words[first:last]
        going = [word for word in ours if word.text.lower().endswith("ing") and len(word.text) > 5 and not word.capital]
        if not going or not theirs or max(len(ours), len(theirs)) > LONGEST or signs.modals(ours):
            continue
        to_come = [found for found in signs.modals(theirs) if found[0] == "will"]
        if to_come and theirs[0].key == "that" and ours[0].key in _TOPIC and len(theirs) - to_come[0][2] <= 3:
            because = f'"{told.said(low, high)}" tells as under way what "{other.said(first, last)}" tells as to come'
            keys = ("going", "will") if told is a else ("will", "going")
            return make(a, b, stretch, "modality", "conflict", "material", because, 0.7, next_content(a, stretch.j), keys)
    return None


_TOPIC = frozenset({"about", "over", "at", "by", "with"})


def modality(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """How far a thing is real: done, to come, possible, a duty, an offer."""
    left, right = a.words[stretch.i : stretch.j], b.words[stretch.k : stretch.m]
    if not a.modals_in(stretch.i, stretch.j) and not b.modals_in(stretch.k, stretch.m):
        return None
    if max(len(left), len(right)) > LONGEST or not _one_verb(a, b, stretch):
        return None
    ours, theirs = _class_of(a, stretch.i, stretch.j), _class_of(b, stretch.k, stretch.m)
    if (
        ours == theirs
        or _said_too(a, stretch.i, stretch.j, b)
        or _said_too(b, stretch.k, stretch.m, a)
        or (frozenset((ours, theirs)) in _SILENT and not _softened(a, b, stretch))
    ):
        return None
    if "actual" in (ours, theirs) and _courtesy(a, b, stretch):
        return None
    turn = _TURNS.get(frozenset((ours, theirs))) or _SOFTENED.get(frozenset((ours, theirs)))
    if turn is None or ("actual" in (ours, theirs) and turn[0] != "compatible" and not _done(a, b, stretch, ours == "actual")):
        return None
    if turn[0] == "compatible" and "actual" in (ours, theirs) and not _told_as_so(a, b, stretch, ours == "actual"):
        return None
    if turn[0] == "revised" and (signs.negations(left) or signs.negations(right)):
        return None  # not yet so, and not to be so: no two states
    if turn[0] == "revised" and (any(word.key in _ANEW for word in (*a.words, *b.words)) or _before_now(a) or _before_now(b)):
        return None  # it was so once and will be so again
    verdict, weight, reason = turn
    i, j = around(a, _one_less(a, stretch.i), _one_more(a, stretch.j))
    k, m = around(b, _one_less(b, stretch.k), _one_more(b, stretch.m))
    because = f'"{a.said(i, j)}" and "{b.said(k, m)}": {reason}'
    bare = signs.bare(left) & signs.bare(right)
    slot = next(iter(sorted(bare)), "") or next_content(a, stretch.j)
    stretch = Stretch(_one_less(a, stretch.i), stretch.j, _one_less(b, stretch.k), stretch.m)
    return make(
        a,
        b,
        Stretch(stretch.i, _one_more(a, stretch.j), stretch.k, _one_more(b, stretch.m)),
        "modality",
        verdict,
        weight,
        because,
        0.75,
        slot,
        (ours, theirs),
    )


def _said_too(told: Told, first: int, last: int, other: Told) -> bool:
    """Does the other side have the sign's own verb too, in another construction ("demanded that", "demanded guarantees that")?"""
    keys = {word.key for word in other.words}
    return any(told.words[at].key in keys and told.words[at].key not in FUNCTION for _, _, at in told.modals_in(first, last))


def _one_more(told: Told, place: int) -> int:
    """On to the verb that an auxiliary belongs to, to show it; only over auxiliaries."""
    at = place
    while at < len(told.words) and at < place + 2 and told.words[at].key in _AUXILIARIES:
        at += 1
    return at + 1 if at < len(told.words) and told.words[at].key not in FUNCTION else place


def _one_less(told: Told, place: int) -> int:
    """Back over the auxiliaries before a stretch."""
    while place and told.words[place - 1].key in _AUXILIARIES - {"to", "not", "also"}:
        place -= 1
    return place


def _class_of(told: Told, first: int, last: int) -> str:
    """The modality of a stretch with the auxiliaries that stand right before it."""
    while first and told.words[first - 1].key in _AUXILIARIES:
        first -= 1
    found = told.modals_in(first, last)
    return found[-1][0] if found else "actual"


def _done(a: Told, b: Told, stretch: Stretch, in_a: bool) -> bool:
    """Is the verb that one side tells as to come told by the other in a past form?"""
    coming = _governed(b, stretch.k, stretch.m) if in_a else _governed(a, stretch.i, stretch.j)
    told, first, last = (a, stretch.i, stretch.j) if in_a else (b, stretch.k, stretch.m)
    for at in range(max(0, first - 1), min(len(told.words), last + 2)):
        word = told.words[at]
        if looks_past(word) and word.key == coming and not (at and told.words[at - 1].text.lower() in _NOT_YET):
            return not _open_still(told, coming) or next_content(told, at + 1) in _objects(b if in_a else a, coming)
    return False


def _objects(told: Told, verb: str) -> set[str]:
    """What follows a verb wherever it stands in a telling."""
    return {next_content(told, at + 1) for at, word in enumerate(told.words) if word.key == verb} - {""}


def _open_still(told: Told, verb: str) -> bool:
    """Does the side that has a verb as done tell it as to come too: "who directed X, is to direct Y"?"""
    return any(word.key == verb and told.words[at].text.lower() in ("to", "will", "would") for at, word in enumerate(told.words[1:]))


def _told_as_so(a: Told, b: Told, stretch: Stretch, in_a: bool) -> bool:
    """Does the side without a sign of modality have the verb otherwise than as an infinitive: not "the right to decide"?"""
    verb = _governed(b, stretch.k, stretch.m) if in_a else _governed(a, stretch.i, stretch.j)
    return not _open_still(a if in_a else b, verb)


def _courtesy(a: Told, b: Told, stretch: Stretch) -> bool:
    """Who wants to say, or to thank, says and thanks: a turn of phrase and no plan."""
    return bool({_governed(a, stretch.i, stretch.j), _governed(b, stretch.k, stretch.m)} & SPOKEN)


# Verbs of which the wish to do it does it.
SPOKEN = frozenset(stem(word) for word in listed("say tell add thank stress note point emphasize apologize congratulate remind"))


def again(a: Told, b: Told) -> bool:
    """Does either speak of a thing that happens more than once, so that done and to come need not be one?"""
    return any(word.key in _ONCE_MORE for word in (*a.words, *b.words)) or any(
        _before_now(told) or _NTH.search(told.text) is not None for told in (a, b)
    )


def _before_now(told: Told) -> bool:
    """ "They have met before": "before" with nothing that it stands before."""
    return bool(_BEFORE_NOW.search(told.text))


def looks_past(word: Word) -> bool:
    """Does the word look like a past form of a verb?"""
    text = word.text.lower()
    return not word.capital and (
        text in {"was", "were", "had", "did"}
        or (word.key not in FUNCTION and (text in IRREGULAR_FORMS or (text.endswith("ed") and len(text) > 3)))
    )


_NOT_YET = frozenset(("be", "being", "is", "are"))
_ANEW = frozenset(stem(word) for word in ("again", "previously", "formerly", "anew"))
_ONCE_MORE = frozenset(stem(word) for word in listed("previously formerly twice earlier another anew"))
_NTH = re.compile(
    r"\b(?:second|third|fourth|fifth)\b(?![- ](?:degree|quarter|half|place|grade|floor|inning|round))|"
    r"\b(?:once|try|be|is|are|was|were) again\b"
)
_BEFORE_NOW = re.compile(r"\b(?:before|in the past)\s*(?:[,.;:]|\b(?:but|and)\b|$)", re.I)
_AUXILIARIES = frozenset(listed("will would may might can could must should shall have be not also to do"))


def _one_verb(a: Told, b: Told, stretch: Stretch) -> bool:
    """Do both sides speak of one verb: what the sign of modality governs on one side, is it there on the other?"""
    ours, theirs = _governed(a, stretch.i, stretch.j), _governed(b, stretch.k, stretch.m)
    if ours and theirs:
        return ours == theirs
    if ours:
        return ours in {word.key for word in b.words[stretch.k : stretch.m + 2]}
    return theirs in {word.key for word in a.words[stretch.i : stretch.j + 2]}


def _governed(told: Told, first: int, last: int) -> str:
    """The key of the verb that the last sign of modality in a stretch governs: the next word that is no function word or adverb."""
    found = told.modals_in(first, last)
    if not found:
        return ""
    at = found[-1][2] + len(found[-1][1].split())
    following = [
        word
        for word in told.words[at : max(last + 1, at + 3)]
        if not word.text.lower().endswith("ly") and word.key not in {"not", "also", "still"}
    ]
    verbs = [word.key for word in following if word.key not in FUNCTION] or [word.key for word in following]
    return verbs[0] if verbs else ""
