"""Is a difference one between two tellings of one thing, or do the sentences tell of two things?

Copies that descent aligned answer for themselves; other sentences must earn it.
"""

from variorum.language.english.diff import likeness
from variorum.points import surroundings
from variorum.points.comparing import counts, things
from variorum.points.comparing.questions import size_apart
from variorum.points.difference import Difference
from variorum.points.told import Told

# Smaller share of equal content that two sentences which are no copies must have before a difference of a kind is believed.
# Names differ wherever two things are told in one pattern, so they need most. Found on the tuning half of the labelled pairs.
NEEDED = {
    "actor": 0.6,
    "target": 0.55,
    "place": 0.6,
    "name": 0.5,
    "number": 0.45,
    "date": 0.5,
    "polarity": 0.45,
    "condition": 0.45,
    "modality": 0.45,
}
FOR_REVISED = 0.35  # a later state contradicts nobody
_TURNS = frozenset({"polarity", "condition", "modality", "sequence"})
_NAMES = frozenset({"actor", "target", "place", "name", "attribution"})
SAME_REPORT = 0.6  # one report seldom contradicts itself, and often tells like things alike
TWINS = 0.7  # sentences this alike need no further proof
WITHOUT_CLAUSE = 0.75  # lines in which no statement was found: headings, time stamps, tables


# One sentence may tell much more than the other: then the shorter must be found in it nearly whole.
NEARLY_ONE, NEARLY_WHOLE = 0.8, 0.7


def plausible(one: Difference, a: Told, b: Told, near: float) -> bool:
    """Should the difference be shown, between tellings that descent did not align? `near` is the cosine of their sentences."""
    low, high = sorted(likeness(a.content, b.content))
    if not (a.statements and b.statements) and (low < WITHOUT_CLAUSE or one.kind in ("number", "date")):
        return False
    if not surroundings.two_reports(a, b) and not _of_one_report(one, a, b, low):
        return False
    needed = FOR_REVISED if one.verdict == "revised" else NEEDED.get(one.kind, 0.4)
    if low < needed and not (near >= NEARLY_ONE and high >= NEARLY_WHOLE and one.kind in _TURNS):
        return False
    if low >= TWINS:
        return True
    if one.verdict == "compatible" and one.kind != "number":
        return low >= NEEDED["actor"]
    if one.kind == "number":
        return _one_count(one, a, b)
    if one.kind == "date":
        return _one_act(one, a, b)
    return True


def _of_one_report(one: Difference, a: Told, b: Told, low: float) -> bool:
    """A report that tells two things in one pattern names each; it contradicts itself only about what it names alike."""
    return (
        low >= SAME_REPORT
        and one.kind not in _NAMES
        and bool(surroundings.setting(a))
        and surroundings.setting(a) == surroundings.setting(b)
    )


def _one_count(one: Difference, a: Told, b: Told) -> bool:
    """Do both figures count one thing of one owner? One sentence's names are among the other's, and neither has both figures."""
    ours, theirs = surroundings.setting(a), surroundings.setting(b)
    if not (ours <= theirs or theirs <= ours):
        return False
    left = [count for count in a.counts if (count.figure.start, count.figure.end) == one.a]
    right = [count for count in b.counts if (count.figure.start, count.figure.end) == one.b]
    if not left or not right:
        return True
    return (
        size_apart(left[0], right[0]) <= counts.MOST_APART
        and bool(left[0].counted & right[0].counted)
        and not things.given(left[0], b)
        and not things.given(right[0], a)
    )


def _one_act(one: Difference, a: Told, b: Told) -> bool:
    """Do both times date the same act: is there a predicate that the statements round both share?"""
    return bool(surroundings.acts(a, one.a[0]) & surroundings.acts(b, one.b[0]))
