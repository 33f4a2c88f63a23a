"""The words of a sentence that may be printed as a line of their own: a clause that stands by itself, whole or without what only adds.

What is left out, at the end, before the clause or as an aside within it, never changes what is said: no denial, no condition, no source is
cut off, and no clause that another holds up.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.alone import ASIDE, NO_WORDS, OBJECT, SMALL, SUBJECT, Pieces, length, pieces_of, points, set_off, stands_for
from variorum.questions.tellings import Telling

CUTS: Final = 4  # how often something is left out at the end of a line
# What may be left out at the end where a comma or its like sets it off: it adds to the clause, which says the same without it.
ADDED: Final = frozenset({"advcl", "acl", "relcl", "appos", "parataxis", "obl", "conj"})
# What may be left out without a comma too: when and where.
ADJUNCT: Final = frozenset({"obl", "advmod", "npadvmod"})
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
LONG: Final = frozenset({"month", "year"})  # times that may be of another occasion than the report's
WITHIN: Final = frozenset({"advcl", "acl", "relcl", "appos", "parataxis"})  # asides that may be left out within a line
FIRST: Final = frozenset({"advcl", "obl", "advmod", "parataxis", "cc", "mark"})  # what may be left out before the clause


def lines(telling: Telling) -> list[Pieces]:
    """What of a sentence can be printed alone, the longest first. Empty where the sentence is no whole one."""
    found: dict[Pieces, None] = {}
    for words in standing(telling):
        for begun in (words, _without_asides(telling, words)):
            for some in (begun, *_shorter(telling, begun)):
                pieces = pieces_of(telling, some)
                if pieces is not None:
                    found[pieces] = None
    return sorted(found, key=lambda one: (-length(one), one))


def standing(telling: Telling) -> Iterator[list[int]]:
    """The words of the sentence, and of each of its clauses that could be a sentence."""
    words = telling.sentence.words
    root = next((number for number, word in enumerate(words) if word.head == number), None)
    if root is None:
        return
    everything = sorted(telling.all_under(root))
    yield everything
    heads = [root, *(number for number in everything if words[number].label == "conj" and words[number].head == root)]
    alone = [number for number in heads[1:] if _has_subject(telling, number)]
    for head in [root, *alone] if alone else []:
        others = {number for other in alone if other > head for number in telling.all_under(other)}
        yield [number for number in sorted(telling.all_under(head)) if number not in others]
    if len(heads) > len(alone) + 1:
        others = {number for other in heads[1:] for number in telling.all_under(other)}
        yield [number for number in everything if number not in others]
    for clause in telling.sentence.clauses:
        within = _within(telling, clause, heads, alone)
        if within:
            yield sorted(within)


def _within(telling: Telling, clause: Clause, heads: Sequence[int], alone: Sequence[int]) -> set[int]:
    """The words of a clause within the sentence with its subject beside it, where it is told as so: of what is joined to the highest verb,
    of a relative clause with the name that it is about, of a clause that says when or why. Empty of all others."""
    words, top = telling.sentence.words, telling.top(clause)
    if clause.standing != "actual" or clause.polarity == "negated" or clause.condition is not None or clause.reported:
        return set()
    part = set(telling.all_under(top))
    if any(words[number].label.startswith(OBJECT) and points(telling, number) for number in part):
        return set()  # what "them" means may be left out
    if top in heads and top not in alone and top != heads[0]:
        first = next((one for one in telling.sentence.clauses if telling.top(one) == heads[0]), clause)
        return _joined(telling, heads[0], top, part) if (clause.kind, clause.tense) == (first.kind, first.tense) else set()
    if clause.kind == "relative":
        return _relative(telling, top, part)
    if clause.kind == "adverbial" and words[top].label == "advcl":
        marks = [number for number in telling.below(top) if words[number].label == "mark" or words[number].kind == "SCONJ"]
        so = marks and not any("before" in pack.concepts(telling.lemma(number), telling.language) for number in marks)
        return {number for number in part if number > max(marks)} if so else set()  # what comes after may never have come
    return set()


def _joined(telling: Telling, first: int, verb: int, part: set[int]) -> set[int]:
    """A verb that shares the subject of the first, and its "was" if it has none of its own."""
    words = telling.sentence.words
    own = any(words[number].label.startswith(("aux", "cop")) for number in telling.below(verb))
    helping = [number for number in telling.below(first) if words[number].label.startswith("aux") and not own]
    shared = [number for number in telling.below(first) if words[number].label.startswith(SUBJECT)]
    joining = {number for number in telling.below(verb) if words[number].label == "cc"}
    return (part - joining).union(helping, *(telling.all_under(number) for number in shared)) if shared else set()


def _relative(telling: Telling, verb: int, part: set[int]) -> set[int]:
    """A relative clause with the words that it is about in place of "who", which have to stand next before it: a name, or what the sentence
    is about, set off by a comma, as else the clause tells which ones are meant."""
    words = telling.sentence.words
    about, first = words[verb].head, min(number for number in part if words[number].kind not in NO_WORDS)
    if not stands_for(telling, first, verb) or words[about].label == "conj" or telling.in_time(words[about].start):
        return set()
    before = next((number for number in range(first - 1, -1, -1) if words[number].kind not in NO_WORDS), None)
    is_subject = words[about].label.startswith(SUBJECT) and set_off(telling, part)
    if before != about or not (words[about].kind == "PROPN" or is_subject):
        return set()
    beside = [number for number in telling.below(about) if words[number].label in ("case", "cc", "conj")]
    name = set(telling.all_under(about)).difference(part, *(telling.all_under(number) for number in beside))
    return (part - {first}) | name


def _has_subject(telling: Telling, number: int) -> bool:
    return any(telling.sentence.words[below].label.startswith("nsubj") for below in telling.below(number))


def _without_asides(telling: Telling, words: list[int]) -> list[int]:
    """The same without the asides within it that commas set off on both sides."""
    told, left = telling.sentence.words, set(words)
    for number in words:
        if number in left and told[number].label.split(":")[0] in WITHIN and told[number].head in left:
            part = set(telling.all_under(number))
            if part <= left and set_off(telling, part) and _closed(telling, part) and not needed(telling, number, part):
                left -= part
    return [number for number in words if number in left]


def _closed(telling: Telling, part: set[int]) -> bool:
    """Does a comma, a dash or a bracket stand after a part?"""
    words = telling.sentence.words
    last = max(number for number in part if words[number].kind not in NO_WORDS)
    after = words[last + 1] if last + 1 < len(words) else None
    return after is not None and telling.text[after.start : after.end] in (*ASIDE, ")")


def _shorter(telling: Telling, words: list[int]) -> Iterator[list[int]]:
    """The same without what stands last and only adds, and again; then without what stands before the clause."""
    left = words
    for _ in range(CUTS):
        cut = _without_last(telling, left)
        if cut is None:
            break
        left = cut
        yield left
        opened = _without_first(telling, left)
        if opened is not None:
            yield opened
    opened = _without_first(telling, words)
    if opened is not None:
        yield opened


def _heads(telling: Telling, number: int, words: list[int]) -> list[int]:
    """The words above one, itself last, as far as they are among some words; the top of these is none."""
    told, chain, at = telling.sentence.words, [], number
    while told[at].head != at and told[at].head in words:
        chain.append(at)
        at = told[at].head
    return chain[::-1]


def _without_last(telling: Telling, words: list[int]) -> list[int] | None:
    """Without the largest part at the end that only adds."""
    told = telling.sentence.words
    inside = [number for number in words if told[number].kind not in NO_WORDS]
    if not inside:
        return None
    for head in _heads(telling, inside[-1], words):
        part = set(telling.all_under(head))
        label = told[head].label.split(":")[0]
        only_adds = (label in ADDED and set_off(telling, part)) or (label in ADJUNCT and when_or_where(telling, part))
        if only_adds and not needed(telling, head, part) and not _measures(telling, min(part) - 1):
            return [number for number in words if number not in part]
    return None


def _measures(telling: Telling, number: int) -> bool:
    """Does a word end how far something is from what follows: "90 miles" off Aden?"""
    end = telling.sentence.words[number].end
    return any(figure.quantity == "length" and figure.end == end for figure in telling.sentence.figures)


def when_or_where(telling: Telling, part: set[int]) -> bool:
    """Does a part tell nothing but a time or a named place?"""
    sentence = telling.sentence
    stretches = [one[:2] for one in sentence.times] + [one[:2] for one in sentence.names if one.kind in PLACES]
    telling_words = [sentence.words[number] for number in part if sentence.words[number].kind not in SMALL]
    return bool(telling_words) and all(any(start <= word.start < end for start, end in stretches) for word in telling_words)


def _without_first(telling: Telling, words: list[int]) -> list[int] | None:
    """Without the part before the clause that a comma sets off."""
    told = telling.sentence.words
    inside = [number for number in words if told[number].kind not in NO_WORDS]
    if not inside:
        return None
    for head in _heads(telling, inside[0], words):
        if told[head].label.split(":")[0] in FIRST:
            part = set(telling.all_under(head))
            last = max(part & set(words))
            closed = told[head].label == "cc" or (last + 1 < len(told) and telling.text[told[last + 1].start : told[last + 1].end] == ",")
            if min(part) <= inside[0] and closed and not needed(telling, head, part):
                return [number for number in words if number not in part]
    return None


def needed(telling: Telling, head: int, part: set[int]) -> bool:
    """Would another thing be said without this part: a condition, a source, a denial, a month or year that is not the report's own?"""
    sentence = telling.sentence
    words = sentence.words
    starts = {words[number].start for number in part}
    for clause in sentence.clauses:
        if clause.condition is not None and any(clause.condition[0] <= start < clause.condition[1] for start in starts):
            return True
        if clause.source is not None and clause.source in part and clause.verb not in part:
            return True
        if (
            clause.verb in part
            and clause.verb == head
            and any(
                below.above is not None and sentence.clauses[below.above] is clause and below.verb not in part for below in sentence.clauses
            )
        ):
            return True
    if words[head].label.split(":")[0] in ADJUNCT and any(one.precision in LONG and one.start in starts for one in sentence.times):
        return True
    return words[head].label == "advmod" and words[head].kind == "PART"
