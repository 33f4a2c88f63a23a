"""Two tellings that run alike, compared stretch by stretch: every difference typed, one a stretch, the gravest first."""

from collections.abc import Callable, Iterator

from variorum.language.english import signs
from variorum.language.english.diff import Stretch, changes, likeness
from variorum.points.comparing import meanings, modalities, namings, roles, things, times
from variorum.points.difference import HEAVY, Difference
from variorum.points.told import Told

# Share of content words that both must have for a word-by-word comparison to mean something: of the fuller side, of the shorter side.
# Found on the labelled pairs' tuning half.
PARALLEL_BOTH, PARALLEL_SHORTER, PARALLEL_WORDS = 0.34, 0.6, 3
# Where the sentence vectors are this near, a smaller share of equal words will do.
CLOSE, CLOSE_SHORTER, CLOSE_WORDS = 0.7, 0.5, 5


# Sentences that are no copies must also be near as a whole: shared names alone make no parallel.
NEAR_ENOUGH = 0.6


def parallel(a: Told, b: Told, near: float, copies: bool) -> bool:
    """Do two tellings share so many words that they can be read side by side? `near` is the cosine of their sentence vectors."""
    if not copies and 0 < near < NEAR_ENOUGH:
        return False
    of_a, of_b = likeness(a.content, b.content)
    shared = len(a.content & b.content)
    if min(of_a, of_b) < PARALLEL_BOTH or shared < min(PARALLEL_WORDS, len(a.content)):
        return False
    return max(of_a, of_b) >= PARALLEL_SHORTER or (near >= CLOSE and max(of_a, of_b) >= CLOSE_SHORTER and shared >= CLOSE_WORDS)


def differences(a: Told, b: Told, later: bool | None = None) -> list[Difference]:
    """All typed differences between two parallel tellings. `later`: was b published after a (None: not known)?"""
    stretches = changes(a.words, b.words)
    total = signs.negations(a.words) - signs.negations(b.words)
    found: list[Difference] = []
    turned = roles.swapped(a, b, stretches)
    if turned:
        return [turned]
    found.extend(roles.place_became_object(a, b))
    found.extend(roles.subject_lost(a, b, stretches))
    found.extend(things.numbers(a, b, stretches, later))
    found.extend(one for one in things.times(a, b, stretches) if not times.of_other_acts(a, b, one))
    for stretch in stretches:
        if any(_covers(one, a, b, stretch) for one in found):
            continue
        found.extend(_of_stretch(a, b, stretch, total))
    return sorted(found, key=lambda one: (HEAVY[one.weight], one.a))


def _of_stretch(a: Told, b: Told, stretch: Stretch, total: int) -> Iterator[Difference]:
    deciders: tuple[Callable[[], Difference | None], ...] = (
        lambda: meanings.polarity(a, b, stretch, total),
        lambda: meanings.condition(a, b, stretch, total),
        lambda: meanings.sequence(a, b, stretch),
        lambda: roles.topic_became_aim(a, b, stretch),
        lambda: modalities.modality(a, b, stretch),
        lambda: modalities.under_way(a, b, stretch),
        lambda: roles.extent(a, b, stretch),
        lambda: namings.names(a, b, stretch),
    )
    for decide in deciders:
        found = decide()
        if found is not None:
            yield found
            return


def _covers(one: Difference, a: Told, b: Told, stretch: Stretch) -> bool:
    """Does a difference already found rest on words of this stretch?"""
    low, high = a.span(stretch.i, stretch.j)
    left, right = b.span(stretch.k, stretch.m)
    return (one.a[0] < high and low < one.a[1]) or (one.b[0] < right and left < one.b[1])
