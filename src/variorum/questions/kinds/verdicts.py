"""How two unlike figures of one thing stand: is one a later state, are they estimates of two sources, or is one of them wrong?

Two small logistic models weigh what is known of both: which was told later and whether it is the larger, what is counted, whether one text
or one outlet tells both, on whose word. Words that say that a figure rose, and what arithmetic leaves no choice in, need no model.
Weights and figures: `training/judge/fit_verdicts.py`.
"""

import math
from typing import Final, NamedTuple

from variorum.language import pack
from variorum.language.models.weights import learned
from variorum.model.sentence import Clause, Figure
from variorum.questions.kinds import amounts, of_what
from variorum.questions.matched import matched
from variorum.questions.pairs import Pair, Relation
from variorum.questions.tellings import Telling
from variorum.text.logistic import chance

FILE: Final = "verdicts.json"
# Fates of people whose count only rises while a story runs, and those whose count rises and falls.
RISING: Final = frozenset({"killed", "hurt", "shot", "held", "freed", "rescued", "infected", "homeless", "fled", "charged"})
OPEN: Final = frozenset({"missing", "captive"})
ABOARD: Final = "aboard"
LASTING: Final = frozenset({"age", "term", "length", "speed", "power"})  # what does not change from day to day
ESTIMATED: Final = frozenset({"share", "degree", "money"})  # what is seldom counted out, so that each source has its own
CLOSE: Final = 1.15  # how many times the smaller goes into the larger, at most, of an estimate and a figure that can both be meant well
FAR: Final = 2.0  # log of a ratio beyond which it tells no more
BOTH: Final = 0.5  # of two that can both hold readers say so of every second; what is graver goes before
RIGHT: Final = 0.9  # of the figures that are held against each other as unlike, the share that are of one thing and differ


class Facing(NamedTuple):
    """Two figures that may answer one question, how they stand, and how near what is said of them is."""

    one: Figure
    other: Figure
    standing: amounts.Standing
    near: float


def verdict(pair: Pair, found: Facing) -> tuple[Relation, float]:
    """How two unlike figures stand, and the chance that a careful reader says the same."""
    one, other = found.one, found.other
    told = features(pair, found)
    in_place, meet = bool(told["in_place"]), found.standing == "meet"
    if "risen" in {*one.marks, *other.marks} or told["edition"] or put_right(pair, found):
        return "revised", RIGHT
    near = amounts.ratio(one, other) <= CLOSE
    if meet and (near or (in_place and "exact" in (one.bound, other.bound))):
        return "compatible", BOTH
    # by a copy in another outlet, or by one of two like sentences of which nothing tells that they count what grows
    changed = pair.copied or (not meet and not (told["toll"] and pair.later is not None))
    slip = in_place and changed and not (pair.edition or told["two_sources"] or told["story_rises"])
    lasting = one.quantity in LASTING or one.fate == ABOARD
    if slip or lasting or (0 in (one.number, other.number) and not told["another_day"]):
        return "conflict", RIGHT
    crowd = one.fate == other.fate == of_what.CROWD  # which is counted by nobody
    if not meet and (crowd or (told["two_sources"] and told["estimated"])):
        return "spread", RIGHT
    weights = learned(FILE)
    later = chance(weights["revised"], told)
    spread = (1 - later) * chance(weights["spread"], told)
    among: dict[Relation, float] = {"revised": later, "spread": spread, "conflict": 1 - later - spread}
    likeliest = max(among, key=among.__getitem__)
    if meet and likeliest != "revised" and not (pair.copied and in_place):
        return ("compatible" if "exact" in (one.bound, other.bound) else "spread"), BOTH
    return likeliest, round(RIGHT * among[likeliest], 4)


def put_right(pair: Pair, found: Facing) -> bool:
    """Does the later of two sentences, as far as that is known, say outright that the other's figure is not so: "eleven, not fourteen"?"""
    return (pair.later is not True and of_what.denies(pair.a, found.one, found.other)) or (
        pair.later is not False and of_what.denies(pair.b, found.other, found.one)
    )


def features(pair: Pair, found: Facing) -> dict[str, float]:
    """What the models weigh, by name; swapping the figures changes nothing."""
    one, other = found.one, found.other
    fates = frozenset(one.fate.split("+")) if one.fate == other.fate != "" else frozenset()
    toll = bool(fates) and fates <= RISING
    grew = amounts.size(other) - amounts.size(one)
    rose = pair.later is not None and grew != 0 and pair.later == (grew > 0)
    sides = tuple(zip((pair.a, pair.b), of_what.clauses(pair, one, other), strict=True))
    one_source, two_sources = sources(pair, one, other)
    in_place = in_its_place(pair, found)
    days = {(telling.published or "")[:10] for telling in (pair.a, pair.b)}
    told = {
        "rose": rose,
        "fell": pair.later is not None and grew != 0 and not rose,
        "another_day": len(days - {""}) > 1,
        "edition": pair.edition and pair.later is not None,
        "copied": pair.copied,
        "in_place": in_place,
        "toll": toll,
        "toll_unordered": toll and pair.later is None,
        "open": bool(fates & OPEN),
        "story_rises": toll and bool(pair.rising),
        "up_to_now": any(_up_to_now(telling, clause) for telling, clause in sides),
        "past": of_what.past(pair.a) or of_what.past(pair.b),
        "one_state": _one_state(pair, found),
        "one_source": one_source,
        "two_sources": two_sources,
        "estimated": one.quantity in ESTIMATED,
        "bounds": not one.bound == other.bound == "exact",
        "meet": found.standing == "meet",
    }
    far = math.log(max(1.0, min(math.exp(FAR), amounts.ratio(one, other))))
    return {**{name: float(so) for name, so in told.items()}, "ratio": far}


def _up_to_now(telling: Telling, clause: Clause | None) -> bool:
    """Does a clause tell how things stand: "are held", "have been held", "were now held"?"""
    if clause is None:
        return False
    own = {clause.verb, *telling.below(telling.top(clause))}
    return clause.tense == "present" or any("up to now" in pack.concepts(telling.lemma(at), telling.language) for at in own)


def in_its_place(pair: Pair, found: Facing) -> bool:
    """Do two figures stand in each other's place, in sentences that run alike?"""
    laid = matched(pair)
    if laid is None or laid.other_names:
        return False
    ours, theirs = of_what.inside(pair.a, found.one), of_what.inside(pair.b, found.other)
    clauses = of_what.clauses(pair, found.one, found.other)
    return any(at not in laid.words and laid.facing(at) in theirs for at in ours) and any(
        (one, other) == clauses and laid.by_the_same(one, other) for one, other in laid.clauses
    )


def _one_state(pair: Pair, found: Facing) -> bool:
    """Do both sentences tell the same of another fate: "killing four and injuring 17", "four were killed and 27 injured"?"""
    ours, theirs = (
        {(figure.fate, amounts.size(figure)) for figure in telling.sentence.figures if figure is not own and figure.fate}
        for telling, own in ((pair.a, found.one), (pair.b, found.other))
    )
    return bool(ours & theirs)


def sources(pair: Pair, one: Figure, other: Figure) -> tuple[bool, bool]:
    """Are two figures told on the word of one source; is each told on that of a source of its own?"""
    sides = zip((pair.a, pair.b), of_what.clauses(pair, one, other), strict=True)
    told = [telling.source_of(clause) for telling, clause in sides]
    ours, theirs = ({word.lemma for word in nouns} for nouns in told)
    named, named_there = ({word.lemma for word in nouns if word.kind == "PROPN"} for nouns in told)
    both = bool(ours and theirs)
    alike = bool(ours & theirs) and not (named - theirs and named_there - ours)
    return both and alike, both and not alike
