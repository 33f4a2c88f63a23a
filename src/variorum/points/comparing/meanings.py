"""Parallel tellings whose small words differ: negation, opposites, conditions, order in time, modality.

Each decider looks at one changed stretch of two sentences that otherwise run alike, and says what the change does, or nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from variorum.language.english import signs
from variorum.language.english.diff import FUNCTION, Stretch, Word, stem, words
from variorum.model.point import Kind, Verdict, Weight
from variorum.points.difference import Difference
from variorum.points.told import Told

# A changed stretch longer than this is another sentence, not another word; negation inside it says nothing of the rest.
LONGEST = 12
_WINDOW = 6  # words after a stretch that tell what it is about
_SHORT = 4  # words of a stretch in which "before" and "after" can stand for each other
_FEW = 3  # words beside the negated one
_REST_ALIKE = 0.7  # share of the shorter sentence's content that the fuller must have, to say that a condition was left out
_LONGEST_CONDITION = 30  # words of a condition that another one is added to
_ENOUGH = 2  # words of a clause that must stay for a lost marker to have been lost alone


def _opposites(pairs: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(stem(word) for word in pair.split("/")) for pair in pairs.split())


_KINDS_OF_OPPOSITES: tuple[tuple[frozenset[frozenset[str]], Kind], ...] = tuple(
    (_opposites(pairs), kind)  # type: ignore[misc]
    for pairs, kind in (
        ("before/after first/last early/late", "sequence"),
        ("more/fewer more/less above/below over/under majority/minority", "number"),
        ("east/west north/south eastern/western northern/southern left/right", "place"),
        ("man/woman brother/sister father/mother son/daughter husband/wife male/female", "actor"),
        ("buy/sell lend/borrow attack/defend", "actor"),
        ("offer/demand promise/threaten request/order", "modality"),
    )
)


def _kind_of(pair: tuple[Word, Word]) -> Kind:
    keys = frozenset(word.key for word in pair)
    return next((kind for pairs, kind in _KINDS_OF_OPPOSITES if keys in pairs), "polarity")


def around(told: Told, first: int, last: int) -> tuple[int, int]:
    """A stretch with a word of its neighbourhood where it is empty, so that there is always something to show."""
    if first == last:
        return max(0, first - 1), min(len(told.words), last + 1)
    return first, last


def make(
    a: Told,
    b: Told,
    stretch: Stretch,
    kind: Kind,
    verdict: Verdict,
    weight: Weight | None,
    because: str,
    confidence: float,
    slot: str = "",
    keys: tuple[str, str] = ("", ""),
) -> Difference:
    """A Difference over a stretch, with the words of both sides."""
    i, j = around(a, stretch.i, stretch.j)
    k, m = around(b, stretch.k, stretch.m)
    return Difference(kind, verdict, weight, a.span(i, j), b.span(k, m), a.said(i, j), b.said(k, m), slot, because, confidence, None, keys)


def polarity(a: Told, b: Told, stretch: Stretch, total: int) -> Difference | None:
    """A negation lost or added, or a word turned into its opposite. `total` is the difference of negations over the whole sentences."""
    left, right = a.words[stretch.i : stretch.j], b.words[stretch.k : stretch.m]
    if max(len(left), len(right)) > LONGEST:
        return None
    if any(word.text.lower() == "unless" for word in (*left, *right)):
        return None  # told by condition()
    odd = bool((signs.negations(left) - signs.negations(right)) % 2)
    pair = signs.opposed(left, right)
    if pair and not any(word.key in signs.REFUSING for word in pair) and not _prefix_counted(pair):
        odd = not odd
    if pair and (_short_of(a, pair[0], pair[1]) or _short_of(b, pair[1], pair[0])):
        return None
    if not odd or (pair is None and total % 2 == 0):
        return None
    bare_left, bare_right = signs.bare(left), signs.bare(right)
    if pair is None and bare_left != bare_right and not _one_thing(left, right, bare_left, bare_right):
        return None  # other things were said, not the same thing denied
    if pair is None and bool(left) != bool(right) and len(left or right) > 3:
        return None  # an added or cut phrase that happens to hold a "not"
    if pair is None and not _refuses_that(left, right):
        return None
    if not _one_object(a, b, stretch, needed=2 if not bare_left & bare_right and pair is None else 1):
        return None  # the same verb, of another thing
    kind = _kind_of(pair) if pair else "polarity"
    if kind == "sequence":
        return None  # told by sequence() below
    stretch = _with_head(a, b, stretch)
    slot = next(iter(sorted(bare_left & bare_right)), "") or next_content(a, stretch.j)
    i, j = around(a, stretch.i, stretch.j)
    k, m = around(b, stretch.k, stretch.m)
    said_a, said_b = a.said(i, j), b.said(k, m)
    because = (
        f'"{said_a}" and "{said_b}" say the opposite of each other' if kind == "polarity" else f'"{said_a}" and "{said_b}" cannot both hold'
    )
    return make(a, b, stretch, kind, "conflict", "reversal", because, 0.85 if pair or bare_left & bare_right else 0.8, slot)


def _short_of(told: Told, word: Word, facing: Word) -> bool:
    """Does "insufficiently" or its like stand before the plain word of a pair, and deny it as the other side's prefix does?"""
    before = told.words[max(0, told.words.index(word) - _SHORT) : told.words.index(word)]
    return facing.text.lower().endswith(word.text.lower()) and any(one.text.lower() in signs.TOO_LITTLE for one in before)


def _one_thing(left: Sequence[Word], right: Sequence[Word], bare_left: frozenset[str], bare_right: frozenset[str]) -> bool:
    """Do both stretches speak of the same: a shared word that is no name, and little beside it?"""
    named = {word.key for word in (*left, *right) if word.capital}
    ours, theirs = bare_left - named, bare_right - named
    return (not ours and not theirs and len(bare_left ^ bare_right) <= 1) or (
        bool(ours & theirs) and max(len(bare_left), len(bare_right)) <= _FEW
    )


def _refuses_that(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Is a lone verb of refusal the negation of what the other side tells ("failed to inform" / "informed")?

    It is where it governs a clause; "cancels the rule" against "changes the rule" is another act and no negation.
    """
    plain = sum(word.key in signs.NEGATORS for word in left) - sum(word.key in signs.NEGATORS for word in right)
    if plain % 2:
        return True
    for side in (left, right):
        for word, following in pairwise(side):
            if word.key in signs.REFUSING and (following.key in {"to", "from", "that"} or following.text.lower().endswith("ing")):
                return True
    return False


def _one_object(a: Told, b: Told, stretch: Stretch, needed: int) -> bool:
    """Does what follows a stretch speak of the same on both sides? An early end of either sentence speaks for itself."""
    following = a.words[stretch.j : stretch.j + 1]
    head = {following[0].key} if following and needed > 1 else set()
    ours = {word.key for word in a.words[stretch.j : stretch.j + _WINDOW] if word.key not in FUNCTION} - head
    theirs = {word.key for word in b.words[stretch.m : stretch.m + _WINDOW] if word.key not in FUNCTION} - head
    return bool(ours & theirs) or not ours or not theirs


def _with_head(a: Told, b: Told, stretch: Stretch) -> Stretch:
    """The stretch with the equal word that follows it on both sides, where that word carries the meaning ("non" + "negotiable")."""
    following = a.words[stretch.j : stretch.j + 1]
    if following and stretch.m < len(b.words) and following[0].key not in FUNCTION and following[0].key == b.words[stretch.m].key:
        return Stretch(stretch.i, stretch.j + 1, stretch.k, stretch.m + 1)
    return stretch


def _prefix_counted(pair: tuple[Word, Word]) -> bool:
    """ "non-X" stands as two words, so its "non" was already counted; "unX" is one word and was not."""
    return any(word.key in signs.NEGATORS for word in pair)


def next_content(told: Told, place: int) -> str:
    return next((word.key for word in told.words[place:] if word.key not in FUNCTION), "")


def condition(a: Told, b: Told, stretch: Stretch, total: int) -> Difference | None:
    """A condition that became another one, lost its marker, or fell away. `total`: as for polarity."""
    left, right = a.words[stretch.i : stretch.j], b.words[stretch.k : stretch.m]
    ours, theirs = _conditions(a, stretch.i, stretch.j), _conditions(b, stretch.k, stretch.m)
    if set(ours) == set(theirs):
        return _further_condition(a, b, stretch)
    if ours and theirs:
        one, other = next(iter(ours)), next(iter(theirs))
        shown = f'"{ours[one]}" and "{theirs[other]}"'
        if {one, other} == {"if", "only if"}:
            return make(a, b, stretch, "condition", "compatible", "slight", f"{shown} set the same condition, one more strictly", 0.8, "if")
        if {one, other} <= {"unless", "until"} or (len(left) > LONGEST or len(right) > LONGEST):
            return None
        if total % 2 == 0 and {one, other} == {"if", "unless"}:
            return None  # "unless it pays" is "if it does not pay"
        because = f"{shown} tie it to opposite conditions"
        return make(a, b, stretch, "condition", "conflict", "reversal", because, 0.85, next_content(a, stretch.j), (one, other))
    return _lost_condition(a, b, stretch, bool(ours), (ours or theirs))


def _further_condition(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """ "If it pays" and "if it pays and leaves": one side adds a second condition to the same first one."""
    for told, other, begin, last, low, high in (
        (a, b, stretch.i, stretch.j, stretch.k, stretch.m),
        (b, a, stretch.k, stretch.m, stretch.i, stretch.j),
    ):
        rest = {word.key for word in other.words[low:high]}
        ands = [at for at in range(begin, last - 2) if told.words[at].key == "and" and rest <= {word.key for word in told.words[begin:at]}]
        if not ands or last - ands[0] > _LONGEST_CONDITION:
            continue
        first = ands[0]
        added = told.words[first:last]
        if added[1].capital or added[1].key in FUNCTION:
            continue
        marks = [found for found in signs.conditions(told.words[:first]) if found[0] in ("if", "only if", "unless")]
        if (
            not marks
            or first - marks[-1][2] > _LONGEST_CONDITION
            or {found[0] for found in signs.conditions(other.words)} != {marks[-1][0]}
        ):
            continue
        start = told.words[marks[-1][2]].start
        if any(sign in told.text[start : told.words[first].start] for sign in ";:") or not _acts_at(told, first + 1):
            continue
        because = f'only one side adds the condition "{told.said(first, min(last, first + LONGEST))}"'
        found = make(a, b, stretch, "condition", "compatible", "material", because, 0.7, added[1].key)
        return replace(found, words_b="no such condition") if told is a else replace(found, words_a="no such condition")
    return None


def _acts_at(told: Told, place: int) -> bool:
    """Does a clause's verb stand at a word, by what the statements of the telling say?"""
    word = told.words[place]
    known = {one.key for statement in told.statements for one in words(statement.what)}
    return word.key in known or word.text.lower().endswith(("s", "ed"))


def _conditions(told: Told, first: int, last: int) -> dict[str, str]:
    """Class -> words of the condition markers that a stretch touches; "even" alone is part of "even if"."""
    low, high = max(0, first - 2), min(len(told.words), last + 2)
    found = signs.conditions(told.words[low:high])
    return {meaning: said for meaning, said, at in found if low + at <= last and low + at + len(said.split()) >= first}


def _lost_condition(a: Told, b: Told, stretch: Stretch, in_a: bool, marks: dict[str, str]) -> Difference | None:
    with_it, without = (a, b) if in_a else (b, a)
    first, last, low, high = (stretch.i, stretch.j, stretch.k, stretch.m) if in_a else (stretch.k, stretch.m, stretch.i, stretch.j)
    mark = next(iter(marks.values()))
    having, lacking = with_it.words[first:last], without.words[low:high]
    if "until" in marks or "without" in marks or set(marks) & {found[0] for found in signs.conditions(without.words)}:
        return None  # an end in time is no condition; one told elsewhere in the sentence is not lost
    shared = {word.key for word in having if word.key not in FUNCTION} & {word.key for word in lacking if word.key not in FUNCTION}
    obliged = [words for meaning, words, _ in signs.modals(lacking) if meaning == "must"]
    if obliged and shared:
        because = f'"{with_it.said(first, last)}" leaves it open, "{without.said(low, high)}" says that it must be'
        return make(a, b, stretch, "condition", "conflict", "reversal", because, 0.8, next(iter(sorted(shared))))
    if len(having) <= _ENOUGH + len(mark.split()) and not lacking and last < len(with_it.words):
        because = f'only one side says "{mark}": what one ties to a condition the other tells as a fact'
        return make(a, b, stretch, "condition", "conflict", "reversal", because, 0.75, next_content(with_it, last))
    if len(lacking) <= 2 and len(without.content & with_it.content) >= _REST_ALIKE * len(without.content):
        because = f'only one side gives the condition "{with_it.said(first, last)}"'
        found = make(a, b, stretch, "condition", "compatible", "material", because, 0.7, next_content(with_it, first))
        return replace(found, words_b="no condition given") if in_a else replace(found, words_a="no condition given")
    return None


def sequence(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """ "Before" against "after"."""
    left, right = a.words[stretch.i : stretch.j], b.words[stretch.k : stretch.m]
    ours, theirs = {found[0]: found[1] for found in signs.order(left)}, {found[0]: found[1] for found in signs.order(right)}
    if len(ours) != 1 or len(theirs) != 1 or max(len(left), len(right)) > _SHORT:
        return None
    (one, said), (other, told) = next(iter(ours.items())), next(iter(theirs.items()))
    if {one, other} != {"before", "after"} or not _one_anchor(a, stretch.j, b, stretch.m):
        return None
    return make(
        a,
        b,
        stretch,
        "sequence",
        "conflict",
        "material",
        f'"{said}" and "{told}" put the two in opposite order',
        0.85,
        next_content(a, stretch.j),
    )


def _one_anchor(a: Told, first: int, b: Told, last: int) -> bool:
    """Does the same follow on both sides: is it before and after one and the same thing?"""
    ours = {word.key for word in a.words[max(0, first - 2) : first + 4] if word.key not in FUNCTION}
    theirs = {word.key for word in b.words[max(0, last - 2) : last + 4] if word.key not in FUNCTION}
    return bool(ours & theirs)
